"""The planner: one goal over the catalogue, ten and a hundred times of it, a batch on one core, and two other readings.

Seconds on a busy machine say little, so what a question takes is processor time of one thread; beside Cypher, whose work
is done by a server, all are told by the clock. Each catalogue is measured in a process of its own, its objects frozen as
those of a service are.
"""

import gc
import json
import math
import resource
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

import anyio
import psutil

from api.settings import CHECKOUT
from bench.readings.beside import HOME, beside
from bench.readings.first import Question
from bench.results import spread, tell
from bench.service import LIFEPATH, environment
from bench.worlds.grown import grown
from bench.worlds.people import TODAY, cases, drawn_by_tests, with_small_world
from graph.catalogue import Catalogue
from graph.model.facts import Occupation
from graph.model.history import Revision
from ingest.loading import load
from recommender.planning.cases import answer_line, read_case
from recommender.planning.planner import Planner
from recommender.planning.routes import routes
from recommender.supply.seats import Supply

TIMES = (1, 10, 100)
ASKED, ASKED_BESIDE, CASES = 2_000, 300, 10_000
TARGETS = {
    "plan": "p50 <= 5 ms, p99 <= 20 ms",
    "routes": "",
    "memory": "",
    "batch": "10,000 cases in 30 s on one core",
    "command": "10,000 cases in 30 s on one core",
}
Row = Sequence[object]


def main() -> None:
    """Prints a table and keeps the figures."""
    found = shipped()
    told = anyio.run(beside, with_small_world(found), questions(found))
    taken = command(found)
    sizes = [_alone(times) for times in TIMES]
    measured = {"sizes": sizes, "slopes": slopes(sizes), "beside": told, "command": taken}
    tell("planning", ("of", "what", "figure", "target"), list(_rows(measured)), measured)


def shipped() -> Catalogue:
    """The catalogue as it is shipped."""
    revision = Revision(1, datetime.now(UTC), "bench", (), MappingProxyType({}))
    return Catalogue.of(load(CHECKOUT / "data").snapshot, revision)


def _alone(times: int) -> dict[str, Any]:
    """`measure` in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, times).result()


def measure(times: int) -> dict[str, Any]:
    """What planning over the shipped catalogue, made `times` as large, takes."""
    base = shipped()
    gc.collect()
    gc.disable()  # while millions of objects are made that all stay
    found = base if times == 1 else grown(base, times)
    planner, supply = Planner.of(found), Supply.of(found)
    gc.enable()
    gc.freeze()
    lines = list(cases(found, CASES))
    asked = [_read(line, planner) for line in lines[:ASKED]]
    return {
        "times": times,
        "occupations": len(found.all(Occupation)),
        "facts": len(found.snapshot.nodes) + len(found.snapshot.links),
        "memory_mb": psutil.Process().memory_info().rss / 1e6,
        "plan_ms": milliseconds(asked, lambda q: planner.plan(q.profile, q.goal, TODAY)),
        "routes_ms": milliseconds(asked, lambda q: routes(planner, supply, q.profile, q.goal, TODAY)),
        "batch": _batch(lines, planner),
    }


def questions(found: Catalogue) -> list[Question]:
    """People that the planner's tests draw, who aim at the tests' small world, and cases of the catalogue."""
    planner = Planner.of(found)
    drawn = [Question(profile, goal, TODAY) for profile, goal in drawn_by_tests(ASKED_BESIDE)]
    return drawn + [_read(line, planner) for line in cases(found, ASKED_BESIDE)]


def _read(line: str, planner: Planner) -> Question:
    case = read_case(json.loads(line), planner, today=TODAY)
    return Question(case.profile, case.goal, case.as_of)


def milliseconds(asked: Sequence[Question], answer: Callable[[Question], object]) -> dict[str, float]:
    """Median, 99th percentile and most of the processor time that each question takes."""
    taken: list[float] = []
    for question in asked:
        start = time.thread_time()
        answer(question)
        taken.append((time.thread_time() - start) * 1_000)
    cuts = quantiles(taken, n=100)
    return {"p50": cuts[49], "p99": cuts[98], "most": max(taken)}


def slopes(sizes: Sequence[dict[str, Any]]) -> dict[str, float]:
    """How the median time grows with the facts: 0 not at all, 1 in proportion (slope of the logarithms, least squares)."""
    x = [math.log(size["facts"]) for size in sizes]
    return {
        what: _slope(x, [math.log(size[f"{what}_ms"]["p50"]) for size in sizes])
        for what in ("plan", "routes")
    }


def _slope(x: Sequence[float], y: Sequence[float]) -> float:
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    both = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    return both / sum((a - mean_x) ** 2 for a in x)


def _batch(lines: Sequence[str], planner: Planner) -> dict[str, Any]:
    """Lines read, planned and written as JSON, one after another."""
    clock, processor, size = time.monotonic(), time.thread_time(), 0
    for line in lines:
        size += len(json.dumps(answer_line(line, planner, today=TODAY), ensure_ascii=False))
    return {
        "cases": len(lines),
        "seconds": time.monotonic() - clock,
        "processor_seconds": time.thread_time() - processor,
        "characters": size,
    }


def command(found: Catalogue) -> dict[str, Any]:
    """`lifepath path --batch` from its start to its end, it and its store on one core."""
    with TemporaryDirectory() as folder:
        asked, answers = Path(folder) / "cases.jsonl", Path(folder) / "answers.jsonl"
        asked.write_text("\n".join(cases(found, CASES)) + "\n", encoding="utf-8")
        before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run(
            ["taskset", "-c", "0", LIFEPATH, "path", "--batch", asked, "--out", answers],
            env=environment(HOME),
            check=True,
            capture_output=True,
        )
        seconds, after = time.monotonic() - clock, resource.getrusage(resource.RUSAGE_CHILDREN)
        with answers.open(encoding="utf-8") as lines:
            count = sum(1 for _ in lines)
    used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return {"cases": count, "seconds": seconds, "processor_seconds": used}


def _rows(measured: dict[str, Any]) -> Iterator[Row]:
    for size in measured["sizes"]:
        of = f"{size['occupations']:,} occupations, {size['facts']:,} facts (x{size['times']})"
        for what in ("plan", "routes"):
            yield of, f"{what}, {ASKED} questions", _cuts(size[f"{what}_ms"]), TARGETS[what]
        yield of, "memory of the process", f"{size['memory_mb']:,.0f} MB", TARGETS["memory"]
        yield of, f"batch, {size['batch']['cases']} cases", _seconds(size["batch"]), TARGETS["batch"]
    for what, slope in measured["slopes"].items():
        yield "slope", f"{what}: power of the facts that the median grows with", f"{slope:.3f}", "0 = flat"
    yield from _beside(measured["beside"])
    yield (
        "command",
        "lifepath path --batch, with its start",
        _seconds(measured["command"]),
        TARGETS["command"],
    )


def _beside(told: dict[str, Any]) -> Iterator[Row]:
    for store in ("embedded", "neo4j"):
        if store not in told:
            continue
        asked = f"first answer, {told[store]['questions']} questions"
        for name, cuts in told[store]["ms"].items():
            yield store, f"{asked}, {name}, by the clock", _cuts(cuts), ""
        for name, ratios in told[store]["times_the_planner"].items():
            yield store, f"{name}: times the planner's median, {len(ratios)} rounds", spread(ratios, 1), ""
        yield store, "cypher: statements a question", f"{told[store]['statements']:.1f}", ""
    yield "networkx", "what its graph made the process grow by", f"{told['network_mb']:,.0f} MB", ""


def _cuts(taken: dict[str, float]) -> str:
    most = f", most {taken['most']:.2f} ms" if "most" in taken else ""
    return f"p50 {taken['p50']:.2f} ms, p99 {taken['p99']:.2f} ms{most}"


def _seconds(taken: dict[str, float]) -> str:
    return f"{taken['processor_seconds']:.1f} s of processor, {taken['seconds']:.1f} s by the clock"


if __name__ == "__main__":
    main()
