"""What a document is made of, whatever its format: paragraphs and tables in the order of reading.

A merged cell stands in every place that it covers, so a table is a plain grid of texts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text; `place` says where it stands, such as `paragraph 12` or `page 3`."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of texts; every row is equally long. `lines` are the row numbers that a reader of the file counts."""

    place: str
    rows: tuple[Row, ...]
    lines: tuple[int, ...]

    def at(self, index: int) -> str:
        """Where the row with an index stands, such as `table 2 row 5`."""
        return f"{self.place} row {self.lines[index]}"


Block = Paragraph | Table


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
