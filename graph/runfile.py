"""The run file: how a service that shares its store tells other processes of the same user where it is."""

import json
import os
import socket
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from graph.target import Target

_ANSWER_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Run:
    """A running store: the process that owns it, and the port, user, secret and database to use."""

    pid: int
    port: int
    user: str
    secret: str
    database: str


def write_private(path: Path, text: str) -> None:
    """Writes a file that only its owner can read, all of it or nothing."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)


@contextmanager
def published(path: Path, run: Run) -> Generator[None]:
    """Keeps the run file in place, readable by its owner only, as long as the context lasts."""
    write_private(path, json.dumps({name: getattr(run, name) for name in Run.__slots__}))
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def running(path: Path) -> Run | None:
    """The running store that the file names; None where there is none, or its process or port is dead."""
    try:
        run = Run(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return run if _alive(run.pid) and _answers(run.port) else None


def address(run: Run, writer: Path) -> Target:
    """What the gateway needs to use a running store."""
    return Target(f"bolt://127.0.0.1:{run.port}", run.user, run.secret, run.database, writer)


def _alive(pid: int) -> bool:
    with suppress(ProcessLookupError, OverflowError):
        try:
            os.kill(pid, 0)
        except PermissionError:
            return True
        return True
    return False


def _answers(port: int) -> bool:
    with suppress(OSError, OverflowError):
        socket.create_connection(("127.0.0.1", port), _ANSWER_SECONDS).close()
        return True
    return False
