"""What the commands print: JSON, and tables that align Chinese text."""

import dataclasses
import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

Value = TypeVar("Value")
Command = TypeVar("Command", bound=Callable[..., object])
GAP = "  "


def json_option(command: Command) -> Command:
    """Adds `--json`, received as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")(command)


def show(value: Value, *, as_json: bool, human: Callable[[Value], str]) -> None:
    """Prints one answer on stdout."""
    click.echo(to_json(value) if as_json else human(value))


def to_json(value: object) -> str:
    """Indented JSON in which Chinese stays readable; dates are ISO, enums their value, dataclasses objects."""
    return json.dumps(plain(value), ensure_ascii=False, indent=2)


def plain(value: Any) -> Any:
    """A value as JSON knows it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}  # type: ignore[reportUnknownVariableType]
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]  # type: ignore[reportUnknownVariableType]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value


def width(text: str) -> int:
    """Columns that a terminal gives a text: two for each wide character, none for a combining mark."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def pad(text: str, columns: int) -> str:
    """The text, filled with spaces to a number of columns."""
    return text + " " * (columns - width(text))


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows under a header, columns aligned; None is shown as a dash. Numbers stand to the right."""
    cells = [["-" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max(width(row[i]) for row in [list(header), *cells]) for i in range(len(header))]
    right = [bool(rows) and all(isinstance(row[i], (int, float)) for row in rows) for i in range(len(header))]
    return "\n".join(_line(row, widths, right) for row in [list(header), *cells])


def _line(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    parts = [
        " " * (columns - width(cell)) + cell if to_right else pad(cell, columns)
        for cell, columns, to_right in zip(row, widths, right, strict=True)
    ]
    return GAP.join(parts).rstrip()
