"""Which kind of document a name asks for, and writing it."""

import importlib
import os
from pathlib import Path

from api.documents.plan import plan_of
from graph.errors import InvalidInput
from recommender.planning.onward import Onward
from recommender.planning.telling import FullyTold
from recommender.shared.profile import WorkerProfile

# Imported when one is asked for: a command that writes none does not pay for them.
SUFFIXES = {
    ".html": "api.documents.html",
    ".pdf": "api.documents.pdf",
    ".ics": "api.documents.calendar",
}


def document(full: FullyTold, profile: WorkerProfile, after: Onward | None, *, suffix: str) -> bytes:
    """The plan of an answer as a document; `suffix` is one of SUFFIXES."""
    return importlib.import_module(SUFFIXES[suffix]).render(plan_of(full, profile, after))


def media_type(suffix: str) -> str:
    """What a document of this kind is sent as."""
    return importlib.import_module(SUFFIXES[suffix]).MEDIA_TYPE


def write(path: Path, content: bytes) -> None:
    """Puts a file in its place when it is whole; raises InvalidInput where it cannot be written."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise InvalidInput(f"--out: cannot write {path}: {error.strerror}", field="--out") from error
