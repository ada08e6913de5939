"""A draft that was published outlives what is ingested later: tables, a standard's document, and an import that comes back."""

import json
from pathlib import Path

import pytest

from graph.model.difference import compare
from graph.model.facts import Module, Source, TrainingPackage
from graph.model.links import Link, RelType
from graph.model.snapshot import Snapshot
from graph.model.terms import Origin
from ingest import load
from ingest.desk_drafts import package_of, published, read_draft
from ingest.documents import read_document
from ingest.importing import DocumentKind, import_document
from ingest.patching import Documents
from tests.ingest.packages import package
from tests.ingest.retyped import CODE, standard
from tests.ingest.writing import Script, write_docx

OWN = "样例新编模块"


@pytest.fixture
def tables(small: Path) -> Snapshot:
    return load(small).snapshot.stamped(1)


def draft(current: Snapshot) -> str:
    """One module of the occupation's own standard, and one that is new."""
    used = min(key for key, node in current.nodes.items() if isinstance(node, Module) and f":{CODE}/" in key)
    modules = [{"title": "沿用", "module": used}, {"title": OWN, "level": "L4", "tasks": ["样例任务"]}]
    return json.dumps({"name": "人工智能训练师", "code": CODE, "modules": modules}, ensure_ascii=False)


def with_draft(current: Snapshot) -> Snapshot:
    content = draft(current)
    return published(read_draft(content), content, current, version=1, who="tests").snapshot.stamped(2)


def imported(current: Snapshot, folder: Path, script: Script, kind: DocumentKind) -> Snapshot:
    path = write_docx(script, folder / f"{kind}.docx")
    found = import_document(path, read_document(path), kind=kind, current=current)
    assert found.loaded is not None, found.damages
    return found.loaded.snapshot


def package_in(snapshot: Snapshot) -> tuple[TrainingPackage, Source, list[Link]]:
    node = snapshot.nodes[package_of(read_draft(draft(snapshot)), 1)]
    assert isinstance(node, TrainingPackage)
    source = snapshot.nodes[node.source]
    assert isinstance(source, Source)
    links = [link for link in snapshot.links.values() if link.start == node.id]
    return node, source, sorted(links, key=lambda link: link.key)


def bare(snapshot: Snapshot) -> tuple[object, ...]:
    """The package without the revisions that a store gives."""
    node, source, links = package_in(snapshot)
    ends = [(link.type, link.end, link.order, link.origin, link.source) for link in links]
    return node.name, node.origin, source.title, source.note, ends


def test_a_published_draft_says_what_it_is(tables: Snapshot) -> None:
    node, source, links = package_in(with_draft(tables))
    assert node.origin is source.origin is Origin.DERIVED
    assert {link.origin for link in links} == {Origin.DERIVED}
    assert [link.type for link in links].count(RelType.INCLUDES) == 2


def test_a_later_ingest_of_tables_keeps_it(small: Path, tables: Snapshot) -> None:
    before = with_draft(tables)
    again = load(small, {}, Documents.of(before)).snapshot
    assert not compare(before, again)
    assert bare(again) == bare(before)


def test_a_standard_imported_later_keeps_it_with_all_its_modules(
    small: Path, tables: Snapshot, tmp_path: Path
) -> None:
    before = with_draft(tables)
    after = imported(before, tmp_path, standard(), DocumentKind.STANDARD).stamped(3)
    assert bare(after) == bare(before)
    again = load(small, {}, Documents.of(after)).snapshot
    assert not compare(after, again)
    assert bare(again) == bare(before)


def test_a_standard_that_is_taken_back_keeps_it(small: Path, tables: Snapshot, tmp_path: Path) -> None:
    before = with_draft(tables)
    after = imported(before, tmp_path, standard(), DocumentKind.STANDARD).stamped(3)
    documents = Documents.of(after)
    left = load(small, {}, documents.without([documents.standards[0].id])).snapshot
    assert bare(left) == bare(before)


def test_an_official_package_takes_its_place(tables: Snapshot, tmp_path: Path) -> None:
    before = with_draft(tables)
    after = imported(before, tmp_path, package(), DocumentKind.PACKAGE)
    drafts = [
        n for n in after.nodes.values() if isinstance(n, TrainingPackage) and n.origin is Origin.DERIVED
    ]
    assert not [found for found in drafts if CODE in found.id]
    assert not [n for n in after.nodes.values() if isinstance(n, Module) and n.name == OWN]
