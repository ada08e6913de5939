"""`lifepath doctor`: what is wrong with an installation, and how to put it right."""

import os
from collections.abc import Mapping

import anyio
import click

from api.checks import Check, Verdict, check_all
from api.cli.output import json_option, pad, show
from api.settings import read_settings

WORDS: Mapping[Verdict, str] = {Verdict.GOOD: "ok", Verdict.NOTICE: "note", Verdict.WRONG: "WRONG"}


@click.command("doctor")
@json_option
def command(as_json: bool) -> int:
    """Check the installation, the store, the catalogue and the model; say what is wrong and what to do.

    Ends with 0 where nothing is wrong, with 1 otherwise.
    """
    checks = anyio.run(check_all, read_settings(), os.environ)
    show(checks, as_json=as_json, human=_human)
    return int(any(check.verdict is Verdict.WRONG for check in checks))


def _human(checks: list[Check]) -> str:
    wrong = sum(check.verdict is Verdict.WRONG for check in checks)
    lines = [line for check in checks for line in _lines(check)]
    return "\n".join([*lines, "", f"wrong: {wrong} of {len(checks)}" if wrong else "nothing is wrong"])


def _lines(check: Check) -> list[str]:
    first = f"{pad(WORDS[check.verdict], 5)}  {pad(check.name, 12)}  {check.found}"
    return [first, f"{' ' * 21}to do: {check.remedy}"] if check.remedy else [first]
