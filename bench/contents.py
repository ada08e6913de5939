"""Sentences of imported standards beside tasks, and occupations near to a new one.

No standard's text comes with the catalogue. So the main tasks of another occupation of the same 小类 stand for the sentences
of an occupation's standard: how often tasks of other 大类 come as near as what counts as alike, and how often its own do,
with one standard imported and with many. Nearest occupations are counted as right where they are of the own 小类.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from bench.desk import GROUP, half_of
from bench.intervals import Interval, interval
from bench.quality import catalogue
from bench.results import tell
from bench.vectors import KeptVectors
from graph.catalogue import Catalogue
from graph.model.facts import Occupation
from recommender.desk.functions import Definitions, TextVectors
from recommender.desk.near import alike_definitions, nearest
from recommender.supply.contents import sampled, stray_mark
from recommender.text.index import Float32
from recommender.text.passages import TextKind, passages
from recommender.text.tasks import Tasks, measured

IMPORTED = (1, 10, 100)
REPEATED = {1: 40, 10: 10, 100: 3}
SEED = 0
Figure = tuple[str, str, Interval]


@dataclass(frozen=True, slots=True)
class World:
    """The main tasks of all occupations, `apart` (n, d) less their mean; `codes` by row of occupation, `owners` (n,) rows."""

    known: Catalogue
    tasks: Tasks
    texts: TextVectors
    apart: Float32
    codes: tuple[str, ...]
    owners: NDArray[np.intp]

    def siblings(self, row: int) -> list[int]:
        """Other occupations of the same 小类."""
        return [o for o in groups()[self.codes[row][:GROUP]] if o != row]


def main() -> None:
    """Prints both measurements and keeps them."""
    found = [*alike(), *near()]
    rows = [(where, what, value.told()) for where, what, value in found]
    figures = [{"where": where, "figure": what, "value": value} for where, what, value in found]
    tell("contents", ("where", "figure", "95 % interval"), rows, {"figures": figures})


@cache
def world() -> World:
    """The shipped tables with kept vectors."""
    known = catalogue(aliases=False)
    texts = passages(known)
    vectors = KeptVectors(None).encode([text.encoded for text in texts], kind="passage")
    tasks = Tasks.among(known, texts, vectors)
    mean = vectors[[text.kind is TextKind.TASK for text in texts]].mean(axis=0)
    apart = tasks.vectors - mean
    codes = tuple(known.get(Occupation, o).code or "" for o in tasks.occupations)
    owners = np.repeat(np.arange(len(codes)), np.diff(tasks.spans))
    unit = apart / np.linalg.norm(apart, axis=1, keepdims=True)
    return World(known, tasks, TextVectors(texts, vectors), unit.astype(np.float32), codes, owners)


@cache
def groups() -> dict[str, list[int]]:
    """Rows of occupations by 小类."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for row, code in enumerate(world().codes):
        found[code[:GROUP]].append(row)
    return dict(found)


@cache
def same_work() -> float:
    """The cosine from which two tasks count as the same work."""
    w = world()
    return measured(w.apart, np.array([w.codes[owner][:1] for owner in w.owners])).alike


def alike() -> Iterator[Figure]:
    """With so many standards imported: how often a sentence counts as alike a task of another 大类, and one of its own."""
    random = np.random.default_rng(SEED)
    hosts = [row for row in range(len(world().codes)) if world().siblings(row)]
    for count in IMPORTED:
        strange: list[NDArray[np.bool_]] = []
        own: list[NDArray[np.bool_]] = []
        for _ in range(REPEATED[count]):
            chosen = random.permutation(hosts)[:count]
            standing = [(row, random.choice(world().siblings(row))) for row in map(int, chosen)]
            far, near_by = _said(standing)
            strange.append(far)
            own.append(near_by)
        where = f"{count} imported"
        yield (
            where,
            "tasks of other 大类 beside a sentence that counts as alike",
            interval(np.concatenate(strange)),
        )
        yield (
            where,
            "own tasks beside such a sentence (of a sibling occupation)",
            interval(np.concatenate(own)),
        )


def _said(standing: Sequence[tuple[int, int]]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether a sentence is alike: for tasks of other 大类 that did not set the mark, and for tasks of the hosts (first of a pair)."""
    w = world()
    rows = [np.arange(w.tasks.span(other).start, w.tasks.span(other).stop) for _, other in standing]
    said = w.apart[np.concatenate(rows)]
    of = np.repeat([host for host, _ in standing], [len(found) for found in rows])
    classes = np.array([w.codes[host][0] for host in of])
    best = _strange(said, classes)
    drawn = sampled(len(w.owners))
    mark = max(stray_mark(best[drawn][np.isfinite(best[drawn])]), same_work())
    others = np.delete(best, drawn)
    hosts = [(w.apart[w.tasks.span(host)] @ said[of == host].T).max(axis=1) >= mark for host, _ in standing]
    return others[np.isfinite(others)] >= mark, np.concatenate(hosts)


def _strange(said: Float32, classes: NDArray[np.str_]) -> Float32:
    """(tasks,): how near the best sentence of another 大类 comes, -inf where there is none."""
    w = world()
    of_task = np.array([w.codes[owner][:1] for owner in w.owners])
    best = np.full(len(w.owners), -np.inf, np.float32)
    for group in np.unique(of_task):
        others = said[classes != group]
        if len(others):
            best[of_task == group] = (w.apart[of_task == group] @ others.T).max(axis=1)
    return best


def near() -> Iterator[Figure]:
    """How often the nearest occupations are of the own 小类, by tasks alone and with definitions."""
    w = world()
    described = Definitions.of(w.texts)
    vectors = {
        p.occupation: w.texts.vectors[at]
        for at, p in enumerate(w.texts.passages)
        if p.kind is TextKind.DEFINITION
    }
    for half in ("dev", "proof"):
        rows = [r for r, code in enumerate(w.codes) if half_of(code) == half and w.siblings(r)]
        for what, known in (("tasks alone", {}), ("tasks and definitions", vectors)):
            hits = [_hits(row, described, known.get(w.tasks.occupations[row])) for row in rows]
            first, any_of = (np.array(found) for found in zip(*hits, strict=True))
            yield half, f"nearest occupation of the own 小类, {what}", interval(first)
            yield half, f"own 小类 among the five nearest, {what}", interval(any_of)


def _hits(row: int, described: Definitions, definition: Float32 | None) -> tuple[bool, bool]:
    w = world()
    span, own = w.tasks.span(row), w.tasks.occupations[row]
    found = nearest(
        w.known,
        w.tasks,
        w.tasks.texts[span],
        w.tasks.vectors[span],
        without=own,
        alike=alike_definitions(described, definition, w.tasks.occupations),
    )
    right = [
        (w.known.get(Occupation, n.occupation).code or "")[:GROUP] == w.codes[row][:GROUP] for n in found
    ]
    return right[0], any(right)


if __name__ == "__main__":
    main()
