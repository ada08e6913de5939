"""Eligibility rules as the catalogue states them: rule sets of routes of requirements, parsed once.

A standard's own conditions win at their level (ADMITTED_BY of kind OWN); elsewhere the default rules of an edition do.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.catalogue import Catalogue
from graph.errors import InvalidInput, NotFound
from graph.model.conditions import Requirement, RequirementKind, read_condition
from graph.model.facts import Certificate, Condition, Route, RuleSet
from graph.model.links import RelType
from graph.model.terms import Level, Origin, RuleChoice, RuleKind
from recommender.shared.faults import CaseFault


@dataclass(frozen=True, slots=True)
class RouteRule:
    """One alternative of a rule set: all its requirements must hold."""

    id: str
    name: str
    text: str
    clauses: tuple[str, ...]
    requirements: tuple[Requirement, ...]

    def find(self, kind: RequirementKind) -> Requirement | None:
        """The first requirement of a kind."""
        return next((r for r in self.requirements if r.kind is kind), None)


@dataclass(frozen=True, slots=True)
class LevelRules:
    """What admits to one level: any one of `routes`.

    `edition` is None for a standard's own conditions; `source`, `locator` and `origin` say who states the rules.
    """

    id: str
    edition: str | None
    level: Level
    routes: tuple[RouteRule, ...]
    source: str
    locator: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Rules:
    """The default rules by edition and level, and the own rules of standards by the certificate they admit to."""

    defaults: Mapping[tuple[str, Level], LevelRules]
    own: Mapping[str, LevelRules]

    def find(self, certificate: str | None, edition: str, level: Level) -> LevelRules | None:
        """What admits to a certificate of a level: own rules, or else those of the edition; None where neither is known."""
        return self.own.get(certificate or "") or self.defaults.get((edition, level))

    def get(self, certificate: str | None, edition: str, level: Level) -> LevelRules:
        """The same; raises NotFound where the catalogue has neither."""
        found = self.find(certificate, edition, level)
        if found is None:
            raise NotFound(CaseFault.RULES_UNKNOWN(edition=edition, level=level), field="rules")
        return found


def rules_of(catalogue: Catalogue) -> Rules:
    """Every eligibility rule set; raises InvalidInput for a condition it cannot read."""
    sets = [r for r in catalogue.all(RuleSet) if r.kind is RuleKind.ELIGIBILITY]
    read = {r.id: _level_rules(catalogue, r) for r in sets}
    own = {
        link.start: read[link.end]
        for certificate in catalogue.all(Certificate)
        for link in catalogue.links(certificate.id, RelType.ADMITTED_BY)
        if link.kind == RuleChoice.OWN and link.end in read
    }
    return Rules({(r.edition, r.level): read[r.id] for r in sets if r.edition is not None}, own)


def _level_rules(catalogue: Catalogue, rule_set: RuleSet) -> LevelRules:
    shared = _clauses(catalogue, rule_set.id)
    routes = tuple(
        RouteRule(
            route.id,
            route.name,
            route.text,
            tuple(dict.fromkeys((*shared, *_clauses(catalogue, route.id)))),
            tuple(_requirement(c) for c in catalogue.targets(route.id, RelType.REQUIRES, Condition)),
        )
        for route in catalogue.targets(rule_set.id, RelType.ALTERNATIVE, Route)
    )
    return LevelRules(
        rule_set.id,
        rule_set.edition,
        rule_set.level,
        routes,
        rule_set.source,
        rule_set.locator,
        rule_set.origin,
    )


def _clauses(catalogue: Catalogue, node: str) -> tuple[str, ...]:
    return tuple(link.end for link in catalogue.links(node, RelType.CITES))


def _requirement(condition: Condition) -> Requirement:
    try:
        return read_condition(condition)
    except InvalidInput as error:
        said = CaseFault.CONDITION_UNREADABLE(id=condition.id, field=error.field, why=error.said)
        raise InvalidInput(said, field=error.field) from None
