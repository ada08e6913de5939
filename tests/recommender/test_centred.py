"""Texts of different kinds compared less what each kind has in common."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recommender.text.centred import Coverage, centred, mean_vector


def drawn(rows: int, seed: int, towards: float = 0.0) -> np.ndarray:
    found = np.random.default_rng(seed).standard_normal((rows, 8)).astype(np.float32) + np.float32(towards)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


@given(rows=st.integers(2, 30), seed=st.integers(0, 99))
def test_centred_vectors_have_length_one(rows: int, seed: int) -> None:
    vectors = drawn(rows, seed)
    found = centred(vectors, mean_vector(vectors))
    assert found.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)


@given(rows=st.integers(1, 30), seed=st.integers(0, 99))
def test_without_any_share_of_the_mean_vectors_stay(rows: int, seed: int) -> None:
    vectors = drawn(rows, seed)
    np.testing.assert_allclose(centred(vectors, mean_vector(vectors), share=0), vectors, atol=1e-6)


def test_what_lies_at_the_mean_becomes_zero_and_not_nan() -> None:
    vectors = np.repeat(drawn(1, 3), 4, axis=0)
    np.testing.assert_array_equal(centred(vectors, vectors[0]), np.zeros_like(vectors))


def test_a_shift_of_a_whole_kind_no_longer_hides_what_is_meant() -> None:
    names = drawn(50, 1)
    shift = np.zeros(8, np.float32)
    shift[0] = 6
    asked = names + shift
    asked /= np.linalg.norm(asked, axis=1, keepdims=True)
    plain = (asked @ names.T).argmax(axis=1)
    apart = centred(asked, mean_vector(asked)) @ centred(names, mean_vector(names)).T
    right = np.arange(50)
    assert (apart.argmax(axis=1) == right).mean() > (plain == right).mean()


def test_coverage_is_the_share_of_a_name_that_stands_in_a_text() -> None:
    shares = Coverage.of(["电焊工", "焊工", "厨师"]).shares(["使用设备的电焊工作人员", "烹饪", ""])
    assert shares.shape == (3, 3)
    np.testing.assert_allclose(shares[0, :2], 1, atol=1e-6)
    assert (shares[:, 2] == 0).all()
    assert (shares[1:] == 0).all()


def test_rare_characters_count_more_in_coverage() -> None:
    common, rare = Coverage.of(["甲工", "乙工", "丙工", "丁工"]).shares(["工", "甲"])[:, 0]
    assert 0 < common < rare < 1
