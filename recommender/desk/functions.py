"""The vocational functions (职业功能) that tasks are compared with: each once for its occupation, at all its levels.

A name such as 检修 does not say of what, so a function stands together with its occupation's definition. Both have
vectors already, that of the name and that of the definition: nothing new is encoded for a catalogue.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.catalogue import Catalogue
from graph.model.facts import Module, Occupation, Standard
from graph.model.ids import fold
from graph.model.links import RelType
from recommender.shared.ladder import LADDER
from recommender.text.centred import centred, mean_vector
from recommender.text.likeness import NameVectors
from recommender.text.passages import Passage, TextKind
from recommender.text.ranking import Language, Writing

Float32 = NDArray[np.float32]
Rows = NDArray[np.intp]
NAME, DEFINITION, WRITING = 0.3, 0.7, 0.2  # chosen on the development half (docs/adr/0073)
SAID = 0.5  # what shared writing counts more where a task has to speak for itself (docs/adr/0088)


@dataclass(frozen=True, slots=True)
class VocationalFunction:
    """A function of an occupation's standards: `modules` are its ids by level, lowest first."""

    occupation: str
    name: str
    modules: tuple[str, ...]


class TextVectors(NamedTuple):
    """The passages of a catalogue with their vectors (n, d), in their order."""

    passages: Sequence[Passage]
    vectors: Float32


@dataclass(frozen=True, slots=True)
class Definitions:
    """Definitions of occupations: `vectors` (m + 1, d) less their mean (d,), L2-normalised, by row of the occupation's id.

    The last row is 0, for an occupation without a definition.
    """

    rows: Mapping[str, int]
    vectors: Float32
    mean: Float32

    @classmethod
    def of(cls, texts: TextVectors) -> "Definitions":
        every = [at for at, passage in enumerate(texts.passages) if passage.kind is TextKind.DEFINITION]
        mean = _mean_of(texts, TextKind.DEFINITION)
        nothing = np.zeros((1, texts.vectors.shape[1]), np.float32)
        rows = {texts.passages[at].occupation: row for row, at in enumerate(every)}
        return cls(rows, np.vstack([centred(texts.vectors[every], mean), nothing]), mean)

    def among(self, occupations: Sequence[str]) -> Float32:
        """(n, d) of occupations (ids), 0 for one without a definition."""
        return self.vectors[[self.rows.get(occupation, -1) for occupation in occupations]]

    def cosines(self, definition: Float32, occupations: Sequence[str]) -> Float32:
        """(n,) of a definition (d,), as encoded, with those of occupations."""
        return self.among(occupations) @ centred(definition[None, :], self.mean)[0]


class Fit(NamedTuple):
    """How well each function fits each task of one occupation, (q, n): `score` counts the other tasks, `itself` none.

    Functions are ranked by `score`: the other tasks say what work this is. `itself` says whether this task is meant.
    """

    score: Float32
    itself: Float32


@dataclass(frozen=True, slots=True)
class FunctionIndex:
    """The functions of a catalogue in columns, without the generic ones.

    `names` (n, d) and `definitions` (m, d) are less the mean of their kind; row i of `functions` is of the occupation
    `owners[i]` (a row of `definitions`). `task_mean` (d,) is that of all main tasks; `described` has the definitions of
    all occupations, also of those without functions.
    """

    functions: tuple[VocationalFunction, ...]
    occupations: tuple[str, ...]
    owners: Rows
    names: Float32
    definitions: Float32
    described: Definitions
    task_mean: Float32
    writing: Writing | None

    @classmethod
    def of(
        cls, catalogue: Catalogue, texts: TextVectors, names: NameVectors, *, generic: frozenset[str]
    ) -> "FunctionIndex":
        """Functions whose names are `generic` say too little to be looked for and are left out."""
        functions = tuple(f for f in functions_of(catalogue) if f.name not in generic)
        occupations = tuple(sorted({f.occupation for f in functions}))
        row = {occupation: at for at, occupation in enumerate(occupations)}
        described = Definitions.of(texts)
        written = [f"{catalogue.get(Occupation, f.occupation).name}：{f.name}" for f in functions]
        return cls(
            functions,
            occupations,
            np.array([row[f.occupation] for f in functions], np.intp),
            names.vectors([f.name for f in functions]),
            described.among(occupations),
            described,
            _mean_of(texts, TextKind.TASK),
            Writing.of(written, Language.ZH) if written else None,
        )

    def tasks(self, vectors: Float32) -> Float32:
        """Vectors (q, d) of tasks less what all tasks have in common."""
        return centred(vectors, self.task_mean)

    def scores(self, tasks: Sequence[str], vectors: Float32) -> Float32:
        """The scores (q, n) of `fit`, which functions are ranked by."""
        return self.fit(tasks, vectors).score

    def fit(self, tasks: Sequence[str], vectors: Float32) -> Fit:
        """How well each function fits each task of one occupation.

        vectors: (q, d), as encoded. A task alone says little of what work it is part of: the mean over all the tasks
        counts as much as the task itself, and less the fewer they are.
        """
        if self.writing is None or not len(tasks):
            nothing = np.zeros((len(tasks), len(self.functions)), np.float32)
            return Fit(nothing, nothing)
        shared = self.writing.cosines(tasks)
        alone = self._alone(vectors, shared)
        return Fit(alone + in_context(alone), (alone + SAID * shared).astype(np.float32))

    def alone(self, tasks: Sequence[str], vectors: Float32) -> Float32:
        """The scores by each task alone, (q, n)."""
        assert self.writing is not None
        return self._alone(vectors, self.writing.cosines(tasks))

    def _alone(self, vectors: Float32, shared: Float32) -> Float32:
        asked = self.tasks(vectors)
        work = (asked @ self.definitions.T)[:, self.owners]
        return (NAME * (asked @ self.names.T) + DEFINITION * work + WRITING * shared).astype(np.float32)


ABSENT = 2  # tasks without any score that are reckoned with, so that one task alone does not count twice


def in_context(alone: Float32) -> Float32:
    """(n,): what the tasks (q, n) of one occupation have in common, shrunk the more the fewer they are."""
    return (alone.sum(axis=0) / np.float32(len(alone) + ABSENT)).astype(np.float32)


def functions_of(catalogue: Catalogue) -> tuple[VocationalFunction, ...]:
    """Every function of every occupation, by occupation and name; folded names that are equal are one function."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for standard in catalogue.all(Standard):
        modules = catalogue.targets(standard.id, RelType.HAS_MODULE, Module)
        for link in catalogue.links(standard.id, RelType.STANDARD_FOR):
            for module in modules:
                found[link.end, fold(module.name)].add(module.id)
    return tuple(
        VocationalFunction(occupation, name, by_level(catalogue, ids))
        for (occupation, name), ids in sorted(found.items())
    )


def by_level(catalogue: Catalogue, ids: Iterable[str]) -> tuple[str, ...]:
    """Ids of modules, lowest level first."""

    def place(module: str) -> tuple[int, str]:
        level = catalogue.get(Module, module).level
        return (LADDER.index(level) if level in LADDER else len(LADDER) + level.rung, module)

    return tuple(sorted(ids, key=place))


def _mean_of(texts: TextVectors, kind: TextKind) -> Float32:
    chosen = np.array([passage.kind is kind for passage in texts.passages], bool)
    return mean_vector(texts.vectors[chosen]) if chosen.any() else np.zeros_like(texts.vectors[0])
