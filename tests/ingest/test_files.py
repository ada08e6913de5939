"""Files as users have them: encodings, spreadsheets, damage."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InvalidInput
from ingest.files import cell_text, read_sheets
from ingest.records import compact

LINE = "code,name\n6-31-01-03,电工\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_file_reads_the_same_in_every_encoding_that_is_seen(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes(LINE.encode(encoding))
    (sheet,) = read_sheets(file)
    assert sheet.rows == ((1, ["code", "name"]), (2, ["6-31-01-03", "电工"]))


def test_bytes_that_are_no_text_are_refused_with_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes(b"code,name\n\xff\xff\xff\xfe\n")
    with pytest.raises(InvalidInput, match=r"table.csv is neither UTF-8 nor GB18030 text; save it as UTF-8"):
        read_sheets(file)


@pytest.mark.parametrize("content", [b"", b" \n\n", b"\xef\xbb\xbf", b",,\n,,\n"])
def test_a_file_without_content_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes(content)
    with pytest.raises(InvalidInput, match=r"table\.csv (is empty|has no filled row)"):
        read_sheets(file)


def test_a_file_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot read"):
        read_sheets(tmp_path / "nothing.csv")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_an_xlsx_file_that_was_cut_off_is_refused_as_such(tmp_path: Path, share: float) -> None:
    file = tmp_path / "table.xlsx"
    book = openpyxl.Workbook()
    for number in range(200):
        book.worksheets[0].append([number, f"row {number}"])
    book.save(file)
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(InvalidInput, match=r"table\.xlsx is damaged or cut off"):
        read_sheets(file)


def test_an_old_xls_file_that_was_cut_off_is_refused_as_such(tmp_path: Path) -> None:
    file = tmp_path / "schools.xls"
    file.write_bytes((Path(__file__).parent / "files" / "schools.xls").read_bytes()[:1500])
    with pytest.raises(InvalidInput, match=r"schools\.xls is damaged or cut off"):
        read_sheets(file)


def test_cells_of_a_spreadsheet_are_text_without_the_fraction_of_whole_numbers(tmp_path: Path) -> None:
    file = tmp_path / "table.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].append([4143010530.0, 2.5, date(2025, 6, 20), None, True, " 电工 "])
    book.save(file)
    (sheet,) = read_sheets(file)
    assert sheet.rows == ((1, ["4143010530", "2.5", "2025-06-20", "", "1", "电工"]),)


@given(st.integers(0, 10**15))
def test_a_number_that_stands_for_an_id_keeps_its_digits(number: int) -> None:
    assert cell_text(float(number)) == compact(f"{number}.0") == cell_text(number) == str(number)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    once = compact(text)
    if not once.endswith("0"):
        assert compact(once) == once
    assert not any(character.isspace() for character in once)


def test_full_width_digits_and_brackets_fold() -> None:
    assert compact("６－３１－０１－０３") == "6-31-01-03"
    assert compact("焊工（ 电焊工 ）") == "焊工(电焊工)"
