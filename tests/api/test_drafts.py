"""Drafts saved, read and published over GraphQL, on both servers, as `lifepath draft` does it."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.holder import CatalogueHolder
from api.schema.scope import Context
from api.settings import Limits
from graph.model.difference import compare
from graph.model.facts import Module, Source
from graph.model.snapshot import Snapshot
from graph.store import Store
from ingest.desk_drafts import read_draft
from tests.api.asking import schema
from tests.api.commands import Lifepath
from tests.api.excerpt import excerpt

CODE = "4-04-05-05"
USED = min(key for key, node in excerpt().nodes.items() if isinstance(node, Module) and f":{CODE}/" in key)
SAVED = """id subject version who base content text { name code occupation { name } definition notes
    modules { title kind level tasks module { name } standard { id } why } outline { heading lines open } }"""
SAVE = f"mutation ($input: DraftInput!) {{ saveDraft(input: $input) {{ {SAVED} }} }}"
READ = f"query ($id: ID!) {{ draft(id: $id) {{ {SAVED} }} }}"
LIST = """query ($subject: String) { drafts(subject: $subject, first: 5) { totalCount edges { node { id version } } } }"""
PUBLISH = """mutation ($id: ID!, $dry: Boolean! = false) { publishDraft(id: $id, who: "王老师", dryRun: $dry) {
    draft { id } changes { label new changed closed } revision { number who }
    package { id provenance { origin method source { title publisher note } } included { module { name level } } }
} }"""


class Desk:
    """The schema over a real store that holds the excerpt, asked with or without leave to write."""

    def __init__(self, store: Store, holder: CatalogueHolder) -> None:
        self.store, self._holder = store, holder

    async def result(self, query: str, *, curator: bool = True, **variables: Any) -> Any:
        context = Context(self.store, self._holder, Limits(), curator=curator)
        return await schema().execute(query, variables, context_value=context)

    async def ask(self, query: str, **variables: Any) -> Any:
        result = await self.result(query, **variables)
        assert not result.errors, result.errors
        return next(iter(result.data.values()))

    async def refused(self, query: str, *, curator: bool = True, **variables: Any) -> tuple[str, str, str]:
        (error,) = (await self.result(query, curator=curator, **variables)).errors
        return error.extensions["code"], error.extensions.get("field"), error.message


@pytest.fixture
async def desk(store: Store) -> Desk:
    await store.apply(compare(await store.snapshot(), around()), base=0, who="tests", sources=())
    holder = CatalogueHolder(store)
    await holder.refresh()
    return Desk(store, holder)


def around() -> Snapshot:
    """The occupation with its standard and package: as little as a draft needs."""
    whole = excerpt()
    nodes = {key: node for key, node in whole.nodes.items() if CODE in key or isinstance(node, Source)}
    links = [link for link in whole.links.values() if {link.start, link.end} <= nodes.keys()]
    return Snapshot.of(nodes.values(), links)


def draft(**given: Any) -> dict[str, Any]:
    """A draft as a page sends it: one module reused, one of its own."""
    modules = [
        {"title": "沿用", "kind": "REUSE", "module": USED, "tasks": ["样例任务一"]},
        {"title": "样例模块", "kind": "WRITE", "level": "L4", "tasks": ["样例任务二"], "why": "没有现成的"},
    ]
    outline = [{"heading": "一、定义", "lines": ["样例"], "open": False}]
    stated = {"name": "人工智能训练师", "code": CODE, "modules": modules, "outline": outline, "who": "王老师"}
    return {**stated, **given}


async def check_what_is_refused(desk: Desk) -> None:
    """Without the token nothing is saved, and what is malformed is named."""
    assert (await desk.refused(SAVE, curator=False, input=draft()))[0] == "FORBIDDEN"
    assert (await desk.refused(PUBLISH, curator=False, id=f"draft:{CODE}/1"))[0] == "FORBIDDEN"
    untitled = draft(modules=[{"title": " ", "level": "L4"}])
    assert (await desk.refused(SAVE, input=untitled))[:2] == ("BAD_INPUT", "modules.0.title")
    assert (await desk.refused(SAVE, input=draft(who="")))[:2] == ("BAD_INPUT", "who")
    assert (await desk.refused(SAVE, input=draft(revision=9)))[:2] == ("BAD_INPUT", "revision")
    assert (await desk.ask(LIST))["totalCount"] == 0


async def test_a_draft_is_saved_edited_and_read_again_version_by_version(desk: Desk) -> None:
    await check_what_is_refused(desk)
    first = await desk.ask(SAVE, input=draft())
    assert (first["id"], first["version"], first["base"]) == (f"draft:{CODE}/1", 1, 1)
    assert first["text"]["occupation"] == {"name": "人工智能训练师"}
    own = first["text"]["modules"][1]
    assert (own["kind"], own["level"], own["tasks"], own["module"]) == ("WRITE", "L4", ["样例任务二"], None)
    code, field, message = await desk.refused(SAVE, input=draft())
    assert (code, field) == ("CONFLICT", "seen")
    assert "version 1" in message
    second = await desk.ask(SAVE, input=draft(seen=1, definition="改过", who="李老师"))
    assert (await desk.ask(READ, id=second["id"]))["text"]["definition"] == "改过"
    found = await desk.ask(LIST, subject=CODE)
    assert [edge["node"]["version"] for edge in found["edges"]] == [2, 1]
    assert (await desk.ask(LIST, subject="别的"))["totalCount"] == 0
    assert (await desk.refused(READ, id="draft:nothing/1"))[:2] == ("NOT_FOUND", "id")


async def test_a_published_draft_is_a_derived_package_at_once_and_a_dry_run_is_none(desk: Desk) -> None:
    saved = (await desk.ask(SAVE, input=draft()))["id"]
    tried = await desk.ask(PUBLISH, id=saved, dry=True)
    assert (tried["revision"], tried["package"]) == (None, None)
    assert {"label": "TrainingPackage", "new": 1, "changed": 0, "closed": 0} in tried["changes"]
    made = await desk.ask(PUBLISH, id=saved)
    assert made["revision"] == {"number": 2, "who": "王老师"}
    assert made["package"]["provenance"]["origin"] == "DERIVED"
    assert made["package"]["provenance"]["source"]["publisher"] == "王老师"
    assert "not official" in made["package"]["provenance"]["source"]["note"]
    assert {part["module"]["name"] for part in made["package"]["included"]} >= {"样例模块"}
    again = await desk.ask(PUBLISH, id=saved)
    assert again["revision"] is None
    unfinished = (await desk.ask(SAVE, input=draft(seen=1, modules=[{"title": "无等级"}])))["id"]
    code, field, message = await desk.refused(PUBLISH, id=unfinished)
    assert (code, field) == ("BAD_INPUT", "modules.0.level")
    assert "无等级" in message


def test_the_commands_save_and_publish_the_same_text_with_the_same_messages(
    lifepath: Lifepath, tmp_path: Path
) -> None:
    path = tmp_path / "draft.json"
    given = {key: value for key, value in draft(name="样例新职业", code=None).items() if key != "who"}
    path.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    saved = json.loads(lifepath("draft", "save", str(path), "--json").out)
    assert (saved["subject"], saved["version"]) == ("样例新职业", 1)
    assert read_draft(saved["content"]).modules[1].why == "没有现成的"
    told = lifepath("draft", "show", "draft:样例新职业/1").out
    for part in ("样例新职业 without a code", "not official", "样例模块", "样例任务二", "MISSING"):
        assert part in told
    refused = lifepath("draft", "save", str(path), "--after", "3")
    assert refused.code == 2
    assert "no version 3" in refused.err
    published = lifepath("draft", "publish", "draft:样例新职业/1")
    assert published.code == 2
    assert "no such occupation" in published.err
    path.write_text(json.dumps({**given, "modules": [{"title": ""}]}), encoding="utf-8")
    damaged = lifepath("draft", "save", str(path), "--json")
    assert json.loads(damaged.out)["error"]["field"] == "modules.0.title"
