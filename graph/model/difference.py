"""What separates two snapshots: the plan of an ingest, and what a dry run shows."""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from graph.model.facts import Provenance, Published
from graph.model.links import Link, LinkKey
from graph.model.snapshot import Snapshot

Key = TypeVar("Key", bound=Hashable)
Fact = TypeVar("Fact", bound=Provenance)


@dataclass(frozen=True, slots=True)
class Delta(Generic[Key, Fact]):
    """Facts to add, facts to change (before, after) and facts to close, each by key."""

    new: Mapping[Key, Fact]
    changed: Mapping[Key, tuple[Fact, Fact]]
    closed: Mapping[Key, Fact]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.closed)


@dataclass(frozen=True, slots=True)
class Difference:
    """The way from one snapshot to another; empty where both say the same."""

    nodes: Delta[str, Published]
    links: Delta[LinkKey, Link]

    def __bool__(self) -> bool:
        return bool(self.nodes) or bool(self.links)

    def counts(self) -> dict[str, int]:
        """Number of facts by action and label or relationship type, such as `new Occupation`."""
        counter: Counter[str] = Counter()
        deltas: tuple[Delta[Any, Any], ...] = (self.nodes, self.links)
        for delta in deltas:
            counter.update(f"new {name(fact)}" for fact in delta.new.values())
            counter.update(f"changed {name(after)}" for _, after in delta.changed.values())
            counter.update(f"closed {name(fact)}" for fact in delta.closed.values())
        return dict(sorted(counter.items()))


def name(fact: Provenance) -> str:
    """The label of a node or the type of a relationship."""
    return fact.type.value if isinstance(fact, Link) else type(fact).__name__


def compare(current: Snapshot, desired: Snapshot) -> Difference:
    """Facts of `desired` that `current` lacks or states otherwise, and those only `current` has."""
    return Difference(_delta(current.nodes, desired.nodes), _delta(current.links, desired.links))


def _delta(current: Mapping[Key, Fact], desired: Mapping[Key, Fact]) -> Delta[Key, Fact]:
    changed: dict[Key, tuple[Fact, Fact]] = {}
    for key in current.keys() & desired.keys():
        before, wanted = current[key], desired[key]
        if before is wanted:
            continue
        after = replace(wanted, first_revision=before.first_revision, revision=before.revision)
        if after != before:
            changed[key] = (before, after)
    return Delta(
        {key: fact for key, fact in desired.items() if key not in current},
        changed,
        {key: fact for key, fact in current.items() if key not in desired},
    )
