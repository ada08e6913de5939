"""What is found beside a task: functions, tasks, courses and institutions, each by ids of the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.catalogue import Catalogue
from graph.model.facts import Certificate, Module, Standard, TrainingPackage
from graph.model.judgements import Judgement
from graph.model.links import RelType
from graph.model.terms import Level
from recommender.desk.functions import VocationalFunction
from recommender.desk.marks import Coverage
from recommender.desk.sentences import SentenceMatch
from recommender.supply.seats import Basis


class VerdictBasis(StrEnum):
    """What a verdict on a task rests on: texts that were compared, or a developer who accepted the match."""

    COMPARED = "COMPARED"
    JUDGED = "JUDGED"


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionMatch:
    """A function beside a task. `modules` are its ids by level, `standards` and `packages` what they are part of.

    `probability` that it is of the task's kind of work; None where nothing was measured with this encoder. `judged` is
    what accepted it: `modules` are then those that were accepted, and score and probability None where the function is
    among those that are not compared. Modules that were rejected are left out. `sentences` are the nearest of those
    that imported standards say within `modules`.
    """

    occupation: str
    name: str
    modules: tuple[str, ...]
    standards: tuple[str, ...]
    packages: tuple[str, ...]
    certificates: tuple[str, ...]
    score: float | None
    probability: float | None
    judged: Judgement | None = None
    sentences: tuple[SentenceMatch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LikeTask:
    """A main task of another occupation, the cosine with the asked one, and whether it counts as the same work.

    `judged` is what accepted it, where a developer did.
    """

    task: str
    text: str
    occupation: str
    cosine: float
    alike: bool
    judged: Judgement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LikeCourse:
    """A course of a major that someone offers, and the cosine of its name with the task, each less its kind's mean.

    `judged` is what accepted it, where a developer did.
    """

    course: str
    name: str
    majors: tuple[str, ...]
    cosine: float
    judged: Judgement | None = None


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
    """One task: the verdict by its nearest function, and all that comes near. `institutions_known` counts them all.

    `key` is what a judgement on it names as its start: its id, or `text:` and the digest of the sentence. `rejected` are the
    judgements because of which something is not offered, oldest first.
    """

    task: str
    key: str
    verdict: Coverage
    basis: VerdictBasis
    probability: float | None
    functions: tuple[FunctionMatch, ...] = ()
    tasks: tuple[LikeTask, ...] = ()
    courses: tuple[LikeCourse, ...] = ()
    institutions: tuple[Behind, ...] = ()
    institutions_known: int = 0
    rejected: tuple[Judgement, ...] = ()

    @property
    def nearest(self) -> FunctionMatch | None:
        """The function that fits best."""
        return self.functions[0] if self.functions else None


def function_match(
    catalogue: Catalogue, function: VocationalFunction, score: float | None, probability: float | None
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
