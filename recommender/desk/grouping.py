"""Tasks that no module covers, grouped by what they mean and named by their own words.

Groups are made by average linkage, and large ones cut by complete linkage: the standards have 1.4 tasks of their
occupation to a function. A group's name is DERIVED: the clause of its most central task that shares most with
the whole group, never a title that an authority gave. What a task is done with, or by (使用..., 根据...), is no name for it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import (  # pyright: ignore[reportMissingTypeStubs]
    cut_tree,  # pyright: ignore[reportUnknownVariableType]
    fcluster,  # pyright: ignore[reportUnknownVariableType]
    linkage,  # pyright: ignore[reportUnknownVariableType]
)

from recommender.text.lexical import tokens

Float32 = NDArray[np.float32]
APART = 0.85  # cosine distance, of vectors less the mean of tasks, from which groups are not joined
MOST = 3  # tasks of a group
LONGEST = 24
_CLAUSES = re.compile(r"[，,；;。（）()]|以及")
_MEANS = re.compile(r"使用|利用|运用|采用|通过|根据|依据|按照|依|包含|包括")
_DONE_WITH = re.compile(
    r"(?:使用|利用|运用|采用)[^，]*?等(?:材料|设备|工具|器具|器材|仪器|系统|软件|方法|技术|手段)?(?=.{4})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPart:
    """A group of tasks without a module, by their places among all tasks, with a DERIVED name."""

    name: str
    tasks: tuple[int, ...]


def missing_parts(tasks: Sequence[str], vectors: Float32, missing: Sequence[int]) -> tuple[MissingPart, ...]:
    """The tasks at the places `missing`, grouped; vectors (q, d) of all tasks, less their mean, L2-normalised."""
    groups = [
        [missing[row] for row in rows]
        for together in _joined(vectors[list(missing)], list(range(len(missing))), "average", APART)
        for rows in _parted(vectors[list(missing)], together)
    ]
    ordered = sorted(groups, key=lambda places: (-len(places), places))
    return tuple(MissingPart(name=_name(tasks, places, vectors), tasks=tuple(places)) for places in ordered)


def _parted(vectors: Float32, rows: list[int]) -> list[list[int]]:
    """A group cut in two, and again, until none has more than `MOST` tasks."""
    if len(rows) <= MOST:
        return [rows]
    halves = _joined(vectors, rows, "complete", None)
    return [part for half in halves for part in _parted(vectors, half)]


def _joined(vectors: Float32, rows: list[int], method: str, apart: float | None) -> list[list[int]]:
    """Rows that belong together, nearer than `apart`; where that is None, in two groups."""
    if len(rows) < 2:
        return [rows] if rows else []
    own = vectors[rows]
    distances = np.clip(1 - own @ own.T, 0, 2)
    condensed = distances[np.triu_indices(len(rows), 1)].astype(np.float64)
    tree = np.asarray(linkage(condensed, method), np.float64)
    labels = cut_tree(tree, 2).ravel() if apart is None else fcluster(tree, apart, "distance")
    groups: dict[int, list[int]] = {}
    for row, label in zip(rows, labels, strict=True):
        groups.setdefault(int(label), []).append(row)
    return list(groups.values())


def _name(tasks: Sequence[str], places: Sequence[int], vectors: Float32) -> str:
    """The clause of the most central task that shares most with the whole group."""
    centre = vectors[list(places)].mean(axis=0)
    central = max(places, key=lambda place: (float(vectors[place] @ centre), -place))
    words = [set(tokens(tasks[place])) for place in places]
    clauses = _clauses(tasks[central])

    def told(clause: str) -> tuple[float, int]:
        own = set(tokens(clause))
        return sum(len(own & word) for word in words) / (len(words) * (len(own) + 4)), -len(clause)

    chosen = max(clauses, key=told, default=tasks[central])
    return chosen if len(chosen) <= LONGEST else f"{chosen[: LONGEST - 1]}…"


def _clauses(task: str) -> list[str]:
    """The clauses of a task that say what is done; all of them where each begins with what it is done with."""
    every = [c for part in _CLAUSES.split(task) if len(c := part.strip().removeprefix("并")) >= 4]
    return [c for c in every if not _MEANS.match(c)] or [_DONE_WITH.sub("", c, count=1) for c in every]
