"""Targets of time, from what the timing measurements kept: each is a benchmark of its own, to be run on a quiet machine."""

import json
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from bench.evaluation.targets import Target
from bench.intervals import Interval
from bench.results import RESULTS

BATCH, SINGLE_MS, TRAINING_SECONDS = 0.9, 40.0, 60.0


def timed() -> Iterator[Target]:
    """Median and range of the rounds as they were last measured; not measured where nothing is kept."""
    coding, adapter = _kept("coding"), _kept("adapter")
    ratios = coding["ratios"] if coding else []
    single = coding["single_ms"]["coded"] if coding else []
    training = [run["wall"] for run in adapter["rounds"]] if adapter else []
    yield _least(
        "coding titles in batches, share of the encoder's own speed (range of rounds)", ratios, BATCH
    )
    yield _most("coding one title, ms (median; middle 90 %)", _middle(single), SINGLE_MS)
    yield _most("model train with vectors stored, s (range of rounds)", _range(training), TRAINING_SECONDS)


def _least(what: str, rounds: Sequence[float], wanted: float) -> Target:
    found = _range(rounds)
    return Target(what, f"at least {wanted:g}", found, None if found is None else found.mean >= wanted)


def _most(what: str, found: Interval | None, wanted: float) -> Target:
    return Target(what, f"at most {wanted:g}", found, None if found is None else found.mean <= wanted)


def _range(values: Sequence[float]) -> Interval | None:
    return Interval(median(values), min(values), max(values)) if values else None


def _middle(values: Sequence[float]) -> Interval | None:
    """The median, and what nine of ten values lie between."""
    if not values:
        return None
    ordered, outside = sorted(values), len(values) // 20
    return Interval(median(values), ordered[outside], ordered[-1 - outside])


def _kept(name: str) -> dict[str, Any] | None:
    path = RESULTS / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
