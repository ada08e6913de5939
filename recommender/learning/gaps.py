"""Which modules a person may learn next, in which order, and why: the goal's gaps first, then what lies near.

A gap is what the planner's way still has to train. What held certificates cover never appears: their own level and
below, in their own trade.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain, islice, zip_longest

from graph.catalogue import Catalogue
from graph.model.facts import Module, Occupation, Standard
from graph.model.links import RelType
from graph.model.terms import Level, OccupationStatus, Origin
from recommender.planning.planner import Planner
from recommender.shared.answers import LearningPath, Step, StepKind, Undetermined, Way
from recommender.shared.ladder import LADDER
from recommender.shared.profile import Goal, WorkerProfile
from recommender.shared.reasons import Reason, ReasonKind
from recommender.supply.seats import Supply

MOST_ANCHORS = 8
MOST_STARTS = 12  # occupations that are shown to somebody of whom nothing is known


class Stage(StrEnum):
    """Why a module is considered, in the order in which they are recommended."""

    GOAL = "GOAL"
    NEXT_LEVEL = "NEXT_LEVEL"
    NEIGHBOUR = "NEIGHBOUR"
    START = "START"


@dataclass(frozen=True, slots=True)
class Gap:
    """A module that the person lacks. `step` is the planner's step that needs it, `why` what leads to it."""

    module: Module
    stage: Stage
    occupation: str
    standard: str
    why: Reason
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Gaps:
    """All gaps in the order of recommending, each module once, and what to note of the goal."""

    found: tuple[Gap, ...]
    notes: tuple[str, ...]


def gaps(planner: Planner, supply: Supply, profile: WorkerProfile, goal: Goal | None, as_of: date) -> Gaps:
    """Raises NotFound for an unknown occupation of the goal and InvalidInput for a work type it does not have."""
    catalogue, has = planner.catalogue, covered(planner.catalogue, profile)
    own, notes = _of_goal(planner, profile, goal, as_of) if goal else ([], ())
    anchors = _anchors(catalogue, profile, goal)
    higher = _in_turn(_next_level(catalogue, profile, goal, occupation) for occupation in anchors)
    near = _in_turn(
        _entry(catalogue, profile, occupation, Stage.NEIGHBOUR, why)
        for occupation, why in _neighbours(catalogue, profile, anchors)
    )
    found: dict[str, Gap] = {}
    for gap in chain(own, higher, near):
        if gap.module.id not in has and gap.module.stands_on(as_of):
            found.setdefault(gap.module.id, gap)
    if not found:
        for gap in _starts(supply, profile, as_of):
            if gap.module.id not in has:
                found.setdefault(gap.module.id, gap)
    return Gaps(tuple(found.values()), notes)


def covered(catalogue: Catalogue, profile: WorkerProfile) -> frozenset[str]:
    """Ids of the modules that held certificates cover."""
    return frozenset(
        module.id
        for held in profile.certificates
        if held.level in LADDER
        for standard in _standards(catalogue, held.occupation, held.work_type)
        for module in catalogue.targets(standard.id, RelType.HAS_MODULE, Module)
        if module.level in LADDER and module.level <= held.level
    )


def _of_goal(
    planner: Planner, profile: WorkerProfile, goal: Goal, as_of: date
) -> tuple[list[Gap], tuple[str, ...]]:
    """What the planner's way has to train, step by step; without a way, what keeps it from being known."""
    answer = planner.plan(profile, goal, as_of)
    if isinstance(answer, LearningPath):
        found = list(_of_way(answer.way, goal))
        if found or not answer.way.steps:
            return found, answer.notes
        return [], (*answer.notes, f"no source lists the modules of {answer.way.standard}")
    if isinstance(answer, Undetermined):
        return [], (f"{answer.code}: {answer.because}",)
    return [], tuple(f"{blocker.code}: {blocker.because}" for blocker in answer.blockers)


def _of_way(way: Way, goal: Goal) -> Iterator[Gap]:
    for step in way.steps:
        if step.kind is not StepKind.ASSESS or way.standard is None:
            continue
        for module in sorted((m for level in step.train for m in level.modules), key=_heaviest_first):
            cites = tuple(c for c in (step.rule, step.route, way.standard, *step.clauses) if c)
            text = (
                f"assessed at {module.level} on the way to {step.level}, for which {step.route_text} admits"
            )
            why = Reason(kind=ReasonKind.RULE, text=text, cites=cites)
            yield Gap(module, Stage.GOAL, goal.occupation, way.standard, why, step)


def _next_level(
    catalogue: Catalogue, profile: WorkerProfile, goal: Goal | None, occupation: str
) -> Iterator[Gap]:
    """Modules of the lowest level above what is held, or aimed at, in an occupation that the person knows."""
    aimed = goal if goal is not None and goal.occupation == occupation else None
    held = _held(profile, occupation)
    levels = [level for level in (held, aimed.level if aimed else None) if level is not None]
    floor = max((level for level in levels if level in LADDER), default=None)
    work_type = aimed.work_type if aimed else None
    reached = "aimed at" if aimed else "held" if held else None
    text = f"the level above the one {reached}" if reached else "the first level of an occupation worked in"
    for standard, module in _lowest(catalogue, occupation, work_type, floor):
        path = (occupation, standard.id, module.id)
        why = Reason(kind=ReasonKind.PATH, text=text, path=path)
        yield Gap(module, Stage.NEXT_LEVEL, occupation, standard.id, why)


def _entry(
    catalogue: Catalogue, profile: WorkerProfile, occupation: str, stage: Stage, why: Reason
) -> Iterator[Gap]:
    """Modules of the lowest level not held in an occupation."""
    for standard, module in _lowest(catalogue, occupation, None, _held(profile, occupation)):
        yield Gap(module, stage, occupation, standard.id, why)


def _lowest(
    catalogue: Catalogue, occupation: str, work_type: str | None, floor: Level | None
) -> list[tuple[Standard, Module]]:
    """Modules of the lowest level above `floor` of which any are known, from the newest standard that lists it."""
    standards = _standards(catalogue, occupation, work_type)
    for level in (level for level in LADDER if floor is None or level > floor):
        for standard in sorted(standards, key=lambda s: (-(s.year or 0), s.id)):
            modules = catalogue.targets(standard.id, RelType.HAS_MODULE, Module)
            found = sorted((m for m in modules if m.level is level), key=_heaviest_first)
            if found:
                return [(standard, module) for module in found]
    return []


def _anchors(catalogue: Catalogue, profile: WorkerProfile, goal: Goal | None) -> list[str]:
    """Occupations that the person aims at, holds certificates of, worked in or studied for, nearest first."""
    latest = sorted(profile.spells, key=lambda s: (s.end is not None, -s.start.toordinal(), s.occupation))
    majors = (e.major for e in profile.educations if e.major)
    found = [
        *([goal.occupation] if goal else []),
        *(c.occupation for c in sorted(profile.certificates, key=lambda c: (-c.level.rung, c.occupation))),
        *(spell.occupation for spell in latest),
        *(a.occupation for a in profile.apprenticeships),
        *(title.field_of for title in profile.titles if title.field_of),
        *(link.end for major in majors for link in catalogue.links(major, RelType.LEADS_TO)),
    ]
    return [o for o in dict.fromkeys(found) if _open(catalogue, o)][:MOST_ANCHORS]


def _neighbours(
    catalogue: Catalogue, profile: WorkerProfile, anchors: Iterable[str]
) -> Iterator[tuple[str, Reason]]:
    """Occupations near the anchors: officially related, then of the same 小类; each with the path to it."""
    known = set(anchors) | {c.occupation for c in profile.certificates}
    for anchor in dict.fromkeys(anchors):
        for link in catalogue.links(anchor, RelType.RELATED_TO):
            if link.origin is Origin.OFFICIAL and link.end not in known and _open(catalogue, link.end):
                text = "an official table relates the occupation"
                yield link.end, Reason(kind=ReasonKind.PATH, text=text, path=(anchor, link.end))
        for up in catalogue.links(anchor, RelType.IN_GROUP):
            for down in catalogue.backlinks(up.end, RelType.IN_GROUP):
                if down.start not in known and _open(catalogue, down.start):
                    path = (anchor, up.end, down.start)
                    text = "an occupation of the same 小类"
                    yield down.start, Reason(kind=ReasonKind.PATH, text=text, path=path)


def _starts(supply: Supply, profile: WorkerProfile, as_of: date) -> list[Gap]:
    """Where nothing else is known: entry modules of the occupations that most known places lead to."""
    catalogue, places = supply.catalogue, Counter[str]()
    for subject in supply.by_subject:
        count = sum(seat.offer.places or 0 for seat in supply.of_subject(subject, as_of))
        for link in catalogue.links(subject, RelType.LEADS_TO):
            places[link.end] += count
    ranked = sorted(places, key=lambda occupation: (-places[occupation], occupation))
    known = (o for o in ranked if _open(catalogue, o) and _lowest(catalogue, o, None, None))
    return list(
        _in_turn(
            _entry(catalogue, profile, occupation, Stage.START, _most_places(occupation, places[occupation]))
            for occupation in islice(known, MOST_STARTS)
        )
    )


def _most_places(occupation: str, count: int) -> Reason:
    text = f"nothing else is known of the person: {count} known places lead to this occupation, of the most"
    return Reason(kind=ReasonKind.PATH, text=text, path=(occupation,))


def _in_turn(groups: Iterable[Iterable[Gap]]) -> Iterator[Gap]:
    """One of each group, then the next of each, so that no group crowds out the others."""
    for row in zip_longest(*groups):
        yield from (gap for gap in row if gap is not None)


def _standards(catalogue: Catalogue, occupation: str, work_type: str | None) -> list[Standard]:
    """Standards of the trade, or else of the whole occupation, or else (no trade asked) any."""
    every = catalogue.origins(occupation, RelType.STANDARD_FOR, Standard)
    own = [s for s in every if s.work_type is not None and s.work_type == work_type]
    general = [s for s in every if s.work_type is None]
    return own or general or ([] if work_type else list(every))


def _held(profile: WorkerProfile, occupation: str) -> Level | None:
    levels = [c.level for c in profile.certificates if c.occupation == occupation and c.level in LADDER]
    return max(levels, default=None)


def _open(catalogue: Catalogue, occupation: str) -> bool:
    found = catalogue.find(Occupation, occupation)
    return found is not None and found.status is OccupationStatus.IN_FORCE


def _heaviest_first(module: Module) -> tuple[int, float, str]:
    rung = LADDER.index(module.level) if module.level in LADDER else len(LADDER)
    return rung, -(module.weight or 0.0), module.id
