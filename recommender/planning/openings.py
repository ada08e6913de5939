"""Routes that cannot be dated: titles, apprenticeships, competitions and schools of which too little is known.

Each says what it would open by which rule, what is not known, and whom to ask; never a date. Entrepreneurship,
lineage and the ladder of eight levels are kinds without any data: nothing is said of them.
"""

from collections import defaultdict
from collections.abc import Iterator

from graph.model.conditions import Requirement, RequirementKind
from graph.model.facts import Major
from graph.model.ids import clause_id
from graph.model.links import RelType
from graph.model.terms import EducationKind, TitleRank
from recommender.planning.choices import OpenRoute, RouteKind
from recommender.planning.evidence import ASSESSOR, SCHOOL
from recommender.planning.planner import Planner
from recommender.planning.schooling import KINDS, Entry
from recommender.planning.ways import Request
from recommender.shared.ladder import Ladder
from recommender.shared.rules import LevelRules, RouteRule
from recommender.shared.truth import Verdict

COMPETITIONS, TITLES, APPRENTICES = (clause_id("hunan-2018", number) for number in (5, 6, 7))
AUTHORITY = "the human resources authority (人社部门)"
RANKS = {
    TitleRank.JUNIOR: "junior (初级职称)",
    TitleRank.INTERMEDIATE: "intermediate (中级职称)",
    TitleRank.SENIOR: "senior (高级职称)",
}
Ruled = tuple[LevelRules, RouteRule]


def open_routes(
    planner: Planner, request: Request, ladder: Ladder, dated: tuple[Entry, ...]
) -> tuple[OpenRoute, ...]:
    """Every route that the person has not taken and that cannot be dated; `dated` are the programmes that can."""
    ruled = list(_ruled(planner, request, ladder))
    return (
        *_titles(request, ruled),
        *_schools(planner, request, ruled, dated),
        *_apprenticeships(request, ruled),
        _competition(),
    )


def _ruled(planner: Planner, request: Request, ladder: Ladder) -> Iterator[Ruled]:
    """Routes to the goal's level and to those below it that are not held, highest level first."""
    editions = [planner.admitting(request, ladder, edition) for edition in ladder.editions]
    for level in sorted({x for rules in editions for x in rules}, key=lambda x: -x.rung):
        if any(not held.doubts for held in request.evidence.held(level)):
            return
        known = {rules[level].id: rules[level] for rules in editions if level in rules}
        yield from ((rules, route) for rules in known.values() for route in rules.routes)


def _titles(request: Request, ruled: list[Ruled]) -> Iterator[OpenRoute]:
    held = [title.rank.height for title, field in request.evidence.titles if field is not Verdict.FAIL]
    for rules, route in ruled:
        title = route.find(RequirementKind.TITLE)
        if title is None or title.rank is None or max(held, default=-1) >= title.rank.height:
            continue
        yield OpenRoute(
            kind=RouteKind.TITLE,
            clauses=(TITLES,),
            level=rules.level,
            rule=rules.id,
            route=route.id,
            opens=f"a professional title, {RANKS[title.rank]} or higher, in a matching field: {route.text}",
            unknown=("whether and when the title can be had", "whether its field matches"),
            ask=f"{AUTHORITY} about the title, {ASSESSOR} about its field",
        )


def _schools(
    planner: Planner, request: Request, ruled: list[Ruled], dated: tuple[Entry, ...]
) -> Iterator[OpenRoute]:
    """Majors that lead to the occupation and of which no seat, or no length, is known, by kind of school."""
    known = {major for entry in dated for major in entry.majors}
    majors: defaultdict[EducationKind, list[str]] = defaultdict(list)
    for link in planner.catalogue.backlinks(request.occupation.id, RelType.LEADS_TO):
        major = planner.catalogue.find(Major, link.start)
        if major is not None and major.id not in known and link.stands_on(request.envelope.as_of):
            majors[KINDS[major.education]].append(major.id)
    for kind, found in sorted(majors.items()):
        for rules, route in ruled:
            if any(_asks(requirement, kind) for requirement in route.requirements):
                yield _school(kind, tuple(sorted(found)), rules, route)
                break


def _asks(requirement: Requirement, kind: EducationKind) -> bool:
    return requirement.kind is RequirementKind.EDUCATION and kind in requirement.schools


def _school(kind: EducationKind, majors: tuple[str, ...], rules: LevelRules, route: RouteRule) -> OpenRoute:
    return OpenRoute(
        kind=RouteKind.SCHOOL,
        clauses=route.clauses,
        level=rules.level,
        rule=rules.id,
        route=route.id,
        opens=f"a programme of {kind.value} whose major leads to the occupation ({len(majors)} known): {route.text}",
        unknown=("which school offers a seat", "how long it takes", "how one gets in"),
        ask=SCHOOL,
        schools=(kind,),
        majors=majors,
    )


def _apprenticeships(request: Request, ruled: list[Ruled]) -> Iterator[OpenRoute]:
    """The rules' own apprenticeship (学徒期满) where they know one, and the new type (企业新型学徒制) of clause 7."""
    unknown = ("which employer offers it", "how long it lasts")
    asking = [(x, y) for x, y in ruled if y.find(RequirementKind.APPRENTICESHIP)]
    if not request.evidence.apprenticeships:
        for rules, route in asking:
            yield OpenRoute(
                kind=RouteKind.APPRENTICESHIP,
                clauses=(APPRENTICES,),
                level=rules.level,
                rule=rules.id,
                route=route.id,
                opens=f"a completed apprenticeship: {route.text}",
                unknown=unknown,
                ask="the employer",
            )
    yield OpenRoute(
        kind=RouteKind.APPRENTICESHIP,
        clauses=(APPRENTICES,),
        level=None,
        rule=None,
        route=None,
        opens="the new type of apprenticeship (企业新型学徒制), for staff of enterprises",
        unknown=(*unknown, "which level it leads to"),
        ask=f"the employer and {AUTHORITY}",
    )


def _competition() -> OpenRoute:
    return OpenRoute(
        kind=RouteKind.COMPETITION,
        clauses=(COMPETITIONS,),
        level=None,
        rule=None,
        route=None,
        opens="a competition of vocational skills",
        unknown=("which competitions count", "which place opens which level"),
        ask=AUTHORITY,
    )
