"""Views of what to learn next, and the root that recommends it."""

from functools import partial
from typing import Annotated, Any

import anyio.to_thread
import strawberry

from api.schema.arguments import AsOf, First, Revision, checked_first, root
from api.schema.matching import (
    DEFAULT_ITEMS,
    AskedConstraints,
    Near,
    constraints_of,
    inputs_of,
)
from api.schema.paths import EnvelopeView, GoalView, referred
from api.schema.provenance import view
from api.schema.reasons import PartView, ReasonView
from api.schema.refs import CourseRef, InstitutionRef, ModuleRef, OccupationRef, OfferRef, StandardRef
from api.schema.scope import Info, Scope
from api.schema.situation import GoalInput, ProfileInput, goal_of, in_graphql_words, person_of
from graph.errors import AppError
from graph.model import facts
from graph.model.terms import Level
from recommender.learning import advice as learning
from recommender.learning.advice import recommend_learning
from recommender.learning.gaps import Stage
from recommender.planning.cases import read_case, read_person
from recommender.planning.planner import Planner
from recommender.shared.profile import Goal, WorkerProfile
from recommender.supply.seats import Basis


@view(learning.Provider)
class ProviderView:
    """An institution that serves a module by one of its places, declared or derived."""

    institution: InstitutionRef | None = referred(
        "institution", facts.Institution, "The institution; null where the catalogue does not hold it."
    )
    offer: OfferRef | None = referred(
        "offer",
        facts.Offer,
        "The place, with its mode and length; null where the catalogue does not hold it.",
    )
    basis: Basis = strawberry.field(description="Declared, or derived and by what.")
    fit: float = strawberry.field(description="From 0 to 1: how much that says.")
    course: CourseRef | None = referred(
        "course", facts.Course, "The course behind it, as content of the major; null where none is."
    )
    likeness: float | None = strawberry.field(
        description="How alike the names of course and module are; null where no names are compared."
    )
    distance_km: float | None = strawberry.field(
        description="Approximate: from city to city as the crow flies; null where either is not known."
    )
    price_after_subsidy: float | None = strawberry.field(
        description="Price after subsidy in CNY; null: no source states it."
    )


@view(learning.LearningItem)
class LearningItemView:
    """A module to learn, and who serves it."""

    id: strawberry.ID = strawberry.field(description="Id of the module.")
    module: ModuleRef | None = referred(
        "module", facts.Module, "The module; null where the catalogue does not hold it."
    )
    stage: Stage = strawberry.field(description="Why it is considered.")
    level: Level = strawberry.field(description="Its level.")
    occupation: OccupationRef | None = referred(
        "occupation", facts.Occupation, "The occupation; null where the catalogue does not hold it."
    )
    standard: StandardRef | None = referred(
        "standard", facts.Standard, "The standard it is of; null where the catalogue does not hold it."
    )
    score: float = strawberry.field(
        description="From 0 to 1: the weighted mean of the parts. Items are in the order of their stages."
    )
    parts: list[PartView] = strawberry.field(description="What the score is made of.")
    providers: list[ProviderView] = strawberry.field(
        description="A diverse few of the institutions that serve it; empty: none is known."
    )
    providers_known: int = strawberry.field(description="How many institutions serve it in all.")
    note: str | None = strawberry.field(
        description="'no known provider' where there is none; null otherwise."
    )
    wage: float | None = strawberry.field(description="What it pays; null: no source states it.")
    demand: float | None = strawberry.field(
        description="How much it is in demand; null: no source states it."
    )
    reasons: list[ReasonView] = strawberry.field(description="Why, and what is not known; never empty.")
    what_would_change_this: list[str] = strawberry.field(
        description="What would be different if one thing were."
    )


@view(learning.LearningAdvice)
class LearningAdviceView:
    """What to learn next: the goal's gaps first, then the level above, then neighbouring occupations."""

    goal: GoalView | None = strawberry.field(description="The certificate aimed at; null where none is.")
    items: list[LearningItemView] = strawberry.field(description="Modules to learn, in order.")
    found: int = strawberry.field(description="How many there are in all.")
    notes: list[str] = strawberry.field(description="What else to know of the answer.")
    model: str | None = strawberry.field(
        description="Digest of the encoder that names were compared with; null: they were not compared."
    )
    envelope: EnvelopeView = strawberry.field(description="What the answer was computed from.")


@strawberry.type
class Learning:
    """The root that recommends what to learn."""

    @root(LearningAdviceView)
    async def recommend_learning(
        self,
        info: Info,
        *,
        profile: Annotated[
            ProfileInput | None,
            strawberry.argument(description="Where the person stands; nothing is known where left out."),
        ] = None,
        goal: Annotated[
            GoalInput | None, strawberry.argument(description="The certificate aimed at, if any.")
        ] = None,
        near: Near = None,
        constraints: AskedConstraints = None,
        first: First = DEFAULT_ITEMS,
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> learning.LearningAdvice:
        """Modules to learn next, never one that is covered already, each with the institutions that serve it."""
        context = info.context
        scope = await context.scope(info.path.key, as_of, revision)
        prepared = context.prepared(scope.catalogue)
        person, target = person_of(profile or ProfileInput()), goal and goal_of(goal)
        context.inputs[info.path.key] = {"person": person, **inputs_of(goal, constraints, near, first)}
        most = checked_first(first, context.limits.page)
        worker, aim = _situation(person, target, prepared.planner, scope)
        question = learning.LearningQuestion(
            profile=worker, goal=aim, near=near, constraints=constraints_of(constraints, scope.catalogue)
        )
        supply = prepared.supply(context.likeness)
        ask = partial(recommend_learning, prepared.planner, supply, question, as_of=scope.as_of, first=most)
        return await anyio.to_thread.run_sync(ask, limiter=context.encoders)


def _situation(
    person: dict[str, Any], goal: dict[str, Any] | None, planner: Planner, scope: Scope
) -> tuple[WorkerProfile, Goal | None]:
    """Who asks and what for; fields of failures are named as in GraphQL."""
    try:
        if goal is None:
            return read_person(person, planner, as_of=scope.as_of), None
        case = read_case({"person": person, "goal": goal}, planner, today=scope.as_of)
    except AppError as error:
        raise in_graphql_words(error) from error
    return case.profile, case.goal
