"""The desk for new occupations: functions found by task sentences, what counts as covered, and how long an answer takes.

Each occupation with a standard stands for a new one: its tasks are compared with the functions of all standards. 小类 are
split by the digest of their code; marks are chosen on the development half and proved on the other. `--fit` writes them.
"""

import hashlib
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from bench.intervals import Interval, interval
from bench.quality import catalogue
from bench.results import tell
from bench.vectors import KeptVectors
from graph.catalogue import Catalogue
from graph.model.facts import Occupation
from recommender.desk.functions import FunctionIndex, TextVectors, functions_of
from recommender.desk.marks import SHIPPED, Marks, read_marks
from recommender.text.calibration import brier_skill, calibration_error
from recommender.text.likeness import NameVectors, names
from recommender.text.passages import TextKind, passages

MANY_GROUPS = 3  # 小类 in which a name recurs that is left out as generic
RISK = 0.05  # of tasks without any like function that count as covered, and of tasks with one that count as missing
EVEN = 0.5
SPREAD = (np.arange(20) + 0.5) / 20  # quantiles of the scores that marks are chosen on
HALVES = ("dev", "proof")
GROUP = 7  # characters of a code that name its 小类
Float32 = NDArray[np.float32]


class Judged(NamedTuple):
    """Of each task (q,): the best score, whether that function is of its own 小类, the best of its own occupation's
    functions, and the best score where no function of its 大类 is there."""

    best: NDArray[np.float64]
    right: NDArray[np.bool_]
    own: NDArray[np.float64]
    strange: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Work:
    """The tasks of one occupation with a standard, with their vectors (q, d), and the half it belongs to."""

    occupation: Occupation
    half: str
    tasks: Sequence[str]
    vectors: Float32


@dataclass(frozen=True, slots=True)
class Desks:
    """What all measurements of the desk are made on."""

    catalogue: Catalogue
    index: FunctionIndex
    works: tuple[Work, ...]
    encoder: str

    def judged(self, half: str) -> Judged:
        """Every task of a half, compared together with the others of its occupation."""
        groups = np.array([self._code(f.occupation)[:GROUP] for f in self.index.functions])
        owners = np.array([f.occupation for f in self.index.functions])
        found: list[tuple[float, bool, float, float]] = []
        for work in (work for work in self.works if work.half == half):
            code = self._code(work.occupation.id)
            scores = self.index.scores(work.tasks, work.vectors)
            same, large = groups == code[:GROUP], np.array([g[0] for g in groups]) == code[0]
            own, strange = scores[:, owners == work.occupation.id], scores[:, ~large]
            best = scores.argmax(axis=1)
            found += zip(scores.max(axis=1), same[best], own.max(axis=1), strange.max(axis=1), strict=True)
        best, right, own, strange = map(np.array, zip(*found, strict=True))
        return Judged(best, right, own, strange)

    def _code(self, occupation: str) -> str:
        return self.catalogue.get(Occupation, occupation).code or occupation


def main() -> None:
    """Prints what the shipped marks do on both halves and how long an answer takes, and keeps it."""
    found = desks()
    if "--fit" in sys.argv:
        SHIPPED.write_text(fitted(found).content(), encoding="utf-8")
    marks = read_marks()
    figures = [(half, what, value) for half in HALVES for what, value in covered(found, marks, half)]
    seconds = _seconds(found)
    rows = [(half, what, value.told()) for half, what, value in figures]
    rows.append(
        ("all", "seconds to compare the tasks of one occupation, median", f"{np.median(seconds):.3f}")
    )
    measured: dict[str, Any] = {
        "functions": len(found.index.functions),
        "generic": len(marks.generic),
        "tasks": {half: sum(len(w.tasks) for w in found.works if w.half == half) for half in HALVES},
        "figures": [{"half": half, "figure": what, "value": value} for half, what, value in figures],
        "seconds": {"median": float(np.median(seconds)), "most": float(max(seconds))},
    }
    tell("desk", ("half", "figure", "95 % interval"), rows, measured)


@cache
def desks() -> Desks:
    """The shipped tables with kept vectors, without the functions that are generic."""
    known = catalogue(aliases=False)
    embedder, texts = KeptVectors(None), passages(known)
    vectors = embedder.encode([text.encoded for text in texts], kind="passage")
    named = names(known)
    by_name = NameVectors.build(
        named, KeptVectors(None, group="names").encode(named, kind="passage"), digest=embedder.digest
    )
    index = FunctionIndex.of(known, TextVectors(texts, vectors), by_name, generic=generic_names(known))
    return Desks(known, index, tuple(_works(known, index, TextVectors(texts, vectors))), embedder.digest)


def generic_names(known: Catalogue) -> frozenset[str]:
    """Names of functions in at least `MANY_GROUPS` 小类."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for function in functions_of(known):
        groups[function.name].add((known.get(Occupation, function.occupation).code or "")[:GROUP])
    return frozenset(name for name, found in groups.items() if len(found) >= MANY_GROUPS)


def half_of(code: str) -> str:
    """The half of a 小类, by the last hexadecimal digit of its digest: even for development."""
    return HALVES[int(hashlib.sha256(code[:GROUP].encode()).hexdigest()[-1], 16) % 2]


def fitted(found: Desks) -> Marks:
    """Marks chosen on the development half."""
    dev = found.judged("dev")
    stated, right = _mixed(dev)
    model: Any = LogisticRegression(C=1e6).fit(stated[:, None], right)
    slope, intercept = float(model.coef_[0, 0]), float(model.intercept_[0])
    covered_from, missing_below = np.quantile(dev.strange, 1 - RISK), np.quantile(dev.best, RISK)
    even = -intercept / slope
    return Marks(
        encoder=found.encoder,
        slope=round(slope, 4),
        intercept=round(intercept, 4),
        covered=round(float(covered_from), 4),
        partly=round(min(even, float(covered_from)), 4),
        missing=round(min(float(missing_below), even), 4),
        generic=tuple(sorted(generic_names(found.catalogue))),
        spread=tuple(round(float(score), 4) for score in np.quantile(stated, SPREAD)),
    )


def covered(found: Desks, marks: Marks, half: str) -> Iterator[tuple[str, Interval]]:
    """What the marks do on a half, by name."""
    judged = found.judged(half)
    stated, right = _mixed(judged)
    probabilities = np.array([marks.probability(score) for score in stated])
    yield "false COVERED: tasks whose 大类 has no functions", interval(judged.strange >= marks.covered)
    yield "COVERED, own functions among all", interval(judged.best >= marks.covered)
    yield "own occupation's function is COVERED", interval(judged.own >= marks.covered)
    yield "COVERED ones right (own 小类)", interval(judged.right[judged.best >= marks.covered])
    yield "false NOT_COVERED, own functions among all", interval(judged.best < marks.missing)
    yield "NOT_COVERED, tasks whose 大类 has no functions", interval(judged.strange < marks.missing)
    between = (judged.best >= marks.missing) & (judged.best < marks.partly)
    yield "CANNOT_TELL, own functions among all", interval(between)
    yield "Brier skill of the probability", _alone(brier_skill(probabilities, right))
    yield "equal-mass calibration error", _alone(calibration_error(probabilities, right))


def _mixed(judged: Judged) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Each task twice: with its own functions there, and with none of its 大类, where nothing is right."""
    stated = np.concatenate([judged.best, judged.strange])
    return stated, np.concatenate([judged.right, np.zeros(len(judged.strange), bool)])


def _alone(value: float) -> Interval:
    return Interval(value, value, value)


def _works(known: Catalogue, index: FunctionIndex, texts: TextVectors) -> Iterator[Work]:
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for at, passage in enumerate(texts.passages):
        if passage.kind is TextKind.TASK:
            rows[passage.occupation].append(at)
    for owner in index.occupations:
        occupation, found = known.get(Occupation, owner), rows.get(owner)
        if found:
            tasks = [texts.passages[at].text for at in found]
            yield Work(occupation, half_of(occupation.code or ""), tasks, texts.vectors[found])


def _seconds(found: Desks) -> list[float]:
    seconds: list[float] = []
    for work in found.works[:100]:
        start = time.thread_time()
        found.index.scores(work.tasks, work.vectors)
        seconds.append(time.thread_time() - start)
    return seconds


if __name__ == "__main__":
    main()
