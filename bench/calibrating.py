"""Ways of calibrating the probability of a coded title, compared on the development half of the titles.

Each title is asked of what was fitted without it, and its probability is calibrated by what was fitted on other titles
again: ten folds, the same for every way. Orders of answers differ between ways only where titles of several folds are
compared, so that accuracy at a coverage says what the threshold would let through.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from sklearn.isotonic import IsotonicRegression
from sklearn.model_selection import KFold

from bench.intervals import Interval, interval
from bench.results import tell
from bench.vectors import KeptVectors
from recommender.text import calibration
from recommender.titles.fitting import RISK, LeftOut, left_out
from scripts.build_titles import Lesson

Float64 = NDArray[np.float64]
Rows = NDArray[np.intp]
Way = Callable[[LeftOut, Rows, Rows], Float64]
FOLDS, SEED = 10, 20261125
SHIPPED, LEAST = "logistic (shipped)", 1e-6
COVERAGES = (0.8, 0.5)


def main() -> None:
    """Prints one row for each way, and how far its Brier score is from that of the shipped one."""
    lesson = Lesson.read(KeptVectors(None))
    found = left_out(lesson.known, lesson.teacher)
    _, right = found.answers()
    stated = {name: crossed(way, found) for name, way in WAYS.items()}
    figures = {name: _figures(values, right, stated[SHIPPED]) for name, values in stated.items()}
    rows = [(name, *(_told(value) for value in row.values())) for name, row in figures.items()]
    header = (f"{len(right)} titles of the development half", *next(iter(figures.values())))
    tell("calibrating", header, rows, {"titles": len(right), "folds": FOLDS, "ways": figures})


def crossed(way: Way, found: LeftOut) -> Float64:
    """Probabilities (n,) of first answers, each calibrated by what was fitted on the titles of other folds."""
    every = np.arange(len(found.truth))
    probabilities = np.zeros(len(every))
    for rest, left in KFold(FOLDS, shuffle=True, random_state=SEED).split(every):
        probabilities[left] = way(found, rest, left)
    return probabilities


def as_stated(found: LeftOut, _rest: Rows, left: Rows) -> Float64:
    """Not calibrated."""
    return found.answers()[0][left]


def logistic(found: LeftOut, rest: Rows, left: Rows) -> Float64:
    """A slope and an intercept for log-odds."""
    stated, right = found.answers()
    return calibration.fit(stated[rest], right[rest], risk=RISK).of(stated[left]).astype(np.float64)


def isotonic(found: LeftOut, rest: Rows, left: Rows) -> Float64:
    """The best step function that never falls."""
    stated, right = found.answers()
    steps = IsotonicRegression(out_of_bounds="clip").fit(stated[rest], right[rest].astype(float))
    return np.asarray(steps.predict(stated[left]), np.float64)


def temperature(found: LeftOut, rest: Rows, left: Rows) -> Float64:
    """One number that all scores are divided by before the softmax, the likeliest for first answers being right."""

    def misfit(warmth: float) -> float:
        stated, right = found.answers(temperature=warmth)
        likely = np.clip(np.where(right, stated, 1 - stated)[rest], LEAST, 1)
        return float(-np.log(likely).mean())

    best = minimize_scalar(misfit, bounds=(0.2, 5.0), method="bounded", options={"xatol": 1e-3})
    return found.answers(temperature=float(best.x))[0][left]


WAYS: Mapping[str, Way] = {
    "as stated by the logit": as_stated,
    SHIPPED: logistic,
    "temperature": temperature,
    "isotonic": isotonic,
}


def _figures(stated: Float64, right: NDArray[np.bool_], shipped: Float64) -> dict[str, Any]:
    errors = (stated - right) ** 2
    return {
        "Brier score": interval(errors),
        "more than shipped": interval(errors - (shipped - right) ** 2),
        "Brier skill": calibration.brier_skill(stated, right),
        "equal-mass ECE": calibration.calibration_error(stated, right),
        **{
            f"accuracy at {share:.0%} coverage": calibration.accuracy_at(stated, right, share)
            for share in COVERAGES
        },
    }


def _told(value: Interval | float) -> str:
    return (
        f"{value.mean:.4f} ({value.low:.4f} .. {value.high:.4f})"
        if isinstance(value, Interval)
        else f"{value:.4f}"
    )


if __name__ == "__main__":
    main()
