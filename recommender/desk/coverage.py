"""Each task of an occupation beside the existing modules, tasks and courses that come nearest, and who stands behind them.

What a developer said of a match comes before what texts say: a module that was accepted covers the task, and what was
rejected is not offered for it again, so that the next best is looked at in its place.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.catalogue import Catalogue
from graph.model.facts import Module
from graph.model.judgements import Verdict
from recommender.desk.asked import task_keys
from recommender.desk.functions import FunctionIndex, VocationalFunction
from recommender.desk.judged import AskedTask, Said, accepted_functions
from recommender.desk.marks import Coverage, Marks
from recommender.desk.matches import (
    Behind,
    FunctionMatch,
    LikeCourse,
    LikeTask,
    TaskCoverage,
    VerdictBasis,
    function_match,
)
from recommender.desk.sentences import SentenceIndex, ranked, withheld
from recommender.supply.seats import Supply
from recommender.text.likeness import NameVectors
from recommender.text.tasks import Tasks

Float32 = NDArray[np.float32]
FUNCTIONS, TASKS, COURSES, INSTITUTIONS = 3, 2, 2, 5


@dataclass(frozen=True, slots=True)
class Shelf:
    """What tasks are compared with: functions, main tasks and courses of one catalogue, and who teaches them.

    `marks` is None where nothing was measured with the encoder at hand: then nothing is said to be covered.
    """

    catalogue: Catalogue
    functions: FunctionIndex
    tasks: Tasks
    names: NameVectors
    supply: Supply
    marks: Marks | None
    sentences: SentenceIndex
    _rows: Mapping[tuple[str, str], int] = field(repr=False)
    _owner_of_task: tuple[str, ...] = field(repr=False)
    _taught: Mapping[int, tuple[tuple[str, str], ...]] = field(repr=False)

    @classmethod
    def of(
        cls,
        functions: FunctionIndex,
        tasks: Tasks,
        names: NameVectors,
        supply: Supply,
        *,
        marks: Marks | None,
    ) -> "Shelf":
        """All of one catalogue; `marks` of another encoder than that of `names` count as none."""
        owners = [o for row, o in enumerate(tasks.occupations) for _ in tasks.texts[tasks.span(row)]]
        known = marks if marks and marks.encoder == names.digest else None
        catalogue = supply.catalogue
        said = SentenceIndex.of(catalogue, functions, names, tasks)
        taught: defaultdict[int, tuple[tuple[str, str], ...]] = defaultdict(tuple)
        for major, courses in supply.taught.items():
            for row, course in courses:
                taught[row] += ((major, course.id),)
        rows = {(f.occupation, f.name): row for row, f in enumerate(functions.functions)}
        return cls(catalogue, functions, tasks, names, supply, known, said, rows, tuple(owners), dict(taught))

    def covered(
        self, asked: Sequence[str], vectors: Float32, *, without: str | None, as_of: date
    ) -> list[TaskCoverage]:
        """Each of the tasks (q,) of one occupation with vectors (q, d), in order.

        `without` is the id of the occupation itself, whose own functions and tasks do not count.
        """
        if not asked:
            return []
        scores, itself = self.functions.fit(asked, vectors)
        own = np.array([f.occupation == without for f in self.functions.functions], bool)
        scores[:, own] = -np.inf
        cosines = vectors @ self.tasks.vectors.T
        cosines[:, [owner == without for owner in self._owner_of_task]] = -1
        apart = self.functions.tasks(vectors)
        names = apart @ self.names.vectors(self.supply.courses).T
        sentences = self.sentences.cosines(apart)
        every = zip(asked, task_keys(self.catalogue, without, asked), strict=True)
        judged = [AskedTask(text, keys, self.supply.verdicts.of_task(*keys)) for text, keys in every]
        near = [Near(*rows) for rows in zip(scores, itself, cosines, names, sentences, strict=True)]
        return [self._task(task, place, as_of) for task, place in zip(judged, near, strict=True)]

    def _task(self, asked: AskedTask, near: "Near", as_of: date) -> TaskCoverage:
        found = tuple(self._functions(near, asked.said))
        first = found[0] if found else None
        institutions = self._behind(first, as_of) if first else []
        return TaskCoverage(
            task=asked.text,
            key=asked.keys[0],
            verdict=self._verdict(found, near),
            basis=VerdictBasis.JUDGED if first and first.judged else VerdictBasis.COMPARED,
            probability=first.probability if first else None,
            functions=found,
            tasks=tuple(self._tasks(near.tasks, asked.said)),
            courses=tuple(self._courses(near.courses, asked.said)),
            institutions=tuple(institutions[:INSTITUTIONS]),
            institutions_known=len(institutions),
            rejected=asked.rejected,
        )

    def _verdict(self, found: Sequence[FunctionMatch], near: "Near") -> Coverage:
        first = found[0] if found else None
        if first and first.judged:
            return Coverage.COVERED
        if first is None or first.score is None or self.marks is None:
            return Coverage.CANNOT_TELL
        said = [sentence for match in found for sentence in match.sentences]
        row = self._rows[first.occupation, first.name]
        return withheld(self.marks.verdict(first.score, itself=float(near.itself[row])), said)

    def _functions(self, near: "Near", said: Said) -> Iterator[FunctionMatch]:
        """First those of which a developer accepted modules, then the best of which not every module was rejected."""
        accepted = list(self._accepted(near, said))
        yield from accepted
        index = self.sentences
        scores, nearest = self._not_judged(near.functions, said), index.nearest(near.sentences)
        count = max(FUNCTIONS - len(accepted), 0)
        for row in ranked(scores, nearest, self.functions.owners, mark=index.mark, count=count):
            function = self.functions.functions[row]
            left = tuple(module for module in function.modules if module not in said)
            yield self._match(replace(function, modules=left), near, row)

    def _accepted(self, near: "Near", said: Said) -> Iterator[FunctionMatch]:
        """The best score first; functions that are not compared come last."""
        if not said:
            return
        found: list[FunctionMatch] = []
        for function, judgement in accepted_functions(self.catalogue, said):
            row = self._rows.get((function.occupation, function.name))
            found.append(replace(self._match(function, near, row), judged=judgement))
        yield from sorted(found, key=lambda match: (match.score is None, -(match.score or 0)))

    def _not_judged(self, scores: Float32, said: Said) -> Float32:
        """(n,): the scores, -inf for functions of which every module was rejected, or one accepted."""
        if not said:
            return scores
        left = scores.copy()
        for row, function in enumerate(self.functions.functions):
            found = [said.get(module) for module in function.modules]
            if None not in found or any(verdict and verdict.accepted for verdict in found):
                left[row] = -np.inf
        return left

    def _match(self, function: VocationalFunction, near: "Near", row: int | None) -> FunctionMatch:
        """A function beside a task; `row` is None where it is not compared."""
        score = None if row is None or not np.isfinite(near.functions[row]) else float(near.functions[row])
        probability = self.marks.probability(score) if self.marks and score is not None else None
        match = function_match(self.catalogue, function, score, probability)
        if row is None:
            return match
        return replace(match, sentences=self.sentences.matches(near.sentences, row, function.modules))

    def _tasks(self, cosines: Float32, said: Said) -> Iterator[LikeTask]:
        judged = {row: said[i] for row, i in enumerate(self.tasks.ids) if i in said} if said else {}
        for row in offered(cosines, judged, TASKS):
            yield LikeTask(
                task=self.tasks.ids[row],
                text=self.tasks.texts[row],
                occupation=self._owner_of_task[row],
                cosine=float(cosines[row]),
                alike=row in judged or bool(cosines[row] >= self.tasks.scale.alike),
                judged=judged[row].judgement if row in judged else None,
            )

    def _courses(self, cosines: Float32, said: Said) -> Iterator[LikeCourse]:
        """A name is offered as long as the course of one major of that name was not rejected."""
        every = [(row, course) for row, found in self._taught.items() for _, course in found] if said else []
        left = {row for row, course in every if course not in said}
        judged = {row: said[course] for row, course in every if course in said and row not in left}
        judged |= {row: said[course] for row, course in every if course in said and said[course].accepted}
        for row in offered(cosines, judged, COURSES):
            taught = [
                (major, course)
                for major, course in self._taught.get(row, ())
                if course not in said or said[course].accepted
            ]
            if taught:
                first = min(taught, key=lambda pair: pair[1] not in said)
                yield LikeCourse(
                    course=first[1],
                    name=self.supply.courses[row],
                    majors=tuple(sorted(major for major, _ in taught)),
                    cosine=float(cosines[row]),
                    judged=said[first[1]].judgement if first[1] in said else None,
                )

    def _behind(self, match: FunctionMatch, as_of: date) -> list[Behind]:
        """The best offer of every institution that serves a module of the function."""
        modules = [self.catalogue.get(Module, module) for module in match.modules]
        found: dict[str, Behind] = {}
        every = [s for servings in self.supply.serving(modules, as_of).values() for s in servings]
        for serving in sorted(every, key=lambda s: (-s.fit, s.seat.offer.id, s.module.id)):
            institution = serving.seat.institution.id
            found.setdefault(
                institution,
                Behind(
                    institution=institution,
                    offer=serving.seat.offer.id,
                    module=serving.module.id,
                    basis=serving.basis,
                    fit=serving.fit,
                ),
            )
        return list(found.values())


class Near(NamedTuple):
    """How near functions (n,), main tasks (t,), names of courses (c,) and sentences of standards (s,) are to one task;
    `itself` (n,) is how well the functions fit it without the other tasks."""

    functions: Float32
    itself: Float32
    tasks: Float32
    courses: Float32
    sentences: Float32


def offered(scores: Float32, judged: Mapping[int, Verdict], count: int) -> list[int]:
    """Places of at most `count`: those accepted first, then the best that were not judged; rejected ones never."""
    accepted = [row for row in judged if judged[row].accepted]
    others = [row for row in best(scores, count + len(judged)) if row not in judged]
    return [*sorted(accepted, key=lambda row: (-scores[row], row)), *others][:count]


def best(scores: Float32, count: int) -> list[int]:
    """Places of the `count` highest scores that are finite, best first; equal ones keep their order."""
    order = np.argsort(-scores, kind="stable")[:count]
    return [int(row) for row in order if np.isfinite(scores[row])]
