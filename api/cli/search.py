"""`lifepath search`: occupations by free text."""

import anyio
import anyio.to_thread
import click

from api.cli.opening import opened
from api.cli.output import json_option, table, to_json
from api.coding import coder_of
from api.progress import step
from api.searching import encoded, opened_embedder
from api.settings import Settings, read_settings
from graph.errors import InvalidInput
from recommender.coding import Coding, Likely
from recommender.resolver import Resolver
from recommender.suggestions import why


@click.command("search")
@click.argument("text")
@click.option("--first", type=click.IntRange(1, 100), default=10, show_default=True, help="How many to show.")
@json_option
def command(text: str, first: int, as_json: bool) -> None:
    """Find occupations by a job title, a 工种 or a description, in Chinese or English; likeliest first.

    A job title has the probability that a coder would give the occupation; other texts have a score only, which ranks
    the matches of one text and is no probability.
    """
    if not text.strip():
        raise InvalidInput("the text to search for is empty", field="TEXT")
    found = anyio.run(_found, read_settings(), text, first)
    click.echo(to_json([_plain(likely) for likely in found.matches]) if as_json else _human(found))


async def _found(settings: Settings, text: str, first: int) -> Coding:
    async with opened(settings) as store:
        with step("loading the catalogue"):
            catalogue = await store.catalogue()
        with step("loading the model"):
            embedder = await opened_embedder(settings.model)
        resolver = Resolver.build(catalogue, await encoded(store, catalogue, embedder))
    coder = coder_of(catalogue, resolver)
    return await anyio.to_thread.run_sync(lambda: coder.code(text, first=first))


def _plain(likely: Likely) -> dict[str, object]:
    match = likely.match
    occupation = match.occupation
    named = {"id": occupation.id, "code": occupation.code, "name": occupation.name}
    return {
        **named,
        "score": match.score,
        "probability": likely.probability,
        "exact": match.exact,
        "matched": {"kind": match.kind, "text": match.text, "similarity": match.similarity},
    }


def _human(found: Coding) -> str:
    by = "score" if found.probability is None else "probability"
    header = ("code", "occupation", by, "matched", "text")
    listed = table(header, [_row(likely) for likely in found.matches])
    return f"{listed}\n{_undecided(found)}" if found.abstained else listed


def _undecided(found: Coding) -> str:
    """Why no occupation is put forward, and the group that is sure enough, if any."""
    offered = found.offered
    group = (
        f"; the group {offered.group.code} {offered.group.name} has {offered.probability:.2f}"
        if offered
        else ""
    )
    return f"not decided: {why(found)}{group}"


def _row(likely: Likely) -> tuple[object, ...]:
    match = likely.match
    score = "exact" if match.exact else f"{match.score:.3f}"
    text = match.text if len(match.text) <= 40 else f"{match.text[:39]}…"
    return (match.occupation.code, match.occupation.name, score, match.kind, text)
