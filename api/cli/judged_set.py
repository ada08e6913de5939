"""Reading a set of one's own for `lifepath eval rank`: queries, a corpus, and judgements as TREC writes them.

Files are lines of columns set apart by tabs, with or without a line of column names. Quotes are letters like any other.
What cannot be read is told by file and line; what is left out is counted.
"""

import math
import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from api.cli.saved import read_text
from graph.errors import InvalidInput
from recommender.text.ranking import Judged

_ID = re.compile(r"_?((query|doc|document|corpus|text|passage|item)[-_ ]?)?(id|no)|[qdp]id")
_TEXT = ("text", "query", "title", "name", "contents", "content", "body", "passage", "document")


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """A set, and what of its files is not part of it.

    without_relevant: queries without a relevant text. unknown: judgements on queries or texts that the files do not
    have. unread: columns beside id and text, of both files.
    """

    judged: Judged
    without_relevant: int
    unknown: int
    unread: int


class Texts(NamedTuple):
    """Texts by id, in the order of the file, and how many columns were not read."""

    by_id: dict[str, str]
    unread: int


class Line(NamedTuple):
    """A line that says something, by its number in the file."""

    number: int
    text: str


class Qrel(NamedTuple):
    """One judgement."""

    number: int
    query: str
    text: str
    grade: float


def read_set(queries: Path, corpus: Path, qrels: Path, *, skip_unknown: bool = False) -> JudgedSet:
    """The set of three files; raises InvalidInput naming file and line.

    Judgements on queries or texts that the files do not have are refused, or with `skip_unknown` left out and counted.
    """
    asked, texts = _texts(queries, "--queries"), _texts(corpus, "--corpus")
    rows = {text_id: row for row, text_id in enumerate(texts.by_id)}
    relevant: dict[str, dict[int, None]] = {}
    unknown = 0
    for one in _qrels(qrels, known={*asked.by_id, *rows}):
        if one.query not in asked.by_id or one.text not in rows:
            if not skip_unknown:
                raise _not_there(qrels, one, known=one.query in asked.by_id)
            unknown += 1
        elif one.grade > 0:
            relevant.setdefault(one.query, {})[rows[one.text]] = None
    chosen = [query for query in asked.by_id if query in relevant]
    if not chosen:
        raise InvalidInput(f"{qrels}: no query has a relevant text", field="--qrels")
    judged = Judged(
        [asked.by_id[query] for query in chosen],
        list(texts.by_id.values()),
        [sorted(relevant[query]) for query in chosen],
    )
    return JudgedSet(judged, len(asked.by_id) - len(chosen), unknown, asked.unread + texts.unread)


def _texts(path: Path, option: str) -> Texts:
    lines = _lines(path, option)
    if not lines:
        raise InvalidInput(f"{path} is empty", field=option)
    header = _header(lines[0].text)
    at = _column(path, option, header) if header else 1
    columns = len(lines[0].text.split("\t"))
    found: dict[str, str] = {}
    for number, line in lines[1:] if header else lines:
        text_id, *others = (cell.strip() for cell in line.split("\t"))
        where = f"{path}, line {number}"
        if len(others) < at:
            raise InvalidInput(f"{where}: expected id, tab, text", field=option)
        if not text_id:
            raise InvalidInput(f"{where}: the id is empty", field=option)
        if not others[at - 1]:
            raise InvalidInput(f"{where}: the text of {text_id!r} is empty", field=option)
        if text_id in found:
            raise InvalidInput(f"{where}: id {text_id!r} stands twice", field=option)
        found[text_id] = others[at - 1]
        columns = max(columns, len(others) + 1)
    if not found:
        raise InvalidInput(f"{path} has column names and nothing else", field=option)
    return Texts(found, columns - 2)


def _header(line: str) -> list[str] | None:
    """The names of the columns, where a line gives them: the first is then one of an id."""
    names = [cell.strip().casefold() for cell in line.split("\t")]
    return names if len(names) > 1 and _ID.fullmatch(names[0]) else None


def _column(path: Path, option: str, names: list[str]) -> int:
    """The column of the texts: the only one, or the one with the first of the names that texts go by."""
    if len(names) == 2:
        return 1
    found = next((name for name in _TEXT if name in names[1:]), None)
    if found is None:
        given = ", ".join(names[1:])
        raise InvalidInput(f"{path}, line 1: none of the columns {given} is called text", field=option)
    return names.index(found, 1)


def _qrels(path: Path, *, known: Set[str]) -> Iterator[Qrel]:
    """The judgements of a file: query, anything, text, grade; or without the second. One said twice must say the same.

    A first line that has no grade and names nothing that is `known` is one of column names.
    """
    lines = _lines(path, "--qrels")
    first = _cells(lines[0].text) if lines else []
    if len(first) in {3, 4} and _grade(first[-1]) is None and not {first[0], first[-2]} & known:
        lines = lines[1:]
    said: dict[tuple[str, str], Qrel] = {}
    for one in _rows(path, lines, columns=3 if len(first) == 3 else 4):
        before = said.setdefault((one.query, one.text), one)
        if before.grade != one.grade:
            where = f"{path}, line {one.number}"
            twice = f"{one.query!r} and {one.text!r} have another grade on line {before.number}"
            raise InvalidInput(f"{where}: {twice}", field="--qrels")
        if before is one:
            yield one


def _rows(path: Path, lines: Iterable[Line], *, columns: int) -> Iterator[Qrel]:
    for number, line in lines:
        cells = _cells(line)
        grade = _grade(cells[-1])
        if len(cells) != columns or grade is None:
            wanted = "query, 0, text, grade, in all lines with or without the 0"
            raise InvalidInput(f"{path}, line {number}: expected {wanted}", field="--qrels")
        yield Qrel(number, cells[0], cells[-2], grade)


def _cells(line: str) -> list[str]:
    """The columns of a judgement, set apart by tabs, or otherwise by blanks."""
    by_tab = [cell.strip() for cell in line.split("\t")]
    return by_tab if len(by_tab) in {3, 4} and all(by_tab) else line.split()


def _grade(text: str) -> float | None:
    """A grade, whole or not; None for anything else, such as a column's name."""
    try:
        grade = float(text)
    except ValueError:
        return None
    return grade if math.isfinite(grade) else None


def _not_there(path: Path, one: Qrel, *, known: bool) -> InvalidInput:
    missing = f"text {one.text!r} in --corpus" if known else f"query {one.query!r} in --queries"
    message = f"{path}, line {one.number}: there is no {missing}; --skip-unknown leaves such lines out"
    return InvalidInput(message, field="--qrels")


def _lines(path: Path, option: str) -> list[Line]:
    lines = read_text(path, option).split("\n")
    return [Line(number, line) for number, line in enumerate(lines, 1) if line.strip()]
