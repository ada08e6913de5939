"""What provenance says is told in Chinese: titles, publishers and notes of sources, places in them, methods."""

import re

import pytest

from graph.model.facts import Source
from graph.model.ids import source_id
from ingest.imported import source_of
from ingest.loading import Loaded
from ingest.naming import Method, TableName, locator_in_chinese, method_in_chinese
from ingest.records import RECORDS

HAN = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]")


def test_every_table_has_a_chinese_name() -> None:
    assert {record.TABLE for record in RECORDS} <= set(TableName.__members__)


def test_every_shipped_source_has_title_and_note_in_chinese(loaded: Loaded) -> None:
    sources = [node for node in loaded.snapshot.nodes.values() if isinstance(node, Source)]
    assert len(sources) == len(loaded.sources)
    for source in sources:
        assert HAN.search(source.title_chinese or ""), source.title
        assert HAN.search(source.note_chinese or ""), source.title
        assert source.publisher_chinese or not re.search(r"[a-z] [a-z]", source.publisher), source.publisher


def test_every_method_of_a_shipped_fact_has_chinese_words(loaded: Loaded) -> None:
    facts = (*loaded.snapshot.nodes.values(), *loaded.snapshot.links.values())
    methods = {fact.method for fact in facts if fact.method}
    assert methods
    assert not [method for method in methods if method_in_chinese(method) is None]
    assert method_in_chinese(Method.AT_THE_DESK.english) == Method.AT_THE_DESK.chinese
    assert method_in_chinese("a method of somebody else's") is None


def test_every_place_of_a_shipped_fact_is_read_into_chinese(loaded: Loaded) -> None:
    facts = (*loaded.snapshot.nodes.values(), *loaded.snapshot.links.values())
    places = {re.sub(r"\d+", "1", fact.locator) for fact in facts}
    assert len(places) > 20
    assert not [place for place in places if LATIN.search(locator_in_chinese(place))]


@pytest.mark.parametrize(
    ("locator", "chinese"),
    [
        ("occupations row 3; offers row 4", "职业表第 3 行；招生计划表第 4 行"),
        ("table 2 row 5", "第 2 个表格第 5 行"),
        ("draft 4-04-05-13 version 2", "草案 4-04-05-13 第 2 版"),
        ("eligibility row 4: 样例标准, paragraph 7", "标准自己的申报条件表第 4 行: 样例标准, 第 7 段"),
        ("标准.docx", "标准.docx"),
    ],
)
def test_places_are_read_into_chinese(locator: str, chinese: str) -> None:
    assert locator_in_chinese(locator) == chinese


def test_a_document_of_a_user_says_in_chinese_whose_word_it_is() -> None:
    source = source_of("标准.docx", "0" * 64)
    assert source.id == source_id("0" * 64)
    assert (source.publisher_chinese, source.title) == ("由用户提供", "标准.docx")
    assert HAN.search(source.note_chinese or "")
