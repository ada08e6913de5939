"""A difference as statements and rows: what one revision's transaction runs, in order."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from graph.model.codec import encode
from graph.model.difference import Difference
from graph.model.history import changes_of
from graph.model.ids import Kind, kind_of
from graph.model.links import Link
from graph.statements import (
    Ends,
    create_links,
    create_nodes,
    delete_links,
    delete_nodes,
    merge_links,
    merge_nodes,
    named,
)

BATCH_ROWS = 5_000
Row = dict[str, Any]
Batch = tuple[str, list[Row]]
Item = TypeVar("Item")


def batches_of(difference: Difference, revision: int) -> list[Batch]:
    """All that `revision` writes, in batches of at most BATCH_ROWS rows of one statement.

    Relationships go before the nodes they hang on, and come after the nodes they join; the record of what was
    changed comes last. What is new is created, not merged: the transaction checks first that the store is still
    at the revision that lacks it.
    """
    rows: dict[str, list[Row]] = {}
    for statement, row in _operations(difference, revision):
        rows.setdefault(statement, []).append(row)
    return [(statement, chunk) for statement, every in rows.items() for chunk in chunks(every, BATCH_ROWS)]


def chunks(items: Sequence[Item], size: int) -> Iterator[list[Item]]:
    """`items` in order, `size` at a time."""
    for start in range(0, len(items), size):
        yield list(items[start : start + size])


def _operations(difference: Difference, revision: int) -> Iterator[tuple[str, Row]]:
    nodes, links = difference.nodes, difference.links
    for link in links.closed.values():
        yield delete_links(link.type, _ends(link)), {"start": link.start, "end": link.end, "part": link.part}
    for node in nodes.new.values():
        yield create_nodes(type(node)), encode(replace(node, first_revision=revision, revision=revision))
    for _, node in nodes.changed.values():
        yield merge_nodes(type(node)), encode(replace(node, revision=revision))
    for link in links.new.values():
        yield (
            create_links(link.type, _ends(link)),
            encode(replace(link, first_revision=revision, revision=revision)),
        )
    for _, link in links.changed.values():
        yield merge_links(link.type, _ends(link)), encode(replace(link, revision=revision))
    for node in nodes.closed.values():
        yield delete_nodes(type(node)), {"id": node.id}
    yield from _records(difference, revision)


def _records(difference: Difference, revision: int) -> Iterator[tuple[str, Row]]:
    statement = named("write/create_changes")
    for number, change in enumerate(changes_of(difference, revision), start=1):
        yield (
            statement,
            {
                "id": f"{Kind.CHANGE}:{revision}/{number}",
                "revision": revision,
                "entity": change.entity,
                "label": change.label,
                "action": change.action.value,
                "before": json.dumps(change.before, ensure_ascii=False),
            },
        )


def _ends(link: Link) -> Ends:
    return kind_of(link.start), kind_of(link.end)
