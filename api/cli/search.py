"""`lifepath search`: occupations by free text."""

from collections.abc import Iterator
from functools import partial

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
from recommender.titles.coding import Coder, Coding
from recommender.titles.resolver import LONGEST_TEXT, Resolver
from recommender.titles.suggestions import Suggestion, suggestions, why

LONGEST_SHOWN = 40  # characters of a text that matched


@click.command("search")
@click.argument("text")
@click.option("--context", help="Words on the industry or the employer: compared along with TEXT.")
@click.option("--first", type=click.IntRange(1, 100), default=10, show_default=True, help="How many to show.")
@json_option
def command(text: str, *, context: str | None, first: int, as_json: bool) -> None:
    """Find occupations by a job title, a 工种 or a description, in Chinese or English; likeliest first.

    A job title has the probability that a coder would give the occupation. Where none is sure enough, none is put
    forward, but the 小类, 中类 or 大类 that is, if any. Other texts have a score only, which ranks the matches of one text
    and is no probability.
    """
    if not text.strip():
        raise InvalidInput("the text to search for is empty", field="TEXT")
    if context is not None and len(context) > LONGEST_TEXT:
        raise InvalidInput(f"--context has more than {LONGEST_TEXT} characters", field="--context")
    coder = anyio.run(_coder, read_settings())
    found = coder.code(text, context=context, first=first)
    click.echo(to_json(_plain(found, coder)) if as_json else "\n".join(_lines(found)))


async def _coder(settings: Settings) -> Coder:
    async with opened(settings) as store:
        with step("loading the catalogue"):
            catalogue = await store.catalogue()
        with step("loading the model"):
            embedder = await opened_embedder(settings.model)
        semantics = await encoded(store, catalogue, embedder)
    build = partial(Resolver.build, catalogue, semantics)
    return coder_of(catalogue, await anyio.to_thread.run_sync(build))


def _plain(found: Coding, coder: Coder) -> dict[str, object]:
    """The answer as `resolveOccupation` gives it."""
    learned, offered = coder.learned, found.offered
    calibration = learned.experience.calibration if learned else None
    return {
        "text": found.text,
        "read_as": found.cleaned.text,
        "removed": [{"rule": rule, "text": text} for rule, text in found.cleaned.removed],
        "type": found.type,
        "abstained": found.abstained,
        "why": why(found),
        "likeliest": found.likeliest,
        "probability": found.probability,
        "offered": offered
        and {"code": offered.group.code, "name": offered.group.name, "probability": offered.probability},
        "threshold": calibration and calibration.threshold,
        "risk": calibration and calibration.risk,
        "matches": [_match(match) for match in suggestions(found)],
    }


def _match(match: Suggestion) -> dict[str, object]:
    occupation = match.occupation
    return {
        "id": occupation.id,
        "code": occupation.code,
        "name": occupation.name,
        "score": match.score,
        "probability": match.probability,
        "exact": match.exact,
        "matched": {"kind": match.kind, "text": match.text, "similarity": match.similarity},
        "reasons": match.reasons,
        "what_would_change_this": match.what_would_change_this,
    }


def _lines(found: Coding) -> Iterator[str]:
    by = "score" if found.probability is None else "probability"
    rows = [_row(match) for match in suggestions(found)]
    yield table(("code", "occupation", by, "matched", "text"), rows)
    if found.cleaned.removed:
        removed = ", ".join(f"{text} ({rule})" for rule, text in found.cleaned.removed)
        yield f"read as: {found.cleaned.text}; left out: {removed}"
    if not found.abstained:
        yield f"put forward: {found.matches[0].match.occupation.name}; {why(found)}"
        return
    yield f"not decided: {why(found)}"
    if found.offered:
        yield f"sure enough: {found.offered.group.code} {found.offered.group.name} ({found.offered.probability:.2f})"


def _row(match: Suggestion) -> tuple[object, ...]:
    score = "exact" if match.exact else f"{match.score:.3f}"
    text = match.text if len(match.text) <= LONGEST_SHOWN else f"{match.text[: LONGEST_SHOWN - 1]}…"
    return (match.occupation.code, match.occupation.name, score, match.kind, text)
