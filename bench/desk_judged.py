"""What the desk says of occupations without a standard, judged by hand: does the function it puts first teach the task?

`desk_judged.csv` holds the judgements: made by the project while reading the desk's answers, by no authority and no
developer. NEW: every task of the occupations added in 2024 and 2025, whose texts are in the folder of reference material
(LIFEPATH_REFERENCE) and are left out without it. SAMPLE: tasks of other occupations without a standard, drawn at random
among those that were COVERED or PARTLY then, at most two of an occupation. `verdict` is that of then.
"""

import csv
import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bench.vectors import KeptVectors
from graph.catalogue import Catalogue
from graph.model.facts import Occupation
from recommender.desk.functions import FunctionIndex
from recommender.text.index import Float32
from recommender.text.passages import TextKind, passages

JUDGED = Path(__file__).with_name("desk_judged.csv")
WORTH = {"wrong": 0, "partly": 1, "right": 2}
Texts = Mapping[str, Sequence[str]]
Place = tuple[str, int]  # code of an occupation, number of its task


class Judged(NamedTuple):
    """The function put first for a task: its score, how well it fits by itself, and whether it teaches the task.

    worth: 2 wholly, 1 in part, 0 not; None where another function came first when judgements were made.
    """

    drawn: str
    occupation: str
    score: float
    itself: float
    worth: int | None


def judged(known: Catalogue, index: FunctionIndex) -> list[Judged]:
    """Every judged task, as the desk compares it now, in the order of the table."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    said = {
        (row["occupation_code"], int(row["task"]), row["function_code"], row["function"]): WORTH[
            row["judgement"]
        ]
        for row in rows
    }
    asked: defaultdict[str, dict[int, tuple[str, str]]] = defaultdict(dict)
    for row in rows:
        asked[row["occupation_code"]][int(row["task"])] = row["text_sha256"], row["drawn"]
    every = {**_shipped(known), **_announced()}
    works = _works({code: every[code] for code in asked if every.get(code)})
    found = (_compared(known, index, code, asked[code], work) for code, work in works.items())
    return [
        Judged(drawn, code, score, itself, said.get((code, number, *function)))
        for one in found
        for code, number, drawn, score, itself, function in one
    ]


def _compared(
    known: Catalogue, index: FunctionIndex, code: str, asked: Mapping[int, tuple[str, str]], work: "Work"
) -> Iterator[tuple[str, int, str, float, float, tuple[str, str]]]:
    """The function put first for each task of an occupation, whose own ones do not count; tasks that changed are left out."""
    codes = [known.get(Occupation, f.occupation).code or "" for f in index.functions]
    score, itself = index.fit(work.tasks, work.vectors)
    score[:, [other == code for other in codes]] = -np.inf
    for number, (digest, drawn) in asked.items():
        if number <= len(work.tasks) and _digest(work.tasks[number - 1]) == digest:
            row = number - 1
            best = int(score[row].argmax())
            function = codes[best], index.functions[best].name
            yield code, number, drawn, float(score[row, best]), float(itself[row, best]), function


class Work(NamedTuple):
    """The tasks of one occupation and their vectors (q, d)."""

    tasks: Sequence[str]
    vectors: Float32


def _works(texts: Texts) -> Mapping[str, Work]:
    """The tasks by code of their occupation, encoded all together."""
    flat = [text for every in texts.values() for text in every]
    encoded = KeptVectors(None, group="asked").encode(flat, kind="passage")
    ends = np.cumsum([len(every) for every in texts.values()])[:-1]
    parts = zip(texts.items(), np.split(encoded, ends), strict=True)
    return {code: Work(tasks, vectors) for (code, tasks), vectors in parts}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _shipped(known: Catalogue) -> Texts:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for text in passages(known):
        if text.kind is TextKind.TASK:
            found[known.get(Occupation, text.occupation).code or ""].append(text.text)
    return found


def _announced() -> Texts:
    """Main tasks by code from the folder of reference material, of occupations that the catalogue has no text of."""
    folder = os.environ.get("LIFEPATH_REFERENCE")
    if not folder:
        return {}
    with (Path(folder) / "data" / "occupations.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with JUDGED.open(encoding="utf-8", newline="") as file:
        new = {row["occupation_code"] for row in csv.DictReader(file) if row["drawn"] == "NEW"}
    return {row["职业编码"]: row["主要工作任务"].split("|") for row in rows if row["职业编码"] in new}
