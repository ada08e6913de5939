"""Views of goals side by side, of a plan before and after, and of goals proposed; and the roots that ask for them."""

from datetime import date
from functools import partial
from typing import Annotated, Any

import anyio.to_thread
import strawberry
from strawberry.scalars import JSON

from api.faults import RequestFault
from api.schema.arguments import AsOf, First, Revision, checked_first, root
from api.schema.beside import answered, mover_of
from api.schema.paths import EnvelopeView, PathAnswer
from api.schema.provenance import computed, view
from api.schema.reasons import PartView, ReasonView
from api.schema.refs import GroupRef
from api.schema.scope import Context, Info, Scope
from api.schema.situation import GoalInput, ProfileInput, case_of, goal_of, in_graphql_words, person_of
from api.schema.ways import GoalView, StepView, WayView, referred
from graph.errors import AppError, InvalidInput
from graph.model import facts
from recommender.moves.goals import GoalKind, GoalProposal, GoalProposals, propose_goals
from recommender.planning.cases import read_person
from recommender.planning.planner import Planner
from recommender.planning.replay import inputs_of
from recommender.planning.whatif import (
    Compared,
    Comparison,
    Replanned,
    StepChange,
    StepChangeKind,
    compared,
    in_order,
    merged,
    replanned,
)
from recommender.shared.answers import Answer

MOST_COMPARED = 20
DEFAULT_PROPOSALS = 10


def answer_in(name: str, description: str) -> Any:
    """A field: the answer that the domain object has under this name."""

    def resolve(root: strawberry.Parent[Any]) -> Any:
        return getattr(root, name)

    return strawberry.field(resolver=resolve, description=description, graphql_type=PathAnswer)


def _same(root: strawberry.Parent[Replanned]) -> bool:
    return root.same


@view(Compared)
class ComparedView:
    """One goal of a comparison."""

    goal: GoalView = strawberry.field(description="The goal.")
    answer: PathAnswer = answer_in("answer", "The whole answer.")
    way: WayView | None = strawberry.field(
        description="Its best way, of an undetermined goal under an assumption; null where there is none."
    )
    assessments: int = strawberry.field(description="How many assessments the way has.")
    modules: int | None = strawberry.field(
        description="How many modules there are to train on it; null: those of a level are not known."
    )
    treatment: str | None = strawberry.field(
        description="What an employer may treat the holder as: not the title itself; null for nothing."
    )


@view(Comparison)
class ComparisonView:
    """Several goals for one person, side by side."""

    rows: list[ComparedView] = strawberry.field(description="The goals, best first.")
    ordering: str = strawberry.field(description="What makes one stand before another.")


@view(StepChange)
class StepChangeView:
    """One step before and after."""

    kind: StepChangeKind = strawberry.field(description="What became of it.")
    before: StepView | None = strawberry.field(description="The step before; null where it is new.")
    after: StepView | None = strawberry.field(description="The step after; null where it is gone.")
    text: str = strawberry.field(description="What changed, in words.")


@view(Replanned)
class ReplannedView:
    """Two answers and what is between them."""

    before: PathAnswer = answer_in("before", "The answer before the changes.")
    after: PathAnswer = answer_in("after", "The answer with the changes.")
    steps: list[StepChangeView] = strawberry.field(description="Every step of both, in their order.")
    days_earlier: int | None = strawberry.field(
        description="Days by which the goal is earlier, negative for later; null unless both have a day."
    )
    notes: list[str] = strawberry.field(description="What changed beside the steps; empty for nothing.")
    same: bool = computed(_same, "Whether nothing is different.")


@view(GoalProposal)
class GoalProposalView:
    """A goal that fits a person, with the way to it."""

    id: strawberry.ID = strawberry.field(
        description="The certificate of the goal, or its occupation where none is known."
    )
    kind: GoalKind = strawberry.field(description="Why it is thought of.")
    score: float = strawberry.field(description="From 0 to 1: the weighted mean of the parts.")
    parts: list[PartView] = strawberry.field(description="What the score is made of.")
    goal: GoalView = strawberry.field(description="The goal.")
    way: WayView = strawberry.field(description="The best way to it.")
    reasons: list[ReasonView] = strawberry.field(description="Why it is proposed; never empty.")
    what_would_change_this: list[str] = strawberry.field(description="What is to be confirmed for it.")


@view(GoalProposals)
class GoalProposalsView:
    """Goals proposed to a person, at most one an occupation."""

    group: GroupRef | None = referred(
        "group", facts.OccupationGroup, "The group asked for; null where none was."
    )
    proposals: list[GoalProposalView] = strawberry.field(description="The goals, best first.")
    considered: int = strawberry.field(description="How many occupations were looked at.")
    notes: list[str] = strawberry.field(description="What was not looked at, and why.")
    envelope: EnvelopeView = strawberry.field(description="What the answer was computed from.")


Profile = Annotated[ProfileInput, strawberry.argument(description="Where the person stands.")]


@strawberry.type
class Comparing:
    """The roots that compare, plan again and propose."""

    @root(ComparisonView)
    async def compare_paths(
        self,
        info: Info,
        *,
        profile: Profile,
        goals: Annotated[
            list[GoalInput], strawberry.argument(description="The goals, from 1 to 20 of them.")
        ],
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> Comparison:
        """Several goals for one person side by side, best first."""
        if not 1 <= len(goals) <= MOST_COMPARED:
            said = RequestFault.GOALS_OUT_OF_RANGE(most=MOST_COMPARED, given=len(goals))
            raise InvalidInput(said, field="goals")
        scope = await info.context.scope(info.path.key, as_of, revision)
        info.context.inputs[info.path.key] = {
            "person": person_of(profile),
            "goals": [goal_of(goal) for goal in goals],
        }
        planner = _planner(info.context, scope)
        answers = [answered(info.context, planner, case_of(profile, goal), scope.as_of) for goal in goals]
        return in_order(compared(answer) for answer in {answer.goal: answer for answer in answers}.values())

    @root(ReplannedView)
    async def replan(
        self,
        info: Info,
        *,
        profile: Annotated[
            ProfileInput | None,
            strawberry.argument(description="Where the person stood; or give an envelope."),
        ] = None,
        goal: Annotated[
            GoalInput | None,
            strawberry.argument(description="The goal; with an envelope, another goal than before."),
        ] = None,
        envelope: Annotated[
            JSON | None,  # type: ignore[valid-type]
            strawberry.argument(
                description="The envelope of an answer of before: it is computed again on its revision and day. "
                "Without asOf its day is that of the new plan too."
            ),
        ] = None,
        changes: Annotated[
            ProfileInput | None,
            strawberry.argument(description="What is otherwise: lists are added to, all else replaced."),
        ] = None,
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> Replanned:
        """What changes, step by step, when something changes: on the person's side, or since an answer of before."""
        then = None if envelope is None else inputs_of(envelope)
        day = as_of or (then[2] if then else None)
        scope = await info.context.scope(info.path.key, day, revision)
        before, inputs = await _before(info.context, scope, profile, goal, then)
        person = merged(inputs["person"], person_of(changes) if changes else {})
        now = {"person": person, "goal": goal_of(goal) if goal else inputs["goal"]}
        info.context.inputs[info.path.key] = now
        return replanned(before, answered(info.context, _planner(info.context, scope), now, scope.as_of))

    @root(GoalProposalsView)
    async def propose_goals(
        self,
        info: Info,
        *,
        profile: Profile,
        group: Annotated[
            str | None,
            strawberry.argument(description="Id, code or exact name of an occupation group to choose from."),
        ] = None,
        first: First = DEFAULT_PROPOSALS,
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> GoalProposals:
        """Goals that fit a person, each with its way: next levels, what majors lead to, like work, or a group's."""
        context = info.context
        checked_first(first, context.limits.page)
        scope = await context.scope(info.path.key, as_of, revision)
        person = person_of(profile)
        chosen = scope.meant(facts.OccupationGroup, group, "group").id if group else None
        context.inputs[info.path.key] = {"person": person, "group": chosen, "first": first}
        ask = partial(_proposed, context, scope, person, chosen, first)
        return await anyio.to_thread.run_sync(ask, limiter=context.encoders)


async def _before(
    context: Context,
    scope: Scope,
    profile: ProfileInput | None,
    goal: GoalInput | None,
    then: tuple[dict[str, Any], int, date] | None,
) -> tuple[Answer, dict[str, Any]]:
    """The answer to compare with, and its inputs: as things stand, or `then`, on the revision and day of an envelope."""
    if (profile is None) == (then is None):
        raise InvalidInput(RequestFault.PROFILE_OR_ENVELOPE(), field="envelope")
    if then is not None:
        raw, revision, as_of = then
        catalogue = await context.catalogue(revision)
        return answered(context, context.prepared(catalogue).planner, raw, as_of), raw
    if profile is None or goal is None:
        raise InvalidInput(RequestFault.GOAL_WITH_PROFILE(), field="goal")
    raw = case_of(profile, goal)
    return answered(context, _planner(context, scope), raw, scope.as_of), raw


def _planner(context: Context, scope: Scope) -> Planner:
    return context.prepared(scope.catalogue).planner


def _proposed(
    context: Context, scope: Scope, person: dict[str, Any], group: str | None, first: int
) -> GoalProposals:
    planner = _planner(context, scope)
    try:
        profile = read_person(person, planner, as_of=scope.as_of)
    except AppError as error:
        raise in_graphql_words(error) from error
    mover = mover_of(context, scope)
    return propose_goals(planner, profile, as_of=scope.as_of, group=group, first=first, mover=mover)
