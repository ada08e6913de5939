"""A sentence-transformers model on disk for tests: small, made at once, loaded as any model of one's own is."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Regex, Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Split

DIM = 32
UNKNOWN = "[UNK]"


def save_model(folder: Path, texts: Iterable[str]) -> Path:
    """A model whose vectors are means over the characters that occur in `texts`, each with a seeded direction."""
    characters = sorted({character for text in texts for character in text})
    vocabulary = {UNKNOWN: 0, **{character: at for at, character in enumerate(characters, start=1)}}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token=UNKNOWN))
    tokenizer.pre_tokenizer = Split(Regex("."), "isolated")
    weights = np.random.default_rng(0).normal(size=(len(vocabulary), DIM)).astype(np.float32)
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu")
    model.save(str(folder), create_model_card=False)
    return folder
