"""A `lifepath serve` of its own for measurements, on a free port and a data directory under bench/work/."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil

from bench.results import WORK

HOME = WORK / "home"
LIFEPATH = Path(sys.executable).with_name("lifepath")
PATIENCE_SECONDS = 300.0
PAUSE_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Service:
    """A running service and the moment (perf_counter) at which its command was given."""

    address: str
    process: subprocess.Popen[str]
    started: float
    client: httpx.Client

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """The whole response to a GraphQL query."""
        request = {"query": query, "variables": variables}
        return self.client.post(f"{self.address}/graphql", json=request).json()

    def state(self) -> dict[str, Any]:
        """What /readyz tells."""
        return self.client.get(f"{self.address}/readyz").json()

    def seconds_until(self, holds: Callable[[], bool]) -> float:
        """Seconds from the start of the command until `holds`; a service that does not answer does not hold."""
        deadline = time.perf_counter() + PATIENCE_SECONDS
        while time.perf_counter() < deadline:
            try:
                if holds():
                    return time.perf_counter() - self.started
            except httpx.TransportError:
                pass
            time.sleep(PAUSE_SECONDS)
        raise TimeoutError(f"not within {PATIENCE_SECONDS:.0f} s")

    def megabytes(self) -> tuple[float, float]:
        """Resident memory of the Python process and of the store's process, 0 where there is none."""
        python = psutil.Process(self.process.pid)
        store = sum(child.memory_info().rss for child in python.children(recursive=True))
        return python.memory_info().rss / 1e6, store / 1e6


@contextmanager
def serving(home: Path = HOME) -> Generator[Service]:
    """The service on `home`, stopped at the end as Ctrl-C stops it."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [LIFEPATH, "serve", "--port", "0", "--json"],
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        with httpx.Client(timeout=30) as client:  # one for all: making one costs more than asking
            yield Service(_address(process), process, started, client)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def prepare(home: Path = HOME) -> None:
    """Fills the data directory once: shipped tables, model, vectors."""
    for command in (["model", "prepare"], ["ingest"], ["search", "电工"]):
        subprocess.run([LIFEPATH, *command], env=environment(home), check=True, stdout=subprocess.DEVNULL)


def environment(home: Path) -> dict[str, str]:
    """The environment of the caller, without a store of the caller's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    return {**kept, "LIFEPATH_HOME": str(home)}


def _address(process: subprocess.Popen[str]) -> str:
    """What the service prints first, an object over several lines."""
    assert process.stdout is not None
    text = ""
    for line in process.stdout:
        text += line
        if line.startswith("}"):
            return json.loads(text)["address"]
    raise RuntimeError("the service ended before it told its address")
