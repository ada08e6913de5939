"""`lifepath schema`: constraints and indexes of the store."""

import anyio
import click

from api.cli.opening import opened
from api.cli.output import json_option, show
from api.settings import Settings, read_settings
from graph.store import SchemaDifference


@click.group("schema")
def command() -> None:
    """Compare or create the constraints and indexes of the store."""


@command.command("apply")
@json_option
def apply(as_json: bool) -> None:
    """Create what the store lacks; running it twice changes nothing."""
    show(anyio.run(_apply, read_settings()), as_json=as_json, human=_applied)


@command.command("diff")
@json_option
def diff(as_json: bool) -> None:
    """Show what `apply` would create, and what the store has beyond the model."""
    show(anyio.run(_diff, read_settings()), as_json=as_json, human=_differs)


async def _apply(settings: Settings) -> SchemaDifference:
    async with opened(settings, complete=False) as store:
        return await store.apply_schema()


async def _diff(settings: Settings) -> SchemaDifference:
    async with opened(settings, complete=False) as store:
        return await store.schema_difference()


def _applied(difference: SchemaDifference) -> str:
    created = [f"created {name}" for name in difference.missing]
    return "\n".join(created) or "nothing to create: the schema is complete"


def _differs(difference: SchemaDifference) -> str:
    lines = [f"missing    {name}" for name in difference.missing]
    lines += [f"unexpected {name}" for name in difference.unexpected]
    return "\n".join(lines) or "no difference: the schema is as the model wants it"
