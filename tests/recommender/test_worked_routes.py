"""Routes worked by hand, as a table: on the job, through school, and what cannot be dated. Everybody is asked on 2026-11-24.

旧规工 follows the rules of 2018, 新规工 those of 2023. Schools 1 and 2 offer the major 400001 (高职, three years), which leads to
both; the next term is taken to begin on 2027-09-01, so that a student is in the final year from 2029-09-01 and graduates on
2030-09-01, 1096 days later.
"""

from typing import Any, NamedTuple

import pytest

from graph.model import ids
from graph.model.links import RelType
from graph.model.terms import Level
from recommender.planning.cases import read_case
from recommender.planning.choices import RouteKind, Routes
from recommender.planning.explain import PAPERS
from recommender.planning.explain_routes import KINDS, OPEN, explain_places, explain_routes
from recommender.planning.output import places_json, routes_json
from recommender.planning.planner import Planner
from recommender.planning.routes import routes
from recommender.planning.teaching import places_by_level
from recommender.shared.answers import (
    Certainty,
    DoubtCode,
    LearningPath,
    PaperKind,
    StepKind,
    Way,
    WayKind,
)
from recommender.supply.seats import Supply
from tests.graph.samples import link
from tests.recommender.supplies import MAJOR, NORTH, inst, planner, supply, with_schools
from tests.recommender.test_worked_cases import holds, person, works
from tests.recommender.worlds import TODAY, occ

OLD, NEW, HIGH = "旧规工", "新规工", "高起点工"
SURE, MAYBE = "LAWFUL", "TO_BE_CONFIRMED"
AWAY = 1096


class Case(NamedTuple):
    """One line of the table; of each way shown its day, certainty, levels and days of full-time study."""

    because: str
    person: dict[str, Any]
    goal: tuple[str, str]
    ways: tuple[tuple[str, str, str, int], ...]


CASES = [
    Case(
        "2018 五级: no school opens it",
        person(),
        (OLD, "L5"),
        (("2027-11-24", SURE, "L5", 0),),
    ),
    Case(
        "2018 四级: a school that must be approved, in its final year",
        person(),
        (OLD, "L4"),
        (("2029-09-01", MAYBE, "L4", AWAY), ("2031-11-24", SURE, "L5 L4", 0)),
    ),
    Case(
        "2018 三级: the same school opens 四级 and 三级; without its approval school saves one day only, which is not shown",
        person(),
        (OLD, "L3"),
        (("2029-09-01", MAYBE, "L4 L3", AWAY), ("2036-11-24", SURE, "L5 L4 L3", 0)),
    ),
    Case(
        "2018 三级 with 四级 in hand: five years end on 2029-11-24, the final year begins before",
        person(spells=[works(OLD, "2024-01")], certificates=[holds(OLD, "L4", "2024-11-24")]),
        (OLD, "L3"),
        (("2029-09-01", MAYBE, "L3", AWAY), ("2029-11-24", SURE, "L3", 0)),
    ),
    Case(
        "2018 三级 with 四级 since 2024-08-01: five years end before the final year begins, no school helps",
        person(spells=[works(OLD, "2024-01")], certificates=[holds(OLD, "L4", "2024-08-01")]),
        (OLD, "L3"),
        (("2029-08-01", SURE, "L3", 0),),
    ),
    Case(
        "2023 四级: a related major in its final year",
        person(),
        (NEW, "L4"),
        (("2029-09-01", MAYBE, "L4", AWAY), ("2029-11-24", SURE, "L5 L4", 0)),
    ),
    Case(
        "2023 三级: 四级 and 三级 in the final year, no approval is needed",
        person(),
        (NEW, "L3"),
        (("2029-09-01", MAYBE, "L4 L3", AWAY), ("2033-11-24", SURE, "L5 L4 L3", 0)),
    ),
    Case(
        "2023 二级: five years of work since 三级 begin with graduation",
        person(),
        (NEW, "L2"),
        (("2035-09-01", MAYBE, "L4 L3 L2", AWAY), ("2038-11-24", SURE, "L5 L4 L3 L2", 0)),
    ),
    Case(
        "a student first finishes: the term after 2028-06-30 begins on 2028-09-01, work on 2028-06-30",
        person(educations=[{"kind": "高职", "major": "400003", "from": "2025-09", "graduates": "2028-06"}]),
        (NEW, "L4"),
        (("2030-09-01", MAYBE, "L4", 1095), ("2031-06-30", SURE, "L5 L4", 0)),
    ),
    Case(
        "sixteen on 2027-04-02: three years of work since 五级 end on 2030-04-02",
        person(birth="2011-04-02"),
        (NEW, "L4"),
        (("2029-09-01", MAYBE, "L4", AWAY), ("2030-04-02", SURE, "L5 L4", 0)),
    ),
    Case(
        "months without dates: a third way rests on them",
        person(spells=[{"occupation": OLD, "months": 60}]),
        (OLD, "L4"),
        (
            ("2027-11-24", MAYBE, "L4", 0),
            ("2029-09-01", MAYBE, "L4", AWAY),
            ("2031-11-24", SURE, "L5 L4", 0),
        ),
    ),
    Case(
        "a title of an unknown field: the earliest way rests on it, a school does not",
        person(titles=[{"rank": "JUNIOR", "field_of": None, "awarded": "2020-03-01"}]),
        (NEW, "L3"),
        (
            ("2027-11-24", MAYBE, "L3", 0),
            ("2029-09-01", MAYBE, "L4 L3", AWAY),
            ("2033-11-24", SURE, "L5 L4 L3", 0),
        ),
    ),
    Case(
        "already at the goal: nothing to compare",
        person(certificates=[holds(OLD, "L3", "2022-02-02")]),
        (OLD, "L4"),
        (),
    ),
]


def asked(someone: dict[str, Any], goal: tuple[str, str]) -> tuple[LearningPath, Routes]:
    raw = {
        "as_of": TODAY.isoformat(),
        "person": someone,
        "goal": {"occupation": goal[0], "level": goal[1]},
    }
    case = read_case(raw, planner(), today=TODAY)
    answer = planner().plan(case.profile, case.goal, TODAY)
    assert isinstance(answer, LearningPath)
    return answer, routes(planner(), supply(), case.profile, case.goal, TODAY)


def told(way: Way) -> tuple[str, str, str, int]:
    levels = " ".join(step.level for step in way.steps if step.level)
    return way.earliest.isoformat(), way.certainty.value, levels, way.effort.away_days


@pytest.mark.parametrize("case", CASES, ids=[case.because for case in CASES])
def test_worked_routes(case: Case) -> None:
    _, found = asked(case.person, case.goal)
    assert tuple(map(told, found.ways)) == case.ways


@pytest.mark.parametrize("case", CASES, ids=[case.because for case in CASES])
def test_the_answer_is_among_the_routes_and_steps_leave_no_gap(case: Case) -> None:
    answer, found = asked(case.person, case.goal)
    assert not found.ways or told(answer.way) in map(told, found.ways)
    for way in found.ways:
        today = TODAY
        for step in way.steps:
            assert step.start == today
            today = step.end
        assert today == way.earliest
        assert bool(way.confirm) == (way.certainty is Certainty.TO_BE_CONFIRMED)


def test_what_school_rests_on_is_doubted_or_assumed_and_its_seats_are_shown() -> None:
    _, found = asked(person(region="990100"), (NEW, "L3"))
    way = found.ways[0]
    assert WayKind.FASTEST in way.kinds
    assert WayKind.THROUGH_SCHOOL in way.kinds
    assert {doubt.code for doubt in way.confirm} == {DoubtCode.ADMISSION, DoubtCode.OFFERED_AGAIN}
    enrol = next(step for step in way.steps if step.kind is StepKind.ENROL)
    assert enrol.programme is not None
    assert [seat.institution for seat in enrol.programme.seats] == [inst(1), inst(2)]
    assert [seat.price for seat in enrol.programme.seats] == [5_000.0, 5_000.0]
    assert (enrol.programme.seats_known, enrol.programme.seats[0].distance_km) == (2, 0.0)
    assumed = {assumption.text for step in way.steps for assumption in step.assumes}
    assert "the term begins on 1 September" in assumed
    assert (found.considered.seats, found.considered.institutions, found.considered.majors) == (2, 2, 1)


def test_a_way_says_what_is_good_about_it() -> None:
    _, found = asked(person(), (NEW, "L3"))
    assert [way.kinds for way in found.ways] == [
        (WayKind.FASTEST, WayKind.THROUGH_SCHOOL),
        (WayKind.MOST_CERTAIN, WayKind.LEAST_AWAY, WayKind.ON_THE_JOB),
    ]
    assert all(way.effort.cost is way.effort.hours is way.effort.distance_km is None for way in found.ways)


def test_each_application_says_what_to_bring_and_for_which_condition() -> None:
    _, found = asked(person(), (NEW, "L3"))
    student, worker = found.ways
    applied = [step for step in student.steps if step.kind is StepKind.ASSESS]
    assert [[paper.kind for paper in step.bring] for step in applied] == [
        [PaperKind.STUDENT],
        [PaperKind.CERTIFICATE, PaperKind.STUDENT],
    ]
    first = worker.steps[0].bring
    assert [(paper.kind, paper.origin.value) for paper in first] == [(PaperKind.IDENTITY, "DERIVED")]
    assert planner().catalogue.entity(first[0].condition)


def test_titles_and_apprenticeships_are_open_routes_by_their_rules_and_never_dated() -> None:
    _, found = asked(person(), (NEW, "L2"))
    titles = [(r.level, r.rule, "初级" in r.opens) for r in found.open_routes if r.kind is RouteKind.TITLE]
    assert titles == [
        (Level.L2, "rules:2023/L2", True),
        (Level.L2, "rules:2023/L2", False),
        (Level.L3, "rules:2023/L3", True),
    ]
    _, found = asked(person(), (OLD, "L5"))
    apprenticed = [r for r in found.open_routes if r.kind is RouteKind.APPRENTICESHIP]
    assert [(r.rule, r.clauses) for r in apprenticed] == [
        ("rules:2018/L5", (ids.clause_id("hunan-2018", 7),)),
        (None, (ids.clause_id("hunan-2018", 7),)),
    ]
    assert all(r.unknown and r.ask for r in found.open_routes)


def test_a_route_that_was_taken_is_not_open_any_more() -> None:
    someone = person(
        titles=[{"rank": "JUNIOR", "field_of": NEW, "awarded": "2026-03-01"}],
        apprenticeships=[{"occupation": OLD, "completed": "2020-01-01"}],
    )
    _, found = asked(someone, (NEW, "L3"))
    assert RouteKind.TITLE not in {route.kind for route in found.open_routes}
    _, found = asked(someone, (OLD, "L5"))
    assert [r.rule for r in found.open_routes if r.kind is RouteKind.APPRENTICESHIP] == [None]


@pytest.mark.parametrize("case", CASES, ids=[case.because for case in CASES])
def test_kinds_without_data_plan_nothing(case: Case) -> None:
    _, found = asked(case.person, case.goal)
    nothing = {RouteKind.ENTREPRENEURSHIP, RouteKind.LINEAGE, RouteKind.EIGHT_LEVELS}
    assert not nothing & {route.kind for route in found.open_routes}
    assert all(
        step.level not in {Level.APPRENTICE, Level.SPECIAL, Level.CHIEF}
        for w in found.ways
        for step in w.steps
    )


def test_a_level_above_the_ladder_has_no_routes() -> None:
    case = read_case({"person": {}, "goal": {"occupation": OLD, "level": "CHIEF"}}, planner(), today=TODAY)
    found = routes(planner(), supply(), case.profile, case.goal, TODAY)
    assert (found.ways, found.open_routes, found.considered.seats) == ((), (), 0)


def test_a_closed_goal_still_names_the_routes_that_cannot_be_dated() -> None:
    case = read_case({"person": {}, "goal": {"occupation": HIGH, "level": "L3"}}, planner(), today=TODAY)
    found = routes(planner(), supply(), case.profile, case.goal, TODAY)
    assert found.ways == ()
    assert {route.kind for route in found.open_routes} == {RouteKind.APPRENTICESHIP, RouteKind.COMPETITION}


def test_where_to_train_names_institutions_and_says_where_none_is_known() -> None:
    answer, _ = asked(person(), (OLD, "L4"))
    city = planner().catalogue.entity(NORTH)
    found = places_by_level(supply(), answer.way, as_of=TODAY, near=city)  # type: ignore[arg-type]
    assert [place.institution for place in found[Level.L4].places] == [inst(1), inst(2)]
    assert (found[Level.L4].places[0].distance_km, found[Level.L4].found) == (0.0, 2)
    nobody, _ = asked(person(spells=[works("邻工", "2019-01")]), ("跨年工", "L5"))
    unknown = places_by_level(supply(), nobody.way, as_of=TODAY)
    assert unknown[Level.L5].note == "no known provider"
    assert places_json(unknown, planner().catalogue)["L5"]["places"] == []
    assert "没有查到可以培训的机构" in explain_places(unknown, planner().catalogue)[0]


def test_every_kind_has_its_words() -> None:
    planned = set(RouteKind) - {RouteKind.ENTREPRENEURSHIP, RouteKind.LINEAGE, RouteKind.EIGHT_LEVELS}
    assert set(KINDS) == set(WayKind)
    assert set(OPEN) == planned
    assert set(PAPERS) == set(PaperKind)


@pytest.mark.parametrize("case", CASES, ids=[case.because for case in CASES])
def test_routes_are_said_in_chinese_without_ids_and_as_json_without_the_answer_twice(case: Case) -> None:
    answer, found = asked(case.person, case.goal)
    text = "\n".join(explain_routes(answer, found, planner().catalogue))
    assert not any(sign in text for sign in ("@", "None", "{", ":"))
    shown = routes_json(answer, found, planner().catalogue)
    assert len(shown["other_ways"]) == max(len(found.ways) - 1, 0)
    assert shown["kinds"] or not found.ways


def test_without_a_standard_every_way_rests_on_the_assumption() -> None:
    goal = {"occupation": "无标准工", "level": "L4"}
    case = read_case({"person": person(), "goal": goal}, planner(), today=TODAY)
    found = routes(planner(), supply(), case.profile, case.goal, TODAY)
    assert [way.earliest.isoformat() for way in found.ways] == ["2029-11-24"]
    assert DoubtCode.STANDARD in {doubt.code for doubt in found.ways[0].confirm}


def test_a_way_through_school_rests_on_the_edition_where_either_may_apply() -> None:
    leads = link(RelType.LEADS_TO, MAJOR, occ("6-99-04-01"))
    either = Supply.of(with_schools(leads), None)
    asking = Planner.of(either.catalogue)
    goal = {"occupation": "无年工", "level": "L4"}
    case = read_case({"person": person(), "goal": goal}, asking, today=TODAY)
    found = routes(asking, either, case.profile, case.goal, TODAY)
    assert [(*told(way), way.edition) for way in found.ways] == [
        ("2029-09-01", MAYBE, "L4", AWAY, "2023"),
        ("2029-09-01", MAYBE, "L4", AWAY, "2018"),
        ("2029-11-24", MAYBE, "L5 L4", 0, "2023"),
        ("2031-11-24", SURE, "L5 L4", 0, "2018"),
    ]
    for way in found.ways[:3]:
        assert DoubtCode.EDITION in {doubt.code for doubt in way.confirm}
