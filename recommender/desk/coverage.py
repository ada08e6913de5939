"""Each task of an occupation beside the existing modules, tasks and courses that come nearest, and who stands behind them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from graph.catalogue import Catalogue
from graph.model.facts import Certificate, Module, Standard, TrainingPackage
from graph.model.links import RelType
from graph.model.terms import Level
from recommender.desk.functions import FunctionIndex, VocationalFunction
from recommender.desk.marks import Coverage, Marks
from recommender.likeness import NameVectors
from recommender.supply import Basis, Supply
from recommender.tasks import Tasks

Float32 = NDArray[np.float32]
FUNCTIONS, TASKS, COURSES, INSTITUTIONS = 3, 2, 2, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionMatch:
    """A function beside a task. `modules` are its ids by level, `standards` and `packages` what they are part of.

    `probability` that it is of the task's kind of work; None where nothing was measured with this encoder.
    """

    occupation: str
    name: str
    modules: tuple[str, ...]
    standards: tuple[str, ...]
    packages: tuple[str, ...]
    certificates: tuple[str, ...]
    score: float
    probability: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LikeTask:
    """A main task of another occupation, the cosine with the asked one, and whether it counts as the same work."""

    task: str
    text: str
    occupation: str
    cosine: float
    alike: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LikeCourse:
    """A course of a major that someone offers, and the cosine of its name with the task, each less its kind's mean."""

    course: str
    name: str
    majors: tuple[str, ...]
    cosine: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """An institution that serves modules of the nearest function, by its offer; `basis` says why it is taken to."""

    institution: str
    offer: str
    module: str
    basis: Basis
    fit: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCoverage:
    """One task: the verdict by its nearest function, and all that comes near. `institutions_known` counts them all."""

    task: str
    verdict: Coverage
    probability: float | None
    functions: tuple[FunctionMatch, ...] = ()
    tasks: tuple[LikeTask, ...] = ()
    courses: tuple[LikeCourse, ...] = ()
    institutions: tuple[Behind, ...] = ()
    institutions_known: int = 0

    @property
    def nearest(self) -> FunctionMatch | None:
        """The function that fits best."""
        return self.functions[0] if self.functions else None


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
    _owner_of_task: tuple[str, ...] = field(repr=False)

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
        return cls(supply.catalogue, functions, tasks, names, supply, known, tuple(owners))

    def covered(
        self, asked: Sequence[str], vectors: Float32, *, without: str | None, as_of: date
    ) -> list[TaskCoverage]:
        """Each of the tasks (q,) of one occupation with vectors (q, d), in order.

        `without` is the id of the occupation itself, whose own functions and tasks do not count.
        """
        if not asked:
            return []
        scores = self.functions.scores(asked, vectors)
        own = np.array([f.occupation == without for f in self.functions.functions], bool)
        scores[:, own] = -np.inf
        cosines = vectors @ self.tasks.vectors.T
        cosines[:, [owner == without for owner in self._owner_of_task]] = -1
        names = self.functions.tasks(vectors) @ self.names.vectors(self.supply.courses).T
        return [
            self._task(text, scores[row], cosines[row], names[row], as_of) for row, text in enumerate(asked)
        ]

    def _task(
        self, text: str, scores: Float32, cosines: Float32, courses: Float32, as_of: date
    ) -> TaskCoverage:
        found = tuple(self._functions(scores))
        institutions = self._behind(found[0], as_of) if found else []
        return TaskCoverage(
            task=text,
            verdict=self.marks.verdict(found[0].score) if self.marks and found else Coverage.CANNOT_TELL,
            probability=found[0].probability if found else None,
            functions=found,
            tasks=tuple(self._tasks(cosines)),
            courses=tuple(self._courses(courses)),
            institutions=tuple(institutions[:INSTITUTIONS]),
            institutions_known=len(institutions),
        )

    def _functions(self, scores: Float32) -> Iterator[FunctionMatch]:
        for row in best(scores, FUNCTIONS):
            score = float(scores[row])
            probability = self.marks.probability(score) if self.marks else None
            yield function_match(self.catalogue, self.functions.functions[row], score, probability)

    def _tasks(self, cosines: Float32) -> Iterator[LikeTask]:
        for row in best(cosines, TASKS):
            yield LikeTask(
                task=self.tasks.ids[row],
                text=self.tasks.texts[row],
                occupation=self._owner_of_task[row],
                cosine=float(cosines[row]),
                alike=bool(cosines[row] >= self.tasks.scale.alike),
            )

    def _courses(self, cosines: Float32) -> Iterator[LikeCourse]:
        for row in best(cosines, COURSES):
            taught = [(m, c) for m, found in self.supply.taught.items() for at, c in found if at == row]
            if taught:
                yield LikeCourse(
                    course=taught[0][1].id,
                    name=self.supply.courses[row],
                    majors=tuple(sorted(major for major, _ in taught)),
                    cosine=float(cosines[row]),
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


def best(scores: Float32, count: int) -> list[int]:
    """Places of the `count` highest scores that are finite, best first; equal ones keep their order."""
    order = np.argsort(-scores, kind="stable")[:count]
    return [int(row) for row in order if np.isfinite(scores[row])]


def function_match(
    catalogue: Catalogue, function: VocationalFunction, score: float, probability: float | None
) -> FunctionMatch:
    """A function with the standards, packages and certificates that its modules are part of."""
    standards = _ids(catalogue, function.modules, RelType.HAS_MODULE, Standard)
    levels = {catalogue.get(Module, module).level for module in function.modules}
    return FunctionMatch(
        occupation=function.occupation,
        name=function.name,
        modules=function.modules,
        standards=standards,
        packages=_ids(catalogue, function.modules, RelType.INCLUDES, TrainingPackage),
        certificates=_certificates(catalogue, function.occupation, levels),
        score=score,
        probability=probability,
    )


def _ids(
    catalogue: Catalogue,
    modules: Sequence[str],
    relation: RelType,
    cls: type[Standard] | type[TrainingPackage],
) -> tuple[str, ...]:
    found = {node.id for module in modules for node in catalogue.origins(module, relation, cls)}
    return tuple(sorted(found))


def _certificates(catalogue: Catalogue, occupation: str, levels: set[Level]) -> tuple[str, ...]:
    """Certificates of the occupation at levels at which it has the function."""
    found = catalogue.origins(occupation, RelType.CERTIFIES, Certificate)
    return tuple(sorted(certificate.id for certificate in found if certificate.level in levels))
