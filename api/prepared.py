"""A catalogue together with what is computed from it once and used by many requests."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from graph.catalogue import Catalogue
from graph.errors import NotReady
from graph.model import facts
from graph.model.facts import Published
from graph.model.links import RelType
from recommender.likeness import Likeness
from recommender.moves import Mover
from recommender.planner import Planner
from recommender.relatedness import TaskVectors
from recommender.resolver import Resolver
from recommender.supply import Supply
from recommender.tasks import Tasks

Node = TypeVar("Node", bound=Published)
Texts = Mapping[str, tuple[str, ...]]


class Prepared:
    """A catalogue, its planner and the texts that searches look at, each made when it is first asked for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._texts: dict[type[Published], Texts] = {}
        self._mover: tuple[Resolver, Mover] | None = None
        self._supply: Supply | None = None
        self._task_vectors: tuple[Resolver, TaskVectors] | None = None

    @cached_property
    def planner(self) -> Planner:
        """The planner over the catalogue; raises InvalidInput for a rule it cannot read."""
        return Planner.of(self.catalogue)

    def mover(self, resolver: Resolver) -> Mover:
        """What finds moves, by the vectors of the resolver's texts; takes a second when first asked for.

        Raises NotReady while there are no vectors.
        """
        if resolver.semantics is None:
            raise NotReady("occupations are not compared by meaning yet: the model is being loaded")
        if self._mover is None or self._mover[0] is not resolver:
            tasks = Tasks.among(self.catalogue, resolver.passages, resolver.semantics.vectors)
            self._mover = resolver, Mover.of(self.planner, tasks, model=resolver.semantics.embedder.digest)
        return self._mover[1]

    def task_vectors(self, resolver: Resolver | None) -> TaskVectors | None:
        """The main tasks with their vectors; None while there are none."""
        if resolver is None or resolver.semantics is None:
            return None
        if self._task_vectors is None or self._task_vectors[0] is not resolver:
            found, digest = resolver.semantics.vectors, resolver.semantics.embedder.digest
            self._task_vectors = resolver, TaskVectors.of(resolver.passages, found, digest=digest)
        return self._task_vectors[1]

    def supply(self, likeness: Likeness | None) -> Supply:
        """Who teaches what; without `likeness`, names of modules and courses are not compared."""
        if self._supply is None or self._supply.likeness is not likeness:
            self._supply = Supply.of(self.catalogue, likeness)
        return self._supply

    def texts(self, cls: type[Published]) -> Texts:
        """What a search for facts of a class looks at, by id: name and code, in small letters."""
        if cls not in self._texts:
            of = self._occupation if cls is facts.Occupation else _names
            self._texts[cls] = _folded(self.catalogue.all(cls), of)
        return self._texts[cls]

    def _occupation(self, node: Published) -> Iterable[str]:
        """An occupation is found by the names of its trades too."""
        trades = self.catalogue.targets(node.id, RelType.HAS_WORK_TYPE, facts.WorkType)
        return (*_names(node), *(trade.name for trade in trades))


def _folded(nodes: Iterable[Node], texts: Callable[[Node], Iterable[str]]) -> Texts:
    return {node.id: tuple(text.casefold() for text in texts(node)) for node in nodes}


def _names(node: Published) -> Iterable[str]:
    return [text for name in ("name", "code") if (text := getattr(node, name, None))]
