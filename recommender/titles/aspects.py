"""How texts compare with each occupation's labels, name and definition, many texts at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.text.passages import LABELS, TextKind
from recommender.titles.resolver import Resolver

Float32 = NDArray[np.float32]
Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Aspects:
    """Of q texts with all m occupations: cosines with best label, name and definition, and writing; each (q, m)."""

    label: Float32
    name: Float32
    definition: Float32
    writing: Float32


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The vectors of some kinds of passages, in order of occupation; `owners` have such, from `starts` each."""

    vectors: Float32
    starts: Rows
    owners: Rows

    @classmethod
    def of(cls, resolver: Resolver, kinds: frozenset[TextKind]) -> "Part":
        assert resolver.semantics is not None
        rows = [row for row, passage in enumerate(resolver.passages) if passage.kind in kinds]
        row_of = {occupation.id: row for row, occupation in enumerate(resolver.occupations)}
        every = np.array([row_of[resolver.passages[row].occupation] for row in rows], np.intp)
        owners, starts = np.unique(every, return_index=True)
        return cls(np.ascontiguousarray(resolver.semantics.vectors[rows]), starts.astype(np.intp), owners)

    def best(self, vectors: Float32, otherwise: Float32) -> Float32:
        """(q, m): the greatest cosine of texts (q, d) with an occupation's passages, `otherwise` without one."""
        found = otherwise.copy()
        if len(self.owners):
            found[:, self.owners] = np.maximum.reduceat(vectors @ self.vectors.T, self.starts, axis=1)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """The texts of all occupations of a resolver that has its encoder."""

    resolver: Resolver
    _labels: Part
    _names: Part
    _definitions: Part

    @classmethod
    def of(cls, resolver: Resolver) -> "Comparison":
        kinds = (LABELS, frozenset({TextKind.NAME}), frozenset({TextKind.DEFINITION}))
        return cls(resolver, *(Part.of(resolver, kind) for kind in kinds))

    def aspects(self, texts: Sequence[str], vectors: Float32) -> Aspects:
        """Of texts that are not empty, with these vectors (q, d); what an occupation lacks, its name stands for."""
        none = np.full((len(texts), len(self.resolver.occupations)), -1, np.float32)
        name = self._names.best(vectors, none)
        return Aspects(
            self._labels.best(vectors, name),
            name,
            self._definitions.best(vectors, name),
            self.resolver.writing(texts),
        )
