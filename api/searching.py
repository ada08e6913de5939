"""The resolver of free text, kept in step with the catalogue: by writing at once, by meaning when the model is there.

After it come the vectors of names, by which modules and courses are compared."""

import logging
from collections.abc import Awaitable, Callable

import anyio
import anyio.to_thread

from api.coding import coder_of
from api.holder import CatalogueHolder
from api.progress import bar
from api.vectors import name_vectors, semantics
from graph.catalogue import Catalogue
from graph.errors import AppError
from graph.store import Store
from recommender.embedding.e5 import DIGEST
from recommender.embedding.embedder import Embedder, open_embedder
from recommender.text.likeness import NameVectors
from recommender.titles.coding import Coder
from recommender.titles.resolver import Resolver, Semantics

log = logging.getLogger(__name__)
PAUSE_SECONDS = 0.5
Show = Callable[[Coder], None]
Liken = Callable[[NameVectors], None]
Adapt = Callable[[str], Awaitable[None]]


async def keep_searchable(
    store: Store, holder: CatalogueHolder, model: str | None, show: Show, liken: Liken, *, adapt: Adapt
) -> None:
    """Builds a coder over a resolver for each catalogue that comes into use, for ever, for `show`; then names for `liken`.

    `adapt` is told the encoder's digest before anything by meaning is shown. Until there is one by meaning, there is one by writing alone. What hinders the model is told once a catalogue.
    """
    embedder: Embedder | None = None
    known = 0
    while True:
        if holder.loaded and holder.present.revision.number != known:
            present = holder.present
            known = present.revision.number
            by_writing = await anyio.to_thread.run_sync(Resolver.build, present)
            if embedder is None:
                show(await anyio.to_thread.run_sync(coder_of, present, by_writing))
            try:
                embedder = embedder or await opened_embedder(model)
                await adapt(embedder.digest)
                meant = by_writing.with_meaning(await encoded(store, present, embedder))
                show(await anyio.to_thread.run_sync(coder_of, present, meant))
                liken(await compared(store, present, embedder))
            except AppError as error:
                log.warning("free text is compared by writing alone: %s", error.message)
        await anyio.sleep(PAUSE_SECONDS)


async def opened_embedder(model: str | None) -> Embedder:
    """The encoder, loaded; the built-in one is made where it is missing. Raises InvalidInput as `open_embedder`."""
    with bar("building the model", "layer") as progress:
        return await anyio.to_thread.run_sync(lambda: open_embedder(model, progress=progress))


async def encoded(store: Store, catalogue: Catalogue, embedder: Embedder) -> Semantics:
    """The encoder with the vectors of all texts: those in the store, and the missing ones, which are stored."""
    with bar("encoding texts", "text") as progress:
        return await semantics(store, catalogue, embedder, progress=progress)


async def compared(store: Store, catalogue: Catalogue, embedder: Embedder) -> NameVectors:
    """Names of modules and courses with their vectors: those in the store, and the missing ones, which are stored."""
    with bar("encoding names", "name") as progress:
        return await name_vectors(store, catalogue, embedder, progress=progress)


async def keep_compared(store: Store, model: str | None) -> None:
    """Encodes the names and sentences that an import or a published draft added, so that what compares them can start at once.

    A store of which nothing was encoded yet is left alone: all its texts are encoded together when they are first
    needed. What hinders the model is told, and changes nothing of what was stored.
    """
    if model is None and not await store.embeddings(DIGEST):
        return
    try:
        embedder = await opened_embedder(model)
        await compared(store, await store.catalogue(), embedder)
    except AppError as error:
        log.warning("names and sentences were not encoded yet: %s", error.message)
