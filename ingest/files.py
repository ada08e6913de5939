"""Reading a user's file as sheets of text cells: csv in UTF-8 or GB18030, xlsx and old xls.

Every failure is an InvalidInput that names the file; nothing here knows what a column means.
"""

import csv
import io
import warnings
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
import xlrd
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDocError

from graph.errors import InvalidInput
from ingest.faults import FileFault

ENCODINGS = ("utf-8-sig", "gb18030")
MOST_BYTES = 200_000_000  # of a packed file, unpacked
XLSX_MAGIC = b"PK"
XLS_MAGIC = b"\xd0\xcf\x11\xe0"
_DAMAGE = (zipfile.BadZipFile, KeyError, ValueError, EOFError, OSError, ParseError, IndexError, TypeError)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of text cells: its name (empty for csv) and its rows, each with its number from 1."""

    name: str
    rows: tuple[tuple[int, list[str]], ...]


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The sheets of a file with at least one filled row; raises InvalidInput naming the file."""
    content = read_bytes(path)
    if not content.strip():
        raise InvalidInput(FileFault.FILE_EMPTY(file=path.name), field="file")
    if content.startswith(XLSX_MAGIC):
        sheets = _xlsx(path.name, content)
    elif content.startswith(XLS_MAGIC):
        sheets = _xls(path.name, content)
    else:
        sheets = (_csv(path.name, content),)
    filled = tuple(sheet for sheet in sheets if sheet.rows)
    if not filled:
        raise InvalidInput(FileFault.FILE_NO_ROW(file=path.name), field="file")
    return filled


def read_bytes(path: Path) -> bytes:
    """The content of a file; raises InvalidInput where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        said = FileFault.FILE_UNREADABLE(file=path, cause=error.strerror)
        raise InvalidInput(said, field="file") from error


def cell_text(value: Any) -> str:
    """A cell as text: whole numbers without a fraction, dates as ISO, nothing as the empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def _csv(name: str, content: bytes) -> Sheet:
    reader = csv.reader(io.StringIO(decode(name, content), newline=""), strict=True)
    try:
        rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error as error:
        said = FileFault.FILE_NO_CSV(file=name, line=reader.line_num, cause=error)
        raise InvalidInput(said, field="file") from error
    return Sheet("", tuple((number, row) for number, row in rows if any(row)))


def decode(name: str, content: bytes) -> str:
    """The text of a file; raises InvalidInput where it is neither UTF-8 nor GB18030."""
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InvalidInput(FileFault.FILE_ENCODING(file=name), field="file")


def _xlsx(name: str, content: bytes) -> tuple[Sheet, ...]:
    try:
        _check_unpacked(name, content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles that openpyxl does not know say nothing about the cells
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            return tuple(
                _sheet(sheet.title, [list(row) for row in sheet.iter_rows(values_only=True)])
                for sheet in book.worksheets
            )
    except _DAMAGE as error:
        raise InvalidInput(FileFault.FILE_DAMAGED(file=name, format="xlsx"), field="file") from error


def _check_unpacked(name: str, content: bytes) -> None:
    """Raises InvalidInput for a packed file that would fill the memory."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        unpacked = sum(part.file_size for part in parts.infolist())
    if unpacked > MOST_BYTES:
        said = FileFault.FILE_TOO_LARGE(file=name, bytes=unpacked, most=MOST_BYTES)
        raise InvalidInput(said, field="file")


def _xls(name: str, content: bytes) -> tuple[Sheet, ...]:
    try:
        book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO())
        return tuple(
            _sheet(sheet.name, [sheet.row_values(row) for row in range(sheet.nrows)])
            for sheet in book.sheets()
        )
    except (XLRDError, CompDocError, AssertionError, *_DAMAGE) as error:
        raise InvalidInput(FileFault.FILE_DAMAGED(file=name, format="xls"), field="file") from error


def _sheet(name: str, rows: Sequence[Sequence[Any]]) -> Sheet:
    cells = ((number, [cell_text(cell) for cell in row]) for number, row in enumerate(rows, start=1))
    return Sheet(name, tuple((number, row) for number, row in cells if any(row)))
