"""What stands beside an answer, and plans to keep: processor time of each, on random people over the whole catalogue.

A cold answer each time, one thread; nothing is kept between two.
"""

import random
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

from api.documents import calendar, html, pdf
from api.documents.plan import plan_of
from api.settings import CHECKOUT
from bench.results import tell
from graph.catalogue import Catalogue
from graph.model.facts import Occupation
from graph.model.history import Revision
from graph.model.terms import Level
from ingest.loading import load
from recommender.planning.counterfactuals import counterfactuals
from recommender.planning.nearest import nearest_goals
from recommender.planning.onward import onward
from recommender.planning.planner import Planner
from recommender.planning.telling import Told
from recommender.shared.answers import LearningPath
from recommender.shared.ladder import SKILL_CLASSES, skill_class
from recommender.shared.profile import Goal, Spell, WorkerProfile
from recommender.supply.seats import Supply

PEOPLE, PRINTED = 300, 60
SEED = 0
TODAY = date(2026, 11, 24)
LEVELS = (Level.L4, Level.L3, Level.L2, Level.L1)


def main() -> None:
    """Prints the time of each, and keeps it."""
    shipped = load(CHECKOUT / "data").snapshot
    catalogue = Catalogue.of(shipped, Revision(1, datetime.now(UTC), "bench", (), MappingProxyType({})))
    planner, supply = Planner.of(catalogue), Supply.of(catalogue)
    answered = [(profile, planner.plan(profile, goal, TODAY)) for profile, goal in _people(catalogue)]
    paths = [(p, a) for p, a in answered if isinstance(a, LearningPath)]
    stopped = [(p, a) for p, a in answered if not isinstance(a, LearningPath)]
    told = [Told(planner, *one) for one in paths[:PRINTED]]
    plans = [plan_of(one.full(supply), one.profile, one.onward) for one in told]
    rows = [
        _row("changes", lambda one: counterfactuals(planner, *one), answered),
        _row("nearest", lambda one: nearest_goals(planner, *one), stopped),
        _row("onward", lambda one: onward(planner, *one), paths),
        _row("html", html.render, plans),
        _row("pdf", pdf.render, plans),
        _row("calendar", calendar.render, plans),
    ]
    header = ("what", "of", "p50 ms", "p99 ms", "most ms")
    tell("whatif", header, [tuple(row.values()) for row in rows], {"seed": SEED, "measured": rows})


def _people(catalogue: Catalogue) -> list[tuple[WorkerProfile, Goal]]:
    """Workers of random occupations and years, each with a random level as the goal."""
    draw = random.Random(SEED)
    occupations = [o.id for o in catalogue.all(Occupation) if skill_class(o) in SKILL_CLASSES]
    return [_worker(draw, draw.choice(occupations)) for _ in range(PEOPLE)]


def _worker(draw: random.Random, occupation: str) -> tuple[WorkerProfile, Goal]:
    spell = Spell(occupation=occupation, start=date(draw.randint(2010, 2025), 3, 1))
    goal = Goal(occupation=occupation, level=draw.choice(LEVELS))
    return WorkerProfile(birth=date(1990, 5, 1), spells=(spell,)), goal


def _row(what: str, ask: Callable[[Any], object], given: Sequence[Any]) -> dict[str, Any]:
    times: list[float] = []
    for one in given:
        begin = time.process_time()
        ask(one)
        times.append((time.process_time() - begin) * 1000)
    times.sort()
    return {
        "what": what,
        "of": len(times),
        "p50": round(times[len(times) // 2], 1),
        "p99": round(times[int(len(times) * 0.99)], 1),
        "most": round(times[-1], 1),
    }
