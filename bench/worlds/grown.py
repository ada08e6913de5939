"""A catalogue many times the size of the shipped one: copies of what plans are made of, each varied by chance.

Copied are groups, occupations with their trades, standards, modules, certificates, majors, offers and rules; what no
plan reads (tasks, courses, industries) stands once. A copy is SAMPLE: its standards have other years, some lack a level,
modules or the default rules, majors lead elsewhere, seats have other lengths. The same seed gives the same catalogue.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from graph.catalogue import Catalogue
from graph.model.editions import rule_choice
from graph.model.facts import (
    Certificate,
    Condition,
    Major,
    Module,
    Occupation,
    OccupationGroup,
    Offer,
    Published,
    Route,
    RuleSet,
    Standard,
    WorkType,
)
from graph.model.ids import own_condition_id, own_route_id, own_rule_set_id, rule_set_id, skill_certificate_id
from graph.model.links import Link, RelType
from graph.model.snapshot import Snapshot
from graph.model.terms import CertificateKind, Level, Origin, RuleChoice

SHORTER, THINNER, OWN, ASTRAY = 0.25, 0.1, 0.1, 0.25
MONTHS = (-12, 0, 12)
Fact = Published | Link
Node = TypeVar("Node", bound=Published)
PLAIN = (OccupationGroup, Occupation, WorkType, Major)
KEPT = (RelType.IN_GROUP, RelType.HAS_WORK_TYPE)


def grown(base: Catalogue, times: int, *, seed: int = 0) -> Catalogue:
    """`base` and `times - 1` varied copies of it as one catalogue."""
    pattern = Pattern(base)
    nodes = list(base.snapshot.nodes.values())
    links = list(base.snapshot.links.values())
    for number in range(1, times):
        for fact in copy_of(pattern, number, seed):
            (links if isinstance(fact, Link) else nodes).append(fact)  # type: ignore[arg-type]
    return Catalogue.of(Snapshot.of(nodes, links), base.revision)


def copy_of(pattern: "Pattern", number: int, seed: int) -> Iterator[Fact]:
    """All facts of one varied copy; every id in it is new."""
    copy = Copy(pattern, number, random.Random(f"{seed}/{number}"))
    yield from copy.plain()
    yield from copy.leads()
    yield from copy.offers()
    for standard in pattern.standards:
        yield from copy.standard(standard)


@dataclass(frozen=True)
class Pattern:
    """What is copied, looked up once."""

    base: Catalogue

    @cached_property
    def standards(self) -> tuple[Standard, ...]:
        """Those that are for an occupation with a code."""
        return tuple(s for s in self.base.all(Standard) if self.occupation(s) is not None)

    @cached_property
    def alone(self) -> frozenset[str]:
        """Ids of standards whose year may change: no other standard has the same code and trade."""
        found: defaultdict[tuple[str, str | None], list[str]] = defaultdict(list)
        for standard in self.base.all(Standard):
            found[standard.id.split("/")[0], standard.work_type].append(standard.id)
        return frozenset(group[0] for group in found.values() if len(group) == 1)

    @cached_property
    def occupations(self) -> tuple[Occupation, ...]:
        return self.base.all(Occupation)

    @cached_property
    def offers(self) -> tuple[tuple[Offer, Link, Link], ...]:
        """Each offer of a major with the links from its institution and to its major."""
        return tuple(
            (offer, given[0], of[0])
            for offer in self.base.all(Offer)
            if (given := self.base.backlinks(offer.id, RelType.OFFERS))
            and (of := self.base.links(offer.id, RelType.OF))
            and of[0].end.startswith("maj:")
        )

    @cached_property
    def years(self) -> tuple[int | None, ...]:
        return tuple(standard.year for standard in self.base.all(Standard))

    @cached_property
    def lengths(self) -> tuple[float | None, ...]:
        return tuple(offer.length_years for offer in self.base.all(Offer))

    def occupation(self, standard: Standard) -> Occupation | None:
        """The occupation that a standard is for, None where that has no code."""
        found = self.base.targets(standard.id, RelType.STANDARD_FOR, Occupation)
        return found[0] if found and found[0].code else None


@dataclass(frozen=True)
class Copy:
    """One copy in the making; certificates are made once, by the first standard that lists them."""

    pattern: Pattern
    number: int
    drawn: random.Random
    certified: set[str] = field(default_factory=set[str])

    def plain(self) -> Iterator[Fact]:
        """Groups, occupations, trades and majors with other ids, codes and names."""
        base = self.pattern.base
        for kind in PLAIN:
            for node in base.all(kind):
                yield self._renamed(node)
                for relation in KEPT:
                    yield from (self._joined(link) for link in base.links(node.id, relation))

    def leads(self) -> Iterator[Link]:
        """Where majors lead: some to another occupation of the copy than in the pattern."""
        base = self.pattern.base
        for major in base.all(Major):
            ends = {link.end: link for link in base.links(major.id, RelType.LEADS_TO)}
            for end, link in ends.items():
                astray = self.drawn.choice(self.pattern.occupations).id
                aimed = astray if self.drawn.random() < ASTRAY and astray not in ends else end
                yield self._joined(replace(link, end=aimed))
                ends = {**ends, aimed: link}

    def offers(self) -> Iterator[Fact]:
        """Seats of the same institutions, of other lengths."""
        for offer, given, of in self.pattern.offers:
            length = self.drawn.choice(self.pattern.lengths)
            seat = replace(offer, id=self._id(offer.id), length_years=length, **self._said())
            yield seat
            yield replace(given, end=seat.id, **self._said())
            yield self._joined(of)

    def standard(self, pattern: Standard) -> Iterator[Fact]:
        """A standard of another year, perhaps without one of its levels, with its modules and certificates."""
        occupation = self.pattern.occupation(pattern)
        if occupation is None or occupation.code is None:
            return
        year = self.drawn.choice(self.pattern.years) if pattern.id in self.pattern.alone else pattern.year
        head, _, *trade = pattern.id.split("/")
        node = replace(
            pattern,
            id="/".join([self._id(head), str(year or "UNKNOWN"), *trade]),
            code=self._word(pattern.code),
            name=self._word(pattern.name),
            year=year,
            levels=self._levels(pattern.levels),
            **self._said(),
        )
        yield node
        yield _link(RelType.STANDARD_FOR, node, node.id, self._id(occupation.id))
        yield from self._modules(pattern, node)
        for level in node.levels:
            yield from self._certified(node, level, occupation)

    def _levels(self, levels: Sequence[Level]) -> tuple[Level, ...]:
        if len(levels) < 3 or self.drawn.random() >= SHORTER:
            return tuple(levels)
        return tuple(levels[1:] if self.drawn.random() < 0.5 else levels[:-1])

    def _modules(self, pattern: Standard, node: Standard) -> Iterator[Fact]:
        for link, module in _with_ends(self.pattern.base, pattern.id, RelType.HAS_MODULE, Module):
            if module.level in node.levels and self.drawn.random() >= THINNER:
                changed = f"mod:{node.id[4:]}{module.id[len(pattern.id) :]}"
                yield replace(module, id=changed, **self._said())
                yield replace(link, start=node.id, end=changed, **self._said())

    def _certified(self, standard: Standard, level: Level, occupation: Occupation) -> Iterator[Fact]:
        """The certificate of a level and the rules that admit to it: its own by chance, otherwise the default ones."""
        made = skill_certificate_id(self._word(occupation.code or ""), level, standard.work_type)
        if made in self.certified:
            return
        self.certified.add(made)
        yield Certificate(
            id=made,
            kind=CertificateKind.SKILL,
            name=self._word(occupation.name),
            level=level,
            work_type=standard.work_type,
            source=standard.source,
            locator=standard.locator,
            origin=Origin.SAMPLE,
        )
        yield _link(RelType.CERTIFIES, standard, made, self._id(occupation.id))
        if level.technical:
            return
        choice, editions = rule_choice(standard.year)
        if self.drawn.random() < OWN:
            yield from self._own_rules(standard, level, rule_set_id(editions[-1], level))
            own = own_rule_set_id(standard.id, level)
            yield _link(RelType.ADMITTED_BY, standard, made, own, kind=RuleChoice.OWN)
            return
        for edition in editions:
            yield _link(RelType.ADMITTED_BY, standard, made, rule_set_id(edition, level), kind=choice)

    def _own_rules(self, standard: Standard, level: Level, default: str) -> Iterator[Fact]:
        """The default rules of a level with other months of work, as a standard's own."""
        base = self.pattern.base
        own = own_rule_set_id(standard.id, level)
        yield replace(base.get(RuleSet, default), id=own, edition=None, name=own, **self._said())
        for link, route in _with_ends(base, default, RelType.ALTERNATIVE, Route):
            name = route.id.rsplit("/", 1)[1]
            node = replace(route, id=own_route_id(standard.id, level, name), **self._said())
            yield node
            yield replace(link, start=own, end=node.id, **self._said())
            for inner, condition in _with_ends(base, route.id, RelType.REQUIRES, Condition):
                last = condition.id.rsplit("/", 1)[1]
                made = own_condition_id(standard.id, level, name, last)
                yield replace(condition, id=made, value=self._value(condition), **self._said())
                yield replace(inner, start=node.id, end=made, **self._said())

    def _value(self, condition: Condition) -> str:
        if condition.kind != "WORKED":
            return condition.value
        return str(max(6, int(condition.value) + self.drawn.choice(MONTHS)))

    def _renamed(self, node: Published) -> Published:
        changed = {
            name: self._word(text)
            for name in ("code", "name")
            if (text := getattr(node, name, None)) is not None
        }
        return replace(node, id=self._id(node.id), **changed, **self._said())

    def _joined(self, link: Link) -> Link:
        return replace(link, start=self._id(link.start), end=self._id(link.end), **self._said())

    def _id(self, node: str) -> str:
        """The id of a copied node: its code, for majors the one within their level of education, is another."""
        head, slash, rest = node.partition("/")
        if node.startswith("maj:"):
            return f"{head}/{self._word(rest)}"
        code, at, edition = head.partition("@")
        return f"{self._word(code)}{at}{edition}{slash}{rest}"

    def _word(self, text: str) -> str:
        return f"{text}~{self.number}"

    def _said(self) -> dict[str, object]:
        return {"origin": Origin.SAMPLE, "locator": f"copy {self.number}"}


def _with_ends(
    base: Catalogue, start: str, relation: RelType, kind: type[Node]
) -> Iterator[tuple[Link, Node]]:
    return ((link, base.get(kind, link.end)) for link in base.links(start, relation))


def _link(
    relation: RelType, standard: Standard, start: str, end: str, *, kind: RuleChoice | None = None
) -> Link:
    """A relationship that a copied standard brings with it."""
    return Link(
        type=relation,
        start=start,
        end=end,
        kind=kind and kind.value,
        source=standard.source,
        locator=standard.locator,
        origin=Origin.SAMPLE,
    )
