"""The composition root: what the service and the commands work with, opened together and closed together."""

import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import anyio

from api.holder import CatalogueHolder
from api.settings import Settings
from graph.opening import open_store
from graph.store import Store

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Services:
    """The open store, the catalogue in use, and the resolver of free text once it is loaded."""

    settings: Settings
    store: Store
    holder: CatalogueHolder


@asynccontextmanager
async def services(
    settings: Settings, *, share: bool = False, with_model: bool = True
) -> AsyncGenerator[Services]:
    """Opens the store at once, and loads catalogue and resolver in the background, the catalogue first.

    With `share`, other processes may use the same store meanwhile. Raises Unavailable and Conflict as `open_store`.
    """
    async with open_store(settings.home, settings.neo4j.target(), share=share) as store:
        opened = Services(settings, store, CatalogueHolder(store))
        async with anyio.create_task_group() as background:
            background.start_soon(opened.holder.watch)
            try:
                yield opened
            finally:
                background.cancel_scope.cancel()
