"""BM25 over Chinese and English texts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.text.lexical import Lexical, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("焊接工", ["焊", "接", "工", "焊接", "接工"]),
        ("AI训练师", ["ai", "训", "练", "师", "训练", "练师"]),
        ("ＣＮＣ　Operator_2", ["cnc", "operator", "2"]),
        ("Café-owner", ["café", "owner"]),
        ("，。!?", []),
        ("", []),
    ],
)
def test_chinese_is_cut_into_characters_and_pairs_and_other_scripts_into_words(
    text: str, expected: list[str]
) -> None:
    assert tokens(text) == expected


@given(st.text())
def test_every_text_has_tokens_without_blanks_or_upper_case(text: str) -> None:
    assert all(token and token == token.strip() for token in tokens(text))


def test_the_text_that_shares_most_scores_highest_and_a_stranger_scores_zero() -> None:
    scores = Lexical.of(["焊工", "电焊工", "护士", ""]).scores("电焊")
    assert scores.argmax() == 1
    assert scores[1] > scores[0] > scores[2] == scores[3] == 0


def test_words_that_no_text_has_do_not_matter() -> None:
    index = Lexical.of(["welder", "nurse"])
    np.testing.assert_array_equal(index.scores("welder zzz"), index.scores("welder"))
    assert index.scores("zzz").tolist() == index.scores("!").tolist() == [0, 0]


def test_no_texts_give_no_scores() -> None:
    assert Lexical.of([]).scores("焊工").shape == (0,)


def test_several_queries_score_as_each_alone() -> None:
    index = Lexical.of(["焊工", "电焊工", "护士"])
    together = index.scores_all(["电焊工", "zzz", "护士护士"])
    np.testing.assert_array_equal(together, [index.scores(q) for q in ("电焊工", "zzz", "护士护士")])
    assert together[2, 2] == 2 * index.scores("护士")[2], "a word that stands twice counts twice"
