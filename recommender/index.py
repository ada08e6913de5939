"""Exact nearest rows of a matrix of vectors: float32 products, ties by row, the same answer alone or in a batch.

No approximation: catalogues are tens of thousands of rows. A product with numpy costs almost all of the time; the
k best are found by a bound on the k-th score instead of sorting or partitioning every score.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Float32 = NDArray[np.float32]
Rows = NDArray[np.intp]
QUERIES = 128  # scored together
GATHERED = 8_192  # rows copied at a time
EPSILON = float(np.finfo(np.float32).eps)
GROUP = 32  # scores whose maximum stands for them, at most
GROUPS_EACH = 4  # for each of the k wanted, at least: with fewer, many more than k scores reach the bound


class Hits(NamedTuple):
    """The best rows of one query, best first, and their scores; equal scores keep row order."""

    rows: Rows
    scores: Float32


@dataclass(frozen=True, slots=True)
class Index:
    """Vectors to search: `matrix` is (n, d) float32, `longest` the greatest length of a row."""

    matrix: Float32
    longest: float

    @classmethod
    def of(cls, matrix: Float32) -> "Index":
        """`matrix` (n, d), kept without a copy where it is C-contiguous float32."""
        contiguous = np.ascontiguousarray(matrix, np.float32)
        longest = float(np.sqrt(np.einsum("ij,ij->i", contiguous, contiguous).max(initial=0.0)))
        return cls(contiguous, longest)

    def top_k(self, queries: Float32, k: int, *, among: Rows | None = None) -> list[Hits]:
        """For each of `queries` (q, d) the min(k, n) rows of the highest dot products.

        `among` names the only rows that count, ascending; they are chosen before anything is scored. Scores are
        the exact products rounded to float32, whatever the size of the batch.
        """
        count = len(self.matrix) if among is None else len(among)
        if k <= 0 or not count:
            return [Hits(np.empty(0, np.intp), np.empty(0, np.float32)) for _ in queries]
        asked = np.ascontiguousarray(queries, np.float32)
        scores = np.empty((min(QUERIES, len(asked)), count), np.float32)
        found: list[Hits] = []
        for start in range(0, len(asked), QUERIES):
            batch = asked[start : start + QUERIES]
            self._score(batch, among, out=scores[: len(batch)])
            found += self._best(batch, scores[: len(batch)], among, k)
        return found

    def _score(self, batch: Float32, among: Rows | None, *, out: Float32) -> None:
        if among is None:
            np.matmul(batch, self.matrix.T, out=out)
            return
        for start in range(0, len(among), GATHERED):
            part = slice(start, start + GATHERED)
            np.matmul(batch, self.matrix[among[part]].T, out=out[:, part])

    def _best(self, batch: Float32, scores: Float32, among: Rows | None, k: int) -> list[Hits]:
        """The k best of each query by exact product, of the few rows whose rounded score comes near.

        A sum in float64, row by row, has the same order of summation in every batch, which a float32 product has not.
        """
        reach = bounds(scores, k) - self._rounding(batch)
        found: list[Hits] = []
        for query, near, bound in zip(batch.astype(np.float64), scores, reach, strict=True):
            rows = (near >= bound).nonzero()[0]
            rows = rows if among is None else among[rows]
            exact = np.einsum("ij,j->i", self.matrix[rows].astype(np.float64), query).astype(np.float32)
            order = (-exact).argsort(kind="stable")[:k]
            found.append(Hits(rows[order], exact[order]))
        return found

    def _rounding(self, batch: Float32) -> Float32:
        """Twice the most that a float32 product in any order of summation can be off, for each query."""
        lengths = np.sqrt(np.einsum("ij,ij->i", batch, batch))
        return np.float32(2 * EPSILON * self.matrix.shape[1] * self.longest) * lengths


def bounds(scores: Float32, k: int) -> Float32:
    """For each row of `scores` (q, n) a value that at least min(k, n) of its scores reach; (q,).

    The k-th greatest of the maxima of groups of columns is such a value, and there are far fewer groups.
    """
    count = scores.shape[1]
    if k >= count:
        return scores.min(axis=1)
    groups = min(max(count // GROUP, GROUPS_EACH * k), count)
    whole = count // groups * groups
    maxima = scores[:, :whole].reshape(len(scores), -1, groups).max(axis=1)
    return np.partition(maxima, groups - k, axis=1)[:, groups - k]
