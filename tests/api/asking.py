"""The GraphQL schema over a catalogue, asked directly."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from strawberry.types import ExecutionResult

from api.holder import CatalogueHolder
from api.schema.build import Schema, build_schema
from api.schema.scope import Context
from api.settings import Limits
from graph.catalogue import Catalogue
from graph.gateway import Gateway
from graph.model.history import Revision
from graph.model.snapshot import Snapshot
from graph.store import Store
from graph.target import Target
from recommender.adapter.linear import Adapter
from recommender.text.likeness import Likeness
from recommender.text.passages import passages
from recommender.titles.coding import Coder
from recommender.titles.resolver import Resolver, Semantics
from tests.api.excerpt import shipped
from tests.recommender.embedders import LetterEmbedder

NOWHERE = Target("bolt://127.0.0.1:1", "nobody", "", "none")


@cache
def schema(limits: Limits = Limits()) -> Schema:  # noqa: B008
    """One schema for all tests that ask within the same limits."""
    return build_schema(limits)


@dataclass
class Service:
    """A store, a holder with its catalogue, and the schema over both."""

    store: Store
    holder: CatalogueHolder
    limits: Limits = field(default_factory=Limits)
    resolver: Resolver | None = None
    coder: Coder | None = None
    likeness: Likeness | None = None
    adapter: Adapter | None = None

    async def result(self, query: str, **variables: Any) -> ExecutionResult:
        """Data and errors."""
        context = Context(
            self.store,
            self.holder,
            self.limits,
            resolver=self.resolver,
            coder=self.coder,
            likeness=self.likeness,
            adapter=self.adapter,
        )
        return await schema(self.limits).execute(query, variables, context_value=context)

    async def ask(self, query: str, **variables: Any) -> Any:
        """The data of a query that must not fail."""
        result = await self.result(query, **variables)
        assert not result.errors, [error.message for error in result.errors]
        return result.data

    async def refusal(self, query: str, **variables: Any) -> tuple[str, Mapping[str, Any]]:
        """Message of the only error of a query, and its extensions but for its Chinese words, which every error has."""
        result = await self.result(query, **variables)
        assert result.errors is not None
        assert len(result.errors) == 1, [error.message for error in result.errors]
        return result.errors[0].message, without_words(result.errors[0].extensions)


def without_words(extensions: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """The extensions of an error without what says it in Chinese; fails where that is missing."""
    rest = dict(extensions or {})
    assert rest.pop("reason"), "an error whose sentence has no code"
    assert re.search(r"[\u4e00-\u9fff]", rest.pop("chinese")), "an error that is told in English only"
    return rest


def catalogue_of(snapshot: Snapshot, number: int = 1) -> Catalogue:
    """A catalogue as if `number` had added every fact."""
    revision = Revision(number, datetime(2026, 11, 24, tzinfo=UTC), "test", (), MappingProxyType({}))
    return Catalogue.of(snapshot.stamped(number), revision)


def without_store(catalogue: Catalogue) -> tuple[Service, Gateway]:
    """A service whose store answers nothing: its gateway is closed, and counts every trip that is tried."""
    gateway = Gateway(NOWHERE)
    store = Store(gateway)
    holder = CatalogueHolder(store)
    holder.hold(catalogue)
    return Service(store, holder), gateway


@cache
def shipped_catalogue() -> Catalogue:
    """All shipped tables as revision 1."""
    return catalogue_of(shipped().snapshot)


@cache
def in_writing() -> Resolver:
    """All shipped texts compared in writing only."""
    return Resolver.build(shipped_catalogue())


@cache
def by_letters() -> Resolver:
    """All shipped texts compared in writing and by vectors that know letters alone."""
    texts = [passage.encoded for passage in passages(shipped_catalogue())]
    embedder = LetterEmbedder()
    return Resolver.build(shipped_catalogue(), Semantics(embedder, embedder.encode(texts, kind="passage")))
