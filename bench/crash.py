"""kill -9 in the middle of an ingest: afterwards the store is at the old revision or at the new one, never between.

Each round copies a store that holds the whole catalogue, lets a process of its own apply a large change to it, and
kills either that process or its store at a random moment of the storing. Then the store is opened again, and all
its facts, its revisions and its records of changes are compared with what stood before and what should stand after.
"""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import anyio
import psutil

from api.settings import CHECKOUT
from bench.results import WORK, spread, tell
from graph.errors import Unavailable
from graph.model.difference import compare
from graph.model.facts import Course, Task
from graph.model.links import RelType
from graph.model.snapshot import Snapshot
from graph.opening import open_store
from graph.store import Store
from ingest.loading import load

ROUNDS = 20
SEED = 20261124
FULL = WORK / "crash-full"
HOME = WORK / "crash"
BEGIN, DONE = "storing", "stored"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one kill left: the process killed, when, the revision found, and whether all facts are that one's."""

    victim: str
    after_seconds: float
    acknowledged: bool
    revision: int
    whole: bool
    reopen_seconds: float


def main() -> None:
    """Runs all rounds and tells them; exits with 1 where a store was left between two revisions."""
    try:
        outcomes = anyio.run(_rounds)
    finally:
        for folder in (FULL, HOME):
            shutil.rmtree(folder, ignore_errors=True)
    rows = [
        (
            number,
            outcome.victim,
            f"{outcome.after_seconds:.2f}",
            "yes" if outcome.acknowledged else "no",
            "new" if outcome.revision == 2 else "old",
            "whole" if outcome.whole else "TORN",
            f"{outcome.reopen_seconds:.1f}",
        )
        for number, outcome in enumerate(outcomes, start=1)
    ]
    header = ("#", "killed", "s into storing", "acknowledged", "revision", "facts", "s to open and compare")
    tell("crash", header, rows, {"seed": SEED, "rounds": [asdict(outcome) for outcome in outcomes]})
    torn = [o for o in outcomes if not o.whole or (o.acknowledged and o.revision != 2)]
    print(
        f"{len(outcomes)} kills: {len(torn)} left a store between two revisions or lost one that was acknowledged; "
        f"open again in {spread([o.reopen_seconds for o in outcomes])} s"
    )
    if torn:
        sys.exit(1)


async def _rounds() -> list[Outcome]:
    before = load(CHECKOUT / "data").snapshot
    after = _changed(before)
    await _fill(before)
    whole_seconds = _rehearsal()
    print(f"the change takes {whole_seconds:.1f} s to store when nobody is killed", flush=True)
    chance = random.Random(SEED)
    outcomes: list[Outcome] = []
    for number in range(ROUNDS):
        victim = ("service", "store")[number % 2]
        moment = chance.uniform(0, whole_seconds * 1.05)
        acknowledged = _killed(victim, moment)
        outcomes.append(await _looked_at(victim, moment, acknowledged, before, after))
        print(f"{number + 1}/{ROUNDS} {outcomes[-1]}", flush=True)
    return outcomes


def _changed(before: Snapshot) -> Snapshot:
    """The catalogue with every course changed and every task closed: changes, closings and their records."""
    nodes = [
        replace(node, name=f"{node.name} (new)") if isinstance(node, Course) else node
        for node in before.nodes.values()
        if not isinstance(node, Task)
    ]
    return Snapshot.of(nodes, [link for link in before.links.values() if link.type is not RelType.HAS_TASK])


async def _fill(before: Snapshot) -> None:
    shutil.rmtree(FULL, ignore_errors=True)
    async with open_store(FULL, None) as store:
        difference = compare(await store.snapshot(), before)
        await store.apply(difference, base=0, who="bench", sources=())


def _rehearsal() -> float:
    with _storing() as (_, words):
        _until(words, BEGIN)
        began = time.perf_counter()
        _until(words, DONE)
        return time.perf_counter() - began


def _killed(victim: str, moment: float) -> bool:
    """Kills the service or its store `moment` seconds into the storing; True where it was acknowledged before."""
    with _storing() as (process, words):
        _until(words, BEGIN)
        store = next(c for c in psutil.Process(process.pid).children() if "java" in c.name())
        time.sleep(moment)
        (store if victim == "store" else process).send_signal(signal.SIGKILL)
        return any(word.strip() == DONE for word in words)


@contextmanager
def _storing() -> Generator[tuple[subprocess.Popen[str], Iterator[str]]]:
    """A process that applies the change to a copy of the full store, and the words it says."""
    shutil.rmtree(HOME, ignore_errors=True)
    shutil.copytree(FULL, HOME)
    command = [sys.executable, "-m", "bench.crash", str(HOME)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=CHECKOUT
    )
    assert process.stdout is not None
    yield process, iter(process.stdout)
    process.communicate(timeout=120)


def _until(words: Iterator[str], expected: str) -> None:
    for word in words:
        if word.strip() == expected:
            return
    raise RuntimeError(f"the process ended before it said {expected!r}")


async def _looked_at(
    victim: str, moment: float, acknowledged: bool, before: Snapshot, after: Snapshot
) -> Outcome:
    began = time.perf_counter()
    async with open_store(HOME, None) as store:
        revision = await store.latest()
        whole = await _is_whole(store, revision, before, after)
    return Outcome(victim, moment, acknowledged, revision, whole, time.perf_counter() - began)


async def _is_whole(store: Store, revision: int, before: Snapshot, after: Snapshot) -> bool:
    """Are the facts those of `revision`, and does the way back lead to the facts before it?"""
    if revision not in {1, 2} or len(await store.revisions()) != revision:
        return False
    present = await store.snapshot()
    past = await store.snapshot(1)
    return not compare(present, after if revision == 2 else before) and not compare(past, before)


async def _apply(home: Path) -> None:
    """What the killed process does."""
    after = _changed(load(CHECKOUT / "data").snapshot)
    async with open_store(home, None) as store:
        difference = compare(await store.snapshot(), after)
        print(BEGIN, flush=True)
        try:
            await store.apply(difference, base=1, who="bench", sources=())
        except Unavailable:
            return
        print(DONE, flush=True)


if __name__ == "__main__":
    anyio.run(_apply, Path(sys.argv[1]))
