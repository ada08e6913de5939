"""Eligibility rules as the catalogue states them: rule sets of routes of requirements, parsed once.

The planner knows kinds of requirements (`RequirementKind`), never rules: a new rule is a row of data.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from graph.catalogue import Catalogue
from graph.errors import InvalidInput
from graph.model.facts import Condition, Route, RuleSet
from graph.model.links import RelType
from graph.model.terms import Level, RuleKind
from recommender.profile import EducationKind, TitleRank


class RequirementKind(StrEnum):
    """What a condition is about."""

    WORKED = "WORKED"
    HELD = "HELD"
    HELD_FOR = "HELD_FOR"
    TITLE = "TITLE"
    EDUCATION = "EDUCATION"
    MAJOR = "MAJOR"
    SCHOOL_APPROVED = "SCHOOL_APPROVED"
    APPRENTICESHIP = "APPRENTICESHIP"
    AGE = "AGE"
    ASSISTANT_TECHNICIAN = "ASSISTANT_TECHNICIAN"


class Since(StrEnum):
    """From which event worked time is counted."""

    EVER = ""
    HELD = "HELD"
    TITLE = "TITLE"
    ASSISTANT_TECHNICIAN = "ASSISTANT_TECHNICIAN"


class SchoolStatus(StrEnum):
    """What a person must be to a school."""

    GRADUATE = "GRADUATE"
    GRADUATE_OR_FINAL_YEAR = "GRADUATE_OR_FINAL_YEAR"
    STUDENT = "STUDENT"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One condition, parsed. Only the fields that its kind needs are set; `months` also counts the years of AGE."""

    id: str
    kind: RequirementKind
    months: int = 0
    since: Since = Since.EVER
    level: Level | None = None
    rank: TitleRank | None = None
    schools: frozenset[EducationKind] = frozenset()
    status: SchoolStatus | None = None
    negated: bool = False


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
    """What admits to one level in one edition: any one of `routes`."""

    id: str
    edition: str
    level: Level
    routes: tuple[RouteRule, ...]


Rules = dict[tuple[str, Level], LevelRules]


def rules_of(catalogue: Catalogue) -> Rules:
    """Every eligibility rule set by edition and level; raises InvalidInput for a condition it cannot read."""
    sets = [r for r in catalogue.all(RuleSet) if r.kind is RuleKind.ELIGIBILITY]
    return {(r.edition, r.level): _level_rules(catalogue, r) for r in sets}


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
    return LevelRules(rule_set.id, rule_set.edition, rule_set.level, routes)


def _clauses(catalogue: Catalogue, node: str) -> tuple[str, ...]:
    return tuple(link.end for link in catalogue.links(node, RelType.CITES))


def _requirement(condition: Condition) -> Requirement:
    try:
        return _parsed(condition)
    except ValueError as error:
        raise InvalidInput(f"condition {condition.id}: {error}", field="value") from None


def _parsed(condition: Condition) -> Requirement:
    kind, value = RequirementKind(condition.kind), condition.value
    plain = Requirement(condition.id, kind, negated=condition.negated)
    match kind:
        case RequirementKind.WORKED | RequirementKind.HELD_FOR:
            return replace(plain, months=int(value), since=Since(condition.ref or ""))
        case RequirementKind.AGE:
            return replace(plain, months=int(value) * 12)
        case RequirementKind.HELD:
            return replace(plain, level=Level(value))
        case RequirementKind.TITLE:
            return replace(plain, rank=TitleRank(value))
        case RequirementKind.EDUCATION:
            schools = frozenset(EducationKind(name) for name in value.split("|"))
            return replace(plain, schools=schools, status=SchoolStatus(condition.ref or ""))
        case _:
            return plain
