"""Which main tasks are most alike beside a doubt about being related, from the vectors that the store has."""

from collections.abc import Iterable, Iterator
from typing import Any

import anyio

from api.cli.opening import opened
from api.settings import Settings, read_settings
from api.vectors import stored_vectors
from graph.catalogue import Catalogue
from recommender.embedding.e5 import DIGEST
from recommender.planning.choices import Routes
from recommender.planning.planner import Planner
from recommender.planning.relatedness import TaskVectors, alike
from recommender.shared.answers import Answer, Doubt, LearningPath, Undetermined, Way
from recommender.text.passages import passages


def alike_tasks(answer: Answer, routes: Routes, planner: Planner) -> list[dict[str, Any]] | None:
    """For each doubt of the ways shown that is about being related, the two tasks; None where no vectors are stored."""
    doubts = dict.fromkeys(doubt for way in _ways(answer, routes) for doubt in way.confirm)
    tasks = anyio.run(_tasks, read_settings(), planner.catalogue)
    if tasks is None:
        return None
    return list(beside(doubts, planner, tasks))


def _ways(answer: Answer, routes: Routes) -> Iterator[Way]:
    if isinstance(answer, LearningPath):
        yield from (answer.way, *answer.alternatives)
    elif isinstance(answer, Undetermined):
        yield from answer.assumed
    yield from routes.ways


def beside(doubts: Iterable[Doubt], planner: Planner, tasks: TaskVectors) -> Iterator[dict[str, Any]]:
    """The doubts that are about being related, each with the tasks most alike."""
    for doubt in doubts:
        found = alike(doubt, planner.relations, tasks)
        if found is not None:
            yield {
                "code": doubt.code,
                "about": doubt.about,
                "question": doubt.question,
                "goal": doubt.goal,
                "occupation": found.occupation,
                "name": planner.relations.named(found.occupation),
                "own": found.own,
                "other": found.other,
                "score": found.score,
                "method": found.method,
                "origin": found.origin,
            }


async def _tasks(settings: Settings, catalogue: Catalogue) -> TaskVectors | None:
    """Of the built-in encoder alone: the digest of another one is known only once it is loaded."""
    if settings.model is not None:
        return None
    texts = passages(catalogue)
    async with opened(settings) as store:
        vectors = await stored_vectors(store, [text.encoded for text in texts], DIGEST)
    return None if vectors is None else TaskVectors.of(texts, vectors, digest=DIGEST)
