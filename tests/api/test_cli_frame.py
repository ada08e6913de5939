"""The top frame: help where nothing is asked, and a quiet end where nobody reads on."""

import errno
import subprocess
import sys

import click
import pytest

from api.cli.frame import COMMANDS, lifepath, run
from graph.errors import InvalidInput

GROUPS = ("schema", "model", "curate", "draft", "eval")


@pytest.mark.parametrize("arguments", [(), *((name,) for name in GROUPS)])
def test_nothing_asked_is_answered_with_help_and_is_wrong_input(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("Usage: lifepath")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_takes_json(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"Usage: lifepath {name}")
    found = lifepath.get_command(click.Context(lifepath), name)
    assert found
    for command in found.commands.values() if isinstance(found, click.Group) else (found,):
        assert command.help
        assert "--json" in {option for one in command.params for option in one.opts}


@pytest.mark.parametrize(
    ("message", "field", "told"),
    [
        ("no region 'x'", "--near", "error: --near: no region 'x'"),
        ("--near: no region 'x'", "--near", "error: --near: no region 'x'"),
        ("no region 'x'", "region", "error: no region 'x'"),
    ],
)
def test_an_error_that_does_not_name_its_option_is_told_with_it(
    message: str, field: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @click.command()
    def wrong() -> None:
        raise InvalidInput(message, field=field)

    monkeypatch.setattr(lifepath, "get_command", lambda _context, _name: wrong)
    assert run(["wrong"]) == 2
    assert capsys.readouterr().err.splitlines() == [told]


def test_what_the_system_refuses_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @click.command()
    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "plan.html")

    monkeypatch.setattr(lifepath, "get_command", lambda _context, _name: full)
    assert run(["full"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line == "error: refused by the system: [Errno 28] No space left on device: 'plan.html'"


def test_bytes_that_are_no_text_are_told_by_their_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "\udcff电", "--json"]) == 2
    assert capsys.readouterr().err.splitlines() == ["error: argument 2 is not UTF-8 text: '\\udcff\\u7535'"]


def test_an_end_without_a_reader_is_quiet() -> None:
    """The reader leaves before anything is written; stdout stays buffered, as in a pipe to `head`."""
    script = (
        "import sys, click; from api.cli.frame import lifepath, run\n"
        "@lifepath.command('much')\n"
        "def much(): click.echo('x' * 1_000_000)\n"
        "lifepath.get_command = lambda ctx, name: much\n"
        "sys.exit(run(['much']))"
    )
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        said = process.stderr.read()
        assert process.wait(timeout=60) == 1
    assert said == ""
