"""Putting files in their places."""

import os
from contextlib import suppress
from pathlib import Path


def put(path: Path, content: bytes) -> None:
    """Puts a file in its place when it is whole: until then, and where that fails, what stands there stays.

    Raises OSError where it cannot be written, and leaves nothing of it behind.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    finally:
        with suppress(OSError):  # what hindered writing may hinder this too
            draft.unlink(missing_ok=True)
