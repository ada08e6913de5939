"""`lifepath ingest --kind`: a document is one revision or nothing, and what is wrong with it is told row by row."""

import json
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest

from api.cli.frame import run
from api.settings import variables
from graph.model.difference import compare
from graph.opening import open_store
from tests.api.excerpt import excerpt
from tests.ingest.damages import FILES, KINDS, Kind, damaged
from tests.ingest.packages import package
from tests.ingest.retyped import CODE, YEAR, standard
from tests.ingest.writing import write_docx, write_pdf, write_xlsx

pytestmark = pytest.mark.server
STANDARD = f"std:{CODE}/{YEAR}"


@pytest.fixture(scope="module")
async def home(anyio_backend: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Path]:
    """A data directory of its own whose store holds the excerpt."""
    folder = tmp_path_factory.mktemp("documents")
    async with open_store(folder, None, share=True) as store:
        await store.apply(compare(await store.snapshot(), excerpt()), base=0, who="tests", sources=())
        yield folder


@pytest.fixture(autouse=True)
def _at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LIFEPATH_HOME", str(home))


def newest(capsys: pytest.CaptureFixture[str]) -> int:
    capsys.readouterr()
    assert run(["revisions", "--json"]) == 0
    return max(revision["number"] for revision in json.loads(capsys.readouterr().out))


def added(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    capsys.readouterr()
    assert run(["ingest", *arguments, "--who", "tests", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_damaged_standard_is_told_row_by_row_with_code_2_and_changes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, kind: Kind, home: Path
) -> None:
    before = newest(capsys)
    path = damaged(kind, tmp_path)
    assert run(["ingest", "--kind", "standard", str(path)]) == 2
    said = capsys.readouterr()
    assert said.out.startswith("damaged.docx is not taken as a standard; nothing changed. What is wrong:\n")
    for part in kind.said:
        assert part in said.out
    assert said.err.splitlines()[-1].startswith("error: damaged.docx has ")
    assert newest(capsys) == before
    assert not (home / "files").exists() or not list((home / "files").glob(f"*{path.stem}*"))


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_is_one_clear_line_with_code_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    file, write, reason = FILES[name]
    before = newest(capsys)
    assert run(["ingest", "--kind", "standard", str(write(tmp_path / file))]) == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("error: ")
    assert reason in last
    assert newest(capsys) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--kind", "standard"), "--kind standard needs the FILE"),
        (("somewhere.docx",), "go with --kind standard"),
        (("--kind", "standard", "/does/not/exist.docx"), "/does/not/exist.docx"),
        (("--kind", "package", "--table", "majors=x.csv", "x.docx"), "--table and --without go with"),
        (("--kind", "poem", "x.docx"), "poem"),
        (("--without", "std:x"), "no document was imported for 'std:x'"),
    ],
)
def test_a_wrong_argument_is_named(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str
) -> None:
    assert run(["ingest", *arguments]) == 2
    assert message in capsys.readouterr().err.splitlines()[-1]


def test_damages_are_json_for_programs(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = damaged(KINDS[1], tmp_path)
    assert run(["ingest", "--kind", "standard", str(path), "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert (told["ingest"], told["id"]) == (None, None)
    assert {"table": "table 1", "row": 1, "column": "技能要求"}.items() <= told["damages"][0].items()


def test_a_standard_is_shown_dry_and_added_once(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, home: Path
) -> None:
    path, before = write_docx(standard(), tmp_path / "standard.docx"), newest(capsys)
    assert run(["ingest", "--kind", "standard", str(path), "--dry-run"]) == 0
    dry = capsys.readouterr().out
    assert f"standard.docx: {STANDARD}" in dry
    assert f"dry run: this would become revision {before + 1}; nothing changed" in dry
    assert "UNREAD: default rules stay" in dry
    assert newest(capsys) == before
    report = added(capsys, "--kind", "standard", str(path))
    assert report["ingest"]["revision"]["number"] == before + 1
    assert report["ingest"]["new"]["SkillRequirement"] == 72
    assert [level["hours"] for level in report["contents"]] == [120, 120, 90, 80, 80]
    kept = home / "files" / f"{report['ingest']['revision']['sources'][0].removeprefix('src:')}.docx"
    assert kept.read_bytes() == path.read_bytes()
    again = added(capsys, "--kind", "standard", str(path))
    assert again["ingest"]["revision"] is None
    assert newest(capsys) == before + 1


def test_the_same_standard_in_another_format_differs_in_its_source_only(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    added(capsys, "--kind", "standard", str(write_docx(standard(), tmp_path / "standard.docx")))
    for path in (write_xlsx(standard(), tmp_path / "s.xlsx"), write_pdf(standard(), tmp_path / "s.pdf")):
        report = added(capsys, "--kind", "standard", str(path), "--dry-run")["ingest"]
        assert report["new"] == report["closed"] == {"Source": 1}


def test_a_package_is_added_with_the_hours_of_its_modules(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = write_xlsx(package(), tmp_path / "package.xlsx")
    report = added(capsys, "--kind", "package", str(path))
    assert report["id"] == f"pkg:{CODE}@2022/2024"
    assert [(level["level"], level["hours"]) for level in report["contents"]] == [("L5", 80), ("L4", 80)]
    assert "SAMPLE职业基本素质" in report["notes"][0]["reason"]
    assert added(capsys, "--kind", "package", str(path))["ingest"]["revision"] is None
