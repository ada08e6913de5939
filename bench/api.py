"""learningPath under load: throughput against ready answers, latency at a fixed rate, memory after mixed requests.

No answer is cached: every profile differs from every other in its birth date or its days of work.
"""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from statistics import mean, median
from typing import Any

import httpx
import psutil

from bench.api_server import ADDRESS, PERSON, READY, body
from bench.load import Latencies, closed_loop, json_bodies, open_loop
from bench.results import spread, tell
from bench.service import HOME, environment, prepare

RUNS = 5
SECONDS = 5
RATE = 50
RATE_SECONDS = 10
MIXED = 1_000
SERVER = Path(__file__).with_name("api_server.py")
PUBLISHED = (
    '{{ occupation(code: "6-31-01-03") {{ name tasks {{ text }} certificates {{ level }} }} }} # {n}',
    '{{ occupations(search: "{n}", first: 20) {{ totalCount edges {{ node {{ name }} }} }} }}',
    "{{ institutions(first: {page}) {{ edges {{ node {{ name offers {{ name price }} }} }} }} }}",
    '{{ courses(search: "焊", first: {page}) {{ edges {{ node {{ name majors {{ name }} }} }} }} }}',
    '{{ resolveOccupation(text: "焊接和装配 {n}", first: {page}) {{ matches {{ score occupation {{ name }} }} }} }}',
    '{{ why(id: "occ:6-31-01-03@2022") {{ sources {{ title }} }} }} # {n}',
)


def main() -> None:
    """Measures on a prepared data directory; prints a table and keeps the figures."""
    prepare()
    with _serving() as (address, pid):
        rates = [_round(address) for _ in range(RUNS)]
        latencies = [_latency(address) for _ in range(RUNS)]
        asyncio.run(open_loop(f"{address}/graphql", list(_mixed()), rate=20))
        python = psutil.Process(pid).memory_info().rss / 1e6
        store = sum(child.memory_info().rss for child in psutil.Process(pid).children(recursive=True)) / 1e6
    ratios = {
        "to_ready": [run["learning_path"] / run["ready"] for run in rates],
        "to_bare": [run["learning_path"] / run["bare"] for run in rates],
    }
    percentiles = {
        name: [run.percentile(share) for run in latencies] for name, share in (("p50", 0.5), ("p99", 0.99))
    }
    rows = [
        ("learningPath, requests/s", spread([run["learning_path"] for run in rates], 0)),
        ("the same ready object, requests/s", spread([run["ready"] for run in rates], 0)),
        ("bare handler, same bytes, requests/s", spread([run["bare"] for run in rates], 0)),
        ("learningPath / ready object", spread(ratios["to_ready"])),
        ("learningPath / bare handler", spread(ratios["to_bare"])),
        (f"open loop {RATE}/s, p50 ms", spread(percentiles["p50"], 1)),
        (f"open loop {RATE}/s, p99 ms", spread(percentiles["p99"], 1)),
        (f"MB resident after {MIXED} mixed requests, Python", f"{python:.0f}"),
        ("MB resident, embedded store", f"{store:.0f}"),
    ]
    measured: dict[str, Any] = {
        "runs": rates,
        "ratios": ratios,
        "latency_ms": percentiles,
        "requests_per_latency_run": RATE * RATE_SECONDS,
        "python_mb": python,
        "store_mb": store,
        "median": {
            **{name: median(run[name] for run in rates) for name in rates[0]},
            **{name: median(values) for name, values in (ratios | percentiles).items()},
        },
    }
    tell("api", (f"GraphQL, {RUNS} runs", "median (least .. most)"), rows, measured)


def _round(address: str) -> dict[str, float]:
    """The three by turns, a second each, so that what the machine does meanwhile weighs on all alike."""
    people = [body(person) for person in islice(_people(), 2_000)]
    asked = {
        "learning_path": (f"{address}/graphql", people),
        "ready": (f"{address}/ready", json_bodies(iter([READY]))),
        "bare": (f"{address}/bare", people),
    }
    turns = [
        {name: closed_loop(*target, seconds=1) for name, target in asked.items()} for _ in range(SECONDS)
    ]
    return {name: mean(turn[name] for turn in turns) for name in asked}


def _latency(address: str) -> Latencies:
    people = [body(person) for person in islice(_people(), RATE * RATE_SECONDS)]
    return asyncio.run(open_loop(f"{address}/graphql", people, rate=RATE))


def _people() -> Iterator[dict[str, Any]]:
    """People of whom no two are alike, over all the runs of a process."""
    for number in _NUMBERS:
        birth, start = date(1960, 1, 1) + timedelta(days=number % 14_000), date(2015, 1, 1)
        since = start + timedelta(days=number // 14_000 + number % 1_500)
        spells = [{"occupation": "6-31-01-03", "from": since.isoformat()}]
        yield {**PERSON, "birth": birth.isoformat(), "spells": spells}


_NUMBERS = iter(range(10**9))


def _mixed() -> Iterator[bytes]:
    people = _people()
    for number in range(MIXED):
        kind = number % (len(PUBLISHED) + 1)
        if kind == len(PUBLISHED):
            yield body(next(people))
        else:
            yield from json_bodies(iter([PUBLISHED[kind].format(n=number, page=number % 100 + 1)]))


@contextmanager
def _serving() -> Generator[tuple[str, int]]:
    """The measured application on the prepared data directory, once it is ready: its address and process."""
    with socket.socket() as free:
        free.bind((ADDRESS, 0))
        port = free.getsockname()[1]
    address = f"http://{ADDRESS}:{port}"
    command = [sys.executable, "-m", "bench.api_server", str(port)]
    process = subprocess.Popen(command, env={**environment(HOME), "PYTHONPATH": os.fspath(SERVER.parents[1])})
    try:
        _wait(address, process)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait(60)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            answer = httpx.get(f"{address}/readyz")
            if answer.status_code == httpx.codes.OK and answer.json()["freeText"]:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise RuntimeError("the service did not start")


if __name__ == "__main__":
    main()
