"""Where the adapter is kept, and how it is trained from the vectors in the store."""

import logging
import os
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import anyio.to_thread

from api.files import put
from api.progress import bar, step
from api.settings import Settings
from api.vectors import semantics, stored_vectors, vectors
from graph.catalogue import Catalogue
from graph.errors import InvalidInput
from graph.model.history import Revision
from graph.model.ids import fold
from graph.model.judgements import Verdicts
from graph.store import Store
from recommender.adapter.fields import Fields
from recommender.adapter.judged_pairs import judged_sentences
from recommender.adapter.linear import Adapter
from recommender.adapter.training import questions, train
from recommender.embedding.e5 import Progress
from recommender.embedding.embedder import Embedder, Kind
from recommender.embedding.packed import Float32
from recommender.text.passages import TextKind, passages

FILE = "adapter.npz"
Opening = Callable[[], Awaitable[Embedder]]
Seen = tuple[int, int, int]

log = logging.getLogger(__name__)


def adapter_file(settings: Settings) -> Path:
    """Where the service looks for its adapter."""
    return settings.home / FILE


def check_place(path: Path) -> None:
    """Raises InvalidInput where a file cannot be put: told before minutes of training, not after."""
    folder = next(place for place in path.absolute().parents if place.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise InvalidInput(f"--out: nothing can be written in {folder}", field="--out")


def write_adapter(adapter: Adapter, path: Path) -> None:
    """Puts an adapter in its place, whole or not at all. Raises InvalidInput where that is not possible."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, adapter.content())
    except OSError as error:
        raise InvalidInput(f"--out: cannot write {path}: {error.strerror}", field="--out") from error


class AdapterHolder:
    """The adapter of a file, read again where the file is another one, or is to be used with something else.

    `write_adapter` puts whole files in place, so that half of one is never read. One that another program left half
    written does not displace the adapter in use, if that still fits.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[Seen | None, str, str | None] | None = None
        self.present: Adapter | None = None

    async def refresh(self, encoder: str, revision: Revision) -> bool:
        """Takes up what the file holds now, if it fits the encoder and what the revision was read from; True where it looked.

        An adapter that does not fit is not used, which the log says once.
        """
        seen = (_seen(self._path), encoder, revision.inputs)
        if seen == self._seen:
            return False
        self._seen = seen
        self.present = await anyio.to_thread.run_sync(self._fitting, encoder, revision.inputs)
        return True

    def _fitting(self, encoder: str, inputs: str | None) -> Adapter | None:
        try:
            found = Adapter.load(self._path)
        except (InvalidInput, OSError) as error:
            log.warning("the adapter is not used: %s", error)
            found = self.present
        if found is None:
            return None
        if why := found.why_unfit(encoder=encoder, inputs=inputs):
            log.warning("the adapter %s is not used: %s", found.digest, why)
            return None
        log.info("the adapter %s is in use", found.digest)
        return found


def _seen(path: Path) -> Seen | None:
    """What tells one file from another in the same place; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def as_judged(encoder: str) -> str:
    """The digest under which vectors of judged sentences are stored, apart from those of the catalogue."""
    return f"{encoder}-judged"


def as_queries(encoder: str) -> str:
    """The digest under which vectors of texts that ask are stored, apart from those that are searched."""
    return f"{encoder}-queries"


@dataclass(frozen=True, slots=True)
class AsQueries:
    """An encoder that reads every text as one that asks, so that such vectors are stored apart from the others."""

    embedder: Embedder

    @property
    def digest(self) -> str:
        return as_queries(self.embedder.digest)

    @property
    def dim(self) -> int:
        return self.embedder.dim

    def encode(self, texts: Sequence[str], *, kind: Kind, progress: Progress | None = None) -> Float32:
        return self.embedder.encode(texts, kind="query", progress=progress)


@dataclass(frozen=True, slots=True)
class AsJudged:
    """An encoder whose vectors of judged sentences are stored apart, so that no change of the catalogue forgets them."""

    embedder: Embedder

    @property
    def digest(self) -> str:
        return as_judged(self.embedder.digest)

    @property
    def dim(self) -> int:
        return self.embedder.dim

    def encode(self, texts: Sequence[str], *, kind: Kind, progress: Progress | None = None) -> Float32:
        return self.embedder.encode(texts, kind=kind, progress=progress)


class Texts(NamedTuple):
    """What training needs vectors of beside the passages: texts that ask, and judged sentences that are no task."""

    asked: Sequence[str]
    sentences: Sequence[str]


class Compared(NamedTuple):
    """Vectors by an encoder (its digest): of all passages (n, d), of texts that ask (q, d), of judged sentences (s, d)."""

    encoder: str
    searched: Float32
    asked: Float32
    sentences: Float32


async def trained(
    store: Store, catalogue: Catalogue, opening: Opening, *, digest: str | None = None, seed: int
) -> Adapter:
    """An adapter for the encoder that `opening` opens; texts whose vectors the store lacks are encoded and stored first.

    What developers accepted is learned from too. `digest` names that encoder where it is known unopened: it is then opened only if a vector is missing. Raises
    InvalidInput where the catalogue states too few pairs.
    """
    verdicts = await store.judgements.all()
    texts = Texts(questions(catalogue, verdicts), judged_sentences(catalogue, verdicts))
    compared = await _stored(store, catalogue, texts, digest) if digest else None
    if compared is None:
        compared = await _encoded(store, catalogue, texts, await opening())
    with bar("training", "kind") as progress:
        work = partial(_train, catalogue, texts, compared, verdicts, seed=seed, progress=progress)
        return await anyio.to_thread.run_sync(work)


async def _stored(store: Store, catalogue: Catalogue, texts: Texts, digest: str) -> Compared | None:
    with step("reading vectors"):
        searched = await stored_vectors(store, [text.encoded for text in passages(catalogue)], digest)
        asked = await stored_vectors(store, texts.asked, as_queries(digest))
        said = (
            await stored_vectors(store, texts.sentences, as_judged(digest)) if texts.sentences else searched
        )
    if searched is None or asked is None or said is None:
        return None
    return Compared(digest, searched, asked, said[: len(texts.sentences)])


async def _encoded(store: Store, catalogue: Catalogue, texts: Texts, embedder: Embedder) -> Compared:
    with bar("encoding texts", "text") as progress:
        searched = await semantics(store, catalogue, embedder, progress=progress)
    with bar("encoding what asks", "text") as progress:
        asked = await vectors(store, texts.asked, AsQueries(embedder), progress=progress)
        said = await vectors(store, texts.sentences, AsJudged(embedder), progress=progress)
    return Compared(embedder.digest, searched.vectors, asked, said)


def _train(
    catalogue: Catalogue,
    texts: Texts,
    compared: Compared,
    verdicts: Verdicts,
    *,
    seed: int,
    progress: Progress,
) -> Adapter:
    found = passages(catalogue)
    tasks = {
        fold(passage.text): vector
        for passage, vector in zip(found, compared.searched, strict=True)
        if passage.kind is TextKind.TASK
    }
    known = tasks | dict(zip(texts.asked, compared.asked, strict=True))
    known |= dict(zip(texts.sentences, compared.sentences, strict=True))
    fields, encoder = Fields.of(found, compared.searched), compared.encoder
    return train(catalogue, fields, known, encoder=encoder, seed=seed, verdicts=verdicts, progress=progress)
