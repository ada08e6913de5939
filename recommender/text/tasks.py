"""Main tasks of occupations compared by meaning: which tasks of one are much like tasks of another.

Each task counts once: tasks are paired one to one so that the sum of their cosines is greatest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

from graph.catalogue import Catalogue
from graph.model.facts import Occupation, Task
from graph.model.links import RelType
from graph.model.terms import OccupationStatus
from recommender.shared.ladder import skill_class
from recommender.text.index import Float32, Index, Rows
from recommender.text.passages import Passage, TextKind

ALIKE = 0.999  # of the tasks of unlike occupations, so many are less alike than what counts as the same task
STRANGERS = 1_000  # tasks drawn twice, to see how alike those of unlike occupations are
SEED = 0
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Scale:
    """What a cosine says of two tasks: `typical` is the median of unrelated ones, from `alike` on they are the same."""

    typical: float
    alike: float

    def strength(self, cosines: Float32) -> Float32:
        """From 0 for no more alike than unrelated tasks to 1 for the same text."""
        return np.clip((cosines - self.typical) / (1 - self.typical), 0, 1)


@dataclass(frozen=True, slots=True)
class Tasks:
    """The main tasks of the occupations in force that have any, in columns; occupations by id, tasks in their order.

    `spans` (m + 1,) delimits the rows of each occupation in `ids`, `texts` and `vectors` (n, d).
    """

    occupations: tuple[str, ...]
    spans: Rows
    ids: tuple[str, ...]
    texts: tuple[str, ...]
    vectors: Float32
    index: Index
    scale: Scale
    _rows: Mapping[str, int]

    @classmethod
    def of(
        cls, catalogue: Catalogue, rows: Mapping[str, int], vectors: Float32, *, scale: Scale | None = None
    ) -> "Tasks":
        """`rows` says which of `vectors` (., d), L2-normalised, belongs to a text; tasks without one are left out.

        Without `scale` it is measured on these tasks.
        """
        occupations = [o for o in catalogue.all(Occupation) if o.status is OccupationStatus.IN_FORCE]
        owned = [(o, _known(catalogue, o, rows)) for o in occupations]
        owned = [(occupation, tasks) for occupation, tasks in owned if tasks]
        tasks = [task for _, found in owned for task in found]
        chosen = vectors[np.array([rows[task.text] for task in tasks], np.intp)]
        spans = np.cumsum([0, *(len(found) for _, found in owned)]).astype(np.intp)
        ids = tuple(occupation.id for occupation, _ in owned)
        return cls(
            ids,
            spans,
            tuple(task.id for task in tasks),
            tuple(task.text for task in tasks),
            chosen,
            Index.of(centres(chosen, spans)),
            scale or measured(chosen, np.repeat([skill_class(o) for o, _ in owned], np.diff(spans))),
            {occupation: row for row, occupation in enumerate(ids)},
        )

    @classmethod
    def among(cls, catalogue: Catalogue, texts: Sequence[Passage], vectors: Float32) -> "Tasks":
        """The tasks of a catalogue that are among `texts`, whose vectors are (len(texts), d) in their order."""
        rows = {text.text: row for row, text in enumerate(texts) if text.kind is TextKind.TASK}
        return cls.of(catalogue, rows, vectors)

    def row(self, occupation: str) -> int | None:
        """The row of an occupation, None where no tasks of it are known."""
        return self._rows.get(occupation)

    def span(self, row: int) -> slice:
        """The rows of an occupation's tasks."""
        return slice(int(self.spans[row]), int(self.spans[row + 1]))

    def nearest(self, rows: Sequence[int], count: int, *, among: Rows) -> list[Rows]:
        """For each of some occupations (rows) the `count` others of `among` (rows, ascending) nearest as a whole."""
        hits = self.index.top_k(self.index.matrix[list(rows)], count + 1, among=among)
        return [found.rows[found.rows != row][:count] for row, found in zip(rows, hits, strict=True)]

    def overlap(self, row: int, others: Rows) -> Float32:
        """How much of both its tasks and theirs one occupation shares with each of `others`, 0 to 1, (len(others),).

        The sum of the strengths of the pairs over the mean number of tasks: sharing all of few tasks is no more
        than sharing few of all.
        """
        spans = [self.span(int(other)) for other in others]
        if not spans:
            return np.empty(0, np.float32)
        wanted = np.concatenate([self.vectors[span] for span in spans])
        cosines = self.vectors[self.span(row)] @ wanted.T
        ends = list(accumulate((span.stop - span.start for span in spans), initial=0))
        strengths = self.scale.strength(cosines)
        found = np.empty(len(spans), np.float32)
        for place, (start, end) in enumerate(pairwise(ends)):
            own, theirs = best_pairs(cosines[:, start:end])
            found[place] = 2 * strengths[own, start + theirs].sum() / (len(cosines) + end - start)
        return found

    def pairs(self, row: int, other: int) -> tuple[Rows, Float32]:
        """For each task of `other` the row of the task of `row` it is paired with, NOBODY for none, and the cosines.

        cosines: (tasks of `row`, tasks of `other`).
        """
        cosines = self.vectors[self.span(row)] @ self.vectors[self.span(other)].T
        return assigned(cosines), cosines


def assigned(cosines: Float32) -> Rows:
    """The row that each column is paired with, NOBODY for none, so that the sum of `cosines` (a, b) is greatest."""
    found = np.full(cosines.shape[1], NOBODY, np.intp)
    own, wanted = best_pairs(cosines)
    found[wanted] = own
    return found


def best_pairs(cosines: Float32) -> tuple[Rows, Rows]:
    """Rows and columns of `cosines` (a, b), min(a, b) of each, paired one to one so that their sum is greatest."""
    rows, columns = linear_sum_assignment(cosines, maximize=True)  # pyright: ignore[reportUnknownVariableType]
    return np.asarray(rows, np.intp), np.asarray(columns, np.intp)


def centres(vectors: Float32, spans: Rows) -> Float32:
    """The mean of each span of `vectors` (n, d), less the mean of all, L2-normalised; (m, d)."""
    if not len(vectors):
        return np.empty((0, vectors.shape[1]), np.float32)
    sums = np.add.reduceat(vectors, spans[:-1], axis=0)
    means = sums / np.diff(spans)[:, None] - vectors.mean(axis=0)
    lengths = np.linalg.norm(means, axis=1, keepdims=True)
    return (means / np.maximum(lengths, np.finfo(np.float32).tiny)).astype(np.float32)


def measured(vectors: Float32, classes: NDArray[np.str_]) -> Scale:
    """The scale of cosines between tasks (n, d) of different 大类 (n,), from a sample that is always the same."""
    random = np.random.default_rng(SEED)
    one, other = (random.permutation(len(vectors))[:STRANGERS] for _ in range(2))
    cosines = (vectors[one] @ vectors[other].T)[classes[one][:, None] != classes[other]]
    if not cosines.size:
        return Scale(0.0, 1.0)
    typical, alike = np.quantile(cosines, (0.5, ALIKE))
    return Scale(float(typical), float(alike))


def _known(catalogue: Catalogue, occupation: Occupation, rows: Mapping[str, int]) -> list[Task]:
    tasks = catalogue.targets(occupation.id, RelType.HAS_TASK, Task)
    return [task for task in tasks if task.text in rows]
