"""Where one can go from an occupation: up its ladder, to occupations that build on it, or sideways to like work.

Sideways and building on: tasks are compared by meaning (recommender/text/tasks.py), functions of standards by name
(recommender/text/functions.py), and certificates by the rules. Pure: a catalogue, its vectors and a profile in, values out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from graph.catalogue import Catalogue
from graph.errors import NotFound
from graph.model.facts import Occupation
from graph.model.judgements import NOTHING_JUDGED, Verdicts
from graph.model.terms import Level, OccupationStatus
from recommender.moves.destinations import Destination, Start, score_of
from recommender.moves.reasons import what_changes, why_climb, why_go
from recommender.moves.rungs import Rungs, rungs_of
from recommender.planning.planner import Planner
from recommender.shared.answers import Envelope
from recommender.shared.faults import CaseFault
from recommender.shared.profile import WorkerProfile
from recommender.shared.reasons import Part, Recommended
from recommender.shared.truth import Verdict
from recommender.text.functions import Functions, Transfer
from recommender.text.index import Rows
from recommender.text.tasks import NOBODY, Tasks

CANDIDATES = 200  # nearest as a whole, whose tasks are then paired


class MoveKind(StrEnum):
    """NEXT_LEVEL: a higher level of the same occupation. BUILDS_ON: entry starts above 五级, from related work.

    LATERAL: another occupation with like tasks.
    """

    NEXT_LEVEL = "NEXT_LEVEL"
    BUILDS_ON = "BUILDS_ON"
    LATERAL = "LATERAL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(Recommended):
    """One move: its `id` is a certificate for NEXT_LEVEL, otherwise the `occupation`.

    level, certificate: where one would enter, None where no level is known. `counts`: do work and certificates of the
    present occupation count there? None: to be confirmed. `transferable` are the wanted tasks paired with own ones
    that are much alike; `missing` the others, beside the own task they are paired with (one that counts already, however
    near, where there are more wanted than own). The modules are those of `level`.
    """

    kind: MoveKind
    occupation: str
    level: Level | None
    certificate: str | None
    counts: bool | None
    transferable: tuple[Transfer, ...] = ()
    missing: tuple[Transfer, ...] = ()
    shared_modules: tuple[Transfer, ...] = ()
    new_modules: tuple[Transfer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """Moves from one occupation. Advancement: next levels, nearest first, then what builds on it; lateral: best first.

    `model` is the digest of the encoder that tasks were compared with.
    """

    occupation: str
    advancement: tuple[Move, ...]
    lateral: tuple[Move, ...]
    notes: tuple[str, ...]
    model: str
    envelope: Envelope


@dataclass(frozen=True, slots=True)
class Mover:
    """Finds moves over one catalogue; build it once (`Mover.of`) and ask it often."""

    planner: Planner
    tasks: Tasks
    functions: Functions
    model: str
    _rungs: Mapping[str, Rungs]
    _dated: Mapping[int, Occupation]
    _starting_late: tuple[Occupation, ...]
    verdicts: Verdicts = NOTHING_JUDGED

    @classmethod
    def of(
        cls, planner: Planner, tasks: Tasks, *, model: str, verdicts: Verdicts = NOTHING_JUDGED
    ) -> "Mover":
        """`tasks` of the planner's catalogue; `model` is the digest of what encoded them.

        `verdicts` decide which tasks are shown as transferable, not how occupations are ranked.
        """
        catalogue = planner.catalogue
        every = catalogue.all(Occupation)
        rungs = {occupation.id: rungs_of(catalogue, occupation) for occupation in every}
        compared = {row: catalogue.get(Occupation, o) for row, o in enumerate(tasks.occupations)}
        dated = {row: o for row, o in compared.items() if o.valid_from or o.valid_to}
        late = tuple(o for o in every if o.status is OccupationStatus.IN_FORCE and _starts_late(rungs[o.id]))
        return cls(planner, tasks, Functions.of(catalogue), model, rungs, dated, late, verdicts)

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue that the moves are in."""
        return self.planner.catalogue

    def moves(
        self,
        occupation: str,
        profile: WorkerProfile | None = None,
        *,
        as_of: date,
        first: int = 10,
        candidates: int = CANDIDATES,
    ) -> Moves:
        """At most `first` moves each way from an occupation (id), on a day; raises NotFound for an unknown one.

        What the person holds or has worked in is left out. `candidates` occupations are compared task by task.
        """
        return self.batch([occupation], profile, as_of=as_of, first=first, candidates=candidates)[0]

    def batch(
        self,
        occupations: Sequence[str],
        profile: WorkerProfile | None = None,
        *,
        as_of: date,
        first: int = 10,
        candidates: int = CANDIDATES,
    ) -> list[Moves]:
        """The moves from several occupations, each as it would be answered alone."""
        starts = [self._start(occupation, profile) for occupation in occupations]
        standing = self._standing(as_of)
        near = self._near([start.occupation.id for start in starts], standing, candidates)
        return [self._moves(s, near[s.occupation.id], as_of, first) for s in starts]

    def _start(self, occupation: str, profile: WorkerProfile | None) -> Start:
        found = self.catalogue.find(Occupation, occupation)
        if found is None:
            raise NotFound(CaseFault.GOAL_OCCUPATION_UNKNOWN(id=occupation), field="occupation")
        profile = profile or WorkerProfile()
        own = [c for c in profile.certificates if c.occupation == occupation]
        held = max(own, key=lambda c: (c.level.rung, c.work_type is None), default=None)
        trade = held.work_type if held else None
        rungs = rungs_of(self.catalogue, found, trade) if trade else self._rungs[occupation]
        known = {*(s.occupation for s in profile.spells), *(c.occupation for c in profile.certificates)}
        level = held.level if held else None
        return Start(found, rungs, level, rungs.up_to(level), frozenset({occupation, *known}))

    def _standing(self, as_of: date) -> Rows:
        """Rows of the occupations that stand on a day, ascending."""
        stands = np.ones(len(self.tasks.occupations), bool)
        for row, occupation in self._dated.items():
            stands[row] = occupation.stands_on(as_of)
        return np.flatnonzero(stands)

    def _near(self, occupations: Iterable[str], among: Rows, count: int) -> dict[str, Rows]:
        """Rows whose tasks are worth comparing, by occupation; none for one without tasks."""
        rows = {o: self.tasks.row(o) for o in occupations}
        known = {o: row for o, row in rows.items() if row is not None}
        found = dict(zip(known, self.tasks.nearest(list(known.values()), count, among=among), strict=True))
        return {o: found.get(o, np.empty(0, np.intp)) for o in rows}

    def _moves(self, start: Start, near: Rows, as_of: date, first: int) -> Moves:
        upward = [o for o in self._building_on(start, as_of) if o.id not in start.known]
        above = {occupation.id for occupation in upward}
        names = self.tasks.occupations
        sideways = [
            (self.catalogue.get(Occupation, names[row]), row)
            for row in map(int, near)
            if names[row] not in start.known | above
        ]
        lateral = self._best(start, sideways, MoveKind.LATERAL, first)
        building = self._best(start, [(o, self.tasks.row(o.id)) for o in upward], MoveKind.BUILDS_ON, first)
        planner = self.planner
        return Moves(
            occupation=start.occupation.id,
            advancement=(*self._next_levels(start), *building)[: max(first, 0)],
            lateral=lateral,
            notes=tuple(self._notes(start)),
            model=self.model,
            envelope=Envelope(
                revision=self.catalogue.revision.number,
                as_of=as_of,
                software=planner.software,
                judgements=self.verdicts.newest,
            ),
        )

    def _building_on(self, start: Start, as_of: date) -> list[Occupation]:
        """Occupations of the same 小类, or officially related, whose levels begin above those of this one."""
        lowest = next(iter(start.rungs.levels), None)
        if lowest is None or lowest.technical or not start.rungs.whole:
            return []
        return [
            occupation
            for occupation in self._starting_late
            if self._rungs[occupation.id].levels[0] > lowest
            and self._counts(start, occupation) is not Verdict.FAIL
            and occupation.stands_on(as_of)
        ]

    def _counts(self, start: Start, occupation: Occupation) -> Verdict:
        return self.planner.relations.occupation(start.occupation.id, occupation.id)

    def _best(
        self, start: Start, others: Sequence[tuple[Occupation, int | None]], kind: MoveKind, first: int
    ) -> tuple[Move, ...]:
        """The best of some occupations, given with their row of tasks; equal scores go by id."""
        overlaps = self._overlaps(start, [row for _, row in others])
        goals = [self._weighed(start, o, overlap) for (o, _), overlap in zip(others, overlaps, strict=True)]
        goals.sort(key=lambda goal: (-score_of(goal.parts), goal.occupation.id))
        return tuple(self._move(start, goal, kind) for goal in goals[: max(first, 0)])

    def _overlaps(self, start: Start, others: Sequence[int | None]) -> list[float | None]:
        row = self.tasks.row(start.occupation.id)
        known = [other for other in others if other is not None]
        if row is None or not known:
            return [None] * len(others)
        found = iter(self.tasks.overlap(row, np.array(known, np.intp)).tolist())
        return [None if other is None else round(next(found), 4) for other in others]

    def _weighed(self, start: Start, occupation: Occupation, overlap: float | None) -> Destination:
        return Destination.weighed(
            start,
            occupation,
            self._rungs[occupation.id],
            counts=self._counts(start, occupation),
            functions=self.functions,
            overlap=overlap,
        )

    def _move(self, start: Start, goal: Destination, kind: MoveKind) -> Move:
        transferable, missing = self._transfers(start.occupation.id, goal.occupation.id)
        builds_on = kind is MoveKind.BUILDS_ON
        reasons = why_go(self.planner, start, goal, transferable, missing, builds_on=builds_on)
        return Move(
            id=goal.occupation.id,
            score=score_of(goal.parts),
            parts=goal.parts,
            reasons=reasons,
            what_would_change_this=what_changes(start, goal, missing),
            kind=kind,
            occupation=goal.occupation.id,
            level=goal.level,
            certificate=goal.certificate,
            counts=None if goal.counts is Verdict.UNKNOWN else goal.counts is Verdict.PASS,
            transferable=transferable,
            missing=missing,
            shared_modules=goal.shared.alike,
            new_modules=goal.shared.others,
        )

    def _transfers(self, own: str, other: str) -> tuple[tuple[Transfer, ...], tuple[Transfer, ...]]:
        """The other's tasks in their order: those paired with an own one that is much alike, and the rest.

        One that is left over, because the other has more tasks, stands beside the own one nearest to it.
        """
        tasks, row, goal = self.tasks, self.tasks.row(own), self.tasks.row(other)
        if row is None or goal is None:
            return (), ()
        paired, cosines = tasks.pairs(row, goal)
        mine, theirs = int(tasks.spans[row]), int(tasks.spans[goal])
        alike: list[Transfer] = []
        missing: list[Transfer] = []
        for column, own_row in enumerate(map(int, paired)):
            at = int(cosines[:, column].argmax()) if own_row == NOBODY else own_row
            fits = own_row != NOBODY and cosines[at, column] >= tasks.scale.alike
            wanted = tasks.ids[theirs + column]
            at = next((i for i in range(len(cosines)) if self._accepted(wanted, tasks.ids[mine + i])), at)
            verdict = self.verdicts.on(wanted, tasks.ids[mine + at])
            transfer = Transfer(
                wanted=wanted,
                wanted_text=tasks.texts[theirs + column],
                own=tasks.ids[mine + at],
                own_text=tasks.texts[mine + at],
                score=round(float(cosines[at, column]), 4),
                judged=None if verdict is None else str(verdict),
            )
            (alike if (fits if verdict is None else verdict.accepted) else missing).append(transfer)
        return tuple(alike), tuple(missing)

    def _accepted(self, wanted: str, own: str) -> bool:
        verdict = self.verdicts.on(wanted, own)
        return verdict is not None and verdict.accepted

    def _next_levels(self, start: Start) -> tuple[Move, ...]:
        levels = enumerate(start.rungs.above(start.level), 1)
        return tuple(self._next_level(start, level, steps) for steps, level in levels)

    def _next_level(self, start: Start, level: Level, steps: int) -> Move:
        rungs = start.rungs
        own = tuple(m for x in rungs.below(level) for m in rungs.modules.get(x, ()))
        shared = self.functions.shared(own, rungs.modules.get(level, ()))
        parts = (Part(name="levels", value=1 / steps, weight=1.0, text=f"{steps} up: the nearer the better"),)
        unless = f"a certificate of {level.named} or above that is held already"
        return Move(
            id=rungs.certificates[level],
            score=score_of(parts),
            parts=parts,
            reasons=why_climb(self.planner, start, level, shared),
            what_would_change_this=(unless,),
            kind=MoveKind.NEXT_LEVEL,
            occupation=start.occupation.id,
            level=level,
            certificate=rungs.certificates[level],
            counts=True,
            shared_modules=shared.alike,
            new_modules=shared.others,
        )

    def _notes(self, start: Start) -> Iterable[str]:
        name = start.occupation.name
        if self.tasks.row(start.occupation.id) is None:
            yield f"no main tasks of {name} are known: it cannot be compared with other occupations"
        if not start.rungs.levels:
            yield f"no certificate of skill is known for {name}: there are no next levels"
        if start.level is None and start.rungs.levels:
            yield f"no certificate of {name} is stated as held: next levels begin at the lowest"


def _starts_late(rungs: Rungs) -> bool:
    """Do its levels begin above 五级, as far as they could be read in full?"""
    lowest = next(iter(rungs.levels), Level.L5)
    return rungs.whole and not lowest.technical and lowest > Level.L5
