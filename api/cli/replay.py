"""`lifepath replay`: saved answers computed again on their revision, and every place where they come out otherwise."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import anyio
import click

from api.cli.opening import opened
from api.cli.output import json_option, plain, show
from api.cli.saved import read_objects
from api.cli.stating import day_of
from api.progress import step
from api.settings import Settings, read_settings
from graph.errors import AppError, InvalidInput
from recommender.planning.planner import Planner
from recommender.planning.replay import Replayed, Saved, replay, saved_answer

MOST_PLACES = 20
Json = dict[str, Any]


@click.command("replay")
@click.argument("answers", metavar="ANSWER.json", type=click.Path(path_type=Path))
@click.option(
    "--cases",
    type=click.Path(path_type=Path),
    help="The file of cases that a batch answered, line by line; without it the envelopes tell.",
)
@json_option
def command(answers: Path, *, cases: Path | None, as_json: bool) -> int:
    """Compute saved answers again, from `path --json` or a batch, on the catalogue revision they name.

    Prints IDENTICAL, or each place that differs and exits with 1. A file that is no answer exits with 2.
    """
    saved = _read(answers, cases)
    found = anyio.run(_replayed, saved, read_settings())
    identical = sum(one.identical for one in found)
    summary = {
        "outcome": "IDENTICAL" if identical == len(found) else "DIFFERENT",
        "answers": len(found),
        "identical": identical,
        "different": [_shown(one) for one in found if not one.identical],
        "versions": sorted({" -> ".join(one.versions) for one in found if one.versions}),
    }
    show(summary, as_json=as_json, human=_told)
    return 0 if identical == len(found) else 1


def _read(answers: Path, cases: Path | None) -> list[Saved]:
    found = read_objects(answers, "ANSWER.json")
    asked: Sequence[object] = read_objects(cases, "--cases") if cases else [None] * len(found)
    if len(asked) != len(found):
        raise InvalidInput(
            f"{len(found)} answers to {len(asked)} cases: they do not belong together", field="--cases"
        )
    return [_saved(number, *both) for number, both in enumerate(zip(found, asked, strict=True), 1)]


def _saved(number: int, answer: object, case: object) -> Saved:
    try:
        return saved_answer(answer, case)
    except InvalidInput as error:
        raise InvalidInput(f"answer {number}: {error.message}", field=error.field) from error


async def _replayed(saved: Sequence[Saved], settings: Settings) -> list[Replayed]:
    """All answers in their order; each revision is loaded once. One without a revision is asked of the newest."""
    planners: dict[int | None, Planner] = {}
    async with opened(settings) as store:
        for revision in dict.fromkeys(one.revision for one in saved):
            with step(f"loading the catalogue of revision {revision or 'newest'}"):
                try:
                    planners[revision] = Planner.of(await store.catalogue(revision))
                except AppError as error:
                    raise type(error)(f"revision {revision}: {error.message}", field="envelope") from error
    today: date = day_of(None)
    return [replay(one, planners[one.revision], today=today) for one in saved]


def _shown(found: Replayed) -> Json:
    return {"id": found.id, "places": [plain(place) for place in found.places]}


def _told(summary: Json) -> str:
    if summary["outcome"] == "IDENTICAL":
        many = f" ({summary['answers']} answers)" if summary["answers"] > 1 else ""
        return "\n".join([f"IDENTICAL{many}", *_versions(summary["versions"])])
    lines = [f"DIFFERENT: {len(summary['different'])} of {summary['answers']}"]
    for found in summary["different"]:
        lines += [
            f"answer {found['id']}:" if found["id"] is not None else "answer:",
            *_places(found["places"]),
        ]
    return "\n".join([*lines, *_versions(summary["versions"])])


def _places(places: Sequence[Json]) -> Iterable[str]:
    for place in places[:MOST_PLACES]:
        yield f"  {place['path']}: saved {place['saved']!r}, now {place['replayed']!r}"
    if len(places) > MOST_PLACES:
        yield f"  and {len(places) - MOST_PLACES} places more; --json shows all"


def _versions(versions: Iterable[str]) -> Iterable[str]:
    return (f"note: answered by another version of the software: lifepath {text}" for text in versions)
