"""Random people with a goal: cases of a batch over any catalogue, and those that the tests of the planner draw."""

import json
import random
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from graph.catalogue import Catalogue
from graph.model.facts import Major, Occupation
from graph.model.snapshot import Snapshot
from graph.model.terms import Level
from recommender.shared.ladder import LADDER, SKILL_CLASSES
from recommender.shared.profile import Goal, WorkerProfile
from tests.recommender import people, worlds

TODAY = date(2026, 11, 24)


def cases(found: Catalogue, count: int, *, seed: int = 0) -> Iterator[str]:
    """Lines of a batch: random people who aim at a level of an occupation of a class with skill levels."""
    drawn = random.Random(seed)
    occupations = [o.code for o in found.all(Occupation) if o.code and o.code[0] in SKILL_CLASSES]
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


def drawn_by_tests(count: int) -> list[tuple[WorkerProfile, Goal]]:
    """People with a little of everything and goals in the small world of the tests; the same ones each time."""
    found: list[tuple[WorkerProfile, Goal]] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    )
    @given(people.profiles(), people.goals())
    def collect(profile: WorkerProfile, goal: Goal) -> None:
        found.append((profile, goal))

    collect()
    return found


def with_small_world(found: Catalogue) -> Catalogue:
    """A catalogue with the small world of the tests beside it; what both have is the catalogue's."""
    small, facts = worlds.catalogue().snapshot, found.snapshot
    nodes, links = {**small.nodes, **facts.nodes}, {**small.links, **facts.links}
    return Catalogue.of(Snapshot.of(nodes.values(), links.values()), found.revision)
