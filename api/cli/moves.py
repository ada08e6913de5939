"""`lifepath moves`: where one can go from an occupation, up and sideways."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import anyio
import click

from api.cli.opening import opened
from api.cli.options import as_of_option
from api.cli.output import json_option, plain, table, to_json
from api.cli.person import certificate, read_all, spell
from api.cli.stating import day_of
from api.progress import bar, step
from api.searching import opened_embedder
from api.settings import Settings, read_settings
from api.vectors import semantics, stored_vectors
from graph.catalogue import Catalogue
from graph.errors import AppError
from graph.model.facts import Occupation
from graph.store import Store
from recommender.embedding.e5 import DIGEST
from recommender.moves.mover import Move, MoveKind, Mover, Moves
from recommender.planning.cases import read_person
from recommender.planning.planner import Planner
from recommender.text.functions import Transfer
from recommender.text.index import Float32
from recommender.text.passages import passages
from recommender.text.tasks import Tasks

COUNTS = {True: "yes", False: "no", None: "confirm"}
HEADER = ("code", "occupation", "score", "enters at", "certificates count", "tasks alike")
Person = dict[str, Any]


@click.command("moves")
@click.argument("occupation", metavar="OCC")
@click.option(
    "--held", "held", multiple=True, help="OCC[/工种]:LEVEL@DATE, a certificate and its award; repeatable."
)
@click.option(
    "--spell", "spells", multiple=True, help="OCC:FROM..TO or OCC:FROM..now, work; or OCC:40m; repeatable."
)
@click.option(
    "--first", type=click.IntRange(1, 100), default=10, show_default=True, help="How many each way."
)
@as_of_option
@json_option
def command(
    occupation: str,
    *,
    held: Sequence[str],
    spells: Sequence[str],
    first: int,
    as_of: str | None,
    as_json: bool,
) -> None:
    """Show where one can go from OCC (a code or an exact name): up, and sideways to like work.

    Main tasks are compared by meaning; each tells beside which own one it stands. What is held or was worked in is
    left out. Demand and wages are not known.
    """
    person = {
        "certificates": read_all("--held", certificate, held),
        "spells": read_all("--spell", spell, spells),
    }
    day = day_of(as_of)
    mover = anyio.run(_mover, read_settings())
    moves = asked(mover, occupation, person, first=first, as_of=day)
    click.echo(
        to_json(with_names(moves, mover.catalogue)) if as_json else "\n".join(told(moves, mover.catalogue))
    )


async def _mover(settings: Settings) -> Mover:
    """What finds moves in the newest catalogue."""
    async with opened(settings) as store:
        with step("loading the catalogue"):
            catalogue = await store.catalogue()
        digest, vectors = await _vectors(store, catalogue, settings)
        verdicts = await store.judgements.all()
    tasks = Tasks.among(catalogue, passages(catalogue), vectors)
    return Mover.of(Planner.of(catalogue), tasks, model=digest, verdicts=verdicts)


async def _vectors(store: Store, catalogue: Catalogue, settings: Settings) -> tuple[str, Float32]:
    """The model's digest and the vectors of all texts; the encoder, which takes seconds to load, only for missing ones."""
    if settings.model is None:
        stored = await stored_vectors(store, [text.encoded for text in passages(catalogue)], DIGEST)
        if stored is not None:
            return DIGEST, stored
    with step("loading the model"):
        embedder = await opened_embedder(settings.model)
    with bar("encoding texts", "text") as progress:
        found = await semantics(store, catalogue, embedder, progress=progress)
    return embedder.digest, found.vectors


def asked(mover: Mover, occupation: str, person: Person, *, first: int, as_of: date) -> Moves:
    """The moves from an occupation, by code or exact name, for a person; raises NotFound and InvalidInput by option."""
    found = mover.catalogue.occupation(occupation, "OCC")
    try:
        profile = read_person(person, mover.planner, as_of=as_of)
    except AppError as error:
        option = "--held" if "certificates" in (error.field or "") else "--spell"
        raise type(error)(f"{option}: {error.message}", field=option) from error
    return mover.moves(found.id, profile, as_of=as_of, first=first)


def with_names(moves: Moves, catalogue: Catalogue) -> dict[str, Any]:
    """The answer, each move with the name and code of its occupation."""

    def named(found: Iterable[Move]) -> list[dict[str, Any]]:
        occupations = ((move, catalogue.get(Occupation, move.occupation)) for move in found)
        return [{"name": o.name, "code": o.code, **plain(move)} for move, o in occupations]

    return {**plain(moves), "advancement": named(moves.advancement), "lateral": named(moves.lateral)}


def told(moves: Moves, catalogue: Catalogue) -> Iterable[str]:
    """The answer as a person reads it: two tables, then what the best move sideways means task by task."""
    start = catalogue.get(Occupation, moves.occupation)
    yield f"{start.name} {start.code or ''}".rstrip()
    for title, found in (("up", moves.advancement), ("sideways", moves.lateral)):
        yield f"\n{title}:" if found else f"\n{title}: nothing known"
        if found:
            yield table(HEADER, [_row(move, catalogue) for move in found])
    for move in moves.lateral[:1]:
        yield f"\n{catalogue.get(Occupation, move.occupation).name}, task by task:"
        yield table(
            ("", "its task", "own task", "cosine"),
            [*_pairs("alike", move.transferable), *_pairs("missing", move.missing)],
        )
        yield from (f"would change this: {text}" for text in move.what_would_change_this)
    yield ""
    yield from (f"note: {note}" for note in moves.notes)
    yield "note: demand and wages are not known"
    yield f"as of {moves.envelope.as_of}, catalogue revision {moves.envelope.revision}, lifepath {moves.envelope.software}"


def _row(move: Move, catalogue: Catalogue) -> tuple[object, ...]:
    occupation = catalogue.get(Occupation, move.occupation)
    level = move.level.named if move.level else None
    tasks = len(move.transferable) + len(move.missing)
    alike = f"{len(move.transferable)} of {tasks}" if move.kind is not MoveKind.NEXT_LEVEL and tasks else None
    return (occupation.code, occupation.name, f"{move.score:.3f}", level, COUNTS[move.counts], alike)


def _pairs(verdict: str, transfers: Iterable[Transfer]) -> Iterable[tuple[object, ...]]:
    return [(verdict, t.wanted_text, t.own_text, t.score) for t in transfers]
