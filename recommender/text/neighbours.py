"""What a described thing needs, judged by what like things need: which skills an occupation takes, for instance.

Three things speak for a need: that its text is near to the description, that they share words, and that the nearest of
the known things need it. The last one counts most (docs/adr/0028): most needs are never said in a description.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # pyright: ignore[reportMissingTypeStubs]

from recommender.text.centred import centred, mean_vector
from recommender.text.index import Index

Float32 = NDArray[np.float32]
NEAREST = 40  # known things that vote; chosen, as the two weights, among those known (docs/adr/0028)
SHARPNESS = 8.0  # a neighbour's vote counts e to the power of this times its cosine
WRITING = 0.5
VOTES = 2.0


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Learned from known things: `described` centred vectors to search, `needs` (known, m) 0 or 1, means of both kinds."""

    described: Index
    needs: Any  # scipy.sparse is not typed
    candidates: Float32
    mean: Float32

    @classmethod
    def learn(
        cls, described: Float32, needs: Sequence[Sequence[int]], *, candidates: Float32
    ) -> "Neighbours":
        """`described` (known, d): vectors of the known things, at least one; `needs`: the rows of `candidates` (m, d) each needs."""
        mean = mean_vector(described)
        starts = np.cumsum([0, *(len(rows) for rows in needs)])
        rows = np.array([row for of_one in needs for row in of_one], np.intp)
        marked: Any = csr_matrix(
            (np.ones(len(rows), np.float32), rows, starts), shape=(len(described), len(candidates))
        )
        return cls(
            Index.of(centred(described, mean)), marked, centred(candidates, mean_vector(candidates)), mean
        )

    def scores(self, described: Float32, writing: Float32) -> Float32:
        """How likely each candidate is needed, (q, m), higher is likelier; not probabilities.

        `described` (q, d) as in `learn`; `writing` (q, m) what descriptions and candidates share in writing, 0 to 1.
        """
        asked = centred(described, self.mean)
        meaning = asked @ self.candidates.T
        return (meaning + WRITING * writing + VOTES * self.votes(asked)).astype(np.float32)

    def votes(self, asked: Float32) -> Float32:
        """(q, m): the share, from 0 to 1, of the nearest known things that need each candidate; `asked` is centred."""
        voted = np.zeros((len(asked), self.needs.shape[1]), np.float32)
        for row, hits in enumerate(self.described.top_k(asked, NEAREST)):
            weights = np.exp(SHARPNESS * hits.scores)
            voted[row] = (weights / weights.sum()) @ self.needs[hits.rows]
        return voted
