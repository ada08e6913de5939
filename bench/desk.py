"""The desk for new occupations: functions found by task sentences, what counts as covered, and how long an answer takes.

Each occupation with a standard stands for a new one: its tasks are compared with the functions of all standards. 小类 are
split by the digest of their code; marks are chosen on the development half and proved on the other. `--fit` writes them.
What COVERED is worth for an occupation without a standard is told by judgements of our own (bench/desk_judged.py).
"""

import hashlib
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from bench import desk_judged
from bench.intervals import Interval, interval
from bench.quality import catalogue
from bench.results import tell
from bench.vectors import KeptVectors
from graph.catalogue import Catalogue
from graph.model.facts import Occupation
from recommender.desk.functions import FunctionIndex, TextVectors, functions_of
from recommender.desk.marks import SHIPPED, Coverage, Marks, read_marks
from recommender.text.calibration import brier_skill, calibration_error
from recommender.text.likeness import NameVectors, names
from recommender.text.passages import TextKind, passages

MANY_GROUPS = 3  # 小类 in which a name recurs that is left out as generic
RISK = 0.05  # of tasks without any like function that count as covered, and of tasks with one that count as missing
KEPT = (
    0.55  # of tasks that a function of their own occupation still covers where each has to speak for itself
)
SPREAD = (np.arange(20) + 0.5) / 20  # quantiles of the scores that marks are chosen on
HALVES = ("dev", "proof")
GROUP = 7  # characters of a code that name its 小类
Float32 = NDArray[np.float32]


class Judged(NamedTuple):
    """Of each task (q,): the best score, whether that function is of its own 小类, the best of its own occupation's
    functions, and the best score where no function of its 大类 is there.

    `itself` (q, 3) is how well those three, all, own and strange, fit the task by itself.
    """

    best: NDArray[np.float64]
    right: NDArray[np.bool_]
    own: NDArray[np.float64]
    strange: NDArray[np.float64]
    itself: NDArray[np.float64]

    def covered(self, marks: Marks) -> tuple[NDArray[np.bool_], ...]:
        """Whether each is COVERED (q,): by the best of all functions, of its own occupation's, of those of other 大类."""
        every = zip((self.best, self.own, self.strange), self.itself.T, strict=True)
        return tuple((score >= marks.covered) & (itself >= marks.itself) for score, itself in every)


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
        found: list[tuple[float, bool, float, float, list[float]]] = []
        for work in (work for work in self.works if work.half == half):
            code = self._code(work.occupation.id)
            score, itself = self.index.fit(work.tasks, work.vectors)
            same, strange = groups == code[:GROUP], np.array([g[0] for g in groups]) != code[0]
            own = owners == work.occupation.id
            for scores, fits in zip(score, itself, strict=True):
                places = [int(scores.argmax()), *(_best_of(scores, among) for among in (own, strange))]
                best, of_own, other = (float(scores[place]) for place in places)
                found.append((best, bool(same[places[0]]), of_own, other, [float(fits[p]) for p in places]))
        columns = zip(*found, strict=True)
        return Judged(*map(np.array, columns))

    def _code(self, occupation: str) -> str:
        return self.catalogue.get(Occupation, occupation).code or occupation


def _best_of(scores: Float32, among: NDArray[np.bool_]) -> int:
    """The place of the best of some scores (n,)."""
    return int(np.where(among, scores, -np.inf).argmax())


def main() -> None:
    """Prints what the shipped marks do on both halves and how long an answer takes, and keeps it."""
    found = desks()
    if "--fit" in sys.argv:
        SHIPPED.write_text(fitted(found).content(), encoding="utf-8")
    marks = read_marks()
    figures = [(half, what, value) for half in HALVES for what, value in covered(found, marks, half)]
    seconds = _seconds(found)
    figures += worth(marks)
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
    marks = Marks(
        encoder=found.encoder,
        slope=round(slope, 4),
        intercept=round(intercept, 4),
        covered=round(float(covered_from), 4),
        partly=round(min(even, float(covered_from)), 4),
        missing=round(min(float(missing_below), even), 4),
        generic=tuple(sorted(generic_names(found.catalogue))),
        spread=tuple(round(float(score), 4) for score in np.quantile(stated, SPREAD)),
        itself=round(_speaks_for_itself(dev, float(covered_from)), 4),
    )
    return replace(marks, checked=_checked(marks))


def _speaks_for_itself(dev: Judged, covered_from: float) -> float:
    """How well a covered task has to fit by itself: the strictest by which `KEPT` of all are still covered by their own."""
    fits = np.sort(dev.itself[dev.own >= covered_from, 1])
    return float(fits[max(len(fits) - round(KEPT * len(dev.own)), 0)])


def _checked(marks: Marks) -> tuple[int, float, float]:
    """How many COVERED tasks of the proof half were judged, of occupations whose texts are shipped, and their shares."""
    said = _worth(marks, "proof", "SAMPLE", Coverage.COVERED)
    return len(said), round(float(np.mean(said == 2)), 4), round(float(np.mean(said == 1)), 4)


def worth(marks: Marks) -> Iterator[tuple[str, str, Interval]]:
    """What verdicts on occupations without a standard are worth by the judgements of our own, by half."""
    for drawn in ("NEW", "SAMPLE"):
        for half in HALVES:
            for verdict in (Coverage.COVERED, Coverage.PARTLY):
                said = _worth(marks, half, drawn, verdict)
                if len(said):
                    name = f"{drawn}: {verdict}, {len(said)} judged"
                    yield half, f"{name}: taught wholly", interval(said == 2)
                    yield half, f"{name}: taught at least in part", interval(said > 0)


def _worth(marks: Marks, half: str, drawn: str, verdict: Coverage) -> NDArray[np.int_]:
    """Of the judged tasks of a half with a verdict: 2 taught wholly, 1 in part, 0 not."""
    return np.array(
        [
            one.worth
            for one in judgements()
            if one.drawn == drawn
            and one.worth is not None
            and half_of(one.occupation) == half
            and marks.verdict(one.score, itself=one.itself) is verdict
        ],
        np.int_,
    )


@cache
def judgements() -> list[desk_judged.Judged]:
    """The judgements of our own, compared with what is known now."""
    found = desks()
    return desk_judged.judged(found.catalogue, found.index)


def covered(found: Desks, marks: Marks, half: str) -> Iterator[tuple[str, Interval]]:
    """What the marks do on a half, by name."""
    judged = found.judged(half)
    stated, right = _mixed(judged)
    probabilities = np.array([marks.probability(score) for score in stated])
    best, own, strange = judged.covered(marks)
    yield "false COVERED: tasks whose 大类 has no functions", interval(strange)
    yield "COVERED, own functions among all", interval(best)
    yield "own occupation's function is COVERED", interval(own)
    yield "COVERED ones right (own 小类)", interval(judged.right[best])
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
