"""Where marks of the desk are kept that follow what developers judged, and how a running service takes them up."""

import json
from dataclasses import asdict
from pathlib import Path

import anyio.to_thread

from api.files import put
from api.settings import Settings
from graph.errors import InvalidInput
from recommender.desk.marks import REPORT, Marks, marks_in_use
from recommender.desk.refitting import Refit

FILE = "desk.json"


def marks_file(settings: Settings) -> Path:
    """Where marks that were fitted again are looked for."""
    return settings.home / FILE


def write_refit(found: Refit, path: Path) -> bool:
    """Puts marks that were fitted again in use, their report beside them; False where the shipped ones stay.

    Then a file of earlier ones is taken away. Raises InvalidInput where nothing can be written.
    """
    try:
        if not found.marks.judged:
            path.unlink(missing_ok=True)
            return False
        report = {name: value for name, value in asdict(found).items() if name != "marks"}
        content = json.dumps({**asdict(found.marks), REPORT: report}, ensure_ascii=False, indent=1)
        put(path, f"{content}\n".encode())
    except OSError as error:
        raise InvalidInput(f"cannot write {path}: {error.strerror}", field="LIFEPATH_HOME") from error
    return True


class MarksHolder:
    """The marks of a file, read again where the file is another one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int, int] | None = None
        self.present: Marks | None = None

    async def refresh(self) -> None:
        """Takes up what the file holds now; without one that fits, the shipped marks."""
        seen = _seen(self._path)
        if self.present is None or seen != self._seen:
            self._seen = seen
            self.present = await anyio.to_thread.run_sync(marks_in_use, self._path)


def _seen(path: Path) -> tuple[int, int, int] | None:
    """What tells one file from another in the same place; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
