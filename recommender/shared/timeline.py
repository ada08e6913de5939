"""How time is counted: calendar months of work, the union of spells, and the day a number of months is reached.

Intervals are half open, [start, end). A month that starts on a day the target month lacks ends on that month's last day.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from graph.errors import InvalidInput
from recommender.shared.faults import CaseFault

FOREVER = date.max
FIRST_DAY, LAST_DAY = (
    date(1900, 1, 1),
    date(2199, 12, 31),
)  # a question's own; near its ends the calendar cannot be counted
DAYS_OF_A_REST_MONTH = 30
Interval = tuple[date, date]


def stated_day(day: date, field: str) -> date:
    """The day, as somebody stated it; raises InvalidInput where it is from no time that any rule or life is of."""
    if FIRST_DAY <= day <= LAST_DAY:
        return day
    said = CaseFault.DAY_OUT_OF_RANGE(day=day, first=FIRST_DAY, last=LAST_DAY)
    raise InvalidInput(said, field=field)


def add_months(day: date, months: int) -> date:
    """`day` moved by whole months, back where negative; FOREVER past the end of the calendar."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if year > FOREVER.year:
        return FOREVER
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_days(day: date, days: int) -> date:
    """`day` moved by days, never past FOREVER."""
    return day + timedelta(days=min(days, (FOREVER - day).days))


def months_and_days(interval: Interval) -> tuple[int, int]:
    """Whole calendar months in an interval and the days that remain."""
    start, end = interval
    months = (end.year - start.year) * 12 + end.month - start.month
    if add_months(start, months) > end:
        months -= 1
    return months, (end - add_months(start, months)).days


def union(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same days without overlaps, in order; intervals that touch become one."""
    merged: list[Interval] = []
    for start, end in sorted(i for i in intervals if i[0] < i[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def without(intervals: Iterable[Interval], gap: Interval) -> tuple[Interval, ...]:
    """The part of the intervals outside `gap`."""
    start, end = gap
    parts = ((max(a, x), min(b, y)) for a, b in intervals for x, y in ((date.min, start), (end, FOREVER)))
    return tuple((a, b) for a, b in parts if a < b)


def since(intervals: Iterable[Interval], day: date) -> tuple[Interval, ...]:
    """The part of the intervals on and after `day`."""
    return tuple((max(start, day), end) for start, end in intervals if end > day)


def reached(intervals: Iterable[Interval], months: int) -> date | None:
    """The day on which the worked time first amounts to `months`; None where it never does.

    intervals: disjoint and in order. Whole months first and then days: where work was interrupted, the days that
    remain of each stretch add up, 30 of them to a month.
    """
    whole = days = 0
    for interval in intervals:
        carried, rest = divmod(days, DAYS_OF_A_REST_MONTH)
        missing = months - whole - carried
        day = _day(interval[0], missing, rest)
        if day <= interval[1] and day < FOREVER:
            return day
        more_months, more_days = months_and_days(interval)
        whole, days = whole + more_months, days + more_days
        if whole + days // DAYS_OF_A_REST_MONTH >= months:
            return interval[1]
    return None


def _day(start: date, months: int, rest: int) -> date:
    """When work from `start`, with `rest` days (below 30) in hand, amounts to `months`."""
    if months <= 0:
        return start
    whole = add_months(start, months)
    if rest == 0:
        return whole
    # The rest may complete a month of 30 days earlier than the calendar does, though not in a short February.
    return min(whole, add_days(add_months(start, months - 1), DAYS_OF_A_REST_MONTH - rest))
