"""Comparing texts of different kinds: each kind's vectors less their mean.

A definition differs from a name, to the encoder, first of all in being a definition. That difference is the same for
all definitions, says nothing about which occupation is meant, and hides what does (docs/adr/0028). Texts of one kind,
such as job titles and labels, are compared as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer  # pyright: ignore[reportMissingTypeStubs]

Float32 = NDArray[np.float32]
RUNS = (1, 2)  # characters whose presence in a text counts for a name


def mean_vector(vectors: Float32) -> Float32:
    """The mean (d,) of the vectors (n, d) of one kind of text, at least one."""
    return vectors.mean(axis=0, dtype=np.float64).astype(np.float32)


def centred(vectors: Float32, mean: Float32, *, share: float = 1.0) -> Float32:
    """`vectors` (n, d) less a share of the mean (d,) of their kind, L2-normalised; what comes to zero stays zero."""
    moved = (vectors - share * mean).astype(np.float32, copy=False)
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.divide(moved, lengths, out=np.zeros_like(moved), where=lengths > 0)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of each of some names stands in a longer text, in runs of one and two characters; rare runs weigh more."""

    _vectorizer: Any  # scikit-learn is not typed
    _weights: Any  # (runs, names): each name's share of every run, 1 in sum

    @classmethod
    def of(cls, names: Sequence[str]) -> "Coverage":
        vectorizer: Any = TfidfVectorizer(analyzer="char", ngram_range=RUNS, binary=True, norm="l1")
        return cls(vectorizer, vectorizer.fit_transform(names).T.tocsr())

    def shares(self, texts: Sequence[str]) -> Float32:
        """(q, n), from 0 where nothing of a name stands in a text to 1 where all of it does."""
        present = self._vectorizer.transform(texts)
        present.data[:] = 1
        return (present @ self._weights).toarray().astype(np.float32)
