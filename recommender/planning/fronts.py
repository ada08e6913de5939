"""Which of several ways no other beats, and the few of them to show, each with what is good about it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from recommender.shared.answers import Way, WayKind

MOST = 5
WORTH_DAYS = 30
Order = tuple[int | date, ...]


def same(one: Way, other: Way | None) -> bool:
    """Are two ways the same but for what was found good about them?"""
    return other is not None and replace(one, kinds=()) == replace(other, kinds=())


def beats(one: Way, other: Way) -> bool:
    """No later, resting on no other doubts, and with no more days of full-time study."""
    return (
        one.earliest <= other.earliest
        and one.effort.away_days <= other.effort.away_days
        and set(one.confirm) <= set(other.confirm)
    )


def front(ways: Iterable[Way]) -> list[Way]:
    """The ways that no other one beats, by day; of equal ones that with the fewest steps, then the first."""
    kept: list[Way] = []
    for way in sorted(ways, key=lambda w: (*_by_day(w), len(w.steps))):
        if not any(beats(other, way) for other in kept):
            kept.append(way)
    return kept


def chosen(ways: Sequence[Way], most: int = MOST) -> tuple[Way, ...]:
    """At most `most` ways of a front that differ in kind, by day, each with its kinds.

    First the best of each kind, then the most certain of what is left, as far as it is worth it: a way that saves less
    than WORTH_DAYS beside one that is otherwise better is of no use to anybody.
    """
    if not ways:
        return ()
    best = {kind: min(ways, key=order) for kind, order in _BEST.items()}
    picks = list(best.values())
    for through_school in (True, False):
        picks += [way for way in ways if (way.effort.away_days > 0) is through_school][:1]
    for way in sorted(ways, key=_by_certainty):
        later = replace(way, earliest=way.earliest + timedelta(WORTH_DAYS))
        picks += [] if any(beats(other, later) for other in picks) else [way]
    shown = list({id(way): way for way in picks}.values())[:most]
    return tuple(
        replace(way, kinds=(*(k for k, b in best.items() if b is way), _place(way)))
        for way in sorted(shown, key=_by_day)
    )


def _place(way: Way) -> WayKind:
    return WayKind.THROUGH_SCHOOL if way.effort.away_days else WayKind.ON_THE_JOB


def _by_day(way: Way) -> Order:
    return way.earliest, len(way.confirm), way.effort.away_days


def _by_certainty(way: Way) -> Order:
    return len(way.confirm), way.earliest, way.effort.away_days


def _by_days_away(way: Way) -> Order:
    return way.effort.away_days, way.earliest, len(way.confirm)


_BEST: dict[WayKind, Callable[[Way], Order]] = {
    WayKind.FASTEST: _by_day,
    WayKind.MOST_CERTAIN: _by_certainty,
    WayKind.LEAST_AWAY: _by_days_away,
}
