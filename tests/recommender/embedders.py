"""The faked seam of tests: an encoder whose vectors are counts of hashed characters."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from zlib import crc32

import numpy as np

from recommender.embedding.e5 import Progress
from recommender.embedding.embedder import Kind
from recommender.embedding.packed import Float32

DIM = 64


@dataclass(slots=True)
class LetterEmbedder:
    """Texts of the same characters get the same vector. `encoded` records what was asked of it."""

    digest: str = "letters"
    dim: int = DIM
    encoded: list[str] = field(default_factory=list)

    def encode(self, texts: Sequence[str], *, kind: Kind, progress: Progress | None = None) -> Float32:
        self.encoded += texts
        vectors = np.zeros((len(texts), DIM), np.float32)
        for row, text in enumerate(texts):
            for character in text:
                vectors[row, crc32(character.encode()) % DIM] += 1
            vectors[row] /= np.linalg.norm(vectors[row]) or 1
        if progress:
            progress(len(texts), len(texts))
        return vectors
