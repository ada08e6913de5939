"""`lifepath ingest`: brings the store to what the tables say, or adds a document to it, as one revision."""

import getpass
from collections.abc import Sequence
from pathlib import Path

import anyio
import click

from api.cli.importing import contents_told
from api.cli.opening import opened
from api.cli.output import json_option, show, table
from api.ingesting import (
    ARCHIVE,
    TABLES,
    DocumentReport,
    DocumentRequest,
    TablesRequest,
    apply_tables,
    import_file,
    read_files,
)
from api.progress import step
from api.searching import keep_compared
from api.settings import Settings, read_settings
from graph.errors import InvalidInput
from ingest.applying import IngestReport
from ingest.importing import DocumentKind

WRONG = 2
REJECTED_SHOWN = 20


@click.command("ingest")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option(
    "--data", type=click.Path(path_type=Path), help="Folder of tables; LIFEPATH_DATA, or the shipped ones."
)
@click.option(
    "--table", "tables", multiple=True, metavar="NAME=FILE", help="A csv or xlsx file in place of one table."
)
@click.option(
    "--kind",
    type=click.Choice([TABLES, *(kind.value for kind in DocumentKind)]),
    default=TABLES,
    show_default=True,
    help="What is read: the tables, or the FILE of a standard or of an official training package.",
)
@click.option(
    "--occupation",
    metavar="CODE",
    help="The occupation that the document is for, where its code is not known.",
)
@click.option(
    "--without", multiple=True, metavar="ID", help="An imported standard or package to take back, by its id."
)
@click.option("--who", help="Who is named in the revision; the user by default.")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@json_option
def command(
    *,
    dry_run: bool,
    data: Path | None,
    tables: Sequence[str],
    kind: str,
    occupation: str | None,
    without: Sequence[str],
    who: str | None,
    file: Path | None,
    as_json: bool,
) -> int:
    """Read the tables, show how they differ from the store, and apply that as one revision in one transaction.

    With --kind standard or package, FILE (docx, xlsx or a pdf with text) is added to what the store holds. A second run
    changes nothing. A malformed file is refused by file, row and field, and nothing is changed. What was added stays when
    the tables are read again, unless it is named by --without.
    """
    settings = read_settings(data=data)
    who = who or getpass.getuser()
    if kind != TABLES:
        request = _request(
            DocumentKind(kind), file, (*tables, *without), occupation=occupation, who=who, dry_run=dry_run
        )
        return _document(settings, request, as_json)
    if file is not None or occupation is not None:
        raise InvalidInput("FILE and --occupation go with --kind standard or --kind package", field="--kind")
    overrides = dict(map(_override, tables))
    asked = TablesRequest(settings.data, overrides, tuple(without), who, dry_run)
    report = anyio.run(_applied, settings, asked)
    show(report, as_json=as_json, human=told)
    return 0


def _request(
    kind: DocumentKind,
    file: Path | None,
    of_tables: Sequence[str],
    *,
    occupation: str | None,
    who: str,
    dry_run: bool,
) -> DocumentRequest:
    if file is None:
        raise InvalidInput(f"--kind {kind} needs the FILE to read", field="FILE")
    if of_tables:
        raise InvalidInput("--table and --without go with --kind tables", field="--kind")
    return DocumentRequest(file, kind, occupation, who, dry_run)


def _document(settings: Settings, request: DocumentRequest, as_json: bool) -> int:
    """Adds a document; 2 where it is refused, its report told all the same."""
    report = anyio.run(_imported, settings, request)
    show(report, as_json=as_json, human=_document_told)
    if not report.damages:
        return 0
    faults = f"{len(report.damages)} fault{'s' * (len(report.damages) != 1)}"
    click.echo(f"error: {report.file} has {faults}; nothing changed", err=True)
    return WRONG


async def _imported(settings: Settings, request: DocumentRequest) -> DocumentReport:
    async with opened(settings) as store:
        report = await import_file(store, request, settings.home / ARCHIVE, step)
        if report.ingest is not None and report.ingest.revision is not None:
            await keep_compared(store, settings.model)
        return report


def _document_told(report: DocumentReport) -> str:
    blocks = [contents_told(report), told(report.ingest) if report.ingest else ""]
    return "\n\n".join(filter(None, blocks))


def _override(text: str) -> tuple[str, Path]:
    name, equals, file = text.partition("=")
    if not (name and equals and file):
        raise InvalidInput(f"--table: {text!r} is not written as NAME=FILE", field="--table")
    return name, Path(file)


async def _applied(settings: Settings, request: TablesRequest) -> IngestReport:
    loaded = await read_files(request, step)
    async with opened(settings) as store:
        return await apply_tables(store, request, loaded, settings.home / ARCHIVE, step)


def told(report: IngestReport) -> str:
    """The report as a person reads it: what changed, what was noticed, what was rejected, and why."""
    blocks = [_headline(report), _differences(report), _findings(report), _rejected(report)]
    return "\n\n".join(block for block in blocks if block)


def _headline(report: IngestReport) -> str:
    if not report.differs:
        return f"nothing differs from revision {report.base}: nothing changed"
    if report.revision is None:
        return f"dry run: this would become revision {report.base + 1}; nothing changed"
    return f"revision {report.revision.number} by {report.revision.who}"


def _differences(report: IngestReport) -> str:
    kinds = sorted(report.new.keys() | report.changed.keys() | report.closed.keys())
    rows = [(k, report.new.get(k, 0), report.changed.get(k, 0), report.closed.get(k, 0)) for k in kinds]
    total = ("in all", *(sum(counts.values()) for counts in (report.new, report.changed, report.closed)))
    return table(("facts", "new", "changed", "closed"), [*rows, total]) if rows else ""


def _findings(report: IngestReport) -> str:
    rows = [(f.table, f.count, f.finding) for f in report.findings]
    return table(("table", "count", "noticed"), rows) if rows and report.differs else ""


def _rejected(report: IngestReport) -> str:
    lines = [f"  {rejected.row}: {rejected.reason}" for rejected in report.rejected[:REJECTED_SHOWN]]
    more = len(report.rejected) - len(lines)
    lines += [f"  and {more} more; --json lists all"] if more else []
    return "\n".join([f"{len(report.rejected)} rows rejected:", *lines]) if lines else ""
