"""An official training package (国家基本职业培训包) from its file: occupation, version, and modules with hours by level.

The file states 职业名称 and 职业编码 as a standard does, and tables 等级 | 培训模块 | 学时; a heading may name the level
instead of a column. Where a table has courses (培训课程) below its modules, their hours are summed, and a row 合计 must
confirm the sum: a merged cell of hours would be counted once for each row.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.model.ids import fold
from graph.model.terms import Level
from graph.places import Place
from ingest.chapters.contents import Damage, Trouble
from ingest.chapters.overview import is_technical, read_printed, year_of
from ingest.chapters.reading import Known, find_occupation
from ingest.chapters.sections import sections
from ingest.chapters.wording import level_of, plain
from ingest.documents.blocks import Document, Table
from ingest.faults import DocumentFault
from ingest.records import JoinedBy

TOTALS = ("合计", "总计", "总学时")


class Column(StrEnum):
    """The columns that are read."""

    LEVEL = "等级"
    MODULE = "培训模块"
    COURSE = "培训课程"
    HOURS = "学时"


_NAMES: Mapping[str, Column] = {
    **dict.fromkeys(("等级", "技能等级", "职业技能等级", "培训等级"), Column.LEVEL),
    **dict.fromkeys(("培训模块", "模块", "职业功能", "模块名称"), Column.MODULE),
    **dict.fromkeys(("培训课程", "课程", "课程名称"), Column.COURSE),
    **dict.fromkeys(("学时", "培训学时", "参考学时", "标准学时", "课堂学时"), Column.HOURS),
}


@dataclass(frozen=True, slots=True)
class PackageModule:
    """A module at one level with its hours, in the order of printing."""

    level: Level
    name: str
    hours: float
    place: str


@dataclass(frozen=True, slots=True)
class PackageText:
    """A package as its file says; `version` is its year, with the work type where it is for one."""

    occupation_code: str
    joined: JoinedBy
    name: str
    version: str
    modules: tuple[PackageModule, ...]
    place: str

    @property
    def hours(self) -> float:
        """Hours of all modules."""
        return sum(module.hours for module in self.modules)


@dataclass(frozen=True, slots=True)
class PackageReading:
    """The outcome of reading a file: a package, or None where `damages` says what is wrong."""

    package: PackageText | None
    damages: tuple[Damage, ...]
    notes: tuple[Damage, ...]


def read_package(document: Document, known: Known, occupation: str | None = None) -> PackageReading:
    """The package that a document holds, or all that is wrong with it; pure."""
    trouble = Trouble()
    found = sections(document.blocks)
    printed = read_printed(found, trouble)
    year = year_of(document)
    if year is None:
        trouble.wrong("title", DocumentFault.VERSION_MISSING())
    modules = _modules(document, is_technical(occupation or printed.code), trouble)
    if not modules and not trouble.damages:
        trouble.wrong("document", DocumentFault.NO_MODULES())
    if trouble.damages:
        return PackageReading(None, tuple(trouble.damages), tuple(trouble.notes))
    of = find_occupation(printed, known, occupation, trouble)
    version = "-".join(filter(None, (str(year), of.work_type)))
    package = PackageText(of.code, of.joined, printed.name, version, modules, printed.place)
    return PackageReading(None if trouble.damages else package, tuple(trouble.damages), tuple(trouble.notes))


def _modules(document: Document, technical: bool, trouble: Trouble) -> tuple[PackageModule, ...]:
    modules: dict[tuple[Level, str], PackageModule] = {}
    heading: Level | None = None
    for block in document.blocks:
        if not isinstance(block, Table):
            heading = level_of(block.text, technical) or heading
            continue
        columns = _columns(block)
        if Column.MODULE not in columns or Column.HOURS not in columns:
            if columns:
                trouble.wrong(
                    block.place, DocumentFault.HEADER_INCOMPLETE(columns=_lacking(columns)), block.lines[0]
                )
            continue
        for module in _read_table(block, columns, heading, technical, trouble=trouble):
            if first := modules.get((module.level, module.name)):
                trouble.wrong(
                    block.place,
                    DocumentFault.TWICE_AT_LEVEL(name=module.name, place=Place(first.place)),
                )
            modules[module.level, module.name] = module
    return tuple(modules.values())


def _lacking(columns: Mapping[Column, int]) -> tuple[Column, ...]:
    return tuple(column for column in (Column.MODULE, Column.HOURS) if column not in columns)


def _columns(table: Table) -> dict[Column, int]:
    names = [plain(cell) for cell in table.rows[0]]
    return {_NAMES[name]: place for place, name in enumerate(names) if name in _NAMES}


def _read_table(
    table: Table, columns: Mapping[Column, int], heading: Level | None, technical: bool, *, trouble: Trouble
) -> Sequence[PackageModule]:
    hours: defaultdict[tuple[Level, str], float] = defaultdict(float)
    places: dict[tuple[Level, str], str] = {}
    total: float | None = None
    for index, row in enumerate(table.rows[1:], start=1):
        if not any(row) or row == table.rows[0]:
            continue
        value = _hours(table, index, row[columns[Column.HOURS]], trouble)
        if any(plain(cell) in TOTALS for cell in row):
            total = value
            continue
        key = _key(table, index, columns, heading, technical, trouble=trouble)
        if key is None or value is None:
            continue
        if key in hours and Column.COURSE not in columns:
            reason = DocumentFault.TWICE_AT_LEVEL(name=key[1], place=Place(places[key]))
            trouble.wrong(table.place, reason, table.lines[index], Column.MODULE)
        hours[key] += value
        places.setdefault(key, table.at(index))
    _check_total(table, sum(hours.values()), total, Column.COURSE in columns, trouble)
    return [PackageModule(level, name, hours[level, name], places[level, name]) for level, name in hours]


def _hours(table: Table, index: int, cell: str, trouble: Trouble) -> float | None:
    try:
        return float(fold(cell).removesuffix("学时").strip())
    except ValueError:
        trouble.wrong(
            table.place, DocumentFault.HOURS_NO_NUMBER(found=cell), table.lines[index], Column.HOURS
        )
        return None


def _key(
    table: Table,
    index: int,
    columns: Mapping[Column, int],
    heading: Level | None,
    technical: bool,
    *,
    trouble: Trouble,
) -> tuple[Level, str] | None:
    row, line = table.rows[index], table.lines[index]
    text = row[columns[Column.LEVEL]] if Column.LEVEL in columns else ""
    level = level_of(text, technical) if text else heading
    name = plain(row[columns[Column.MODULE]])
    if level is None:
        reason = DocumentFault.LEVEL_UNKNOWN(found=text) if text else DocumentFault.LEVEL_UNSTATED()
        trouble.wrong(table.place, reason, line, Column.LEVEL)
    if not name:
        trouble.wrong(table.place, DocumentFault.CELL_NOT_COVERED(), line, Column.MODULE)
    return (level, name) if level and name else None


def _check_total(table: Table, found: float, total: float | None, courses: bool, trouble: Trouble) -> None:
    if total is None and courses:
        trouble.wrong(table.place, DocumentFault.HOURS_UNCONFIRMED())
    elif total is not None and abs(total - found) > 0.01:
        trouble.wrong(table.place, DocumentFault.HOURS_TOTAL(found=found, total=total))
