"""The marks of the desk fitted again with what developers judged.

A judged match is one more answer to the question that the marks were fitted on: is the nearest function right? So a match
counts where its function comes first for the task once those that were rejected are taken away; functions of the same
occupation that come before it do not matter, because they differ by little more than their names.

The shipped fit counts as `PRIOR` answers, spread over the scores that it was chosen on, and every judged match as one.
Below `LEAST` of them nothing moves. Both guarantees of the shipped marks hold whatever is judged: the mark from which a
task is covered never falls, and the one below which it is not covered never rises. So judgements on other tasks never make
a task COVERED or NOT_COVERED that was not; what moves freely is the probability, and PARTLY between the two.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression  # pyright: ignore[reportMissingTypeStubs]

from graph.catalogue import Catalogue
from graph.errors import InvalidInput
from graph.model.ids import Kind, kind_of
from graph.model.judgements import TEXT, Judgement, Verdicts
from recommender.desk.asked import task_keys
from recommender.desk.functions import FunctionIndex, TextVectors
from recommender.desk.marks import Coverage, Marks
from recommender.shared.faults import JudgingFault
from recommender.text.passages import TextKind

Float32 = NDArray[np.float32]
LEAST = 20  # judged matches below which the shipped marks stay
PRIOR = 200  # answers that the shipped fit counts as
EVEN = 0.5
FOLDS = 10
_TOLERANCE, _STEPS = 1e-8, 1_000


class LeftOut(StrEnum):
    """Why a judged match does not count in the fit."""

    NO_TASK = "NO_TASK"
    NOT_COMPARED = "NOT_COMPARED"
    NOT_NEAREST = "NOT_NEAREST"


@dataclass(frozen=True, slots=True)
class JudgedMatch:
    """A task (its key) and a function (occupation and name) that were judged, with their score as the desk reckons it,
    and how well they fit by themselves."""

    task: str
    occupation: str
    name: str
    score: float
    right: bool
    itself: float = math.inf


@dataclass(frozen=True, slots=True)
class Figures:
    """What marks say of judged matches: the mean squared error of the probability, and how many of the accepted and of
    the rejected ones count as COVERED, and of the accepted ones as NOT_COVERED."""

    brier: float
    accepted_covered: int
    rejected_covered: int
    accepted_not_covered: int


@dataclass(frozen=True, slots=True)
class Refit:
    """Marks fitted again, or the shipped ones where too little was judged.

    `before` and `after` are of the same matches, None where there are none; the error after is that of fits that did not
    see the match. `left_out` counts what does not count: functions, or modules where no function is known.
    """

    marks: Marks
    matches: int
    accepted: int
    left_out: Mapping[LeftOut, int]
    before: Figures | None
    after: Figures | None


def refit(
    shipped: Marks,
    verdicts: Verdicts,
    *,
    catalogue: Catalogue,
    index: FunctionIndex,
    texts: TextVectors,
    sentences: Mapping[str, Float32],
) -> Refit:
    """The shipped marks fitted again; raises InvalidInput where what was judged contradicts the scores.

    `texts` are passages of the catalogue with their vectors, `sentences` the vectors (d,) of all `judged_texts`.
    """
    matches, left_out = judged_matches(catalogue, index, texts=texts, verdicts=verdicts, sentences=sentences)
    marks = refitted(shipped, matches, newest=verdicts.newest)
    return Refit(
        marks=marks,
        matches=len(matches),
        accepted=sum(match.right for match in matches),
        left_out=left_out,
        before=_figures(shipped, matches, [shipped] * len(matches)) if matches else None,
        after=_figures(marks, matches, _unseen(shipped, matches)) if matches else None,
    )


def refitted(shipped: Marks, matches: Sequence[JudgedMatch], *, newest: int) -> Marks:
    """Marks that follow the matches as far as the shipped ones allow; those themselves below `LEAST` matches.

    Raises InvalidInput where a higher score would no longer be the surer one.
    """
    if len(matches) < LEAST:
        return shipped
    slope, intercept = _fitted(shipped, matches)
    if slope <= 0:
        raise InvalidInput(JudgingFault.JUDGEMENTS_CONTRADICT(), field="judgements")
    free = replace(shipped, slope=slope, intercept=intercept)
    covered = max(shipped.covered, _same(shipped, free, shipped.covered))
    missing = min(shipped.missing, _same(shipped, free, shipped.missing))
    return replace(
        free,
        covered=covered,
        partly=min(max(round(free.score(EVEN), 4), missing), covered),
        missing=missing,
        shipped=shipped.digest,
        judged=len(matches),
        newest=newest,
    )


def judged_texts(verdicts: Verdicts) -> tuple[str, ...]:
    """Sentences that were judged with the other tasks of their occupation stated beside, and those, sorted."""
    return tuple(sorted({text for said in _beside(verdicts).values() for text in _together(said)}))


def judged_matches(
    catalogue: Catalogue,
    index: FunctionIndex,
    *,
    texts: TextVectors,
    verdicts: Verdicts,
    sentences: Mapping[str, Float32],
) -> tuple[tuple[JudgedMatch, ...], Mapping[LeftOut, int]]:
    """The judged matches that count, by occupation and task, and how many others there are by why.

    A score depends on the other tasks of the occupation: so tasks of the catalogue count, and sentences beside which they
    were stated. Of several levels of a function one that is accepted is enough.
    """
    row_of = {module: row for row, f in enumerate(index.functions) for module in f.modules}
    found: list[JudgedMatch] = []
    left, known = Counter(dict.fromkeys(LeftOut, 0)), set[str]()
    for work in chain(_of_catalogue(catalogue, texts), _of_sentences(verdicts, sentences, known)):
        known.update(key for every in work.keys for key in every)
        said = [_modules(verdicts, every) for every in work.keys]
        if any(said):
            scores, itself = index.fit(work.tasks, work.vectors)
            for every, ends, row, own in zip(work.keys, said, scores, itself, strict=True):
                compared = {end: row_of[end] for end in ends if end in row_of}
                judged: defaultdict[int, bool] = defaultdict(bool)
                for end, at in compared.items():
                    judged[at] |= ends[end]
                counted = _counted(index, row, judged, work.occupation)
                found += (
                    JudgedMatch(every[0], f.occupation, f.name, float(row[at]), judged[at], float(own[at]))
                    for at in counted
                    for f in [index.functions[at]]
                )
                left[LeftOut.NOT_COMPARED] += len(ends) - len(compared)
                left[LeftOut.NOT_NEAREST] += sum(at not in counted for at in judged)
    strange = (start for start in verdicts.said if _is_task(start) and start not in known)
    left[LeftOut.NO_TASK] += sum(len(_modules(verdicts, (start,))) for start in strange)
    return tuple(found), dict(left)


class Work(NamedTuple):
    """The tasks of one occupation (id, None: not known), what each may be judged by, and their vectors (q, d)."""

    occupation: str | None
    tasks: Sequence[str]
    keys: Sequence[tuple[str, ...]]
    vectors: Float32


def _of_catalogue(catalogue: Catalogue, texts: TextVectors) -> Iterator[Work]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, passage in enumerate(texts.passages):
        if passage.kind is TextKind.TASK:
            places[passage.occupation].append(at)
    for occupation, found in places.items():
        tasks = [texts.passages[at].text for at in found]
        yield Work(occupation, tasks, task_keys(catalogue, occupation, tasks), texts.vectors[found])


def _of_sentences(verdicts: Verdicts, sentences: Mapping[str, Float32], known: set[str]) -> Iterator[Work]:
    """Each sentence that is no task of the catalogue (`known`), with those stated beside it, which are not judged here."""
    for start, said in _beside(verdicts).items():
        if start not in known:
            tasks = _together(said)
            keys = [(start,), *([()] * (len(tasks) - 1))]
            yield Work(None, tasks, keys, np.stack([sentences[text] for text in tasks]))


def _beside(verdicts: Verdicts) -> Mapping[str, Judgement]:
    """The latest judgement on a sentence that states the tasks beside it, by the key of the sentence."""
    return {said.start: said for said in verdicts.judgements if said.beside}


def _together(said: Judgement) -> list[str]:
    """A sentence, and the others of its occupation."""
    return list(dict.fromkeys((said.start_text, *said.beside)))


def _is_task(start: str) -> bool:
    return start.startswith(TEXT) or kind_of(start) is Kind.TASK


def _modules(verdicts: Verdicts, keys: Iterable[str]) -> dict[str, bool]:
    """The modules (ids) that a task was judged with, and whether they were accepted."""
    said = verdicts.of_task(*keys)
    return {end: verdict.accepted for end, verdict in said.items() if kind_of(end) is Kind.MODULE}


def _counted(
    index: FunctionIndex, scores: Float32, judged: Mapping[int, bool], occupation: str | None
) -> list[int]:
    """Rows of judged functions that come first, among all and among those of other occupations than the task's own."""
    if not judged:
        return []
    order = [int(row) for row in np.argsort(-scores, kind="stable")]
    others = [row for row in order if index.functions[row].occupation != occupation]
    return sorted({row for rows in (order, others) for row in _first(index, rows, judged)})


def _first(index: FunctionIndex, order: Iterable[int], judged: Mapping[int, bool]) -> Iterator[int]:
    """The functions that are looked at one after the other, as long as each is rejected."""
    passed: set[str] = set()
    for row in order:
        owner = index.functions[row].occupation
        if row not in judged:
            passed.add(owner)
        elif passed <= {owner}:
            yield row
        if len(passed) > 1 or judged.get(row):
            return


def _fitted(shipped: Marks, matches: Sequence[JudgedMatch]) -> tuple[float, float]:
    """Slope and intercept that fit the answers of the shipped marks and the judged ones best."""
    spread = np.array(shipped.spread)
    if not len(spread):
        raise InvalidInput(JudgingFault.MARKS_UNTOLD(), field="marks")
    sure = np.array([shipped.probability(score) for score in spread])
    each = PRIOR / len(spread)
    scores = np.concatenate([spread, spread, [match.score for match in matches]])
    right = np.concatenate([np.ones(len(spread)), np.zeros(len(spread)), [match.right for match in matches]])
    weights = np.concatenate([each * sure, each * (1 - sure), np.ones(len(matches))])
    model: Any = LogisticRegression(C=1e6, tol=_TOLERANCE, max_iter=_STEPS)
    model.fit(scores[:, None], right.astype(bool), sample_weight=weights)
    return round(float(model.coef_[0, 0]), 4), round(float(model.intercept_[0]), 4)


def _same(shipped: Marks, free: Marks, score: float) -> float:
    """The score that is as sure by the new fit as `score` is by the shipped one."""
    return round(free.score(shipped.probability(score)), 4)


def _unseen(shipped: Marks, matches: Sequence[JudgedMatch]) -> list[Marks]:
    """For each match the marks fitted to those of other tasks, in `FOLDS` parts by task."""
    if len(matches) < LEAST:
        return [shipped] * len(matches)
    fold = {task: at % FOLDS for at, task in enumerate(sorted({match.task for match in matches}))}
    fits: dict[int, Marks] = {}
    for number in set(fold.values()):
        slope, intercept = _fitted(shipped, [m for m in matches if fold[m.task] != number])
        fits[number] = replace(shipped, slope=slope, intercept=intercept)
    return [fits[fold[match.task]] for match in matches]


def _figures(marks: Marks, matches: Sequence[JudgedMatch], sure: Sequence[Marks]) -> Figures:
    errors = [(by.probability(m.score) - m.right) ** 2 for m, by in zip(matches, sure, strict=True)]
    said = Counter((match.right, marks.verdict(match.score, itself=match.itself)) for match in matches)
    return Figures(
        brier=round(float(np.mean(errors)), 4),
        accepted_covered=said[True, Coverage.COVERED],
        rejected_covered=said[False, Coverage.COVERED],
        accepted_not_covered=said[True, Coverage.NOT_COVERED],
    )
