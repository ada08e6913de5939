"""Tables of a document as the chapters mean them: cut where a row is a heading, joined where a page cut them.

Nothing is moved or made up: a row keeps the place that it is found at in the file.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ingest.chapters.wording import heading, level_of, plain
from ingest.documents.blocks import Block, Paragraph, Row, Table, continuing

_GOES_ON = re.compile(r"^[(（]?(续|续表|续上表|接上表|表续)[)）]?(\d*)$")
_TITLE = re.compile(r"^(职业概况|基本要求|工作要求|.{0,12}[权比]重表)$")
_LEVEL = frozenset(("等级", "职业等级", "技能等级", "职业技能等级", "专业技术等级"))
_FUNCTION = "职业功能"


def parted(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with tables cut at rows that are a heading, and by level where a column names the level of each row."""
    for block in blocks:
        if isinstance(block, Table):
            for part in _cut(block):
                yield from _by_level(part) if isinstance(part, Table) else (part,)
        else:
            yield block


def continued(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with a table that goes on from the one before joined to it: with the same header again, or with none."""
    found: list[Block] = []
    for at, block in enumerate(blocks):
        last = found[-1] if found else None
        if isinstance(block, Paragraph) and isinstance(last, Table) and _goes_on(block, blocks[at + 1 :]):
            continue
        if isinstance(block, Table) and isinstance(last, Table) and _same_shape(last, block):
            found[-1] = continuing(last, block, repeated=_same_row(last.rows[0], block.rows[0]))
        else:
            found.append(block)
    return found


def is_header(row: Row) -> bool:
    """Is it the header of a table of chapter 3 or 4?"""
    return any(plain(cell) in {_FUNCTION, "项目"} or _names_level(cell) for cell in row)


def _goes_on(block: Paragraph, after: Sequence[Block]) -> bool:
    return bool(_GOES_ON.match("".join(block.text.split()))) and bool(after) and isinstance(after[0], Table)


def _same_shape(last: Table, table: Table) -> bool:
    """Does a table that follows another one at once have its columns, and no header of its own?"""
    if len(last.rows[0]) != len(table.rows[0]) or not is_header(last.rows[0]):
        return False
    return _same_row(last.rows[0], table.rows[0]) or not is_header(table.rows[0])


def _same_row(one: Row, other: Row) -> bool:
    return [plain(cell) for cell in one] == [plain(cell) for cell in other]


def _cut(table: Table) -> Iterator[Block]:
    """The rows between headings as tables, and the headings as paragraphs."""
    kinds = [_is_heading(row) for row in table.rows]
    for is_title, places in groupby(range(len(table.rows)), key=kinds.__getitem__):
        rows = list(places)
        if is_title:
            yield from (Paragraph(next(filter(None, table.rows[at])), table.at(at)) for at in rows)
        else:
            yield table.only(rows)


def _is_heading(row: Row) -> bool:
    """A row with one text, merged over all of it or alone in its first cell, that names a level or a chapter."""
    texts = {cell for cell in row if cell}
    if len(texts) != 1 or len(row) == 1 or not row[0] or (any(row[1:]) and not all(row)):
        return False
    (text,) = texts
    return _names_level(text) or bool(_TITLE.match(heading(text)))


def _names_level(text: str) -> bool:
    return any(level_of(text, technical) for technical in (False, True))


def _by_level(table: Table) -> Iterator[Block]:
    """A table of chapter 3 with a column for the level: one table for each, behind its name."""
    names = [plain(cell) for cell in table.rows[0]]
    column = next((at for at, name in enumerate(names) if name in _LEVEL), None)
    if column is None or _FUNCTION not in names:
        yield table
        return
    for level, places in groupby(range(1, len(table.rows)), key=lambda at: table.rows[at][column]):
        rows = list(places)
        if plain(level) != names[column]:
            yield Paragraph(level, table.at(rows[0]))
            yield table.only([0, *rows], [at for at in range(len(names)) if at != column])
