"""Views of institutions matched with a wish, the constraints that recommenders share, and the root that matches."""

from functools import partial
from typing import Annotated, Any

import anyio.to_thread
import strawberry

from api.schema.arguments import AsOf, First, Revision, checked_first, root
from api.schema.paths import EnvelopeView, referred
from api.schema.provenance import view
from api.schema.reasons import PartView, ReasonView
from api.schema.refs import CourseRef, InstitutionRef, ModuleRef, OfferRef, RegionRef
from api.schema.scope import Info, Scope
from api.schema.situation import GoalInput, goal_of
from graph.catalogue import Catalogue
from graph.model import facts
from graph.model.terms import CarrierKind, OfferMode
from recommender.shared.places import region_of
from recommender.shared.profile import Goal
from recommender.supply import matching
from recommender.supply.matching import match_institutions
from recommender.supply.seats import Basis, Constraints
from recommender.supply.wishes import Wish

DEFAULT_ITEMS = 10
Near = Annotated[
    str | None,
    strawberry.argument(description="Near this region: id, code or exact name; distances are approximate."),
]


@strawberry.input(
    description="What a place must be: all that is given must hold, and what no source states never holds."
)
class ConstraintsInput:
    """What a place must be."""

    modes: list[OfferMode] = strawberry.field(
        default_factory=list, description="Attended in one of these ways; any where empty."
    )
    entry_route: str | None = strawberry.field(default=None, description="With this text in how one gets in.")
    region: str | None = strawberry.field(
        default=None, description="In this region or one below it: id, code or exact name."
    )
    longest_years: float | None = strawberry.field(default=None, description="At most so many years long.")
    carriers: list[CarrierKind] = strawberry.field(
        default_factory=list, description="At one of these kinds of carriers; any where empty."
    )


def constraints_of(given: ConstraintsInput | None, catalogue: Catalogue) -> Constraints:
    """Raises NotFound for an unknown region."""
    if given is None:
        return Constraints()
    region = given.region and region_of(catalogue, given.region, "constraints.region").id
    return Constraints(
        modes=tuple(given.modes),
        entry_route=given.entry_route,
        region=region,
        longest_years=given.longest_years,
        carriers=tuple(given.carriers),
    )


AskedConstraints = Annotated[
    ConstraintsInput | None, strawberry.argument(description="What a place must be; nothing where left out.")
]


@view(matching.ModuleServed)
class ModuleServedView:
    """A module that a place serves, and what that rests on."""

    module: ModuleRef | None = referred(
        "module", facts.Module, "The module; null where the catalogue does not hold it."
    )
    basis: Basis = strawberry.field(description="Declared, or derived and by what.")
    fit: float = strawberry.field(description="From 0 to 1: how much that says.")
    course: CourseRef | None = referred(
        "course", facts.Course, "The course behind it, as content of the major; null where none is."
    )
    likeness: float | None = strawberry.field(
        description="How alike both names are; null where no names are compared."
    )


@view(matching.OfferMatch)
class OfferMatchView:
    """A place with its own score."""

    offer: OfferRef | None = referred(
        "offer", facts.Offer, "The place; null where the catalogue does not hold it."
    )
    score: float = strawberry.field(description="From 0 to 1.")
    served: list[ModuleServedView] = strawberry.field(
        description="Modules it serves; empty where none are sought or known."
    )


@view(matching.InstitutionMatch)
class InstitutionMatchView:
    """An institution that serves what is sought. It stands with the best of its places."""

    id: strawberry.ID = strawberry.field(description="Id of the institution.")
    institution: InstitutionRef | None = referred(
        "institution", facts.Institution, "The institution; null where the catalogue does not hold it."
    )
    score: float = strawberry.field(description="From 0 to 1: the weighted mean of the parts.")
    parts: list[PartView] = strawberry.field(description="What the score is made of.")
    offers: list[OfferMatchView] = strawberry.field(description="Its fitting places, best first, at most 5.")
    offers_known: int = strawberry.field(description="How many fitting places it has in all.")
    city: RegionRef | None = referred("city", facts.Region, "Its city; null: no source states it.")
    distance_km: float | None = strawberry.field(
        description="Approximate: from city to city as the crow flies; null where either is not known."
    )
    price_after_subsidy: float | None = strawberry.field(
        description="Price after subsidy in CNY; null: no source states it."
    )
    reasons: list[ReasonView] = strawberry.field(description="Why, and what is not known; never empty.")
    what_would_change_this: list[str] = strawberry.field(
        description="Its place if one thing were asked otherwise."
    )


@view(matching.Excluded)
class ExcludedView:
    """What one filter leaves out."""

    filter: str = strawberry.field(description="Name of the filter.")
    seats: int = strawberry.field(description="Fitting places that do not pass it.")


@view(matching.InstitutionMatches)
class InstitutionMatchesView:
    """Institutions that serve what is sought, best first. No place can be paid for: ties go by distance, then id."""

    items: list[InstitutionMatchView] = strawberry.field(
        description="The institutions; empty: none is known."
    )
    found: int = strawberry.field(description="How many there are in all.")
    excluded: list[ExcludedView] = strawberry.field(description="What each filter asked leaves out.")
    notes: list[str] = strawberry.field(description="What else to know of the answer.")
    what_would_change_this: list[str] = strawberry.field(
        description="How many there would be if one thing were asked otherwise."
    )
    model: str | None = strawberry.field(
        description="Digest of the encoder that names were compared with; null: they were not compared."
    )
    envelope: EnvelopeView = strawberry.field(description="What the answer was computed from.")


def _goal(given: GoalInput, scope: Scope) -> Goal:
    occupation = scope.standing(scope.catalogue.occupation(given.occupation, "goal.occupation"), "goal")
    return Goal(occupation=occupation.id, level=given.level, work_type=given.work_type)


@strawberry.type
class Matching:
    """The root that matches institutions."""

    @root(InstitutionMatchesView)
    async def match_institutions(
        self,
        info: Info,
        *,
        goal: Annotated[
            GoalInput | None, strawberry.argument(description="Serving the way to this certificate.")
        ] = None,
        modules: Annotated[
            list[strawberry.ID] | None, strawberry.argument(description="Serving these modules: their ids.")
        ] = None,
        major: Annotated[
            strawberry.ID | None, strawberry.argument(description="Offering this major: its id.")
        ] = None,
        near: Near = None,
        constraints: AskedConstraints = None,
        first: First = DEFAULT_ITEMS,
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> matching.InstitutionMatches:
        """Institutions for a goal, for modules or for a major, exactly one of which is given; best first, with reasons."""
        context = info.context
        scope = await context.scope(info.path.key, as_of, revision)
        wish = Wish(
            goal=_goal(goal, scope) if goal else None,
            modules=tuple(str(module) for module in modules or ()),
            major=None if major is None else str(major),
            near=near,
            constraints=constraints_of(constraints, scope.catalogue),
        )
        context.inputs[info.path.key] = inputs_of(goal, constraints, near, first) | {
            "modules": list(wish.modules),
            "major": wish.major,
        }
        supply = context.prepared(scope.catalogue).supply(context.likeness)
        most = checked_first(first, context.limits.page)
        ask = partial(match_institutions, supply, wish, as_of=scope.as_of, first=most)
        return await anyio.to_thread.run_sync(ask, limiter=context.encoders)


def inputs_of(
    goal: GoalInput | None, constraints: ConstraintsInput | None, near: str | None, first: int
) -> dict[str, Any]:
    """What was asked, for the envelope."""
    asked = strawberry.asdict(constraints) if constraints else None
    return {"goal": goal and goal_of(goal), "constraints": asked, "near": near, "first": first}
