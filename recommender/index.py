"""Exact nearest rows of a matrix of vectors: float32 products, ties by row, the same answer alone or in a batch.

No approximation: catalogues are tens of thousands of rows. A product with numpy costs almost all of the time; the
k best are found by a bound on the k-th score instead of sorting or partitioning every score.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Float32 = NDArray[np.float32]
Rows = NDArray[np.intp]
QUERIES = 128  # scored together, at most 256
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
        found: list[Hits] = []
        for start in range(0, len(asked), QUERIES):
            batch = asked[start : start + QUERIES]
            scores = self._scores(batch, among, grouped(count, k))
            found += self._best(batch, near(scores, k, self._rounding(batch)), among, k)
        return found

    def _scores(self, batch: Float32, among: Rows | None, shape: tuple[int, int]) -> Float32:
        """Products as float32, (depth, groups, q): those of row i at (i // groups, i % groups), -inf past the last.

        Queries stand in columns, because numpy multiplies this way round in .6 to .9 of the time for a batch.
        """
        depth, groups = shape
        count = len(self.matrix) if among is None else len(among)
        scores = np.empty((depth * groups, len(batch)), np.float32)
        scores[count:] = -np.inf
        asked = np.ascontiguousarray(batch.T)
        if among is None:
            np.matmul(self.matrix, asked, out=scores[:count])
        else:
            for start in range(0, count, GATHERED):
                rows = among[start : start + GATHERED]
                np.matmul(self.matrix[rows], asked, out=scores[start : start + len(rows)])
        return scores.reshape(depth, groups, len(batch))

    def _best(self, batch: Float32, candidates: Sequence[Rows], among: Rows | None, k: int) -> list[Hits]:
        """The k best of each query's candidates by exact product.

        A sum in float64, row by row, has the same order of summation in every batch, which a float32 product has not.
        """
        found: list[Hits] = []
        for query, chosen in zip(batch.astype(np.float64), candidates, strict=True):
            rows = chosen if among is None else among[chosen]
            exact = np.vecdot(self.matrix[rows].astype(np.float64), query).astype(np.float32)
            order = (-exact).argsort(kind="stable")[:k]
            found.append(Hits(rows[order], exact[order]))
        return found

    def _rounding(self, batch: Float32) -> Float32:
        """Twice the most that a float32 product in any order of summation can be off, for each query."""
        return np.float32(2 * EPSILON * self.matrix.shape[1] * self.longest) * np.sqrt(
            np.vecdot(batch, batch)
        )


def grouped(count: int, k: int) -> tuple[int, int]:
    """Into how many rows of how many groups `count` scores are laid out to find the k best; (depth, groups)."""
    groups = min(max(count // GROUP, GROUPS_EACH * k), count)
    return -(-count // groups), groups


def near(scores: Float32, k: int, rounding: Float32) -> list[Rows]:
    """For each query all rows, ascending, whose score comes within `rounding` (q,) of a bound on the k-th best.

    scores: (depth, groups, q). The k-th greatest of the groups' maxima is such a bound, and there are far fewer
    groups than scores; only groups that reach it are looked into.
    """
    _, groups, queries = scores.shape
    maxima = scores.max(axis=0)
    last = max(groups - k, 0)
    reach = np.partition(maxima.T, last, axis=1)[:, last] - rounding
    group, query = (maxima >= reach).nonzero()
    place, of = (scores[:, group, query] >= reach[query]).nonzero()
    rows = place * groups + group[of]
    if queries == 1:
        return [rows]
    owner = query[of].astype(np.uint8)
    order = owner.argsort(kind="stable")
    return np.split(rows[order], np.bincount(owner, minlength=queries).cumsum()[:-1])
