"""The whole catalogue into an empty embedded store: seconds of each part, and the store part against a bare driver.

The bare loop replays the same statements with the same batches through the official driver in one transaction. Both
take turns, each time on a new and empty store, so that a busy moment of the machine meets both.
"""

import shutil
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from statistics import median
from typing import TypeVar

import anyio
from neo4j import AsyncGraphDatabase, AsyncManagedTransaction

from api.settings import CHECKOUT
from bench.results import WORK, spread, tell
from graph.embedded import embedded
from graph.model.difference import Difference, compare
from graph.model.snapshot import Snapshot
from graph.opening import stamped
from graph.stamp import Engine
from graph.store import Store
from graph.target import Target
from graph.writes import batches_of
from ingest.loading import Loaded, load

RUNS = 5
HOME = WORK / "ingest"
Value = TypeVar("Value")


def main() -> None:
    """Measures several runs and tells them."""
    anyio.run(_measure)


async def _measure() -> None:
    parse, loaded = _timed(lambda: load(CHECKOUT / "data"))
    difference, differs = _timed(lambda: compare(_EMPTY, loaded.snapshot))
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(RUNS):
        ours.append(await _store_seconds(_apply(loaded, differs)))
        bare.append(await _store_seconds(_replay(differs)))
    ratios = [b / o for b, o in zip(bare, ours, strict=True)]
    rows = [
        ("read and check the tables, s", spread(parse)),
        ("difference to the store's facts, s", spread(difference)),
        ("store as one revision, s", spread(ours)),
        ("bare driver loop, same statements and batches, s", spread(bare)),
        ("bare / ours, each run (aim 0.8 or more)", spread(ratios)),
    ]
    counts = {"nodes": len(loaded.snapshot.nodes), "relationships": len(loaded.snapshot.links)}
    header = (
        f"{counts['nodes']} nodes, {counts['relationships']} relationships, {RUNS} runs",
        "median (least .. most)",
    )
    measured = {
        "parse": parse,
        "difference": difference,
        "store": ours,
        "bare": bare,
        "ratio": median(ratios),
    }
    tell("ingest", header, rows, {**counts, **measured})


_EMPTY = Snapshot.of((), ())
Work = Callable[[Store, Target], Awaitable[float]]


def _apply(loaded: Loaded, difference: Difference) -> Work:
    async def work(store: Store, _target: Target) -> float:
        began = time.perf_counter()
        await store.apply(difference, base=0, who="bench", sources=loaded.sources, inputs=loaded.inputs)
        return time.perf_counter() - began

    return work


def _replay(difference: Difference) -> Work:
    batches = batches_of(difference, 1)

    async def everything(transaction: AsyncManagedTransaction) -> None:
        for statement, rows in batches:
            result = await transaction.run(statement, rows=rows)  # type: ignore[arg-type]
            await result.consume()

    async def work(_store: Store, target: Target) -> float:
        async with (
            AsyncGraphDatabase.driver(target.uri, auth=(target.user, target.password)) as driver,
            driver.session(database=target.database) as session,
        ):
            began = time.perf_counter()
            await session.execute_write(everything)
            return time.perf_counter() - began

    return work


async def _store_seconds(work: Work) -> float:
    async with _empty_store() as (store, target):
        return await work(store, target)


@asynccontextmanager
async def _empty_store() -> AsyncGenerator[tuple[Store, Target]]:
    """A new store with its schema in place."""
    shutil.rmtree(HOME, ignore_errors=True)
    async with embedded(HOME, share=False) as target, stamped(target, Engine.EMBEDDED) as store:
        yield store, target


def _timed(work: Callable[[], Value]) -> tuple[list[float], Value]:
    """Seconds of several runs, and the result of the last."""
    seconds: list[float] = []
    value = work()
    for _ in range(RUNS):
        began = time.perf_counter()
        value = work()
        seconds.append(time.perf_counter() - began)
    return seconds, value
