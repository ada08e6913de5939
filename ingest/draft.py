"""The snapshot under construction: facts added table by table, references checked as they come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.model.facts import Published
from graph.model.links import Link, LinkKey, RelType
from graph.model.snapshot import Snapshot
from graph.sayings import Said
from ingest.faults import Noted, Rejection
from ingest.records import Record
from ingest.reports import Finding, Rejected, finding
from ingest.tables import Tables


@dataclass
class Draft:
    """Facts, findings and rejected rows so far. Nodes come before the relationships that join them."""

    tables: Tables
    nodes: dict[str, Published] = field(default_factory=dict[str, Published])
    links: dict[LinkKey, Link] = field(default_factory=dict[LinkKey, Link])
    findings: list[Finding] = field(default_factory=list[Finding])
    rejected: list[Rejected] = field(default_factory=list[Rejected])

    def add(self, node: Published) -> None:
        """Takes a node, unless a row before has stated it (no two rows of a table are equal by then)."""
        self.nodes.setdefault(node.id, node)

    def join(self, relation: RelType, start: str, end: str, record: Record, **facts: Any) -> bool:
        """Takes a relationship, unless a row before has; the row is rejected where an end does not exist."""
        for node in (start, end):
            if node not in self.nodes:
                self.reject(record, Rejection.NO_END_OF_LINK(relation=relation.value, id=node))
                return False
        stated = {**self.tables.stated(record), **facts}
        link = Link(type=relation, start=start, end=end, **stated)
        self.links.setdefault(link.key, link)
        return True

    def reject(self, record: Record, reason: Said) -> None:
        """Notes a row that was not taken."""
        self.rejected.append(Rejected(record.locator, reason))

    def note(self, table: str, noted: Noted, items: Sequence[str]) -> None:
        """Notes a finding, unless there is nothing to tell."""
        if items:
            self.findings.append(finding(table, noted(), items))

    def snapshot(self) -> Snapshot:
        """Everything taken, checked."""
        return Snapshot.of(self.nodes.values(), self.links.values())


Step = Callable[[Draft], None]
