"""What there is to choose from beside an answer: ways that were compared, and routes without a date."""

from dataclasses import dataclass
from enum import StrEnum

from graph.model.terms import EducationKind, Level
from recommender.shared.answers import Way


class RouteKind(StrEnum):
    """Kinds of routes that lead to a certificate.

    ENTREPRENEURSHIP (创业), LINEAGE (师带徒, 非遗传承) and EIGHT_LEVELS (学徒工 to 首席技师) plan nothing until there is
    data on them.
    """

    SCHOOL = "SCHOOL"
    APPRENTICESHIP = "APPRENTICESHIP"
    COMPETITION = "COMPETITION"
    TITLE = "TITLE"
    ENTREPRENEURSHIP = "ENTREPRENEURSHIP"
    LINEAGE = "LINEAGE"
    EIGHT_LEVELS = "EIGHT_LEVELS"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRoute:
    """A route of which too little is known for a date: what it would open, what is not known, and whom to ask.

    `level` is what it opens by the route `route` of the rules `rule`; all three are None where no rule known here says
    so. `clauses` are articles of the policy that name it. `majors` lead to the goal's occupation, of SCHOOL.
    """

    kind: RouteKind
    clauses: tuple[str, ...]
    level: Level | None
    rule: str | None
    route: str | None
    opens: str
    unknown: tuple[str, ...]
    ask: str
    schools: tuple[EducationKind, ...] = ()
    majors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """How far it was looked for ways through school: the seats known, of how many institutions and majors.

    `bounds` says in words what was not looked at.
    """

    seats: int
    institutions: int
    majors: int
    bounds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    """All kinds of routes to one goal.

    `ways` are at most five that no other way beats by day, doubts and days of full-time study, by day, each with what is
    good about it; `found` is how many such ways there are. The answer of the planner is among them.
    """

    ways: tuple[Way, ...]
    found: int
    open_routes: tuple[OpenRoute, ...]
    considered: Considered
