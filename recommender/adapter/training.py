"""Training the adapter on the graph's own pairs: learn on one part, choose on the next, prove on the third.

A residual that the proof part contradicts is left out.
What is proved is what is shipped: the residual is not fitted again on all pairs, so that its figures stay its own.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits  # pyright: ignore[reportMissingTypeStubs]

from graph.catalogue import Catalogue
from graph.errors import InvalidInput
from graph.model.judgements import NOTHING_JUDGED, Verdicts
from recommender.adapter.fields import Fields
from recommender.adapter.judged_pairs import with_judged
from recommender.adapter.linear import Adapter, Estimate, Fit, Training, adapted
from recommender.adapter.pairs import Asked, PairKind, Pairs, Part, pairs
from recommender.adapter.residual import STEPS, Examples, fit_residual

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]
Vectors = Mapping[str, Float32]
Told = Callable[[int, int], object]
TEMPERATURES = (0.005, 0.01)
STRENGTHS = (0.3, 0.5, 0.75, 1.0)
SHARES = (0.0, 0.01, 0.02, 0.03, 0.05)
RESAMPLES = 2_000
LEAST = 2  # texts of each part, below which nothing can be learned or proved
BY_QUERY = frozenset(PairKind) - {
    PairKind.TASK
}  # tasks ask with the vectors they are searched by, which are stored


@dataclass(frozen=True, slots=True)
class Choice:
    """What the development part decides, and the average precision of each of its texts with that, (q,)."""

    temperature: float
    strength: float
    share: float
    precisions: Float64


@dataclass(frozen=True, slots=True)
class Task:
    """Texts that ask, their vectors (q, d), the documents (m, d), what they share in writing (q, m), and what is right."""

    asked: Sequence[Asked]
    vectors: Float32
    documents: Float32
    writing: Float32

    def precisions(self, residual: Float32 | None, shares: Sequence[float]) -> list[Float64]:
        """Average precision of each text, (q,), for each share of writing."""
        moved = self.vectors if residual is None else adapted(self.vectors, residual)
        cosines = moved @ self.documents.T
        mixed = (cosines + np.float32(share) * self.writing for share in shares)
        return [average_precisions(scores.astype(np.float32), self.asked) for scores in mixed]


def questions(catalogue: Catalogue, verdicts: Verdicts = NOTHING_JUDGED) -> tuple[str, ...]:
    """The texts whose vectors as queries training needs, sorted; majors that a developer judged are among them.

    Raises InvalidInput where the catalogue states too few pairs to train on.
    """
    stated = with_judged(pairs(catalogue), catalogue, verdicts).pairs
    for kind, part in product(PairKind, Part):
        if len(stated[kind, part]) < LEAST:
            found = f"{len(stated[kind, part])} of {kind} for {part}"
            raise InvalidInput(f"the catalogue states too few pairs to train on: {found}")
    return tuple(sorted({asked.text for kind in BY_QUERY for part in Part for asked in stated[kind, part]}))


def train(
    catalogue: Catalogue,
    fields: Fields,
    vectors: Vectors,
    *,
    encoder: str,
    seed: int,
    verdicts: Verdicts = NOTHING_JUDGED,
    steps: int = STEPS,
    progress: Told | None = None,
) -> Adapter:
    """Fits every kind of pair. `vectors` of all `questions`, of all tasks and of all `judged_sentences`, by text.

    What developers accepted is learned from too, and never proved with. `progress` is told (kinds done, kinds).
    """
    started = time.perf_counter()
    stated, judged = with_judged(pairs(catalogue), catalogue, verdicts)
    residuals: dict[PairKind, Float32] = {}
    fits: list[Fit] = []
    for done, kind in enumerate(PairKind, start=1):
        # One thread: the products are small, and threads that wait for a busy machine make them many times slower.
        with threadpool_limits(1, "blas"):
            residual, found = _trained(kind, stated, fields, vectors, seed=seed, steps=steps)
        fits.append(found)
        if found.confirmed:
            residuals[kind] = residual
        if progress:
            progress(done, len(PairKind))
    revision = catalogue.revision
    seconds = round(time.perf_counter() - started, 1)
    made = Training(
        encoder, revision.number, revision.inputs, seed, seconds, tuple(fits), judged, verdicts.newest
    )
    return Adapter.of(residuals, made)


def _trained(
    kind: PairKind, stated: Pairs, fields: Fields, vectors: Vectors, *, seed: int, steps: int
) -> tuple[Float32, Fit]:
    learned = stated[kind, Part.TRAIN]
    examples = _examples(kind, learned, fields, vectors)
    residuals = {t: fit_residual(examples, temperature=t, seed=seed, steps=steps) for t in TEMPERATURES}
    development, proof = (
        _task(kind, stated[kind, part], fields, vectors) for part in (Part.DEVELOPMENT, Part.PROOF)
    )
    without = _choice(development, None, TEMPERATURES[0], 0.0)
    best = _best(development, residuals, without)
    residual = residuals[best.temperature] * np.float32(best.strength)
    zero_shot, writing = proof.precisions(None, (0, without.share))
    moved, ours = proof.precisions(residual, (0, best.share))
    return residual, Fit(
        kind=kind,
        learned=len(learned),
        chosen=len(development.asked),
        proved=len(proof.asked),
        temperature=best.temperature,
        strength=best.strength,
        share=best.share,
        zero_shot=estimate(zero_shot),
        adapted=estimate(moved),
        writing=estimate(writing),
        ours=estimate(ours),
        over_zero_shot=estimate(ours - zero_shot),
        over_writing=estimate(ours - writing),
    )


def _best(development: Task, residuals: Mapping[float, Float32], without: Choice) -> Choice:
    """The best residual, where it is better than `without` beyond what chance explains; otherwise that."""
    found = [
        _choice(development, residuals[temperature] * np.float32(strength), temperature, strength)
        for temperature, strength in product(residuals, STRENGTHS)
    ]
    best = max(found, key=lambda choice: choice.precisions.mean())
    return best if estimate(best.precisions - without.precisions).low > 0 else without


def _choice(development: Task, residual: Float32 | None, temperature: float, strength: float) -> Choice:
    """The least of the best shares of writing."""
    found = development.precisions(residual, SHARES)
    at = int(np.argmax([values.mean() for values in found]))
    return Choice(temperature, strength, SHARES[at], found[at])


def _examples(kind: PairKind, learned: Sequence[Asked], fields: Fields, vectors: Vectors) -> Examples:
    """Candidates are the occupations that the part knows; for majors of the guide, all: they are no news to anyone."""
    documents = fields.documents(kind)
    known = (
        range(len(documents)) if kind is PairKind.GUIDE else sorted({r for a in learned for r in a.relevant})
    )
    place = {row: at for at, row in enumerate(known)}
    relevant = [[place[row] for row in asked.relevant] for asked in learned]
    return Examples(_of(learned, vectors), relevant, documents[list(known)])


def _task(kind: PairKind, asked: Sequence[Asked], fields: Fields, vectors: Vectors) -> Task:
    writing = np.stack([fields.writing(kind, one.text) for one in asked])
    return Task(asked, _of(asked, vectors), fields.documents(kind), writing)


def _of(asked: Iterable[Asked], vectors: Vectors) -> Float32:
    return np.stack([vectors[one.text] for one in asked])


def average_precisions(scores: Float32, asked: Sequence[Asked]) -> Float64:
    """(q,): of the occupations in order of their scores (q, m), equal ones by row, without those that do not count."""
    counted = scores.copy()
    for row, one in enumerate(asked):
        counted[row, list(one.ignored)] = -np.inf
    return np.array([_precision(values, one.relevant) for values, one in zip(counted, asked, strict=True)])


def _precision(scores: Float32, relevant: Sequence[int]) -> float:
    ahead = (
        np.count_nonzero(scores > scores[row]) + np.count_nonzero(scores[:row] == scores[row])
        for row in relevant
    )
    return float(np.mean([found / (place + 1) for found, place in enumerate(sorted(ahead), start=1)]))


def estimate(values: Float64) -> Estimate:
    """The mean of values (q,) and its 95 % percentile bootstrap interval, seeded."""
    random = np.random.default_rng(len(values))
    means = [values[random.integers(0, len(values), len(values))].mean() for _ in range(RESAMPLES)]
    low, high = np.percentile(means, [2.5, 97.5])
    return Estimate(float(values.mean()), float(low), float(high))
