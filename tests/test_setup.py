"""What a stranger does first: the README's commands and query, and dependencies that are pinned."""

import json
import re
import subprocess
import tomllib

import pytest

from api.cli.frame import COMMANDS, run
from api.settings import CHECKOUT, variables
from tests.api.asking import shipped_catalogue, without_store

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
CONSTRAINTS = (CHECKOUT / "constraints.txt").read_text(encoding="utf-8")
FIRST_SCREEN_LINES = 60


def _block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert found is not None
    return found[1]


async def test_the_query_of_the_readme_gives_the_answer_of_the_readme() -> None:
    service, gateway = without_store(shipped_catalogue())
    assert await service.ask(_block("graphql")) == json.loads(_block("json"))
    assert gateway.trips == 0


def test_the_first_screen_of_the_readme_has_the_two_commands_and_the_query() -> None:
    screen = "\n".join(README.splitlines()[:FIRST_SCREEN_LINES])
    for part in ("make run", "make test", "```graphql", "```json"):
        assert part in screen


def test_the_readme_names_every_command_and_every_setting() -> None:
    for command in COMMANDS:
        assert f"`{command}" in README
    for name in variables():
        assert name in README or name.removeprefix("LIFEPATH_LIMITS") in README


@pytest.mark.parametrize("target", ["run", "test", "check", "bench", "test-neo4j-current"])
def test_make_offers_what_the_readme_and_ci_use(target: str) -> None:
    done = subprocess.run(["make", "help"], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert re.search(rf"^{target}\s", done.stdout, re.MULTILINE)


def test_ci_runs_the_command_of_the_readme() -> None:
    assert "make test" in (CHECKOUT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_dependency_is_pinned_and_no_address_is_written_down() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower() for requirement in wanted}
    pinned = {line.split("==")[0].lower() for line in CONSTRAINTS.splitlines() if "==" in line}
    assert names <= pinned
    assert "://" not in CONSTRAINTS


def test_help_tells_every_command_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    shown = capsys.readouterr().out
    for command in COMMANDS:
        assert re.search(rf"^  {command}\s+\S", shown, re.MULTILINE)


def test_an_unknown_command_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fly"]) == 2
    assert "fly" in capsys.readouterr().err
