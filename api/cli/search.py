"""`lifepath search`: occupations by free text."""

import anyio
import anyio.to_thread
import click

from api.cli.opening import opened
from api.cli.output import json_option, table, to_json
from api.progress import step
from api.searching import encoded, opened_embedder
from api.settings import Settings, read_settings
from graph.errors import InvalidInput
from recommender.resolver import Match, Resolver


@click.command("search")
@click.argument("text")
@click.option("--first", type=click.IntRange(1, 100), default=10, show_default=True, help="How many to show.")
@json_option
def command(text: str, first: int, as_json: bool) -> None:
    """Find occupations by a job title, a 工种 or a description, in Chinese or English; likeliest first.

    The score ranks the matches of one text, 1 for an exact one; it is no probability.
    """
    if not text.strip():
        raise InvalidInput("the text to search for is empty", field="TEXT")
    matches = anyio.run(_found, read_settings(), text, first)
    click.echo(to_json([_plain(match) for match in matches]) if as_json else _human(matches))


async def _found(settings: Settings, text: str, first: int) -> list[Match]:
    async with opened(settings) as store:
        with step("loading the catalogue"):
            catalogue = await store.catalogue()
        with step("loading the model"):
            embedder = await opened_embedder(settings.model)
        resolver = Resolver.build(catalogue, await encoded(store, catalogue, embedder))
    return await anyio.to_thread.run_sync(lambda: resolver.resolve(text, first=first))


def _plain(match: Match) -> dict[str, object]:
    occupation = match.occupation
    named = {"id": occupation.id, "code": occupation.code, "name": occupation.name}
    return {
        **named,
        "score": match.score,
        "exact": match.exact,
        "matched": {"kind": match.kind, "text": match.text, "similarity": match.similarity},
    }


def _human(matches: list[Match]) -> str:
    header = ("code", "occupation", "score", "matched", "text")
    return table(header, [_row(match) for match in matches])


def _row(match: Match) -> tuple[object, ...]:
    score = "exact" if match.exact else f"{match.score:.3f}"
    text = match.text if len(match.text) <= 40 else f"{match.text[:39]}…"
    return (match.occupation.code, match.occupation.name, score, match.kind, text)
