"""docs/cypher.md: every question is asked of the shipped data on every server, and every answer is as printed.

After a change of the shipped data, LIFEPATH_UPDATE_GUIDE=1 writes the new answers into the page; read the difference.
"""

import os
import re
from collections.abc import AsyncGenerator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from graph.gateway import Gateway
from graph.model.difference import compare
from graph.model.snapshot import Snapshot
from graph.opening import stamped
from graph.stamp import Purpose
from graph.store import Store
from ingest import Loaded
from tests.api.excerpt import shipped
from tests.conftest import Server, empty

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs/cypher.md"
QUESTION = re.compile(
    r"^## (?P<title>.+)\n\n```cypher\n(?P<statement>[^`]+)\n```\n+(?P<answer>(?:\|.*\n)*)", re.MULTILINE
)


class Question(NamedTuple):
    """A question of the guide, its statement and the table printed below it."""

    title: str
    statement: str
    answer: str


def questions() -> list[Question]:
    text = GUIDE.read_text(encoding="utf-8")
    return [Question(m["title"], m["statement"], m["answer"]) for m in QUESTION.finditer(text)]


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    """The shipped tables."""
    return shipped()


@pytest.fixture(scope="module")
async def full(server: Server, loaded: Loaded) -> AsyncGenerator[Store]:
    """A store that holds the shipped catalogue."""
    async with Gateway(server.target) as gateway:
        await empty(gateway)
    async with stamped(server.target, server.engine, purpose=Purpose.TEST) as store:
        difference = compare(Snapshot.of([], []), loaded.snapshot)
        await store.apply(difference, base=0, who="test", sources=loaded.sources)
        yield store


async def test_the_whole_catalogue_comes_back_from_the_store_as_it_was_given(
    full: Store, loaded: Loaded
) -> None:
    assert await full.snapshot() == loaded.snapshot.stamped(1)


async def test_the_guide_prints_what_the_store_answers(full: Store) -> None:
    async with Gateway(full.target) as gateway:
        answers = {q.title: table(await gateway.read(q.statement)) for q in questions()}
    if os.environ.get("LIFEPATH_UPDATE_GUIDE"):
        update(answers)
    assert {q.title: q.answer for q in questions()} == answers


def test_the_guide_asks_a_dozen_numbered_questions_and_each_only_reads() -> None:
    assert [int(q.title.split(".")[0]) for q in questions()] == list(range(1, 13))
    for question in questions():
        assert not re.search(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|CALL|LOAD)\b", question.statement)


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as a Markdown table."""
    lines = [
        list(rows[0]),
        ["---"] * len(rows[0]),
        *([cell(value) for value in row.values()] for row in rows),
    ]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(cell(item) for item in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("|", "\\|")


def update(answers: Mapping[str, str]) -> None:
    def with_answer(match: re.Match[str]) -> str:
        return f"## {match['title']}\n\n```cypher\n{match['statement']}\n```\n\n{answers[match['title']]}\n"

    text = QUESTION.sub(with_answer, GUIDE.read_text(encoding="utf-8"))
    GUIDE.write_text(re.sub(r"\n{3,}", "\n\n", text).rstrip("\n") + "\n", encoding="utf-8")
