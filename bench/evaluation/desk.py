"""The desk for new occupations: an occupation's own functions found by its task sentences, among those of all standards.

Each occupation with a standard stands for a new one. The text of a function is its occupation's name and its own, for
every way alike; generic functions are left out by the list kept with the marks. 小类 are split in halves (bench/desk.py).
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from bench.desk import Desks, covered, desks
from bench.evaluation.baselines import CENTRED, ENCODER, OURS, by_writing
from bench.evaluation.measures import Float32, Result, Task
from bench.intervals import Interval
from bench.vectors import KeptVectors
from graph.model.facts import Occupation
from recommender.desk.marks import read_marks
from recommender.text.centred import centred, mean_vector
from recommender.text.ranking import Language

FUNCTIONS = "task to its occupation's functions"
ALONE = "lifepath, each task alone"
FALSE, OWN = "false COVERED: tasks whose 大类 has no functions", "own occupation's function is COVERED"


class Figure(NamedTuple):
    """What the marks do on the proof half, and what is wanted of it."""

    what: str
    wanted: str
    found: Interval
    met: bool


def results(embedder: KeptVectors) -> Iterator[Result]:
    """Each way of ranking on both halves; `embedder` keeps the vectors of functions and of tasks as queries."""
    found = desks()
    owners = np.array([f.occupation for f in found.index.functions])
    known = found.catalogue
    corpus = [f"{known.get(Occupation, f.occupation).name}：{f.name}" for f in found.index.functions]
    vectors = embedder.encode(corpus, kind="passage")
    for half in ("dev", "proof"):
        works = [work for work in found.works if work.half == half]
        queries = [task for work in works for task in work.tasks]
        own = {work.occupation.id: np.flatnonzero(owners == work.occupation.id).tolist() for work in works}
        relevant = [own[work.occupation.id] for work in works for _ in work.tasks]
        task = Task(FUNCTIONS, half, queries, relevant)
        ways = by_writing(corpus, queries, Language.ZH)
        asked = embedder.encode(queries, kind="query")
        ways[ENCODER] = asked @ vectors.T
        ways[CENTRED] = centred(asked, mean_vector(asked)) @ centred(vectors, mean_vector(vectors)).T
        ways |= _ours(found, half)
        yield from (task.result(way, scores) for way, scores in ways.items())


def figures() -> list[Figure]:
    """False COVERED and coverage with the shipped marks, on the proof half."""
    measured = dict(covered(desks(), read_marks(), "proof"))
    return [
        Figure(f"desk, {FALSE}", "at most 0.05", measured[FALSE], measured[FALSE].mean <= 0.05),
        Figure(f"desk, {OWN}", "at least 0.5", measured[OWN], measured[OWN].mean >= 0.5),
    ]


def _ours(found: Desks, half: str) -> dict[str, Float32]:
    works = [work for work in found.works if work.half == half]
    alone = [found.index.alone(work.tasks, work.vectors) for work in works]
    together = [found.index.scores(work.tasks, work.vectors) for work in works]
    return {ALONE: np.concatenate(alone), OURS: np.concatenate(together)}
