"""Reading cases and refusing bad ones; properties of answers that hold for everybody."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph.errors import NotFound
from graph.model.terms import Level
from recommender.planning.cases import answer_line, answer_lines, read_case, read_level
from recommender.planning.telling import Told
from recommender.shared.answers import Certainty, LearningPath
from recommender.shared.profile import Goal, WorkerProfile
from recommender.shared.rules import Rules
from recommender.supply.seats import Supply
from tests.recommender.oracle import Person
from tests.recommender.test_planner_oracle import people
from tests.recommender.worlds import TODAY, occ, planner

GOAL = {"occupation": "旧规工", "level": "L3"}
SPELL = {"occupation": "旧规工", "from": "2020-03", "to": None}


def asked(person: Any, goal: Any = GOAL, **more: Any) -> dict[str, Any]:
    line = json.dumps({"id": "c", "as_of": "2026-11-24", "person": person, "goal": goal} | more)
    return answer_line(line, planner(), today=TODAY)


@pytest.mark.parametrize(
    ("person", "goal", "field", "says"),
    [
        ({"spels": []}, GOAL, "person.spels", "unknown key"),
        ({"spells": [{**SPELL, "until": None}]}, GOAL, "person.spells.0.until", "unknown key"),
        ({}, {"occupation": "不存在", "level": "L3"}, "goal.occupation", "不存在"),
        ({}, {"occupation": "旧规工", "level": "L9"}, "goal.level", "L9"),
        ({}, {"occupation": "旧规工"}, "goal.level", "is required"),
        ({}, {**GOAL, "work_type": "丙"}, "goal.work_type", "旧规工甲"),
        ({"spells": [{**SPELL, "to": "2019-01"}]}, GOAL, "person.spells.0.to", "before it starts"),
        ({"spells": [{**SPELL, "from": "2027-01"}]}, GOAL, "person.spells.0.from", "after the asked day"),
        ({"spells": [{**SPELL, "from": "March"}]}, GOAL, "person.spells.0.from", "not a day"),
        ({"spells": [{**SPELL, "months": 4}]}, GOAL, "person.spells.0.months", "either"),
        ({"spells": [{"occupation": "旧规工", "months": -4}]}, GOAL, "person.spells.0.months", "positive"),
        ({"spells": [{"occupation": "旧规工"}]}, GOAL, "person.spells.0.from", "required"),
        (
            {
                "birth": "1990-05-01",
                "certificates": [{"occupation": "旧规工", "level": "L5", "awarded": "1989-01-01"}],
            },
            GOAL,
            "person.certificates.0.awarded",
            "before the birth",
        ),
        (
            {"certificates": [{"occupation": "旧规工", "level": "L5", "awarded": "2027-01-01"}]},
            GOAL,
            "person.certificates.0.awarded",
            "after the asked day",
        ),
        ({"educations": [{"kind": "大学"}]}, GOAL, "person.educations.0.kind", "技工学校"),
        (
            {"educations": [{"kind": "高职", "graduated": "2020-06", "graduates": "2027-06"}]},
            GOAL,
            "person.educations.0.graduates",
            "either",
        ),
        ({"titles": [{"rank": "HIGH", "awarded": "2020-01-01"}]}, GOAL, "person.titles.0.rank", "JUNIOR"),
        ({"birth": 1990}, GOAL, "person.birth", "string"),
        ({"birth": "1990-05-01", "age": 36}, GOAL, "person.age", "either"),
        ({"age": 400}, GOAL, "person.age", "not an age"),
    ],
)
def test_bad_input_names_its_field(person: Any, goal: Any, field: str, says: str) -> None:
    found = asked(person, goal)
    assert found["outcome"] == "BAD_INPUT"
    assert found["error"]["field"] == field
    assert says in found["error"]["message"]


def test_a_batch_goes_on_after_a_line_that_cannot_be_read() -> None:
    good = json.dumps({"id": 2, "person": {}, "goal": GOAL})
    found = list(answer_lines(["{", "", "[]", good], planner(), today=TODAY))
    assert [f["outcome"] for f in found] == ["BAD_INPUT", "BAD_INPUT", "LEARNING_PATH"]
    assert "not JSON" in found[0]["error"]["message"]
    assert found[2]["envelope"]["as_of"] == "2026-11-24"


def test_the_envelope_carries_the_inputs_as_given() -> None:
    envelope = asked({"spells": [SPELL]})["envelope"]
    assert envelope["inputs"] == {"person": {"spells": [SPELL]}, "goal": GOAL}
    assert envelope["revision"] == 1


def test_an_age_is_taken_as_just_reached_and_the_answer_says_so() -> None:
    found = asked({"age": 15}, {"occupation": "新规工", "level": "L5"})
    assert (found["certainty"], found["earliest"]) == ("LAWFUL", "2027-11-24")
    assert any("only an age was stated" in note for note in found["notes"])
    assert asked({"age": 36}, {"occupation": "新规工", "level": "L5"})["earliest"] == "2026-11-24"


@pytest.mark.parametrize(
    ("person", "field"),
    [
        ({"birth": "0001-01-01"}, "person.birth"),
        ({"spells": [{"occupation": "新规工", "from": "1899-12", "to": None}]}, "person.spells.0.from"),
        ({"spells": [{"occupation": "新规工", "months": 1_441}]}, "person.spells.0.months"),
        ({"educations": [{"kind": "高职", "graduates": "9999-12-31"}]}, "person.educations.0.graduates"),
        (
            {"certificates": [{"occupation": "新规工", "level": "L5", "awarded": "0001-01"}]},
            "person.certificates.0.awarded",
        ),
    ],
)
def test_days_that_no_life_and_no_rule_is_of_are_refused(person: Person, field: str) -> None:
    found = asked(person, {"occupation": "新规工", "level": "L4"})
    assert (found["outcome"], found["error"]["field"]) == ("BAD_INPUT", field)


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_question_about_a_day_at_the_end_of_the_calendar_is_refused(day: str) -> None:
    goal = {"occupation": "新规工", "level": "L4"}
    found = asked({}, goal, as_of=day)
    assert (found["outcome"], found["error"]["field"]) == ("BAD_INPUT", "as_of")


@pytest.mark.parametrize("day", ["1900-01-01", "2199-12-31"])
def test_the_first_and_the_last_day_can_be_asked_about(day: str) -> None:
    everything, supply = planner(), Supply.of(planner().catalogue, None)
    person = {"spells": [{"occupation": "新规工", "months": 1_440}]}
    for level in ("L5", "L4", "L3", "L2", "L1"):
        case = {"as_of": day, "person": person, "goal": {"occupation": "新规工", "level": level}}
        read = read_case(case, everything, today=TODAY)
        assert Told(everything, read.profile, everything.plan(read.profile, read.goal, read.as_of)).full(
            supply
        )


@pytest.mark.parametrize("text", ["L3", "三级", "高级工", "三级/高级工"])
def test_a_level_may_be_named_in_chinese(text: str) -> None:
    assert read_level(text) is Level.L3


def test_a_catalogue_without_rules_says_which_are_missing() -> None:
    bare = replace(planner(), rules=Rules({}, {}))
    with pytest.raises(NotFound, match="no rules of 2018 for L5"):
        bare.plan(WorkerProfile(), Goal(occupation=occ("6-99-01-01"), level=Level.L4), TODAY)


def best(profile: WorkerProfile, goal: Goal) -> date:
    found = planner().plan(profile, goal, TODAY)
    assert isinstance(found, LearningPath)
    return min(way.earliest for way in (found.way, *found.alternatives))


@settings(max_examples=60)
@given(people(), st.sampled_from(["L4", "L3", "L2", "L1"]))
def test_the_order_of_input_does_not_matter(case: tuple[Person, WorkerProfile, str], level: str) -> None:
    _, profile, code = case
    goal = Goal(occupation=occ(code), level=Level(level))
    turned = WorkerProfile(
        birth=profile.birth,
        spells=profile.spells[::-1],
        certificates=profile.certificates[::-1],
        educations=profile.educations[::-1],
        titles=profile.titles[::-1],
        apprenticeships=profile.apprenticeships[::-1],
    )
    one, other = planner().plan(profile, goal, TODAY), planner().plan(turned, goal, TODAY)
    assert isinstance(one, LearningPath)
    assert isinstance(other, LearningPath)
    assert (one.way.earliest, one.way.certainty) == (other.way.earliest, other.way.certainty)
    assert [w.earliest for w in one.alternatives] == [w.earliest for w in other.alternatives]


@settings(max_examples=60)
@given(people(), people(), st.sampled_from(["L4", "L3", "L2", "L1"]))
def test_more_certificates_titles_and_diplomas_never_make_the_day_later(
    one: tuple[Person, WorkerProfile, str], other: tuple[Person, WorkerProfile, str], level: str
) -> None:
    _, profile, code = one
    _, extra, extra_code = other
    assume(code == extra_code)
    finished = tuple(e for e in extra.educations if e.graduated)
    richer = WorkerProfile(
        birth=profile.birth,
        spells=profile.spells,
        certificates=(*profile.certificates, *extra.certificates),
        educations=(*profile.educations, *finished),
        titles=(*profile.titles, *extra.titles),
        apprenticeships=(*profile.apprenticeships, *extra.apprenticeships),
    )
    goal = Goal(occupation=occ(code), level=Level(level))
    assert best(richer, goal) <= best(profile, goal)


@settings(max_examples=60)
@given(people(), st.integers(0, 2000))
def test_no_answer_is_before_the_asked_day(case: tuple[Person, WorkerProfile, str], days: int) -> None:
    _, profile, code = case
    asked_on = TODAY + timedelta(days=days)
    found = planner().plan(profile, Goal(occupation=occ(code), level=Level.L1), asked_on)
    assert isinstance(found, LearningPath)
    assert all(way.earliest >= asked_on for way in (found.way, *found.alternatives))
    assert all(
        bool(way.confirm) == (way.certainty is Certainty.TO_BE_CONFIRMED)
        for way in (found.way, *found.alternatives)
    )
