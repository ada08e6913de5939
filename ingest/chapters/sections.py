"""A document cut into its chapters, and the first chapter into its sections, by their official titles."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from graph.model.ids import fold
from ingest.chapters.contents import Trouble
from ingest.chapters.shaping import parted
from ingest.chapters.wording import heading, plain
from ingest.documents.blocks import Block, Document, Paragraph, Table
from ingest.faults import DocumentFault


class Chapter(StrEnum):
    """The chapters of a standard by their official titles."""

    OVERVIEW = "职业概况"
    BASICS = "基本要求"
    WORK = "工作要求"
    WEIGHTS = "权重表"


_CALLED = {"比重表": Chapter.WEIGHTS}  # in standards of before 2018
NUMBERS = {Chapter.OVERVIEW: 1, Chapter.BASICS: 2, Chapter.WORK: 3, Chapter.WEIGHTS: 4}
NEEDED = (Chapter.OVERVIEW, Chapter.WORK, Chapter.WEIGHTS)


class Section(StrEnum):
    """Sections of chapter 1 that are read."""

    NAME = "职业名称"
    CODE = "职业编码"
    LEVELS = "等级"
    HOURS = "学时"
    CONDITIONS = "申报条件"


TITLES: Mapping[Section, tuple[str, ...]] = {
    Section.NAME: ("职业名称", "职业(工种)名称"),
    Section.CODE: ("职业编码", "职业代码"),
    Section.LEVELS: ("职业技能等级", "专业技术等级", "职业等级", "等级"),
    Section.HOURS: (
        "培训参考学时",
        "培训期限",
        "培训参考时长",
        "标准学时",
        "培训学时",
        "晋级培训期限",
        "培训要求",
    ),
    Section.CONDITIONS: ("申报条件", "申报要求"),
}
# Other sections of chapter 1: they end the one before also where a text processor writes their numbers.
_OTHERS = frozenset(
    (
        *("职业定义", "职业环境条件", "职业能力特征", "职业能力倾向", "普通受教育程度", "文化程度"),
        *("职业培训要求", "培训教师", "培训场所设备", "培训场地设备", "教师要求"),
        *("职业技能鉴定要求", "职业技能评价要求", "专业技术考核要求", "鉴定要求", "评价要求", "适用对象"),
        *("鉴定方式", "评价方式", "考核方式", "鉴定时间", "评价时间", "考核时间"),
        *("鉴定场所设备", "评价场所设备", "考核场所设备"),
    )
)
_STAFF = re.compile(r"^(监考|考评|内部督导).{0,24}(比|要求)$")
_BY_TITLE = {title: section for section, titles in TITLES.items() for title in titles}
_SUBHEADING = re.compile(r"^\d+(\.\d+)+\s*[^\s。；，：:]{2,20}$")
_LABELLED = re.compile(r"^(?P<title>[^：:。，]{2,12})[：:]\s*(?P<rest>\S.*)$", re.DOTALL)


def label(chapter: Chapter) -> str:
    """A chapter as a report names it."""
    return f"chapter {NUMBERS[chapter]} {chapter}"


def chapters(document: Document, trouble: Trouble) -> dict[Chapter, tuple[Block, ...]]:
    """The blocks of each chapter after its heading; a chapter that is needed and missing is a fault.

    A list of contents names the chapters first: the last heading of each is the one that its text follows.
    """
    starts: dict[int, Chapter] = {}
    blocks = tuple(parted(document.blocks))
    for chapter in Chapter:
        places = [i for i, block in enumerate(blocks) if _is_title(block, chapter)]
        if places:
            starts[places[-1]] = chapter
        elif chapter in NEEDED:
            trouble.wrong(label(chapter), DocumentFault.CHAPTER_MISSING())
    ordered = [*sorted(starts), len(blocks)]
    return {starts[start]: blocks[start + 1 : end] for start, end in pairwise(ordered)}


def _is_title(block: Block, chapter: Chapter) -> bool:
    title = heading(block.text) if isinstance(block, Paragraph) else ""
    return _CALLED.get(title, title) == chapter


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a section, each with its place, and the place of its heading."""

    place: str
    lines: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """All lines, one under the other."""
        return "\n".join(fold(line.text) for line in self.lines)


def sections(blocks: Sequence[Block]) -> dict[Section, Lines]:
    """The sections of chapter 1 that have lines, by title. A table counts as its rows, a title as its first cell."""
    found: dict[Section, tuple[str, list[Paragraph]]] = {}
    current: Section | None = None
    for line in _lines(blocks):
        section, rest = _title(line.text)
        if section:
            current = section
            found.setdefault(section, (line.place, []))
            if rest:
                found[section][1].append(Paragraph(rest, line.place))
        elif _SUBHEADING.match(fold(line.text)) or _is_other(line.text):
            current = None
        elif current:
            found[current][1].append(line)
    return {section: Lines(place, tuple(lines)) for section, (place, lines) in found.items()}


def _is_other(text: str) -> bool:
    title = heading(text)
    return title in _OTHERS or bool(_STAFF.match(title))


def _title(text: str) -> tuple[Section | None, str]:
    if section := _BY_TITLE.get(heading(text)):
        return section, ""
    labelled = _LABELLED.match(text.strip())
    section = _BY_TITLE.get(plain(labelled["title"])) if labelled else None
    return section, labelled["rest"].strip() if labelled and section else ""


def _lines(blocks: Iterable[Block]) -> Iterable[Paragraph]:
    for block in blocks:
        if isinstance(block, Table):
            for index, row in enumerate(block.rows):
                yield from (Paragraph(text, block.at(index)) for text in _row(row))
        else:
            yield from (Paragraph(line, block.place) for line in block.text.splitlines() if line.strip())


def _row(row: Sequence[str]) -> list[str]:
    cells = list(dict.fromkeys(filter(None, row)))
    if cells and heading(cells[0]) in _BY_TITLE:
        return cells
    return [" ".join(cells)] if cells else []
