"""Tasks that no module covers, grouped by what they mean and named by their own words.

Groups are made by average linkage. A group's name is DERIVED: the clause of its most central task that shares most with
the whole group, never a title that an authority gave.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import (  # pyright: ignore[reportMissingTypeStubs]
    fcluster,  # pyright: ignore[reportUnknownVariableType]
    linkage,  # pyright: ignore[reportUnknownVariableType]
)

from recommender.lexical import tokens

Float32 = NDArray[np.float32]
APART = 0.85  # cosine distance, of vectors less the mean of tasks, from which groups are not joined
LONGEST = 18
_CLAUSES = re.compile(r"[，,；;。、（）()]|以及|并")


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPart:
    """A group of tasks without a module, by their places among all tasks, with a DERIVED name."""

    name: str
    tasks: tuple[int, ...]


def missing_parts(tasks: Sequence[str], vectors: Float32, missing: Sequence[int]) -> tuple[MissingPart, ...]:
    """The tasks at the places `missing`, grouped; vectors (q, d) of all tasks, less their mean, L2-normalised."""
    groups: dict[int, list[int]] = {}
    for place, label in zip(missing, _labels(vectors[list(missing)]), strict=True):
        groups.setdefault(label, []).append(place)
    ordered = sorted(groups.values(), key=lambda places: (-len(places), places))
    return tuple(MissingPart(name=_name(tasks, places, vectors), tasks=tuple(places)) for places in ordered)


def _labels(vectors: Float32) -> list[int]:
    if len(vectors) < 2:
        return [0] * len(vectors)
    distances = np.clip(1 - vectors @ vectors.T, 0, 2)
    condensed = distances[np.triu_indices(len(vectors), 1)].astype(np.float64)
    joined = np.asarray(linkage(condensed, "average"), np.float64)
    return [int(label) for label in fcluster(joined, APART, "distance")]


def _name(tasks: Sequence[str], places: Sequence[int], vectors: Float32) -> str:
    """The clause of the most central task that shares most with the whole group."""
    centre = vectors[list(places)].mean(axis=0)
    central = max(places, key=lambda place: (float(vectors[place] @ centre), -place))
    words = [set(tokens(tasks[place])) for place in places]
    clauses = [c.strip() for c in _CLAUSES.split(tasks[central]) if len(c.strip()) >= 4]

    def told(clause: str) -> tuple[float, int]:
        own = set(tokens(clause))
        return sum(len(own & word) for word in words) / (len(words) * (len(own) + 4)), -len(clause)

    chosen = max(clauses, key=told, default=tasks[central])
    return chosen if len(chosen) <= LONGEST else f"{chosen[: LONGEST - 1]}…"
