"""Probabilities against what turned out right."""

import numpy as np
import pytest

from recommender.text import calibration, combining


def drawn(count: int = 4_000) -> tuple[np.ndarray, np.ndarray]:
    """Stated probabilities that claim too much: the true ones are their squares."""
    random = np.random.default_rng(1)
    stated = random.uniform(0.05, 0.95, count)
    return stated, random.uniform(size=count) < stated**2


def test_fitting_brings_stated_probabilities_to_what_is_right() -> None:
    stated, right = drawn()
    found = calibration.fit(stated, right, risk=0.3)
    assert calibration.calibration_error(found.of(stated), right) < calibration.calibration_error(
        stated, right
    )
    assert calibration.brier_skill(found.of(stated), right) > 0


def test_answers_above_the_threshold_err_at_most_at_the_risk() -> None:
    stated, right = drawn()
    found = calibration.fit(stated, right, risk=0.3)
    kept = found.of(stated) >= found.threshold
    assert 0 < kept.mean() < 1
    assert (~right[kept]).mean() <= 0.3 + 1e-9


def test_a_risk_that_no_answer_keeps_leaves_no_answer() -> None:
    assert calibration.threshold_for(np.array([0.9, 0.8]), np.array([False, False]), risk=0.1) == 1.0


def test_measures_of_a_perfect_and_of_a_blind_forecast() -> None:
    right = np.array([True, False] * 50)
    assert calibration.brier_skill(right.astype(float), right) == 1
    assert calibration.brier_skill(np.full(100, 0.5), right) == pytest.approx(0)
    assert calibration.accuracy_at(right.astype(float), right, 0.5) == 1
    assert calibration.calibration_error(right.astype(float), right) == 0


def test_weights_find_the_feature_that_tells_the_right_candidate() -> None:
    random = np.random.default_rng(2)
    questions = np.repeat(np.arange(200), 5)
    features = random.normal(size=(1_000, 3))
    right = np.zeros(1_000, bool)
    right[np.arange(0, 1_000, 5) + features[:, 1].reshape(200, 5).argmax(axis=1)] = True
    found = combining.fit(questions, features, right)
    assert np.abs(found.values).argmax() == 1
    shares = combining.softmax(found.scores(features), np.arange(0, 1_000, 5))
    np.testing.assert_allclose(shares.reshape(200, 5).sum(axis=1), 1)
    assert shares[right].mean() > 0.8
