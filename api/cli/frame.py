"""The top frame of the command line: finds the command, runs it, turns every failure into one clear line.

Exit codes: 0 done; 2 the input is wrong; 1 anything unexpected or unavailable; 130 interrupted.
"""

import importlib
import json
import logging
import signal
import sys
import uuid
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from types import FrameType

import click

from graph.errors import AppError, Forbidden, InvalidInput, NotFound, Unavailable

COMMANDS = (
    "serve",
    "ingest",
    "template",
    "revisions",
    "schema",
    "model",
    "search",
    "code",
    "major",
    "path",
    "goals",
    "compare",
    "replay",
    "moves",
    "gap-report",
    "curate",
    "learn",
    "match",
    "gap",
    "draft",
    "eval",
    "doctor",
)
WRONG_INPUT = (InvalidInput, NotFound, Forbidden)
INTERRUPTED = 130

log = logging.getLogger(__name__)


class Commands(click.Group):
    """Imports a command's module when it is asked for, so that `path` never pays for what `search` needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        return importlib.import_module(f"api.cli.{cmd_name.replace('-', '_')}").command


@click.command(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.version_option(version("lifepath"), prog_name="lifepath")
def lifepath() -> None:
    """Lawful training paths to vocational certificates, from the official tables of China.

    Settings come from the environment: LIFEPATH_HOME, LIFEPATH_DATA, LIFEPATH_MODEL, NEO4J_URI and others; see
    the README. Beside a running `lifepath serve` every command uses its store.
    """


def main() -> None:
    """Runs the command line and ends the process."""
    signal.signal(signal.SIGTERM, _as_interrupt)
    sys.exit(run(sys.argv[1:]))


def _as_interrupt(_number: int, _frame: FrameType | None) -> None:
    """A termination ends a command as Ctrl-C does: the store is closed on the way out.

    Also where a shell started the command in the background, which makes Ctrl-C count for nothing.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.raise_signal(signal.SIGINT)


def run(arguments: Sequence[str]) -> int:
    """Runs one command and returns its exit code; failures are told on stderr, as JSON on stdout with --json."""
    as_json = "--json" in arguments
    try:
        _check_texts(arguments)
        code = lifepath.main(list(arguments), prog_name="lifepath", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        code = 2
    except click.ClickException as error:
        return _tell(InvalidInput(error.format_message(), field=_option(error)), as_json)
    except AppError as error:
        return _tell(error, as_json)
    except (click.Abort, KeyboardInterrupt, BrokenPipeError):
        return INTERRUPTED
    except OSError as error:
        log.debug("refused by the system", exc_info=error)
        return _tell(Unavailable(f"refused by the system: {error}"), as_json)
    except Exception:
        number = uuid.uuid4().hex[:12]
        log.exception("internal error %s", number)
        return _tell(AppError(f"internal error {number}; the log above tells more"), as_json)
    return code if isinstance(code, int) else 0


def _check_texts(arguments: Sequence[str]) -> None:
    """Raises InvalidInput for bytes that are no UTF-8: only a name of a file may be such."""
    for number, argument in enumerate(arguments, 1):
        try:
            argument.encode()
        except UnicodeEncodeError:
            if not Path(argument).exists():
                raise InvalidInput(f"argument {number} is not UTF-8 text: {argument!a}") from None


def _tell(error: AppError, as_json: bool) -> int:
    if as_json:
        content = {"code": error.code, "field": error.field, "message": error.message}
        with suppress(OSError):  # which may be what is told
            click.echo(json.dumps({"error": content}, ensure_ascii=False, indent=2))
    click.echo(f"error: {_placed(error)}", err=True)
    return exit_code(error)


def _placed(error: AppError) -> str:
    """The message, with the option that it is about where it does not name it."""
    option = error.field or ""
    if not option.startswith("--") or option in error.message:
        return error.message
    return f"{option}: {error.message}"


def exit_code(error: AppError) -> int:
    """2 where the caller must change something, 1 where the service or the moment is to blame."""
    return 2 if isinstance(error, WRONG_INPUT) else 1


def _option(error: click.ClickException) -> str | None:
    parameter = getattr(error, "param", None)
    if isinstance(parameter, click.Parameter):
        return parameter.opts[0]
    return getattr(error, "option_name", None)
