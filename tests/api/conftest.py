"""Fixtures for tests of the commands."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from api.cli.frame import run
from api.settings import variables
from graph.model.difference import compare
from graph.opening import open_store
from tests.api.commands import Lifepath, Outcome
from tests.api.excerpt import excerpt


@pytest.fixture(scope="session")
async def excerpt_home(anyio_backend: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Path]:
    """A data directory whose store holds the excerpt and is shared, as `lifepath serve` shares it."""
    folder = tmp_path_factory.mktemp("home")
    async with open_store(folder, None, share=True) as store:
        difference = compare(await store.snapshot(), excerpt())
        await store.apply(difference, base=0, who="tests", sources=())
        yield folder


@pytest.fixture
def lifepath(
    excerpt_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Lifepath:
    """Runs a command in this process."""
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LIFEPATH_HOME", str(excerpt_home))

    def lifepath(*arguments: str) -> Outcome:
        capsys.readouterr()
        code = run(arguments)
        said = capsys.readouterr()
        return Outcome(code, said.out, said.err)

    return lifepath
