"""Choosing one of several candidates by a handful of features: a conditional logit.

The probability of a candidate is the softmax, over the candidates of its question, of a weighted sum of its features.
"""

from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

Float = NDArray[np.floating[Any]]
Rows = NDArray[np.intp]
STRENGTH = 1e-3  # of the penalty on squared weights


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """One weight, mean and deviation for each feature, all (f,): features are standardised before they are weighed."""

    values: Float
    means: Float
    deviations: Float

    def scores(self, features: Float) -> Float:
        """(r, f) to (r,); the higher, the likelier."""
        return ((features - self.means) / self.deviations) @ self.values


def fit(questions: Rows, features: Float, right: NDArray[np.bool_]) -> Weights:
    """Weights that make the right candidates likeliest.

    questions: (r,) ascending, the question of each row; features: (r, f); right: (r,), at most one a question.
    Questions without a right candidate teach nothing. The optimum is unique, so there is no seed.
    """
    means, deviations = features.mean(axis=0), features.std(axis=0) + 1e-6
    known = np.isin(questions, questions[right])
    standard, asked, chosen = (features[known] - means) / deviations, questions[known], right[known]
    _, starts = np.unique(asked, return_index=True)

    def loss(values: Float) -> tuple[float, Float]:
        shares = softmax(standard @ values, starts)
        gradient = (standard * (shares - chosen)[:, None]).sum(axis=0) / len(starts)
        misfit = -np.log(np.maximum(shares[chosen], 1e-12)).sum() / len(starts)
        return float(misfit + STRENGTH * values @ values), gradient + 2 * STRENGTH * values

    minimal: Any = cast("Any", minimize)
    found = minimal(loss, np.zeros(features.shape[1]), jac=True, method="L-BFGS-B")
    return Weights(np.asarray(found.x, np.float64), means, deviations)


def softmax(scores: Float, starts: Rows) -> Float:
    """Probabilities (r,) of scores (r,) within each run of rows; `starts` are the first rows of the runs."""
    lengths = np.diff(np.append(starts, len(scores)))
    greatest = np.repeat(np.maximum.reduceat(scores, starts), lengths)
    raised = np.exp(scores - greatest)
    return raised / np.repeat(np.add.reduceat(raised, starts), lengths)
