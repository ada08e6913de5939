"""How `lifepath ingest --kind` tells what became of a document: level by level, or what is wrong row by row."""

from collections.abc import Sequence

from api.cli.output import table
from api.ingesting import DocumentReport
from ingest.chapters.contents import Damage
from ingest.importing import DocumentKind, LevelContents, ValueChange

SHOWN = 40


def contents_told(report: DocumentReport) -> str:
    """What was read, level by level, and what was not."""
    if report.damages:
        head = f"{report.file} is not taken as a {report.kind}; nothing changed. What is wrong:"
        return "\n".join([head, *_listed(report.damages)])
    notes = ["", "noticed:", *_listed(report.notes)] if report.notes else []
    changes = ["", "said otherwise than what stood:", *_listed(report.changes)] if report.changes else []
    return "\n".join([f"{report.file}: {report.id}", _levels_told(report), *notes, *changes])


def _levels_told(report: DocumentReport) -> str:
    if report.kind is DocumentKind.PACKAGE:
        parts = [(c.level.chinese, c.hours, c.functions) for c in report.contents]
        return table(("level", "hours", "modules"), parts)
    rows = [
        (c.level.chinese, c.hours, c.functions, c.works, c.skills, c.knowledge, _conditions(c))
        for c in report.contents
    ]
    return table(("level", "hours", "functions", "work", "skills", "knowledge", "conditions"), rows)


def _conditions(level: LevelContents) -> str:
    if level.conditions is None:
        return "UNREAD: default rules stay"
    return f"{level.conditions} read" if level.conditions else "none: default rules stay"


def _listed(found: Sequence[Damage | ValueChange]) -> list[str]:
    lines = [f"  {one}" for one in found[:SHOWN]]
    more = len(found) - len(lines)
    return [*lines, f"  and {more} more; --json lists all"] if more else lines
