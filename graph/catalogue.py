"""The catalogue: an immutable picture of one revision of the public graph, in memory.

Built once from a `Snapshot`, swapped whole when the revision changes. Every read is a dictionary look-up: a
published query costs no trip to the store and can never mix two revisions.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from graph.errors import InvalidInput, NotFound
from graph.faults import CatalogueFault, thing
from graph.model.facts import EnglishName, Occupation, Published, Source
from graph.model.history import Revision
from graph.model.ids import fold, kind_of
from graph.model.links import Link, RelType
from graph.model.schema import LABELS
from graph.model.snapshot import Snapshot
from graph.model.terms import OccupationStatus

Node = TypeVar("Node", bound=Published)
Adjacency = Mapping[tuple[RelType, str], tuple[Link, ...]]


@dataclass(frozen=True, slots=True, repr=False)
class Catalogue:
    """One revision of the public graph. Look-ups by id, by label, along and against relationships."""

    revision: Revision
    snapshot: Snapshot
    _by_class: Mapping[type[Published], tuple[Published, ...]]
    _out: Adjacency
    _in: Adjacency
    _occupations: Mapping[str, tuple[Occupation, ...]]
    _in_english: Mapping[str, tuple[Occupation, ...]]

    @classmethod
    def of(cls, snapshot: Snapshot, revision: Revision) -> "Catalogue":
        by_class = {
            c: tuple(sorted((n for n in snapshot.nodes.values() if type(n) is c), key=lambda n: n.id))
            for c in LABELS.values()
        }
        links = snapshot.links.values()
        occupations = [n for n in by_class[Occupation] if isinstance(n, Occupation)]
        leaving = _adjacency(((k.type, k.start), k) for k in links)
        return cls(
            revision,
            snapshot,
            MappingProxyType(by_class),
            leaving,
            _adjacency(((k.type, k.end), k) for k in links),
            _by_code_and_name(occupations),
            _by_english_name(occupations, leaving, snapshot),
        )

    def __repr__(self) -> str:
        """Short: an event loop shows what a task returned, and all facts in full take seconds."""
        return f"<Catalogue of revision {self.revision.number}: {self.snapshot!r}>"

    def find(self, cls: type[Node], node_id: str) -> Node | None:
        """The node with this id, or None where there is none of this class."""
        node = self.snapshot.nodes.get(node_id)
        return node if isinstance(node, cls) else None

    def get(self, cls: type[Node], node_id: str) -> Node:
        """The node with this id; raises NotFound."""
        node = self.find(cls, node_id)
        if node is None:
            said = CatalogueFault.NONE_IN_REVISION(kind=thing(cls), id=node_id, revision=self.revision.number)
            raise NotFound(said, field="id")
        return node

    def entity(self, node_id: str) -> Published:
        """Any node by its id; raises NotFound, or InvalidInput for what is no id."""
        return self.get(LABELS.get(kind_of(node_id), Published), node_id)

    def all(self, cls: type[Node]) -> tuple[Node, ...]:
        """Every node of a class, by id."""
        return self._by_class.get(cls, ())  # type: ignore[return-value]

    def links(self, start: str, relation: RelType) -> tuple[Link, ...]:
        """Relationships that leave a node, by their order, then by end."""
        return self._out.get((relation, start), ())

    def backlinks(self, end: str, relation: RelType) -> tuple[Link, ...]:
        """Relationships that enter a node, by their order, then by start."""
        return self._in.get((relation, end), ())

    def targets(self, start: str, relation: RelType, cls: type[Node]) -> tuple[Node, ...]:
        """Nodes of a class that a node points at."""
        found = (self.find(cls, link.end) for link in self.links(start, relation))
        return tuple(node for node in found if node is not None)

    def origins(self, end: str, relation: RelType, cls: type[Node]) -> tuple[Node, ...]:
        """Nodes of a class that point at a node."""
        found = (self.find(cls, link.start) for link in self.backlinks(end, relation))
        return tuple(node for node in found if node is not None)

    def occupation(self, code_or_name: str, field: str = "occupation") -> Occupation:
        """The occupation with this id, code or exact name, or else with this English name, whatever its capitals.

        Raises NotFound where there is none and InvalidInput, naming the codes, where several share the name.
        """
        text = fold(code_or_name)
        found = self._occupations.get(text) or self._in_english.get(text.casefold(), ())
        if len(found) > 1:
            codes = tuple(o.code or o.id for o in found)
            raise InvalidInput(CatalogueFault.OCCUPATION_AMBIGUOUS(text=text, codes=codes), field=field)
        if not found:
            raise NotFound(CatalogueFault.OCCUPATION_UNNAMED(text=text), field=field)
        return found[0]

    def source(self, fact: Published | Link) -> Source | None:
        """The source that a fact names."""
        return self.find(Source, fact.source)


def _adjacency(pairs: Iterable[tuple[tuple[RelType, str], Link]]) -> Adjacency:
    grouped: defaultdict[tuple[RelType, str], list[Link]] = defaultdict(list)
    for key, link in pairs:
        grouped[key].append(link)
    return MappingProxyType({key: tuple(sorted(group, key=_by_order)) for key, group in grouped.items()})


def _by_order(link: Link) -> tuple[int, str, str, str]:
    return (-1 if link.order is None else link.order, link.start, link.end, link.part)


def _by_code_and_name(occupations: Iterable[Occupation]) -> Mapping[str, tuple[Occupation, ...]]:
    found: defaultdict[str, list[Occupation]] = defaultdict(list)
    for occupation in occupations:
        if occupation.status is OccupationStatus.REPLACED:
            found[occupation.id].append(occupation)
            continue
        for key in {occupation.id, fold(occupation.name), occupation.code or occupation.id}:
            found[key].append(occupation)
    return MappingProxyType({key: tuple(group) for key, group in found.items()})


def _by_english_name(
    occupations: Iterable[Occupation], leaving: Adjacency, snapshot: Snapshot
) -> Mapping[str, tuple[Occupation, ...]]:
    found: defaultdict[str, list[Occupation]] = defaultdict(list)
    for occupation in occupations:
        for link in leaving.get((RelType.HAS_ENGLISH_NAME, occupation.id), ()):
            name = snapshot.nodes[link.end]
            if isinstance(name, EnglishName) and occupation.status is not OccupationStatus.REPLACED:
                found[fold(name.name).casefold()].append(occupation)
    return MappingProxyType({key: tuple(group) for key, group in found.items()})
