"""Progress of what takes time, on stderr."""

import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

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
    """A progress bar on stderr; what it yields is called with (done, total)."""
    with tqdm(desc=title, unit=unit, file=sys.stderr, dynamic_ncols=True) as shown:

        def progress(done: int, total: int) -> None:
            shown.total = total
            shown.update(done - shown.n)

        yield progress
