"""Chapter 1 (职业概况): code, name, year, levels and hours of training."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from graph.model.ids import fold
from graph.model.terms import Level
from ingest.chapters.contents import Trouble
from ingest.chapters.hours import hours_of
from ingest.chapters.sections import Chapter, Lines, Section, label
from ingest.chapters.wording import levels_in
from ingest.documents.blocks import Document, Paragraph
from ingest.faults import DocumentFault
from ingest.records import compact

_CODE = re.compile(r"\d-\d{2}-\d{2}-\d{2}")
_YEAR = re.compile(r"(\d{4})\s*年版|\(\s*(\d{4})\s*年?版?\s*\)")
_OTHER_YEARS = re.compile(r"(大典|规程|教材|国家标准)》?\s*\(?\s*\d{4}\s*年?版?\s*\)?")
_NAME_AND_TRADE = re.compile(r"^(?P<name>[^()]+)\((?P<trade>[^()]+)\)$")
_FOOTNOTES = re.compile(r"[①-⑳*※]+\s*$")
_MARKS = re.compile(
    r"\((?:[LS](?:[/、,][LS])?)\)$"
)  # green (L) and digital (S) occupations of the classification
_CLAUSE = re.compile(r"[;。\n]")
_CLASS_OF_PROFESSIONS = "2"


@dataclass(frozen=True, slots=True)
class Printed:
    """Name and code of the occupation as printed, and where they stand; empty where the document states none."""

    name: str
    code: str
    place: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What chapter 1 says; hours are missing where none are stated for a level."""

    printed: Printed
    levels: tuple[Level, ...]
    hours: Mapping[Level, float]

    @property
    def technical(self) -> bool:
        """Is it a standard of a technical or professional occupation (专业技术), with 初级, 中级, 高级?"""
        return is_technical(self.printed.code)


def is_technical(code: str) -> bool:
    """Occupations of class 2 have grades of their own."""
    return code.startswith(_CLASS_OF_PROFESSIONS)


def read_overview(found: Mapping[Section, Lines], trouble: Trouble) -> Overview | None:
    """What chapter 1 says; None, with the faults noted, where name, code or levels are not stated."""
    printed = read_printed(found, trouble)
    levels = _levels(found, is_technical(printed.code), trouble)
    hours = _hours(found.get(Section.HOURS), levels, is_technical(printed.code), trouble)
    if not (printed.name and printed.code and levels):
        return None
    return Overview(printed, levels, hours)


def read_printed(found: Mapping[Section, Lines], trouble: Trouble) -> Printed:
    """Name and code of the occupation; what is missing is noted."""
    name, code = _name(found, trouble), _code(found, trouble)
    return Printed(name, code, found[Section.NAME].place if name else label(Chapter.OVERVIEW))


def split_trade(name: str) -> tuple[str, str]:
    """The name of the occupation and of the work type in brackets behind it, empty where there is none."""
    found = _NAME_AND_TRADE.match(compact(name))
    return (found["name"], found["trade"]) if found else (compact(name), "")


def year_of(document: Document) -> int | None:
    """The year of a standard, as `2021年版` or `(2021)` before its first table; None where it stands nowhere.

    The year of another document that the text names, such as 大典(2015年版), is not meant.
    """
    for block in document.blocks:
        if not isinstance(block, Paragraph):
            return None
        if found := _YEAR.search(_OTHER_YEARS.sub("", fold(block.text))):
            return int(found[1] or found[2])
    return None


def _name(found: Mapping[Section, Lines], trouble: Trouble) -> str:
    lines = found.get(Section.NAME)
    if lines is None or not lines.lines:
        trouble.wrong(label(Chapter.OVERVIEW), DocumentFault.NAME_MISSING(), column="职业名称")
        return ""
    return _MARKS.sub("", compact(_FOOTNOTES.sub("", lines.lines[0].text)))


def _code(found: Mapping[Section, Lines], trouble: Trouble) -> str:
    lines = found.get(Section.CODE)
    code = _CODE.search(lines.text) if lines else None
    if code is None:
        text = lines.text if lines else ""
        said = DocumentFault.CODE_UNREADABLE(found=text) if text else DocumentFault.MISSING()
        trouble.wrong(lines.place if lines else label(Chapter.OVERVIEW), said, column="职业编码")
        return ""
    return code[0]


def _levels(found: Mapping[Section, Lines], technical: bool, trouble: Trouble) -> tuple[Level, ...]:
    lines = found.get(Section.LEVELS)
    levels = dict.fromkeys(levels_in(lines.text, technical)) if lines else {}
    if not levels:
        text = lines.text[:60] if lines else ""
        said = DocumentFault.LEVELS_UNREADABLE(found=text) if text else DocumentFault.MISSING()
        trouble.wrong(lines.place if lines else label(Chapter.OVERVIEW), said, column="等级")
    return tuple(sorted(levels, key=lambda level: level.rung))


def _hours(
    lines: Lines | None, levels: tuple[Level, ...], technical: bool, trouble: Trouble
) -> dict[Level, float]:
    hours: dict[Level, float] = {}
    for line in lines.lines if lines else ():
        for clause in _CLAUSE.split(fold(line.text)):
            found = hours_of(clause, levels, technical=technical)
            hours |= found.stated
            for unclear, note in ((found.missing, trouble.wrong), (found.doubtful, trouble.unread)):
                if unclear:
                    said = DocumentFault.HOURS_UNREADABLE(levels=unclear, found=clause.strip())
                    note(line.place, said, column="学时")
    for level in levels:
        if level not in hours and not trouble.damages:
            trouble.unread(
                lines.place if lines else label(Chapter.OVERVIEW),
                DocumentFault.HOURS_UNSTATED(level=level),
                column="学时",
            )
    return hours
