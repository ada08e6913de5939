"""How far the modules of an occupation follow its main tasks: each task beside the own module that comes nearest.

Tasks are sentences and modules short names, so both are compared less the mean of their kind (docs/adr/0028). What
counts as following is measured on the catalogue at hand: the mark that `STRAY` of the tasks stay below when they are
compared with the modules of occupations of another 大类. Everything here is DERIVED.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from graph.catalogue import Catalogue
from graph.model.facts import Module, Occupation, Task
from graph.model.judgements import NOTHING_JUDGED, Verdict, Verdicts
from graph.model.links import RelType
from recommender.centred import centred, mean_vector
from recommender.ladder import skill_class
from recommender.likeness import NameVectors
from recommender.passages import Passage, TextKind
from recommender.supply import occupations_of

Float32 = NDArray[np.float32]
STRAY = 0.95
STRANGERS = 6  # occupations drawn for each one, to see how alike tasks and modules of strangers are
SEED = 0
METHOD = "cosine of a task and the names of the occupation's own modules, each less the mean of its kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFit:
    """A main task beside the own module whose name comes nearest, and the cosine of both, centred.

    `follows` says whether the module follows the task; `judged` what a developer said of the two, None: nobody did.
    """

    task: str
    text: str
    module: str
    module_name: str
    score: float
    follows: bool
    judged: str | None = None


@dataclass(frozen=True, slots=True)
class TaskFits:
    """The main tasks of each occupation (id) that has tasks and modules; from `threshold` on a module follows a task.

    `model` is the digest of the encoder.
    """

    by_occupation: Mapping[str, tuple[TaskFit, ...]]
    threshold: float
    model: str

    @classmethod
    def of(
        cls,
        catalogue: Catalogue,
        passages: Sequence[Passage],
        vectors: Float32,
        names: NameVectors,
        verdicts: Verdicts = NOTHING_JUDGED,
    ) -> "TaskFits":
        """`vectors` (len(passages), d) in the order of `passages`; `names` has the vectors of modules' names."""
        sides = list(_sides(catalogue, passages, vectors, names))
        threshold = _threshold(sides)
        found = {side.occupation.id: tuple(_fits(side, threshold, verdicts)) for side in sides}
        return cls(MappingProxyType(found), threshold, names.digest)


@dataclass(frozen=True, slots=True)
class _Side:
    """An occupation with its tasks and modules and their centred vectors: (tasks, d) and (modules, d)."""

    occupation: Occupation
    tasks: tuple[Task, ...]
    modules: tuple[Module, ...]
    asked: Float32
    own: Float32


def _sides(
    catalogue: Catalogue, passages: Sequence[Passage], vectors: Float32, names: NameVectors
) -> Iterator[_Side]:
    rows = {p.text: row for row, p in enumerate(passages) if p.kind is TextKind.TASK}
    if not rows:
        return
    mean = mean_vector(vectors[list(rows.values())])
    for occupation, modules in _modules(catalogue).items():
        tasks = catalogue.targets(occupation.id, RelType.HAS_TASK, Task)
        known = tuple(task for task in tasks if task.text in rows)
        if known:
            asked = centred(vectors[[rows[task.text] for task in known]], mean)
            yield _Side(occupation, known, modules, asked, names.vectors([m.name for m in modules]))


def _modules(catalogue: Catalogue) -> dict[Occupation, tuple[Module, ...]]:
    """Modules by occupation, by id; of one name the first stands for all levels."""
    found: defaultdict[str, dict[str, Module]] = defaultdict(dict)
    for module in catalogue.all(Module):
        for occupation in occupations_of(catalogue, module):
            found[occupation].setdefault(module.name, module)
    known = ((catalogue.find(Occupation, key), modules) for key, modules in sorted(found.items()))
    return {occupation: tuple(m.values()) for occupation, m in known if occupation is not None}


def _fits(side: _Side, threshold: float, verdicts: Verdicts) -> Iterator[TaskFit]:
    """A task whose match with a module is accepted stands beside that; one that is rejected comes last."""
    cosines = side.asked @ side.own.T
    for task, row in zip(side.tasks, cosines, strict=True):
        said = [verdicts.on(task.id, module.id) for module in side.modules]
        best = max(range(len(row)), key=lambda at: (_rank(said[at]), row[at], -at))
        module, verdict = side.modules[best], said[best]
        yield TaskFit(
            task=task.id,
            text=task.text,
            module=module.id,
            module_name=module.name,
            score=round(float(row[best]), 3),
            follows=bool(row[best] >= threshold) if verdict is None else verdict.accepted,
            judged=None if verdict is None else str(verdict),
        )


def _rank(verdict: Verdict | None) -> int:
    return 0 if verdict is None else 1 if verdict.accepted else -1


def _threshold(sides: Sequence[_Side]) -> float:
    """The mark from a fixed sample of tasks beside modules of other 大类; above every cosine where there are none."""
    random = np.random.default_rng(SEED)
    strangers = [
        (side.asked @ sides[other].own.T).max(axis=1)
        for side in sides
        for other in map(int, random.permutation(len(sides))[:STRANGERS])
        if skill_class(side.occupation) != skill_class(sides[other].occupation)
    ]
    return round(float(np.quantile(np.concatenate(strangers), STRAY)), 3) if strangers else 1.0
