"""Three-valued statements over time: fails, unknown or holds, changing on given days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class Verdict(IntEnum):
    """How a condition stands; conjunction is the minimum, disjunction the maximum."""

    FAIL = 0
    UNKNOWN = 1
    PASS = 2


@dataclass(frozen=True, slots=True)
class Truth:
    """A verdict for each day: `changes` are the days on which it changes, ascending, the first being date.min."""

    changes: tuple[tuple[date, Verdict], ...]

    def at(self, day: date) -> Verdict:
        """The verdict on `day`."""
        found = Verdict.FAIL
        for start, verdict in self.changes:
            if start > day:
                break
            found = verdict
        return found

    def since(self, day: date) -> date:
        """From when the verdict of `day` has stood without a break."""
        began, standing = date.min, Verdict.FAIL
        for start, verdict in self.changes:
            if start > day:
                break
            if verdict is not standing:
                began, standing = start, verdict
        return began

    def days_from(self, floor: date) -> tuple[date, ...]:
        """`floor` and every later day on which the verdict changes."""
        return (floor, *(day for day, _ in self.changes if day > floor))


def always(verdict: Verdict) -> Truth:
    """The same verdict on every day."""
    return Truth(((date.min, verdict),))


def rising(unknown_from: date | None, pass_from: date | None) -> Truth:
    """Fails, is unknown from one day and holds from another; None: never."""
    changes = [(date.min, Verdict.FAIL)]
    if unknown_from is not None and (pass_from is None or unknown_from < pass_from):
        changes.append((unknown_from, Verdict.UNKNOWN))
    if pass_from is not None:
        changes.append((pass_from, Verdict.PASS))
    return Truth(tuple(changes))


def during(verdict: Verdict, start: date, end: date) -> Truth:
    """`verdict` on the days from `start` up to and without `end`, FAIL on others."""
    return Truth(((date.min, Verdict.FAIL), (start, verdict), (end, Verdict.FAIL)))


def strongest(truths: Iterable[Truth]) -> Truth:
    """Disjunction: on each day the highest of the verdicts."""
    every = list(truths)
    days = sorted({day for truth in every for day, _ in truth.changes})
    return Truth(tuple((day, max(truth.at(day) for truth in every)) for day in days))


def denied(truth: Truth) -> Truth:
    """Negation: unknown stays unknown."""
    return Truth(tuple((day, Verdict(Verdict.PASS - verdict)) for day, verdict in truth.changes))
