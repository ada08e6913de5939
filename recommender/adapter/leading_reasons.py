"""Why a major is likely to lead to an occupation, and what would change that: in words and in ids, each looked up or computed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graph.catalogue import Catalogue
from graph.model.conditions import Requirement, RequirementKind
from graph.model.facts import Major, Occupation, Standard
from graph.model.ids import fold
from graph.model.links import Link, RelType
from graph.model.terms import EducationKind, Level, Origin
from recommender.adapter.comparing import FIELDS, Compared, Places
from recommender.adapter.pairs import subcategory_of
from recommender.planning.planner import Planner
from recommender.planning.schooling import KINDS
from recommender.planning.wording import by_rules
from recommender.shared.ladder import LADDER, Ladder, certificate_of, ladder_of
from recommender.shared.profile import Goal
from recommender.shared.reasons import Part, Reason, ReasonKind
from recommender.shared.rules import LevelRules, RouteRule
from recommender.shared.truth import Verdict
from recommender.text.passages import TextKind

EXAMPLES = 2  # majors of the same 专业类 that are named
_WEIGHT = 1 / len(FIELDS)
_NAMED = {TextKind.NAME: "name", TextKind.DEFINITION: "definition", TextKind.TASK: "tasks"}


@dataclass(frozen=True, slots=True)
class Case:
    """A major compared with all occupations, and the places of those that it may lead to."""

    major: Major
    compared: Compared
    planner: Planner
    as_of: date
    places: Places

    @property
    def catalogue(self) -> Catalogue:
        """That of the revision asked about."""
        return self.planner.catalogue


@dataclass(frozen=True, slots=True)
class Opening:
    """A level that a diploma in a related major admits to, by a route of its rules, and the standard that has the level."""

    level: Level
    standard: Standard
    rules: LevelRules
    route: RouteRule


@dataclass(frozen=True, slots=True)
class Candidate:
    """An occupation that the major may lead to, as it stands in the revision asked about; its row, and what is known of it.

    `opening` is the lowest level that a diploma in a related major admits to, None where none is known.
    """

    row: int
    occupation: Occupation
    known: frozenset[TextKind]
    opening: Opening | None

    @classmethod
    def of(cls, case: Case, row: int) -> "Candidate":
        found = case.catalogue.get(Occupation, case.compared.occupations[row].id)
        return cls(row, found, case.compared.fields.known(row), _opening(case, found))


def likely_parts(compared: Compared, found: Candidate) -> tuple[Part, ...]:
    """The three cosines that the score is the mean of; one that nothing is known for has no value of its own."""
    return tuple(_part(compared, found, at) for at in range(len(FIELDS)))


def likely_reasons(case: Case, found: Candidate) -> tuple[Reason, ...]:
    """The text that is nearest, what the graph says of the two, and the rule by which being related would count."""
    return (
        _similarity(case.compared, found.row),
        *_of_field(case, found.occupation),
        _of_relation(case, found.occupation),
        _of_rule(case, found),
    )


def likely_changes(case: Case, found: Candidate) -> tuple[str, ...]:
    """What would make the answer clearer, or another one."""
    return tuple(_changes(case, found))


def _part(compared: Compared, found: Candidate, at: int) -> Part:
    name = _NAMED[FIELDS[at]]
    if FIELDS[at] not in found.known:
        text = f"no {name} of it: its name counts in that place"
        return Part(name=name, value=None, weight=_WEIGHT, text=text)
    value = min(max(float(compared.cosines[at, found.row]), 0.0), 1.0)
    return Part(name=name, value=value, weight=_WEIGHT, text=f"cosine with its {name}")


def _similarity(compared: Compared, row: int) -> Reason:
    found, cosine = compared.fields.nearest(row, compared.vector)
    return Reason(
        kind=ReasonKind.SIMILARITY,
        text=f"nearest is its {found.kind.lower()}: {found.text}",
        asked=compared.text,
        matched=found.text,
        score=cosine,
        method=f"cosine, {compared.by}",
    )


def _of_field(case: Case, occupation: Occupation) -> Iterator[Reason]:
    """That the guide links majors of the same 专业类, or of the same name at another level of education, to it."""
    own = fold(case.major.name)
    links = (x for x in case.catalogue.backlinks(occupation.id, RelType.LEADS_TO) if _official(x, case.as_of))
    majors = [case.catalogue.get(Major, link.start) for link in links if link.start != case.major.id]
    near = [m for m in majors if fold(m.name) == own or subcategory_of(m) == subcategory_of(case.major)]
    if near:
        near.sort(key=lambda major: (fold(major.name) != own, major.id))
        named = "、".join(f"{m.name} ({m.education})" for m in near[:EXAMPLES])
        count = "" if len(near) <= EXAMPLES else f" and {len(near) - EXAMPLES} more"
        why = "same name" if fold(near[0].name) == own else "same 专业类"
        text = f"the guide links to it {named}{count}: {why}"
        yield Reason(kind=ReasonKind.PATH, text=text, path=(case.major.id, near[0].id, occupation.id))


def _of_relation(case: Case, occupation: Occupation) -> Reason:
    """Whether the major counts as related (相关专业), as far as any table says."""
    major, relations = case.major, case.planner.relations
    verdict = relations.major(major.id, occupation.id)
    if verdict is Verdict.PASS:
        return _linked(case, occupation)
    if not relations.linked.get(major.id):
        text = (
            f"the official guide does not list {major.name}: whether it is related (相关专业) no table states"
        )
        return Reason(kind=ReasonKind.UNKNOWN, text=text)
    group = relations.minor[occupation.id]
    if verdict is Verdict.UNKNOWN and group:
        near = min(o for o in relations.linked[major.id] if relations.minor.get(o) == group)
        name = relations.named(near)
        text = f"{major.name} is linked to {name}, of the same 小类: whether it is related (相关专业) no table states"
        return Reason(kind=ReasonKind.PATH, text=text, path=(major.id, near, group, occupation.id))
    count = len(relations.linked[major.id])
    text = f"of the {count} occupations that {major.name} is linked to none is of its 小类: it is not stated as related"
    return Reason(kind=ReasonKind.UNKNOWN, text=text)


def _linked(case: Case, occupation: Occupation) -> Reason:
    """That a table links the two, which is not the official guide or does not hold on the day."""
    links = case.catalogue.links(case.major.id, RelType.LEADS_TO)
    link = next(link for link in links if link.end == occupation.id)
    source = case.catalogue.source(link)
    title = source.title if source else link.source
    when = "" if link.stands_on(case.as_of) else ", but not on this day"
    text = f"{title} links {case.major.name} to it{when} ({link.origin})"
    return Reason(kind=ReasonKind.PATH, text=text, path=(case.major.id, occupation.id))


def _of_rule(case: Case, found: Candidate) -> Reason:
    """The lowest level that a diploma in a related major admits to."""
    occupation, opening = found.occupation, found.opening
    if opening is not None:
        rules, route = opening.rules, opening.route
        text = f"where the major is related it counts for {opening.level.named}, {by_rules(rules.edition)}: {route.text}"
        cites = (opening.standard.id, rules.id, route.id, *route.clauses)
        return Reason(kind=ReasonKind.RULE, text=text, cites=cites)
    if not case.catalogue.origins(occupation.id, RelType.STANDARD_FOR, Standard):
        text = f"no standard of {occupation.name} is known: which of its levels a diploma opens is unknown"
    else:
        text = f"no rule known here opens a level of {occupation.name} to a diploma of {_school(case)} in a related major"
    return Reason(kind=ReasonKind.UNKNOWN, text=text)


def _opening(case: Case, occupation: Occupation) -> Opening | None:
    """The lowest level with a route for those who graduate in a related major at this level of education, if any is known.

    Where two editions of the rules may govern, the newer one is read.
    """
    catalogue, kind = case.catalogue, KINDS[case.major.education]
    for level in LADDER:
        ladder = ladder_of(catalogue, occupation, Goal(occupation=occupation.id, level=level))
        if not isinstance(ladder, Ladder) or ladder.standard is None:
            continue
        certificate = certificate_of(catalogue, occupation, level, ladder.standard)
        rules = case.planner.rules.find(certificate, ladder.editions[-1], level)
        for route in rules.routes if rules else ():
            if _by_diploma(route.requirements, kind):
                assert rules is not None
                return Opening(level, ladder.standard, rules, route)
    return None


def _by_diploma(requirements: Sequence[Requirement], kind: EducationKind) -> bool:
    """Whether a route asks for a related major and admits a kind of school."""
    stated = [r for r in requirements if not r.negated]
    schools = any(r.kind is RequirementKind.EDUCATION and kind in r.schools for r in stated)
    return schools and any(r.kind is RequirementKind.MAJOR for r in stated)


def _changes(case: Case, found: Candidate) -> Iterator[str]:
    occupation, major, opening = found.occupation, case.major, found.opening
    if case.planner.relations.major(major.id, occupation.id) is Verdict.PASS:
        yield f"an edition of the official guide that links {major.name} to {occupation.name}: it would be stated"
    elif opening is None:
        yield f"an official table that links {major.name} to {occupation.name}: it would be stated"
    else:
        yield (
            f"an assessor (评价机构) who counts {major.name} as related to {occupation.name} (相关专业): "
            f"its diploma would count for {opening.level.named}"
        )
    for kind in FIELDS:
        if kind not in found.known:
            yield f"a source that states the {_NAMED[kind]} of {occupation.name}: its name counts in that place"
    yield from _other_places(case.places, found.row)


def _other_places(places: Places, row: int) -> Iterator[str]:
    """Where it would stand without what carries it most, and without what the adapter learned; nothing where no lower."""
    here, many = places.here[row], len(places.here)
    without = zip(FIELDS, (by_row[row] for by_row in places.without), strict=True)
    carrying, lowest = max(without, key=lambda found: found[1])
    if lowest > here:
        yield f"compared without its {_NAMED[carrying]} it stands at place {lowest} of {many}, not {here}"
    if places.unlearned is not None and places.unlearned[row] != here:
        yield f"compared without the adapter it stands at place {places.unlearned[row]} of {many}, not {here}"


def _official(link: Link, as_of: date) -> bool:
    return link.origin is Origin.OFFICIAL and link.stands_on(as_of)


def _school(case: Case) -> str:
    return KINDS[case.major.education].value
