"""`lifepath template`: empty or prefilled tables for `lifepath ingest --table NAME=FILE`."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import anyio
import click

from api.cli.opening import newest_catalogue
from api.cli.output import json_option, show, table
from api.settings import read_settings
from graph.errors import InvalidInput
from graph.model.terms import Level
from ingest.own_rules import PLANNED
from ingest.records import OwnRuleRow
from ingest.templates import (
    Template,
    check_place,
    guide,
    own_rule_rows,
    template_of,
    templates,
    write_template,
)

TO_FILL = ("text_title", "text_place", "origin")


@dataclass(frozen=True, slots=True)
class Written:
    """A template that was written: `to_fill` are the columns that are still empty in every row."""

    table: str
    out: Path
    columns: tuple[str, ...]
    rows: int
    standard: str | None
    to_fill: tuple[str, ...]


@click.command("template")
@click.argument("name", required=False, metavar="[TABLE]")
@click.option(
    "--standard", metavar="ID", help="With eligibility: start from the rules in use for this standard."
)
@click.option(
    "--level",
    "levels",
    multiple=True,
    type=click.Choice([level.value for level in PLANNED]),
    help="With --standard: only this level; repeatable.",
)
@click.option(
    "--out", type=click.Path(path_type=Path), help="The file to write, .csv or .xlsx; never overwritten."
)
@json_option
def command(
    name: str | None, standard: str | None, levels: Sequence[str], out: Path | None, as_json: bool
) -> None:
    """List the tables that ingest takes, or write a file to fill in for one of them.

    TABLE eligibility is for the conditions (申报条件) that a standard sets of its own.
    """
    if name is None:
        if out is not None or standard is not None:
            raise InvalidInput("name a table: lifepath template TABLE --out FILE", field="table")
        show(templates(), as_json=as_json, human=_listed)
        return
    template = template_of(name)
    if standard is not None and template.table != OwnRuleRow.TABLE:
        raise InvalidInput(f"--standard goes with {OwnRuleRow.TABLE} only", field="--standard")
    if levels and standard is None:
        raise InvalidInput("--level goes with --standard", field="--level")
    if out is None:
        raise InvalidInput("--out is missing: which file is to be written?", field="--out")
    check_place(out)
    show(_written(template, out, standard, [Level(x) for x in levels]), as_json=as_json, human=_told)


def _written(template: Template, out: Path, standard: str | None, levels: Sequence[Level]) -> Written:
    rows = []
    if standard is not None:
        rows = own_rule_rows(anyio.run(newest_catalogue, read_settings()), standard, levels)
    write_template(out, template.columns, rows)
    return Written(template.table, out, template.columns, len(rows), standard, TO_FILL if rows else ())


def _listed(found: Sequence[Template]) -> str:
    rows = [
        (t.table, "replaces the shipped one" if t.shipped else "yours only", ", ".join(t.columns))
        for t in found
    ]
    return table(("table", "a file of it", "columns"), rows)


def _told(written: Written) -> str:
    lines = [f"{written.out}: columns of {written.table}, {written.rows} rows to start from"]
    if written.table == OwnRuleRow.TABLE:
        columns, kinds = guide()
        lines += ["", table(columns[0], columns[1:]), "", table(kinds[0], kinds[1:])]
    if written.to_fill:
        lines += [
            "",
            f"The rows are the rules in use for {written.standard}: change what its text says otherwise, remove the levels",
            f"that keep their rules, and fill in {', '.join(written.to_fill)}.",
        ]
    lines += ["", f"Then: lifepath ingest --table {written.table}={written.out} --dry-run"]
    return "\n".join(lines)
