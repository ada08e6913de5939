"""A sentence encoder for the browser tests: characters in fixed directions, so that thousands of texts take seconds.

It stands in for the shipped encoder behind the same seam, `LIFEPATH_MODEL`. What the page shows is the same; how well
texts are matched is tested with the real one elsewhere. A process of its own makes it, so that collecting the tests
does not import torch: `python -m tests.browser.standin FOLDER`.
"""

import sys
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Regex, Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Split

DIMENSIONS = 96
FIRST, LAST = 0x4E00, 0x9FA5


def save_encoder(folder: Path) -> None:
    """Writes the encoder as a sentence-transformers model."""
    letters = [*map(chr, range(0x20, 0x7F)), *map(chr, range(FIRST, LAST + 1))]
    vocabulary = {letter: at for at, letter in enumerate(["[UNK]", *letters])}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split(Regex("."), "isolated")  # type: ignore[assignment]
    directions = np.random.default_rng(7).normal(size=(len(vocabulary), DIMENSIONS)).astype(np.float32)
    encoder = StaticEmbedding(tokenizer, embedding_weights=directions)
    SentenceTransformer(modules=[encoder], device="cpu").save(str(folder))


if __name__ == "__main__":
    save_encoder(Path(sys.argv[1]))
