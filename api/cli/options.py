"""Options that several commands take, and what adds them."""

from collections.abc import Callable
from typing import TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., object])

as_of_option = click.option("--as-of", help="The day to answer for, YYYY-MM-DD; today by default.")


def adding(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """A decorator that adds options, which `--help` shows in this order."""

    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add
