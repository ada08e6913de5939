"""A second, naive reading of the default rules, written out by hand: month by month, no search, no shared code.

`earliest(case, granted)` walks through the time from the asked day. On each day it takes every certificate that the
rules allow; what is unknown counts as holding where `granted` says so, otherwise as failing. `fronts` asks it for every
choice of what to grant and of the programme to enter, and keeps the answers that no other one beats.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

LEVELS = ("L5", "L4", "L3", "L2", "L1")
TECHNICAL = ("技工学校", "高级技工学校", "技师学院", "技师学院预备技师班")
ADVANCED = TECHNICAL[1:]
HIGHER = ("高职", "职教本科")
COLLEGE = (*HIGHER, "普通本科", "研究生")
RANKS = ("JUNIOR", "INTERMEDIATE", "SENIOR")
STRIDE = 28
NEVER = date.min
Granted = Callable[[str], bool]
Point = tuple[date, frozenset[str], int]


@dataclass(frozen=True)
class Person:
    """Yes, no and None (unknown) for everything that may be unknown."""

    edition: str
    as_of: date
    works_from: date
    birth: date | None
    spells: tuple[tuple[date, date | None, bool], ...]  # start, last day, surely related
    held: tuple[tuple[str, date, bool], ...]  # level, awarded, surely related
    schools: tuple[
        tuple[str, date | None, date | None, bool | None, bool | None], ...
    ]  # kind, graduated, graduates, major, approved
    titles: tuple[tuple[str, date, bool | None], ...]  # rank, awarded, matching field
    apprenticeships: tuple[tuple[date, bool], ...]
    entered: tuple[str, date, date] | None = (
        None  # kind of a programme that is entered, its first day and its end
    )


def fronts(person: Person, goal: str, programmes: tuple[tuple[str, date, date], ...]) -> set[Point]:
    """Every (day, what must be granted, days of full-time study) that no other one beats."""
    points: list[Point] = []
    for programme in (None, *programmes):
        asked = replace(person, entered=programme)
        away = (programme[2] - programme[1]).days if programme else 0
        points += [(day, needs, away) for day, needs in _answers(asked, goal)]
    return {p for p in points if not any(q != p and _no_worse(q, p) for q in points)}


def _no_worse(one: Point, other: Point) -> bool:
    return one[0] <= other[0] and one[1] <= other[1] and one[2] <= other[2]


def _answers(person: Person, goal: str) -> Iterator[tuple[date, frozenset[str]]]:
    """The earliest day for every choice of what to grant; a choice that differs in what was never asked is not walked again."""
    needed = [f"entered {person.entered[0]}"] if person.entered else []
    free = sorted(set(_unknowns(person)) - set(needed))
    walked: list[tuple[set[str], frozenset[str], date | None]] = []
    for size in range(len(free) + 1):
        for chosen in combinations(free, size):
            granted = frozenset([*needed, *chosen])
            known = next((day for asked, yes, day in walked if granted & asked == yes), NEVER)
            if known == NEVER:
                asked: set[str] = set()
                known = earliest(person, goal, lambda key, yes=granted, to=asked: to.add(key) or key in yes)
                walked.append((asked, granted & asked, known))
            if known is not None:
                yield known, granted


def _unknowns(p: Person) -> Iterator[str]:
    """All that may be granted."""
    doubtful = {
        "birth": p.birth is None,
        "work": any(not sure for _, _, sure in p.spells),
        "certificate": any(not sure for _, _, sure in p.held),
        "apprenticeship": any(not sure for _, sure in p.apprenticeships),
        "title": any(matches is None for _, _, matches in p.titles),
    }
    yield from (key for key, unknown in doubtful.items() if unknown)
    for kind, graduated, due, major, approved in p.schools:
        yield from ["major"] * (major is None)
        yield from [f"approved {kind}"] * (approved is None)
        yield from [f"graduated {kind}"] * (graduated is None and (due is None or due <= p.as_of))
        yield from [f"assistant {kind}"] * kind.startswith("技师学院")
    if p.entered is not None:
        yield f"approved entered {p.entered[0]}"


def earliest(person: Person, goal: str, granted: Granted, *, years: int = 30) -> date | None:
    """The first day on which the goal's certificate can be had, None within `years`."""
    awards = {
        level: [d for x, d, sure in person.held if x == level and (sure or granted("certificate"))]
        for level in LEVELS
    }
    own = {level for level, _, sure in person.held if sure}
    ends = sorted(due - timedelta(days=1) for _, _, due, _, _ in person.schools if due)
    day, end = person.as_of, person.as_of + timedelta(days=365 * years)
    while day <= end:
        new = _open(person, awards, own, day, granted)
        if not new:
            later = day + timedelta(days=STRIDE)
            day = next((x for x in ends if day < x < later), later)
            continue
        day = _first(person, awards, own, day, granted)
        for level in _open(person, awards, own, day, granted):
            awards[level].append(day)
            own.add(level)
            if level == goal:
                return day
    return None


def allowed(person: Person, level: str, awards: dict[str, list[date]], day: date, granted: Granted) -> bool:
    """May a certificate be had on a day, given the awards of each level until then?"""
    rules = _rules_2018 if person.edition == "2018" else _rules_2023
    return rules(level, person, awards, day, granted)


def _first(person: Person, awards: dict[str, list[date]], own: set[str], day: date, granted: Granted) -> date:
    """The first day of the last stride on which any level opens."""
    candidates = [day - timedelta(days=n) for n in range(STRIDE, -1, -1)]
    return next(d for d in candidates if d >= person.as_of and _open(person, awards, own, d, granted))


def _open(
    person: Person, awards: dict[str, list[date]], own: set[str], day: date, granted: Granted
) -> list[str]:
    rules = _rules_2018 if person.edition == "2018" else _rules_2023
    return [x for x in LEVELS if x not in own and rules(x, person, awards, day, granted)]


def _rules_2018(level: str, p: Person, awards: dict[str, list[date]], d: date, opt: Granted) -> bool:
    w = lambda years, since=date.min: _worked(p, d, since, opt) >= 12 * years  # noqa: E731
    after = lambda lower, years: any(a <= d and w(years, a) for a in awards[lower])  # noqa: E731
    holds = lambda lower: any(a <= d for a in awards[lower])  # noqa: E731
    school = lambda kinds, **need: _school(p, d, kinds, opt, **need)  # noqa: E731
    if level == "L5":
        return w(1) or any(c <= d and (sure or opt("apprenticeship")) for c, sure in p.apprenticeships)
    if level == "L4":
        return (
            after("L5", 4)
            or w(6)
            or school(TECHNICAL, final=True, major=True)
            or school(("中职", *HIGHER), final=True, approved=True)
        )
    if level == "L3":
        return (
            after("L4", 5)
            or (holds("L4") and school(ADVANCED, final=True))
            or (holds("L4") and school(HIGHER, final=True, approved=True))
            or (after("L4", 2) and school(COLLEGE, major=True))
        )
    if level == "L2":
        pre = [(k, g or n) for k, g, n, _, _ in p.schools if k in ("技师学院", "技师学院预备技师班")]
        return (
            after("L3", 4)
            or (after("L3", 3) and school(ADVANCED))
            or any(x is not None and x <= d and w(2, x) and opt(f"assistant {k}") for k, x in pre)
        )
    return after("L2", 4)


def _rules_2023(level: str, p: Person, awards: dict[str, list[date]], d: date, opt: Granted) -> bool:
    w = lambda years, since=date.min: _worked(p, d, since, opt) >= 12 * years  # noqa: E731
    after = lambda lower, years: any(a <= d and w(years, a) for a in awards[lower])  # noqa: E731
    holds = lambda lower: any(a <= d for a in awards[lower])  # noqa: E731
    school = lambda kinds, **need: _school(p, d, kinds, opt, **need)  # noqa: E731
    title = lambda rank, years: any(  # noqa: E731
        RANKS.index(r) >= RANKS.index(rank) and a <= d and _yes(m, opt, "title") and w(years, a)
        for r, a, m in p.titles
    )
    if level == "L5":
        return opt("birth") if p.birth is None else d >= _plus(p.birth, 12 * 16)
    if level == "L4":
        return w(5) or after("L5", 3) or school((*TECHNICAL, "中职", *COLLEGE), final=True, major=True)
    if level == "L3":
        return (
            w(10)
            or after("L4", 4)
            or title("JUNIOR", 1)
            or school(ADVANCED, final=True)
            or (holds("L4") and school(COLLEGE, final=True))
            or school(COLLEGE, final=True, approved=True)
        )
    if level == "L2":
        student = any(
            k == "技师学院预备技师班" and g is None and (opt(f"graduated {k}") if n is None else d < n)
            for k, g, n, _, _ in p.schools
        )
        return (
            after("L3", 5)
            or (title("JUNIOR", 5) and after("L3", 1))
            or title("INTERMEDIATE", 1)
            or (after("L3", 2) and school(ADVANCED))
            or (student and any(_plus(a, 24) <= d for a in awards["L3"]))
        )
    return after("L2", 5) or (title("INTERMEDIATE", 5) and after("L2", 1)) or title("SENIOR", 1)


def _school(
    p: Person,
    d: date,
    kinds: tuple[str, ...],
    opt: Granted,
    *,
    final: bool = False,
    major: bool = False,
    approved: bool = False,
) -> bool:
    for kind, graduated, graduates, related, school_approved in p.schools:
        if (
            kind not in kinds
            or (major and not _yes(related, opt, "major"))
            or (approved and not _yes(school_approved, opt, f"approved {kind}"))
        ):
            continue
        if graduated is not None:
            if graduated <= d:
                return True
        elif graduates is None:
            if opt(f"graduated {kind}"):
                return True
        elif graduates <= p.as_of:
            if graduates <= d and opt(f"graduated {kind}"):
                return True
        elif d >= (_plus(graduates, -12) if final else graduates):
            return True
    return _at_school(p, d, kinds, opt, final=final, approved=approved)


def _at_school(
    p: Person, d: date, kinds: tuple[str, ...], opt: Granted, *, final: bool, approved: bool
) -> bool:
    """The programme that is entered."""
    if p.entered is None or p.entered[0] not in kinds:
        return False
    kind, _, end = p.entered
    open_now = d >= (_plus(end, -12) if final else end)
    return open_now and opt(f"entered {kind}") and (not approved or opt(f"approved entered {kind}"))


def _yes(value: bool | None, opt: Granted, key: str) -> bool:
    return opt(key) if value is None else value


def _worked(p: Person, d: date, since: date, opt: Granted) -> int:
    """Whole months worked from `since` until the evening before `d`.

    Rest days of earlier stretches add up, 30 to a month; what they leave is completed by days of the present one.
    """
    days: list[tuple[date, date]] = [(p.works_from, date.max)]
    first = date.min if p.birth is None else _plus(p.birth, 12 * 16)
    for start, last, sure in p.spells:
        if sure or opt("work"):
            days.append((max(start, first), p.as_of if last is None else last + timedelta(days=1)))
    if p.entered is not None:
        _, begin, over = p.entered
        days = [part for a, b in days for part in ((a, min(b, begin)), (max(a, over), b))]
    stretches: list[list[date]] = []
    for start, end in sorted((max(s, since), e) for s, e in days):
        if start >= end:
            continue
        if stretches and start <= stretches[-1][1]:
            stretches[-1][1] = max(end, stretches[-1][1])
        else:
            stretches.append([start, end])
    months = rest = 0
    for start, end in stretches:
        if start >= d:
            continue
        n, more = _months(start, min(end, d))
        if end > d and rest % 30 == 0:
            more = 0
        months, rest = months + n, rest + more
    return months + rest // 30


def _months(start: date, end: date) -> tuple[int, int]:
    n = (end.year - start.year) * 12 + end.month - start.month
    n -= _plus(start, n) > end
    return n, (end - _plus(start, n)).days


def _plus(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
