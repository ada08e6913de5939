"""Chapter 3 (工作要求): for each level a table 职业功能 | 工作内容 | 技能要求 | 相关知识要求 with merged cells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from graph.model.terms import Level
from graph.places import Place
from ingest.chapters.contents import Function, Item, Trouble, Work
from ingest.chapters.sections import Chapter, label
from ingest.chapters.shaping import continued, is_header
from ingest.chapters.wording import items, level_of, plain
from ingest.documents.blocks import Block, Row, Table
from ingest.faults import DocumentFault


class Column(StrEnum):
    """The columns of the tables of chapter 3."""

    FUNCTION = "职业功能"
    CONTENT = "工作内容"
    SKILLS = "技能要求"
    KNOWLEDGE = "相关知识要求"


_NAMES = {column.value: column for column in Column} | {
    "专业能力要求": Column.SKILLS,
    "相关知识": Column.KNOWLEDGE,
}
_LEVEL_HEADING = re.compile(r"^\s*3\s*[.．]\s*\d+\s*[.．]?\s*\S{1,20}$")


@dataclass
class _Work:
    place: str
    skills: list[Item] = field(default_factory=list[Item])
    knowledge: list[Item] = field(default_factory=list[Item])


@dataclass
class _Function:
    place: str
    works: dict[str, _Work] = field(default_factory=dict[str, _Work])


@dataclass
class _Level:
    """A level under construction; `last` are function and content of the row before, `whole` is no after any fault."""

    place: str
    whole: bool = True
    functions: dict[str, _Function] = field(default_factory=dict[str, _Function])
    last: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class LevelWork:
    """The functions of one level in order of printing, where its table stands, and whether all of it was read."""

    functions: tuple[Function, ...]
    place: str
    whole: bool


def read_work(blocks: Sequence[Block], technical: bool, trouble: Trouble) -> dict[Level, LevelWork]:
    """The functions of each level; everything wrong is noted with table, row and column."""
    levels: dict[Level, _Level] = {}
    current: Level | None = None
    header: Row = ()
    for block in continued(blocks):
        if isinstance(block, Table):
            if is_header(block.rows[0]) or len(block.rows[0]) != len(header):
                header = block.rows[0]
            if current is None:
                trouble.wrong(block.place, DocumentFault.LEVEL_OF_TABLE_UNSTATED(), block.lines[0])
            else:
                level, before = levels.setdefault(current, _Level(block.place)), len(trouble.damages)
                _read_table(block, header, level, trouble)
                level.whole = level.whole and len(trouble.damages) == before
        elif named := level_of(block.text, technical):
            current = named
        elif _LEVEL_HEADING.match(block.text):
            trouble.wrong(block.place, DocumentFault.LEVEL_UNKNOWN(found=plain(block.text)), column="等级")
            current = None
    return {
        name: LevelWork(_functions(found, trouble), found.place, found.whole)
        for name, found in levels.items()
    }


def check_levels(found: Mapping[Level, LevelWork], listed: Sequence[Level], trouble: Trouble) -> None:
    """Notes levels that chapter 1 lists without a table here, and tables of levels that it does not list."""
    for level in listed:
        if level not in found:
            trouble.wrong(label(Chapter.WORK), DocumentFault.LEVEL_WITHOUT_TABLE(level=level))
    for level, work in found.items():
        if level not in listed:
            trouble.wrong(work.place, DocumentFault.LEVEL_UNLISTED(level=level))


def _read_table(table: Table, header: Row, level: _Level, trouble: Trouble) -> None:
    """A table under its header, which stands above another level where several share one."""
    columns = _columns(table, header, trouble)
    if columns is None:
        return
    for index, row in enumerate(table.rows):
        cells = {column: row[place] for column, place in columns.items()}
        if not any(cells.values()) or row == header:
            continue
        names = _names_of(cells, table, index, trouble)
        if names is None:
            continue
        work = _opened(level, names, table, index, trouble)
        place = table.at(index)
        work.skills += [Item(text, place) for text in items(cells[Column.SKILLS])]
        work.knowledge += [Item(text, place) for text in items(cells[Column.KNOWLEDGE])]


def _columns(table: Table, header: Row, trouble: Trouble) -> dict[Column, int] | None:
    names = [plain(cell) for cell in header]
    found = {_NAMES[name]: place for place, name in enumerate(names) if name in _NAMES}
    for column in Column:
        if column not in found:
            read = " | ".join(names)[:80]
            trouble.wrong(table.place, DocumentFault.COLUMN_MISSING(found=read), table.lines[0], column)
    return found if len(found) == len(Column) else None


def _names_of(
    cells: Mapping[Column, str], table: Table, index: int, trouble: Trouble
) -> tuple[str, str] | None:
    """Function and content of a row; None, with the fault noted, where a merged cell does not cover it."""
    names: list[str] = []
    for column in (Column.FUNCTION, Column.CONTENT):
        name = plain(cells[column])
        if not name or name == column:
            said = DocumentFault.CELL_OF_HEADER() if name else DocumentFault.CELL_NOT_COVERED()
            trouble.wrong(table.where(index), said, table.lines[index], column)
        names.append(name)
    return (names[0], names[1]) if all(n and n != c for n, c in zip(names, Column, strict=False)) else None


def _opened(level: _Level, names: tuple[str, str], table: Table, index: int, trouble: Trouble) -> _Work:
    """The piece of work that a row is about; one that stood before, with others between, is a fault."""
    name, content = names
    function = level.functions.setdefault(name, _Function(table.at(index)))
    if name != level.last[0] and function.works:
        reason = DocumentFault.TWICE_AT_LEVEL(name=name, place=Place(function.place))
        trouble.wrong(table.where(index), reason, table.lines[index], Column.FUNCTION)
    elif names != level.last and content in function.works:
        first = Place(function.works[content].place)
        reason = DocumentFault.TWICE_IN_FUNCTION(name=content, function=name, place=first)
        trouble.wrong(table.where(index), reason, table.lines[index], Column.CONTENT)
    level.last = names
    return function.works.setdefault(content, _Work(table.at(index)))


def _functions(level: _Level, trouble: Trouble) -> tuple[Function, ...]:
    return tuple(
        Function(name, tuple(_work(content, w, trouble) for content, w in found.works.items()), found.place)
        for name, found in level.functions.items()
    )


def _work(name: str, found: _Work, trouble: Trouble) -> Work:
    table, _, row = found.place.rpartition(" row ")
    if not found.skills:
        trouble.wrong(table, DocumentFault.WORK_WITHOUT_SKILLS(name=name), int(row), Column.SKILLS)
    if not found.knowledge:
        trouble.unread(table, DocumentFault.WORK_WITHOUT_KNOWLEDGE(name=name), int(row), Column.KNOWLEDGE)
    return Work(name, _once(found.skills), _once(found.knowledge), found.place)


def _once(found: Sequence[Item]) -> tuple[Item, ...]:
    """Each text once, the first time; a cell merged over several rows repeats them."""
    return tuple(
        {item.text: item for item in reversed(found)}[text] for text in dict.fromkeys(i.text for i in found)
    )
