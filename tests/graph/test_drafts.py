"""Versions of draft packages in the store, and one published into the catalogue: derived, and kept by later ingests."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from graph.errors import Conflict, InvalidInput, NotFound
from graph.model.drafts import SavedDraft
from graph.model.facts import Module, TrainingPackage
from graph.model.snapshot import Snapshot
from graph.model.terms import Origin
from graph.store import Store
from ingest.desk_drafts import published, read_draft
from ingest.imported_packages import packages_in
from ingest.standing import Standing
from tests.api.excerpt import excerpt

CODE = "4-04-05-05"
AT = datetime(2026, 11, 25, tzinfo=UTC)


def draft(*modules: dict[str, object], code: str | None = CODE) -> str:
    return json.dumps({"name": "人工智能训练师", "code": code, "modules": modules}, ensure_ascii=False)


def saved(content: str) -> SavedDraft:
    return SavedDraft(subject=CODE, version=0, at=AT, who="tests", base=1, content=content)


async def test_versions_count_up_and_one_made_from_an_older_version_is_refused(store: Store) -> None:
    first = await store.drafts.add(saved("{}"))
    second = await store.drafts.add(saved('{"a": 1}'), seen=1)
    assert (first.id, second.id) == (f"draft:{CODE}/1", f"draft:{CODE}/2")
    with pytest.raises(InvalidInput, match="no version 7"):
        await store.drafts.add(saved("{}"), seen=7)
    with pytest.raises(InvalidInput) as nameless:
        await store.drafts.add(replace(saved("{}"), who=" "))
    assert nameless.value.field == "who"
    with pytest.raises(Conflict, match="version 2"):
        await store.drafts.add(saved("{}"), seen=1)
    assert await store.drafts.all() == [first, second]
    assert await store.drafts.get(second.id) == second
    with pytest.raises(NotFound):
        await store.drafts.get("draft:nothing/1")


def test_a_published_draft_is_derived_and_replaces_the_one_before() -> None:
    before = excerpt()
    existing = min(key for key, node in before.nodes.items() if isinstance(node, Module))
    text = draft({"title": "样例模块", "level": "L4"}, {"title": "沿用", "module": existing})
    once = made(text, before, version=1)
    twice = made(draft({"title": "另一模块", "level": "L3"}), once, version=2)
    packages = [n for n in twice.nodes.values() if isinstance(n, TrainingPackage) and n.version == "draft2"]
    assert [package.origin for package in packages] == [Origin.DERIVED]
    assert {"样例模块", "另一模块"} & {n.name for n in twice.nodes.values() if isinstance(n, Module)} == {
        "另一模块"
    }
    assert not any(isinstance(n, TrainingPackage) and n.version == "draft1" for n in twice.nodes.values())


def test_a_later_ingest_finds_a_published_draft_again() -> None:
    whole = made(draft({"title": "样例模块", "level": "L4"}), excerpt(), version=1)
    found = [package for package in packages_in(Standing.of(whole)) if "draft1" in package.id]
    assert [len(package.nodes) for package in found] == [2]


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (draft({"title": "样例模块"}), "modules.0.level"),
        (draft({"title": "样例模块", "module": "mod:nothing"}), "modules.0.module"),
        (draft({"title": "甲", "level": "L4"}, {"title": "甲", "level": "L4"}), "modules.1"),
        (draft({"title": "甲", "level": "L4"}, code=None), "code"),
    ],
)
def test_what_cannot_be_published_is_named(content: str, field: str) -> None:
    with pytest.raises(InvalidInput) as error:
        made(content, excerpt(), version=1)
    assert error.value.field == field


@pytest.mark.parametrize("content", ["", "[]", '{"name": 3}', draft({"title": "甲", "level": "L9"})])
def test_a_damaged_draft_is_refused(content: str) -> None:
    with pytest.raises(InvalidInput):
        read_draft(content)


def made(content: str, current: Snapshot, *, version: int) -> Snapshot:
    return published(read_draft(content), content, current, version=version, who="tests").snapshot
