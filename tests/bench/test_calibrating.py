"""Ways of calibrating that are compared: none of them sees what it is asked about."""

from functools import cache

import numpy as np
import pytest

from bench.calibrating import WAYS, as_stated, crossed, isotonic
from recommender.text import calibration
from recommender.titles.features import Candidates
from recommender.titles.fitting import LeftOut


@cache
def answered(count: int = 600) -> LeftOut:
    """Titles of three candidates each, whose scores are three times as far apart as they ought to be."""
    random = np.random.default_rng(4)
    honest = random.normal(0, 1, (count, 3))
    shares = np.exp(honest) / np.exp(honest).sum(axis=1, keepdims=True)
    truth = np.array([random.choice(3, p=row) for row in shares])
    titles, classes = np.repeat(np.arange(count), 3), np.tile(np.arange(3), count)
    none = np.zeros((3 * count, 1), np.float32)
    return LeftOut(Candidates(titles, classes, none), 3 * honest.ravel(), truth)


def test_a_temperature_changes_probabilities_and_never_the_answer() -> None:
    cold, cold_right = answered().answers()
    warm, warm_right = answered().answers(temperature=3.0)
    assert np.array_equal(cold_right, warm_right)
    assert warm.mean() < cold.mean()
    assert calibration.calibration_error(warm, warm_right) < calibration.calibration_error(cold, cold_right)


@pytest.mark.parametrize("way", sorted(WAYS.keys() - {"as stated by the logit"}))
def test_every_way_brings_probabilities_nearer_to_what_is_right(way: str) -> None:
    _, right = answered().answers()
    before, after = crossed(as_stated, answered()), crossed(WAYS[way], answered())
    assert calibration.brier_skill(after, right) > calibration.brier_skill(before, right)
    assert calibration.calibration_error(after, right) < calibration.calibration_error(before, right)


def test_a_title_is_calibrated_by_other_titles_only() -> None:
    found = answered()
    turned = LeftOut(found.candidates, found.scores, found.truth.copy())
    turned.truth[0] = (turned.truth[0] + 1) % 3
    assert crossed(isotonic, turned)[0] == crossed(isotonic, found)[0]
