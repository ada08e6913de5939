"""All published facts of one revision by identity: what ingest compares and a catalogue is built from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from types import MappingProxyType

from graph.errors import InvalidInput
from graph.faults import CatalogueFault
from graph.model.facts import Published
from graph.model.ids import kind_of
from graph.model.links import ENDPOINTS, Link, LinkKey
from graph.places import Place


@dataclass(frozen=True, slots=True, repr=False)
class Snapshot:
    """Nodes by id and relationships by key, both read-only."""

    nodes: MappingProxyType[str, Published]
    links: MappingProxyType[LinkKey, Link]

    @classmethod
    def of(cls, nodes: Iterable[Published], links: Iterable[Link]) -> "Snapshot":
        """Raises InvalidInput where two facts share an identity or a relationship has no end."""
        by_id: dict[str, Published] = {}
        for node in nodes:
            if node.id in by_id:
                first = by_id[node.id].locator
                said = CatalogueFault.ID_TWICE(id=node.id, first=Place(first), second=Place(node.locator))
                raise InvalidInput(said, field="id")
            by_id[node.id] = node
        by_key: dict[LinkKey, Link] = {}
        for link in links:
            key = link.key
            if key in by_key:
                first = by_key[key].locator
                said = CatalogueFault.LINK_TWICE(key=key, first=Place(first), second=Place(link.locator))
                raise InvalidInput(said, field="id")
            by_key[key] = link
        return cls(MappingProxyType(by_id), MappingProxyType(by_key)).checked()

    def __repr__(self) -> str:
        return f"<Snapshot of {len(self.nodes)} nodes and {len(self.links)} relationships>"

    def checked(self) -> "Snapshot":
        """This snapshot; raises InvalidInput for a relationship that points at nothing or joins wrong labels."""
        for link in self.links.values():
            for end in (link.start, link.end):
                if end not in self.nodes:
                    said = CatalogueFault.LINK_WITHOUT_END(place=Place(link.locator), key=link.key, end=end)
                    raise InvalidInput(said, field="id")
            if (kind_of(link.start), kind_of(link.end)) not in ENDPOINTS[link.type]:
                said = CatalogueFault.LINK_OF_WRONG_ENDS(
                    place=Place(link.locator), type=link.type, start=link.start, end=link.end
                )
                raise InvalidInput(said, field="id")
        return self

    def stamped(self, revision: int) -> "Snapshot":
        """The same facts as if `revision` had added them all; used by tests and dry runs."""
        return Snapshot(
            MappingProxyType(
                {k: replace(n, first_revision=revision, revision=revision) for k, n in self.nodes.items()}
            ),
            MappingProxyType(
                {k: replace(n, first_revision=revision, revision=revision) for k, n in self.links.items()}
            ),
        )
