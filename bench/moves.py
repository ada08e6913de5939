"""Occupation moves: does pairing the tasks of a short list only give what pairing those of all occupations gives?

Offline, on the shipped tables with the built-in encoder. The better the short list, the larger the part of the first
ten moves sideways that stays the same; the larger it is, the longer an answer takes.
"""

import time
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from api.settings import CHECKOUT
from bench.results import tell
from bench.vectors import KeptVectors
from graph.catalogue import Catalogue
from graph.model.history import Revision
from ingest.loading import load
from recommender.moves.mover import CANDIDATES, Mover
from recommender.planning.planner import Planner
from recommender.text.passages import TextKind, passages
from recommender.text.tasks import Tasks

QUESTIONS = 300
FIRST = 10
SHORT_LISTS = (50, 100, CANDIDATES, 400)
RESAMPLES = 2_000
SEED = 0
TODAY = date(2026, 11, 24)


def main() -> None:
    """Prints agreement and time for each length of the short list, and keeps them."""
    with threadpool_limits(1):
        mover = _mover()
        every = len(mover.tasks.occupations)
        chosen = np.random.default_rng(SEED).permutation(every)[:QUESTIONS]
        asked = [mover.tasks.occupations[row] for row in sorted(chosen)]
        whole, whole_times = _answered(mover, asked, every)
        found = [_compared(mover, asked, whole, count) for count in SHORT_LISTS]
    times = _quantiles(whole_times)
    found.append({"candidates": every, "same": 1.0, "interval": (1.0, 1.0), "all_same": 1.0, **times})
    header = ("candidates", f"same of the first {FIRST}", "95 %", "all same", "p50 ms", "p99 ms")
    tell("moves", header, [_row(row) for row in found], {"questions": len(asked), "measured": found})


def _mover() -> Mover:
    shipped = load(CHECKOUT / "data").snapshot
    catalogue = Catalogue.of(shipped, Revision(1, datetime.now(UTC), "bench", (), MappingProxyType({})))
    embedder, texts = KeptVectors(None), passages(catalogue)
    tasks = [text for text in texts if text.kind is TextKind.TASK]
    vectors = embedder.encode([text.encoded for text in tasks], kind="passage")
    return Mover.of(Planner.of(catalogue), Tasks.among(catalogue, tasks, vectors), model=embedder.digest)


def _answered(mover: Mover, asked: list[str], candidates: int) -> tuple[list[list[str]], list[float]]:
    """The moves sideways of each question by id, and the processor seconds that each took."""
    found: list[list[str]] = []
    seconds: list[float] = []
    for occupation in asked:
        start = time.thread_time()
        moves = mover.moves(occupation, as_of=TODAY, first=FIRST, candidates=candidates)
        seconds.append(time.thread_time() - start)
        found.append([move.id for move in moves.lateral])
    return found, seconds


def _compared(mover: Mover, asked: list[str], whole: list[list[str]], count: int) -> dict[str, Any]:
    found, seconds = _answered(mover, asked, count)
    shares = np.array([len(set(a) & set(b)) / len(b) for a, b in zip(found, whole, strict=True)])
    resampled = np.random.default_rng(SEED).choice(shares, (RESAMPLES, len(shares))).mean(axis=1)
    return {
        "candidates": count,
        "same": float(shares.mean()),
        "interval": np.quantile(resampled, (0.025, 0.975)).tolist(),
        "all_same": float(np.mean([a == b for a, b in zip(found, whole, strict=True)])),
        **_quantiles(seconds),
    }


def _quantiles(seconds: list[float]) -> dict[str, float]:
    middle, most = np.quantile(seconds, (0.5, 0.99)) * 1_000
    return {"p50_ms": float(middle), "p99_ms": float(most)}


def _row(found: dict[str, Any]) -> tuple[object, ...]:
    low, high = found["interval"]
    shares = (f"{found['same']:.3f}", f"{low:.3f} .. {high:.3f}", f"{found['all_same']:.2f}")
    return (found["candidates"], *shares, f"{found['p50_ms']:.1f}", f"{found['p99_ms']:.1f}")


if __name__ == "__main__":
    main()
