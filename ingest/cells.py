"""What pydantic finds wrong with a cell, as a sentence of ours."""

import re
from collections.abc import Mapping

from pydantic_core import ErrorDetails

from graph.sayings import Said
from ingest.faults import CellFault
from ingest.records import ENGLISH_NAMES

_CHECKS: Mapping[str, CellFault] = {
    **dict.fromkeys(("missing", "too_short", "string_too_short"), CellFault.CELL_EMPTY),
    "string_pattern_mismatch": CellFault.CELL_PATTERN,
    **dict.fromkeys(("enum", "literal_error"), CellFault.CELL_CHOICE),
    **dict.fromkeys(("int_parsing", "int_from_float", "int_parsing_size"), CellFault.CELL_WHOLE),
    **dict.fromkeys(("float_parsing", "finite_number"), CellFault.CELL_NUMBER),
    "bool_parsing": CellFault.CELL_FLAG,
    **dict.fromkeys(
        ("date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"), CellFault.CELL_DATE
    ),
    "greater_than_equal": CellFault.CELL_LEAST,
    "less_than_equal": CellFault.CELL_MOST,
    **dict.fromkeys(("too_long", "string_too_long"), CellFault.CELL_LENGTH),
}
_PATTERNS: Mapping[str, CellFault] = {
    r"^[1-8]-\d{2}-\d{2}-\d{2}$": CellFault.OCCUPATION_CODE,
    r"^[1-8](-\d{2}){0,2}$": CellFault.GROUP_CODE,
    r"^\d+$": CellFault.DIGITS,
    r"^\d{6,7}[A-Z]{0,2}$": CellFault.MAJOR_CODE,
    r"^([0-9a-f]{64})?$": CellFault.DIGEST,
    ENGLISH_NAMES: CellFault.ENGLISH_NAMES,
}
_QUOTED = re.compile(r"'([^']*)'")


def said_of(wrong: ErrorDetails) -> Said:
    """What is wrong with a cell and what would pass; a check of ours says it itself, by a ValueError."""
    own = wrong.get("ctx", {}).get("error")
    if isinstance(own, ValueError) and own.args and isinstance(own.args[0], Said):
        return own.args[0]
    saying = _CHECKS.get(wrong["type"], CellFault.CELL_OTHER)
    return saying(found=str(wrong["input"]), wanted=wanted_of(wrong), cause=wrong["msg"])


def wanted_of(wrong: ErrorDetails) -> Said | str | tuple[str, ...]:
    """What would pass: a form, the values allowed, or a bound; empty where the check has none to name."""
    context = wrong.get("ctx", {})
    if "pattern" in context:
        pattern = str(context["pattern"])
        return _PATTERNS.get(pattern, CellFault.OTHER_PATTERN)(pattern=pattern)
    if "expected" in context:
        return tuple(_QUOTED.findall(str(context["expected"])))
    return ", ".join(str(value) for name, value in context.items() if name in {"ge", "le", "max_length"})
