"""Ranking a judged set: metrics by hand, properties, and the real encoder on a few texts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from recommender.embedding.embedder import open_embedder
from recommender.text.ranking import (
    ENOUGH,
    Judged,
    Language,
    Quality,
    Writing,
    compare,
    mean_of,
    quality_of,
    ranks_of,
    without_means,
)

SCORES = arrays.arrays(
    np.float32, st.integers(1, 40), elements=st.sampled_from([np.float32(x) for x in (0, 0.25, 0.5, 1)])
)


def test_precision_reciprocal_rank_and_recall_by_hand() -> None:
    # places 2 and 4 of 5 are relevant: AP = (1/2 + 2/4) / 2
    scores = np.array([0.9, 0.8, 0.7, 0.6, 0.5], np.float32)
    found = mean_of([quality_of(scores, [1, 3])])
    assert (found.map, found.mrr) == (0.5, 0.5)
    assert found.recall == {1: 0.0, 5: 1.0, 10: 1.0, 100: 1.0}


@given(SCORES, st.data())
def test_ranks_are_those_of_a_stable_sort(scores: np.ndarray, data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.integers(0, len(scores) - 1), min_size=1, unique=True))
    order = sorted(range(len(scores)), key=lambda row: (-scores[row], row))
    assert ranks_of(scores, rows) == sorted(order.index(row) + 1 for row in rows)


def test_writing_is_compared_by_runs_of_characters() -> None:
    english = Writing.of(["cooks", "driver"], Language.EN).cosines(["cooking"])
    assert english[0, 0] > 0
    assert english[0, 1] == 0
    chinese = Writing.of(["焊接作业人员", "养猪场工人"], Language.ZH).cosines(["焊接工"])
    assert chinese[0, 0] > chinese[0, 1] > 0


@pytest.mark.model
def test_the_encoder_finds_what_writing_cannot() -> None:
    judged = Judged(
        ["software developer", "焊工"],
        ["computer programmer", "fruit farmer", "焊接作业人员", "养猪场工人"],
        [[0], [2]],
    )
    found = compare(judged, open_embedder(None), Language.EN)
    assert set(found) == {"writing", "encoder", "hybrid"}
    assert isinstance(found["encoder"], Quality)
    assert found["encoder"].mrr == 1.0
    assert found["hybrid"].mrr == 1.0
    assert found["writing"].mrr < 1.0


def test_few_queries_are_compared_as_they_are_and_many_less_what_they_have_in_common() -> None:
    drawn = np.random.default_rng(0).standard_normal((ENOUGH, 8)).astype(np.float32) + np.float32(2)
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    few = without_means(drawn[:-1], drawn)
    np.testing.assert_array_equal(few.queries, drawn[:-1])
    np.testing.assert_array_equal(few.corpus, drawn)
    many = without_means(drawn, drawn)
    assert (many.queries @ many.corpus.T).mean() < (drawn @ drawn.T).mean()
    np.testing.assert_allclose(np.linalg.norm(many.queries, axis=1), 1, atol=1e-5)
