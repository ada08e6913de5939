"""What comes after a goal: the next levels of its ladder with their dates.

Planned as if the goal had been awarded on its day and the person worked on, by the same planner. Moves sideways from
there are asked of the person of that day, see `recommender/moves/mover.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from graph.model.terms import Level
from recommender.planning.changes import ladder_levels
from recommender.planning.evidence import work_from
from recommender.planning.planner import Planner
from recommender.shared.answers import (
    Answer,
    Certainty,
    Doubt,
    LearningPath,
    Programme,
    Step,
    StepKind,
    Unreachable,
    Way,
)
from recommender.shared.ladder import LADDER
from recommender.shared.profile import Education, Goal, HeldCertificate, Spell, WorkerProfile
from recommender.shared.timeline import months_and_days

ONE_DAY = timedelta(days=1)
TOP = (
    "above 一级/高级技师 some employers appoint 特级技师 and 首席技师; no conditions for them are known here"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextLevel:
    """A higher level after the goal. `way` starts on the goal's day and rests on all that the way to the goal rests on.

    Without a way, `because` says why and `months_after`, the whole months from the goal to it, is None.
    """

    goal: Goal
    way: Way | None
    months_after: int | None
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Onward:
    """Where working life may go on from `awarded`, the day of the goal or, where it is held, the asked day.

    `then` is the person as they will stand on that day in `occupation`.
    """

    awarded: date
    occupation: str
    then: WorkerProfile
    next_levels: tuple[NextLevel, ...]
    notes: tuple[str, ...]


def onward(planner: Planner, profile: WorkerProfile, path: LearningPath) -> Onward:
    """What comes after a path: every higher level of the ladder, lowest first."""
    awarded = max(path.envelope.as_of, path.way.earliest)
    then = continued(profile, path)
    levels = tuple(
        _next_level(planner, then, replace(path.goal, level=level), base=path.way, awarded=awarded)
        for level in _above(planner, then, path.goal)
    )
    return Onward(
        awarded=awarded,
        occupation=path.goal.occupation,
        then=then,
        next_levels=levels,
        notes=tuple(_notes(levels, path.goal)),
    )


def continued(profile: WorkerProfile, path: LearningPath) -> WorkerProfile:
    """The person on the day of the goal: its certificates awarded, studies finished as planned, worked until then."""
    as_of, way = path.envelope.as_of, path.way
    if not way.steps:
        return profile
    return replace(
        profile,
        spells=(*_until_now(profile, path.goal, as_of), *_planned_work(profile, path)),
        certificates=(*profile.certificates, *_awards(way, path.goal)),
        educations=(*(_finished(e, as_of, way.earliest) for e in profile.educations), *_entered(way)),
    )


def _above(planner: Planner, profile: WorkerProfile, goal: Goal) -> tuple[Level, ...]:
    """Levels of the goal's ladder above all that is then held."""
    own = [c.level for c in profile.certificates if c.occupation == goal.occupation and c.level in LADDER]
    top = max([goal.level, *own]) if goal.level in LADDER else goal.level
    return tuple(x for x in ladder_levels(planner.catalogue, goal) if not goal.level.technical and x > top)


def _next_level(planner: Planner, then: WorkerProfile, goal: Goal, *, base: Way, awarded: date) -> NextLevel:
    answer = planner.plan(then, goal, awarded)
    if not isinstance(answer, LearningPath):
        return NextLevel(goal=goal, way=None, months_after=None, because=_reasons(answer))
    way = _resting_on(answer.way, base.confirm)
    months = months_and_days((awarded, max(awarded, way.earliest)))[0]
    return NextLevel(goal=goal, way=way, months_after=months)


def _reasons(answer: Answer) -> tuple[str, ...]:
    if isinstance(answer, Unreachable):
        return tuple(blocker.because for blocker in answer.blockers)
    return () if isinstance(answer, LearningPath) else (answer.because,)


def _resting_on(way: Way, doubts: tuple[Doubt, ...]) -> Way:
    """The same way, resting on more doubts."""
    confirm = tuple(dict.fromkeys((*doubts, *way.confirm)))
    certainty = Certainty.TO_BE_CONFIRMED if confirm else way.certainty
    return replace(way, confirm=confirm, certainty=certainty)


def _until_now(profile: WorkerProfile, goal: Goal, as_of: date) -> Iterator[Spell]:
    """Spells as they stand on the asked day: what goes on elsewhere ends there."""
    for spell in profile.spells:
        goes_on = spell.occupation == goal.occupation and spell.dated
        if spell.end is not None or goes_on:
            yield spell
        elif spell.start < as_of:
            yield replace(spell, end=as_of - ONE_DAY)


def _planned_work(profile: WorkerProfile, path: LearningPath) -> Iterator[Spell]:
    """Work in the goal's occupation until the goal and on, but for programmes that are entered on the way."""
    start = work_from(profile, path.goal.occupation, path.envelope.as_of)
    for begin, end in sorted((p.start, p.end) for p in _programmes(path.way.steps)):
        if start < begin:
            yield Spell(occupation=path.goal.occupation, start=start, end=begin - ONE_DAY)
        start = max(start, end)
    if start < path.way.earliest:
        yield Spell(occupation=path.goal.occupation, start=start)


def _awards(way: Way, goal: Goal) -> Iterator[HeldCertificate]:
    for step in way.steps:
        if step.kind is StepKind.ASSESS and step.level is not None:
            yield HeldCertificate(
                occupation=goal.occupation, work_type=goal.work_type, level=step.level, awarded=step.start
            )


def _finished(education: Education, as_of: date, day: date) -> Education:
    """A programme that ends between the asked day and `day` is finished as planned."""
    due = education.graduates
    if education.graduated is not None or due is None or not as_of < due <= day:
        return education
    return replace(education, graduated=due, graduates=None)


def _entered(way: Way) -> Iterator[Education]:
    for programme in _programmes(way.steps):
        done = programme.end <= way.earliest
        yield Education(
            kind=programme.kind,
            start=programme.start,
            graduated=programme.end if done else None,
            graduates=None if done else programme.end,
        )


def _notes(levels: tuple[NextLevel, ...], goal: Goal) -> Iterator[str]:
    if goal.level is Level.L1 or any(found.goal.level is Level.L1 for found in levels):
        yield TOP


def _programmes(steps: tuple[Step, ...]) -> list[Programme]:
    return [s.programme for s in steps if s.kind is StepKind.ENROL and s.programme is not None]
