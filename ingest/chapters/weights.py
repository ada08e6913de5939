"""Chapter 4 (权重表): two tables of percentages, of the theory test and of the assessment of skills, by level."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from graph.model.ids import fold
from graph.model.terms import Level
from ingest.chapters.contents import Function, Trouble
from ingest.chapters.sections import Chapter, label
from ingest.chapters.shaping import continued
from ingest.chapters.wording import heading, level_of, plain
from ingest.chapters.work import LevelWork
from ingest.documents.blocks import Block, Table
from ingest.faults import DocumentFault

FULL = 100.0
TOLERANCE = 0.01
HEADER_WITHIN = 3
TOTAL = ("合计", "总计")
ETHICS, BASICS = "职业道德", "基础知识"
_DECIMAL = re.compile(r"^\d+(\.\d+)?$")
_NOTHING = re.compile(r"^[-—–－/]*$")


class Kind(StrEnum):
    """The two tables, by what their headings say."""

    THEORY = "理论知识权重表"
    SKILLS = "技能要求权重表"


_WEIGHTS = re.compile(r"[权比]重")
_BARE = re.compile(r"^(理论知识|技能操作|操作技能|技能要求|专业能力要求)(部分|要求|考试|考核)?$")
_NAMED = {Kind.THEORY: ("理论",), Kind.SKILLS: ("技能", "操作", "专业能力")}


@dataclass(frozen=True, slots=True)
class Weight:
    """A percentage and the row that states it."""

    value: float
    row: int


@dataclass
class WeightTable:
    """Percentages by level and name, where the table stands, and the levels of which something was wrong already."""

    place: str
    weights: dict[Level, dict[str, Weight]] = field(default_factory=dict[Level, dict[str, Weight]])
    faulty: set[Level] = field(default_factory=set[Level])

    def of(self, level: Level, name: str) -> float | None:
        """The percentage of a name at a level; None where the table does not have the row."""
        found = self.weights.get(level, {}).get(name)
        return found.value if found else None


def read_weights(blocks: Sequence[Block], technical: bool, trouble: Trouble) -> dict[Kind, WeightTable]:
    """Both tables; everything wrong is noted with table, row and column."""
    found: dict[Kind, WeightTable] = {}
    current: Kind | None = None
    for block in continued(blocks):
        if isinstance(block, Table):
            for kind, table in _by_kind(block, current):
                if kind is None:
                    trouble.wrong(table.place, DocumentFault.WEIGHTS_OF_WHAT(), table.lines[0])
                else:
                    _read_table(table, found.setdefault(kind, WeightTable(table.place)), technical, trouble)
        else:
            current = _kind(block.text) or current
    for kind in Kind:
        if kind not in found:
            trouble.wrong(label(Chapter.WEIGHTS), DocumentFault.WEIGHTS_MISSING(table=kind))
    return found


def _by_kind(table: Table, current: Kind | None) -> Iterator[tuple[Kind | None, Table]]:
    """A table, or its two halves where it holds both: side by side under each level, or one below the other."""
    for index, row in enumerate(table.rows[:HEADER_WITHIN]):
        kinds = [_named(cell) for cell in row]
        if {*Kind} <= {*kinds} and not any(_DECIMAL.match(fold(cell)) for cell in row):
            body = [at for at in range(len(table.rows)) if at != index]
            for kind in Kind:
                kept = [at for at, other in enumerate(kinds) if other in {None, kind}]
                yield kind, table.only(body, kept)
            return
    kinds = [_named(row[0]) for row in table.rows]
    if current is None and {*Kind} <= {*kinds}:
        for kind in Kind:
            yield kind, table.only([at for at, other in enumerate(kinds) if other in {None, kind}])
    else:
        yield current, table


def _named(cell: str) -> Kind | None:
    """The kind that a header or a group of rows is named by."""
    name = plain(cell).removesuffix("(%)")
    return next(
        (k for k, words in _NAMED.items() if _BARE.match(name) and any(w in name for w in words)), None
    )


def _kind(text: str) -> Kind | None:
    title = heading(text)
    if _WEIGHTS.search(title) or _BARE.match(title):
        return next((k for k, words in _NAMED.items() if any(w in title for w in words)), None)
    return None


def _read_table(table: Table, into: WeightTable, technical: bool, trouble: Trouble) -> None:
    header = next(
        (i for i, row in enumerate(table.rows[:HEADER_WITHIN]) if any(level_of(c, technical) for c in row)),
        None,
    )
    if header is None:
        read = " | ".join(dict.fromkeys(table.rows[0]))[:80]
        trouble.wrong(table.place, DocumentFault.LEVELS_NOT_HEADED(found=read), table.lines[0], "等级")
        return
    levels = {p: found for p, cell in enumerate(table.rows[header]) if (found := level_of(cell, technical))}
    _unknown_levels(table, header, levels, trouble)
    for index in range(header + 1, len(table.rows)):
        _read_row(table, index, levels, into, trouble)
    _check_sums(into, trouble)


def _unknown_levels(table: Table, header: int, levels: Mapping[int, Level], trouble: Trouble) -> None:
    """Notes a column behind the first level that is headed by something else."""
    for place in range(min(levels), len(table.rows[header])):
        if place not in levels:
            text = table.rows[header][place]
            trouble.wrong(
                table.where(header),
                DocumentFault.LEVEL_UNKNOWN(found=text),
                table.lines[header],
                f"column {place + 1}",
            )


def _read_row(
    table: Table, index: int, levels: Mapping[int, Level], into: WeightTable, trouble: Trouble
) -> None:
    row, line, place_of_row = table.rows[index], table.lines[index], table.where(index)
    labels = [plain(cell) for place, cell in enumerate(row) if place < min(levels) and cell.strip()]
    if not labels:
        if any(row):
            trouble.wrong(place_of_row, DocumentFault.WEIGHTS_UNNAMED(), line)
        return
    for place, level in levels.items():
        before = len(trouble.damages)
        value = _number(row[place], place_of_row, line, level, trouble)
        if value is None:
            into.faulty |= {level} if len(trouble.damages) > before else set()
            continue
        if labels[-1] in TOTAL:
            _check_total(into, level, value, line, trouble)
        elif labels[-1] in into.weights.setdefault(level, {}):
            first = into.weights[level][labels[-1]].row
            said = DocumentFault.TWICE_IN_TABLE(name=labels[-1], row=first)
            trouble.wrong(place_of_row, said, line, level.chinese)
        else:
            into.weights[level][labels[-1]] = Weight(value, line)


def _number(text: str, place: str, line: int, level: Level, trouble: Trouble) -> float | None:
    """A percentage; None for a dash or an empty cell, which stand for no share."""
    bare = fold(text).removesuffix("%").strip()
    if _NOTHING.match(bare):
        return None
    if _DECIMAL.match(bare):
        return float(bare)
    trouble.wrong(place, DocumentFault.WEIGHT_NO_NUMBER(found=text), line, level.chinese)
    return None


def _check_total(table: WeightTable, level: Level, total: float, line: int, trouble: Trouble) -> None:
    """A total that is misprinted; rows that do not sum to 100 are told by themselves."""
    stated = sum(weight.value for weight in table.weights.get(level, {}).values())
    if abs(stated - total) > TOLERANCE and abs(stated - FULL) <= TOLERANCE:
        reason = DocumentFault.WEIGHTS_TOTAL(total=total, found=stated)
        trouble.wrong(table.place, reason, line, level.chinese)


def _check_sums(table: WeightTable, trouble: Trouble) -> None:
    for level, weights in table.weights.items():
        total = sum(weight.value for weight in weights.values())
        if abs(total - FULL) > TOLERANCE and level not in table.faulty:
            last = max(weight.row for weight in weights.values())
            trouble.wrong(table.place, DocumentFault.WEIGHTS_SUM(found=total), last, level.chinese)


def weighed(
    levels: Mapping[Level, LevelWork], tables: Mapping[Kind, WeightTable], trouble: Trouble
) -> dict[Level, tuple[Function, ...]]:
    """The functions of each level with their percentages; notes what stands in one chapter only."""
    for kind, table in tables.items():
        _check_names(kind, levels, table, trouble)
    return {
        level: tuple(_weighed(f, level, tables) for f in work.functions) for level, work in levels.items()
    }


def _weighed(function: Function, level: Level, tables: Mapping[Kind, WeightTable]) -> Function:
    shares = {kind: table.of(level, function.name) or 0.0 for kind, table in tables.items()}
    return Function(
        function.name,
        function.works,
        function.place,
        shares.get(Kind.SKILLS, 0.0),
        shares.get(Kind.THEORY, 0.0),
    )


def _check_names(kind: Kind, levels: Mapping[Level, LevelWork], table: WeightTable, trouble: Trouble) -> None:
    beside = {ETHICS, BASICS} if kind is Kind.THEORY else set[str]()
    for level, work in levels.items():
        if not work.whole or level in table.faulty:
            continue
        if level not in table.weights:
            trouble.wrong(table.place, DocumentFault.LEVEL_COLUMN_MISSING(table=kind), column=level.chinese)
            continue
        weights, names = table.weights[level], {function.name for function in work.functions}
        for name in weights.keys() - names - beside:
            reason = DocumentFault.WEIGHT_WITHOUT_FUNCTION(name=name)
            trouble.wrong(table.place, reason, weights[name].row, level.chinese)
        for name in sorted(names - weights.keys()):
            trouble.wrong(table.place, DocumentFault.FUNCTION_WITHOUT_WEIGHT(name=name), column=level.chinese)
