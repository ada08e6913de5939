"""Encoding with sentence-transformers. Importing this module imports torch."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
import torch
from safetensors import SafetensorError
from sentence_transformers import SentenceTransformer
from transformers.utils import logging as transformers_logging

from graph.errors import InvalidInput
from recommender.embedding.e5 import Progress
from recommender.embedding.embedder import Kind
from recommender.embedding.packed import Float32

BATCH = 32
SLICE = 128  # texts between two calls of `progress`


@dataclass(frozen=True, slots=True)
class TransformerEmbedder:
    """An `Embedder` over a loaded model, on the CPU."""

    digest: str
    dim: int
    _model: SentenceTransformer
    _lock: Lock = field(default_factory=Lock)  # a tokenizer must not serve two threads at once

    @classmethod
    def load(
        cls, source: str, *, digest: str | None = None, threads: int | None = None
    ) -> "TransformerEmbedder":
        """Loads a directory or a model by name; `digest` None computes it from the weights.

        Raises InvalidInput where nothing loads from `source`.
        """
        if threads is not None:
            torch.set_num_threads(threads)
        transformers_logging.disable_progress_bar()
        try:
            model = SentenceTransformer(source, device="cpu").eval()
        except (OSError, ValueError, SafetensorError) as error:
            first_line = str(error).partition("\n")[0]
            raise InvalidInput(
                f"no sentence-transformers model loads from {source!r}: {first_line}"
            ) from error
        dim = model.get_embedding_dimension()
        if dim is None:
            raise InvalidInput(f"{source!r} does not say how long its vectors are")
        return cls(digest or digest_of(model), dim, model)

    def encode(self, texts: Sequence[str], *, kind: Kind, progress: Progress | None = None) -> Float32:
        vectors = np.empty((len(texts), self.dim), np.float32)
        # Texts of like length share a batch, so little is padded; long ones first, so that an estimate of the
        # time left shrinks.
        order = np.argsort([-len(text) for text in texts], kind="stable")
        for start in range(0, len(texts), SLICE):
            rows = order[start : start + SLICE]
            vectors[rows] = self._encoded([str(texts[row]) for row in rows], kind)
            if progress:
                progress(start + len(rows), len(texts))
        return vectors

    def _encoded(self, texts: Sequence[str], kind: Kind) -> Float32:
        with self._lock:
            return self._model.encode(  # pyright: ignore[reportUnknownMemberType]
                list(texts),
                prompt=_prompt(self._model, kind),
                batch_size=BATCH,
                show_progress_bar=False,
                convert_to_numpy=True,
                normalize_embeddings=True,
            )


def digest_of(model: SentenceTransformer) -> str:
    """16 hex digits over weights, tokenizer, prompts and length limit of a loaded model."""
    found = hashlib.sha256()
    for name, weight in sorted(model.state_dict().items()):
        found.update(f"{name} {tuple(weight.shape)} {weight.dtype}".encode())
        found.update(weight.contiguous().view(torch.uint8).numpy().data)
    vocabulary = sorted(model.tokenizer.get_vocab().items())
    found.update(repr((vocabulary, sorted(model.prompts.items()), model.max_seq_length)).encode())
    return found.hexdigest()[:16]


def _prompt(model: SentenceTransformer, kind: Kind) -> str:
    """The text put before each input; empty for a model trained without prompts."""
    names = ("query",) if kind == "query" else ("passage", "document")
    found = (model.prompts.get(name) for name in names)
    return next((prompt for prompt in found if prompt), "")
