"""What a document is made of, whatever its format: paragraphs and tables in the order of reading.

A merged cell stands in every place that it covers, so a table is a plain grid of texts.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text; `place` says where it stands, such as `paragraph 12` or `page 3`."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of texts; every row is equally long. `lines` are the row numbers that a reader of the file counts.

    `places` are those of the rows, where a table was joined from several; empty where all stand at `place`.
    """

    place: str
    rows: tuple[Row, ...]
    lines: tuple[int, ...]
    places: tuple[str, ...] = ()

    def where(self, index: int) -> str:
        """The table of the file that the row with an index stands in."""
        return self.places[index] if self.places else self.place

    def at(self, index: int) -> str:
        """Where the row with an index stands, such as `table 2 row 5`."""
        return f"{self.where(index)} row {self.lines[index]}"

    def only(self, rows: Sequence[int], columns: Sequence[int] | None = None) -> "Table":
        """Some rows, and some columns or all, by their indices."""
        kept = range(len(self.rows[0])) if columns is None else columns
        return Table(
            self.place,
            tuple(tuple(self.rows[row][place] for place in kept) for row in rows),
            tuple(self.lines[row] for row in rows),
            tuple(self.where(row) for row in rows) if self.places else (),
        )


Block = Paragraph | Table

BESIDE_TEXT = 2  # columns at the right of a table that a merged cell never covers across pages
ENDS = "。；：:;"
STARTS = re.compile(
    r"^(\d+(\.\d+){2,}|[1-9]\d*\.\d+[.．、\s]*[一-鿿A-Z]|\d+[.．、)）]\s*\D|\d+\s+[一-鿿]"
    r"|[（(]\s*\d+\s*[)）]|[①-⑳]|——|第[一二三四五六七八九十]+[章条])"
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read: the file's name and its blocks."""

    name: str
    blocks: tuple[Block, ...]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs alone."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))


def table(place: str, rows: Sequence[Sequence[str]], first: int = 1) -> Table:
    """A table from rows that may differ in length: short ones are filled with empty cells."""
    width = max((len(row) for row in rows), default=0)
    grid = tuple((*(cell.strip() for cell in row), *[""] * (width - len(row))) for row in rows)
    return Table(place, grid, tuple(range(first, first + len(grid))))


def continuing(last: Table, more: Table, *, repeated: bool) -> Table:
    """A table with the rows of another one that goes on from it, without its header where that is `repeated`.

    A merged cell that a page cuts is printed empty behind the cut, so leading empty cells of the first rows take the text
    above them; a first row that begins with nothing but such cells is the rest of the last row.
    """
    rows, lines = [*last.rows], [*last.lines]
    places = [*(last.places or [last.place] * len(rows))]
    waiting = len(last.rows[0]) - BESIDE_TEXT
    for index in range(1 if repeated else 0, len(more.rows)):
        row = more.rows[index]
        empty = next((at for at, cell in enumerate(row[:waiting]) if cell.strip()), waiting)
        if empty == len(row) - BESIDE_TEXT and index == int(repeated):
            rows[-1] = (*rows[-1][:empty], *map(_grown, rows[-1][empty:], row[empty:]))
            continue
        waiting = min(waiting, empty)
        rows.append((*rows[-1][:waiting], *row[waiting:]))
        lines.append(more.lines[index])
        places.append(more.where(index))
    same = {*places} == {last.place}
    return Table(last.place, tuple(rows), tuple(lines), () if same else tuple(places))


def joined(lines: Iterable[str]) -> str:
    """The lines of a cell as they were before they were broken: a new one begins with a number or after a full stop."""
    text = ""
    for line in lines:
        new = not text or text[-1] in ENDS or STARTS.match(line.strip())
        text += ("\n" if text and new else "") + line.strip()
    return text


def _grown(cell: str, more: str) -> str:
    """A cell and what stands of it behind the cut."""
    before, _, end = cell.rpartition("\n")
    return "\n".join(filter(None, [before, joined([*filter(None, [end]), *more.splitlines()])]))
