"""Occupations near to a new one and what differs, and the majors and institutions that could start to teach it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from graph.catalogue import Catalogue
from graph.model.facts import Certificate, Major
from graph.model.links import RelType
from recommender.desk.functions import Definitions
from recommender.desk.marks import Coverage
from recommender.desk.matches import TaskCoverage
from recommender.supply.seats import Supply
from recommender.text.functions import Transfer
from recommender.text.index import Rows
from recommender.text.tasks import NOBODY, Tasks, assigned, best_pairs

Float32 = NDArray[np.float32]
SHORT_LIST, OCCUPATIONS, MAJORS = 60, 5, 10
SAME_WORK, PART = (
    2,
    4,
)  # tasks much alike from which majors for a near occupation could start, and which part of all
DEFINITION = 0.5  # what the likeness of the definitions counts beside the overlap of tasks (docs/adr/0083)
SERVED = (Coverage.COVERED, Coverage.PARTLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class NearOccupation:
    """An occupation with like tasks. `overlap` from 0 to 1 counts both its tasks and the new one's; `definition` is the
    cosine of both definitions, less the mean of their kind, None where one is MISSING.

    `shared` are tasks of the new one that are much alike one of its own, each beside it; `new` the others, beside the
    one they are paired with; `dropped` are its tasks that nothing in the new one is much alike.
    """

    occupation: str
    overlap: float
    definition: float | None
    shared: tuple[Transfer, ...]
    new: tuple[Transfer, ...]
    dropped: tuple[str, ...]
    certificates: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Starter:
    """A major that could start with what it teaches. `official`: the guide links it to the very occupation.

    Otherwise it leads to `occupations` whose functions cover `tasks` (their places), at least partly, or which are among
    the nearest and have several tasks much like these: DERIVED.
    """

    major: str
    official: bool
    occupations: tuple[str, ...]
    tasks: tuple[int, ...]
    institutions: tuple[str, ...]
    places: int | None


def nearest(
    catalogue: Catalogue,
    tasks: Tasks,
    asked: Sequence[str],
    vectors: Float32,
    *,
    without: str | None,
    alike: Mapping[str, float],
) -> tuple[NearOccupation, ...]:
    """The occupations nearest to the tasks asked (q,), vectors (q, d); `without` is the new one itself.

    What orders them is the overlap of the tasks, and how alike the definitions are, as far as `alike` has them.
    """
    if not asked:
        return ()
    rows = [row for row in _candidates(tasks, vectors) if tasks.occupations[row] != without]
    found = {row: _overlap(tasks, vectors, row) for row in rows}

    def near(row: int) -> tuple[float, int]:
        return -found[row] - DEFINITION * alike.get(tasks.occupations[row], 0.0), row

    return tuple(
        _near(catalogue, tasks, asked, vectors, row=row, overlap=found[row], alike=alike)
        for row in sorted(rows, key=near)[:OCCUPATIONS]
    )


def alike_definitions(
    described: Definitions, definition: Float32 | None, occupations: Sequence[str]
) -> dict[str, float]:
    """The cosine of a definition (d,), as encoded, with that of each occupation (id) that has one."""
    if definition is None:
        return {}
    cosines = described.cosines(definition, occupations)
    return {o: float(c) for o, c in zip(occupations, cosines, strict=True) if o in described.rows}


def starters(
    supply: Supply,
    covered: Sequence[TaskCoverage],
    near: Sequence[NearOccupation],
    *,
    occupation: str | None,
    as_of: date,
) -> tuple[Starter, ...]:
    """Majors with seats: those the guide links to the occupation first, then by how many tasks they help with."""
    places = {task.task: place for place, task in enumerate(covered)}
    served: defaultdict[str, set[int]] = defaultdict(set)
    for place, task in enumerate(covered):
        if task.nearest is not None and task.verdict in SERVED:
            served[task.nearest.occupation].add(place)
    for other in near:
        if len(other.shared) >= max(SAME_WORK, len(covered) / PART):
            served[other.occupation].update(places[shared.wanted_text] for shared in other.shared)
    leading: defaultdict[str, set[str]] = defaultdict(set)
    for owner in (*served, *([occupation] if occupation else [])):
        for link in supply.catalogue.backlinks(owner, RelType.LEADS_TO):
            if link.stands_on(as_of):
                leading[link.start].add(owner)
    found = [s for m, o in leading.items() if (s := _starter(supply, m, o, served, occupation, as_of=as_of))]
    return tuple(sorted(found, key=_most_first))[:MAJORS]


def _most_first(starter: Starter) -> tuple[bool, int, int, str]:
    return (not starter.official, -len(starter.tasks), -len(starter.institutions), starter.major)


def _starter(
    supply: Supply,
    major: str,
    occupations: set[str],
    served: defaultdict[str, set[int]],
    occupation: str | None,
    *,
    as_of: date,
) -> Starter | None:
    seats = supply.of_subject(major, as_of)
    if not seats or supply.catalogue.find(Major, major) is None:
        return None
    places = [seat.offer.places for seat in seats if seat.offer.places is not None]
    return Starter(
        major=major,
        official=occupation in occupations,
        occupations=tuple(sorted(occupations)),
        tasks=tuple(sorted({place for owner in occupations for place in served[owner]})),
        institutions=tuple(sorted({seat.institution.id for seat in seats})),
        places=sum(places) if places else None,
    )


def _candidates(tasks: Tasks, vectors: Float32) -> Iterable[int]:
    """Occupations whose best tasks come nearest to those asked, in the mean."""
    cosines = vectors @ tasks.vectors.T
    means = np.maximum.reduceat(cosines, tasks.spans[:-1], axis=1).mean(axis=0)
    return [int(row) for row in np.argsort(-means, kind="stable")[:SHORT_LIST]]


def _overlap(tasks: Tasks, vectors: Float32, row: int) -> float:
    """As `Tasks.overlap`, for vectors of tasks that no catalogue has."""
    cosines = vectors @ tasks.vectors[tasks.span(row)].T
    own, theirs = best_pairs(cosines)
    return float(2 * tasks.scale.strength(cosines)[own, theirs].sum() / sum(cosines.shape))


def _near(
    catalogue: Catalogue,
    tasks: Tasks,
    asked: Sequence[str],
    vectors: Float32,
    *,
    row: int,
    overlap: float,
    alike: Mapping[str, float],
) -> NearOccupation:
    span = tasks.span(row)
    cosines = tasks.vectors[span] @ vectors.T
    paired = assigned(cosines)
    every = list(_transfers(tasks, asked, span, cosines, paired))
    same_work = [t.score is not None and t.score >= tasks.scale.alike for t in every]
    kept = {t.own for t, same in zip(every, same_work, strict=True) if same}
    return NearOccupation(
        occupation=tasks.occupations[row],
        overlap=overlap,
        definition=alike.get(tasks.occupations[row]),
        shared=tuple(t for t, same in zip(every, same_work, strict=True) if same),
        new=tuple(t for t, same in zip(every, same_work, strict=True) if not same),
        dropped=tuple(i for i in tasks.ids[span] if i not in kept),
        certificates=tuple(
            c.id for c in catalogue.origins(tasks.occupations[row], RelType.CERTIFIES, Certificate)
        ),
    )


def _transfers(
    tasks: Tasks, asked: Sequence[str], span: slice, cosines: Float32, paired: Rows
) -> Iterator[Transfer]:
    """Each asked task beside the one it is paired with, or the nearest one where there are more asked."""
    for place, text in enumerate(asked):
        own = int(paired[place]) if paired[place] != NOBODY else int(np.argmax(cosines[:, place]))
        at = int(span.start) + own
        yield Transfer(
            wanted=f"task {place + 1}",
            wanted_text=text,
            own=tasks.ids[at],
            own_text=tasks.texts[at],
            score=float(cosines[own, place]),
        )
