"""A document as a standard: its chapters read and compared with each other and with the classification."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.model.terms import Level
from graph.sayings import Said
from ingest.chapters.conditions import read_routes
from ingest.chapters.contents import Function, LevelText, Reading, StandardText, Trouble, read_without
from ingest.chapters.overview import Overview, Printed, read_overview, split_trade, year_of
from ingest.chapters.sections import Chapter, Section, chapters, sections
from ingest.chapters.weights import BASICS, ETHICS, Kind, WeightTable, read_weights, weighed
from ingest.chapters.work import LevelWork, check_levels, read_work
from ingest.documents.blocks import Document
from ingest.faults import DocumentFault
from ingest.records import JoinedBy


@dataclass(frozen=True, slots=True)
class Known:
    """The classification, as far as a standard is checked against it: names by code, and work types of each code."""

    names: Mapping[str, str]
    work_types: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class FoundOccupation:
    """The occupation that a document is for: its code, how it was found, and the work type, empty where it is for none."""

    code: str
    joined: JoinedBy
    work_type: str


def read_standard(document: Document, known: Known, occupation: str | None = None) -> Reading:
    """The standard that a document holds, or all that is wrong with it; `occupation` is the code it is for.

    Pure. Without `occupation` the printed code counts where its occupation has the printed name; a code that was
    renumbered since is replaced by that of the one occupation with this name.
    """
    trouble = Trouble()
    found = chapters(document, trouble)
    if trouble.damages:
        return read_without(trouble, None)
    parts = sections(found[Chapter.OVERVIEW])
    overview = read_overview(parts, trouble)
    if overview is None:
        return read_without(trouble, None)
    of = find_occupation(overview.printed, known, occupation, trouble)
    work = read_work(found[Chapter.WORK], overview.technical, trouble)
    check_levels(work, overview.levels, trouble)
    tables = read_weights(found[Chapter.WEIGHTS], overview.technical, trouble)
    functions = weighed(work, tables, trouble)
    routes = read_routes(parts.get(Section.CONDITIONS), overview.technical, trouble)
    standard = StandardText(
        code=overview.printed.code,
        occupation_code=of.code,
        joined=of.joined,
        name=split_trade(overview.printed.name)[0] if of.work_type else overview.printed.name,
        work_type=of.work_type,
        year=_year(document, trouble),
        levels=tuple(
            _level(level, overview, functions, work, tables) for level in overview.levels if level in work
        ),
        routes=routes,
        document=document.name,
        place=overview.printed.place,
    )
    return read_without(trouble, standard)


def _year(document: Document, trouble: Trouble) -> int | None:
    year = year_of(document)
    if year is None:
        trouble.unread("title", DocumentFault.YEAR_UNKNOWN())
    return year


def _level(
    level: Level,
    overview: Overview,
    functions: Mapping[Level, tuple[Function, ...]],
    work: Mapping[Level, LevelWork],
    tables: Mapping[Kind, WeightTable],
) -> LevelText:
    theory = tables.get(Kind.THEORY)
    return LevelText(
        level=level,
        hours=overview.hours.get(level),
        ethics_weight=theory.of(level, ETHICS) if theory else None,
        basics_weight=theory.of(level, BASICS) if theory else None,
        functions=functions[level],
        place=work[level].place,
    )


def find_occupation(printed: Printed, known: Known, given: str | None, trouble: Trouble) -> FoundOccupation:
    """The occupation of a document that prints a code and a name, or of the `given` code; a fault where there is none."""
    name, trade = split_trade(printed.name)
    code, joined = _code(printed, name, known)
    if given:
        code, joined = given, "GIVEN" if given != code else joined
    if code is None or code not in known.names:
        trouble.wrong(printed.place, _unknown(given or printed.code, printed.name, known), column="职业编码")
        return FoundOccupation(printed.code, joined, "")
    return FoundOccupation(code, joined, trade if trade in known.work_types.get(code, frozenset()) else "")


def _code(printed: Printed, name: str, known: Known) -> tuple[str | None, JoinedBy]:
    """The code of the classification, and whether it is the printed one or that of the only one with the name."""
    if known.names.get(printed.code) in {name, printed.name}:
        return printed.code, "PRINTED"
    named = [code for code, other in known.names.items() if other in {name, printed.name}]
    return (named[0], "BY_NAME") if len(named) == 1 else (None, "BY_NAME")


def _unknown(code: str, name: str, known: Known) -> Said:
    if other := known.names.get(code):
        return DocumentFault.OCCUPATION_OTHER_NAME(code=code, other=other, name=name)
    return DocumentFault.OCCUPATION_UNKNOWN(code=code, name=name)
