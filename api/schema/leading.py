"""Views of the occupations that a major leads to, stated and likely, and the root that asks for them."""

from datetime import date
from functools import partial
from typing import Annotated

import anyio.to_thread
import strawberry

from api.faults import Waiting
from api.prepared import Prepared
from api.schema.arguments import AsOf, First, Revision, checked_first, root
from api.schema.paths import referred
from api.schema.provenance import view
from api.schema.reasons import PartView, ReasonView
from api.schema.refs import MajorRef, OccupationRef
from api.schema.scope import Info
from graph.errors import NotReady
from graph.model.facts import Major, Occupation
from graph.model.terms import Origin
from recommender.adapter.comparing import compare_major
from recommender.adapter.leading import LeadingOccupations, LikelyOccupation, asking_text, leading
from recommender.adapter.linear import Adapter
from recommender.titles.resolver import Resolver

DEFAULT_LIKELY = 10


@view(LikelyOccupation)
class LikelyOccupationView:
    """An occupation that a major may lead to, found by text: to be confirmed by the assessor, no official relation."""

    id: strawberry.ID = strawberry.field(description="Id of the occupation.")
    occupation: OccupationRef | None = referred(
        "occupation", Occupation, "The occupation; null where the catalogue does not hold it."
    )
    score: float = strawberry.field(
        description="Mean cosine of the major's name with its name, definition and tasks: ranks, is no probability."
    )
    parts: list[PartView] = strawberry.field(
        description="The three cosines that the score is the mean of; a part without a value is stood for by the name."
    )
    reasons: list[ReasonView] = strawberry.field(
        description="Why: the nearest text, what links both in the graph, the rule that would count."
    )
    what_would_change_this: list[str] = strawberry.field(
        description="What would make it clearer, or put it in another place; each computed for this item."
    )
    method: str = strawberry.field(
        description="How it was found: the encoder by its digest, and the adapter by its own where one is in use."
    )
    origin: Origin = strawberry.field(description="Who stands behind it: always DERIVED.")


@view(LeadingOccupations)
class LeadingOccupationsView:
    """The occupations that a major leads to."""

    major: MajorRef = strawberry.field(description="The major.")
    stated: list[OccupationRef] = strawberry.field(
        description="Those that the official guide links to it; empty: the guide does not list the major."
    )
    likely: list[LikelyOccupationView] = strawberry.field(
        description="Others by text, likeliest first: to be confirmed by the assessor; likely is no official relation."
    )


@strawberry.type
class Leading:
    """The root that asks what a major leads to."""

    @root(LeadingOccupationsView)
    async def occupations_of_major(
        self,
        info: Info,
        *,
        major: Annotated[strawberry.ID, strawberry.argument(description="Id of the major.")],
        first: First = DEFAULT_LIKELY,
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> LeadingOccupations:
        """Occupations that the official guide links to a major, and others that are likely by text.

        What is likely is to be confirmed by the assessor: it is no official relation. Texts are those of the newest revision.
        """
        asked = info.context
        checked_first(first, asked.limits.page)
        scope = await asked.scope(info.path.key, as_of, revision)
        found = scope.get(Major, major, "major")
        ask = partial(
            _found,
            found,
            asked.resolver,
            asked.prepared(scope.catalogue),
            adapter=asked.adapter,
            as_of=scope.as_of,
            first=first,
        )
        return await anyio.to_thread.run_sync(ask, limiter=asked.encoders)


def _found(
    major: Major,
    resolver: Resolver | None,
    prepared: Prepared,
    *,
    adapter: Adapter | None,
    as_of: date,
    first: int,
) -> LeadingOccupations:
    """Raises NotReady while there are no vectors. They are of the newest revision, the rest of that of the scope."""
    if resolver is None or resolver.semantics is None:
        raise NotReady(Waiting.MAJORS_LOADING())
    embedder, text = resolver.semantics.embedder, asking_text(major)
    (vector,) = embedder.encode([text], kind="query")
    compared = compare_major(
        text,
        vector,
        prepared.fields(resolver),
        resolver.occupations,
        adapter=adapter,
        encoder=embedder.digest,
    )
    return leading(major, compared, prepared.planner, as_of=as_of, first=first)
