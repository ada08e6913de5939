"""Reading xlsx as a document: a row with one filled cell is a paragraph, rows with more are tables."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from graph.errors import InvalidInput
from ingest.documents.blocks import Block, Document, Paragraph, table
from ingest.faults import FileFault
from ingest.files import cell_text

_UNNAMED = re.compile(r"^(Sheet|工作表)\s*\d*$", re.IGNORECASE)
Line = tuple[int, list[str]]
_DAMAGE = (zipfile.BadZipFile, KeyError, ValueError, EOFError, OSError, ParseError, IndexError, TypeError)


def read_spreadsheet(name: str, content: bytes) -> Document:
    """The blocks of an xlsx file, sheet by sheet; raises InvalidInput for one that cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles that openpyxl does not know say nothing about the cells
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except _DAMAGE as error:
        raise InvalidInput(FileFault.FILE_DAMAGED(file=name, format="xlsx"), field="file") from error
    return Document(name, tuple(block for sheet in book.worksheets for block in _sheet(sheet)))


def _sheet(sheet: Worksheet) -> Iterator[Block]:
    """Blocks of a sheet, its name first where someone gave it one; an empty row ends a table."""
    if not _UNNAMED.match(sheet.title):
        yield Paragraph(sheet.title, f"sheet {sheet.title}")
    for filled, group in groupby(_grid(sheet), key=lambda line: any(line[1])):
        if filled:
            yield from _block(sheet.title, list(group))


def _block(sheet: str, lines: Sequence[Line]) -> Iterator[Block]:
    """Single texts first, as paragraphs; from the first row with several texts on it is a table, as wide as its texts."""
    first = next((i for i, (_, row) in enumerate(lines) if len({*row} - {""}) > 1), len(lines))
    for number, row in lines[:first]:
        yield Paragraph(next(filter(None, row)), f"sheet {sheet} row {number}")
    if first < len(lines):
        rows = [row for _, row in lines[first:]]
        width = max(at for row in rows for at, cell in enumerate(row, start=1) if cell)
        yield table(f"sheet {sheet}", [row[:width] for row in rows], lines[first][0])


def _grid(sheet: Worksheet) -> Iterator[Line]:
    """The rows of a sheet with their numbers, merged cells filled in."""
    rows = [[_text(cell) for cell in row] for row in sheet.iter_rows()]
    for area in sheet.merged_cells.ranges:
        left, top, right, bottom = area.bounds
        for row in rows[top - 1 : bottom]:
            row[left - 1 : right] = [rows[top - 1][left - 1]] * (right - left + 1)
    yield from enumerate(rows, start=1)


def _text(cell: Cell | MergedCell) -> str:
    """What a cell shows: a share that is formatted as percent is a percentage."""
    value: object = cell.value
    if "%" in (cell.number_format or "") and isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value * 100:g}%"
    return cell_text(value)
