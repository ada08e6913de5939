"""Views of what a text means, and the root that finds occupations by free text."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated

import anyio.to_thread
import strawberry

from api.faults import RequestFault, Waiting
from api.schema.arguments import AsOf, Revision, checked_first, root
from api.schema.provenance import view
from api.schema.reasons import PartView, ReasonView
from api.schema.refs import GroupRef, OccupationRef
from api.schema.scope import Info, Scope
from graph.errors import InvalidInput, NotReady
from graph.model.facts import Occupation
from recommender.text.passages import TextKind
from recommender.titles.coding import Coder, Coding, Offered, TextType
from recommender.titles.resolver import LONGEST_TEXT
from recommender.titles.suggestions import Suggestion, suggestions, why

DEFAULT_MATCHES = 10


@dataclass(frozen=True, slots=True)
class Removed:
    """Words taken out of a title, and the rule that did: reference, employer, pay, benefit, opening, place."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a text is taken to mean, with everything that the answer depends on."""

    text: str
    read_as: str
    removed: tuple[Removed, ...]
    type: TextType
    abstained: bool
    why: str
    likeliest: str | None
    probability: float | None
    matches: tuple[Suggestion, ...]
    offered: Offered | None
    threshold: float | None
    risk: float | None
    encoder: str | None
    experience: str | None


@view(Removed)
class RemovedView:
    """Words of an advertisement that were taken out of a title."""

    rule: str = strawberry.field(description="reference, employer, pay, benefit, opening or place.")
    text: str = strawberry.field(description="The words.")


@view(Offered)
class OfferedView:
    """A group that a title belongs to, where no single occupation is sure enough."""

    group: GroupRef = strawberry.field(description="A 小类, otherwise a 中类, otherwise a 大类.")
    probability: float = strawberry.field(description="Summed over everything in the group.")


@view(Suggestion)
class SuggestionView:
    """An occupation that a text may mean, and why."""

    id: strawberry.ID = strawberry.field(description="Its id.")
    occupation: OccupationRef = strawberry.field(description="The occupation.")
    score: float = strawberry.field(
        description="Ranks the matches of one text: the probability where one is known, 1 for an exact match."
    )
    probability: float | None = strawberry.field(
        description="That a coder would give it, calibrated; null: none is known for such a text."
    )
    exact: bool = strawberry.field(
        description="Whether the text is its code, its name, the name of a trade or an English name."
    )
    kind: TextKind = strawberry.field(description="What kind of text of the occupation matched best.")
    text: str = strawberry.field(description="The text that matched best.")
    similarity: float | None = strawberry.field(
        description="Cosine of both texts; null while the model is being loaded."
    )
    writing: float = strawberry.field(
        description="From 0 to 1: how it compares in writing with the best one."
    )
    parts: list[PartView] = strawberry.field(description="Parts of the score; empty, as it is not a sum.")
    reasons: list[ReasonView] = strawberry.field(description="Why.")
    what_would_change_this: list[str] = strawberry.field(description="What would make it clearer.")


@view(Resolution)
class ResolutionView:
    """What a text is taken to mean. The answer is the first match, unless it abstained."""

    text: str = strawberry.field(description="The text as asked.")
    read_as: str = strawberry.field(description="The text without what an advertisement adds.")
    removed: list[RemovedView] = strawberry.field(description="What was taken out.")
    type: TextType = strawberry.field(description="What kind of text it is.")
    abstained: bool = strawberry.field(
        description="No occupation is put forward, as none is sure enough; matches are candidates."
    )
    why: str = strawberry.field(description="The answer, or why there is none, in one line.")
    likeliest: str | None = strawberry.field(
        description="Code of the likeliest occupation or group, eight digits; null: nothing matches."
    )
    probability: float | None = strawberry.field(
        description="Of `likeliest`, calibrated; null: none is known for such a text."
    )
    matches: list[SuggestionView] = strawberry.field(description="Occupations, likeliest first.")
    offered: OfferedView | None = strawberry.field(
        description="The group that is sure enough where it abstained; null: none is, or none is needed."
    )
    threshold: float | None = strawberry.field(
        description="Below this probability it abstains; null: no probabilities are known."
    )
    risk: float | None = strawberry.field(
        description="Share of answers above the threshold that may be wrong; null: no probabilities are known."
    )
    encoder: str | None = strawberry.field(
        description="Digest of the sentence encoder; null while it is being loaded."
    )
    experience: str | None = strawberry.field(
        description="Digest of what was learned from coded titles, calibration included; null: not in use."
    )


def resolution(coder: Coder, found: Coding, scope: Scope) -> Resolution:
    """A coding as it stands in the scope: occupations that the scope does not know are left out."""
    learned = coder.learned.experience if coder.learned else None
    semantics = coder.resolver.semantics
    return Resolution(
        text=found.text,
        read_as=found.cleaned.text,
        removed=tuple(Removed(rule, text) for rule, text in found.cleaned.removed),
        type=found.type,
        abstained=found.abstained,
        why=why(found),
        likeliest=found.likeliest,
        probability=found.probability,
        matches=tuple(_in_scope(suggestions(found), scope)),
        offered=found.offered,
        threshold=learned.calibration.threshold if learned else None,
        risk=learned.calibration.risk if learned else None,
        encoder=semantics.embedder.digest if semantics else None,
        experience=learned.digest if learned else None,
    )


def _in_scope(matches: Iterable[Suggestion], scope: Scope) -> Iterable[Suggestion]:
    """Matches whose occupation stands in the scope, as it stands there."""
    for match in matches:
        occupation = scope.catalogue.find(Occupation, match.occupation.id)
        if occupation is not None and occupation.stands_on(scope.as_of):
            yield replace(match, occupation=occupation)


@strawberry.type
class Resolving:
    """The root that finds occupations by free text."""

    @root(ResolutionView)
    async def resolve_occupation(
        self,
        info: Info,
        *,
        text: Annotated[
            str,
            strawberry.argument(
                description="A job title as advertised or as said, a trade, a description; in Chinese or English."
            ),
        ],
        context: Annotated[
            str | None,
            strawberry.argument(
                description="Words on the industry or the employer: compared along with the text."
            ),
        ] = None,
        first: Annotated[
            int, strawberry.argument(description="At most so many matches, from 1 to 100.")
        ] = DEFAULT_MATCHES,
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> Resolution:
        """Occupations that a text may mean, likeliest first, with probabilities where they are known.

        Where none is sure enough a group, or nothing, is put forward instead. Texts are those of the newest revision.
        """
        asked = info.context
        checked_first(first, asked.limits.page)
        if context is not None and len(context) > LONGEST_TEXT:
            raise InvalidInput(RequestFault.CONTEXT_TOO_LONG(most=LONGEST_TEXT), field="context")
        scope = await asked.scope(info.path.key, as_of, revision)
        if asked.coder is None:
            raise NotReady(Waiting.TEXT_INDEXING())
        code = partial(asked.coder.code, text, context=context, first=first)
        found = await anyio.to_thread.run_sync(code, limiter=asked.encoders)
        return resolution(asked.coder, found, scope)
