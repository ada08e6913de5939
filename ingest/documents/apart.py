"""A notice read apart, in a process of its own that ends with it: `python -m ingest.documents.apart NAME < FILE`.

A file that a stranger sends may keep a processor busy for minutes or unpack to more than a machine has. Such a process
is bounded in processor time and memory and can be ended, which a thread cannot. It prints the notice, or what is wrong
with the file, as JSON, and exits with 0 or with 2.
"""

import json
import resource
import sys
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from graph.errors import InvalidInput
from ingest.documents.notices import NewOccupationNotice, notice_of
from ingest.documents.reading import read_content

MODULE = "ingest.documents.apart"
REFUSED = 2
MOST_SECONDS = 30
MOST_MEMORY = 1 << 30


def answer(name: str, content: bytes) -> tuple[int, dict[str, Any]]:
    """The exit code and what is printed: `file` and `occupations`, or `error` as every refusal is told."""
    try:
        notice = notice_of(read_content(name, content))
    except InvalidInput as error:
        return REFUSED, {"error": error.told()}
    return 0, {"file": notice.file, "occupations": [_shown(found) for found in notice.occupations]}


def bound() -> None:
    """Bounds this process, where the system knows how to."""
    for kind, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS)):
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


def _shown(found: NewOccupationNotice) -> dict[str, Any]:
    shown = {**asdict(found), "missing": found.missing}
    return {"workTypes" if name == "work_types" else name: value for name, value in shown.items()}


if __name__ == "__main__":
    bound()
    code, printed = answer(sys.argv[1], sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(printed, ensure_ascii=False).encode())
    sys.exit(code)
