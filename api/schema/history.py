"""Roots about the catalogue itself: what it holds, and why it says what it says."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import strawberry

from api.faults import RequestFault
from api.schema.arguments import AsOf, root
from api.schema.arguments import Revision as RevisionArgument
from api.schema.provenance import FactView, SourceView, computed, view
from api.schema.scope import Info, Scope, scope_of
from graph.catalogue import Catalogue
from graph.errors import NotFound
from graph.model.facts import Published, Source
from graph.model.history import Action, Change, Revision
from graph.model.links import Link, RelType
from graph.model.schema import LABELS


@dataclass(frozen=True, slots=True)
class Count:
    """How many facts there are of a label or relationship type."""

    label: str
    count: int


@view(Count)
class CountView:
    """How many facts there are of one kind."""

    label: str = strawberry.field(description="The label or relationship type.")
    count: int = strawberry.field(description="How many facts.")


def _counted(root: strawberry.Parent[Revision]) -> list[Count]:
    return [Count(label, count) for label, count in sorted(root.counts.items())]


@view(Revision)
class RevisionView:
    """One ingest: a state of what is known."""

    number: int = strawberry.field(description="Its number, from 1.")
    at: datetime = strawberry.field(description="When it was made (UTC).")
    who: str = strawberry.field(description="Who ran it.")
    counts: list[CountView] = computed(_counted, "What it did, such as 'new Occupation'.")


async def _revisions(root: strawberry.Parent[Catalogue], info: Info) -> list[Revision]:
    return await info.context.store.revisions()


def _facts(root: strawberry.Parent[Catalogue], info: Info) -> list[Count]:
    counts = (Count(cls.__name__, len(scope_of(info).all(cls))) for cls in LABELS.values())
    return sorted((count for count in counts if count.count), key=lambda count: count.label)


def _links(root: strawberry.Parent[Catalogue], info: Info) -> list[Count]:
    day = scope_of(info).as_of
    standing = Counter(link.type for link in root.snapshot.links.values() if link.stands_on(day))
    return [Count(kind.value, count) for kind, count in sorted(standing.items())]


def _sources(root: strawberry.Parent[Catalogue], info: Info) -> list[Source]:
    return scope_of(info).all(Source)


@view(Catalogue)
class CatalogueView:
    """The published facts of one revision."""

    revision: RevisionView = strawberry.field(description="The revision it is of.")
    counts: list[CountView] = computed(_facts, "Facts by label.")
    relationships: list[CountView] = computed(_links, "Relationships by type.")
    sources: list[SourceView] = computed(_sources, "All documents and tables that facts come from.")
    revisions: list[RevisionView] = computed(_revisions, "Every revision, oldest first; read from the store.")


@dataclass(frozen=True, slots=True)
class Why:
    """What is known about a fact as it stands: None where it no longer does."""

    id: str
    entity: Published | None


async def _changes(root: strawberry.Parent[Why], info: Info) -> list[Change]:
    return await changes_until(scope_of(info), info, root.id)


def _stated_by(root: strawberry.Parent[Why], info: Info) -> list[Source]:
    return sources_of(scope_of(info), root.entity) if root.entity else []


def _before(root: strawberry.Parent[Change]) -> str:
    return json.dumps(dict(root.before), ensure_ascii=False, sort_keys=True)


@view(Change)
class ChangeView:
    """What a revision did to a fact that stood before it."""

    revision: int = strawberry.field(description="The revision.")
    action: Action = strawberry.field(description="What it did.")
    label: str = strawberry.field(description="Label or relationship type of the fact.")
    entity: str = strawberry.field(
        description="The fact: its id, or the text that identifies a relationship."
    )
    before: str = computed(_before, "The fact as it stood before, as JSON.")


@view(Why)
class WhyView:
    """Why the catalogue says what it says of a fact."""

    id: strawberry.ID = strawberry.field(description="Id of the fact.")
    entity: FactView | None = strawberry.field(
        description="The fact as it stands; null where it was closed or does not hold on the day."
    )
    sources: list[SourceView] = computed(
        _stated_by, "Sources of the fact and of its relationships, the fact's own first."
    )
    changes: list[ChangeView] = computed(
        _changes, "What later revisions changed of it, oldest first; read from the store."
    )


async def changes_until(scope: Scope, info: Info, entity: str) -> list[Change]:
    """Changes of a fact up to the revision of the scope, oldest first."""
    number = scope.catalogue.revision.number
    return [change for change in await info.context.store.changes(entity) if change.revision <= number]


def sources_of(scope: Scope, entity: Published) -> list[Source]:
    """Sources of a fact and of its relationships, each once."""
    links: Sequence[Link] = [
        link
        for kind in RelType
        for link in (*scope.catalogue.links(entity.id, kind), *scope.catalogue.backlinks(entity.id, kind))
    ]
    found = (scope.catalogue.source(fact) for fact in (entity, *links))
    return list({source.id: source for source in found if source is not None}.values())


def entity_on(scope: Scope, node_id: str) -> Published | None:
    """The node with this id where it stands on the day."""
    found = scope.catalogue.find(Published, node_id)
    return found if found is not None and found.stands_on(scope.as_of) else None


@strawberry.type
class History:
    """Roots about the catalogue itself."""

    @root(CatalogueView)
    async def catalogue(
        self, info: Info, *, as_of: AsOf = None, revision: RevisionArgument = None
    ) -> Catalogue:
        """What is published: the revision, facts by kind, and their sources."""
        return (await info.context.scope(info.path.key, as_of, revision)).catalogue

    @root(WhyView)
    async def why(
        self,
        info: Info,
        *,
        id: Annotated[strawberry.ID, strawberry.argument(description="Id of any fact.")],
        as_of: AsOf = None,
        revision: RevisionArgument = None,
    ) -> Why:
        """Why the catalogue says what it says of a fact: its sources, and what later revisions changed of it."""
        scope = await info.context.scope(info.path.key, as_of, revision)
        entity = entity_on(scope, id)
        if entity is None and not await changes_until(scope, info, id):
            said = RequestFault.NOTHING_KNOWN(id=id, revision=scope.catalogue.revision.number)
            raise NotFound(said, field="id")
        return Why(id, entity)
