"""Answers side by side: several goals for one person, and one goal before and after something changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from graph.model.terms import Level
from recommender.planning.counterfactuals import Standing, best_way, standing_of
from recommender.planning.planner import Planner
from recommender.shared.answers import Answer, LearningPath, Step, StepKind, Undetermined, Unreachable, Way
from recommender.shared.profile import Goal, WorkerProfile

ORDERING = (
    "lawful before to be confirmed before undetermined before unreachable; then the earlier day, fewer assessments, "
    "fewer modules to train, and the occupation's id"
)
_INSTEAD = {"birth": "age", "age": "birth"}


class StepChangeKind(StrEnum):
    """What became of a step: as it was, on other days or by another rule, new, or gone."""

    SAME = "SAME"
    CHANGED = "CHANGED"
    ADDED = "ADDED"
    REMOVED = "REMOVED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One goal of a comparison. `earliest` and `certainty` are those of the answer's own way, see `way`.

    modules: how many modules there are to train on the way; None where a level's are not known. `treatment`: what
    employers may treat the holder as at the goal. `way` is None where there is none.
    """

    goal: Goal
    answer: Answer
    way: Way | None
    assessments: int
    modules: int | None
    treatment: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The goals, best first, in the order that `ordering` states."""

    rows: tuple[Compared, ...]
    ordering: str = ORDERING


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChange:
    """One step before and after; one of the two is None where it is new or gone. `text` says what changed."""

    kind: StepChangeKind
    before: Step | None
    after: Step | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replanned:
    """Two answers and what is between them. `days_earlier` of the goal, negative for later; None unless both have a day.

    `notes` are changes beside the steps: outcome, certainty, what to confirm.
    """

    before: Answer
    after: Answer
    steps: tuple[StepChange, ...]
    days_earlier: int | None
    notes: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Is nothing different?"""
        return not self.notes and all(step.kind is StepChangeKind.SAME for step in self.steps)


def compare_paths(
    planner: Planner, profile: WorkerProfile, goals: Iterable[Goal], *, as_of: date
) -> Comparison:
    """Several goals for one person side by side; a goal named twice stands once. Raises as `Planner.plan`."""
    return in_order(compared(planner.plan(profile, goal, as_of)) for goal in dict.fromkeys(goals))


def in_order(rows: Iterable[Compared]) -> Comparison:
    """Rows in the stated order."""
    return Comparison(rows=tuple(sorted(rows, key=_order)))


def compared(answer: Answer) -> Compared:
    """One answer as a row."""
    way = best_way(answer)
    steps = [step for step in (way.steps if way else ()) if step.kind is StepKind.ASSESS]
    return Compared(
        goal=answer.goal,
        answer=answer,
        way=way,
        assessments=len(steps),
        modules=_modules(steps),
        treatment=steps[-1].treatment if steps else None,
    )


def replanned(before: Answer, after: Answer) -> Replanned:
    """What is different between two answers, step by step."""
    one, other = best_way(before), best_way(after)
    days = (one.earliest - other.earliest).days if one and other else None
    return Replanned(
        before=before,
        after=after,
        steps=tuple(_steps(one.steps if one else (), other.steps if other else ())),
        days_earlier=days,
        notes=tuple(_notes(before, after)),
    )


def outcome_of(answer: Answer) -> str:
    """The outcome as cases are answered with it."""
    if isinstance(answer, LearningPath):
        return "LEARNING_PATH"
    return "UNDETERMINED" if isinstance(answer, Undetermined) else "UNREACHABLE"


def _order(row: Compared) -> tuple[int, date, int, int, str, str]:
    standing = _standing(row)
    modules = 10**6 if row.modules is None else row.modules
    return (
        standing.rank,
        standing.day,
        row.assessments,
        modules,
        row.goal.occupation,
        f"{row.goal.level.rung} {row.goal.work_type or ''}",
    )


def _standing(row: Compared) -> Standing:
    """That of the way, but an undetermined goal stands behind all that have one and before the unreachable."""
    if isinstance(row.answer, Unreachable):
        return Standing(3, date.max)
    found = standing_of(row.way)
    return found if isinstance(row.answer, LearningPath) else Standing(2, found.day)


def _modules(steps: Sequence[Step]) -> int | None:
    found = [levels for step in steps for levels in step.train]
    if not found or any(not levels.modules for levels in found):
        return None if steps else 0
    return sum(len(levels.modules) for levels in found)


def _steps(before: Sequence[Step], after: Sequence[Step]) -> Iterator[StepChange]:
    """Steps aligned by what is done in them and the level, in the order of both."""
    matcher = SequenceMatcher(None, [_key(s) for s in before], [_key(s) for s in after], autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            yield from (_both(a, b) for a, b in zip(before[start:end], after[first:last], strict=True))
            continue
        for step in before[start:end]:
            yield StepChange(
                kind=StepChangeKind.REMOVED, before=step, after=None, text=f"no longer: {_told(step)}"
            )
        for step in after[first:last]:
            yield StepChange(kind=StepChangeKind.ADDED, before=None, after=step, text=f"new: {_told(step)}")


def _key(step: Step) -> tuple[StepKind, Level | None, str | None]:
    return step.kind, step.level, step.occupation


def _both(before: Step, after: Step) -> StepChange:
    if before == after:
        return StepChange(
            kind=StepChangeKind.SAME, before=before, after=after, text=f"as before: {_told(after)}"
        )
    texts = [text for text in (_days(before, after), _rule(before, after)) if text]
    text = "; ".join(texts) or "other details"
    return StepChange(
        kind=StepChangeKind.CHANGED, before=before, after=after, text=f"{_named(after)}: {text}"
    )


def _days(before: Step, after: Step) -> str:
    if (before.start, before.end) == (after.start, after.end):
        return ""
    return f"{_span(before)} becomes {_span(after)}"


def _rule(before: Step, after: Step) -> str:
    if (before.rule, before.route) == (after.rule, after.route):
        return ""
    return f"by {after.rule} ({after.route_name}) instead of {before.rule} ({before.route_name})"


def _told(step: Step) -> str:
    return f"{_named(step)}, {_span(step)}"


def _named(step: Step) -> str:
    return f"{step.kind} {step.level.named}" if step.level else step.kind.value


def _span(step: Step) -> str:
    return f"{step.start}" if step.start == step.end else f"{step.start} to {step.end}"


def _notes(before: Answer, after: Answer) -> Iterator[str]:
    if before.goal != after.goal:
        yield f"the goal is {_goal(after.goal)} instead of {_goal(before.goal)}"
    if outcome_of(before) != outcome_of(after):
        yield f"{outcome_of(before)} becomes {outcome_of(after)}"
    one, other = best_way(before), best_way(after)
    if one and other and one.certainty is not other.certainty:
        yield f"{one.certainty} becomes {other.certainty}"
    old, new = (dict.fromkeys(d.question for d in (way.confirm if way else ())) for way in (one, other))
    yield from (f"no longer to be confirmed: {question}" for question in old if question not in new)
    yield from (f"now to be confirmed: {question}" for question in new if question not in old)
    yield from _blockers(before, after)


def _blockers(before: Answer, after: Answer) -> Iterator[str]:
    old, new = (
        dict.fromkeys(b.because for b in (a.blockers if isinstance(a, Unreachable) else ()))
        for a in (before, after)
    )
    yield from (f"no longer in the way: {text}" for text in old if text not in new)
    yield from (f"now in the way: {text}" for text in new if text not in old)


def _goal(goal: Goal) -> str:
    return f"{goal.occupation}{f'/{goal.work_type}' if goal.work_type else ''} {goal.level}"


def merged(person: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A person as a case writes them, with changes written the same way: lists grow, all else is replaced.

    A birthday takes the place of an age and the other way round; what the changes leave out or null stays.
    """
    given = {key: value for key, value in changes.items() if value is not None and value != []}
    dropped = {_INSTEAD[key] for key in given if key in _INSTEAD}
    kept = {key: value for key, value in person.items() if key not in dropped}
    for key, value in given.items():
        kept[key] = [*(kept.get(key) or []), *value] if isinstance(value, list) else value
    return kept
