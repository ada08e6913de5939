"""Tasks that no module covers, grouped by what they mean and named by their own words.

Groups are made by average linkage, and large ones cut by complete linkage: the standards have 1.4 tasks of their
occupation to a function. A group's name is DERIVED: the clause of its most central task that shares most with
the whole group, never a title that an authority gave. What a task is done with, or by (使用..., 根据...), is no name for it,
a word that only says that something is done (进行, 开展) is left out, and what is too long is put in short, not cut off.
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
SHORTEST, LONGEST = 4, 32  # characters of a name
_CLAUSES = re.compile(r"[，,；;。（）()]|以及")
_MEANS = re.compile(r"使用|利用|运用|采用|通过|根据|依据|按照|按(?![摩压])|依|结合|包含|包括")
_LIGHT = re.compile(
    r"^(?:有序|定期|合理|及时|有效|负责)?(?:进行|开展|从事|实施|组织实施|组织开展|负责)(?!者)"
)
_TAIL = re.compile(r"(?:等|等工作)$")
_SHORTER = (
    (re.compile(r"(?:基于|面向|针对|符合|具有|围绕|涉及)[^，]{2,}?的(?=.{4})"), ""),
    (re.compile(r"((?:^|[^、]{0,8}?)[^、]{2,}?)(?:、[^、]{1,12})+?等"), r"\1等"),
)
_DONE = re.compile(r"将|对|把|进行")
_AT_MACHINES = re.compile(r"(?:操作|操控).*(?:设备|装置|机|炉|窑|系统|工具)$")
_TO_SOMETHING = re.compile(r"^对(?P<what>[^，]{2,}?)进行(?P<done>[^，]{2,})$")
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
    """The clause of the most central task that shares most with the whole group; of one task alone the first."""
    centre = vectors[list(places)].mean(axis=0)
    central = max(places, key=lambda place: (float(vectors[place] @ centre), -place))
    words = [set(tokens(tasks[place])) for place in places]
    clauses = _clauses(tasks[central])

    def told(clause: str) -> tuple[float, int]:
        own = set(tokens(clause))
        return sum(len(own & word) for word in words) / (len(words) * (len(own) + 4)), -len(clause)

    if not clauses:
        return _short(tasks[central])
    return _short(clauses[0] if len(places) == 1 else max(clauses, key=told))


def _clauses(task: str) -> list[str]:
    """The clauses of a task that say what is done; all of them where each begins with what it is done with."""
    every = [c for part in _CLAUSES.split(task) if len(c := part.strip().removeprefix("并")) >= 4]
    plain = [_DONE_WITH.sub("", clause, count=1) for clause in every]
    done = [c for c in every if not _MEANS.match(c)] or [c for c in plain if _DONE.search(c)] or plain
    return [c for c in done if not _AT_MACHINES.match(c)] or done


def _short(clause: str) -> str:
    """A clause as a name: without light words, and where it is long without what it is based on and with lists cut short."""
    bare = _TO_SOMETHING.sub(r"\g<what>\g<done>", _LIGHT.sub("", clause))
    name = _TAIL.sub("", bare if len(bare) >= SHORTEST else clause)
    for form, instead in _SHORTER:
        if len(name) <= LONGEST:
            return name
        name = form.sub(instead, name)
    if len(name) <= LONGEST:
        return name
    kept, _, _ = name[: LONGEST - 1].rpartition("、")
    return f"{kept}等" if len(kept) >= SHORTEST else f"{name[: LONGEST - 1]}…"
