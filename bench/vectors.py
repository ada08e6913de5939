"""Vectors kept between runs of a measurement, so that only the first one encodes."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from bench.results import WORK
from recommender.embedding.e5 import DIGEST, Progress
from recommender.embedding.embedder import Embedder, Kind, open_embedder
from recommender.embedding.packed import Float32
from recommender.embedding.transformer import TransformerEmbedder


class KeptVectors:
    """An `Embedder` that looks among the vectors of earlier runs before it encodes."""

    def __init__(self, model: str | None) -> None:
        self._model = model
        self._opened: Embedder | None = None
        self.digest = DIGEST if model is None else self._embedder.digest
        self._file = WORK / f"vectors-{self.digest}.npz"
        self._known: dict[str, Float32] = {}
        if self._file.is_file():
            with np.load(self._file) as kept:
                self._known = dict(zip(kept["texts"].tolist(), kept["vectors"], strict=True))

    @property
    def dim(self) -> int:
        return self._embedder.dim

    @property
    def _embedder(self) -> Embedder:
        self._opened = self._opened or open_embedder(self._model)
        return self._opened

    def encode(self, texts: Sequence[str], *, kind: Kind, progress: Progress | None = None) -> Float32:
        return self._kept(texts, kind, lambda missing: self._embedder.encode(missing, kind=kind))

    def plain(self) -> "PlainModel":
        """The model without prompts, in the shape that sentence-transformers has."""
        return PlainModel(self)

    def without_prompt(self, texts: Sequence[str]) -> Float32:
        embedder = self._embedder
        assert isinstance(embedder, TransformerEmbedder)
        return self._kept(
            texts,
            "plain",
            lambda missing: embedder._model.encode(missing, prompt="", normalize_embeddings=True),
        )

    def _kept(self, texts: Sequence[str], kind: str, encode: Any) -> Float32:
        missing = sorted({text for text in texts if f"{kind} {text}" not in self._known})
        if missing:
            print(f"encoding {len(missing)} texts ({kind})", flush=True)
            for text, vector in zip(missing, encode(missing), strict=True):
                self._known[f"{kind} {text}"] = vector
            WORK.mkdir(exist_ok=True)
            np.savez(self._file, texts=list(self._known), vectors=np.stack(list(self._known.values())))
        return np.stack([self._known[f"{kind} {text}"] for text in texts])


class PlainModel:
    """What cscoder calls a model: `encode` with the options that it gives."""

    def __init__(self, vectors: KeptVectors) -> None:
        self._vectors = vectors

    def encode(self, texts: Sequence[str], **_: object) -> Float32:
        return self._vectors.without_prompt(list(texts))
