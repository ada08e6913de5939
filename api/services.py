"""The composition root: what the service and the commands work with, opened together and closed together."""

import gc
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import anyio
import anyio.to_thread

from api.adapting import AdapterHolder, adapter_file
from api.calibrating import MarksHolder, marks_file
from api.holder import POLL_SECONDS, CatalogueHolder
from api.progress import step
from api.searching import keep_searchable
from api.settings import Settings
from graph.errors import AppError
from graph.opening import open_store
from graph.store import Store
from ingest.applying import ingest
from ingest.loading import inputs_of, load
from recommender.adapter.linear import Adapter
from recommender.text.likeness import NameVectors
from recommender.titles.coding import Coder
from recommender.titles.resolver import Resolver

log = logging.getLogger(__name__)
PREPARER = "lifepath serve --prepare"
BY_A_PERSON = "revision %d by %s stays in use, though it differs from the shipped tables: `lifepath ingest` would load them"


@dataclass(slots=True)
class Services:
    """The open store and the catalogue in use; once loaded, the resolver of free text, the vectors of names, the adapter."""

    settings: Settings
    store: Store
    holder: CatalogueHolder
    coder: Coder | None = None
    likeness: NameVectors | None = None
    adapters: AdapterHolder = field(init=False)

    def __post_init__(self) -> None:
        self.adapters = AdapterHolder(adapter_file(self.settings))

    @property
    def adapter(self) -> Adapter | None:
        """The adapter in use."""
        return self.adapters.present

    @property
    def resolver(self) -> Resolver | None:
        """The resolver that the coder stands on."""
        return self.coder.resolver if self.coder else None

    def show(self, coder: Coder) -> None:
        """Puts a coder and its resolver in use; requests that have the one before keep it."""
        self.coder = coder

    def liken(self, likeness: NameVectors) -> None:
        """Puts the vectors of names in use."""
        self.likeness = likeness

    async def adapt(self, encoder: str) -> None:
        """Puts the adapter in use that fits the encoder with this digest and the catalogue; without one nothing is adapted."""
        await self.adapters.refresh(encoder, self.holder.present.revision)


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
            background.start_soon(_in_background, opened, with_model)
            try:
                yield opened
            finally:
                background.cancel_scope.cancel()
                gc.unfreeze()  # what the holder froze; libraries that look for leaks at the end would report it as such


async def _in_background(opened: Services, with_model: bool) -> None:
    """First what is stored, so that ids are answered soon; then what takes longer."""
    empty = opened.settings.prepare and await _is_empty(opened.store)
    if empty:
        await _load_shipped(opened)
    with suppress(AppError):  # what hinders it, `watch` tells
        await opened.holder.refresh()
    async with anyio.create_task_group() as group:
        group.start_soon(opened.holder.watch)
        group.start_soon(_keep_calibrated, opened)
        if with_model:
            group.start_soon(_keep_searchable, opened)
            group.start_soon(_keep_adapted, opened)
        if opened.settings.prepare and not empty:
            await _load_shipped(opened)


async def _keep_searchable(opened: Services) -> None:
    model = opened.settings.model
    await keep_searchable(opened.store, opened.holder, model, opened.show, opened.liken, adapt=opened.adapt)


async def _keep_adapted(opened: Services) -> None:
    """Takes up an adapter that was trained meanwhile, for ever; the first one comes with the encoder."""
    while True:
        await anyio.sleep(POLL_SECONDS)
        if opened.resolver and opened.resolver.semantics:
            await opened.adapt(opened.resolver.semantics.embedder.digest)


async def _keep_calibrated(opened: Services) -> None:
    """Takes up marks of the desk that were fitted again meanwhile, for ever."""
    marks = MarksHolder(marks_file(opened.settings))
    while True:
        await marks.refresh()
        opened.holder.marks = marks.present
        await anyio.sleep(POLL_SECONDS)


async def _is_empty(store: Store) -> bool:
    with suppress(AppError):  # what hinders it, `watch` tells
        return not await store.latest()
    return False


async def _load_shipped(opened: Services) -> None:
    """Brings the store to what the shipped tables say, unless a person decided what it says.

    A failure is told, and what is stored stays in use.
    """
    try:
        newest = next(reversed(await opened.store.revisions()), None)
        if newest and newest.inputs == inputs_of(opened.settings.data):
            return
        if newest and newest.who != PREPARER:
            log.warning(BY_A_PERSON, newest.number, newest.who)
            return
        with step("reading the shipped tables"):
            loaded = await anyio.to_thread.run_sync(load, opened.settings.data)
        with step("storing what differs as one revision"):
            await ingest(opened.store, loaded, who=PREPARER)
        await opened.holder.refresh()
    except AppError as error:
        log.warning("the shipped tables were not loaded: %s", error.message)
