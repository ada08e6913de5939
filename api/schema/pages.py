"""Relay pages over a list that stands still: the facts of one revision on one day."""

import base64
import binascii
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

import strawberry

from api.faults import RequestFault
from api.schema.arguments import checked_first
from graph.errors import InvalidInput
from graph.model.facts import Published
from graph.model.ids import fold

Node = TypeVar("Node", bound=Published)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: the revision and day it was cut on, a digest of the question, and how many came before."""

    revision: int
    as_of: date
    question: str
    position: int

    def __str__(self) -> str:
        plain = f"{self.revision} {self.as_of} {self.question} {self.position}"
        return base64.urlsafe_b64encode(plain.encode()).decode()


def read_cursor(text: str) -> Cursor:
    """The cursor that `str(Cursor)` wrote; raises InvalidInput for any other text."""
    try:
        revision, as_of, question, position = base64.b64decode(text, b"-_", validate=True).decode().split(" ")
        cursor = Cursor(int(revision), date.fromisoformat(as_of), question, int(position))
    except (binascii.Error, ValueError):
        raise InvalidInput(RequestFault.CURSOR_FOREIGN(), field="after") from None
    if str(cursor) != text or cursor.position < 1:
        raise InvalidInput(RequestFault.CURSOR_FOREIGN(), field="after")
    return cursor


def question_of(*parts: object) -> str:
    """A digest of what a list was asked for."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Slice:
    """Which part of a list is asked for: at most `first` facts after the cursor `after`."""

    first: int
    after: Cursor | None

    @property
    def start(self) -> int:
        return self.after.position if self.after else 0

    def check(self, revision: int, as_of: date, question: str) -> None:
        """Raises InvalidInput for a cursor of another revision, day or question."""
        if self.after is None:
            return
        if self.after.revision != revision:
            raise InvalidInput(
                RequestFault.CURSOR_OUTDATED(cursor=self.after.revision, revision=revision),
                field="after",
            )
        if (self.after.as_of, self.after.question) != (as_of, question):
            raise InvalidInput(RequestFault.CURSOR_FOREIGN(), field="after")


def slice_of(first: int, after: str | None, *, most: int) -> Slice:
    """Checked paging arguments; raises InvalidInput naming the one that is wrong."""
    return Slice(checked_first(first, most), read_cursor(after) if after is not None else None)


@dataclass(frozen=True, slots=True)
class Edge(Generic[T]):
    """A fact in a list, and the cursor of its place."""

    node: T
    cursor: str


@dataclass(frozen=True, slots=True)
class PageInfo:
    """Where a page lies in its list."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Part of a list."""

    edges: list[Edge[T]]
    page_info: PageInfo
    total_count: int


def cut(nodes: Sequence[T], part: Slice, revision: int, as_of: date, question: str) -> Page[T]:
    """The asked part of `nodes`; raises InvalidInput where its cursor belongs to another list."""
    part.check(revision, as_of, question)
    chosen = nodes[part.start : part.start + part.first]
    edges = [
        Edge(node, str(Cursor(revision, as_of, question, place)))
        for place, node in enumerate(chosen, start=part.start + 1)
    ]
    info = PageInfo(
        has_next_page=part.start + len(chosen) < len(nodes),
        has_previous_page=part.start > 0,
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
    return Page(edges, info, len(nodes))


def ranked(nodes: list[Node], search: str | None, texts: Mapping[str, tuple[str, ...]]) -> list[Node]:
    """Nodes that have `search` in one of their `texts` (by id): equal ones first, then beginnings, then the others.

    Letter case and full-width forms do not matter. Without `search` all nodes, as they come.
    """
    wanted = fold(search or "").casefold()
    if not wanted:
        return nodes
    found = [
        (min(_rank(text, wanted) for text in texts[n.id]), n) for n in nodes if _has(texts[n.id], wanted)
    ]
    return [node for _, node in sorted(found, key=lambda pair: pair[0])]


def _has(texts: tuple[str, ...], wanted: str) -> bool:
    return any(wanted in text for text in texts)


_NOWHERE = 3


def _rank(text: str, wanted: str) -> int:
    place = text.find(wanted)
    if place < 0:
        return _NOWHERE
    if place > 0:
        return 2
    return 1 if len(text) > len(wanted) else 0


@strawberry.type(name="PageInfo", description="Where a page lies in its list (Relay).")
class PageInfoView:
    """Where a page lies in its list."""

    has_next_page: bool = strawberry.field(description="Whether more follows.")
    has_previous_page: bool = strawberry.field(description="Whether something comes before.")
    start_cursor: str | None = strawberry.field(
        description="Cursor of the first fact; null for an empty page."
    )
    end_cursor: str | None = strawberry.field(
        description="Cursor of the last fact, for 'after' of the next page; null for an empty page."
    )


@strawberry.type(name="Edge", description="A fact in a list, and the cursor of its place (Relay).")
class EdgeView(Generic[T]):
    """A fact in a list, and the cursor of its place."""

    node: T = strawberry.field(description="The fact.")
    cursor: str = strawberry.field(
        description="Its place; valid in this revision and for this question only."
    )


@strawberry.type(name="Connection", description="Part of a list (Relay).")
class ConnectionView(Generic[T]):
    """Part of a list."""

    edges: list[EdgeView[T]] = strawberry.field(description="The facts of this page with their cursors.")
    page_info: PageInfoView = strawberry.field(description="Where this page lies in the list.")
    total_count: int = strawberry.field(description="How many facts the whole list has.")
