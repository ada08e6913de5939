"""`lifepath major`: the occupations that a major leads to, stated by the guide and likely by text."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import anyio
import anyio.to_thread
import click

from api.adapting import AdapterHolder, adapter_file
from api.cli.meaning import major_meant
from api.cli.opening import opened
from api.cli.options import as_of_option
from api.cli.output import json_option, show, table
from api.cli.stating import day_of
from api.progress import step
from api.searching import encoded, opened_embedder
from api.settings import Settings, read_settings
from graph.catalogue import Catalogue
from graph.model.facts import Major, Occupation
from recommender.adapter.comparing import compare_major
from recommender.adapter.fields import Fields
from recommender.adapter.leading import LeadingOccupations, asking_text, leading
from recommender.adapter.linear import Adapter
from recommender.planning.planner import Planner
from recommender.text.passages import passages, searchable
from recommender.titles.resolver import Semantics

HEADER = ("code", "occupation")


@click.command("major")
@click.argument("major", metavar="MAJOR")
@click.option(
    "--first",
    type=click.IntRange(1, 100),
    default=10,
    show_default=True,
    help="How many to show of those likely.",
)
@as_of_option
@json_option
def command(major: str, *, first: int, as_of: str | None, as_json: bool) -> None:
    """Show the occupations that MAJOR (a code or an exact name) leads to: stated by the official guide, and likely by text.

    What is likely is for the assessor to confirm: it is no official relation. A trained adapter is used where there is one.
    """
    day = day_of(as_of)
    shown = anyio.run(_shown, read_settings(), major, first, day)
    show(shown, as_json=as_json, human=lambda found: "\n".join(_lines(found)))


async def _shown(settings: Settings, text: str, first: int, as_of: date) -> dict[str, Any]:
    """The answer as JSON has it."""
    async with opened(settings) as store:
        with step("loading the catalogue"):
            catalogue = await store.catalogue()
        major = major_meant(catalogue, text, "MAJOR")
        with step("loading the model"):
            embedder = await opened_embedder(settings.model)
        semantics = await encoded(store, catalogue, embedder)
    adapters = AdapterHolder(adapter_file(settings))
    await adapters.refresh(embedder.digest, catalogue.revision)
    found = await anyio.to_thread.run_sync(
        lambda: _leading(major, catalogue, semantics, adapters.present, first=first, as_of=as_of)
    )
    return _plain(found, catalogue, as_of)


def _leading(
    major: Major,
    catalogue: Catalogue,
    semantics: Semantics,
    adapter: Adapter | None,
    *,
    first: int,
    as_of: date,
) -> LeadingOccupations:
    occupations, embedder = searchable(catalogue), semantics.embedder
    fields, text = Fields.of(passages(catalogue), semantics.vectors), asking_text(major)
    (vector,) = embedder.encode([text], kind="query")
    compared = compare_major(text, vector, fields, occupations, adapter=adapter, encoder=embedder.digest)
    return leading(major, compared, Planner.of(catalogue), as_of=as_of, first=first)


def _plain(found: LeadingOccupations, catalogue: Catalogue, as_of: date) -> dict[str, Any]:
    major = found.major
    return {
        "major": {"id": major.id, "code": major.code, "name": major.name, "education": major.education},
        "stated": [_named(occupation) for occupation in found.stated],
        "likely": [
            {
                **_named(catalogue.get(Occupation, one.occupation)),
                "score": one.score,
                "parts": one.parts,
                "reasons": one.reasons,
                "what_would_change_this": one.what_would_change_this,
                "method": one.method,
                "origin": one.origin,
            }
            for one in found.likely
        ],
        "as_of": as_of,
        "revision": catalogue.revision.number,
    }


def _named(occupation: Occupation) -> dict[str, Any]:
    return {"id": occupation.id, "code": occupation.code, "name": occupation.name}


def _lines(found: dict[str, Any]) -> Iterator[str]:
    major, stated, others = found["major"], found["stated"], found["likely"]
    yield f"{major['name']} {major['code']} ({major['education']})"
    yield (
        "\nstated by the official guide:"
        if stated
        else "\nstated by the official guide: nothing, it does not list the major"
    )
    if stated:
        yield table(HEADER, [(one["code"], one["name"]) for one in stated])
    yield "\nlikely by text, DERIVED, for the assessor to confirm:"
    if not others:
        yield "nothing"
    else:
        yield table((*HEADER, "score"), [(o["code"], o["name"], f"{o['score']:.3f}") for o in others])
        yield from (line for one in others for line in _why(one))
        yield f"\nfound by: {others[0]['method']}"
    yield f"as of {found['as_of']}, catalogue revision {found['revision']}"


def _why(one: dict[str, Any]) -> Iterator[str]:
    """The reasons for one occupation and what would change them."""
    yield f"\n{one['code'] or ''} {one['name']}".rstrip()
    for reason in one["reasons"]:
        score = "" if reason.score is None else f" (cosine {reason.score:.3f})"
        ids = ", ".join((*reason.cites, *reason.path))
        yield f"  {reason.text}{score}{f' [{ids}]' if ids else ''}"
    yield from (f"  would change this: {text}" for text in one["what_would_change_this"])
