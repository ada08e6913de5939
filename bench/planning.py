"""The planner over the whole catalogue: one goal, all routes to it, and a batch of cases. Processor time of one thread.

Seconds on a busy machine say little, so all but the batch are processor seconds; the batch is told in both.
"""

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import quantiles
from typing import Any

from bench.quality import catalogue
from bench.results import tell
from graph.catalogue import Catalogue
from graph.model.facts import Major, Occupation
from graph.model.terms import Level
from recommender.cases import answer_line, read_case
from recommender.ladder import LADDER
from recommender.planner import Planner
from recommender.profile import Goal, WorkerProfile
from recommender.routes import routes
from recommender.supply import Supply

TODAY = date(2026, 11, 24)
ASKED = 2_000
CASES = 10_000
SEED = 0
TARGETS = {"plan": "p50 <= 5 ms, p99 <= 20 ms", "routes": "", "batch": "10,000 cases in 30 s on one core"}
Question = tuple[WorkerProfile, Goal]


@dataclass(frozen=True, slots=True)
class Subject:
    """A catalogue that is measured, with what answers from it."""

    name: str
    planner: Planner
    supply: Supply

    @classmethod
    def of(cls, name: str, found: Catalogue) -> "Subject":
        return cls(name, Planner.of(found), Supply.of(found))


def main() -> None:
    """Prints a table and keeps the figures."""
    measured = [measure(subject) for subject in subjects()]
    rows = [row for found in measured for row in _rows(found)]
    tell("planning", ("catalogue", "what", "figure", "target"), rows, {"measured": measured})


def subjects() -> Iterator[Subject]:
    """The catalogues that are measured, one after another."""
    yield Subject.of("shipped", catalogue(aliases=False))


def measure(subject: Subject) -> dict[str, Any]:
    """What planning over one catalogue takes."""
    lines = list(cases(subject.planner.catalogue, CASES))
    asked = [_read(line, subject.planner) for line in lines[:ASKED]]
    planner, supply = subject.planner, subject.supply
    return {
        "catalogue": subject.name,
        "occupations": len(planner.catalogue.all(Occupation)),
        "plan_ms": milliseconds(asked, lambda q: planner.plan(*q, TODAY)),
        "routes_ms": milliseconds(asked, lambda q: routes(planner, supply, *q, TODAY)),
        "batch": _batch(lines, planner),
    }


def cases(found: Catalogue, count: int) -> Iterator[str]:
    """Lines of a batch: random people who aim at a level of an occupation of a class with skill levels."""
    drawn = random.Random(SEED)
    occupations = [o.code for o in found.all(Occupation) if o.code and o.code[0] in "3456"]
    majors = [major.code for major in found.all(Major)]
    for number in range(count):
        goal = drawn.choice(occupations)
        case = {
            "id": number,
            "as_of": TODAY.isoformat(),
            "person": _person(drawn, goal, occupations, majors),
            "goal": {"occupation": goal, "level": drawn.choice(LADDER).value},
        }
        yield json.dumps(case, ensure_ascii=False)


def _person(
    drawn: random.Random, goal: str, occupations: Sequence[str], majors: Sequence[str]
) -> dict[str, Any]:
    start = drawn.randint(2005, 2024)
    spells = [{"occupation": drawn.choice((goal, goal, drawn.choice(occupations))), "from": f"{start}-03"}]
    held = [{"occupation": goal, "level": Level.L5.value, "awarded": f"{start}-09-15"}]
    studied = {"kind": "高职", "major": drawn.choice(majors), "graduated": f"{start - 1}-06"}
    title = {"rank": "JUNIOR", "field_of": drawn.choice((goal, None)), "awarded": "2022-01-10"}
    return {
        "birth": drawn.choice((None, f"{start - 20}-05-01")),
        "region": "430100",
        "spells": spells,
        "certificates": held * drawn.randint(0, 1),
        "educations": [studied] * drawn.randint(0, 1),
        "titles": [title] * drawn.randint(0, 1),
    }


def _read(line: str, planner: Planner) -> Question:
    case = read_case(json.loads(line), planner, today=TODAY)
    return case.profile, case.goal


def milliseconds(asked: Sequence[Question], answer: Callable[[Question], object]) -> dict[str, float]:
    """Median, 99th percentile and most of the processor time that each question takes."""
    taken: list[float] = []
    for question in asked:
        start = time.thread_time()
        answer(question)
        taken.append((time.thread_time() - start) * 1_000)
    cuts = quantiles(taken, n=100)
    return {"p50": cuts[49], "p99": cuts[98], "most": max(taken)}


def _batch(lines: Sequence[str], planner: Planner) -> dict[str, Any]:
    """Lines read, planned and written as JSON, one after another."""
    clock, processor, size = time.monotonic(), time.thread_time(), 0
    for line in lines:
        size += len(json.dumps(answer_line(line, planner, today=TODAY), ensure_ascii=False))
    return {
        "cases": len(lines),
        "seconds": time.monotonic() - clock,
        "processor_seconds": time.thread_time() - processor,
        "characters": size,
    }


def _rows(found: dict[str, Any]) -> Iterator[Sequence[object]]:
    for what in ("plan", "routes"):
        taken = found[f"{what}_ms"]
        figure = f"p50 {taken['p50']:.2f} ms, p99 {taken['p99']:.2f} ms, most {taken['most']:.2f} ms"
        yield found["catalogue"], f"{what}, {ASKED} questions", figure, TARGETS[what]
    batch = found["batch"]
    figure = f"{batch['processor_seconds']:.1f} s of processor, {batch['seconds']:.1f} s by the clock"
    yield found["catalogue"], f"batch, {batch['cases']} cases", figure, TARGETS["batch"]


if __name__ == "__main__":
    main()
