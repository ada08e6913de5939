"""How far a probability can be trusted: fitting it to what turned out right, and measures of the fit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression  # pyright: ignore[reportMissingTypeStubs]

Float = NDArray[np.floating[Any]]
Truth = NDArray[np.bool_]
LEAST, BINS = 1e-6, 10


@dataclass(frozen=True, slots=True)
class Calibration:
    """The probability of being right is the logistic function of `slope` x log-odds + `intercept`.

    Below `threshold` an answer is not given: of the answers above it, a share of at most `risk` was wrong where it
    was chosen.
    """

    slope: float
    intercept: float
    threshold: float
    risk: float

    def of(self, stated: Float) -> Float:
        """Calibrated probabilities of those stated, of any shape; they keep their order."""
        return 1 / (1 + np.exp(-(self.slope * log_odds(stated) + self.intercept)))


def fit(stated: Float, right: Truth, *, risk: float) -> Calibration:
    """Fits stated probabilities (n,) of answers to whether they were right (n,), and chooses the threshold."""
    model: Any = LogisticRegression(C=1e6)
    model.fit(log_odds(stated)[:, None], right)
    slope, intercept = max(float(model.coef_[0, 0]), LEAST), float(model.intercept_[0])
    free = Calibration(slope, intercept, 0.0, risk)
    return Calibration(slope, intercept, threshold_for(free.of(stated), right, risk=risk), risk)


def threshold_for(probabilities: Float, right: Truth, *, risk: float) -> float:
    """The lowest probability such that answers from it upwards are wrong in a share of at most `risk`; else 1."""
    order = np.argsort(-probabilities, kind="stable")
    wrong = np.cumsum(~right[order]) / np.arange(1, len(order) + 1)
    kept = np.flatnonzero(wrong <= risk)
    return float(probabilities[order[kept[-1]]]) if len(kept) else 1.0


def accuracy_at(probabilities: Float, right: Truth, coverage: float) -> float:
    """The share of right answers among the surest `coverage` of all; equal probabilities keep their order."""
    count = max(round(coverage * len(right)), 1)
    return float(right[np.argsort(-probabilities, kind="stable")[:count]].mean())


def brier_skill(probabilities: Float, right: Truth) -> float:
    """1 for perfect foresight, 0 for always stating the share of right answers, below 0 for worse than that."""
    base = right.mean()
    return float(1 - np.mean((probabilities - right) ** 2) / (base * (1 - base)))


def calibration_error(probabilities: Float, right: Truth) -> float:
    """Mean distance of stated and found share of right answers, over ten bins of equally many answers."""
    bins = np.array_split(np.argsort(probabilities, kind="stable"), BINS)
    gaps = [len(b) * abs(probabilities[b].mean() - right[b].mean()) for b in bins if len(b)]
    return float(sum(gaps) / len(right))


def measures(probabilities: Float, right: Truth) -> Mapping[str, float]:
    """All measures of one set of answers, by name."""
    return {
        "top-1": float(right.mean()),
        "accuracy at 80 % coverage": accuracy_at(probabilities, right, 0.8),
        "accuracy at 50 % coverage": accuracy_at(probabilities, right, 0.5),
        "Brier skill": brier_skill(probabilities, right),
        "equal-mass ECE": calibration_error(probabilities, right),
    }


def log_odds(probabilities: Float) -> Float:
    """Of probabilities, kept away from 0 and 1."""
    bounded = np.clip(probabilities.astype(np.float64), LEAST, 1 - LEAST)
    return np.log(bounded / (1 - bounded))
