"""Means over queries and their 95 % bootstrap intervals: queries are drawn again, with a fixed seed."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Float64 = NDArray[np.float64]
RESAMPLES = 2_000
SEED = 20261124


class Interval(NamedTuple):
    """A figure and the interval that 95 % of the resampled figures lie in."""

    mean: float
    low: float
    high: float

    def told(self, sign: str = "") -> str:
        """`mean (low .. high)` to three digits; `sign` "+" shows the sign of positive figures."""
        return f"{self.mean:{sign}.3f} ({self.low:{sign}.3f} .. {self.high:{sign}.3f})"


def interval(values: NDArray[np.generic]) -> Interval:
    """Of the mean of `values` (q,), at least one."""
    known = np.asarray(values, np.float64)
    return _around(float(known.mean()), np.array([known[rows].mean() for rows in _draws(len(known))]))


def ratio(above: NDArray[np.generic], below: NDArray[np.generic]) -> Interval:
    """Of mean(above) / mean(below), both (q,) over the same queries, drawn together."""
    first, second = np.asarray(above, np.float64), np.asarray(below, np.float64)
    drawn = [(first[rows].mean(), second[rows].mean()) for rows in _draws(len(first))]
    ratios = np.array([top / bottom for top, bottom in drawn if bottom > 0])
    return _around(float(first.mean() / second.mean()), ratios)


def _draws(count: int) -> Iterator[NDArray[np.int64]]:
    random = np.random.default_rng(SEED)
    return (random.integers(0, count, count) for _ in range(RESAMPLES))


def _around(mean: float, resampled: Float64) -> Interval:
    low, high = np.percentile(resampled, [2.5, 97.5])
    return Interval(mean, float(low), float(high))
