"""What `lifepath model train` takes, end to end, on a data directory of its own: first with what asks still to be encoded.

The first run encodes the texts that ask, as it does for every new user; the others find all vectors stored. Each is the
real command in a process of its own: starting, opening the store, reading the catalogue and the vectors, training, writing
the artefact. Processor time is that of the command and of the embedded store that it runs.
"""

import json
import os
import re
import subprocess
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import anyio

from api.adapting import as_queries
from bench.results import WORK, spread, tell
from bench.service import LIFEPATH, environment, prepare
from graph.opening import open_store
from recommender.embedding.e5 import DIGEST

HOME = WORK / "adapter"
ROUNDS = 3
WANTED_SECONDS = 60
_STEP = re.compile(r"^(?P<title>[a-z ]+) \.\.\. (?P<seconds>[\d.]+) s$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds of one command: wall, processor, the training alone, and each step that it tells of."""

    wall: float
    processor: float
    training: float
    steps: dict[str, float]


def main() -> None:
    """Prepares the data directory, forgets what asked before, runs once with encoding and then in rounds without."""
    prepare(HOME)
    asking = anyio.run(_forget_what_asked)
    first = _run()
    rounds = [_run() for _ in range(ROUNDS)]
    walls = [run.wall for run in rounds]
    rows = [
        ("whole command, vectors stored: wall, s", spread(walls)),
        ("whole command, vectors stored: processor, s", spread([run.processor for run in rounds])),
        ("of which training, s", spread([run.training for run in rounds])),
        *((f"of which {name}, s", spread([run.steps[name] for run in rounds])) for name in _steps(rounds)),
        (f"within {WANTED_SECONDS} s", "yes" if max(walls) <= WANTED_SECONDS else "no"),
        ("first time, with the texts that ask encoded: wall, s", f"{first.wall:.2f}"),
        ("first time: processor, s", f"{first.processor:.2f}"),
    ]
    measured = {"forgotten": asking, "first": asdict(first), "rounds": [asdict(run) for run in rounds]}
    tell("adapter", (f"lifepath model train, {ROUNDS} rounds", "median (least .. most)"), rows, measured)


async def _forget_what_asked() -> int:
    """How many vectors of texts that ask were stored, and are no more."""
    digest = as_queries(DIGEST)
    async with open_store(HOME, None) as store:
        stored = await store.embeddings(digest)
        await store.forget_embeddings(digest, stored.keys())
    return len(stored)


def _run() -> Run:
    start, before = time.perf_counter(), _processor()
    command = [LIFEPATH, "model", "train", "--json"]
    process = subprocess.Popen(
        command, env=environment(HOME), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    out, told = process.communicate()
    wall, used = time.perf_counter() - start, _processor() - before
    if process.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {process.returncode}: {told[-500:]}")
    steps = {found["title"]: float(found["seconds"]) for found in _STEP.finditer(told)}
    return Run(wall, used, json.loads(out)["training"]["seconds"], steps)


def _processor() -> float:
    """Seconds of processor time of all child processes that have ended, and of theirs."""
    times = os.times()
    return times.children_user + times.children_system


def _steps(rounds: Sequence[Run]) -> list[str]:
    """What every round tells of, in the order of the first."""
    return [name for name in rounds[0].steps if all(name in run.steps for run in rounds)]


if __name__ == "__main__":
    main()
