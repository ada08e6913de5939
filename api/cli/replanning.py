"""An answer of before, computed again on its revision and day, beside a planner over the newest revision."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import anyio

from api.cli.opening import opened
from api.cli.saved import read_objects, single
from api.progress import step
from api.settings import Settings, read_settings
from graph.errors import AppError
from recommender.planning.cases import read_case
from recommender.planning.planner import Planner
from recommender.planning.replay import inputs_of, saved_answer
from recommender.shared.answers import Answer


@dataclass(frozen=True, slots=True)
class Before:
    """The answer as its revision gives it, its inputs and day, and the planner for what is asked now."""

    answer: Answer
    inputs: dict[str, Any]
    as_of: date
    newest: Planner


def before(path: Path) -> Before:
    """Reads an answer that `lifepath path --json` or a batch wrote; raises InvalidInput where it is none."""
    raw = single(read_objects(path, "--changes"), path, "--changes")
    try:
        inputs, revision, as_of = inputs_of(saved_answer(raw).answer.get("envelope"))
    except AppError as error:
        raise type(error)(f"--changes: {error.message}", field="--changes") from error
    then, newest = anyio.run(_planners, revision, read_settings())
    case = read_case({**inputs, "as_of": as_of.isoformat()}, then, today=as_of)
    return Before(then.plan(case.profile, case.goal, case.as_of), inputs, as_of, newest)


async def _planners(revision: int, settings: Settings) -> tuple[Planner, Planner]:
    async with opened(settings) as store:
        with step("loading the catalogue"):
            newest = Planner.of(await store.catalogue())
            if newest.catalogue.revision.number == revision:
                return newest, newest
            return Planner.of(await store.catalogue(revision)), newest
