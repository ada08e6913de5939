"""Locks between the processes of one machine: whoever holds the file, or whose child inherited it, holds the lock."""

import asyncio
import fcntl
import os
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

_PAUSE = 0.05


@contextmanager
def held(path: Path) -> Generator[int | None]:
    """Tries to lock `path` and yields its file descriptor, or None where another process has it.

    A child that inherits the descriptor keeps the lock after this process is gone.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield descriptor if _locked(descriptor) else None
    finally:
        os.close(descriptor)


@asynccontextmanager
async def in_turn(path: Path | None) -> AsyncGenerator[None]:
    """Waits until no other process holds `path`, and holds it; does nothing without a path."""
    if path is None:
        yield
        return
    while True:
        with held(path) as descriptor:
            if descriptor is not None:
                yield
                return
        await asyncio.sleep(_PAUSE)


def sign(descriptor: int, text: str) -> None:
    """Writes into a locked file who holds it, for those who find it locked."""
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, text.encode(), 0)


def signature(path: Path) -> str:
    """Who holds, or last held, the lock; empty where nobody said."""
    with suppress(OSError):
        return path.read_text(encoding="utf-8").strip()
    return ""


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
