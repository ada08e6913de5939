"""POST /drafts: what the desk is asked about in, the draft of its package as a document out."""

import json
import re
from collections.abc import AsyncGenerator
from io import BytesIO
from typing import Any

import docx
import httpx
import pytest
from fastapi import FastAPI

from api.documents.drafts import add_drafts
from api.drafting import save_draft
from api.services import Services
from api.settings import Settings
from graph.model.difference import compare
from graph.model.snapshot import Snapshot
from graph.store import Store
from recommender.text.likeness import NameVectors, names
from recommender.text.passages import passages
from recommender.titles.coding import Coder
from recommender.titles.resolver import Resolver, Semantics
from tests.api.asking import catalogue_of, without_store
from tests.api.excerpt import excerpt
from tests.recommender.embedders import LetterEmbedder

EDITED = {
    "name": "样例工",
    "modules": [
        {"title": "自编的模块", "level": "L4", "tasks": ["写报告\x0b并归档"]},
        {"title": "还没定等级"},
    ],
    "outline": [{"heading": "一、定义", "lines": ["改过的定义"]}],
    "notes": ["样例说明"],
}
ASKED = {"name": "样例工", "definition": "从事样例的人员。", "tasks": ["1.安装电路；\n2.检修电气设备。"]}


@pytest.fixture
async def app() -> FastAPI:
    """An application over the excerpt, whose store cannot be reached and whose model is not loaded."""
    service = without_store(catalogue_of(excerpt()))[0]
    app = FastAPI()
    app.state.services = Services(Settings(), service.store, service.holder)
    add_drafts(app)
    return app


@pytest.fixture
async def client(app: FastAPI) -> AsyncGenerator[httpx.AsyncClient]:
    """Talks to the application."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        yield client


def load_model(app: FastAPI) -> None:
    services: Services = app.state.services
    catalogue, embedder = services.holder.present, LetterEmbedder()
    texts, named = [passage.encoded for passage in passages(catalogue)], names(catalogue)
    semantics = Semantics(embedder, embedder.encode(texts, kind="passage"))
    services.show(Coder.of(catalogue, Resolver.build(catalogue, semantics), None))
    vectors = embedder.encode(named, kind="passage")
    services.liken(NameVectors.build(named, vectors, digest=embedder.digest))


async def test_a_draft_comes_as_word_and_as_markdown(app: FastAPI, client: httpx.AsyncClient) -> None:
    load_model(app)
    word = await client.post("/drafts/docx", json=ASKED)
    assert word.status_code == 200
    assert word.headers["cache-control"] == "no-store"
    written = docx.Document(BytesIO(word.content))
    assert written.paragraphs[0].text == "样例工 培训包草案"
    assert any("检修电气设备" in cell.text for row in written.tables[0].rows for cell in row.cells)
    markdown = await client.post("/drafts/md", json=ASKED)
    assert markdown.text.startswith("# 样例工 培训包草案")
    assert "不是官方文件" in markdown.text
    known = await client.post("/drafts/md", json={"occupation": "电工"})
    assert known.text.startswith("# 电工（6-31-01-03） 培训包草案")


@pytest.mark.parametrize(
    ("kind", "body", "status", "field"),
    [
        ("pdf", ASKED, 404, "kind"),
        ("md", {}, 400, "occupation"),
        ("md", {"occupation": "没有这个职业"}, 404, "occupation"),
        ("md", {**ASKED, "colour": "red"}, 400, "colour"),
        ("md", {"name": "样例工", "tasks": [f"任务{n}" for n in range(61)]}, 400, "tasks"),
        ("md", ASKED, 503, None),
    ],
)
async def test_what_is_wrong_is_told_by_its_field(
    client: httpx.AsyncClient, kind: str, body: Any, status: int, field: str | None
) -> None:
    answer = await client.post(f"/drafts/{kind}", json=body)
    assert (answer.status_code, answer.json()["error"]["field"]) == (status, field)
    assert answer.json()["error"]["message"]


async def test_an_edited_draft_comes_as_it_stands_and_says_that_it_is_not_saved(
    client: httpx.AsyncClient,
) -> None:
    word = await client.post("/drafts/edited/docx", json=EDITED)
    assert word.headers["cache-control"] == "no-store"
    written = docx.Document(BytesIO(word.content))
    rows = [[cell.text for cell in row.cells] for row in written.tables[0].rows]
    assert rows[1:] == [
        ["未说明", "自编的模块", "四级/中级工", "写报告并归档", "-", "-"],
        ["未说明", "还没定等级", "未知", "", "-", "-"],
    ]
    assert [p.text for p in written.paragraphs][-2:] == ["改过的定义", "样例说明"]
    markdown = (await client.post("/drafts/edited/md", json=EDITED)).text
    assert "未存的修改稿" in markdown
    assert "经编写人修改，不是官方文件" in markdown
    untitled = {**EDITED, "modules": [{"title": " "}]}
    refused = await client.post("/drafts/edited/md", json=untitled)
    assert (refused.status_code, refused.json()["error"]["field"]) == (400, "modules.0.title")
    assert (await client.post("/drafts/edited/pdf", json=EDITED)).status_code == 404


async def test_a_saved_version_comes_with_who_saved_it_and_when(
    app: FastAPI, client: httpx.AsyncClient, store: Store
) -> None:
    opened: Services = app.state.services
    opened.store = store
    await store.apply(compare(Snapshot.of((), ()), excerpt()), base=0, who="tests", sources=())
    await save_draft(store, json.dumps(EDITED), who="王老师", seen=0)
    markdown = (await client.post("/drafts/saved/md", json={"id": "draft:样例工/1"})).text
    assert "# 样例工 培训包草案" in markdown
    assert re.search(r"第1版，王老师，\d{4}-\d\d-\d\d存，由目录第1版做出；未发布", markdown)
    absent = await client.post("/drafts/saved/md", json={"id": "draft:样例工/2"})
    assert (absent.status_code, absent.json()["error"]["field"]) == (404, "id")
    assert (await client.post("/drafts/saved/md", json={})).json()["error"]["field"] == "id"
