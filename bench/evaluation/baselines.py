"""What the project's ranking is held against: BM25, TF-IDF of characters, cosine of the encoder."""

from collections.abc import Sequence

import numpy as np

from bench.evaluation.measures import Float32
from recommender.text.lexical import Lexical
from recommender.text.ranking import Language, Writing

BM25 = "BM25"
TF_IDF = "TF-IDF of characters"
ENCODER = "e5 alone"
CENTRED = "e5 alone, each kind less its mean"
OURS = "lifepath"
ADAPTED = "lifepath, adapter"


def by_writing(corpus: Sequence[str], queries: Sequence[str], language: Language) -> dict[str, Float32]:
    """Scores (q, n) of BM25 and of TF-IDF."""
    bm25 = Lexical.of(corpus)
    return {
        BM25: np.stack([bm25.scores(query) for query in queries]),
        TF_IDF: Writing.of(corpus, language).cosines(queries),
    }
