"""What a notice of new occupations says: name, definition and main tasks of each, and what it does not say.

Notices print labels before each part (定义, 主要工作任务), or a table with one occupation a row. Nothing is guessed: a
part that no label or sentence of the usual form announces is MISSING.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from graph.errors import InvalidInput
from graph.model.ids import fold
from ingest.documents.blocks import Block, Document, Row, Table
from ingest.documents.reading import read_document
from ingest.faults import FileFault
from ingest.texts import split_name, split_tasks


class Part(StrEnum):
    """What a notice should say of an occupation."""

    NAME = "NAME"
    DEFINITION = "DEFINITION"
    TASKS = "TASKS"


@dataclass(frozen=True, slots=True)
class NewOccupationNotice:
    """An occupation as a notice announces it; None and empty where the notice does not say it.

    `place` is where its first line stands in the file.
    """

    name: str | None
    code: str | None
    definition: str | None
    tasks: tuple[str, ...]
    work_types: tuple[str, ...]
    place: str

    @property
    def missing(self) -> tuple[Part, ...]:
        """The parts that the notice does not state."""
        stated = {Part.NAME: self.name, Part.DEFINITION: self.definition, Part.TASKS: self.tasks}
        return tuple(part for part, value in stated.items() if not value)


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice: the file's name and the occupations it announces, in order; never empty."""

    file: str
    occupations: tuple[NewOccupationNotice, ...]


class _Label(StrEnum):
    NAME = r"(新职业名称|职业名称|名称)"
    CODE = r"(职业编码|职业代码|编码|代码)"
    DEFINITION = r"(职业定义|定义|职业描述)"
    TASKS = r"(主要工作任务|主要任务|工作任务|职业任务)"
    WORK_TYPES = r"((本职业)?(包含|包括)?(但不限于)?(下列|以下)?(的)?工种)"


_LABELLED = {
    label: re.compile(rf"^{label.value}(\s*[:：]\s*|\s*$)(?P<rest>.*)$", re.DOTALL) for label in _Label
}
_CODE = re.compile(r"\d-\d{2}-\d{2}-\d{2}")
_HEADING = re.compile(
    r"^([（(]?[一二三四五六七八九十\d]+[)）、.．]|第[一二三四五六七八九十\d]+[个项])\s*(?P<rest>\S.*)$"
)
_DEFINITION = re.compile(r"^(从事|在|使用|运用|利用|担任|负责|面向|为|以|依托|操作).{4,}(人员|工作者)。?$")
_TASK_NUMBER = re.compile(r"^\s*\d{1,2}\s*[.．、]")
_IN_BRACKETS = re.compile(r"(?:^|(?<=[；;。：:\n]))\s*[（(]\s*(\d{1,2})\s*[)）]\s*")
_IN_A_ROW = re.compile(r"(?<=[；;])\s*(?=\d{1,2}\s*[.．、]\D)")
_FINISHED = ("；", ";", "。")
_BEHIND = re.compile(
    r"^(附件|附：|附表|联系人|联系方式|联系电话|电话|传真|邮箱|电子邮箱|通讯地址|地址|来源[:：]|注[:：]|备注[:：])"
    r"|^\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日$|^[^，。；]{2,24}(办公厅|办公室|部|厅|局|中心|委员会|司)$"
)
_AROUND = re.compile(r"[（(【\[].*?[)）】\]]")
_LONGEST_NAME = 30


@dataclass
class _Draft:
    place: str
    name: str | None = None
    code: str | None = None
    definition: list[str] = field(default_factory=list[str])
    tasks: list[str] = field(default_factory=list[str])
    work_types: list[str] = field(default_factory=list[str])

    def take(self, label: _Label, text: str) -> None:
        """Notes what stands behind a label."""
        if label is _Label.NAME and text:
            self.name, self.code = plain_name(text), self.code or _code(text)
        elif label is _Label.CODE:
            self.code = _code(text)
        elif text:
            into = {_Label.DEFINITION: self.definition, _Label.TASKS: self.tasks}
            into.get(label, self.work_types).append(text)

    def done(self) -> NewOccupationNotice:
        return NewOccupationNotice(
            self.name,
            self.code,
            "".join(self.definition) or None,
            _tasks(self.tasks),
            tuple(dict.fromkeys(filter(None, re.split(r"[、，,；;。\s]+", " ".join(self.work_types))))),
            self.place,
        )


def read_notice(path: Path) -> Notice:
    """The occupations that a notice (docx, pdf, xlsx or text) announces.

    Raises InvalidInput where the file cannot be read or announces none: no definition and no tasks are labelled.
    """
    return notice_of(read_document(path))


def notice_of(document: Document) -> Notice:
    """The occupations that a document announces; raises InvalidInput where it announces none."""
    found = tuple(draft.done() for draft in _occupations(document))
    if not found:
        raise InvalidInput(FileFault.NOTICE_WITHOUT_OCCUPATION(file=document.name), field="file")
    return Notice(document.name, found)


def plain_name(text: str) -> str | None:
    """The name of an occupation without number, code, brackets and marks; None where nothing is left."""
    heading = _HEADING.match(text.strip())
    bare = _AROUND.sub("", _CODE.sub("", heading["rest"] if heading else text))
    return split_name(bare.strip('“”"《》：:。 '))[0] or None


def _code(text: str) -> str | None:
    found = _CODE.search(fold(text))
    return found[0] if found else None


def _tasks(lines: Sequence[str]) -> tuple[str, ...]:
    """The tasks that lines state: one for each number, or for each line where none is numbered.

    A numbered list ends where a line without a number follows a finished sentence, any list where the notice is signed or
    goes on to something else: what stands behind the last occupation is none of its tasks.
    """
    apart = (_IN_A_ROW.sub("\n", _IN_BRACKETS.sub(r"\n\1.", text)) for text in lines)
    whole = [line for text in apart for line in text.splitlines() if line.strip()]
    numbered = bool(whole) and bool(_TASK_NUMBER.match(whole[0]))
    found: list[str] = []
    for line in whole:
        if _BEHIND.match(line):
            break
        if numbered and found and not _TASK_NUMBER.match(line):
            if found[-1].endswith(_FINISHED):
                break
            found[-1] += line
        else:
            found.append(line)
    return tuple(dict.fromkeys(task for line in found for task in split_tasks(line)))


def _occupations(document: Document) -> list[_Draft]:
    tabled = [draft for block in document.blocks if isinstance(block, Table) for draft in _of_rows(block)]
    return tabled or list(_of_lines(list(_lines(document.blocks))))


def _of_rows(table: Table) -> Iterator[_Draft]:
    """One occupation a row, where the first row of a table names the columns."""
    labels = [_label_of(cell) for cell in table.rows[0]]
    if not {_Label.NAME, _Label.DEFINITION} <= {*labels}:
        return
    for index, row in enumerate(table.rows[1:], start=1):
        draft = _Draft(table.at(index))
        for label, cell in zip(labels, row, strict=True):
            if label and cell:
                draft.take(label, cell)
        if draft.name or draft.definition:
            yield draft


def _label_of(cell: str) -> _Label | None:
    return next((label for label, form in _LABELLED.items() if form.match(cell.strip())), None)


def _lines(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """(place, line) of every paragraph; a row of a table is a label and what it says."""
    for block in blocks:
        if isinstance(block, Table):
            yield from ((block.at(i), line) for i, row in enumerate(block.rows) for line in _row_lines(row))
        else:
            yield from ((block.place, line.strip()) for line in block.text.splitlines() if line.strip())


def _row_lines(row: Row) -> list[str]:
    cells = list(dict.fromkeys(filter(None, row)))
    if len(cells) == 2 and _label_of(cells[0]):
        return [f"{cells[0].rstrip(':：')}：{cells[1]}"]
    return cells


def _of_lines(lines: Sequence[tuple[str, str]]) -> Iterator[_Draft]:
    """Occupations from labelled lines: a new name, or a part that was stated before, begins the next one."""
    draft: _Draft | None = None
    last: _Label | None = None
    for index, (place, line) in enumerate(lines):
        label, rest = _read(line, last, [text for _, text in lines[index + 1 : index + 4]])
        if label is None:
            continue
        if draft is None or _begins(draft, label, last):
            if draft is not None and _says_something(draft):
                yield draft
            draft = _Draft(place)
        draft.take(label, rest)
        last = label
    if draft is not None and _says_something(draft):
        yield draft


def _read(line: str, last: _Label | None, following: Sequence[str]) -> tuple[_Label | None, str]:
    for label, form in _LABELLED.items():
        if found := form.match(line):
            return label, found["rest"].strip()
    if _is_heading(line, following):
        return _Label.NAME, line
    if _DEFINITION.match(line):
        return _Label.DEFINITION, line
    return (last, line) if last in {_Label.TASKS, _Label.DEFINITION, _Label.NAME} else (None, line)


def _is_heading(line: str, following: Sequence[str]) -> bool:
    """A short line that a definition or a code follows, not a sentence."""
    name = plain_name(line)
    if not name or len(name) > _LONGEST_NAME or line.endswith(("。", "；", "：", ":", "，")):
        return False
    after = next((text for text in following if not _LABELLED[_Label.CODE].match(text)), "")
    return bool(_LABELLED[_Label.DEFINITION].match(after) or _DEFINITION.match(after))


def _begins(draft: _Draft, label: _Label, last: _Label | None) -> bool:
    if label is _Label.NAME:
        return draft.name is not None and (last is not _Label.NAME or _says_something(draft))
    return label is _Label.DEFINITION and bool(draft.definition) and last is not _Label.DEFINITION


def _says_something(draft: _Draft) -> bool:
    return bool(draft.definition or draft.tasks)
