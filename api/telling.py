"""Answers in JSON that tell sentences and places in both languages: `reason` in English, `reason_chinese` beside it."""

import dataclasses
from collections.abc import Mapping

from pydantic_core import to_json

from graph.places import Place
from graph.sayings import Said

CHINESE = "{name}_chinese"


def told(value: object) -> bytes:
    """A value as JSON, sentences and places in both languages wherever they stand in it by a name."""
    return to_json(_plain(value))


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _named({field.name: getattr(value, field.name) for field in dataclasses.fields(value)})
    if isinstance(value, Mapping):
        return _named({str(name): item for name, item in value.items()})  # type: ignore[reportUnknownVariableType]
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]  # type: ignore[reportUnknownVariableType]
    return str(value) if isinstance(value, (Said, Place)) else value


def _named(values: Mapping[str, object]) -> dict[str, object]:
    both: dict[str, object] = {}
    for name, value in values.items():
        both[name] = _plain(value)
        if isinstance(value, (Said, Place)):
            both[CHINESE.format(name=name)] = value.chinese
    return both
