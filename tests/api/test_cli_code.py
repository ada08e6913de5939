"""`lifepath code`: files of titles read, coded and written; bad input told by place, nothing half written."""

import csv
from pathlib import Path

import openpyxl
import pytest

from api.cli.code import COLUMNS, coded, read_titles, write_table
from api.cli.frame import run
from graph.errors import InvalidInput
from tests.recommender import coders


@pytest.fixture
def titles(tmp_path: Path) -> Path:
    path = tmp_path / "titles.csv"
    path.write_text("编号,岗位名称\n1,氩弧焊师傅\n2,\n3,后厨\n", encoding="utf-8")
    return path


def test_every_row_is_answered_in_order_and_an_empty_title_is_told(titles: Path) -> None:
    table = read_titles(titles, column=None, sheet=None)
    first, second, third = coded(table, coders.coder(0.2), context=None)
    assert not isinstance(first, InvalidInput)
    assert first.matches[0].match.occupation.name == "焊工"
    assert isinstance(second, InvalidInput)
    assert not isinstance(third, InvalidInput)
    assert third.abstained
    assert [number for number, _ in table.rows] == [2, 3, 4]


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_a_table_is_written_whole_with_text_that_no_spreadsheet_runs(tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    write_table(out, ["title", *COLUMNS], [["=1+1", "6-18-02-04", *[""] * 6]])
    if name.endswith(".csv"):
        rows = list(csv.reader(out.read_text(encoding="utf-8-sig").splitlines()))
    else:
        rows = [[str(c or "") for c in row] for row in openpyxl.load_workbook(out).active.values]  # type: ignore[union-attr]
    assert rows[0][:2] == ["title", "code"]
    assert rows[1][:2] == ["'=1+1", "6-18-02-04"]
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_characters_that_a_workbook_cannot_hold_are_shown_as_such(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    write_table(out, ["title"], [["焊\x07工"]])
    sheet = openpyxl.load_workbook(out).active
    assert sheet
    assert [row[0] for row in sheet.values] == ["title", "焊\ufffd工"]


def test_the_coded_table_never_takes_the_place_of_the_titles(
    titles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = titles.read_bytes()
    assert run(["code", str(titles), "--out", str(titles.parent / "." / titles.name)]) == 2
    assert "is the file that is read" in capsys.readouterr().err
    assert titles.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "column", "told"),
    [
        ("甲,乙\n1,2\n", None, "甲, 乙"),
        ("甲,乙\n1,2\n", "丙", "丙"),
        ("岗位名称\n", None, "no title"),
    ],
)
def test_a_file_without_titles_is_refused_by_name(
    tmp_path: Path, content: str, column: str | None, told: str
) -> None:
    path = tmp_path / "titles.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidInput, match=told):
        read_titles(path, column=column, sheet=None)


def test_a_place_that_cannot_be_written_is_told_before_anything_is_loaded(
    titles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["code", str(titles), "--out", str(titles.parent / "out.pdf")]) == 2
    assert run(["code", str(titles), "--out", str(titles.parent / "no" / "out.csv")]) == 2
    assert "no folder" in capsys.readouterr().err
