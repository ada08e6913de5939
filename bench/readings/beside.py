"""The planner beside Cypher and networkx: the same questions one after another in one run, the same answers or an error."""

import shutil
import tempfile
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import psutil

from bench.readings.cypher import CypherReading, connected
from bench.readings.first import First, Question, first_of
from bench.readings.network import NetworkReading
from bench.results import WORK
from graph.catalogue import Catalogue
from graph.model.difference import compare
from graph.model.snapshot import Snapshot
from graph.opening import open_store, stamped
from graph.stamp import Engine, Purpose
from graph.store import Store
from graph.target import Target
from recommender.planning.planner import Planner
from tests.servers import neo4j

HOME = WORK / "planning"
ROUNDS = 5
FEWER = 10  # on Neo4j only every tenth question is asked: it takes far longer
Answer = Callable[[Question], First | None]


async def beside(found: Catalogue, questions: Sequence[Question]) -> dict[str, Any]:
    """Times of every reading, on each store that runs here. Raises ValueError where two readings differ."""
    planner = Planner.of(found)
    before = psutil.Process().memory_info().rss
    network = NetworkReading.of(found)
    megabytes = (psutil.Process().memory_info().rss - before) / 1e6
    ours: Answer = lambda q: first_of(planner.plan(q.profile, q.goal, q.as_of))  # noqa: E731
    told: dict[str, Any] = {"network_mb": megabytes}
    async with open_store(HOME, None) as store:
        await _fill(store, found.snapshot)
        told["embedded"] = _on(store.target, {"planner": ours, "networkx": network.first}, questions)
    if neo4j.obstacle() is None:
        async with _neo4j() as store:
            await _fill(store, found.snapshot)
            told["neo4j"] = _on(store.target, {"planner": ours}, questions[::FEWER])
    return told


async def _fill(store: Store, wanted: Snapshot) -> None:
    """The store holds exactly these facts afterwards."""
    difference = compare(await store.snapshot(), wanted)
    if difference:
        latest = await store.latest()
        await store.apply(difference, base=latest, who="bench", sources=())


@asynccontextmanager
async def _neo4j() -> AsyncGenerator[Store]:
    folder = Path(tempfile.mkdtemp(prefix="planning-", dir=WORK))
    try:
        with neo4j.running(folder) as target:
            async with stamped(target, Engine.NEO4J, purpose=Purpose.TEST) as store:
                yield store
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _on(target: Target, others: dict[str, Answer], questions: Sequence[Question]) -> dict[str, Any]:
    """All readings on one store: each question by every reading, then the next one, `ROUNDS` times over."""
    with connected(target) as driver:
        cypher = CypherReading(driver, target.database)
        answers: dict[str, Answer] = {**others, "cypher": cypher.first}
        for question in questions:
            cypher.first(question)  # once unmeasured: a server plans a statement when it first sees it
        cypher.sent = 0
        rounds = [_round(answers, questions) for _ in range(ROUNDS)]
        return {
            "questions": len(questions),
            "statements": cypher.sent / ROUNDS / len(questions),
            "ms": {name: _cuts([ms for times in rounds for ms in times[name]]) for name in answers},
            "times_the_planner": {
                name: [median(times[name]) / median(times["planner"]) for times in rounds]
                for name in answers
                if name != "planner"
            },
        }


def _round(answers: dict[str, Answer], questions: Sequence[Question]) -> dict[str, list[float]]:
    """Milliseconds by the clock of each question by each reading."""
    times: dict[str, list[float]] = {name: [] for name in answers}
    for question in questions:
        given: dict[str, First | None] = {}
        for name, answer in answers.items():
            start = time.perf_counter()
            given[name] = answer(question)
            times[name].append((time.perf_counter() - start) * 1_000)
        if len(set(given.values())) > 1:
            raise ValueError(f"readings differ: {given} for {question}")
    return times


def _cuts(times: Sequence[float]) -> dict[str, float]:
    cuts = quantiles(times, n=100)
    return {"p50": cuts[49], "p99": cuts[98]}
