"""Vectors of a catalogue's texts: kept in the store, computed only where text or model is new."""

from collections.abc import Iterable, Sequence

import anyio.to_thread
import numpy as np

from graph.catalogue import Catalogue
from graph.store import Store
from recommender.embedding.e5 import Progress
from recommender.embedding.embedder import Embedder
from recommender.embedding.packed import Float32
from recommender.supply.contents import sentence_texts
from recommender.text.likeness import NameVectors, names
from recommender.text.passages import TextKind, searched, text_digest
from recommender.titles.resolver import Semantics

SLICE = 256  # texts encoded before their vectors are stored: what an interrupted run has to do again
PIECE = 64  # texts encoded without a look at whether the run was interrupted


async def semantics(
    store: Store, catalogue: Catalogue, embedder: Embedder, *, progress: Progress | None = None
) -> Semantics:
    """The encoder with the vectors of all passages of the catalogue, for `Resolver.build`."""
    texts = searched(catalogue)
    kept = [*names(catalogue), *sentence_texts(catalogue)]
    found = await vectors(store, [text.encoded for text in texts], embedder, keep=kept, progress=progress)
    chinese = sum(text.kind is not TextKind.ENGLISH_NAME for text in texts)
    return Semantics(embedder, found[:chinese], found[chinese:])


async def name_vectors(
    store: Store, catalogue: Catalogue, embedder: Embedder, *, progress: Progress | None = None
) -> NameVectors:
    """The names of modules and courses with their vectors, for `Supply.of`, and the sentences of imported standards."""
    found = names(catalogue), sentence_texts(catalogue)
    kept = [passage.encoded for passage in searched(catalogue)]
    matrix = await vectors(store, [*found[0], *found[1]], embedder, keep=kept, progress=progress)
    return _built(*found, matrix, embedder.digest)


async def stored_name_vectors(store: Store, catalogue: Catalogue, digest: str) -> NameVectors | None:
    """The same without an encoder, from what the store has of the model with this digest; None where one is missing."""
    found = names(catalogue), sentence_texts(catalogue)
    matrix = await stored_vectors(store, [*found[0], *found[1]], digest)
    return None if matrix is None else _built(*found, matrix, digest)


def _built(names: Sequence[str], sentences: Sequence[str], matrix: Float32, digest: str) -> NameVectors:
    by_name = NameVectors.build(names, matrix[: len(names)], digest=digest)
    return by_name.with_sentences(sentences, matrix[len(names) :])


async def stored_vectors(store: Store, texts: Sequence[str], digest: str) -> Float32 | None:
    """Vectors of `texts`, (n, d) float32, as the store has them of the model with this digest; None where one is missing."""
    stored = await store.embeddings(digest)
    rows = [stored.get(text_digest(text)) for text in texts]
    known = [row for row in rows if row is not None]
    if not known or len(known) != len(rows):
        return None
    return np.frombuffer(b"".join(known), "<f4").reshape(len(texts), -1)


async def vectors(
    store: Store,
    texts: Sequence[str],
    embedder: Embedder,
    *,
    keep: Iterable[str] = (),
    progress: Progress | None = None,
) -> Float32:
    """Vectors of `texts`, (n, d) float32 in their order, read from the store.

    Missing ones are encoded in worker threads and stored, a slice at a time, so an interrupted run goes on where it
    stopped; `progress` is told (done, missing). Stored vectors of texts that are neither among these nor
    to `keep` are forgotten.
    """
    digests = [text_digest(text) for text in texts]
    stored = await store.embeddings(embedder.digest)
    missing = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in stored}
    # Long texts first: those of a slice are of like length, and an estimate of the time left shrinks.
    waiting = sorted(missing, key=lambda digest: (-len(missing[digest]), digest))
    for start in range(0, len(waiting), SLICE):
        fresh: dict[str, bytes] = {}
        for at in range(start, min(start + SLICE, len(waiting)), PIECE):
            part = waiting[at : min(at + PIECE, start + SLICE)]
            encoded = await anyio.to_thread.run_sync(_encoded, embedder, [missing[digest] for digest in part])
            fresh |= {digest: vector.tobytes() for digest, vector in zip(part, encoded, strict=True)}
            if progress:
                progress(at + len(part), len(waiting))
        await store.save_embeddings(embedder.digest, fresh)
        stored |= fresh
    await store.forget_embeddings(embedder.digest, stored.keys() - set(digests) - set(map(text_digest, keep)))
    return np.frombuffer(b"".join(stored[d] for d in digests), "<f4").reshape(len(texts), embedder.dim)


def _encoded(embedder: Embedder, texts: Sequence[str]) -> Float32:
    return embedder.encode(texts, kind="passage").astype("<f4")
