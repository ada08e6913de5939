"""A catalogue together with what is computed from it once and used by many requests."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from api.faults import Waiting
from graph.catalogue import Catalogue
from graph.errors import NotReady
from graph.model import facts
from graph.model.facts import Published
from graph.model.judgements import NOTHING_JUDGED, Verdicts
from graph.model.links import RelType
from recommender.adapter.fields import Fields
from recommender.curation.gapreport import GapReport, gap_report
from recommender.curation.lagging import TaskFits
from recommender.curation.queue import Candidate, queue
from recommender.desk.coverage import Shelf
from recommender.desk.functions import FunctionIndex, TextVectors
from recommender.desk.marks import Marks, read_marks
from recommender.moves.mover import Mover
from recommender.planning.planner import Planner
from recommender.planning.relatedness import TaskVectors
from recommender.supply.seats import Supply
from recommender.text.likeness import Likeness, NameVectors
from recommender.text.tasks import Tasks
from recommender.titles.resolver import Resolver

Node = TypeVar("Node", bound=Published)
Texts = Mapping[str, tuple[str, ...]]
TextsOf = Mapping[type[Published], Callable[[Published], Iterable[str]]]


class Prepared:
    """A catalogue, its planner and the texts that searches look at, each made when it is first asked for.

    `verdicts` and `marks` of the desk (None: as shipped) may be set at any time: what follows from them is then made anew.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.verdicts: Verdicts = NOTHING_JUDGED
        self.marks: Marks | None = None
        self._queue: tuple[Supply, TaskFits | None, date, tuple[Candidate, ...]] | None = None
        self._texts: dict[type[Published], Texts] = {}
        self._mover: tuple[Resolver, Mover] | None = None
        self._supply: Supply | None = None
        self._fits: tuple[Resolver, NameVectors, Verdicts, TaskFits] | None = None
        self._gaps: tuple[Supply, TaskFits | None, GapReport] | None = None
        self._task_vectors: tuple[Resolver, TaskVectors] | None = None
        self._fields: tuple[Resolver, Fields] | None = None
        self._shelf: tuple[Resolver, NameVectors, Marks | None, Shelf] | None = None

    @cached_property
    def planner(self) -> Planner:
        """The planner over the catalogue; raises InvalidInput for a rule it cannot read."""
        return Planner.of(self.catalogue)

    def mover(self, resolver: Resolver) -> Mover:
        """What finds moves, by the vectors of the resolver's texts; takes a second when first asked for.

        Raises NotReady while there are no vectors.
        """
        if resolver.semantics is None:
            raise NotReady(Waiting.OCCUPATIONS_LOADING())
        if self._mover is None or self._mover[0] is not resolver:
            tasks = Tasks.among(self.catalogue, resolver.passages, resolver.semantics.vectors)
            self._mover = resolver, Mover.of(self.planner, tasks, model=resolver.semantics.embedder.digest)
        if self._mover[1].verdicts is not self.verdicts:
            self._mover = resolver, replace(self._mover[1], verdicts=self.verdicts)
        return self._mover[1]

    def task_vectors(self, resolver: Resolver | None) -> TaskVectors | None:
        """The main tasks with their vectors; None while there are none."""
        if resolver is None or resolver.semantics is None:
            return None
        if self._task_vectors is None or self._task_vectors[0] is not resolver:
            found, digest = resolver.semantics.vectors, resolver.semantics.embedder.digest
            self._task_vectors = resolver, TaskVectors.of(resolver.passages, found, digest=digest)
        return self._task_vectors[1]

    def fields(self, resolver: Resolver) -> Fields:
        """What majors are compared with; raises NotReady while there are no vectors."""
        if resolver.semantics is None:
            raise NotReady(Waiting.MAJORS_LOADING())
        if self._fields is None or self._fields[0] is not resolver:
            self._fields = resolver, Fields.of(resolver.passages, resolver.semantics.vectors)
        return self._fields[1]

    def supply(self, likeness: Likeness | None) -> Supply:
        """Who teaches what; without `likeness`, names of modules and courses are not compared."""
        if self._supply is None or self._supply.likeness is not likeness:
            self._supply = Supply.of(self.catalogue, likeness)
        if self._supply.verdicts is not self.verdicts:
            self._supply = replace(self._supply, verdicts=self.verdicts)
        return self._supply

    def shelf(self, resolver: Resolver | None, likeness: Likeness | None) -> Shelf:
        """What tasks of new occupations are compared with; takes a second when first asked for.

        Raises NotReady while there are no vectors of texts or of names.
        """
        if resolver is None or resolver.semantics is None or not isinstance(likeness, NameVectors):
            raise NotReady(Waiting.TASKS_LOADING())
        kept, made_with = self._shelf, (resolver, likeness, self.marks)
        if kept is None or any(one is not other for one, other in zip(kept, made_with, strict=False)):
            texts = TextVectors(resolver.passages, resolver.semantics.vectors)
            kept = (*made_with, shelf_of(self.supply(likeness), texts, likeness, self.marks))
        elif kept[3].supply is not self.supply(likeness):
            kept = (*made_with, replace(kept[3], supply=self.supply(likeness)))
        self._shelf = kept
        return kept[3]

    def gap_report(self, resolver: Resolver | None, likeness: Likeness | None, *, as_of: date) -> GapReport:
        """What every occupation lacks on a day, kept until it is asked for another day."""
        supply, fits = self.supply(likeness), self._task_fits(resolver, likeness)
        kept = self._gaps
        same = kept is not None and kept[0] is supply and kept[1] is fits
        if kept is None or not same or kept[2].envelope.as_of != as_of:
            report = gap_report(supply, fits, as_of=as_of, software=self.planner.software)
            kept = self._gaps = supply, fits, report
        return kept[2]

    def _task_fits(self, resolver: Resolver | None, likeness: Likeness | None) -> TaskFits | None:
        """Tasks beside the modules of their occupations; None while there are no vectors."""
        if resolver is None or resolver.semantics is None or not isinstance(likeness, NameVectors):
            return None
        kept = self._fits
        if kept is None or kept[0] is not resolver or kept[1] is not likeness or kept[2] is not self.verdicts:
            vectors = resolver.semantics.vectors
            fits = TaskFits.of(self.catalogue, resolver.passages, vectors, likeness, self.verdicts)
            kept = self._fits = resolver, likeness, self.verdicts, fits
        return kept[3]

    def curation_queue(
        self, resolver: Resolver | None, likeness: Likeness | None, *, as_of: date
    ) -> tuple[Candidate, ...]:
        """Derived matches that need a look on a day, first those that need it most."""
        supply, fits, kept = self.supply(likeness), self._task_fits(resolver, likeness), self._queue
        if kept is None or kept[0] is not supply or kept[1] is not fits or kept[2] != as_of:
            kept = self._queue = supply, fits, as_of, queue(supply, fits, as_of=as_of)
        return kept[3]

    def texts(self, cls: type[Published]) -> Texts:
        """What a search for facts of a class looks at, by id: name and code, in small letters."""
        if cls not in self._texts:
            known: TextsOf = {facts.Occupation: self._occupation, facts.Module: self._module}
            of = known.get(cls, _names)
            self._texts[cls] = _folded(self.catalogue.all(cls), of)
        return self._texts[cls]

    def _occupation(self, node: Published) -> Iterable[str]:
        """An occupation is found by the names of its trades and by what it is called in English too."""
        trades = self.catalogue.targets(node.id, RelType.HAS_WORK_TYPE, facts.WorkType)
        english = self.catalogue.targets(node.id, RelType.HAS_ENGLISH_NAME, facts.EnglishName)
        return (*_names(node), *(trade.name for trade in trades), *(found.name for found in english))

    def _module(self, node: Published) -> Iterable[str]:
        """A module is found by the names of its standards too."""
        standards = self.catalogue.origins(node.id, RelType.HAS_MODULE, facts.Standard)
        return (*_names(node), *(standard.name for standard in standards))


def _folded(nodes: Iterable[Node], texts: Callable[[Node], Iterable[str]]) -> Texts:
    return {node.id: tuple(text.casefold() for text in texts(node)) for node in nodes}


def _names(node: Published) -> Iterable[str]:
    return [text for name in ("name", "code") if (text := getattr(node, name, None))]


def shelf_of(supply: Supply, texts: TextVectors, named: NameVectors, marks: Marks | None = None) -> Shelf:
    """What tasks of new occupations are compared with, by the vectors of a catalogue's texts and names.

    Scores mean what `marks` say, or the shipped ones for None.
    """
    catalogue, marks = supply.catalogue, marks or read_marks()
    functions = FunctionIndex.of(catalogue, texts, named, generic=frozenset(marks.generic))
    tasks = Tasks.among(catalogue, texts.passages, texts.vectors)
    return Shelf.of(functions, tasks, named, supply, marks=marks)
