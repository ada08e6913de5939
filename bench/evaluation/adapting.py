"""The adapter in the table: trained on the training part of the catalogue's pairs, from kept vectors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bench.evaluation.measures import Float32
from graph.catalogue import Catalogue
from graph.model.ids import fold
from recommender.adapter.fields import Fields
from recommender.adapter.linear import Adapter
from recommender.adapter.pairs import Asked, PairKind, Part, pairs
from recommender.adapter.training import SHARES, Task, questions, train
from recommender.embedding.embedder import Embedder
from recommender.text.passages import Passage, TextKind, passages

SEED = 0


@dataclass(frozen=True, slots=True)
class Adapted:
    """An adapter with what it compares, and the share of writing beside it by kind of text."""

    adapter: Adapter
    fields: Fields
    shares: Mapping[PairKind, float]

    @classmethod
    def of(cls, catalogue: Catalogue, embedder: Embedder, queries: Embedder) -> "Adapted":
        """Trains it anew, a quarter of a minute, so that it is always that of the code at hand."""
        texts = passages(catalogue)
        vectors = embedder.encode([text.encoded for text in texts], kind="passage")
        fields, asked = Fields.of(texts, vectors), questions(catalogue)
        known = _tasks(texts, vectors) | dict(zip(asked, queries.encode(asked, kind="query"), strict=True))
        print("training the adapter", flush=True)
        found = train(catalogue, fields, known, encoder=embedder.digest, seed=SEED)
        return cls.choosing(found, fields, catalogue, queries)

    @classmethod
    def choosing(cls, adapter: Adapter, fields: Fields, catalogue: Catalogue, queries: Embedder) -> "Adapted":
        """With the share of writing chosen in training; where no residual was kept, the best without one."""
        stated = pairs(catalogue)
        shares = {
            kind: adapter.fit(kind).share
            if kind in adapter.residuals
            else _best_alone(kind, stated[kind, Part.DEVELOPMENT], fields, queries)
            for kind in PairKind
            if kind is not PairKind.TASK  # which is not in the table
        }
        return cls(adapter, fields, shares)

    def without(self, kind: PairKind, vectors: Float32) -> Float32:
        """Scores (q, m) of vectors (q, d) as they are, by all that stands for an occupation."""
        return vectors @ self.fields.documents(kind).T

    def scores(self, kind: PairKind, texts: Sequence[str], vectors: Float32) -> Float32:
        """Scores (q, m) of texts with these vectors (q, d), adapted where a residual was kept, with a share of writing."""
        share = np.float32(self.shares[kind])
        writing = np.stack([self.fields.writing(kind, text) for text in texts])
        return (self.without(kind, self.adapter.apply(vectors, kind)) + share * writing).astype(np.float32)


def _best_alone(kind: PairKind, asked: Sequence[Asked], fields: Fields, queries: Embedder) -> float:
    """The least of the best shares of writing where nothing is adapted: a share chosen beside a residual left out is none."""
    texts = [one.text for one in asked]
    writing = np.stack([fields.writing(kind, text) for text in texts])
    task = Task(asked, queries.encode(texts, kind="query"), fields.documents(kind), writing)
    found = task.precisions(None, SHARES)
    return SHARES[int(np.argmax([values.mean() for values in found]))]


def _tasks(texts: Sequence[Passage], vectors: Float32) -> dict[str, Float32]:
    return {
        fold(text.text): vector
        for text, vector in zip(texts, vectors, strict=True)
        if text.kind is TextKind.TASK
    }
