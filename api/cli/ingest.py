"""`lifepath ingest`: brings the store to what the tables say, as one revision."""

import getpass
from collections.abc import Sequence
from pathlib import Path

import anyio
import click

from api.cli.opening import opened
from api.cli.output import json_option, show, table
from api.progress import step
from api.settings import Settings, read_settings
from graph.errors import InvalidInput
from ingest.applying import IngestReport, ingest
from ingest.loading import Loaded, load

ARCHIVE = "files"
REJECTED_SHOWN = 20


@click.command("ingest")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option(
    "--data", type=click.Path(path_type=Path), help="Folder of tables; LIFEPATH_DATA, or the shipped ones."
)
@click.option(
    "--table", "tables", multiple=True, metavar="NAME=FILE", help="A csv or xlsx file in place of one table."
)
@click.option("--who", help="Who is named in the revision; the user by default.")
@json_option
def command(dry_run: bool, data: Path | None, tables: Sequence[str], who: str | None, as_json: bool) -> None:
    """Read the tables, show how they differ from the store, and apply that as one revision in one transaction.

    A second run changes nothing. A malformed file is refused by file, row and field, and nothing is changed.
    """
    settings = read_settings(data=data)
    overrides = dict(map(_override, tables))
    with step("reading the tables"):
        loaded = load(settings.data, overrides)
    report = anyio.run(_applied, settings, loaded, who or getpass.getuser(), dry_run)
    show(report, as_json=as_json, human=told)


def _override(text: str) -> tuple[str, Path]:
    name, equals, file = text.partition("=")
    if not (name and equals and file):
        raise InvalidInput(f"--table: {text!r} is not written as NAME=FILE", field="--table")
    return name, Path(file)


async def _applied(settings: Settings, loaded: Loaded, who: str, dry_run: bool) -> IngestReport:
    async with opened(settings) as store:
        with step("comparing" if dry_run else "comparing and storing"):
            archive = settings.home / ARCHIVE
            return await ingest(store, loaded, who=who, dry_run=dry_run, archive=archive)


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
