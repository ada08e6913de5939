"""Opening what a command needs, with a word on stderr about each step that takes time."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TypeVar

import anyio

from api.progress import step
from api.settings import Settings, read_settings
from graph.catalogue import Catalogue
from graph.opening import open_store
from graph.store import Store

Found = TypeVar("Found")


@asynccontextmanager
async def opened(settings: Settings, *, complete: bool = True) -> AsyncGenerator[Store]:
    """The store of the settings: the one that a running service shares, otherwise our own."""
    async with AsyncExitStack() as stack:
        with step("opening the store"):
            store = await stack.enter_async_context(
                open_store(settings.home, settings.neo4j.target(), complete=complete)
            )
        yield store


async def newest_catalogue(settings: Settings) -> Catalogue:
    """The catalogue of the newest revision; the store is closed again."""
    async with opened(settings) as store:
        with step("loading the catalogue"):
            return await store.catalogue()


def with_catalogue(work: Callable[[Store, Catalogue, Settings], Awaitable[Found]]) -> Found:
    """What `work` does with the store and its newest catalogue."""

    async def run() -> Found:
        settings = read_settings()
        async with opened(settings) as store:
            with step("loading the catalogue"):
                catalogue = await store.catalogue()
            return await work(store, catalogue, settings)

    return anyio.run(run)
