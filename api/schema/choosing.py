"""Views of what there is to choose from beside an answer: ways compared, and routes without a date."""

import strawberry

from api.schema.provenance import view
from api.schema.refs import ClauseRef, MajorRef, RouteRef, RuleSetRef
from api.schema.ways import WayView, all_referred, referred
from graph.model import facts
from graph.model.terms import Level
from recommender.planning import choices
from recommender.planning.choices import RouteKind
from recommender.shared.profile import EducationKind


@view(choices.OpenRoute)
class OpenRouteView:
    """A route of which too little is known for a date."""

    kind: RouteKind = strawberry.field(description="What kind of route.")
    clauses: list[ClauseRef] = all_referred("clauses", facts.Clause, "Articles of the policy that name it.")
    level: Level | None = strawberry.field(
        description="The level it opens; null where no rule known here says so."
    )
    rule: RuleSetRef | None = referred(
        "rule", facts.RuleSet, "The rules by which it opens that; null where none known here say so."
    )
    route: RouteRef | None = referred(
        "route", facts.Route, "The alternative of those rules; null where none is known."
    )
    opens: str = strawberry.field(description="What it would open, in words.")
    unknown: list[str] = strawberry.field(description="What is not known of it.")
    ask: str = strawberry.field(description="Who can answer that.")
    schools: list[EducationKind] = strawberry.field(
        description="Kinds of school it is about; empty where it is about none."
    )
    majors: list[MajorRef] = all_referred(
        "majors", facts.Major, "Majors that lead to the occupation; empty where it is about none."
    )


@view(choices.Considered)
class ConsideredView:
    """How far it was looked for ways through school."""

    seats: int = strawberry.field(
        description="How many seats of programmes that lead to the occupation are known."
    )
    institutions: int = strawberry.field(description="How many institutions offer them.")
    majors: int = strawberry.field(description="How many majors they are of.")
    bounds: list[str] = strawberry.field(description="What was not looked at, in words.")


@view(choices.Routes)
class RoutesView:
    """All kinds of routes to the goal: ways that no other way beats, and routes that cannot be dated."""

    ways: list[WayView] = strawberry.field(
        description="At most five ways that no other beats by day, things to confirm and days of full-time study, by day."
    )
    found: int = strawberry.field(description="How many such ways there are.")
    open_routes: list[OpenRouteView] = strawberry.field(description="Routes that cannot be dated, and why.")
    considered: ConsideredView = strawberry.field(description="How far it was looked.")
