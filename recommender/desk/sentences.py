"""Sentences of imported standards beside the tasks of a new occupation: which functions say much the same, and where.

No real judgement says when a sentence covers a task, so a sentence claims nothing by itself (docs/adr/0083): the verdict
is that of the function's calibrated score. A sentence that is much alike says which function of an occupation and which
of its levels is meant, and that nobody may call the task missing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.catalogue import Catalogue
from graph.model.facts import Module, Occupation
from recommender.desk.functions import FunctionIndex
from recommender.desk.marks import Coverage
from recommender.shared.ladder import skill_class
from recommender.supply.contents import Sentence, sampled, sentences_of, stray_mark, vectors_of
from recommender.text.likeness import NameVectors
from recommender.text.tasks import Tasks, measured

Float32 = NDArray[np.float32]
Rows = NDArray[np.intp]
SHOWN = 2  # sentences of a function beside a task
ABSENT = -1.0  # below every cosine: the function has no sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceMatch:
    """A sentence of a standard beside a task, and the cosine of both, each less the mean of its kind.

    `alike`: 95 % of the tasks of other 大类 come less near to every sentence that there is, and 99.9 % of tasks of unlike
    occupations to each other.
    """

    sentence: Sentence
    cosine: float
    alike: bool


@dataclass(frozen=True, slots=True)
class SentenceIndex:
    """The sentences of all functions in columns: `vectors` (n, d), `owners` (n,) the rows of their functions, ascending.

    Within a function they stand by level, lowest first. `functions` is how many functions there are; from `mark` on a
    sentence is alike.
    """

    sentences: tuple[Sentence, ...]
    vectors: Float32
    owners: Rows
    functions: int
    mark: float

    @classmethod
    def of(
        cls, catalogue: Catalogue, functions: FunctionIndex, names: NameVectors, tasks: Tasks
    ) -> "SentenceIndex":
        """Those of a catalogue; `names` has their vectors."""
        found = [
            (row, sentence)
            for row, function in enumerate(functions.functions)
            for module in function.modules
            for sentence in sentences_of(catalogue, catalogue.get(Module, module))
        ]
        sentences = tuple(sentence for _, sentence in found)
        owners = np.array([row for row, _ in found], np.intp)
        vectors = vectors_of(sentences, names, functions.task_mean)
        classes = [_class(catalogue, functions.functions[row].occupation) for row, _ in found]
        mark = _mark(catalogue, functions, tasks, vectors, np.array(classes))
        return cls(sentences, vectors, owners, len(functions.functions), mark)

    def cosines(self, asked: Float32) -> Float32:
        """(q, n) with tasks (q, d), less the mean of tasks."""
        return asked @ self.vectors.T

    def nearest(self, cosines: Float32) -> Float32:
        """(functions,): the greatest of the cosines (n,) of each function's sentences, `ABSENT` where it has none."""
        found = np.full(self.functions, ABSENT, np.float32)
        np.maximum.at(found, self.owners, cosines)
        return found

    def matches(self, cosines: Float32, function: int, modules: Sequence[str]) -> tuple[SentenceMatch, ...]:
        """The nearest sentences of a function (row) within `modules`, each text once, at the lowest level."""
        every: list[int] = np.flatnonzero(self.owners == function).tolist()
        rows = [row for row in every if self.sentences[row].module in modules]
        nearest = sorted(rows, key=lambda row: -cosines[row])
        texts: dict[str, int] = {}
        for row in nearest:
            texts.setdefault(self.sentences[row].text, row)
        return tuple(self._match(row, float(cosines[row])) for row in list(texts.values())[:SHOWN])

    def _match(self, row: int, cosine: float) -> SentenceMatch:
        return SentenceMatch(sentence=self.sentences[row], cosine=cosine, alike=cosine >= self.mark)


def ranked(scores: Float32, nearest: Float32, owners: Rows, *, mark: float, count: int) -> list[int]:
    """The functions to show for a task: the `count` best by score (f,), put right by what their standards say.

    nearest (f,) are the cosines of their sentences, owners (f,) their occupations. Functions of one occupation differ by
    little more than their names, so the one with the sentence most alike leads those of the best occupation; and the one
    with the sentence most alike of all is shown at the end where it is not among them. A score of -inf is never shown.
    """
    rows = [int(row) for row in np.argsort(-scores, kind="stable")[:count] if np.isfinite(scores[row])]
    said = np.flatnonzero((nearest >= mark) & np.isfinite(scores))
    if not rows or not len(said):
        return rows
    own = said[owners[said] == owners[rows[0]]]
    first = [int(own[np.argmax(nearest[own])])] if len(own) else []
    last = int(said[np.argmax(nearest[said])])
    ordered = list(dict.fromkeys([*first, *rows]))[:count]
    return ordered if last in ordered else [*ordered, last]


def withheld(verdict: Coverage, sentences: Sequence[SentenceMatch]) -> Coverage:
    """The verdict, but CANNOT_TELL in place of NOT_COVERED where a standard says much the same as the task."""
    said = any(sentence.alike for sentence in sentences)
    return Coverage.CANNOT_TELL if said and verdict is Coverage.NOT_COVERED else verdict


def _mark(
    catalogue: Catalogue, functions: FunctionIndex, tasks: Tasks, vectors: Float32, classes: NDArray[np.str_]
) -> float:
    """How near the best of all sentences (n, d) of other 大类 comes to a sample of tasks; `classes` (n,) are theirs.

    Not below what makes two tasks the same work: a few sentences are far from nearly everything.
    """
    if not len(vectors):
        return 1.0
    of_tasks = np.repeat([_class(catalogue, o) for o in tasks.occupations], np.diff(tasks.spans))
    rows = sampled(len(of_tasks))
    strange: list[Float32] = []
    for group in np.unique(of_tasks[rows]):
        others, asked = vectors[classes != group], tasks.vectors[rows[of_tasks[rows] == group]]
        if len(others):
            strange.append((functions.tasks(asked) @ others.T).max(axis=1))
    same = measured(functions.tasks(tasks.vectors), of_tasks).alike
    return max(stray_mark(np.concatenate(strange)), round(same, 3)) if strange else 1.0


def _class(catalogue: Catalogue, occupation: str) -> str:
    return skill_class(catalogue.get(Occupation, occupation)) or ""
