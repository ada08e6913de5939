"""`lifepath revisions`: what each ingest did."""

from functools import partial

import anyio
import click

from api.cli.opening import opened
from api.cli.output import json_option, show, table
from api.settings import Settings, read_settings
from graph.model.history import Revision


@click.command("revisions")
@json_option
def command(as_json: bool) -> None:
    """List every revision of the catalogue: when, by whom, what changed."""
    show(anyio.run(_revisions, read_settings()), as_json=as_json, human=_human)


async def _revisions(settings: Settings) -> list[Revision]:
    async with opened(settings) as store:
        return await store.revisions()


def _human(revisions: list[Revision]) -> str:
    if not revisions:
        return "no revision yet: run `lifepath ingest`"
    header = ("revision", "time (UTC)", "who", "new", "changed", "closed", "sources")
    return table(header, [_row(revision) for revision in revisions])


def _row(revision: Revision) -> tuple[object, ...]:
    counted = partial(_counted, revision)
    when = revision.at.strftime("%Y-%m-%d %H:%M:%S")
    actions = (counted("new"), counted("changed"), counted("closed"))
    return (revision.number, when, revision.who, *actions, len(revision.sources))


def _counted(revision: Revision, action: str) -> int:
    return sum(number for name, number in revision.counts.items() if name.startswith(f"{action} "))
