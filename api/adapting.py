"""Where the adapter is kept, and how it is trained from the vectors in the store."""

import os
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import anyio.to_thread

from api.progress import bar
from api.settings import Settings
from api.vectors import semantics, vectors
from graph.catalogue import Catalogue
from graph.errors import InvalidInput
from graph.model.ids import fold
from graph.store import Store
from recommender.adapter import Adapter
from recommender.adapter_training import questions, train
from recommender.embedding.e5 import Progress
from recommender.embedding.embedder import Embedder, Kind
from recommender.embedding.packed import Float32
from recommender.fields import Fields
from recommender.passages import TextKind, passages

FILE = "adapter.npz"
Opening = Callable[[], Awaitable[Embedder]]


def adapter_file(settings: Settings) -> Path:
    """Where the service looks for its adapter."""
    return settings.home / FILE


def write_adapter(adapter: Adapter, path: Path) -> None:
    """Written beside its place and renamed when complete. Raises InvalidInput where that is not possible."""
    unfinished = path.with_name(f".{os.getpid()}-{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(adapter.content())
        unfinished.replace(path)
    except OSError as error:
        raise InvalidInput(f"{path} cannot be written: {error.strerror}", field="--out") from error


@dataclass(frozen=True, slots=True)
class AsQueries:
    """An encoder that reads every text as one that asks, so that such vectors are stored apart from the others."""

    embedder: Embedder

    @property
    def digest(self) -> str:
        return f"{self.embedder.digest}-queries"

    @property
    def dim(self) -> int:
        return self.embedder.dim

    def encode(self, texts: Sequence[str], *, kind: Kind, progress: Progress | None = None) -> Float32:
        return self.embedder.encode(texts, kind="query", progress=progress)


async def trained(store: Store, catalogue: Catalogue, opening: Opening, *, seed: int) -> Adapter:
    """An adapter for the encoder that `opening` opens; texts whose vectors the store lacks are encoded and stored first.

    Raises InvalidInput where the catalogue states too few pairs.
    """
    texts = questions(catalogue)
    embedder = await opening()
    with bar("encoding texts", "text") as progress:
        searched = await semantics(store, catalogue, embedder, progress=progress)
    with bar("encoding what asks", "text") as progress:
        asked = await vectors(store, texts, AsQueries(embedder), progress=progress)
    found = passages(catalogue)
    tasks = {
        fold(passage.text): vector
        for passage, vector in zip(found, searched.vectors, strict=True)
        if passage.kind is TextKind.TASK
    }
    known = tasks | dict(zip(texts, asked, strict=True))
    with bar("training", "kind") as progress:
        work = partial(
            _train, catalogue, searched.vectors, known, encoder=embedder.digest, seed=seed, progress=progress
        )
        return await anyio.to_thread.run_sync(work)


def _train(
    catalogue: Catalogue,
    searched: Float32,
    known: dict[str, Float32],
    *,
    encoder: str,
    seed: int,
    progress: Progress,
) -> Adapter:
    fields = Fields.of(passages(catalogue), searched)
    return train(catalogue, fields, known, encoder=encoder, seed=seed, progress=progress)
