"""The root that finds occupations by free text."""

from dataclasses import replace
from functools import partial
from typing import Annotated

import anyio.to_thread
import strawberry

from api.schema.arguments import AsOf, Revision, root
from api.schema.provenance import view
from api.schema.refs import OccupationRef
from api.schema.scope import Info, Scope
from graph.errors import InvalidInput, NotReady
from graph.model.facts import Occupation
from recommender.passages import TextKind
from recommender.resolver import Match

DEFAULT_MATCHES = 10


@view(Match)
class MatchView:
    """An occupation that a text may mean, and what speaks for it."""

    occupation: OccupationRef = strawberry.field(description="The occupation.")
    score: float = strawberry.field(
        description="Ranks the matches of one text; 1 for an exact one. It is no probability."
    )
    exact: bool = strawberry.field(
        description="Whether the text is its code, its name or the name of a trade."
    )
    kind: TextKind = strawberry.field(description="What kind of text of the occupation matched best.")
    text: str = strawberry.field(description="The text that matched best.")
    similarity: float | None = strawberry.field(
        description="Cosine of both texts; null while the model is being loaded."
    )
    writing: float = strawberry.field(
        description="From 0 to 1: how the two compare in writing with the best match."
    )


def in_scope(matches: list[Match], scope: Scope) -> list[Match]:
    """Matches whose occupation stands in the scope, as it stands there."""
    found = ((match, scope.catalogue.find(Occupation, match.occupation.id)) for match in matches)
    return [replace(match, occupation=o) for match, o in found if o is not None and o.stands_on(scope.as_of)]


@strawberry.type
class Resolving:
    """The root that finds occupations by free text."""

    @root(list[MatchView])
    async def resolve_occupation(
        self,
        info: Info,
        *,
        text: Annotated[
            str,
            strawberry.argument(description="A job title, a trade or a description, in Chinese or English."),
        ],
        first: Annotated[
            int, strawberry.argument(description="At most so many, from 1 to 100.")
        ] = DEFAULT_MATCHES,
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> list[Match]:
        """Occupations that a text may mean, likeliest first; texts are those of the newest revision."""
        context = info.context
        if not 1 <= first <= context.limits.page:
            raise InvalidInput(f"'first' must be from 1 to {context.limits.page}, not {first}", field="first")
        scope = await context.scope(info.path.key, as_of, revision)
        if context.resolver is None:
            raise NotReady("free text is not searched yet: its index is being built")
        resolve = partial(context.resolver.resolve, text, first=first)
        return in_scope(await anyio.to_thread.run_sync(resolve, limiter=context.encoders), scope)
