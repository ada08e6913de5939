"""`lifepath ingest` from a terminal: twice is once, and a malformed file changes nothing."""

import json
import os
import subprocess
import sys
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from api.cli.frame import run
from api.settings import CHECKOUT, variables
from graph.opening import open_store

pytestmark = pytest.mark.server
MAJORS = (CHECKOUT / "data" / "majors.csv").read_text(encoding="utf-8")
WHOLE = {"sources", "clauses", "eligibility_rules", "regions", "errata", "findings"}
ROWS = 40
HEADER, ROW = MAJORS.splitlines()[:2]


@pytest.fixture(scope="module")
async def home(anyio_backend: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Path]:
    """A data directory with an empty store that is shared, as `lifepath serve` shares it."""
    folder = tmp_path_factory.mktemp("home")
    async with open_store(folder, None, share=True):
        yield folder


@pytest.fixture(scope="module")
def few_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped tables, the long ones cut to their first rows."""
    folder = tmp_path_factory.mktemp("data")
    for table in (CHECKOUT / "data").glob("*.csv"):
        lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = lines if table.stem in WHOLE else lines[:ROWS]
        (folder / table.name).write_text("".join(kept), encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _at_home(home: Path, few_tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LIFEPATH_HOME", str(home))
    monkeypatch.setenv("LIFEPATH_DATA", str(few_tables))


def _revisions(capsys: pytest.CaptureFixture[str]) -> list[object]:
    capsys.readouterr()
    assert run(["revisions", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "majors.csv is empty"),
        (f"{HEADER}\n".replace("code", "kode").encode() + ROW.encode(), "wrong column headers"),
        (f"{HEADER}\n{ROW}\n{ROW}\n".encode(), "row 3, education: repeats row 2"),
        (f"{HEADER}\n{ROW},extra,cells\n".encode(), "row 2"),
        (b"\xff\xfe\xff\xff", "neither UTF-8 nor GB18030"),
        (b"PK\x03\x04 cut off", "damaged or cut off"),
    ],
)
def test_a_malformed_file_is_one_clear_line_and_changes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, message: str
) -> None:
    file = tmp_path / "majors.csv"
    file.write_bytes(content)
    before = _revisions(capsys)
    assert run(["ingest", "--table", f"majors={file}"]) == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("error: ")
    assert "majors.csv" in last
    assert message in last
    assert run(["ingest", "--table", f"majors={file}", "--json"]) == 2
    assert message in json.loads(capsys.readouterr().out)["error"]["message"]
    assert _revisions(capsys) == before


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (("--table", "majors"), "NAME=FILE"),
        (("--table", "colours=x.csv"), "no table 'colours'"),
        (("--table", "majors=/does/not/exist.csv"), "/does/not/exist.csv"),
        (("--data", "/does/not/exist"), "/does/not/exist"),
    ],
)
def test_a_wrong_option_is_named(
    capsys: pytest.CaptureFixture[str], option: tuple[str, str], message: str
) -> None:
    assert run(["ingest", *option]) == 2
    assert message in capsys.readouterr().err.splitlines()[-1]


def test_ingest_shows_what_it_would_do_does_it_and_does_it_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["ingest", "--dry-run"]) == 0
    dry = capsys.readouterr().out
    assert dry.startswith("dry run: this would become revision 1; nothing changed")
    assert "Occupation" in dry
    assert _revisions(capsys) == []
    assert run(["ingest", "--who", "tests", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["revision"]["number"] == 1
    assert report["new"]["Occupation"] == ROWS - 1
    assert run(["ingest"]) == 0
    assert "nothing differs from revision 1" in capsys.readouterr().out
    assert len(_revisions(capsys)) == 1


def test_a_table_in_gb18030_is_read_like_any_other(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "majors.csv"
    file.write_text(MAJORS.replace("种子生产技术", "种子生产与经营"), encoding="gb18030")
    assert run(["ingest", "--dry-run", "--table", f"majors={file}", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["changed"]["Major"] > 0
    assert report["revision"] is None


def test_the_command_itself_ends_with_the_same_code_and_line(home: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    done = subprocess.run(
        [Path(sys.executable).with_name("lifepath"), "ingest", "--table", f"majors={tmp_path / 'empty.csv'}"],
        cwd=CHECKOUT,
        env={**os.environ, "LIFEPATH_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines()[-1] == "error: empty.csv is empty"
