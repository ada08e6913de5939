"""All ways that no other beats, on the job and through school, against a naive enumeration of everything that may be.

`LIFEPATH_WORLDS` says how many random people are compared; see docs/adr for what a long run found.
"""

import os
from dataclasses import replace
from datetime import date
from functools import cache

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph.catalogue import Catalogue
from graph.model import ids
from graph.model.facts import Major, Published
from graph.model.links import Link, RelType
from graph.model.terms import EducationLevel, Level
from recommender.planning.fronts import front
from recommender.planning.planner import Planner
from recommender.planning.routes import every_way
from recommender.planning.schooling import entries, term_start
from recommender.shared.answers import Doubt, DoubtCode, Way
from recommender.shared.profile import Goal, WorkerProfile
from recommender.supply.seats import Supply
from tests.graph.samples import FACT, link
from tests.recommender.oracle import Person, Point, fronts
from tests.recommender.supplies import inst, offer, with_schools
from tests.recommender.test_planner_oracle import people
from tests.recommender.worlds import TODAY, occ

WORLDS = int(os.environ.get("LIFEPATH_WORLDS", "150"))
LEVELS = ("L5", "L4", "L3", "L2", "L1")
# What is offered in each world beside nothing: education level and years, of majors that lead to both goals.
OFFERED: tuple[tuple[tuple[EducationLevel, float], ...], ...] = (
    (),
    ((EducationLevel.HIGHER, 3.0),),
    ((EducationLevel.HIGHER, 2.5), (EducationLevel.VOCATIONAL_BACHELOR, 4.0)),
    ((EducationLevel.SECONDARY, 3.0),),
    ((EducationLevel.TECHNICAL, 3.0), (EducationLevel.BACHELOR, 1.0)),
)


@cache
def world(offered: tuple[tuple[EducationLevel, float], ...]) -> tuple[Planner, Supply]:
    """A planner and the supply of a catalogue in which exactly this is offered."""
    base = with_schools()
    nodes = [n for n in base.snapshot.nodes.values() if not n.id.startswith("off:")]
    links = [x for x in base.snapshot.links.values() if not {x.start[:4], x.end[:4]} & {"off:"}]
    for number, (education, years) in enumerate(offered):
        for fact in _programme(number, education, years):
            (links if isinstance(fact, Link) else nodes).append(fact)  # type: ignore[arg-type]
    catalogue = Catalogue.of(type(base.snapshot).of(nodes, links), base.revision)
    return Planner.of(catalogue), Supply.of(catalogue)


def _programme(number: int, education: EducationLevel, years: float) -> list[Published | Link]:
    code = f"77000{number}"
    major = ids.major_id(education.value, code)
    seat = ids.offer_id("990001", (education.value, code), 2025)
    return [
        Major(
            id=major,
            code=code,
            name=code,
            education=education,
            category=None,
            subcategory=None,
            guide_only=False,
            **FACT,  # type: ignore[arg-type]
        ),
        replace(offer(1, code, length_years=years), id=seat),
        link(RelType.OFFERS, inst(1), seat),
        link(RelType.OF, seat, major),
        *(link(RelType.LEADS_TO, major, occ(goal)) for goal in ("6-99-01-01", "6-99-02-01")),
    ]


def named(doubts: tuple[Doubt, ...]) -> frozenset[str]:
    """Doubts by the names that the naive reading has for what is to be granted."""
    plain = {
        DoubtCode.AGE: "birth",
        DoubtCode.RELATED_MAJOR: "major",
        DoubtCode.MATCHING_TITLE: "title",
    }
    spoken = {
        DoubtCode.GRADUATION: "graduated",
        DoubtCode.ASSISTANT_TECHNICIAN: "assistant",
        DoubtCode.ADMISSION: "entered",
    }
    found: set[str] = set()
    for doubt in doubts:
        if doubt.code in plain:
            found.add(plain[doubt.code])
        elif doubt.code in spoken:
            found.add(f"{spoken[doubt.code]} {doubt.about}")
        elif doubt.code is DoubtCode.SCHOOL_APPROVED:
            found.add(f"approved{' entered' * ('entered' in doubt.question)} {doubt.about}")
        elif doubt.code is DoubtCode.RELATED_OCCUPATION:
            found.add(next(x for x in ("work", "certificate", "apprenticeship") if x in doubt.question))
        else:
            assert doubt.code is DoubtCode.OFFERED_AGAIN  # goes with ADMISSION
    return frozenset(found)


def points(ways: list[Way]) -> set[Point]:
    """Ways as the naive reading tells them."""
    return {(way.earliest, named(way.confirm), way.effort.away_days) for way in ways}


def planned(
    planner: Planner, supply: Supply, profile: WorkerProfile, goal: Goal
) -> tuple[list[Way], tuple[tuple[str, date, date], ...]]:
    """Our front, and the programmes that it is about."""
    request = planner.request(profile, goal, TODAY)
    ladder = planner.ladder(request)
    assert ladder is not None
    found = entries(supply, goal.occupation, TODAY)
    start = term_start(profile, TODAY)
    ends = [(entry.kind.value, start, _plus(start, round(entry.length_years * 12))) for entry in found]
    return front(every_way(planner, request, ladder, found)), tuple(ends)


def _plus(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, day.day)


@settings(max_examples=WORLDS)
@given(people(), st.sampled_from(LEVELS), st.sampled_from(OFFERED))
def test_no_way_is_missing_and_none_is_beaten(
    case: tuple[Person, WorkerProfile, str],
    level: str,
    offered: tuple[tuple[EducationLevel, float], ...],
) -> None:
    person, profile, code = case
    assume(not any(sure and Level(held) >= Level(level) for held, _, sure in person.held))
    planner, supply = world(offered)
    ours, programmes = planned(planner, supply, profile, Goal(occupation=occ(code), level=Level(level)))
    assert points(ours) == fronts(person, level, programmes)
