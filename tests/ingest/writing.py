"""Documents as users have them: the same paragraphs and tables written as docx, xlsx and pdf, with merged cells."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, SimpleDocTemplate, TableStyle
from reportlab.platypus import Paragraph as PdfParagraph
from reportlab.platypus import Table as PdfTable

UP, LEFT = "<up>", "<left>"
FONT = "STSong-Light"
PAGE_WIDTH = 450


@dataclass
class Grid:
    """A table; UP and LEFT are places that the cell above or to the left covers. A pdf breaks the page at `breaks`."""

    rows: list[list[str]]
    breaks: int | None = None


@dataclass
class Script:
    """A document to be written: texts and tables in order."""

    blocks: list[str | Grid] = field(default_factory=list)

    @property
    def grids(self) -> list[Grid]:
        return [block for block in self.blocks if isinstance(block, Grid)]


def spans(rows: Sequence[Sequence[str]]) -> list[tuple[int, int, int, int]]:
    """(top, left, bottom, right) of every merged cell."""
    found: list[tuple[int, int, int, int]] = []
    for top, row in enumerate(rows):
        for left, cell in enumerate(row):
            if cell in {UP, LEFT}:
                continue
            bottom, right = top, left
            while bottom + 1 < len(rows) and rows[bottom + 1][left] == UP:
                bottom += 1
            while right + 1 < len(row) and row[right + 1] == LEFT:
                right += 1
            if (bottom, right) != (top, left):
                found.append((top, left, bottom, right))
    return found


def shown(cell: str) -> str:
    return "" if cell in {UP, LEFT} else cell


def write_docx(script: Script, path: Path) -> Path:
    document = docx.Document()
    for block in script.blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block.rows), len(block.rows[0]))
        for r, row in enumerate(block.rows):
            for c, cell in enumerate(row):
                table.cell(r, c).text = shown(cell)
        for top, left, bottom, right in spans(block.rows):
            table.cell(top, left).merge(table.cell(bottom, right)).text = block.rows[top][left]
    document.save(str(path))
    return path


def write_xlsx(script: Script, path: Path, titles: Collection[str] = ()) -> Path:
    """A text among `titles` begins a sheet of that name and stands nowhere else."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    line = 1
    for block in script.blocks:
        if isinstance(block, str) and block in titles:
            sheet, line = book.create_sheet(block), 1
        elif isinstance(block, str):
            sheet.cell(line, 1, block)
            line += 1
        else:
            _write_grid(sheet, line + 1, block)
            line += len(block.rows) + 2
    book.save(path)
    return path


def _write_grid(sheet: Worksheet, line: int, grid: Grid) -> None:
    for r, row in enumerate(grid.rows):
        for c, cell in enumerate(row):
            sheet.cell(line + r, c + 1, _typed(shown(cell)))
    for top, left, bottom, right in spans(grid.rows):
        sheet.merge_cells(
            start_row=line + top, start_column=left + 1, end_row=line + bottom, end_column=right + 1
        )


def _typed(cell: str) -> str | float | None:
    """Numbers as spreadsheets hold them."""
    return float(cell) if cell.isdecimal() else cell or None


def write_pdf(script: Script, path: Path) -> Path:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    story: list[Flowable] = []
    for block in script.blocks:
        if isinstance(block, str):
            story.append(_text(block))
        elif block.breaks:
            first, rest = block.rows[: block.breaks], [block.rows[0], *block.rows[block.breaks :]]
            rest[1] = [shown(cell) for cell in rest[1]]
            story += [_table(first), PageBreak(), _table(rest)]
        else:
            story.append(_table(block.rows))
    SimpleDocTemplate(str(path), invariant=1).build(story)
    return path


def _text(text: str) -> PdfParagraph:
    style = ParagraphStyle("text", fontName=FONT, fontSize=10, leading=14, wordWrap="CJK", spaceAfter=6)
    return PdfParagraph(escape(text).replace("\n", "<br/>"), style)


def _table(rows: Sequence[Sequence[str]]) -> PdfTable:
    width = PAGE_WIDTH / len(rows[0])
    table = PdfTable([[_text(shown(cell)) for cell in row] for row in rows], colWidths=[width] * len(rows[0]))
    style = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    for top, left, bottom, right in spans(rows):
        style.add("SPAN", (left, top), (right, bottom))
    table.setStyle(style)
    return table


def write_scan(path: Path) -> Path:
    """A pdf with a rule and no text, as scanners make them."""
    canvas = Canvas(str(path))
    canvas.rect(100, 100, 200, 200, fill=1)
    canvas.save()
    return path


def write_protected(path: Path) -> Path:
    """A pdf that opens with a password only."""
    content = BytesIO()
    canvas = Canvas(content, encrypt="secret")
    canvas.drawString(100, 100, "SAMPLE")
    canvas.save()
    path.write_bytes(content.getvalue())
    return path


WRITERS: dict[str, Callable[[Script, Path], Path]] = {
    "docx": write_docx,
    "xlsx": write_xlsx,
    "pdf": write_pdf,
}
