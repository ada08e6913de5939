"""Exact nearest rows of a matrix of vectors: float32 products, ties by row, the same answer alone or in a batch.

No approximation: catalogues are tens of thousands of rows. A product with numpy takes almost all of the time. It is
made block by block, so that scores are read while they are in the cache, and the k best are found by a bound on the
k-th score instead of sorting or partitioning every score: a group of scores is looked into only where its greatest
reaches the bound.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Float32 = NDArray[np.float32]
Rows = NDArray[np.intp]
QUERIES = 512  # scored together
BLOCK_SCORES = 1 << 20  # scores of a block, all queries together: 4 MB
LEAST_ROWS = 4_096  # rows of a block, however many queries there are
GROUP = 32  # scores of a query that are looked at together
GROUPS_EACH = 4  # groups for each of the k best, at least
EXACT = 256  # rows copied at a time for exact products: they stay in the cache


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
        asked = np.ascontiguousarray(queries, np.float32)
        if k <= 0 or not count:
            return [Hits(np.empty(0, np.intp), np.empty(0, np.float32)) for _ in asked]
        found: list[Hits] = []
        for start in range(0, len(asked), QUERIES):
            batch = asked[start : start + QUERIES]
            found += self._best(batch, *self._near(batch, count, k, among), k=k)
        return found

    def _near(self, batch: Float32, count: int, k: int, among: Rows | None) -> tuple[Rows, Rows]:
        """Pairs of a query and a row that may be one of its k best, in no order: few more than k a query."""
        rounding = self._rounding(batch)
        bound = Bound.of(len(batch), k)
        pairs: list[tuple[Rows, Rows, Float32]] = []
        for start, scores in self._blocks(batch, count, among):
            groups = grouped(scores, k)
            maxima = groups.max(axis=1)
            reach = bound.raised(maxima) - rounding
            query, group = places(maxima >= reach[:, None])
            inside = groups[query, :, group]
            pair, member = places(inside >= reach[query, None])
            column = start + member * groups.shape[2] + group[pair]
            pairs.append((query[pair], column, inside[pair, member]))
        query, column, score = (np.concatenate(part) for part in zip(*pairs, strict=True))
        near = score >= (bound.least - rounding)[query]
        return query[near], column[near] if among is None else among[column[near]]

    def _blocks(self, batch: Float32, count: int, among: Rows | None) -> Iterator[tuple[int, Float32]]:
        """Scores (q, rows) of successive blocks, each with the position of its first row; the array is reused."""
        size = min(count, max(LEAST_ROWS, BLOCK_SCORES // len(batch)))
        scores = np.empty((len(batch), size), np.float32)
        for start in range(0, count, size):
            part = slice(start, min(start + size, count))
            rows = self.matrix[part] if among is None else self.matrix[among[part]]
            whole = scores if len(rows) == size else np.empty((len(batch), len(rows)), np.float32)
            yield start, np.matmul(batch, rows.T, out=whole)

    def _best(self, batch: Float32, query: Rows, row: Rows, *, k: int) -> list[Hits]:
        """The k best of each query by exact product, of the pairs given.

        A sum in float64 has the same order of summation in every batch, which a float32 product has not.
        """
        exact = np.empty(len(row), np.float32)
        for start in range(0, len(row), EXACT):
            part = slice(start, start + EXACT)
            exact[part] = (self.matrix[row[part]].astype(np.float64) * batch[query[part]]).sum(axis=1)
        order = np.lexsort((row, -exact, query))
        ends = np.cumsum(np.bincount(query, minlength=len(batch)))
        best = [order[start : min(start + k, end)] for start, end in pairwise([0, *map(int, ends)])]
        return [Hits(row[chosen], exact[chosen]) for chosen in best]

    def _rounding(self, batch: Float32) -> Float32:
        """Twice the most that a float32 product in any order of summation can be off, for each query."""
        unit = np.finfo(np.float32).eps * self.matrix.shape[1]
        return (2 * unit * self.longest * np.linalg.norm(batch, axis=1)).astype(np.float32)


@dataclass(slots=True)
class Bound:
    """For each query a value that at least k of the scores seen so far reach; the least float while there are fewer.

    The k-th greatest of the maxima of groups is such a value, and there are far fewer groups than scores.
    """

    k: int
    greatest: Float32

    @classmethod
    def of(cls, queries: int, k: int) -> "Bound":
        return cls(k, np.full((queries, k), np.finfo(np.float32).min, np.float32))

    @property
    def least(self) -> Float32:
        """The values, (q,)."""
        return self.greatest.min(axis=1)

    def raised(self, maxima: Float32) -> Float32:
        """The values after the maxima (q, groups) of further scores."""
        both = np.concatenate([self.greatest, maxima], axis=1)
        self.greatest = np.partition(both, both.shape[1] - self.k, axis=1)[:, -self.k :]
        return self.least


def grouped(scores: Float32, k: int) -> Float32:
    """(q, n) as (q, members, groups), column c at [:, c // groups, c % groups]; -inf where n leaves a gap.

    There are several groups for each of the k best, else two of these would often share one and lower the bound.
    """
    count = scores.shape[1]
    groups = max(1, min(count, max(-(-count // GROUP), GROUPS_EACH * k)))
    members = -(-count // groups)
    if members * groups != count:
        gap = np.full((len(scores), members * groups - count), -np.inf, np.float32)
        scores = np.concatenate([scores, gap], axis=1)
    return scores.reshape(len(scores), members, groups)


def places(mask: NDArray[np.bool_]) -> tuple[Rows, Rows]:
    """Row and column of every True, by row: `np.nonzero`, several times as fast where there are few."""
    return np.divmod(np.flatnonzero(mask), mask.shape[1])
