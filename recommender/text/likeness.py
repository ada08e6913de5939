"""How alike the names of modules and of courses are in meaning.

Short names all have nearly the same vector: any two are a cosine of .9 apart. Taking their common mean away leaves
what tells them apart (measured in docs/adr/0042).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from graph.catalogue import Catalogue
from graph.errors import InvalidInput
from graph.model.facts import Course, Module, Offer
from graph.model.links import RelType
from recommender.shared.faults import TextFault
from recommender.text.centred import centred

Float32 = NDArray[np.float32]
CENTRED = "cosine of vectors less their common mean"


class Likeness(Protocol):
    """Compares texts by what they mean."""

    @property
    def digest(self) -> str:
        """Names everything the likeness depends on besides the texts: the digest of the encoder."""
        ...

    def of(self, asked: Sequence[str], among: Sequence[str]) -> Float32:
        """(q, n), from -1 to 1, the higher the more alike; 0 where a text is not known."""
        ...


@dataclass(frozen=True, slots=True)
class NameVectors:
    """Names with their vectors: `matrix` (n + 1, d) centred and L2-normalised, its last row 0, for unknown names.

    Beside them stand the sentences of imported standards, which have no part in the mean (d,) of the names: `encoded`
    (m, d) are their vectors as encoded, in the order of `sentence_rows`.
    """

    rows: Mapping[str, int]
    matrix: Float32
    digest: str
    mean: Float32 | None = None
    sentence_rows: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    encoded: Float32 | None = None

    @classmethod
    def build(cls, names: Sequence[str], vectors: Float32, *, digest: str) -> "NameVectors":
        """`vectors` (n, d) in the order of `names`, by the encoder of this digest; raises InvalidInput where there are more of one than of the other."""
        if len(vectors) != len(names):
            raise InvalidInput(TextFault.VECTORS_DIFFER(vectors=len(vectors), texts=len(names)))
        centred = vectors - vectors.mean(axis=0) if len(names) else vectors
        lengths = np.linalg.norm(centred, axis=1, keepdims=True)
        unit = np.divide(centred, lengths, out=np.zeros_like(centred), where=lengths > 0)
        mean = vectors.mean(axis=0) if len(names) else None
        matrix = np.vstack([unit, np.zeros((1, vectors.shape[1]))]).astype(np.float32)
        return cls(_numbered(names), matrix, digest, mean)

    def with_sentences(self, texts: Sequence[str], vectors: Float32) -> "NameVectors":
        """The same with sentences and their vectors (m, d), as encoded."""
        if len(vectors) != len(texts):
            raise InvalidInput(TextFault.VECTORS_DIFFER(vectors=len(vectors), texts=len(texts)))
        return replace(self, sentence_rows=_numbered(texts), encoded=vectors if len(texts) else None)

    def of(self, asked: Sequence[str], among: Sequence[str]) -> Float32:
        """See `Likeness`."""
        return self.vectors(asked) @ self.vectors(among).T

    def vectors(self, names: Sequence[str]) -> Float32:
        """(n, d) of names, and of sentences as short as names, less the mean of all names and L2-normalised.

        0 for what is neither.
        """
        unknown = len(self.matrix) - 1
        found = self.matrix[[self.rows.get(name, unknown) for name in names]]
        if not self.sentence_rows:
            return found
        others = [at for at, name in enumerate(names) if name not in self.rows and name in self.sentence_rows]
        found[others] = self.sentences([names[at] for at in others], self.mean)
        return found

    def sentences(self, texts: Sequence[str], mean: Float32 | None) -> Float32:
        """(n, d) of sentences less the mean (d,) of their kind, L2-normalised; 0 for a sentence that is not known."""
        found = np.zeros((len(texts), self.matrix.shape[1]), np.float32)
        known = [at for at, text in enumerate(texts) if text in self.sentence_rows]
        if known and self.encoded is not None:
            chosen = self.encoded[[self.sentence_rows[texts[at]] for at in known]]
            found[known] = chosen if mean is None else centred(chosen, mean)
        return found


def _numbered(texts: Sequence[str]) -> Mapping[str, int]:
    return MappingProxyType({text: row for row, text in enumerate(texts)})


def names(catalogue: Catalogue) -> tuple[str, ...]:
    """The names to compare: of all modules, and of the courses of majors that anyone offers; sorted."""
    offered = {link.end for offer in catalogue.all(Offer) for link in catalogue.links(offer.id, RelType.OF)}
    courses = {c.name for major in offered for c in catalogue.targets(major, RelType.HAS_COURSE, Course)}
    return tuple(sorted(courses.union(module.name for module in catalogue.all(Module))))
