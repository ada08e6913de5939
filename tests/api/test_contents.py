"""What imported documents say, asked over GraphQL."""

from pathlib import Path

import pytest

from graph.model.snapshot import Snapshot
from ingest.documents import read_document
from ingest.importing import DocumentKind, import_document
from tests.api.asking import Service, catalogue_of, without_store
from tests.api.excerpt import excerpt
from tests.ingest.packages import package
from tests.ingest.retyped import CODE, HOURS, YEAR, standard
from tests.ingest.writing import write_docx

STANDARD = f"std:{CODE}/{YEAR}"
QUERY = """
query ($id: ID!) {
  standard(id: $id) {
    levelDetails { level hours ethicsWeight basicsWeight provenance { origin locator source { title } } }
    modules(level: L5) { name weight theoryWeight contents { name skills { text } knowledge { text } } }
  }
}
"""
PACKAGE = """
query ($id: ID!) {
  trainingPackage(id: $id) { hours included { hours module { name level standards { id } } } provenance { origin } }
}
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    """The excerpt with a standard and a package imported."""
    folder = tmp_path_factory.mktemp("contents")
    current = _with(excerpt(), write_docx(standard(), folder / "standard.docx"), DocumentKind.STANDARD)
    current = _with(current, write_docx(package(), folder / "package.docx"), DocumentKind.PACKAGE)
    return without_store(catalogue_of(current))[0]


def _with(current: Snapshot, path: Path, kind: DocumentKind) -> Snapshot:
    found = import_document(path, read_document(path), kind=kind, current=current)
    assert found.loaded is not None
    return found.loaded.snapshot


async def test_a_standard_shows_its_levels_and_the_contents_of_its_modules(service: Service) -> None:
    found = (await service.ask(QUERY, id=STANDARD))["standard"]
    assert [level["hours"] for level in found["levelDetails"]] == list(HOURS.values())
    assert found["levelDetails"][0]["provenance"]["source"]["title"] == "standard.docx"
    first = found["modules"][0]
    assert (first["name"], first["weight"], first["theoryWeight"]) == ("数据标注", 60, 30)
    assert [work["name"] for work in first["contents"]] == ["SAMPLE工作一", "SAMPLE工作二"]
    assert len(first["contents"][0]["skills"]) == 2
    assert first["contents"][0]["knowledge"] == [{"text": "SAMPLE知识一"}]


async def test_a_package_shows_the_hours_that_it_gives_each_module(service: Service) -> None:
    found = (await service.ask(PACKAGE, id=f"pkg:{CODE}@2022/2024"))["trainingPackage"]
    assert found["hours"] == sum(part["hours"] for part in found["included"]) == 160
    own, *others = found["included"]
    assert (own["module"]["name"], own["module"]["standards"]) == ("SAMPLE职业基本素质", [])
    assert all(part["module"]["standards"] == [{"id": STANDARD}] for part in others)


async def test_before_the_import_the_contents_are_empty_and_the_hours_unknown() -> None:
    service = without_store(catalogue_of(excerpt()))[0]
    found = (await service.ask(QUERY, id=STANDARD))["standard"]
    assert found["levelDetails"] == []
    assert {(m["theoryWeight"], len(m["contents"])) for m in found["modules"]} == {(None, 0)}
