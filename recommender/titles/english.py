"""The English names of occupations, with which texts without Chinese are compared.

They stand beside the Chinese texts and not among them: what was learned of Chinese titles, and every figure measured on
them, stays as it is. For a text without Chinese they take the place of labels and of the name (docs/adr/0091).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.text.lexical import Lexical
from recommender.text.passages import Passage
from recommender.titles.owned import Group

Float32 = NDArray[np.float32]
Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class EnglishNames:
    """The names (e,) of all occupations, in their order; `spans` (m + 1,) delimits those of each occupation."""

    passages: tuple[Passage, ...]
    spans: Rows
    _all: Group
    _first: Group
    _writing: Lexical

    @classmethod
    def of(cls, names: Sequence[Passage], row_of: Mapping[str, int]) -> "EnglishNames":
        """`names` in order of occupation, each occupation's usual one first; `row_of` numbers the occupations."""
        owners = np.array([row_of[name.occupation] for name in names], np.intp)
        first = np.ones(len(owners), bool)
        first[1:] = owners[1:] != owners[:-1]
        return cls(
            tuple(names),
            np.searchsorted(owners, np.arange(len(row_of) + 1)),
            Group.of(owners, np.ones(len(owners), bool)),
            Group.of(owners, first),
            Lexical.of([name.text for name in names]),
        )

    def of_occupation(self, row: int) -> slice:
        """Where the names of an occupation (row) stand."""
        return slice(int(self.spans[row]), int(self.spans[row + 1]))

    def best(self, cosines: Float32, otherwise: Float32) -> Float32:
        """(q, m): the greatest cosine of texts (q, e) with a name of each occupation, `otherwise` (q, m) without one."""
        return self._all.best(cosines, otherwise)

    def usual(self, cosines: Float32, otherwise: Float32) -> Float32:
        """The same with the usual name of each occupation alone."""
        return self._first.best(cosines, otherwise)

    def writing(self, texts: Sequence[str], otherwise: Float32) -> Float32:
        """(q, m): BM25 of each text with the best name of each occupation, or `otherwise` (q, m) where that is more."""
        scores = self._writing.scores_all(texts)
        return np.maximum(self._all.best(scores, np.zeros_like(otherwise)), otherwise)
