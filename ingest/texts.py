"""Definitions, tasks and job titles of occupations, read from the installed package and repaired."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ingest.draft import Draft
from ingest.faults import Noted
from ingest.records import ErratumRow, OccupationRow, Repair, TextRow, compact

OCCUPATION_LEVEL = "4"
_NUMBER = re.compile(r"(?:^|\s)\d{1,2}[.．、]\s*")
_NUMBER_AFTER_SEMICOLON = re.compile(r"(?:^|\s|；)\d{1,2}[.．、]\s*")
_FLAGS = re.compile(r"(L/S|S/L|L|S)$")
_END = "。；; "


@dataclass(frozen=True, slots=True)
class OccupationText:
    """What the package says of one occupation."""

    row: TextRow
    name: str
    definition: str | None
    tasks: tuple[str, ...]
    aliases: tuple[str, ...]


def occupation_texts(draft: Draft) -> dict[str, OccupationText]:
    """Texts by occupation code, errata applied; reports what is missing, wrong or under another name."""
    repairs = {(row.code, row.level): row for row in draft.tables.of(ErratumRow)}
    texts: dict[str, OccupationText] = {}
    for row in draft.tables.of(TextRow):
        repair = repairs.get((row.code, row.level))
        wrong = repair is not None and repair.action in {Repair.NO_TEXT, Repair.NOT_AN_OCCUPATION}
        if row.level == OCCUPATION_LEVEL and not wrong:
            texts.setdefault(row.code, _read(row, repair))
    _report(draft, texts)
    return texts


def split_tasks(text: str, numbered_after_semicolon: bool = False) -> tuple[str, ...]:
    """The numbered sentences of a task text, without numbers, end marks and repetitions, in order."""
    pattern = _NUMBER_AFTER_SEMICOLON if numbered_after_semicolon else _NUMBER
    parts = (part.strip().strip(_END) for part in pattern.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))


def split_name(name: str) -> tuple[str, bool, bool]:
    """The name without its marks, whether it is green (L) and whether digital (S)."""
    plain = compact(name)
    found = _FLAGS.search(plain)
    marks = found[0] if found else ""
    return _FLAGS.sub("", plain), "L" in marks, "S" in marks


def _read(row: TextRow, repair: ErratumRow | None) -> OccupationText:
    name = split_name(row.name)[0]
    split = repair is not None and repair.action is Repair.SPLIT
    titles = (split_name(title)[0] for title in row.alias.split(","))
    aliases = tuple(sorted({title for title in titles if title and title != name}))
    return OccupationText(row, name, row.definition or None, split_tasks(row.tasks, split), aliases)


def _report(draft: Draft, texts: Mapping[str, OccupationText]) -> None:
    table, occupations = TextRow.TABLE, draft.tables.of(OccupationRow)
    known = {row.code for row in draft.tables.of(TextRow)}
    draft.note(
        table,
        Noted.TEXTS_MISSING,
        [f"{row.code} {row.name}" for row in occupations if row.code not in known],
    )
    added = [row for row in occupations if row.code not in known and row.added_year]
    draft.note(table, Noted.TEXTS_MISSING_NEW, [f"{r.code} {r.name} {r.added_year}" for r in added])
    draft.note(
        table,
        Noted.TEXTS_NOT_THEIR_OWN,
        [f"{r.code} {r.name}" for r in occupations if r.code in known and not _defined(texts, r.code)],
    )
    draft.note(
        table,
        Noted.TEXTS_OF_FORMER_NAMES,
        [
            f"{r.code} {texts[r.code].name} -> {r.name}"
            for r in occupations
            if r.code in texts and texts[r.code].name != r.name
        ],
    )
    draft.note(
        table,
        Noted.TEXTS_WITHOUT_TASK,
        [f"{r.code} {r.name}" for r in occupations if _defined(texts, r.code) and not texts[r.code].tasks],
    )
    draft.note(
        table,
        Noted.TEXTS_REPAIRED,
        [f"{row.code} {row.action}: {row.note}" for row in _used(draft, known)],
    )


def _used(draft: Draft, known: set[str]) -> Iterable[ErratumRow]:
    return (row for row in draft.tables.of(ErratumRow) if row.code in known)


def _defined(texts: Mapping[str, OccupationText], code: str) -> bool:
    return code in texts and texts[code].definition is not None
