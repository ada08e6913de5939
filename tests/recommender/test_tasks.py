"""Tasks paired one to one: against every possible pairing, and what counts as alike."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.text.tasks import NOBODY, SEED, Scale, Tasks, assigned, best_pairs, centres, measured
from tests.recommender.moving import SCALE, catalogue, rows, vectors
from tests.recommender.worlds import occ

sides = st.integers(1, 5)


@given(own=sides, wanted=sides, seed=st.integers(0, 99))
def test_no_other_pairing_has_a_greater_sum(own: int, wanted: int, seed: int) -> None:
    cosines = np.random.default_rng(seed).random((own, wanted)).astype(np.float32)
    few, many = sorted((own, wanted))
    table = cosines if own <= wanted else cosines.T
    best = max(sum(table[i, j] for i, j in enumerate(p)) for p in permutations(range(many), few))
    paired = best_pairs(cosines)
    assert len(paired[0]) == len(set(paired[0])) == len(set(paired[1])) == few
    assert cosines[paired].sum() == pytest.approx(best, abs=1e-6)


@given(own=sides, wanted=sides, seed=st.integers(0, 99))
def test_each_own_task_is_paired_at_most_once(own: int, wanted: int, seed: int) -> None:
    found = assigned(np.random.default_rng(seed).random((own, wanted)).astype(np.float32))
    used = found[found != NOBODY]
    assert len(found) == wanted
    assert len(used) == len(set(used.tolist())) == min(own, wanted)


def test_strength_runs_from_unrelated_to_the_same_text() -> None:
    found = Scale(0.8, 0.9).strength(np.array([-1, 0.8, 0.9, 1], np.float32))
    np.testing.assert_allclose(found, [0, 0, 0.5, 1], atol=1e-6)


def test_the_scale_looks_at_tasks_of_different_classes_only_and_is_always_the_same() -> None:
    vectors = np.random.default_rng(1).standard_normal((400, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    classes = np.repeat(["4", "6"], 200)
    scale = measured(vectors, classes)
    across = (vectors @ vectors.T)[classes[:, None] != classes]
    assert scale == measured(vectors, classes), f"drawn with seed {SEED}"
    np.testing.assert_allclose((scale.typical, scale.alike), np.quantile(across, (0.5, 0.999)), atol=1e-6)


def test_one_class_alone_gives_no_scale_and_only_equal_texts_count() -> None:
    assert measured(vectors(), np.array(["6"] * len(vectors()))) == Scale(0.0, 1.0)


def test_tasks_stand_by_occupation_in_their_order_and_unknown_texts_are_left_out() -> None:
    known = {text: row for text, row in rows().items() if text != "甲修"}
    tasks = Tasks.of(catalogue(), known, vectors(), scale=SCALE)
    row = tasks.row(occ("6-99-01-01"))
    assert row is not None
    assert tasks.texts[tasks.span(row)] == ("甲装", "甲检")
    assert list(tasks.occupations) == sorted(tasks.occupations)
    assert tasks.row(occ("6-99-05-01")) is None


def test_overlap_is_one_with_itself_and_the_same_both_ways() -> None:
    tasks = Tasks.of(catalogue(), rows(), vectors(), scale=SCALE)
    every = np.arange(len(tasks.occupations))
    table = np.stack([tasks.overlap(int(row), every) for row in every])
    np.testing.assert_allclose(np.diag(table), 1, atol=1e-6)
    np.testing.assert_allclose(table, table.T, atol=1e-6)
    assert ((table >= 0) & (table <= 1 + 1e-6)).all()


def test_nearest_leaves_out_the_occupation_itself_and_all_that_are_not_among() -> None:
    tasks = Tasks.of(catalogue(), rows(), vectors(), scale=SCALE)
    (found,) = tasks.nearest([0], 2, among=np.array([0, 2, 3], np.intp))
    assert found.tolist() == [2, 3]
    (found,) = tasks.nearest([0], 2, among=np.array([1, 2, 3], np.intp))
    assert len(found) == 2


def test_centres_of_nothing_are_nothing() -> None:
    assert centres(np.empty((0, 3), np.float32), np.zeros(1, np.intp)).shape == (0, 3)
