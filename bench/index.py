"""What the exact index costs beside the bare numpy product: processor time of one thread, both in turn."""

import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from bench.results import spread, tell
from recommender.text.index import Float32, Index, Rows

DIM = 384
PASSAGES = 18_607  # texts of the shipped catalogue
ROWS = (PASSAGES, 10_000, 100_000)
QUERIES = (1, 128)
KS = (10, 100)
ROUNDS = 7
SECONDS = 0.1  # processor time that one round of either side takes at least
SEED = 0


def main() -> None:
    """Prints the ratio for each size, batch, k and filter, and keeps all rounds."""
    random = np.random.default_rng(SEED)
    measured: list[dict[str, Any]] = []
    with threadpool_limits(1):
        for rows in ROWS:
            matrix = alike_vectors(random, rows)
            half = np.sort(random.permutation(rows)[: rows // 2]).astype(np.intp)
            for count in QUERIES:
                queries = alike_vectors(random, count)
                for k in KS:
                    for among in (None, half):
                        measured.append(_measured(matrix, queries, k, among))
                        print(_row(measured[-1]), flush=True)
    header = ("rows", "filter", "queries", "k", "product ms", "ratio: median (least .. most)")
    tell("index", header, [_row(found) for found in measured], {"threads": 1, "measured": measured})


def alike_vectors(random: np.random.Generator, rows: int) -> Float32:
    """Normalised vectors that are as alike as those of sentences are: cosines around 0.85."""
    drawn = random.standard_normal((rows, DIM), np.float32) * 0.42 + np.ones(DIM, np.float32)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


def _measured(matrix: Float32, queries: Float32, k: int, among: Rows | None) -> dict[str, Any]:
    index = Index.of(matrix)

    def product() -> object:
        return queries @ (matrix if among is None else matrix[among]).T

    def search() -> object:
        return index.top_k(queries, k, among=among)

    times = max(1, int(SECONDS / _seconds(product, 3)))
    rounds = [(_seconds(product, times), _seconds(search, times)) for _ in range(ROUNDS)]
    return {
        "rows": len(matrix),
        "filtered": None if among is None else len(among),
        "queries": len(queries),
        "k": k,
        "product_ms": median(bare for bare, _ in rounds) * 1_000,
        "ratios": [ours / bare for bare, ours in rounds],
    }


def _seconds(run: Callable[[], object], times: int) -> float:
    """Processor seconds of one run, over several."""
    start = time.thread_time()
    for _ in range(times):
        run()
    return (time.thread_time() - start) / times


def _row(found: dict[str, Any]) -> Sequence[object]:
    kept = "half" if found["filtered"] else "none"
    ms = f"{found['product_ms']:.2f}"
    return (found["rows"], kept, found["queries"], found["k"], ms, spread(found["ratios"], 3))


if __name__ == "__main__":
    main()
