"""`lifepath replay` after the rules have moved on: the old answer comes out of the revision it names."""

import json
from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path

import anyio.to_thread
import pytest

from api.cli.frame import run
from api.settings import variables
from graph.model.difference import compare
from graph.model.facts import Standard
from graph.model.snapshot import Snapshot
from graph.opening import open_store
from graph.store import Store
from tests.api.excerpt import excerpt

pytestmark = pytest.mark.server
LEVEL_3 = ("path", "--occupation", "电工", "--level", "L3", "--as-of", "2026-11-24", "--birth", "1990-05-01")


def newer() -> Snapshot:
    """The excerpt with a standard of 2024 for 电工, which follows the rules of 2023."""
    nodes = [
        replace(node, year=2024) if isinstance(node, Standard) and node.name == "电工" else node
        for node in excerpt().nodes.values()
    ]
    return Snapshot.of(nodes, excerpt().links.values())


@pytest.fixture
async def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[Store]:
    """A shared store of its own at revision 1, which the commands use."""
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LIFEPATH_HOME", str(tmp_path))
    async with open_store(tmp_path, None, share=True) as store:
        await store.apply(compare(await store.snapshot(), excerpt()), base=0, who="tests", sources=())
        yield store


async def test_an_answer_replays_on_its_own_revision_and_is_planned_again_on_the_newest(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def lifepath(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = await anyio.to_thread.run_sync(run, arguments)
        return code, capsys.readouterr().out

    saved = tmp_path / "answer.json"
    saved.write_text((await lifepath(*LEVEL_3, "--json"))[1], encoding="utf-8")
    await store.apply(compare(await store.snapshot(), newer()), base=1, who="tests", sources=())

    now = json.loads((await lifepath(*LEVEL_3, "--json"))[1])
    before = json.loads(saved.read_text(encoding="utf-8"))
    assert (before["envelope"]["revision"], now["envelope"]["revision"]) == (1, 2)
    assert before["earliest"] != now["earliest"]
    assert await lifepath("replay", str(saved)) == (0, "IDENTICAL\n")

    replanned = json.loads((await lifepath("path", "--changes", str(saved), "--json"))[1])["replanned"]
    assert not replanned["same"]
    assert any("rules:2023" in step["text"] for step in replanned["steps"])

    now["envelope"]["revision"] = 1
    saved.write_text(json.dumps(now), encoding="utf-8")
    code, out = await lifepath("replay", str(saved))
    assert code == 1
    assert "earliest" in out
