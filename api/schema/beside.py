"""Views of what stands beside an answer: nearest goals, what would change it, what comes after; computed when asked."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import anyio.to_thread
import strawberry

from api.faults import RequestFault, Waiting
from api.schema.provenance import computed, view
from api.schema.refs import OccupationRef
from api.schema.scope import Asked, Context, Info, Scope, asked_with, scope_of
from api.schema.situation import in_graphql_words
from api.schema.ways import GoalView, WayView, referred
from graph.errors import AppError, InvalidInput, NotFound, NotReady
from graph.model import facts
from graph.model.terms import Level
from recommender.moves.mover import Move, Mover
from recommender.planning.cases import read_case
from recommender.planning.change_words import change_in_chinese, change_in_english, in_chinese, in_english
from recommender.planning.changes import Supposition, SuppositionKind
from recommender.planning.counterfactuals import MOST, Counterfactual, Effect, counterfactuals
from recommender.planning.nearest import NearGoal, Nearness
from recommender.planning.onward import NextLevel, Onward, onward
from recommender.planning.planner import Planner
from recommender.planning.telling import Told, near_in_chinese
from recommender.shared.answers import Answer, LearningPath
from recommender.shared.profile import EducationKind, TitleRank

if TYPE_CHECKING:
    from api.schema.moving import MoveView

MoveRef = Annotated["MoveView", strawberry.lazy("api.schema.moving")]
Most = Annotated[int, strawberry.argument(description="At most so many, from 0 to 20.")]
MOST_ASKED, MOST_LATERAL = 20, 5


def planner_of(info: Info) -> Planner:
    """The planner over the catalogue that this field's root answers from."""
    return info.context.prepared(scope_of(info).catalogue).planner


def answered(context: Context, planner: Planner, raw: dict[str, Any], as_of: date) -> Answer:
    """The answer to a case; what it was computed from is remembered for the fields below it."""
    try:
        case = read_case(raw, planner, today=as_of)
        answer = planner.plan(case.profile, case.goal, case.as_of)
    except AppError as error:
        raise in_graphql_words(error) from error
    context.asked.append(Asked(answer.envelope, case.profile, raw))
    return answer


def told(root: Answer, info: Info) -> Told:
    """An answer with the person it was given to; raises NotFound where its root remembers none."""
    asked = asked_with(info, root.envelope)
    if asked is None:
        raise NotFound(RequestFault.INPUTS_GONE(), field="profile")
    return Told(planner_of(info), asked.profile, root)


def _supposed(root: strawberry.Parent[Supposition], info: Info) -> str:
    return change_in_english(root, planner_of(info).relations)


def _supposed_in_chinese(root: strawberry.Parent[Supposition], info: Info) -> str:
    return change_in_chinese(root, planner_of(info).relations)


@view(Supposition)
class SuppositionView:
    """One thing that might be otherwise on the asked day."""

    kind: SuppositionKind = strawberry.field(description="What is otherwise.")
    occupation: OccupationRef | None = referred(
        "occupation",
        facts.Occupation,
        "Of a certificate, a title's field, work or an apprenticeship, or the one counted as related; null for others.",
    )
    level: Level | None = strawberry.field(description="Level of a certificate; null for others.")
    school: EducationKind | None = strawberry.field(
        description="Kind of school that it is about; null for none."
    )
    approved: bool | None = strawberry.field(
        description="Whether the school of a diploma is approved for that level; null: that is not needed."
    )
    rank: TitleRank | None = strawberry.field(description="Rank of a title; null for others.")
    months: int = strawberry.field(description="Months of more work; 0 for others.")
    place: int | None = strawberry.field(
        description="Position, from 0, in the profile of the education, spell or title; null where it is a new one."
    )
    text: str = computed(_supposed, "It in words.")
    chinese: str = computed(_supposed_in_chinese, "It in Chinese.")


def _in_words(root: strawberry.Parent[Counterfactual], info: Info) -> str:
    return in_english(root, planner_of(info).relations)


def _in_chinese(root: strawberry.Parent[Counterfactual], info: Info) -> str:
    return in_chinese(root, planner_of(info).relations)


@view(Counterfactual)
class CounterfactualView:
    """What would open a goal, or open it earlier: verified by planning again, and minimal."""

    goal: GoalView = strawberry.field(description="The goal that it is about.")
    changes: list[SuppositionView] = strawberry.field(description="One or two things, together.")
    effect: Effect = strawberry.field(description="What they would do.")
    way: WayView = strawberry.field(description="The way that there would be.")
    months_earlier: int | None = strawberry.field(
        description="Whole months gained; null where there is no way without them."
    )
    now: bool = strawberry.field(description="Whether the goal would be open on the asked day.")
    text: str = computed(_in_words, "It in words.")
    chinese: str = computed(_in_chinese, "It in Chinese.")


def _near_text(root: strawberry.Parent[NearGoal], info: Info) -> str:
    return near_in_chinese(root, planner_of(info))


@view(NearGoal)
class NearGoalView:
    """A goal that can be reached instead."""

    nearness: Nearness = strawberry.field(description="How it is near.")
    goal: GoalView = strawberry.field(description="The goal.")
    way: WayView = strawberry.field(description="The way to it.")
    held: bool = strawberry.field(description="Whether it is reached already.")
    chinese: str = computed(_near_text, "It in Chinese.")


@view(NextLevel)
class NextLevelView:
    """A higher level after the goal, planned as if the goal had been awarded on its day and the person worked on."""

    goal: GoalView = strawberry.field(description="The level.")
    way: WayView | None = strawberry.field(
        description="The way from the goal's day on; it rests on all that the way to the goal rests on. null: none is known."
    )
    months_after: int | None = strawberry.field(
        description="Whole months from the goal to it; null where there is no way."
    )
    because: list[str] = strawberry.field(description="Why there is no way; empty where there is one.")


async def _lateral(root: strawberry.Parent[Onward], info: Info, first: Most = MOST_LATERAL) -> list[Move]:
    context, most = info.context, _most(first)
    mover = mover_of(context, scope_of(info))
    if mover is None:
        raise NotReady(Waiting.OCCUPATIONS_INDEXING())
    ask = partial(mover.moves, root.occupation, root.then, as_of=root.awarded, first=most)
    return list((await anyio.to_thread.run_sync(ask, limiter=context.encoders)).lateral)


@view(Onward)
class OnwardView:
    """Where working life may go on after a goal."""

    awarded: date = strawberry.field(
        description="The goal's day, or the asked day where the goal is held already."
    )
    occupation: OccupationRef | None = referred(
        "occupation", facts.Occupation, "The goal's occupation; null where the catalogue does not hold it."
    )
    next_levels: list[NextLevelView] = strawberry.field(description="Higher levels, the lowest first.")
    lateral: list[MoveRef] = computed(
        _lateral, "Moves from there to like work, those that keep most first; compared when asked."
    )
    notes: list[str] = strawberry.field(description="What is not known.")


async def nearest(root: strawberry.Parent[Answer], info: Info) -> list[NearGoal]:
    """Resolves `nearest` of an answer."""
    asked = told(root, info)
    return list(await anyio.to_thread.run_sync(lambda: asked.nearest))


async def changes(root: strawberry.Parent[Answer], info: Info, first: Most = MOST) -> list[Counterfactual]:
    """Resolves `changes` of an answer; some hundred plans, beside the event loop."""
    asked = told(root, info)
    ask = partial(counterfactuals, asked.planner, asked.profile, root, most=_most(first))
    return list(await anyio.to_thread.run_sync(ask))


def after(root: strawberry.Parent[LearningPath], info: Info) -> Onward:
    """Resolves `onward` of a path."""
    asked = told(root, info)
    return onward(asked.planner, asked.profile, root)


def mover_of(context: Context, scope: Scope) -> Mover | None:
    """What finds like work; None while the index of free text is being built."""
    if context.resolver is None or context.resolver.semantics is None:
        return None
    return context.prepared(scope.catalogue).mover(context.resolver)


def _most(first: int) -> int:
    if not 0 <= first <= MOST_ASKED:
        raise InvalidInput(RequestFault.CHANGES_OUT_OF_RANGE(most=MOST_ASKED, first=first), field="first")
    return first


NEAREST: Any = computed(
    nearest, "The nearest goals that can be reached instead, the nearest first; computed when asked."
)
CHANGES: Any = computed(
    changes, "What would open the goal, or open it earlier; best and smallest first; computed when asked."
)
ONWARD: Any = computed(after, "What comes after the goal; computed when asked.")
