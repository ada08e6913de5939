"""BM25 over Chinese and English texts: what they share in writing, where vectors compare what they mean.

Chinese has no blanks between words, so a run of Chinese characters counts as its characters and its overlapping
pairs (焊接工: 焊, 接, 工, 焊接, 接工); other scripts count as words.
"""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import bm25s  # pyright: ignore[reportMissingTypeStubs]
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # pyright: ignore[reportMissingTypeStubs]

from graph.model.ids import fold

logging.getLogger("bm25s").setLevel(logging.WARNING)  # on import it turns its own debug messages on

Float32 = NDArray[np.float32]
_HAN = "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUNS = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_NOTHING = " "  # stands for a text without tokens; no text has it


def tokens(text: str) -> list[str]:
    """Characters and character pairs of Chinese runs, lower-case words of others; case and width fold."""
    found: list[str] = []
    for run in _RUNS.findall(fold(text).lower()):
        if re.match(f"[{_HAN}]", run):
            found += [*run, *(run[at : at + 2] for at in range(len(run) - 1))]
        else:
            found.append(run)
    return found


@dataclass(frozen=True, slots=True)
class Lexical:
    """A BM25 index (k1 1.5, b 0.75) over texts in a given order."""

    size: int
    _index: bm25s.BM25
    _shares: Any  # sparse (tokens, n): what each token adds to the score of a text

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Lexical":
        index = bm25s.BM25(k1=1.5, b=0.75)
        if not texts:
            return cls(0, index, None)
        index.index([tokens(text) or [_NOTHING] for text in texts], show_progress=False)  # pyright: ignore[reportUnknownMemberType]
        known: Any = index.scores  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        shape = (len(known["indptr"]) - 1, len(texts))
        shares = csr_matrix((known["data"], known["indices"], known["indptr"]), shape=shape)
        return cls(len(texts), index, shares)

    def scores(self, query: str) -> Float32:
        """BM25 of every text (n,); 0 for a text that shares no token with the query."""
        return self.scores_all([query])[0]

    def scores_all(self, queries: Sequence[str]) -> Float32:
        """The same for several queries, (q, n)."""
        if not self.size:
            return np.zeros((len(queries), 0), np.float32)
        asked: list[list[int]] = [self._index.get_tokens_ids(tokens(query)) for query in queries]  # pyright: ignore[reportUnknownMemberType]
        ends = np.cumsum([0, *(len(ids) for ids in asked)])
        ids = np.array([one for found in asked for one in found], np.int32)
        counts: Any = csr_matrix(
            (np.ones(len(ids), np.float32), ids, ends), shape=(len(queries), self._shares.shape[0])
        )
        return (counts @ self._shares).toarray()
