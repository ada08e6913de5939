"""Passages and the occupations they belong to, as rows of matrices."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Float32 = NDArray[np.float32]
Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Some passages: their rows, in order of occupation, and the occupations (rows) they belong to, from `starts` each."""

    rows: Rows
    starts: Rows
    owners: Rows

    @classmethod
    def of(cls, owners: Rows, chosen: NDArray[np.bool_]) -> "Group":
        """`owners` (n,) ascending: the occupation of every passage, of which (n,) `chosen` are in the group."""
        rows = np.flatnonzero(chosen)
        owned, starts = np.unique(owners[rows], return_index=True)
        return cls(rows, starts.astype(np.intp), owned)

    def best(self, scores: Float32, otherwise: Float32) -> Float32:
        """(q, m): the greatest of the scores (q, n) of each occupation's passages, `otherwise` (q, m) where it has none."""
        result = otherwise.copy()
        if len(self.rows):
            result[:, self.owners] = np.maximum.reduceat(scores[:, self.rows], self.starts, axis=1)
        return result
