"""Revisions and the way back: what each ingest did, and how a snapshot returns to an earlier one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from graph.model.codec import decode, encode
from graph.model.difference import Difference, name
from graph.model.facts import Published
from graph.model.links import Link, LinkKey, RelType
from graph.model.schema import LABELS
from graph.model.snapshot import Snapshot

_CLASSES: dict[str, type[Published]] = {cls.__name__: cls for cls in LABELS.values()}


class Action(StrEnum):
    """What a revision did to a fact that stood before it."""

    CHANGED = "CHANGED"
    CLOSED = "CLOSED"


@dataclass(frozen=True, slots=True)
class Revision:
    """One ingest: its number, time (UTC), who ran it, the ids of its sources, and what it did by count.

    `inputs` is a digest of all that was read, so that the same ingest need not be compared again.
    """

    number: int
    at: datetime
    who: str
    sources: tuple[str, ...]
    counts: Mapping[str, int]
    inputs: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that a revision changed or closed, with its properties as they stood before.

    `entity` is a node's id or the text of a LinkKey; `label` a label or a relationship type. Facts that a
    revision added need no Change: their `first_revision` tells.
    """

    revision: int
    entity: str
    label: str
    action: Action
    before: Mapping[str, Any]


def changes_of(difference: Difference, revision: int) -> list[Change]:
    """What must be recorded so that `revision` can be undone."""
    changes: list[Change] = []
    for delta in (difference.nodes, difference.links):
        changes += [
            Change(revision, str(key), name(before), Action.CHANGED, encode(before))
            for key, (before, _) in delta.changed.items()
        ]
        changes += [
            Change(revision, str(key), name(fact), Action.CLOSED, encode(fact))
            for key, fact in delta.closed.items()
        ]
    return sorted(changes, key=lambda change: (change.label, change.entity))


def rewind(snapshot: Snapshot, changes: Iterable[Change], revision: int) -> Snapshot:
    """The snapshot of an earlier revision: every later change undone, every later fact left out."""
    nodes: dict[str, Published] = dict(snapshot.nodes)
    links: dict[LinkKey, Link] = dict(snapshot.links)
    for change in sorted(changes, key=lambda change: -change.revision):
        if change.revision <= revision:
            continue
        if change.label in set(RelType):
            link = decode(Link, change.before)
            links[link.key] = link
        else:
            nodes[change.entity] = decode(_CLASSES[change.label], change.before)
    return Snapshot(
        MappingProxyType({key: node for key, node in nodes.items() if node.first_revision <= revision}),
        MappingProxyType({key: link for key, link in links.items() if link.first_revision <= revision}),
    )
