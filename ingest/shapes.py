"""Which columns stand for what: our own headers, and those that the authorities publish.

A shape turns the cells of a published row into the columns of one of our tables, or into None for a row that is
no data (a province between schools, a note at the end).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from graph.errors import InvalidInput
from graph.sayings import Said
from ingest.faults import TableFault
from ingest.files import Sheet
from ingest.naming import TableName
from ingest.records import (
    InstitutionRow,
    MajorOccupationRow,
    MajorRow,
    Record,
    TextRow,
    compact,
    headers,
)

Cells = Mapping[str, str]
Columns = dict[str, str | int]
HEADER_WITHIN = 5
EDUCATION = {
    "高职专科": "高职",
    "专科": "高职",
    "职业本科": "职教本科",
    "高职本科": "职教本科",
    "本科": "普通本科",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """Headers of a table and how one of its rows reads, given the sheet's name; `closed` allows no other column."""

    headers: tuple[str, ...]
    read: Callable[[Cells, str], Columns | None]
    closed: bool = False


def rows_of(record: type[Record], file: str, sheets: Sequence[Sheet]) -> list[Columns]:
    """The rows of every sheet as columns of a table, with their `line`; raises InvalidInput for wrong headers."""
    located = [rows for sheet in sheets if (rows := _locate(record, file, sheet)) is not None]
    if not located:
        raise InvalidInput(_wrong_headers(record, file, sheets[0]), field="header")
    if not any(located):
        raise InvalidInput(
            TableFault.TABLE_WITHOUT_ROWS(file=file, table=TableName[record.TABLE]()), field="file"
        )
    return [row for rows in located for row in rows]


def _locate(record: type[Record], file: str, sheet: Sheet) -> list[Columns] | None:
    own = Shape(headers(record), lambda cells, _: dict(cells), closed=True)
    for line, header in sheet.rows[:HEADER_WITHIN]:
        names = [compact(name) for name in header]
        for shape in (*PUBLISHED.get(record, ()), own):
            if set(shape.headers) <= set(names):
                _check_header(file, names, shape)
                return list(_read(shape, file, names, sheet, line))
    return None


def _check_header(file: str, names: Sequence[str], shape: Shape) -> None:
    unknown = [name for name in names if name and name not in {*shape.headers, "row"}]
    if unknown and shape.closed:
        said = TableFault.TABLE_COLUMNS_UNKNOWN(file=file, columns=tuple(unknown))
        raise InvalidInput(said, field="header")
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        said = TableFault.TABLE_COLUMNS_TWICE(file=file, columns=tuple(twice))
        raise InvalidInput(said, field="header")


def _read(shape: Shape, file: str, names: list[str], sheet: Sheet, header: int) -> Iterator[Columns]:
    blank = dict.fromkeys(filter(None, names), "")
    for line, row in sheet.rows:
        if line <= header:
            continue
        if any(row[len(names) :]):
            raise InvalidInput(TableFault.ROW_TOO_LONG(file=file, row=line), field="row")
        cells = {**blank, **{name: cell for name, cell in zip(names, row, strict=False) if name}}
        columns = shape.read(cells, sheet.name)
        if columns is not None:
            columns["line"] = line
            yield columns


def _wrong_headers(record: type[Record], file: str, sheet: Sheet) -> Said:
    published = (shape.headers for shape in PUBLISHED.get(record, ()))
    return TableFault.TABLE_COLUMNS_WRONG(
        file=file,
        table=TableName[record.TABLE](),
        missing=tuple(name for name in headers(record) if name not in sheet.rows[0][1]),
        expected=reduce(_alternative, published, ", ".join(headers(record))),
        found=", ".join(filter(None, sheet.rows[0][1]))[:200],
    )


def _alternative(first: str, second: Sequence[str]) -> Said:
    return TableFault.TABLE_ALTERNATIVE(first=first, second=", ".join(second))


def _major(cells: Cells, _: str) -> Columns | None:
    if not compact(cells["专业代码"]):
        return None
    return {
        "education": _education(cells["层次"]),
        "code": cells["专业代码"],
        "name": cells["专业名称"],
        "category": cells["专业大类"],
        "subcategory": cells["专业类"],
    }


def _pair(cells: Cells, sheet: str) -> Columns | None:
    if not compact(cells["专业代码"]) or not compact(cells["职业编码"]):
        return None
    return {
        "education": _education(sheet),
        "major_code": cells["专业代码"],
        "major_name": cells["专业名称"],
        "printed_code": cells["职业编码"],
        "printed_name": cells["职业名称"],
    }


def _institution(cells: Cells, _: str) -> Columns | None:
    if not compact(cells["学校标识码"]):
        return None
    return {
        "code": cells["学校标识码"],
        "name": cells["学校名称"],
        "authority": cells["主管部门"],
        "city": cells["所在地"],
        "tier": cells["办学层次"],
        "private": str(int("民办" in cells["备注"])),
    }


def _text(cells: Cells, _: str) -> Columns | None:
    return {name: cells[name] for name in headers(TextRow)}


def _education(text: str) -> str:
    word = compact(text)
    named = [name for name in (*EDUCATION, "中职", "高职", "职教本科", "普通本科", "技工") if name in word]
    longest = max(named, key=len, default=word)
    return EDUCATION.get(longest, longest)


PUBLISHED: dict[type[Record], tuple[Shape, ...]] = {
    MajorRow: (
        Shape(
            ("专业大类代码", "专业大类", "专业类代码", "专业类", "专业代码", "专业名称", "层次", "备注"),
            _major,
        ),
    ),
    MajorOccupationRow: (Shape(("序号", "专业代码", "专业名称", "职业编码", "职业名称"), _pair),),
    InstitutionRow: (
        Shape(("序号", "学校名称", "学校标识码", "主管部门", "所在地", "办学层次", "备注"), _institution),
    ),
    TextRow: (
        Shape(("level", "code", "code_num", "name", "definition", "tasks", "csco_code_num", "alias"), _text),
    ),
}
