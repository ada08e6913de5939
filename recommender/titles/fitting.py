"""Learning from coded job titles: weights, calibration, and how good both are on titles left out.

Known titles are asked about only by what was fitted without them: in folds, what the other titles say becomes the
features of each, weights are fitted on those, and probabilities are calibrated by weights of the other folds again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import KFold  # pyright: ignore[reportMissingTypeStubs]

from recommender.text import calibration, combining
from recommender.text.calibration import Calibration
from recommender.text.combining import Weights, softmax
from recommender.titles.aspects import Comparison
from recommender.titles.classes import Classes
from recommender.titles.features import Candidates
from recommender.titles.likelihood import Asked, Likelihood
from recommender.titles.voting import Float32, Known, Voters

Rows = NDArray[np.intp]
FOLDS, SEED = 5, 20261125
RISK = 0.25  # of the answers given, a share of at most this is wrong by the silver codes


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """What was learned; stated (n,) are calibrated probabilities of answers on titles left out, right (n,) their truth."""

    voters: Voters
    weights: Weights
    calibration: Calibration
    stated: NDArray[np.float64]
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Teacher:
    """What titles are compared with, apart from other titles."""

    classes: Classes
    comparison: Comparison
    group_codes: tuple[str, ...]
    group_vectors: Float32

    def likelihood(self, voters: Voters) -> Likelihood:
        """Of titles, by these voters."""
        return Likelihood.of(
            self.classes,
            self.comparison,
            voters,
            group_codes=self.group_codes,
            group_vectors=self.group_vectors,
        )


@dataclass(frozen=True, slots=True, eq=False)
class LeftOut:
    """Titles asked of what was fitted without them: all candidates with their scores (r,), and the right classes (n,)."""

    candidates: Candidates
    scores: NDArray[np.float64]
    truth: Rows

    def answers(self, *, temperature: float = 1.0) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """For each title the probability of its first answer, (n,), before it is calibrated, and whether it is right.

        Scores are divided by the temperature before they become probabilities.
        """
        titles = self.candidates.titles
        starts = np.flatnonzero(np.diff(titles, prepend=-1))
        likely = softmax(self.scores / temperature, starts).astype(np.float64)
        classes, stated = first_of(self.candidates, likely)
        return stated, classes == self.truth


def fit(known: Known, teacher: Teacher) -> Fitted:
    """Takes about a minute for three thousand titles, most of it for the softmax of each fold."""
    found, truth = _candidates(known, teacher), teacher.classes.rows_of(known.codes)
    stated, right = _left_out(found, truth).answers()
    calibrated = calibration.fit(stated, right, risk=RISK)
    weights = _weights(found, truth)
    return Fitted(Voters.fit(known), weights, calibrated, calibrated.of(stated).astype(np.float64), right)


def left_out(known: Known, teacher: Teacher) -> LeftOut:
    """What `fit` calibrates by, for who compares ways of calibrating; takes as long."""
    return _left_out(_candidates(known, teacher), teacher.classes.rows_of(known.codes))


def first_of(found: Candidates, likely: NDArray[np.float64]) -> tuple[Rows, NDArray[np.float64]]:
    """The likeliest class of each title (q,) and its probability (q,)."""
    order = np.lexsort((found.classes, -likely, found.titles))
    firsts = order[np.flatnonzero(np.diff(found.titles[order], prepend=-1))]
    return found.classes[firsts], likely[firsts]


def _candidates(known: Known, teacher: Teacher) -> Candidates:
    """Of all titles, each by what the titles of the other folds teach."""
    every = np.arange(len(known.titles))
    parts = [_asked(known, rest, left, teacher) for rest, left in _folds(every)]
    return _joined(parts, [left for _, left in _folds(every)])


def _folds(every: Rows) -> Iterator[tuple[Rows, Rows]]:
    splitter: Any = KFold(FOLDS, shuffle=True, random_state=SEED)
    yield from splitter.split(every)


def _asked(known: Known, rest: Rows, left: Rows, teacher: Teacher) -> Candidates:
    """Candidates of the titles `left`, by what the `rest` teach."""
    asked = known.among(left)
    voters = Voters.fit(known.among(rest))
    both: Any = (asked.titles, asked.vectors)
    return teacher.likelihood(voters).found(Asked(*both, *both)).candidates


def _joined(parts: list[Candidates], titles: list[Rows]) -> Candidates:
    """Candidates of several folds in the order of all titles."""
    owners = np.concatenate([own[part.titles] for part, own in zip(parts, titles, strict=True)])
    order = np.argsort(owners, kind="stable")
    classes = np.concatenate([part.classes for part in parts])[order]
    return Candidates(owners[order], classes, np.concatenate([part.features for part in parts])[order])


def _weights(found: Candidates, truth: Rows) -> Weights:
    return combining.fit(found.titles, found.features, found.classes == truth[found.titles])


def _left_out(found: Candidates, truth: Rows) -> LeftOut:
    """Scores of each title's candidates by weights fitted on other folds."""
    scores = np.zeros(len(found.titles))
    for rest, left in _folds(np.arange(len(truth))):
        weights = _weights(_only(found, rest), truth)
        own = np.isin(found.titles, left)
        scores[own] = weights.scores(found.features[own])
    return LeftOut(found, scores, truth)


def _only(found: Candidates, titles: Rows) -> Candidates:
    kept = np.isin(found.titles, titles)
    return Candidates(found.titles[kept], found.classes[kept], found.features[kept])
