"""What turns texts into vectors, and how one is opened. Importing this module does not import torch."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, Protocol

from threadpoolctl import threadpool_limits  # pyright: ignore[reportMissingTypeStubs]

from recommender.embedding import e5
from recommender.embedding.e5 import Progress
from recommender.embedding.packed import Float32

Kind = Literal["query", "passage"]


class Embedder(Protocol):
    """A sentence encoder. Two vectors compare by their dot product, the cosine."""

    @property
    def digest(self) -> str:
        """Names everything the vectors depend on: same digest and text, same vector."""
        ...

    @property
    def dim(self) -> int:
        """Length of a vector."""
        ...

    def encode(self, texts: Sequence[str], *, kind: Kind, progress: Progress | None = None) -> Float32:
        """(n, dim) float32, rows L2-normalised, in the order of `texts`.

        `kind` says whether the texts ask ("query") or are searched ("passage"); `progress` is told (done, n).
        """
        ...


def open_embedder(
    model: str | None,
    *,
    cache: Path | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Embedder:
    """The sentence-transformers model of this name or path; None is the built-in one, made where missing.

    Takes seconds: it imports torch and loads weights. `threads` bounds torch's threads; numpy's products have one
    thread from here on, in the whole process. `progress` follows the making of the built-in model. Raises
    InvalidInput where there is no such model.
    """
    source, digest = model, None
    if model is None:
        source, digest = str(e5.build(cache or e5.default_cache(), progress=progress)), e5.DIGEST
    _let_threads_sleep()
    # Imported here because torch takes seconds, and most commands never encode a text.
    from recommender.embedding.transformer import TransformerEmbedder  # noqa: PLC0415

    embedder = TransformerEmbedder.load(str(source), digest=digest, threads=threads)
    # Products of one text are short, and threads of numpy that wake for them wait for those of torch.
    threadpool_limits(1, "blas")
    return embedder


def _let_threads_sleep() -> None:
    """Before torch is loaded, which reads it: threads that wait for each other sleep.

    By default they spin, which on processors that have other work to do makes one text take ten times as long.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
