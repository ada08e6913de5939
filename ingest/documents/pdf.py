"""Reading the text of a pdf: ruled tables as grids, also across pages, and the lines between them as paragraphs.

A page has no paragraphs and no merged cells, only characters and rules: a line that fills its width goes on in the
next one, and a place of the grid without a cell of its own belongs to the cell whose frame covers it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pdfplumber
from pdfplumber.page import Page
from pdfplumber.table import Table as RuledTable
from pdfplumber.utils.exceptions import PdfminerException

from graph.errors import InvalidInput
from graph.sayings import Said
from ingest.documents.blocks import ENDS, STARTS, Block, Document, Paragraph, Table, continuing, joined, table
from ingest.faults import FileFault

Box = tuple[float, float, float, float]
INSIDE = 3.0
NEAR = 2.0  # points that the same rule may be apart on two pages
NEARLY_FULL = 2.0
TEXT_WIDTH = 0.8
RUNNING_PAGES = 3
_ALONE = re.compile(r"^[-—·\s]*\d*[-—·\s]*$")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line outside the tables of a page: its text, its top, and whether it fills the width of the text."""

    text: str
    top: float
    full: bool


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table of a page: the frames of its cells with their texts, the tops of its rows, and its left and right edge."""

    texts: dict[Box, str]
    tops: tuple[float, ...]
    edges: tuple[float, float]

    @property
    def top(self) -> float:
        return self.tops[0]

    @property
    def lefts(self) -> list[float]:
        """Where its columns begin, in order."""
        return sorted({cell[0] for cell in self.texts})

    def rows(self, lefts: Sequence[float]) -> list[list[str]]:
        """The texts in columns that begin there; a place without a cell of its own has the text of the one that covers it."""
        return [[_covering(self.texts, left + INSIDE, top + INSIDE) for left in lefts] for top in self.tops]

    def beneath(self, other: "_Grid") -> bool:
        """Is it as wide as a table above it, on the same place of the page?"""
        return all(abs(a - b) <= NEAR for a, b in zip(self.edges, other.edges, strict=True))


Piece = _Line | _Grid


def read_pdf(name: str, content: bytes) -> Document:
    """The blocks of a pdf file; raises InvalidInput for one that is damaged, protected or has no text."""
    try:
        with pdfplumber.open(BytesIO(content)) as opened:
            pages = [_pieces(page) for page in opened.pages]
    except PdfminerException as error:
        raise InvalidInput(_reason(name, error), field="file") from error
    if not any(pages):
        raise InvalidInput(FileFault.FILE_SCAN(file=name), field="file")
    return Document(name, tuple(_blocks(_without_running_heads(pages))))


def _reason(name: str, error: PdfminerException) -> Said:
    cause = type(error.args[0]).__name__ if error.args else ""
    if "Password" in cause or "Encrypt" in cause:
        return FileFault.FILE_PROTECTED(file=name)
    return FileFault.FILE_DAMAGED(file=name, format="pdf")


def _pieces(page: Page) -> list[Piece]:
    """Lines and tables of a page from top to bottom."""
    found = [t for t in page.find_tables() if any(any(row) for row in t.extract())]
    outside = page.filter(lambda thing: not any(_within(thing, t.bbox) for t in found))
    lines = outside.extract_text_lines(return_chars=False) if page.chars else []
    right = max([page.width * TEXT_WIDTH, *(line["x1"] for line in lines)])
    pieces: list[Piece] = [_grid(t) for t in found]
    pieces += [_line(line, right) for line in lines if not _ALONE.match(line["text"])]
    page.close()
    return sorted(pieces, key=lambda piece: piece.top)


def _line(line: dict[str, Any], right: float) -> _Line:
    size = line["bottom"] - line["top"]
    return _Line(line["text"].strip(), line["top"], line["x1"] > right - NEARLY_FULL * size)


def _within(thing: dict[str, Any], box: Box) -> bool:
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _grid(found: RuledTable) -> _Grid:
    texts = {
        cell: joined((text or "").splitlines())
        for row, line in zip(found.rows, found.extract(), strict=True)
        for cell, text in zip(row.cells, line, strict=True)
        if cell
    }
    return _Grid(texts, tuple(row.bbox[1] for row in found.rows), (found.bbox[0], found.bbox[2]))


def _covering(texts: dict[Box, str], x: float, y: float) -> str:
    return next((t for (x0, y0, x1, y1), t in texts.items() if x0 <= x <= x1 and y0 <= y <= y1), "")


def _without_running_heads(pages: Sequence[list[Piece]]) -> list[list[Piece]]:
    """The pages without a first and a last line that stand so on most of them."""
    edges = [{p.text for p in (*page[:1], *page[-1:]) if isinstance(p, _Line)} for page in pages]
    on = Counter(text for texts in edges for text in texts)
    running = {text for text, n in on.items() if n >= RUNNING_PAGES and n * 2 > len(pages)}
    return [_inner(page, running) for page in pages]


def _inner(page: list[Piece], running: set[str]) -> list[Piece]:
    last = len(page) - 1
    return [
        piece
        for place, piece in enumerate(page)
        if isinstance(piece, _Grid) or place not in {0, last} or piece.text not in running
    ]


def _blocks(pages: Iterable[list[Piece]]) -> list[Block]:
    flow = _Flow()
    for number, page in enumerate(pages, start=1):
        for place, piece in enumerate(page):
            if isinstance(piece, _Grid):
                flow.add_grid(piece, first=place == 0)
            else:
                flow.add_line(piece, number)
    return flow.blocks


class _Flow:
    """The blocks of the pages so far; `unfinished` where the last paragraph goes on in the next line.

    `parts` are the grids that the last table is made of, one from each page that it stands on.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.parts: list[_Grid] = []
        self.tables = 0
        self.unfinished = False

    def add_grid(self, grid: _Grid, *, first: bool) -> None:
        """A table; the first thing on a page may be the rest of the last one on the page before."""
        last = self.blocks[-1] if self.blocks else None
        if first and isinstance(last, Table) and grid.beneath(self.parts[-1]):
            self.parts.append(grid)
            self.blocks[-1] = _whole(last.place, self.parts)
        else:
            self.tables += 1
            self.parts = [grid]
            self.blocks.append(_whole(f"table {self.tables}", self.parts))
        self.unfinished = False

    def add_line(self, line: _Line, page: int) -> None:
        """A line: the rest of the last paragraph, or a new one."""
        last = self.blocks[-1] if self.blocks else None
        if self.unfinished and isinstance(last, Paragraph) and not STARTS.match(line.text):
            self.blocks[-1] = Paragraph(last.text + line.text, last.place)
        else:
            self.blocks.append(Paragraph(line.text, f"page {page}"))
        self.unfinished = line.full and line.text[-1] not in ENDS


def _whole(place: str, parts: Sequence[_Grid]) -> Table:
    """The table that parts on several pages make up; rows are counted on, a repeated header is not.

    A part whose cells are all merged over the same columns has fewer of them: all parts have those of any.
    """
    lefts = _columns(parts)
    whole = table(place, parts[0].rows(lefts))
    for part in parts[1:]:
        rows = part.rows(lefts)
        repeated = tuple(cell.strip() for cell in rows[0]) == whole.rows[0]
        first = whole.lines[-1] + (0 if repeated else 1)
        whole = continuing(whole, table(place, rows, first), repeated=repeated)
    return whole


def _columns(parts: Sequence[_Grid]) -> list[float]:
    """Where columns begin in any of the parts, in order; places that are hardly apart are one."""
    found: list[float] = []
    for left in sorted(left for part in parts for left in part.lefts):
        if not found or left - found[-1] > NEAR:
            found.append(left)
    return found
