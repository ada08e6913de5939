"""Needs of described things, judged by what like things need."""

import numpy as np
import pytest

from recommender.text.neighbours import NEAREST, Neighbours

CANDIDATES = np.eye(6, dtype=np.float32)
NOTHING = np.zeros((1, 6), np.float32)


@pytest.fixture
def neighbours() -> Neighbours:
    """Two sorts of things: those along axis 0 need candidates 2 and 3, those along axis 1 need 4."""
    random = np.random.default_rng(0)
    described = np.zeros((120, 6), np.float32)
    described[:60, 0] = described[60:, 1] = 1
    described += random.standard_normal(described.shape).astype(np.float32) / 20
    described /= np.linalg.norm(described, axis=1, keepdims=True)
    return Neighbours.learn(described, [(2, 3)] * 60 + [(4,)] * 60, candidates=CANDIDATES)


def test_what_all_neighbours_need_comes_first(neighbours: Neighbours) -> None:
    (first,) = neighbours.scores(CANDIDATES[:1], NOTHING)
    (second,) = neighbours.scores(CANDIDATES[1:2], NOTHING)
    assert set(np.argsort(-first)[:2]) == {2, 3}
    assert second.argmax() == 4


def test_votes_are_shares_of_the_neighbours(neighbours: Neighbours) -> None:
    asked = np.random.default_rng(1).standard_normal((9, 6)).astype(np.float32)
    votes = neighbours.votes(asked / np.linalg.norm(asked, axis=1, keepdims=True))
    assert votes.shape == (9, 6)
    assert (votes >= 0).all()
    assert (votes <= 1 + 1e-6).all()
    np.testing.assert_allclose(votes[:, 2], votes[:, 3])


def test_fewer_known_things_than_vote_are_enough() -> None:
    few = Neighbours.learn(CANDIDATES[:2], [(5,), (5,)], candidates=CANDIDATES)
    assert len(few.described.matrix) < NEAREST
    assert few.votes(CANDIDATES[:1])[0, 5] == pytest.approx(1)


def test_shared_words_raise_a_candidate(neighbours: Neighbours) -> None:
    writing = NOTHING.copy()
    writing[0, 5] = 1
    plain, raised = neighbours.scores(CANDIDATES[:1], NOTHING), neighbours.scores(CANDIDATES[:1], writing)
    np.testing.assert_allclose(raised - plain, 0.5 * writing, atol=1e-6)


def test_a_batch_gives_what_each_gives_alone(neighbours: Neighbours) -> None:
    asked = CANDIDATES[:3]
    together = neighbours.scores(asked, np.zeros((3, 6), np.float32))
    for row in range(3):
        alone = neighbours.scores(asked[row : row + 1], NOTHING)[0]
        np.testing.assert_allclose(together[row], alone, atol=1e-6)
