"""`lifepath curate file` and `curate export`: judgements brought in and taken away by the file."""

import getpass
from pathlib import Path

import click

from api.cli.curate_judge import said
from api.cli.curating import FileReport, take_file, write_judgements
from api.cli.opening import with_catalogue
from api.cli.output import json_option, show
from api.settings import Settings
from graph.catalogue import Catalogue
from graph.model.judgements import Judgement
from graph.store import Store
from ingest.templates import check_place

PLACE = click.Path(dir_okay=False, path_type=Path)


@click.command("file")
@click.argument("file", type=PLACE)
@click.option("--who", help="Who judged where a row does not say who; the user by default.")
@click.option("--dry-run", is_flag=True, help="Only check the file and tell what would be stored.")
@json_option
def from_file(file: Path, *, who: str | None, dry_run: bool, as_json: bool) -> None:
    """Store all judgements of FILE (csv or xlsx, as `template` and `export` write it), or none where a row is wrong.

    Rows without a decision say nothing; rows that say what counts already are passed over.
    """

    async def taken(store: Store, catalogue: Catalogue, _: Settings) -> FileReport:
        return await take_file(store, catalogue, file, who=who or getpass.getuser(), dry_run=dry_run)

    show(with_catalogue(taken), as_json=as_json, human=_taken)


@click.command("export")
@click.option("--out", required=True, type=PLACE, help="The file to write, .csv or .xlsx; never overwritten.")
@json_option
def export(out: Path, *, as_json: bool) -> None:
    """Write what counts of all judgements as a file that `curate file` reads, here or on another machine."""

    async def exported(store: Store, catalogue: Catalogue, _: Settings) -> tuple[Judgement, ...]:
        return write_judgements(out, catalogue, await store.judgements.all())

    check_place(out)
    found = with_catalogue(exported)
    told = {"judgements": len(found), "out": str(out)}
    show(told, as_json=as_json, human=lambda t: f"{t['judgements']} judgements that count: {t['out']}")


def _taken(report: FileReport) -> str:
    what = "would be stored" if report.dry_run else "stored"
    counts = f"{report.unchanged} rows say what counts already, {report.without_decision} say nothing"
    return "\n".join(
        [*map(said, report.stored), f"{report.file}: {len(report.stored)} judgements {what}; {counts}"]
    )
