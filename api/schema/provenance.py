"""What every published fact shows: its id, where it comes from, and the relationships it stands in.

A view declares fields only; the objects that resolvers return are those of `graph.model`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Generic, TypeVar

import strawberry

from api.schema.refs import SourceRef
from api.schema.scope import Info, Scope, scope_of
from graph.model import facts
from graph.model.facts import Provenance, Published, Source
from graph.model.links import Link, RelType
from graph.model.terms import Origin
from ingest.naming import locator_in_chinese, method_in_chinese

VIEWS: dict[type[Any], type[Any]] = {}
View = TypeVar("View", bound=type[Any])
Node = TypeVar("Node", bound=Published)


def view(domain: type[Any]) -> Callable[[View], View]:
    """Declares the GraphQL view of a domain class; it takes its name, and the docstring is the schema's text."""

    def declare(cls: View) -> View:
        cls.is_type_of = classmethod(lambda _cls, value, _info: type(value) is domain)  # type: ignore[attr-defined]
        VIEWS[domain] = cls
        return strawberry.type(cls, name=domain.__name__, description=text_of(cls))

    return declare


def text_of(cls: type[Any]) -> str:
    """The docstring of a view, on one line."""
    return " ".join((cls.__doc__ or "").split())


def computed(resolver: Callable[..., object], description: str) -> Any:
    """A field that a function answers, given `root` and `info` where it asks for them."""
    return strawberry.field(resolver=resolver, description=description)


def targets(relation: RelType, cls: type[Node], description: str) -> Any:
    """A field: nodes of a class that this one points at."""

    def resolve(root: strawberry.Parent[Published], info: Info) -> list[Node]:
        return scope_of(info).targets(root.id, relation, cls)

    return computed(resolve, description)


def origins(relation: RelType, cls: type[Node], description: str) -> Any:
    """A field: nodes of a class that point at this one."""

    def resolve(root: strawberry.Parent[Published], info: Info) -> list[Node]:
        return scope_of(info).origins(root.id, relation, cls)

    return computed(resolve, description)


def target(relation: RelType, cls: type[Node], description: str) -> Any:
    """A field: the one node of a class that this one points at; null where there is none."""

    def resolve(root: strawberry.Parent[Published], info: Info) -> Node | None:
        return next(iter(scope_of(info).targets(root.id, relation, cls)), None)

    return computed(resolve, description)


def origin(relation: RelType, cls: type[Node], description: str) -> Any:
    """A field: the one node of a class that points at this one; null where there is none."""

    def resolve(root: strawberry.Parent[Published], info: Info) -> Node | None:
        return next(iter(scope_of(info).origins(root.id, relation, cls)), None)

    return computed(resolve, description)


@dataclass(frozen=True, slots=True)
class Joined(Generic[Node]):
    """A fact together with the relationship that leads to it, where that says something of its own."""

    node: Node
    link: Link


def joined(scope: Scope, start: str, relation: RelType, cls: type[Node]) -> list[Joined[Node]]:
    """Nodes of a class that a node points at, each with its relationship."""
    found = ((scope.catalogue.find(cls, link.end), link) for link in scope.links(start, relation))
    return [Joined(node, link) for node, link in found if node is not None and node.stands_on(scope.as_of)]


def node_of(root: strawberry.Parent[Joined[Published]]) -> Published:
    """The fact itself."""
    return root.node


def link_of(root: strawberry.Parent[Joined[Published]]) -> Link:
    """The relationship, as a fact with provenance."""
    return root.link


def _source(root: strawberry.Parent[Provenance], info: Info) -> Source | None:
    return scope_of(info).catalogue.find(Source, root.source)


def _itself(root: strawberry.Parent[Provenance]) -> Provenance:
    return root


def _locator_chinese(root: strawberry.Parent[Provenance]) -> str:
    return locator_in_chinese(root.locator)


def _method_chinese(root: strawberry.Parent[Provenance]) -> str | None:
    return root.method and (method_in_chinese(root.method) or root.method)


@strawberry.type(name="Provenance", description="Where a fact comes from and since when it stands.")
class ProvenanceView:
    """Where a fact comes from and since when it stands."""

    source: SourceRef | None = computed(
        _source, "The document or table that states the fact; null where the catalogue does not hold it."
    )
    locator: str = strawberry.field(description="The place in the source: table and row.")
    locator_chinese: str = computed(_locator_chinese, "The place in Chinese.")
    origin: Origin = strawberry.field(description="Who stands behind the fact.")
    method: str | None = strawberry.field(
        description="How the fact was derived; null where it was not derived."
    )
    method_chinese: str | None = computed(
        _method_chinese, "How the fact was derived, in Chinese; null where it was not derived."
    )
    confidence: float | None = strawberry.field(
        description="Confidence from 0 to 1 of a derived fact; null: no source states it."
    )
    valid_from: date | None = strawberry.field(
        description="First day on which the fact holds; null: no source states it."
    )
    valid_to: date | None = strawberry.field(
        description="Last day on which the fact holds; null: no source states it."
    )
    first_revision: int = strawberry.field(description="The revision that added the fact.")
    revision: int = strawberry.field(description="The revision that last changed the fact.")


def _start(root: strawberry.Parent[Link], info: Info) -> Published:
    return scope_of(info).catalogue.entity(root.start)


def _end(root: strawberry.Parent[Link], info: Info) -> Published:
    return scope_of(info).catalogue.entity(root.end)


@strawberry.type(name="Relationship", description="A relationship between two facts, itself a fact.")
class RelationshipView:
    """A relationship between two facts, itself a fact."""

    type: RelType = strawberry.field(description="What it says.")
    start: "FactView" = computed(_start, "The fact it leaves.")
    end: "FactView" = computed(_end, "The fact it enters.")
    part: str = strawberry.field(
        description="Tells relationships of one type between the same two facts apart; often empty."
    )
    weight: float | None = strawberry.field(
        description="Percent, of a module in a standard; null: no source states it."
    )
    hours: float | None = strawberry.field(
        description="Hours of training that a package gives a module; null: no source states them."
    )
    order: int | None = strawberry.field(description="Position among its like; null where there is no order.")
    kind: str | None = strawberry.field(description="What kind of its type; null where there are no kinds.")
    provenance: ProvenanceView = computed(
        _itself, "Where the relationship comes from and since when it stands."
    )


def _relationships(
    root: strawberry.Parent[Published],
    info: Info,
    type: Annotated[
        RelType | None, strawberry.argument(description="Only this type; all where left out.")
    ] = None,
) -> list[Link]:
    scope = scope_of(info)
    wanted = [type] if type else list(RelType)
    leaving = [link for kind in wanted for link in scope.links(root.id, kind)]
    return leaving + [link for kind in wanted for link in scope.backlinks(root.id, kind)]


@strawberry.interface(name="Fact", description="A published fact of the graph.")
class FactView:
    """A published fact of the graph."""

    id: strawberry.ID = strawberry.field(
        description="Its readable, stable id: kind:code[@edition][/part...]; never reused."
    )
    provenance: ProvenanceView = computed(_itself, "Where the fact comes from and since when it stands.")

    relationships: list[RelationshipView] = computed(
        _relationships,
        "The relationships of this fact, those that leave it first, each with its own provenance.",
    )

    @classmethod
    def resolve_type(cls, value: Published, *_: object) -> str:
        """The GraphQL type of a fact: its label."""
        return type(value).__name__


def _title_chinese(root: strawberry.Parent[Source]) -> str:
    return root.title_chinese or root.title


def _publisher_chinese(root: strawberry.Parent[Source]) -> str:
    return root.publisher_chinese or root.publisher


def _note_chinese(root: strawberry.Parent[Source]) -> str | None:
    return root.note_chinese or root.note


@view(facts.Source)
class SourceView(FactView):
    """A document or table that facts come from."""

    title: str = strawberry.field(description="Title of the document or table.")
    title_chinese: str = computed(_title_chinese, "The title in Chinese.")
    publisher: str = strawberry.field(description="Who published it.")
    publisher_chinese: str = computed(_publisher_chinese, "Who published it, in Chinese.")
    digest: str = strawberry.field(description="The sha256 of the raw file.")
    dated: date | None = strawberry.field(
        description="Date of the document itself; null: no source states it."
    )
    note: str | None = strawberry.field(
        description="How far the source is to be trusted; null: nothing noted."
    )
    note_chinese: str | None = computed(
        _note_chinese, "How far the source is to be trusted, in Chinese; null: nothing noted."
    )
