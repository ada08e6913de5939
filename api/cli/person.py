"""Options of `lifepath path`, read into the one shape in which a case is written (docs: cases)."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from graph.errors import InvalidInput

Part = dict[str, Any]

_MONTHS = re.compile(r"(?P<occupation>.+?):(?P<months>\d{1,4})m")
_SPELL = re.compile(r"(?P<occupation>.+?):(?P<start>[^:.]+)\.\.(?P<end>[^:.]+)")
_HELD = re.compile(r"(?P<name>.+?):(?P<level>[^:@]+)@(?P<on>[^@]+)")
_EDUCATION = re.compile(
    r"(?P<kind>[^/@]+)(/(?P<major>[^@]+))?@((?P<start>[^.]*)\.\.)?(?P<end>[^+.]+)(\+(?P<approved>.*))?"
)
_TITLE = re.compile(r"(?P<rank>[^/@]+)(/(?P<field>[^@]+))?@(?P<on>[^@]+)")
_APPRENTICESHIP = re.compile(r"(?P<occupation>.+)@(?P<on>[^@]+)")
_APPROVED = {None: None, "approved": True, "unapproved": False}


def read_all(option: str, read: Callable[[str], Part], texts: Iterable[str]) -> list[Part]:
    """The parts that one option gave; raises InvalidInput naming the option."""
    try:
        return [read(text) for text in texts]
    except ValueError as error:
        raise InvalidInput(f"{option}: {error}", field=option) from error


def certificate(text: str) -> Part:
    """`OCC:LEVEL@DATE` or `OCC/工种:LEVEL@DATE`."""
    found = _match(_HELD, text, "OCC:LEVEL@DATE, such as 电工:L5@2023-06-15")
    occupation, _, work_type = found["name"].partition("/")
    return {
        "occupation": occupation,
        "work_type": work_type or None,
        "level": found["level"],
        "awarded": found["on"],
    }


def spell(text: str) -> Part:
    """`OCC:FROM..TO`, where TO is a date or `now`; or `OCC:40m`, a bare number of months."""
    if bare := _MONTHS.fullmatch(text.strip()):
        return {"occupation": bare["occupation"], "months": int(bare["months"])}
    found = _match(_SPELL, text, "OCC:FROM..TO or OCC:FROM..now, such as 电工:2020-03..now")
    end = None if found["end"] == "now" else found["end"]
    return {"occupation": found["occupation"], "from": found["start"], "to": end}


def education(text: str) -> Part:
    """`KIND[/MAJOR]@[FROM..]DATE[+approved|+unapproved]`; see `as_student` for a DATE that is ahead."""
    wanted = "KIND[/MAJOR]@DATE, such as 高职/460306@2019-06-30, or KIND[/MAJOR]@FROM..DATE"
    found = _match(_EDUCATION, text, wanted)
    if found["approved"] not in _APPROVED:
        raise ValueError(f"{text!r}: after + stands approved or unapproved, not {found['approved']!r}")
    return {
        "kind": found["kind"],
        "major": found["major"],
        "from": found["start"] or None,
        "graduated": found["end"],
        "approved": _APPROVED[found["approved"]],
    }


def as_student(part: Part, as_of: str) -> Part:
    """The education with its graduation moved to `graduates` where it lies after the asked day (ISO dates)."""
    if part["graduated"] <= as_of:
        return part
    return {**part, "graduated": None, "graduates": part["graduated"]}


def title(text: str) -> Part:
    """`RANK[/FIELD]@DATE`, RANK one of JUNIOR, INTERMEDIATE, SENIOR."""
    found = _match(_TITLE, text, "RANK[/FIELD]@DATE, such as JUNIOR/电工@2022-01-10")
    return {"rank": found["rank"], "field_of": found["field"], "awarded": found["on"]}


def apprenticeship(text: str) -> Part:
    """`OCC@DATE`, the day on which it was completed."""
    found = _match(_APPRENTICESHIP, text, "OCC@DATE, such as 电工@2021-09-01")
    return {"occupation": found["occupation"], "completed": found["on"]}


def _match(pattern: re.Pattern[str], text: str, wanted: str) -> dict[str, Any]:
    found = pattern.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is not written as {wanted}")
    return found.groupdict()
