"""Exact nearest rows of a matrix of vectors: float32 products, ties by row, the same answer alone or in a batch.

No approximation: catalogues are tens of thousands of rows. A product with numpy costs almost all of the time; the
k best are found by a bound on the k-th score instead of sorting or partitioning every score.
"""

import math
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
        float32 sums of one row each, the same whatever the size of the batch.
        """
        count = len(self.matrix) if among is None else len(among)
        if k <= 0 or not count:
            return [Hits(np.empty(0, np.intp), np.empty(0, np.float32)) for _ in queries]
        asked = np.ascontiguousarray(queries, np.float32)
        if len(asked) == 1:
            return [self._alone(asked[0], k, among)]
        found: list[Hits] = []
        for start in range(0, len(asked), QUERIES):
            found += self._together(asked[start : start + QUERIES], k, among)
        return found

    def _alone(self, query: Float32, k: int, among: Rows | None) -> Hits:
        """What `_together` finds for one query, in a third of the calls: for one, calls take longer than their work."""
        scores = self._scores(query, k, among)
        maxima = scores.max(axis=0)
        last = max(len(maxima) - k, 0)
        maxima.partition(last)
        reach = maxima[last] - self._rounding(float(query.dot(query)))
        return self._best(query, (scores.ravel() >= reach).nonzero()[0], among, k)

    def _together(self, batch: Float32, k: int, among: Rows | None) -> list[Hits]:
        """The hits of each query of a batch (q, d), at most 256.

        Queries stand in columns, because numpy multiplies this way round in .6 to .9 of the time.
        """
        scores = self._scores(np.ascontiguousarray(batch.T), k, among)
        rounding = np.array([self._rounding(float(query.dot(query))) for query in batch])
        candidates = near(scores, k, rounding)
        return [self._best(query, rows, among, k) for query, rows in zip(batch, candidates, strict=True)]

    def _scores(self, asked: Float32, k: int, among: Rows | None) -> Float32:
        """Products as float32 with `asked`, (d,) or (d, q), laid out as `grouped` says: (depth, groups) or with q behind.

        Those of row i stand at (i // groups, i % groups), -inf past the last.
        """
        count = len(self.matrix) if among is None else len(among)
        depth, groups = grouped(count, k)
        scores = np.empty((depth * groups, *asked.shape[1:]), np.float32)
        scores[count:] = -np.inf
        if among is None:
            np.matmul(self.matrix, asked, out=scores[:count])
        else:
            for start in range(0, count, GATHERED):
                rows = among[start : start + GATHERED]
                np.matmul(self.matrix[rows], asked, out=scores[start : start + len(rows)])
        return scores.reshape(depth, groups, *asked.shape[1:])

    def _best(self, query: Float32, near: Rows, among: Rows | None, k: int) -> Hits:
        """The k best of the rows (positions in `among`) that come near, each summed once more by itself.

        Row by row the order of summation is the same in every batch, which that of a matrix product is not.
        """
        rows = near if among is None else among[near]
        scores = np.vecdot(self.matrix.take(rows, axis=0), query)
        order = (-scores).argsort(kind="stable")[:k]
        return Hits(rows[order], scores[order])

    def _rounding(self, square: float) -> np.float32:
        """How far a score of a matrix product may lie below a bound on the k-th and still be among the k best by its own sum.

        Four times the most that a float32 sum in any order can be off (half an EPSILON a term), for a query of this
        squared length: the scores that make the bound may be off either way by either sum, and so may this one.
        """
        return np.float32(2 * EPSILON * self.matrix.shape[1] * self.longest * math.sqrt(square))


def grouped(count: int, k: int) -> tuple[int, int]:
    """Into how many rows of how many groups `count` scores are laid out to find the k best; (depth, groups)."""
    groups = min(max(count // GROUP, GROUPS_EACH * k), count)
    return -(-count // groups), groups


def near(scores: Float32, k: int, rounding: Float32) -> list[Rows]:
    """For each query all rows, ascending, whose score comes within `rounding` (q,) of a bound on the k-th best.

    scores: (depth, groups, q), at most 256 queries. The k-th greatest of the groups' maxima is such a bound, and there
    are far fewer groups than scores; only groups that reach it are looked into.
    """
    depth, groups, queries = scores.shape
    maxima = scores.max(axis=0)
    last = max(groups - k, 0)
    reach = np.partition(maxima.T, last, axis=1)[:, last] - rounding
    reaching = np.flatnonzero(maxima >= reach)  # group x queries + query
    query = reaching % queries
    inside = scores.reshape(depth, groups * queries).take(reaching, axis=1)
    found = np.flatnonzero(inside >= reach[query])
    place = found // max(len(reaching), 1)
    of = found - place * len(reaching)
    owner = query[of].astype(np.uint8)
    order = owner.argsort(kind="stable")
    rows = (place * groups + reaching[of] // queries)[order]
    return np.split(rows, np.bincount(owner, minlength=queries).cumsum()[:-1])
