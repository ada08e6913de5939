"""All published facts of one revision by identity: what ingest compares and a catalogue is built from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from types import MappingProxyType

from graph.errors import InvalidInput
from graph.model.facts import Published
from graph.model.ids import kind_of
from graph.model.links import ENDPOINTS, Link, LinkKey


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
                raise InvalidInput(f"duplicate id {node.id}: {first} and {node.locator}", field="id")
            by_id[node.id] = node
        by_key: dict[LinkKey, Link] = {}
        for link in links:
            key = link.key
            if key in by_key:
                first = by_key[key].locator
                raise InvalidInput(f"duplicate relationship {key}: {first} and {link.locator}", field="id")
            by_key[key] = link
        return cls(MappingProxyType(by_id), MappingProxyType(by_key)).checked()

    def __repr__(self) -> str:
        return f"<Snapshot of {len(self.nodes)} nodes and {len(self.links)} relationships>"

    def checked(self) -> "Snapshot":
        """This snapshot; raises InvalidInput for a relationship that points at nothing or joins wrong labels."""
        for link in self.links.values():
            for end in (link.start, link.end):
                if end not in self.nodes:
                    raise InvalidInput(
                        f"{link.locator}: {link.key} points at {end}, which does not exist", field="id"
                    )
            if (kind_of(link.start), kind_of(link.end)) not in ENDPOINTS[link.type]:
                raise InvalidInput(
                    f"{link.locator}: {link.type} may not join {link.start} and {link.end}", field="id"
                )
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
