"""Fitting a linear residual: a matrix that moves vectors of one kind of text towards what they mean.

The loss is the cross-entropy of a softmax over candidates, of `(x + x V) . document / temperature`; gradients are
written out, so numpy alone is needed. The encoder itself is never changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Float32 = NDArray[np.float32]
STEPS, BATCH = 160, 256
RATE = 1e-3  # falls to 0 in a straight line
_FIRST, _SECOND, _LEAST = 0.9, 0.999, 1e-8  # of Adam


@dataclass(frozen=True, slots=True)
class Examples:
    """Vectors that ask (q, d), and for each the rows of `documents` (m, d) that it means: at least one."""

    asked: Float32
    relevant: Sequence[Sequence[int]]
    documents: Float32

    def targets(self) -> Float32:
        """(q, m): what the softmax ought to be, even over the rows that a text means."""
        found = np.zeros((len(self.asked), len(self.documents)), np.float32)
        for row, meant in enumerate(self.relevant):
            found[row, list(meant)] = 1 / len(meant)
        return found


def fit_residual(examples: Examples, *, temperature: float, seed: int, steps: int = STEPS) -> Float32:
    """The residual V (d, d); the same seed and examples give the same matrix on one machine."""
    random, targets = np.random.default_rng(seed), examples.targets()
    size = examples.asked.shape[1]
    residual, mean, square = (np.zeros((size, size), np.float32) for _ in range(3))
    for step in range(steps):
        rows = random.choice(len(targets), min(BATCH, len(targets)), replace=False)
        slope = _gradient(residual, examples.asked[rows], targets[rows], examples.documents, temperature)
        mean = np.float32(_FIRST) * mean + np.float32(1 - _FIRST) * slope
        square = np.float32(_SECOND) * square + np.float32(1 - _SECOND) * slope**2
        expected = mean / np.float32(1 - _FIRST ** (step + 1))
        spread = np.sqrt(square / np.float32(1 - _SECOND ** (step + 1)))
        residual -= np.float32(RATE * (1 - step / steps)) * expected / (spread + np.float32(_LEAST))
    return residual


def _gradient(
    residual: Float32, asked: Float32, targets: Float32, documents: Float32, temperature: float
) -> Float32:
    """Of the mean cross-entropy by the residual, (d, d)."""
    scores = (asked + asked @ residual) @ documents.T / np.float32(temperature)
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    return asked.T @ ((chances - targets) @ documents) / np.float32(temperature * len(asked))
