"""The gap analysis of a new occupation: what is covered, what is missing, what is near, who could start."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from recommender.desk.asked import AskedOccupation
from recommender.desk.coverage import Shelf
from recommender.desk.grouping import MissingPart, missing_parts
from recommender.desk.marks import Coverage
from recommender.desk.matches import TaskCoverage, VerdictBasis
from recommender.desk.near import NearOccupation, Starter, alike_definitions, nearest, starters
from recommender.shared.answers import Envelope

Float32 = NDArray[np.float32]
MISSING = "MISSING"


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


def _notes(shelf: Shelf, asked: AskedOccupation, covered: Sequence[TaskCoverage]) -> Iterator[str]:
    if asked.missing:
        parts = ", ".join(part.lower() for part in asked.missing)
        yield f"{MISSING}: {parts} of {asked.name or 'the occupation'}; {_bring(asked)}"
    if asked.packages:
        yield f"it has a training package already ({', '.join(asked.packages)}); its own modules count here only where a developer accepted them"
    if asked.occupation is None:
        yield "the catalogue has no occupation of this code or name: a draft cannot be published before it has one"
    if shelf.marks is None:
        yield "nothing was measured with this encoder: no verdict is given"
    elif shelf.marks.judged:
        marks = shelf.marks
        yield f"probabilities follow {marks.judged} judged matches, up to judgement {marks.newest}; COVERED takes at least what it takes as shipped"
    if 0 < len(asked.tasks) < 3:
        yield "few tasks are stated: they say little of what work they are part of, so less counts as covered"
    accepted = sum(task.basis is VerdictBasis.JUDGED for task in covered)
    if accepted:
        yield f"developers decided {accepted} of {len(covered)} verdicts; judgements up to number {shelf.supply.verdicts.newest} count"
    yield f"verdicts are DERIVED from texts: {_checked(shelf)}a curriculum developer decides"


def _checked(shelf: Shelf) -> str:
    """What COVERED was found to be worth, where somebody looked."""
    if shelf.marks is None or shelf.marks.checked is None:
        return ""
    tasks, wholly, partly = shelf.marks.checked
    return (
        f"of {tasks} COVERED tasks of occupations without a standard, which the project judged,"
        f" {wholly:.0%} are taught wholly and {partly:.0%} in part; "
    )


def _bring(asked: AskedOccupation) -> str:
    """Which file would help."""
    notice = f"the notice {asked.document}" if asked.document else "the notice that announces it"
    return f"bring {notice} as docx, pdf or txt"
