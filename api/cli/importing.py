"""What `lifepath ingest --kind` does with a document: reads it, tells what is wrong row by row, or applies it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from api.cli.output import table
from api.progress import step
from graph.store import Store
from ingest.applying import IngestReport, ingest, standing
from ingest.chapters.contents import Damage
from ingest.documents.reading import read_document
from ingest.importing import DocumentKind, LevelContents, ValueChange, import_document

SHOWN = 40


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What became of a document. `damages` tell why it was refused: then `ingest` is None, and nothing changed."""

    file: str
    kind: DocumentKind
    id: str | None
    contents: tuple[LevelContents, ...]
    damages: tuple[Damage, ...]
    notes: tuple[Damage, ...]
    changes: tuple[ValueChange, ...]
    ingest: IngestReport | None


@dataclass(frozen=True, slots=True)
class Request:
    """A document to be added: what it is, the occupation it is for where that must be named, who asks, and whether only to look."""

    path: Path
    kind: DocumentKind
    occupation: str | None
    who: str
    dry_run: bool


async def import_file(store: Store, request: Request, archive: Path) -> DocumentReport:
    """Adds a document to what the store holds, as one revision, or not at all; the file is kept in `archive`."""
    path, kind = request.path, request.kind
    with step(f"reading {path.name}"):
        document = read_document(path)
    with step("comparing with what is stored"):
        base = await standing(store)
        found = import_document(
            path, document, kind=kind, current=base.snapshot, occupation=request.occupation
        )
    report = None
    if found.loaded is not None:
        report = await ingest(
            store, found.loaded, who=request.who, dry_run=request.dry_run, archive=archive, base=base
        )
    return DocumentReport(
        path.name, kind, found.id, found.contents, found.damages, found.notes, found.changes, report
    )


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
