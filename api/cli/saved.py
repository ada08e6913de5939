"""Files of answers as the commands write them: one JSON object, or one a line."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graph.errors import InvalidInput


def read_objects(path: Path, field: str) -> list[Any]:
    """The JSON objects of a file; raises InvalidInput naming the file, and the line where there are several."""
    text = read_text(path, field)
    try:
        return [json.loads(text)]
    except json.JSONDecodeError:
        return _lines(text, path, field)
    except RecursionError:
        raise _too_deep(f"{field}: {path}", field) from None


def read_text(path: Path, field: str) -> str:
    """The text of a file; raises InvalidInput naming it."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InvalidInput(f"{field}: cannot read {path}: {error.strerror}", field=field) from error
    except UnicodeDecodeError as error:
        place = f"byte {error.start + 1}"
        raise InvalidInput(f"{field}: {path} is not UTF-8 text ({place})", field=field) from error


def single(found: Sequence[Any], path: Path, field: str) -> Any:
    """The only object of a file; raises InvalidInput where there are several."""
    if len(found) != 1:
        raise InvalidInput(f"{field}: {path} holds {len(found)} answers; give one", field=field)
    return found[0]


def _lines(text: str, path: Path, field: str) -> list[Any]:
    found: list[Any] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise InvalidInput(
                f"{field}: {path}, line {number} is not JSON: {error.msg}", field=field
            ) from None
        except RecursionError:
            raise _too_deep(f"{field}: {path}, line {number}", field) from None
    if not found:
        raise InvalidInput(f"{field}: {path} holds no answer", field=field)
    return found


def _too_deep(place: str, field: str) -> InvalidInput:
    return InvalidInput(f"{place} is no answer: its brackets are too deep", field=field)
