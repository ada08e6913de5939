"""Progress of what takes time, on stderr."""

import sys
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from typing import NoReturn

from tqdm import tqdm

Progress = Callable[[int, int], None]


def note(text: str) -> None:
    """One line on stderr."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


@contextmanager
def step(title: str) -> Generator[None]:
    """Announces a step on stderr and tells how long it took."""
    start = time.perf_counter()
    sys.stderr.write(f"{title} ...")
    sys.stderr.flush()
    try:
        yield
    except BaseException:
        note(" stopped")
        raise
    note(f" {time.perf_counter() - start:.1f} s")


@contextmanager
def bar(title: str, unit: str) -> Generator[Progress]:
    """A progress bar on stderr, shown from the first call of what it yields, with (done, total)."""
    with ExitStack() as stack:
        shown: tqdm[NoReturn] | None = None

        def progress(done: int, total: int) -> None:
            nonlocal shown
            if shown is None:
                shown = stack.enter_context(_bar(title, unit, total))
            shown.update(done - shown.n)

        yield progress


def _bar(title: str, unit: str, total: int) -> "tqdm[NoReturn]":
    return tqdm(desc=title, unit=unit, total=total, file=sys.stderr, dynamic_ncols=True)
