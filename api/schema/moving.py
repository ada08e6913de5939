"""Views of occupation moves, and the root that asks for them."""

from functools import partial
from typing import Annotated, Any

import anyio.to_thread
import strawberry

from api.faults import Waiting
from api.schema.arguments import AsOf, First, Revision, checked_first, root
from api.schema.paths import EnvelopeView, referred
from api.schema.provenance import view
from api.schema.reasons import PartView, ReasonView
from api.schema.refs import CertificateRef, OccupationRef
from api.schema.scope import Context, Info, Scope
from api.schema.situation import ProfileInput, in_graphql_words, person_of
from graph.errors import AppError, NotReady
from graph.model import facts
from graph.model.terms import Level
from recommender.moves.mover import Move, MoveKind, Moves
from recommender.planning.cases import read_person
from recommender.text.functions import Transfer

DEFAULT_MOVES = 10


@view(Transfer)
class TransferView:
    """A task or function wanted, beside the own one that it is compared with."""

    wanted: str = strawberry.field(description="Id of what is wanted.")
    wanted_text: str = strawberry.field(description="What is wanted.")
    own: str | None = strawberry.field(description="Id of the own one; null where none comes near.")
    own_text: str | None = strawberry.field(description="The own one; null where none comes near.")
    score: float | None = strawberry.field(
        description="Cosine of two tasks, or likeness of the names of two functions; null where none comes near."
    )
    judged: str | None = strawberry.field(
        description="Which developer accepted or rejected the two as the same, when and why; null: nobody judged them."
    )


@view(Move)
class MoveView:
    """One move: up, to what builds on the occupation, or sideways."""

    id: strawberry.ID = strawberry.field(
        description="The certificate of a next level, otherwise the occupation."
    )
    kind: MoveKind = strawberry.field(description="Up or sideways.")
    score: float = strawberry.field(description="From 0 to 1: the weighted mean of the parts that are known.")
    parts: list[PartView] = strawberry.field(description="What the score is made of.")
    occupation: OccupationRef | None = referred(
        "occupation", facts.Occupation, "The occupation moved to; null where the catalogue does not hold it."
    )
    level: Level | None = strawberry.field(
        description="The level where one would enter; null: no level is known."
    )
    certificate: CertificateRef | None = referred(
        "certificate", facts.Certificate, "The certificate of that level; null: none is known."
    )
    counts: bool | None = strawberry.field(
        description="Whether work and certificates of the present occupation count there; null: to be confirmed."
    )
    transferable: list[TransferView] = strawberry.field(
        description="Its main tasks that are much like own ones, each own one counted once."
    )
    missing: list[TransferView] = strawberry.field(
        description="Its other main tasks, each beside the own one it is paired with or that comes nearest."
    )
    shared_modules: list[TransferView] = strawberry.field(
        description="Functions of that level with a like name among those covered already; derived."
    )
    new_modules: list[TransferView] = strawberry.field(description="The other functions of that level.")
    reasons: list[ReasonView] = strawberry.field(description="Why it is recommended; never empty.")
    what_would_change_this: list[str] = strawberry.field(
        description="What would make it a better or clearer move."
    )


@view(Moves)
class MovesView:
    """Where one can go from an occupation. Nobody states demand or wages: they are not known here."""

    occupation: OccupationRef | None = referred(
        "occupation", facts.Occupation, "The occupation left; null where the catalogue does not hold it."
    )
    advancement: list[MoveView] = strawberry.field(
        description="Up: its next levels, nearest first, then occupations whose entry builds on it, best first."
    )
    lateral: list[MoveView] = strawberry.field(
        description="Sideways: occupations with like tasks, best first."
    )
    notes: list[str] = strawberry.field(description="What is not known, and what was assumed.")
    model: str = strawberry.field(description="Digest of the encoder that tasks were compared with.")
    envelope: EnvelopeView = strawberry.field(description="What the answer was computed from.")


@strawberry.type
class Moving:
    """The root that asks for occupation moves."""

    @root(MovesView)
    async def occupation_moves(
        self,
        info: Info,
        *,
        occupation: Annotated[
            str, strawberry.argument(description="Id, code or exact name of the occupation.")
        ],
        profile: Annotated[
            ProfileInput | None,
            strawberry.argument(
                description="Where the person stands: what is held or was worked in is left out."
            ),
        ] = None,
        first: First = DEFAULT_MOVES,
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> Moves:
        """Where one can go from an occupation, up and sideways: which tasks transfer, which are missing, and why."""
        context = info.context
        checked_first(first, context.limits.page)
        scope = await context.scope(info.path.key, as_of, revision)
        start = scope.standing(scope.catalogue.occupation(occupation), "occupation")
        person = person_of(profile or ProfileInput())
        context.inputs[info.path.key] = {"occupation": start.id, "person": person, "first": first}
        ask = partial(_moves, context, scope, start.id, person, first)
        return await anyio.to_thread.run_sync(ask, limiter=context.encoders)


def _moves(context: Context, scope: Scope, occupation: str, person: dict[str, Any], first: int) -> Moves:
    if context.resolver is None:
        raise NotReady(Waiting.OCCUPATIONS_INDEXING())
    prepared = context.prepared(scope.catalogue)
    try:
        profile = read_person(person, prepared.planner, as_of=scope.as_of)
    except AppError as error:
        raise in_graphql_words(error) from error
    mover = prepared.mover(context.resolver)
    return mover.moves(occupation, profile, as_of=scope.as_of, first=first)
