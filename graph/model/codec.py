"""Facts to store properties and back: enums as their value, dates as ISO text, tuples as lists.

`valid_from` and `valid_to` are never null in the store: the sentinels FIRST_DAY and LAST_DAY stand for "always".
"""

import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

FIRST_DAY = "0001-01-01"
LAST_DAY = "9999-12-31"
_SENTINELS = {"valid_from": FIRST_DAY, "valid_to": LAST_DAY}
T = TypeVar("T")
Value = str | int | float | bool | list[str] | None


def encode(fact: object) -> dict[str, Value]:
    """Store properties of a fact, every field of it; None where there is no value."""
    return {name: _stored(name, getattr(fact, name)) for name, _ in _readers(type(fact))}


def decode(cls: type[T], row: Mapping[str, Any]) -> T:
    """The fact that `encode` wrote; a property missing from `row` counts as None."""
    return cls(**{name: read(row.get(name)) for name, read in _readers(cls)})


def decode_table(cls: type[T], names: Sequence[str], rows: Iterable[Sequence[Any]], **fixed: Any) -> list[T]:
    """The facts that `encode` wrote, from rows of their properties in the order of `names`.

    `fixed` are further fields, equal in all of them. Gives what `decode` gives, several times faster: each column
    is converted at once, and equal values of it share one object.
    """
    readers = dict(_readers(cls))
    columns = [
        _converted(readers[name], column)
        for name, column in zip(names, zip(*rows, strict=True), strict=False)
    ]
    return [cls(**dict(zip(names, values, strict=True)), **fixed) for values in zip(*columns, strict=True)]


def _converted(read: Callable[[Any], Any], column: Sequence[Any]) -> Iterable[Any]:
    if read is _as_it_is:
        return column
    if any(isinstance(value, list) for value in column):
        return map(read, column)
    known = {value: read(value) for value in set(column)}
    return map(known.__getitem__, column)


def _as_it_is(value: Any) -> Any:
    return value


def _stored(name: str, value: Any) -> Value:
    if value is None:
        return _SENTINELS.get(name)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [str(item) for item in value]  # type: ignore[reportUnknownVariableType]
    return value


@cache
def _readers(cls: type) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    hints = get_type_hints(cls)
    return tuple((f.name, _reader(f.name, hints[f.name])) for f in fields(cls))


def _reader(name: str, hint: Any) -> Callable[[Any], Any]:
    if name in _SENTINELS:
        return _read_day
    kind = _bare(hint)
    if get_origin(kind) is tuple:
        item = get_args(kind)[0]
        return lambda value: tuple(item(v) for v in value or ())
    if isinstance(kind, type) and issubclass(kind, date):
        return lambda value: None if value is None else date.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, StrEnum | float):
        return lambda value: None if value is None else kind(value)
    return _as_it_is


def _read_day(value: str | None) -> date | None:
    return None if value in {None, FIRST_DAY, LAST_DAY} else date.fromisoformat(value or "")


def _bare(hint: Any) -> Any:
    if get_origin(hint) in {Union, types.UnionType}:
        return next(a for a in get_args(hint) if a is not type(None))
    return hint
