"""The smallest changes that would open a goal, or open it earlier: found by planning again, never by reading rules.

The stated set is that of `recommender/planning/changes.py`, asked one by one and then two by two. What is told is verified, and
minimal: nothing smaller achieves as much.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from graph.errors import AppError
from recommender.planning.changes import Supposition, SuppositionKind, applied, changes_for
from recommender.planning.planner import Planner
from recommender.shared.answers import Answer, Certainty, LearningPath, Undetermined, Way
from recommender.shared.profile import Goal, WorkerProfile
from recommender.shared.timeline import months_and_days

MOST = 6
# Of two changes that are asked together, both are something to have or to state; more work adds up with nothing.
PAIRED = frozenset(SuppositionKind) - {SuppositionKind.WORK, SuppositionKind.BIRTH}


class Effect(StrEnum):
    """OPENS: there was no way. MAKES_LAWFUL: the way no longer rests on anything to confirm. EARLIER: an earlier day."""

    OPENS = "OPENS"
    MAKES_LAWFUL = "MAKES_LAWFUL"
    EARLIER = "EARLIER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterfactual:
    """One or two changes, and the way to the goal that the planner then gives.

    `months_earlier`: whole months gained, None where there was no way before. `now`: the way is open on the asked day.
    """

    goal: Goal
    changes: tuple[Supposition, ...]
    effect: Effect
    way: Way
    months_earlier: int | None
    now: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How good an answer is: the better one is smaller. Lawful before to be confirmed before no way, then the day."""

    rank: int
    day: date

    def beats(self, other: "Standing") -> bool:
        """Is this strictly better?"""
        return (self.rank, self.day) < (other.rank, other.day)


_NO_WAY = Standing(2, date.max)
_RANKS = {Certainty.LAWFUL: 0, Certainty.TO_BE_CONFIRMED: 1}


def best_way(answer: Answer) -> Way | None:
    """The way that an answer puts first; of Undetermined one under a planning assumption; None where there is none."""
    if isinstance(answer, LearningPath):
        return answer.way
    return next(iter(answer.assumed), None) if isinstance(answer, Undetermined) else None


def standing_of(way: Way | None) -> Standing:
    """How good a way is; no way is worst."""
    return _NO_WAY if way is None else Standing(_RANKS[way.certainty], way.earliest)


def counterfactuals(
    planner: Planner, profile: WorkerProfile, answer: Answer, *, most: int = MOST
) -> tuple[Counterfactual, ...]:
    """What would open the goal of an answer, or open it earlier: at most `most`, the best and smallest first.

    Empty where the goal is reached already or open today and lawful, or where nothing in the stated set helps.
    """
    asking = _Asking(planner, profile, answer.goal, answer.envelope.as_of, best_way(answer))
    if asking.base is not None and not asking.base.steps:
        return ()
    singles = asking.singles()
    found = sorted([*singles, *asking.pairs(singles)], key=_order)
    return tuple(found[: max(most, 0)])


@dataclass(frozen=True, slots=True)
class _Asking:
    """One question asked again and again, each time with something changed; `base` is the way without changes."""

    planner: Planner
    profile: WorkerProfile
    goal: Goal
    as_of: date
    base: Way | None

    def way_with(self, changes: Sequence[Supposition]) -> Way | None:
        """The way that the planner gives with the changes; None also where they cannot be asked."""
        planner, profile = applied(self.planner, self.profile, self.goal, changes, self.as_of)
        try:
            return best_way(planner.plan(profile, self.goal, self.as_of))
        except AppError:
            return None

    def singles(self) -> list[Counterfactual]:
        """Each change that helps and that no smaller one on its scale equals."""
        kept: list[Counterfactual] = []
        for change in changes_for(self.planner, self.profile, self.goal, self.as_of):
            found = self._helping((change,))
            if found is not None and not any(
                _as_good(other, found) for other in kept if _alike(other, found)
            ):
                kept.append(found)
        return kept

    def pairs(self, singles: Sequence[Counterfactual]) -> Iterator[Counterfactual]:
        """Each two changes of different kinds that together do more than any one does."""
        best = min(
            [standing_of(self.base), *(standing_of(found.way) for found in singles)],
            key=lambda s: (s.rank, s.day),
        )
        if best.rank == 0 and best.day <= self.as_of:
            return
        kept: list[Counterfactual] = []
        candidates = [
            change
            for change in changes_for(self.planner, self.profile, self.goal, self.as_of)
            if change.kind in PAIRED
        ]
        for one, other in combinations(candidates, 2):
            if one.kind is other.kind:
                continue
            found = self._helping((one, other))
            if found is None or not standing_of(found.way).beats(best):
                continue
            if not any(_as_good(smaller, found) for smaller in kept if _alike(smaller, found)):
                kept.append(found)
        yield from kept

    def _helping(self, changes: tuple[Supposition, ...]) -> Counterfactual | None:
        way = self.way_with(changes)
        if way is None or not standing_of(way).beats(standing_of(self.base)):
            return None
        gained = _months_gained(self.base, way)
        waited = sum(change.months for change in changes)
        if waited and gained is not None and gained <= waited and _same_certainty(self.base, way):
            return None  # as many months of more work as months gained: waiting by another name
        return Counterfactual(
            goal=self.goal,
            changes=changes,
            effect=_effect(self.base, way),
            way=way,
            months_earlier=gained,
            now=way.earliest <= self.as_of,
        )


def _effect(base: Way | None, way: Way) -> Effect:
    if base is None:
        return Effect.OPENS
    return Effect.EARLIER if _same_certainty(base, way) else Effect.MAKES_LAWFUL


def _same_certainty(base: Way | None, way: Way) -> bool:
    return base is not None and base.certainty is way.certainty


def _months_gained(base: Way | None, way: Way) -> int | None:
    """Whole months from the new day to the old one; 0 where it is no earlier, None where there was no day."""
    if base is None:
        return None
    return months_and_days((way.earliest, base.earliest))[0] if way.earliest < base.earliest else 0


def _alike(one: Counterfactual, other: Counterfactual) -> bool:
    """On the same scales, so that the one asked first is the smaller."""
    return [change.scale for change in one.changes] == [change.scale for change in other.changes]


def _as_good(one: Counterfactual, other: Counterfactual) -> bool:
    return not standing_of(other.way).beats(standing_of(one.way))


def _order(found: Counterfactual) -> tuple[int, int, date]:
    standing = standing_of(found.way)
    return len(found.changes), standing.rank, standing.day
