"""Exact top-k against brute force."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.text.index import Float32, Index, grouped, near


def brute_force(matrix: Float32, query: Float32, k: int, among: list[int]) -> list[int]:
    scores = [row.dot(query) for row in matrix]
    return sorted(among, key=lambda row: (-scores[row], row))[:k]


def vectors(rows: int, width: int, seed: int, *, distinct: int | None = None) -> Float32:
    """Normalised vectors; `distinct` of them repeated, so that scores tie."""
    random = np.random.default_rng(seed)
    drawn = random.standard_normal((distinct or rows, width)).astype(np.float32)
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    return drawn[random.integers(0, len(drawn), rows)] if distinct else drawn


sizes = st.integers(1, 400)


@given(
    rows=sizes,
    queries=st.integers(1, 70),
    k=st.integers(1, 50),
    seed=st.integers(0, 9),
    distinct=st.integers(1, 9),
)
def test_top_k_equals_brute_force_with_ties_by_row(
    rows: int, queries: int, k: int, seed: int, distinct: int
) -> None:
    matrix, asked = vectors(rows, 8, seed, distinct=distinct), vectors(queries, 8, seed + 10)
    for query, hits in zip(asked, Index.of(matrix).top_k(asked, k), strict=True):
        assert hits.rows.tolist() == brute_force(matrix, query, k, list(range(rows)))


@given(data=st.data(), rows=sizes, k=st.integers(1, 50), seed=st.integers(0, 9))
def test_filtered_rows_are_the_only_ones_ranked(data: st.DataObject, rows: int, k: int, seed: int) -> None:
    matrix, asked = vectors(rows, 8, seed), vectors(3, 8, seed + 10)
    among = sorted(data.draw(st.sets(st.integers(0, rows - 1))))
    for query, hits in zip(
        asked, Index.of(matrix).top_k(asked, k, among=np.array(among, np.intp)), strict=True
    ):
        assert hits.rows.tolist() == brute_force(matrix, query, k, among)


@given(rows=sizes, queries=st.integers(2, 70), k=st.integers(1, 20), seed=st.integers(0, 9))
def test_a_batch_gives_exactly_what_each_query_gives_alone(
    rows: int, queries: int, k: int, seed: int
) -> None:
    index, asked = Index.of(vectors(rows, 24, seed)), vectors(queries, 24, seed + 10)
    for row, hits in enumerate(index.top_k(asked, k)):
        (alone,) = index.top_k(asked[row : row + 1], k)
        np.testing.assert_array_equal(hits.rows, alone.rows)
        np.testing.assert_array_equal(hits.scores, alone.scores)


@given(rows=st.integers(1, 3000), queries=st.integers(1, 9), k=st.integers(1, 200), seed=st.integers(0, 9))
def test_the_k_best_are_among_the_near(rows: int, queries: int, k: int, seed: int) -> None:
    drawn = np.random.default_rng(seed).standard_normal((rows, queries)).astype(np.float32)
    depth, groups = grouped(rows, k)
    scores = np.full((depth * groups, queries), -np.inf, np.float32)
    scores[:rows] = drawn
    found = near(scores.reshape(depth, groups, queries), k, np.zeros(queries, np.float32))
    for column, candidates in zip(drawn.T, found, strict=True):
        assert (np.diff(candidates) > 0).all()
        assert candidates.max() < rows
        assert set(np.argsort(-column)[:k]) <= set(candidates)


@given(rows=sizes, k=st.integers(1, 50), seed=st.integers(0, 9), distinct=st.integers(1, 9))
def test_one_query_alone_equals_brute_force_with_ties_by_row(
    rows: int, k: int, seed: int, distinct: int
) -> None:
    matrix, (query,) = vectors(rows, 8, seed, distinct=distinct), vectors(1, 8, seed + 10)
    (hits,) = Index.of(matrix).top_k(query[None], k)
    assert hits.rows.tolist() == brute_force(matrix, query, k, list(range(rows)))


@pytest.mark.parametrize("queries", [128, 129, 300])
def test_a_batch_larger_than_is_scored_together_gives_what_each_query_gives_alone(queries: int) -> None:
    index, asked = Index.of(vectors(3000, 384, 3)), vectors(queries, 384, 4)
    found = index.top_k(asked, 7)
    assert len(found) == queries
    for row in (0, 127, queries - 1):
        (alone,) = index.top_k(asked[row : row + 1], 7)
        np.testing.assert_array_equal(found[row].rows, alone.rows)
        np.testing.assert_array_equal(found[row].scores, alone.scores)


def test_scores_fall_and_are_the_products() -> None:
    matrix, asked = vectors(1000, 384, 1), vectors(2, 384, 2)
    for query, hits in zip(asked, Index.of(matrix).top_k(asked, 10), strict=True):
        assert (np.diff(hits.scores) <= 0).all()
        np.testing.assert_allclose(hits.scores, matrix[hits.rows] @ query, atol=1e-6)


@pytest.mark.parametrize("k", [0, -1])
def test_nothing_is_asked_and_nothing_is_found(k: int) -> None:
    (hits,) = Index.of(vectors(5, 4, 0)).top_k(vectors(1, 4, 1), k)
    assert len(hits.rows) == len(hits.scores) == 0


def test_an_empty_matrix_and_an_empty_filter_find_nothing() -> None:
    asked = vectors(1, 4, 0)
    assert len(Index.of(np.empty((0, 4), np.float32)).top_k(asked, 3)[0].rows) == 0
    assert len(Index.of(vectors(5, 4, 0)).top_k(asked, 3, among=np.empty(0, np.intp))[0].rows) == 0
    assert Index.of(vectors(5, 4, 0)).top_k(np.empty((0, 4), np.float32), 3) == []
