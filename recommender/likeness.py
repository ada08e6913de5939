"""How alike the names of modules and of courses are in meaning.

Short names all have nearly the same vector: any two are a cosine of .9 apart. Taking their common mean away leaves
what tells them apart (measured in docs/adr/0042).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from graph.catalogue import Catalogue
from graph.errors import InvalidInput
from graph.model.facts import Course, Module, Offer
from graph.model.links import RelType

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
    """Names with their vectors: `matrix` (n + 1, d) centred and L2-normalised, its last row 0, for unknown names."""

    rows: Mapping[str, int]
    matrix: Float32
    digest: str

    @classmethod
    def build(cls, names: Sequence[str], vectors: Float32, *, digest: str) -> "NameVectors":
        """`vectors` (n, d) in the order of `names`, by the encoder of this digest; raises InvalidInput where there are more of one than of the other."""
        if len(vectors) != len(names):
            raise InvalidInput(f"{len(vectors)} vectors for {len(names)} names")
        centred = vectors - vectors.mean(axis=0) if len(names) else vectors
        lengths = np.linalg.norm(centred, axis=1, keepdims=True)
        unit = np.divide(centred, lengths, out=np.zeros_like(centred), where=lengths > 0)
        rows = MappingProxyType({name: row for row, name in enumerate(names)})
        return cls(rows, np.vstack([unit, np.zeros((1, vectors.shape[1]))]).astype(np.float32), digest)

    def of(self, asked: Sequence[str], among: Sequence[str]) -> Float32:
        """See `Likeness`."""
        return self.vectors(asked) @ self.vectors(among).T

    def vectors(self, names: Sequence[str]) -> Float32:
        """(n, d) of names, less the mean of all names and L2-normalised; 0 for a name that is not known."""
        unknown = len(self.matrix) - 1
        return self.matrix[[self.rows.get(name, unknown) for name in names]]


def names(catalogue: Catalogue) -> tuple[str, ...]:
    """The names to compare: of all modules, and of the courses of majors that anyone offers; sorted."""
    offered = {link.end for offer in catalogue.all(Offer) for link in catalogue.links(offer.id, RelType.OF)}
    courses = {c.name for major in offered for c in catalogue.targets(major, RelType.HAS_COURSE, Course)}
    return tuple(sorted(courses.union(module.name for module in catalogue.all(Module))))
