"""Opening a store: the embedded one of a data directory, or a database on a Neo4j server, by the same steps."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from graph.embedded import embedded
from graph.gateway import Gateway
from graph.stamp import Engine, Purpose
from graph.store import Store
from graph.target import Target


@asynccontextmanager
async def open_store(
    home: Path, neo4j: Target | None, *, share: bool = False, complete: bool = True
) -> AsyncGenerator[Store]:
    """The store at `neo4j`, or without it the embedded one of the data directory `home`.

    With `share`, other processes that open `home` use the same server as long as the context lasts. Without
    `complete`, stamp and schema are left as they are, for those who want to look at them. Raises
    Unavailable where no server answers or starts, and Conflict for a store that is not one of this lifepath's.
    """
    if neo4j is not None:
        async with stamped(neo4j, Engine.NEO4J, complete=complete) as store:
            yield store
        return
    async with (
        embedded(home / "store", share=share) as target,
        stamped(target, Engine.EMBEDDED, complete=complete) as store,
    ):
        yield store


@asynccontextmanager
async def stamped(
    target: Target, engine: Engine, *, purpose: Purpose = Purpose.SERVICE, complete: bool = True
) -> AsyncGenerator[Store]:
    """The store in a database: its stamp is checked, or set where it is empty, and its schema made `complete`."""
    async with Gateway(target) as gateway:
        store = Store(gateway)
        await (store.claim if complete else store.check)(engine, purpose)
        yield store
