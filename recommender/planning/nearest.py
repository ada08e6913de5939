"""The nearest goals that can be reached where the asked one cannot: of its own ladder first, then of its 小类."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from graph.catalogue import Catalogue
from graph.model.facts import Occupation, Standard
from graph.model.links import RelType
from graph.model.terms import Level, OccupationStatus
from recommender.planning.counterfactuals import Standing, standing_of
from recommender.planning.planner import Planner
from recommender.shared.answers import Answer, LearningPath, Way
from recommender.shared.ladder import LADDER
from recommender.shared.profile import Goal, WorkerProfile

MOST = 3


class Nearness(StrEnum):
    """SAME_LADDER: another level of the asked occupation. SAME_GROUP: an occupation of the same 小类."""

    SAME_LADDER = "SAME_LADDER"
    SAME_GROUP = "SAME_GROUP"


@dataclass(frozen=True, slots=True, kw_only=True)
class NearGoal:
    """A goal that can be reached instead, with the way that the planner gives; `held` where it is reached already."""

    nearness: Nearness
    goal: Goal
    way: Way
    held: bool


def nearest_goals(
    planner: Planner, profile: WorkerProfile, answer: Answer, *, most: int = MOST
) -> tuple[NearGoal, ...]:
    """The nearest reachable goals to one that is unreachable or undetermined, the nearest first; none for a path.

    Of the same ladder that is the highest level below, without any the lowest above; of the same 小类, where its own
    ladder gives nothing, the asked level or the highest below, the earliest first.
    """
    if isinstance(answer, LearningPath):
        return ()
    own = next(iter(_on_ladder(planner, profile, answer)), None)
    found = [own] if own is not None else _in_group(planner, profile, answer)
    return tuple(found[: max(most, 0)])


def levels_listed(catalogue: Catalogue, occupation: str) -> tuple[Level, ...]:
    """Levels of the skill ladder that any standard of an occupation lists, lowest first."""
    standards = catalogue.origins(occupation, RelType.STANDARD_FOR, Standard)
    listed = {level for standard in standards for level in standard.levels}
    return tuple(level for level in LADDER if level in listed)


def _on_ladder(planner: Planner, profile: WorkerProfile, answer: Answer) -> Iterator[NearGoal]:
    goal = answer.goal
    listed = levels_listed(planner.catalogue, goal.occupation)
    wanted = [replace(goal, level=level) for level in by_nearness(listed, goal.level)]
    yield from _reachable(planner, profile, answer, wanted, nearness=Nearness.SAME_LADDER)


def _in_group(planner: Planner, profile: WorkerProfile, answer: Answer) -> list[NearGoal]:
    """One goal an occupation of the same 小类, the best first; equal ones by occupation."""
    goal = answer.goal
    found: list[NearGoal] = []
    for occupation in same_group(planner, goal.occupation):
        levels = by_nearness(levels_listed(planner.catalogue, occupation), goal.level)
        wanted = [Goal(occupation=occupation, level=level) for level in levels]
        first = next(_reachable(planner, profile, answer, wanted, nearness=Nearness.SAME_GROUP), None)
        found += [first] if first else []
    return sorted(found, key=lambda near: (*_order(standing_of(near.way)), near.goal.occupation))


def _reachable(
    planner: Planner,
    profile: WorkerProfile,
    answer: Answer,
    wanted: Iterable[Goal],
    *,
    nearness: Nearness,
) -> Iterator[NearGoal]:
    for goal in wanted:
        if goal == answer.goal:
            continue
        found = planner.plan(profile, goal, answer.envelope.as_of)
        if isinstance(found, LearningPath):
            yield NearGoal(nearness=nearness, goal=goal, way=found.way, held=not found.way.steps)


def by_nearness(levels: Iterable[Level], level: Level) -> list[Level]:
    """A level itself and those below it, the highest first, then those above, the lowest first.

    A level of another ladder (专业技术等级) counts as above all.
    """
    every = sorted(levels, key=lambda x: x.rung)
    below = [x for x in every if level.technical or x.rung <= level.rung]
    return [*reversed(below), *(x for x in every if x not in below)]


def same_group(planner: Planner, occupation: str) -> list[str]:
    """Other occupations in force of the same 小类."""
    minor = planner.relations.minor
    group = minor.get(occupation)
    if group is None:
        return []
    catalogue = planner.catalogue
    members = (catalogue.get(Occupation, link.start) for link in catalogue.backlinks(group, RelType.IN_GROUP))
    return [m.id for m in members if m.id != occupation and m.status is OccupationStatus.IN_FORCE]


def _order(standing: Standing) -> tuple[int, str]:
    return standing.rank, standing.day.isoformat()
