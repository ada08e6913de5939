"""What stands for an occupation where a text is compared with it: its name, its definition, its tasks."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.adapter.pairs import PairKind
from recommender.text.lexical import Lexical
from recommender.text.passages import Passage, TextKind

Float32 = NDArray[np.float32]
_DESCRIBES = (TextKind.NAME, TextKind.DEFINITION, TextKind.TASK)


class Nearest(NamedTuple):
    """A text of an occupation and its cosine with a vector."""

    passage: Passage
    cosine: float


@dataclass(frozen=True, slots=True)
class Fields:
    """Vectors (m, d) of each occupation's name, definition and mean task, L2-normalised, and what they share in writing.

    Occupations are in the order of `searchable`; the name stands for what one lacks. 工种 and job titles are left out,
    because they are among what asks.
    """

    names: Float32
    definitions: Float32
    tasks: Float32
    by_name: Lexical
    by_description: Lexical
    _passages: Sequence[Passage]
    _vectors: Float32
    _spans: NDArray[np.intp]  # (m + 1,): where the passages of each occupation begin

    @classmethod
    def of(cls, passages: Sequence[Passage], vectors: Float32) -> "Fields":
        """`vectors` (n, d), L2-normalised, of all passages of a catalogue, in their order; every occupation has a name."""
        row_of: dict[str, int] = {}
        for passage in passages:
            row_of.setdefault(passage.occupation, len(row_of))
        owners = np.array([row_of[passage.occupation] for passage in passages], np.intp)
        chosen = {kind: np.array([p.kind is kind for p in passages], bool) for kind in _DESCRIBES}
        names = _mean(vectors[chosen[TextKind.NAME]], owners[chosen[TextKind.NAME]], len(row_of))

        def field(kind: TextKind) -> Float32:
            found = _mean(vectors[chosen[kind]], owners[chosen[kind]], len(row_of))
            return np.where(np.any(found, axis=1, keepdims=True), found, names)

        texts = _descriptions(passages)
        named = [p.text for p in passages if p.kind is TextKind.NAME]
        return cls(
            names,
            field(TextKind.DEFINITION),
            field(TextKind.TASK),
            Lexical.of(named),
            Lexical.of(texts),
            passages,
            vectors,
            np.searchsorted(owners, np.arange(len(row_of) + 1)),
        )

    def nearest(self, row: int, vector: Float32) -> Nearest:
        """Of what describes an occupation (row), the text whose vector is nearest to one (d,); the first of equal ones."""
        texts = self._texts(row)
        cosines = self._vectors[texts] @ vector
        best = int(np.argmax(cosines))
        return Nearest(self._passages[texts[best]], float(cosines[best]))

    def known(self, row: int) -> frozenset[TextKind]:
        """Which of name, definition and tasks are known of an occupation (row)."""
        return frozenset(self._passages[at].kind for at in self._texts(row))

    def _texts(self, row: int) -> list[int]:
        span = range(int(self._spans[row]), int(self._spans[row + 1]))
        return [at for at in span if self._passages[at].kind in _DESCRIBES]

    def documents(self, kind: PairKind) -> Float32:
        """What a text of this kind is compared with, (m, d): never what it is itself taken from."""
        if kind is PairKind.DEFINITION:
            return self.names
        if kind is PairKind.TASK:
            return (self.names + self.definitions) / np.float32(2)
        return (self.names + self.definitions + self.tasks) / np.float32(3)

    def writing(self, kind: PairKind, text: str) -> Float32:
        """What each occupation has in common with a text in writing, (m,), from 0 for nothing; the best has about 1."""
        shared = _of_best(self.by_name.scores(text))
        if kind in {PairKind.DEFINITION, PairKind.TASK}:  # which stand in the descriptions
            return shared
        return (2 * shared + _of_best(self.by_description.scores(text))) / np.float32(3)


def _mean(vectors: Float32, owners: NDArray[np.intp], count: int) -> Float32:
    """The mean direction of the vectors of each owner, (count, d); zeros where there are none."""
    summed = np.zeros((count, vectors.shape[1]), np.float32)
    np.add.at(summed, owners, vectors)
    lengths = np.linalg.norm(summed, axis=1, keepdims=True)
    return np.divide(summed, lengths, out=summed, where=lengths > 0)


def _descriptions(passages: Sequence[Passage]) -> list[str]:
    parts: defaultdict[str, list[str]] = defaultdict(list)
    for passage in passages:
        if passage.kind in _DESCRIBES:
            parts[passage.occupation].append(passage.text)
    return ["。".join(texts) for texts in parts.values()]


def _of_best(scores: Float32) -> Float32:
    greatest = scores.max(initial=0.0)
    return (scores / greatest).astype(np.float32) if greatest > 0 else scores
