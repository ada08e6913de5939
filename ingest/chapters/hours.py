"""Hours of training (学时) of each level, as sentences of chapter 1 state them.

A sentence from which two readers could take different numbers states none: a span of hours, or parts without their sum.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graph.model.terms import Level
from ingest.chapters.wording import level_places

_HOURS = re.compile(
    r"(?P<n>\d+(?:\.\d+)?)\s*(?:个)?(?:标准|参考)?\s*(?:学时|课时)|(?P<last>\d+(?:\.\d+)?)\s*$"
)
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"(?<!\d)(\d{1,3})[ ,](?=\d{3}(?!\d))")
_SPAN = re.compile(r"\d\s*(?:个)?(?:标准|参考)?(?:学时|课时)?\s*[-~—–至到]\s*\d")
_PART = re.compile(r"理论|实操|实训|实践|操作|技能要求|技能培训|专业能力")
_EACH = re.compile(r"(?:各|每个?|每一)(?:职业技能|技能|专业技术|培训)?(?:等级|级别)")
_UNTIL = re.compile(r"^\s*(?:至|到|[-~—–])\s*$")
_SEVERALLY = "分别"


class Hours(NamedTuple):
    """What a clause says: hours by level; levels without a number; levels of which more than one number could be meant."""

    stated: dict[Level, float]
    missing: tuple[Level, ...] = ()
    doubtful: tuple[Level, ...] = ()


def hours_of(clause: str, listed: Sequence[Level], *, technical: bool) -> Hours:
    """The hours in a folded clause. Each level has the number that comes next: `五级/初级工、四级/中级工不少于120标准学时`.

    `listed` are the levels of the standard: those between two that `至` joins, and all of them where `各等级` are named.
    """
    text = _THOUSANDS.sub(r"\1", clause)
    places = list(level_places(text, technical))
    levels = [level for level, _, _ in places]
    if not levels and _EACH.search(text):
        return _of_each(text, listed)
    if _SPAN.search(text):
        return Hours({}, doubtful=tuple(levels))
    if _SEVERALLY in text:
        return _severally(text, levels, end=places[-1][2] if places else 0)
    return _next(text, places, listed)


def _of_each(text: str, listed: Sequence[Level]) -> Hours:
    numbers = [float(found["n"] or found["last"]) for found in _HOURS.finditer(text)]
    if len(numbers) != 1 or _SPAN.search(text):
        return Hours({}, doubtful=tuple(listed))
    return Hours(dict.fromkeys(listed, numbers[0]))


def _severally(text: str, levels: list[Level], *, end: int) -> Hours:
    """`五级、四级分别不少于120、100学时`: the numbers behind the last level, in the order of the levels."""
    numbers = [float(found) for found in _NUMBERS.findall(text[end:])]
    if len(numbers) != len(levels):
        return Hours({}, doubtful=tuple(levels))
    return Hours(dict(zip(levels, numbers, strict=True)))


def _next(text: str, places: list[tuple[Level, int, int]], listed: Sequence[Level]) -> Hours:
    waiting: list[Level] = []
    stated: dict[Level, float] = {}
    doubtful: list[Level] = []
    behind = 0
    for place, level, number in _marks(text, places):
        if level is not None:
            joined = waiting and _UNTIL.match(text[behind:place])
            waiting += [*(_between(waiting[-1], level, listed) if joined else ()), level]
            behind = next(end for _, start, end in places if start == place)
        elif number is not None and waiting:
            if _PART.search(text[behind:place]):
                doubtful += waiting
            else:
                stated |= dict.fromkeys(waiting, number)
            waiting = []
    return Hours(stated, tuple(waiting), tuple(doubtful))


def _marks(
    text: str, places: list[tuple[Level, int, int]]
) -> Iterator[tuple[int, Level | None, float | None]]:
    levels = [(start, level, None) for level, start, _ in places]
    numbers = [(found.start(), None, float(found["n"] or found["last"])) for found in _HOURS.finditer(text)]
    yield from sorted([*levels, *numbers], key=lambda mark: mark[0])


def _between(first: Level, last: Level, listed: Sequence[Level]) -> Iterator[Level]:
    low, high = sorted((first.rung, last.rung))
    yield from (level for level in listed if low < level.rung < high)
