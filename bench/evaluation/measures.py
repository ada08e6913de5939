"""How well scores rank what judges found relevant: figures of every query, so that ways can be compared by query."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.intervals import Float64, Interval, interval
from recommender.text.ranking import CUTS, quality_of

Float32 = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Result:
    """One way of ranking one part of a set; figures are (q,), in the order of the queries.

    Parts: `dev` took part in choices (and so did half of `dev and proof`), `proof` and `all` took part in none.
    """

    of: str
    part: str
    way: str
    corpus: int
    map: Float64
    mrr: Float64
    first: Float64
    within_10: Float64
    within_5: Float64

    @property
    def queries(self) -> int:
        return len(self.map)

    def intervals(self) -> dict[str, Interval]:
        """Each figure's mean with its interval, by name."""
        figures = {
            "MAP": self.map,
            "MRR": self.mrr,
            "top-1": self.first,
            "R@10": self.within_10,
            "R@5": self.within_5,
        }
        return {name: interval(values) for name, values in figures.items()}


@dataclass(frozen=True, slots=True)
class Task:
    """A part of a set to be ranked: for each query its relevant rows of the corpus, and rows that count neither way."""

    of: str
    part: str
    queries: Sequence[str]
    relevant: Sequence[Sequence[int]]
    ignored: Sequence[Sequence[int]] = ()

    def result(self, way: str, scores: Float32) -> Result:
        """Of `scores` (q, n) with every text of the corpus; equal scores keep row order."""
        figures = [quality_of(self._counted(row, scores), found) for row, found in enumerate(self.relevant)]
        reciprocals = np.array([reciprocal for _, reciprocal, _ in figures])
        return Result(
            self.of,
            self.part,
            way,
            scores.shape[1],
            np.array([precision for precision, _, _ in figures]),
            reciprocals,
            (reciprocals == 1).astype(np.float64),
            np.array([recalls[CUTS.index(10)] for _, _, recalls in figures]),
            np.array([recalls[CUTS.index(5)] for _, _, recalls in figures]),
        )

    def _counted(self, row: int, scores: Float32) -> Float32:
        if not self.ignored or not len(self.ignored[row]):
            return scores[row]
        counted = scores[row].copy()
        counted[list(self.ignored[row])] = -np.inf
        return counted


def joined(results: Sequence[Result]) -> Result:
    """Results of one way on several sets of queries over the same corpus, at least one, as one result."""
    first = results[0]
    figures = {
        name: np.concatenate([getattr(result, name) for result in results])
        for name in ("map", "mrr", "first", "within_10", "within_5")
    }
    return Result(first.of, first.part, first.way, first.corpus, **figures)
