"""Where a command may put a file: told before what takes long, not after it."""

import os
from pathlib import Path

from graph.errors import InvalidInput


def check_out(out: Path | None, *sources: Path | None) -> None:
    """Raises InvalidInput where `--out` cannot be written, or would take the place of a file that is read."""
    if out is None:
        return
    if out.is_dir():
        raise InvalidInput(f"--out: cannot write {out}: it is a directory", field="--out")
    folder = out.absolute().parent
    if not folder.is_dir():
        raise InvalidInput(f"--out: there is no folder {folder}", field="--out")
    if not os.access(folder, os.W_OK):
        raise InvalidInput(f"--out: nothing can be written in {folder}", field="--out")
    for source in sources:
        if source is not None and source.exists() and out.exists() and out.samefile(source):
            raise InvalidInput(f"--out: {out} is the file that is read", field="--out")
