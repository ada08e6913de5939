"""Views of judgements and of what should be judged first, the roots that ask for them, and the mutation that judges."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated

import anyio.to_thread
import strawberry

from api.faults import AccessFault
from api.limits import DEFAULT_PAGE
from api.schema.arguments import After, AsOf, First, Revision, root
from api.schema.pages import ConnectionView, Page, cut, question_of, slice_of
from api.schema.provenance import view
from api.schema.refs import ModuleRef, OccupationRef
from api.schema.scope import Info
from api.schema.ways import referred
from graph.errors import Forbidden
from graph.model import facts
from graph.model.judgements import Decision, Judgement
from recommender.curation.judging import Statement, submission
from recommender.curation.queue import Candidate, MatchKind


@view(Judgement)
class JudgementView:
    """What a developer says of a derived match. It is no fact of the catalogue and belongs to no revision."""

    number: int = strawberry.field(description="Its number among all judgements, from 1.")
    start: str = strawberry.field(
        description="Id of the task, course, major or module, or text:DIGEST of a sentence."
    )
    start_text: str = strawberry.field(description="Its text when it was judged.")
    end: str = strawberry.field(description="Id of what it was matched with.")
    end_text: str = strawberry.field(description="Its text when it was judged.")
    decision: Decision = strawberry.field(description="Accepted, rejected or re-mapped.")
    target: str | None = strawberry.field(
        description="Id of the new end of a match that is re-mapped; null for any other."
    )
    target_text: str | None = strawberry.field(description="Its text; null where there is no new end.")
    beside: list[str] = strawberry.field(
        description="The other tasks of the occupation, where the start is a sentence and they were stated."
    )
    who: str = strawberry.field(description="Who judged, as stated; the service does not check names.")
    why: str = strawberry.field(description="The reason given.")
    at: datetime = strawberry.field(description="When it was stored (UTC).")


@view(Candidate)
class CandidateView:
    """A derived match to look at: the more rests on it and the less certain it is, the sooner."""

    kind: MatchKind = strawberry.field(description="What it joins.")
    start: str = strawberry.field(description="Id of the task or course.")
    start_text: str = strawberry.field(description="Its text.")
    end: str = strawberry.field(description="Id of the module.")
    end_text: str = strawberry.field(description="Its name.")
    module: ModuleRef | None = referred(
        "end", facts.Module, "The module itself; null where the catalogue does not hold it."
    )
    occupation: OccupationRef | None = referred(
        "occupation", facts.Occupation, "Occupation of the module; null where the catalogue does not hold it."
    )
    score: float = strawberry.field(description="How alike both are.")
    threshold: float = strawberry.field(description="The score that decides.")
    use: int = strawberry.field(description="What rests on it: offers behind it, and one for its occupation.")
    uncertainty: float = strawberry.field(description="1 at the threshold, 0 at 0.15 away from it.")
    priority: float = strawberry.field(description="Use times uncertainty; the queue is ordered by it.")
    seen: int = strawberry.field(
        description="Number of the latest judgement on it, for 'seen' of curateMatch; 0: none."
    )
    judged: str | None = strawberry.field(description="What that says; null: nobody judged it.")


@strawberry.input(description="Which matches: all that is given must hold.")
class CurationFilter:
    """Which matches."""

    kind: MatchKind | None = strawberry.field(default=None, description="Joining this.")
    occupation: str | None = strawberry.field(
        default=None, description="Of modules of this occupation: id, code or exact name."
    )
    judged: bool | None = strawberry.field(
        default=False, description="Judged already, or not yet; null for both."
    )


@strawberry.input(description="A judgement on a derived match.")
class CurationInput:
    """A judgement on a derived match."""

    start: strawberry.ID = strawberry.field(
        description="Id of the task, course, major or module, or text:DIGEST."
    )
    end: strawberry.ID = strawberry.field(description="Id of what it was matched with.")
    decision: Decision = strawberry.field(description="What is said of the match.")
    who: str = strawberry.field(description="Who judges, 1 to 100 characters.")
    why: str = strawberry.field(description="The reason, 1 to 1000 characters.")
    target: strawberry.ID | None = strawberry.field(
        default=None, description="The new end, for REMAPPED and nothing else."
    )
    seen: int = strawberry.field(
        default=0,
        description="Number of the newest judgement that was read, such as that of an answer's envelope; 0 for none.",
    )
    start_text: str | None = strawberry.field(
        default=None, description="The sentence itself, where the start is text:DIGEST."
    )
    beside: list[str] = strawberry.field(
        default_factory=list,
        description="The other tasks of the occupation, where the start is text:DIGEST: with them the judgement counts when the desk's probabilities are fitted.",
    )
    all_levels: bool = strawberry.field(
        default=False,
        description="Whether it counts for the function that the module is at every level: one judgement each, all stored or none.",
    )


@strawberry.type
class Curation:
    """Roots about judgements."""

    @root(ConnectionView[CandidateView])
    async def curation_queue(
        self,
        info: Info,
        *,
        filter: Annotated[
            CurationFilter | None,
            strawberry.argument(description="Only these; unjudged ones where left out."),
        ] = None,
        first: First = DEFAULT_PAGE,
        after: After = None,
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> Page[Candidate]:
        """Derived matches that need a look, most used and least certain first."""
        context, part = info.context, slice_of(first, after, most=info.context.limits.page)
        day = as_of or (part.after.as_of if part.after else None)
        scope = await context.scope(info.path.key, day, revision)
        wanted = filter or CurationFilter()
        prepared = context.prepared(scope.catalogue)
        ask = partial(prepared.curation_queue, context.resolver, context.likeness, as_of=scope.as_of)
        found = await anyio.to_thread.run_sync(ask, limiter=context.encoders)
        of = (
            scope.catalogue.occupation(wanted.occupation, "filter.occupation").id
            if wanted.occupation
            else None
        )
        chosen = [
            one
            for one in found
            if wanted.kind in {None, one.kind}
            and of in {None, one.occupation}
            and wanted.judged in {None, one.judged is not None}
        ]
        question = question_of(info.field_name, wanted, prepared.verdicts.newest)
        return cut(chosen, part, scope.catalogue.revision.number, scope.as_of, question)

    @root(list[JudgementView])
    async def judgements(
        self,
        info: Info,
        *,
        start: Annotated[strawberry.ID, strawberry.argument(description="Start of the match.")],
        end: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="End of the match; all that start there where left out."),
        ] = None,
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> list[Judgement]:
        """Every judgement on a match, oldest first; the last one counts. They are the same in all revisions."""
        await info.context.scope(info.path.key, as_of, revision)
        every = await info.context.store.judgements.all()
        if end is None:
            return [judgement for judgement in every.judgements if judgement.start == start]
        return list(every.history(start, end))


@strawberry.type(description="Everything that can be changed.")
class Mutation:
    """Everything that can be changed."""

    @strawberry.mutation(
        graphql_type=JudgementView,
        description="Accepts, rejects or re-maps a derived match, and returns the judgement on it. CONFLICT where a later judgement than 'seen' is on it, or on any of its levels; FORBIDDEN without the token that the service was started with.",
    )
    async def curate_match(
        self,
        info: Info,
        *,
        input: Annotated[CurationInput, strawberry.argument(description="The judgement.")],
    ) -> Judgement:
        context = info.context
        if not context.curator:
            raise Forbidden(AccessFault.NO_JUDGEMENTS_FROM_YOU())
        catalogue = (await context.scope(info.path.key, None, None)).catalogue
        stated = Statement(
            start=input.start,
            end=input.end,
            decision=input.decision,
            who=input.who,
            why=input.why,
            at=datetime.now(UTC),
            target=input.target,
            start_text=input.start_text,
            seen=input.seen,
            all_levels=input.all_levels,
            beside=tuple(input.beside),
        )
        stored = await context.store.judgements.add_all([submission(catalogue, stated)])
        await context.refresh_verdicts()
        return stored[0]
