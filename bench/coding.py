"""What coding job titles costs beside encoding them: whole batches in turn with the encoder alone, and one by one.

The titles are those of the proof half of bench.quality. Both sides encode with the same loaded model, as `lifepath
code` does; the encoder alone gets the titles as they are, the coder cleans them first.
"""

import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

import numpy as np

from bench.coded import coder
from bench.quality import catalogue, halves, read_cases
from bench.results import spread, tell
from bench.vectors import KeptVectors
from recommender.embedding.embedder import Embedder, Kind, open_embedder
from recommender.embedding.packed import Float32
from recommender.titles.coding import TOGETHER, Coder, TextType

TITLES, SINGLE = 1_024, 100
ROUNDS = 3
FIRST = 4  # matches asked for, as `lifepath code` does


class Loaded:
    """The loaded model for queries; passages, which cost nothing to code with, from earlier runs."""

    def __init__(self) -> None:
        self._kept = KeptVectors(None)
        self.model: Embedder = open_embedder(None)
        self.digest, self.dim = self._kept.digest, self.model.dim

    def encode(self, texts: Sequence[str], *, kind: Kind, progress: Any = None) -> Float32:
        """As the model would."""
        chosen: Embedder = self.model if kind == "query" else self._kept
        return chosen.encode(texts, kind=kind, progress=progress)


def main() -> None:
    """Prints texts a second of both sides with their ratio, and milliseconds of single titles."""
    loaded = Loaded()
    by = coder(catalogue(aliases=True), loaded)
    titles = [case.title for case in halves(read_cases())["proof"]][:TITLES]
    alone, coding = _batches(titles, by, loaded.model)
    one = titles[:SINGLE]
    encoded = _each(one, lambda title: loaded.model.encode([title], kind="query"))
    coded = _each(one, by.code)
    ratios = [bare / ours for bare, ours in zip(alone, coding, strict=True)]
    rows = [
        ("encoder alone, texts/s", spread([len(titles) / seconds for seconds in alone], 0)),
        ("coding, titles/s", spread([len(titles) / seconds for seconds in coding], 0)),
        ("coding / encoder alone", spread(ratios, 3)),
        ("one title, encoder alone, ms p50; p99", _percentiles(encoded)),
        ("one title coded, ms p50; p99", _percentiles(coded)),
    ]
    measured = {
        "titles": len(titles),
        "kinds": {kind.value: sum(c.type is kind for c in by.code_all(titles, first=1)) for kind in TextType},
        "encoder_seconds": alone,
        "coding_seconds": coding,
        "ratios": ratios,
        "single_ms": {"encoder": encoded, "coded": coded},
    }
    tell("coding", (f"{len(titles)} proof titles, {ROUNDS} rounds", "median (least .. most)"), rows, measured)


def _batches(titles: Sequence[str], by: Coder, model: Embedder) -> tuple[list[float], list[float]]:
    """Seconds of each round of both, in turn, after one that warms up; both see as many titles at a time."""
    parts = [titles[start : start + TOGETHER] for start in range(0, len(titles), TOGETHER)]

    def encode() -> None:
        for part in parts:
            model.encode(part, kind="query")

    def code() -> None:
        for part in parts:
            by.code_all(part, first=FIRST)

    rounds = [(_seconds(encode), _seconds(code)) for _ in range(ROUNDS + 1)][1:]
    return [bare for bare, _ in rounds], [ours for _, ours in rounds]


def _each(titles: Sequence[str], run: Callable[[str], object]) -> list[float]:
    """Milliseconds of each title, after a few that warm up."""
    for title in titles[:5]:
        run(title)
    return [round(1_000 * _seconds(lambda title=title: run(title)), 2) for title in titles]


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _percentiles(values: Sequence[float]) -> str:
    return f"{median(values):.1f}; {np.percentile(values, 99):.1f}"


if __name__ == "__main__":
    main()
