"""Texts of occupations as the package writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.editions import rule_choice
from graph.model.terms import RuleChoice
from ingest.texts import split_name, split_tasks

SENTENCES = st.lists(
    st.text(alphabet="设定焊接参数安装和加固构件，、", min_size=1, max_size=12), min_size=1, max_size=15
)


@given(SENTENCES)
def test_numbered_sentences_come_apart_in_order_each_once(sentences: list[str]) -> None:
    text = " ".join(f"{number}.{sentence}" for number, sentence in enumerate(sentences, start=1)) + "。"
    assert split_tasks(text) == tuple(dict.fromkeys(sentences))


def test_numbers_after_a_semicolon_part_sentences_only_where_asked() -> None:
    text = "1.接洽客户；2.签订合同。"
    assert split_tasks(text) == ("接洽客户；2.签订合同",)
    assert split_tasks(text, numbered_after_semicolon=True) == ("接洽客户", "签订合同")


def test_no_text_has_no_tasks() -> None:
    assert split_tasks("") == ()


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("电工", ("电工", False, False)),
        ("园林绿化工L", ("园林绿化工", True, False)),
        ("人工智能训练师S", ("人工智能训练师", False, True)),
        ("碳汇计量评估师L/S", ("碳汇计量评估师", True, True)),
        ("气体生产、 处理和输送人员", ("气体生产、处理和输送人员", False, False)),
    ],
)
def test_marks_behind_a_name_are_read_and_removed(name: str, parts: tuple[str, bool, bool]) -> None:
    assert split_name(name) == parts


@pytest.mark.parametrize(
    ("year", "choice", "editions"),
    [
        (None, RuleChoice.YEAR_UNKNOWN, ("2018", "2023")),
        (1999, RuleChoice.YEAR_UNKNOWN, ("2018", "2023")),
        (2018, RuleChoice.BY_YEAR, ("2018",)),
        (2022, RuleChoice.BY_YEAR, ("2018",)),
        (2023, RuleChoice.STRADDLES, ("2023",)),
        (2026, RuleChoice.BY_YEAR, ("2023",)),
    ],
)
def test_the_year_of_a_standard_chooses_the_edition_of_the_rules(
    year: int | None, choice: RuleChoice, editions: tuple[str, ...]
) -> None:
    assert rule_choice(year) == (choice, editions)
