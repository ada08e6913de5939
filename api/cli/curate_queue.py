"""`lifepath curate list` and `curate template`: what needs a look."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

import click

from api.cli.curating import write_queue
from api.cli.gap import cut
from api.cli.gap_report import compared_tasks
from api.cli.opening import with_catalogue
from api.cli.options import adding, as_of_option
from api.cli.output import json_option, show, table
from api.cli.stating import day_of
from api.settings import Settings
from graph.catalogue import Catalogue
from graph.model.facts import Occupation
from graph.store import Store
from ingest.templates import check_place
from recommender.curation.queue import USE, Candidate, MatchKind, queue

HEADER = ("priority", "use", "score", "threshold", "start", "text", "end", "name", "seen", "judged")
filtered = adding(
    click.option(
        "--kind", type=click.Choice([kind.value for kind in MatchKind]), help="Only matches of this kind."
    ),
    click.option("--occupation", help="Only modules of this occupation: code or exact name."),
    click.option("--first", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many."),
    as_of_option,
)


@click.command("list")
@filtered
@click.option("--judged", is_flag=True, help="Those that are judged already, instead of those that are not.")
@json_option
def listed(
    *, kind: str | None, occupation: str | None, judged: bool, first: int, as_of: str | None, as_json: bool
) -> None:
    """Show what needs a look, most used and least certain first."""
    catalogue, found = with_catalogue(partial(_queued, day=day_of(as_of)))
    chosen = _chosen(catalogue, found, kind=kind, occupation=occupation, judged=judged)
    show(chosen[:first], as_json=as_json, human=partial(_told, many=len(chosen)))


@click.command("template")
@filtered
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write, .csv or .xlsx; never overwritten.",
)
@json_option
def template(
    *, out: Path, as_json: bool, kind: str | None, occupation: str | None, first: int, as_of: str | None
) -> None:
    """Write what needs a look as a file to fill in: decision (ACCEPTED, REJECTED or REMAPPED with a target) and why.

    all_levels 1 lets a row count for the function at every level of the module's occupation.
    """
    check_place(out)
    catalogue, found = with_catalogue(partial(_queued, day=day_of(as_of)))
    chosen = _chosen(catalogue, found, kind=kind, occupation=occupation, judged=False)[:first]
    write_queue(out, catalogue, chosen)
    told = {"rows": len(chosen), "out": str(out)}
    show(
        told,
        as_json=as_json,
        human=lambda t: f"{t['rows']} matches to judge: {t['out']}; then: lifepath curate file {out}",
    )


def _chosen(
    catalogue: Catalogue,
    found: Sequence[Candidate],
    *,
    kind: str | None,
    occupation: str | None,
    judged: bool,
) -> list[Candidate]:
    """The queue narrowed; raises NotFound for an unknown occupation."""
    of: Occupation | None = catalogue.occupation(occupation, "--occupation") if occupation else None
    return [
        one
        for one in found
        if kind in {None, one.kind}
        and (one.judged is not None) == judged
        and (not of or of.id == one.occupation)
    ]


async def _queued(
    store: Store, catalogue: Catalogue, settings: Settings, *, day: date
) -> tuple[Catalogue, tuple[Candidate, ...]]:
    supply, fits = await compared_tasks(store, catalogue, settings, no_model=False)
    return catalogue, queue(supply, fits, as_of=day)


def _told(found: list[Candidate], *, many: int) -> str:
    rows = [
        (
            f"{c.priority:.2f}",
            c.use,
            c.score,
            c.threshold,
            c.start,
            cut(c.start_text),
            c.end,
            c.end_text,
            c.seen,
            c.judged,
        )
        for c in found
    ]
    notes = (
        f"{len(found)} of {many}; use: {USE}",
        "priority: use times uncertainty, which is 1 at the threshold",
    )
    return "\n".join([table(HEADER, rows) if rows else "nothing to look at", "", *notes])
