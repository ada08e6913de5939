"""Ranking any set of texts by the encoder, by writing, and by both: how well they find what judges found relevant.

By writing is TF-IDF of short runs of characters. Both together is the cosine of the vectors, queries and corpus each
less a share of their mean, plus a small share of the cosine in writing, so that a text which has nothing in common in
writing is not raised. The means are those of the queries and of the corpus at hand; judgements play no part.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer  # pyright: ignore[reportMissingTypeStubs]

from recommender.embedding.e5 import Progress
from recommender.embedding.embedder import Embedder
from recommender.text.centred import centred, mean_vector

Float32 = NDArray[np.float32]
CUTS = (1, 5, 10, 100)
TOGETHER = 64  # queries scored at a time


class Language(StrEnum):
    """How texts are taken apart for what they have in common in writing."""

    ZH = "zh"
    EN = "en"


SHARE = 0.05  # of writing beside the encoder; chosen on development halves in both languages (docs/adr/0024)
CENTRED = 0.4  # of its mean that each side is compared without; chosen on the same halves (docs/adr/0028)
ENOUGH = 32  # queries whose mean says what they have in common; of fewer it says what they ask
_RUNS = {Language.ZH: ("char", (1, 3)), Language.EN: ("char_wb", (2, 4))}


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over the queries: average precision, reciprocal rank of the first hit, recall within the first k."""

    map: float
    mrr: float
    recall: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Judged:
    """Queries and corpus, and for each query the rows of the corpus that are relevant to it (at least one)."""

    queries: Sequence[str]
    corpus: Sequence[str]
    relevant: Sequence[Sequence[int]]


def compare(
    judged: Judged, embedder: Embedder, language: Language, *, progress: Progress | None = None
) -> dict[str, Quality]:
    """The quality of each way of ranking the whole corpus: `writing`, `encoder`, `hybrid`.

    `progress` is told (done, number of queries and texts) while they are encoded.
    """
    writing = Writing.of(judged.corpus, language)
    vectors = embedder.encode(judged.corpus, kind="passage", progress=progress)
    asked = embedder.encode(judged.queries, kind="query")
    apart = without_means(asked, vectors)
    found: dict[str, list[tuple[float, float, list[float]]]] = {"writing": [], "encoder": [], "hybrid": []}
    for start in range(0, len(asked), TOGETHER):
        part = slice(start, start + TOGETHER)
        shared = writing.cosines(judged.queries[part])
        ways = {
            "writing": shared,
            "encoder": asked[part] @ vectors.T,
            "hybrid": fused(apart.queries[part] @ apart.corpus.T, shared),
        }
        for way, scores in ways.items():
            found[way] += [quality_of(s, judged.relevant[start + row]) for row, s in enumerate(scores)]
    return {way: mean_of(results) for way, results in found.items()}


class Vectors(NamedTuple):
    """Of queries (q, d) and corpus (n, d), L2-normalised."""

    queries: Float32
    corpus: Float32


def without_means(queries: Float32, corpus: Float32) -> Vectors:
    """Both (q, d) and (n, d) less a share of what all of their side have in common; as they are for few queries."""
    if len(queries) < ENOUGH:
        return Vectors(queries, corpus)
    return Vectors(*(centred(side, mean_vector(side), share=CENTRED) for side in (queries, corpus)))


@dataclass(frozen=True, slots=True)
class Writing:
    """TF-IDF vectors of a corpus over runs of characters: 1 to 3 of Chinese, 2 to 4 within words of English."""

    _vectorizer: Any  # scikit-learn is not typed
    _corpus: Any

    @classmethod
    def of(cls, corpus: Sequence[str], language: Language) -> "Writing":
        analyzer, lengths = _RUNS[language]
        vectorizer: Any = TfidfVectorizer(analyzer=analyzer, ngram_range=lengths, sublinear_tf=True)
        return cls(vectorizer, vectorizer.fit_transform(corpus))

    def cosines(self, queries: Sequence[str]) -> Float32:
        """(q, n), from 0 for nothing in common to 1."""
        product = self._vectorizer.transform(queries) @ self._corpus.T
        return product.toarray().astype(np.float32)


def fused(cosines: Float32, shared: Float32) -> Float32:
    """Scores (q, n) of the encoder's cosines with a share of what texts have in common in writing, both (q, n)."""
    return (cosines + SHARE * shared).astype(np.float32, copy=False)


def ranks_of(scores: Float32, rows: Sequence[int]) -> list[int]:
    """The places, from 1, that `rows` take when scores are put in descending order; equal scores keep row order."""
    places = np.empty(len(scores), np.intp)
    places[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return sorted(int(places[row]) for row in rows)


def quality_of(scores: Float32, relevant: Sequence[int]) -> tuple[float, float, list[float]]:
    """Average precision, reciprocal rank and recalls (in the order of CUTS) of one query."""
    ranks = ranks_of(scores, relevant)
    precision = sum(hits / rank for hits, rank in enumerate(ranks, start=1)) / len(ranks)
    return precision, 1 / ranks[0], [sum(rank <= cut for rank in ranks) / len(ranks) for cut in CUTS]


def mean_of(results: Sequence[tuple[float, float, list[float]]]) -> Quality:
    """The mean over queries of what `quality_of` gives; at least one."""
    count = len(results)
    recall = {cut: sum(r[2][at] for r in results) / count for at, cut in enumerate(CUTS)}
    return Quality(sum(r[0] for r in results) / count, sum(r[1] for r in results) / count, recall)
