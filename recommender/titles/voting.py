"""What job titles that were coded before say of a new one, in three ways.

A softmax over their vectors; the titles nearest by meaning; and those nearest in writing. Each gives shares that sum
to 1 over the codes that occur among the known titles.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning  # pyright: ignore[reportMissingTypeStubs]
from sklearn.feature_extraction.text import TfidfVectorizer  # pyright: ignore[reportMissingTypeStubs]
from sklearn.linear_model import LogisticRegression  # pyright: ignore[reportMissingTypeStubs]

Float32 = NDArray[np.float32]
Rows = NDArray[np.intp]
PENALTY = 0.2  # C of the softmax
STEPS = 40
NEAR, ALIKE = 15, 20  # known titles that vote, by meaning and in writing
SHARPNESS = 0.1  # a cosine that much lower counts 1/e as much


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """Cleaned titles with their codes and vectors (t, d), as queries are encoded."""

    titles: tuple[str, ...]
    codes: tuple[str, ...]
    vectors: Float32

    def among(self, rows: Rows) -> "Known":
        """Those titles only."""
        at: list[int] = rows.tolist()
        return Known(
            tuple(self.titles[row] for row in at), tuple(self.codes[row] for row in at), self.vectors[rows]
        )


@dataclass(frozen=True, slots=True, eq=False)
class Softmax:
    """Centre (d,), scale, weights (d, c) and intercepts (c,) over the codes of the known titles in their order."""

    centre: Float32
    scale: float
    weights: Float32
    intercepts: Float32

    @classmethod
    def fit(cls, known: Known) -> "Softmax":
        """Takes seconds: as many numbers are fitted as there are codes and dimensions."""
        centre = known.vectors.mean(axis=0)
        scale = float((known.vectors - centre).std()) or 1.0
        model: Any = LogisticRegression(C=PENALTY, max_iter=STEPS, tol=1e-6)
        with warnings.catch_warnings():
            # Stopping early keeps weights small: the optimum is not wanted.
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.fit((known.vectors - centre) / scale, np.array(known.codes))
        return cls(centre, scale, model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32))

    def shares(self, vectors: Float32) -> Float32:
        """(q, d) to (q, c)."""
        scores = (vectors - self.centre) / np.float32(self.scale) @ self.weights + self.intercepts
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        return raised / raised.sum(axis=1, keepdims=True)


@dataclass(frozen=True, slots=True, eq=False)
class Opinions:
    """Shares (q, c) of the codes by each way, and the nearest known title (q,) by meaning with its cosine (q,)."""

    learned: Float32
    near: Float32
    alike: Float32
    nearest: Rows
    likeness: Float32


@dataclass(frozen=True, slots=True, eq=False)
class Voters:
    """Known titles ready to be asked. `codes` are the distinct ones, sorted; `owners` (t,) the place of each title's."""

    known: Known
    codes: tuple[str, ...]
    softmax: Softmax
    owners: Rows
    _vectors: Float32
    _vectorizer: Any
    _writing: Any

    @classmethod
    def fit(cls, known: Known) -> "Voters":
        return cls.of(known, Softmax.fit(known))

    @classmethod
    def of(cls, known: Known, softmax: Softmax) -> "Voters":
        """With a softmax that was fitted on these titles."""
        codes, owners = np.unique(known.codes, return_inverse=True)
        vectorizer: Any = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True)
        writing = vectorizer.fit_transform(known.titles).T.tocsr()
        centred = _of_length_one(known.vectors - softmax.centre)
        return cls(
            known, tuple(codes.tolist()), softmax, owners.astype(np.intp), centred, vectorizer, writing
        )

    def opinions(self, titles: Sequence[str], vectors: Float32) -> Opinions:
        """Of cleaned titles and their vectors (q, d)."""
        cosines = _of_length_one(vectors - self.softmax.centre) @ self._vectors.T
        shared = (self._vectorizer.transform(titles) @ self._writing).toarray().astype(np.float32)
        nearest = cosines.argmax(axis=1)
        return Opinions(
            self.softmax.shares(vectors),
            self._votes(cosines, NEAR),
            self._votes(shared, ALIKE),
            nearest.astype(np.intp),
            np.einsum("qd,qd->q", vectors, self.known.vectors[nearest]),
        )

    def _votes(self, likeness: Float32, many: int) -> Float32:
        """(q, t) to (q, c): the shares of the `many` likest titles, those that are less alike counting less."""
        many = min(many, likeness.shape[1])
        voters = np.argpartition(-likeness, many - 1, axis=1)[:, :many]
        near = np.take_along_axis(likeness, voters, axis=1)
        weight = np.exp((near - near.max(axis=1, keepdims=True)) / SHARPNESS)
        weight /= weight.sum(axis=1, keepdims=True)
        votes = np.zeros((len(likeness), len(self.codes)), np.float32)
        np.add.at(votes, (np.arange(len(likeness))[:, None], self.owners[voters]), weight)
        return votes


def _of_length_one(vectors: Float32) -> Float32:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
