"""Where a command may put a file, told before anything is opened."""

import json
from pathlib import Path

import pytest

from api.cli.frame import run


@pytest.mark.parametrize(
    ("arguments", "suffix"),
    [
        (["path", "--occupation", "电工", "--level", "L3"], ".html"),
        (["path", "--batch", "read.txt"], ".jsonl"),
        (["gap", "read.txt"], ".docx"),
        (["gap-report"], ".xlsx"),
        (["code", "read.txt"], ".csv"),
    ],
)
def test_a_missing_folder_and_a_directory_are_told_by_out(
    arguments: list[str],
    suffix: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LIFEPATH_HOME", "/dev/null")  # which nothing opens
    Path("read.txt").write_text("电工", encoding="utf-8")
    Path(f"folder{suffix}").mkdir()
    for out in (f"no/out{suffix}", f"folder{suffix}"):
        assert run([*arguments, "--out", out, "--json"]) == 2
        said = capsys.readouterr()
        assert json.loads(said.out)["error"]["field"] == "--out"
        assert len(said.err.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"folder{suffix}", "read.txt"]


def test_a_notice_is_never_replaced_by_its_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notice = tmp_path / "notice.docx"
    notice.write_bytes(b"PK")
    assert run(["gap", str(notice), "--out", str(notice)]) == 2
    assert "is the file that is read" in capsys.readouterr().err
    assert notice.read_bytes() == b"PK"
