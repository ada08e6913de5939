"""How far the modules of an occupation follow its main tasks: each task beside the own module that comes nearest.

Tasks are sentences and modules short names, so both are compared less the mean of their kind (docs/adr/0028). What
counts as following is measured on the catalogue at hand: the mark that `STRAY` of the tasks stay below when they are
compared with the modules of occupations of another 大类. Where a standard was imported, its sentences count beside the
names of its modules, and such an occupation has a mark of its own: with more to compare, strangers come nearer too.
Everything here is DERIVED.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from graph.catalogue import Catalogue
from graph.model.facts import Module, Occupation, Task
from graph.model.judgements import NOTHING_JUDGED, Verdict, Verdicts, text_key
from graph.model.links import RelType
from recommender.shared.ladder import skill_class
from recommender.supply.contents import STRAY, Sentence, sampled, sentences_of, stray_mark, vectors_of
from recommender.supply.seats import occupations_of
from recommender.text.centred import centred, mean_vector
from recommender.text.likeness import NameVectors
from recommender.text.passages import Passage, TextKind

Float32 = NDArray[np.float32]
Rows = NDArray[np.intp]
STRANGERS = 6  # occupations drawn for each one, to see how alike tasks and modules of strangers are
SEED = 0
METHOD = (
    "cosine of a task and the names of the occupation's own modules, and the sentences of its standard where that was "
    "imported, each less the mean of its kind"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFit:
    """A main task beside the own module that comes nearest, and the cosine of both, centred.

    `sentence` is the one of the module's standard that comes nearest, None where the name does. The module follows the
    task from `threshold` on (`follows`), unless a developer said otherwise; `judged` is what was said, None: nothing.
    """

    task: str
    text: str
    module: str
    module_name: str
    score: float
    threshold: float
    follows: bool
    judged: str | None = None
    sentence: Sentence | None = None


@dataclass(frozen=True, slots=True)
class TaskFits:
    """The main tasks of each occupation (id) that has tasks and modules; from `threshold` on a module follows a task.

    That is the mark for names alone; a fit by the sentences of a standard has its own. `model` is the encoder's digest.
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
        found = {
            side.occupation.id: tuple(_fits(side, _own_threshold(side, sides, threshold), verdicts))
            for side in sides
        }
        return cls(MappingProxyType(found), threshold, names.digest)


@dataclass(frozen=True, slots=True)
class _Side:
    """An occupation with its tasks and modules and their centred vectors: (tasks, d) and (modules, d).

    Each of `modules` stands for all `levels` of its name. `sentences` of these have vectors (sentences, d), and belong to
    the rows `holders` of `modules`.
    """

    occupation: Occupation
    tasks: tuple[Task, ...]
    modules: tuple[Module, ...]
    levels: tuple[tuple[Module, ...], ...]
    asked: Float32
    own: Float32
    sentences: tuple[Sentence, ...]
    said: Float32
    holders: Rows

    def cosines(self, asked: Float32) -> Float32:
        """(q, modules) of tasks (q, d): of each module its name or the sentence that comes nearer."""
        found = asked @ self.own.T
        if len(self.sentences):
            np.maximum.at(found.T, self.holders, (asked @ self.said.T).T)
        return found

    def nearest(self, task: Float32, module: int) -> Sentence | None:
        """The sentence of a module (row) that comes nearest to a task (d,), where none of its names comes nearer."""
        rows = np.flatnonzero(self.holders == module)
        cosines = self.said[rows] @ task
        if not len(rows) or cosines.max() < self.own[module] @ task:
            return None
        return self.sentences[int(rows[np.argmax(cosines)])]


def _sides(
    catalogue: Catalogue, passages: Sequence[Passage], vectors: Float32, names: NameVectors
) -> Iterator[_Side]:
    rows = {p.text: row for row, p in enumerate(passages) if p.kind is TextKind.TASK}
    if not rows:
        return
    mean = mean_vector(vectors[list(rows.values())])
    for occupation, named in _modules(catalogue).items():
        tasks = catalogue.targets(occupation.id, RelType.HAS_TASK, Task)
        known = tuple(task for task in tasks if task.text in rows)
        if known:
            asked = centred(vectors[[rows[task.text] for task in known]], mean)
            modules = tuple(levels[0] for levels in named.values())
            every = [
                (row, one)
                for row, levels in enumerate(named.values())
                for module in levels
                for one in sentences_of(catalogue, module)
            ]
            sentences = tuple(one for _, one in every)
            yield _Side(
                occupation,
                known,
                modules,
                tuple(tuple(levels) for levels in named.values()),
                asked,
                names.vectors([m.name for m in modules]),
                sentences,
                vectors_of(sentences, names, mean),
                np.array([row for row, _ in every], np.intp),
            )


def _modules(catalogue: Catalogue) -> dict[Occupation, dict[str, list[Module]]]:
    """Modules by occupation and name, by id; of one name the first stands for all levels."""
    found: defaultdict[str, defaultdict[str, list[Module]]] = defaultdict(lambda: defaultdict(list))
    for module in catalogue.all(Module):
        for occupation in occupations_of(catalogue, module):
            found[occupation][module.name].append(module)
    known = ((catalogue.find(Occupation, key), modules) for key, modules in sorted(found.items()))
    return {occupation: dict(m) for occupation, m in known if occupation is not None}


def _fits(side: _Side, threshold: float, verdicts: Verdicts) -> Iterator[TaskFit]:
    """A task whose match with a module is accepted stands beside that; one that is rejected comes last."""
    cosines = side.cosines(side.asked)
    for task, vector, row in zip(side.tasks, side.asked, cosines, strict=True):
        by_end = verdicts.of_task(task.id, text_key(task.text))
        said = [_said(by_end, levels) for levels in side.levels]
        best = max(range(len(row)), key=lambda at: (_rank(said[at][1]), row[at], -at))
        module, verdict = said[best]
        yield TaskFit(
            task=task.id,
            text=task.text,
            module=module.id,
            module_name=module.name,
            score=round(float(row[best]), 3),
            threshold=threshold,
            follows=bool(row[best] >= threshold) if verdict is None else verdict.accepted,
            judged=None if verdict is None else str(verdict),
            sentence=side.nearest(vector, best),
        )


def _said(by_end: Mapping[str, Verdict], levels: Sequence[Module]) -> tuple[Module, Verdict | None]:
    """The level of a function that a developer accepted, or else the first, which stands for all, with what was said."""
    accepted = (m for m in levels if m.id in by_end and by_end[m.id].accepted)
    module = next(accepted, levels[0])
    return module, by_end.get(module.id)


def _rank(verdict: Verdict | None) -> int:
    return 0 if verdict is None else 1 if verdict.accepted else -1


def _own_threshold(side: _Side, sides: Sequence[_Side], threshold: float) -> float:
    """The mark for names, unless there are sentences: then that of a sample of tasks of other 大类, not below it."""
    others = [s.asked for s in sides if skill_class(s.occupation) != skill_class(side.occupation)]
    if not len(side.sentences) or not others:
        return threshold
    strangers = np.concatenate(others)
    nearest = side.cosines(strangers[sampled(len(strangers))]).max(axis=1)
    return max(threshold, stray_mark(nearest))


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
