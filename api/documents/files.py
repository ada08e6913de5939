"""Which kind of document a name asks for, and writing it."""

import importlib
from pathlib import Path

from api.documents.plan import plan_of
from api.files import put
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
    try:
        put(path, content)
    except OSError as error:
        raise InvalidInput(f"--out: cannot write {path}: {error.strerror}", field="--out") from error
