"""What judgements do to the marks of the desk: probability and guarantees after so many of them.

Two developers stand in for real ones, on tasks of the proof half, each task once with its own functions there and once
without any of its 大类. One accepts the nearest function where it is of the task's 小类, as the shipped marks were fitted;
the other, stricter, where it is of the very occupation. Judged matches are drawn; the figures are of the others.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.desk import Judged, desks
from bench.results import tell
from recommender.desk.marks import Coverage, Marks, read_marks
from recommender.desk.refitting import JudgedMatch, refitted

COUNTS = (0, 20, 50, 200, 1_000)
DRAWS = 20
Float64 = NDArray[np.float64]
Truth = NDArray[np.bool_]


class Developer(NamedTuple):
    """The scores (2q,) of the nearest functions, with their own 大类 there and without, whether the developer accepts
    each (2q,), and how tasks fared (q,)."""

    scores: Float64
    accepts: Truth
    judged: Judged


def main() -> None:
    """Prints both developers' figures and keeps them."""
    judged = desks().judged("proof")
    found = [row for name, developer in _developers(judged) for row in _figures(name, developer)]
    header = ("developer", "judged", "Brier", "as shipped", "false COVERED", "COVERED", "covered from")
    rows = [tuple(value if isinstance(value, str) else round(value, 4) for value in row) for row in found]
    measured: dict[str, Any] = {"rows": [dict(zip(header, row, strict=True)) for row in found]}
    tell("judging", header, rows, measured)


def _developers(judged: Judged) -> Iterator[tuple[str, Developer]]:
    scores, none = np.concatenate([judged.best, judged.strange]), np.zeros(len(judged.strange), bool)
    for name, right in (("own 小类", judged.right), ("own occupation", judged.own >= judged.best)):
        yield name, Developer(scores, np.concatenate([right, none]), judged)


def _figures(name: str, developer: Developer) -> Iterator[tuple[str | float, ...]]:
    """Means over draws: the error of the probability on matches not judged, after and before, and what the mark does."""
    for count in COUNTS:
        rows = [_drawn(developer, count, seed) for seed in range(DRAWS if count else 1)]
        yield name, count, *np.mean(rows, axis=0).tolist()


def _drawn(developer: Developer, count: int, seed: int) -> tuple[float, ...]:
    scores, accepts, judged = developer
    order = np.random.default_rng(seed).permutation(len(scores))
    taken, left = order[:count], order[count:]
    matches = [JudgedMatch(str(at), "", "", float(scores[at]), bool(accepts[at])) for at in taken]
    shipped = read_marks()
    marks = refitted(shipped, matches, newest=count)
    return (
        _error(marks, scores[left], accepts[left]),
        _error(shipped, scores[left], accepts[left]),
        _covered(marks, judged.strange),
        _covered(marks, judged.best),
        marks.covered,
    )


def _error(marks: Marks, scores: Float64, truth: Truth) -> float:
    stated = np.array([marks.probability(score) for score in scores])
    return float(np.mean((stated - truth) ** 2))


def _covered(marks: Marks, scores: Float64) -> float:
    return float(np.mean([marks.verdict(score) is Coverage.COVERED for score in scores]))


if __name__ == "__main__":
    main()
