"""The gap analysis of a new occupation: what is covered, what is missing, what is near, who could start."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from graph.sayings import Said
from recommender.desk.asked import AskedOccupation, OccupationPart
from recommender.desk.coverage import Shelf
from recommender.desk.grouping import MissingPart, missing_parts
from recommender.desk.marks import Coverage
from recommender.desk.matches import TaskCoverage, VerdictBasis
from recommender.desk.near import NearOccupation, Starter, alike_definitions, nearest, starters
from recommender.desk.sayings import DeskRemark
from recommender.shared.answers import Envelope

Float32 = NDArray[np.float32]
MISSING = "MISSING"
FEW = 3  # tasks below which they say little of the work that they are part of


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many tasks there are of each verdict; `share` of them is covered, None where there are no tasks."""

    covered: int
    partly: int
    not_covered: int
    cannot_tell: int
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibrated:
    """The marks in use (`digest`), the number of judged matches they follow, and of the newest judgement then; 0: shipped."""

    digest: str
    judged: int
    newest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GapAnalysis:
    """All that the desk finds. Everything but the quoted texts is DERIVED; `model` is the digest of the encoder.

    `calibration` is None where nothing was measured with that encoder.
    """

    asked: AskedOccupation
    tasks: tuple[TaskCoverage, ...]
    tally: Tally
    missing_parts: tuple[MissingPart, ...]
    nearest: tuple[NearOccupation, ...]
    starters: tuple[Starter, ...]
    notes: tuple[str, ...]
    model: str
    calibration: Calibrated | None
    envelope: Envelope


def analyse(
    shelf: Shelf,
    asked: AskedOccupation,
    vectors: Float32,
    *,
    as_of: date,
    software: str,
) -> GapAnalysis:
    """Compares the tasks of an occupation with all that there is; vectors (n, d) are those of its `texts`, in their order."""
    definition = vectors[-1] if asked.definition is not None and len(vectors) > len(asked.tasks) else None
    vectors = vectors[: len(asked.tasks)]
    covered = tuple(shelf.covered(asked.tasks, vectors, without=asked.occupation, as_of=as_of))
    missing = [at for at, task in enumerate(covered) if task.verdict is Coverage.NOT_COVERED]
    apart = shelf.functions.tasks(vectors) if covered else vectors
    catalogue, judgements = shelf.catalogue, shelf.supply.verdicts.newest
    alike = alike_definitions(shelf.functions.described, definition, shelf.tasks.occupations)
    near = nearest(catalogue, shelf.tasks, asked.tasks, vectors, without=asked.occupation, alike=alike)
    return GapAnalysis(
        asked=asked,
        tasks=covered,
        tally=tally(covered),
        missing_parts=missing_parts(asked.tasks, apart, missing),
        nearest=near,
        starters=starters(shelf.supply, covered, near, occupation=asked.occupation, as_of=as_of),
        notes=tuple(_notes(shelf, asked, covered)),
        model=shelf.names.digest,
        calibration=_calibrated(shelf),
        envelope=Envelope(
            revision=catalogue.revision.number, as_of=as_of, software=software, judgements=judgements
        ),
    )


def _calibrated(shelf: Shelf) -> Calibrated | None:
    marks = shelf.marks
    return marks and Calibrated(digest=marks.digest, judged=marks.judged, newest=marks.newest)


def tally(covered: tuple[TaskCoverage, ...]) -> Tally:
    """Counts by verdict."""
    found = [task.verdict for task in covered]
    return Tally(
        covered=found.count(Coverage.COVERED),
        partly=found.count(Coverage.PARTLY),
        not_covered=found.count(Coverage.NOT_COVERED),
        cannot_tell=found.count(Coverage.CANNOT_TELL),
        share=found.count(Coverage.COVERED) / len(found) if found else None,
    )


def _notes(shelf: Shelf, asked: AskedOccupation, covered: Sequence[TaskCoverage]) -> Iterator[Said]:
    marks = shelf.marks
    if asked.missing:
        yield _missing(asked)
    if asked.packages:
        yield DeskRemark.DESK_HAS_PACKAGE(packages=asked.packages)
    if asked.occupation is None:
        yield DeskRemark.DESK_NOT_IN_CATALOGUE()
    if marks is None:
        yield DeskRemark.DESK_NOT_MEASURED()
    elif marks.judged:
        yield DeskRemark.DESK_CALIBRATED(matches=marks.judged, newest=marks.newest)
    if 0 < len(asked.tasks) < FEW:
        yield DeskRemark.DESK_FEW_TASKS()
    accepted = sum(task.basis is VerdictBasis.JUDGED for task in covered)
    if accepted:
        newest = shelf.supply.verdicts.newest
        yield DeskRemark.DESK_JUDGED(judged=accepted, tasks=len(covered), newest=newest)
    if not covered:
        return
    if marks is None or marks.checked is None:
        yield DeskRemark.DESK_DERIVED()
    else:
        tasks, wholly, partly = marks.checked
        yield DeskRemark.DESK_CHECKED(tasks=tasks, wholly=wholly, partly=partly)


def _missing(asked: AskedOccupation) -> Said:
    """What is not known of the occupation, and which file would help."""
    names = {OccupationPart.DEFINITION: "定义", OccupationPart.TASKS: "主要工作任务"}
    parts = tuple(Said(part.lower(), names.get(part, "名称"), part) for part in asked.missing)
    announced = asked.document is None
    notice = "the notice that announces it" if announced else f"the notice {asked.document}"
    told = "发布它的公告" if announced else f"公告《{asked.document}》"
    return DeskRemark.DESK_MISSING(
        parts=parts,
        name=Said(asked.name or "the occupation", asked.name or "这个职业", "NAME"),
        notice=Said(notice, told, "NOTICE"),
    )
