"""Two occupations weighed against each other: where a person is, where they might go, and the parts of the score."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.model.facts import Module, Occupation
from graph.model.terms import Level
from recommender.moves.rungs import Rungs
from recommender.shared.reasons import Part
from recommender.shared.truth import Verdict
from recommender.text.functions import Functions, Shared

TASKS, FUNCTIONS, CERTIFICATES, DEMAND = 0.7, 0.15, 0.15, 0.1  # weights of the parts
NOTHING_KNOWN = "no source at hand states demand or wages: left out of the score"
_VALUES = {Verdict.PASS: 1.0, Verdict.UNKNOWN: None, Verdict.FAIL: 0.0}
_COUNTS = {
    Verdict.PASS: "certificates and work count: officially related",
    Verdict.UNKNOWN: "whether certificates and work count must be confirmed: left out of the score",
    Verdict.FAIL: "certificates and work do not count: no table relates the two, and they share no 小类",
}


@dataclass(frozen=True, slots=True)
class Start:
    """Where the person is: the occupation, its rungs, and the level held there, None for none.

    `modules` are those that the level covers, without one those of any level; `known` are occupations that are no news.
    """

    occupation: Occupation
    rungs: Rungs
    level: Level | None
    modules: tuple[Module, ...]
    known: frozenset[str]


@dataclass(frozen=True, slots=True)
class Destination:
    """Another occupation with the level where one would enter, and the parts of its score.

    `counts`: do work and certificates of the start count here?
    """

    occupation: Occupation
    rungs: Rungs
    counts: Verdict
    level: Level | None
    shared: Shared
    parts: tuple[Part, ...]

    @property
    def certificate(self) -> str | None:
        """That of the entry level."""
        return self.rungs.certificates.get(self.level) if self.level else None

    @classmethod
    def weighed(
        cls,
        start: Start,
        occupation: Occupation,
        rungs: Rungs,
        *,
        counts: Verdict,
        functions: Functions,
        overlap: float | None,
    ) -> "Destination":
        """`overlap` of the main tasks from 0 to 1, None where those of one of the two are not known."""
        level = _entry(rungs, start.level if counts is Verdict.PASS else None)
        shared = functions.shared(start.modules, rungs.modules.get(level, ()) if level else ())
        known = shared.share if start.modules else None
        parts = (
            Part(name="tasks", value=overlap, weight=TASKS, text=_tasks_text(overlap)),
            Part(name="functions", value=known, weight=FUNCTIONS, text=_functions_text(known)),
            Part(name="certificates", value=_VALUES[counts], weight=CERTIFICATES, text=_COUNTS[counts]),
            Part(name="demand and wages", value=None, weight=DEMAND, text=NOTHING_KNOWN),
        )
        return cls(occupation, rungs, counts, level, shared, parts)


def score_of(parts: Iterable[Part]) -> float:
    """The weighted mean of the parts that are known, 0 where none is; from 0 to 1."""
    known = [(part.value, part.weight) for part in parts if part.value is not None]
    total = sum(weight for _, weight in known)
    return round(sum(value * weight for value, weight in known) / total, 4) if total else 0.0


def _entry(rungs: Rungs, held: Level | None) -> Level | None:
    """The lowest level, or the one above what is held and counts; the highest where that is reached."""
    if held is None or held not in rungs.levels:
        return next(iter(rungs.levels), None)
    return next(iter(rungs.above(held)), rungs.levels[-1])


def _tasks_text(overlap: float | None) -> str:
    if overlap is None:
        return "the main tasks of one of the two are not known: left out of the score"
    return "how much of both occupations' main tasks is alike, task paired with task"


def _functions_text(share: float | None) -> str:
    if share is None:
        return "no source lists the functions of both: left out of the score"
    return "how much of the functions at the entry level has a like name here, rarer names weighing more"
