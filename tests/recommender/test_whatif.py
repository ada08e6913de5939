"""Goals side by side, a plan before and after a change, and answers computed again."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InvalidInput
from graph.model.terms import Level
from recommender.planning.cases import answer_case, answer_line, read_case
from recommender.planning.replay import differences, replay, saved_answer
from recommender.planning.telling import ADDED, Told, computed_again
from recommender.planning.whatif import ORDERING, StepChangeKind, compare_paths, merged, replanned
from recommender.shared.answers import LearningPath, Undetermined, Unreachable
from recommender.shared.canonical import canonical, digest
from recommender.shared.profile import Goal, HeldCertificate, Spell, WorkerProfile
from recommender.supply.seats import Supply
from tests.recommender.people import goals, profiles
from tests.recommender.worlds import OCCUPATIONS, TODAY, occ, planner

OLD = occ("6-99-01-01")
WORKER = WorkerProfile(birth=date(1990, 5, 1), spells=(Spell(occupation=OLD, start=date(2024, 3, 1)),))
LEVELS = ["L5", "L4", "L3", "L2", "L1", "CHIEF", "L9"]


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """Cases as they are written, a few of them bad."""
    code = st.sampled_from([*OCCUPATIONS, "9-99-99-99"])
    spell = st.fixed_dictionaries(
        {"occupation": code, "from": st.sampled_from(["2010-03", "2019-07-15", "2099-01"])},
        optional={"to": st.sampled_from([None, "2020-01"])},
    ) | st.fixed_dictionaries({"occupation": code, "months": st.integers(1, 90)})
    held = st.fixed_dictionaries(
        {
            "occupation": code,
            "level": st.sampled_from(LEVELS),
            "awarded": st.sampled_from(["2016-05", "2024-02-29"]),
        }
    )
    person = st.fixed_dictionaries(
        {},
        optional={
            "birth": st.sampled_from([None, "1990-05-01", "2011-01-01"]),
            "spells": st.lists(spell, max_size=2),
            "certificates": st.lists(held, max_size=2),
        },
    )
    goal = st.fixed_dictionaries({"occupation": code, "level": st.sampled_from(LEVELS)})
    return {"id": draw(st.integers(0, 9)), "person": draw(person), "goal": draw(goal)}


@settings(max_examples=80)
@given(cases())
def test_any_answer_replays_identically_after_a_trip_through_a_file(case: dict[str, Any]) -> None:
    line = json.dumps({**case, "as_of": "2026-11-24"}, ensure_ascii=False)
    saved = json.loads(json.dumps(answer_line(line, planner(), today=date(2020, 1, 1)), ensure_ascii=False))
    found = replay(saved_answer(saved, json.loads(line)), planner(), today=date(2031, 1, 1))
    assert found.identical, found.places
    if saved["outcome"] != "BAD_INPUT":
        assert replay(saved_answer(saved), planner(), today=date(2031, 1, 1)).identical


@settings(max_examples=15)
@given(cases())
def test_what_stands_beside_an_answer_replays_too(case: dict[str, Any]) -> None:
    answer = answer_case(case, planner(), today=TODAY)
    if answer["outcome"] == "BAD_INPUT":
        return
    read = read_case(case, planner(), today=TODAY)
    told = Told(planner(), read.profile, planner().plan(read.profile, read.goal, TODAY))
    keys = (*ADDED, "onward")
    beside = computed_again(told, keys, lambda: Supply.of(planner().catalogue))
    saved = json.loads(json.dumps({**answer, **beside}, ensure_ascii=False))
    assert set(saved) >= ADDED
    assert replay(saved_answer(saved), planner(), today=TODAY).places == ()


def answered() -> dict[str, Any]:
    case = {
        "id": "c-1",
        "person": {"birth": "1990-05-01"},
        "goal": {"occupation": "6-99-01-01", "level": "L3"},
    }
    return json.loads(json.dumps(answer_case(case, planner(), today=TODAY)))


def test_a_changed_date_is_told_by_its_place() -> None:
    saved = answered()
    saved["steps"][0]["to"] = "2020-01-01"
    found = replay(saved_answer(saved), planner(), today=TODAY)
    assert not found.identical
    assert [(p.path, p.saved) for p in found.places] == [("steps.0.to", "2020-01-01")]


def test_another_software_is_told_but_is_no_difference() -> None:
    saved = answered()
    saved["envelope"]["software"] = "0.0.1"
    found = replay(saved_answer(saved), planner(), today=TODAY)
    assert found.identical
    assert found.versions == ("0.0.1", planner().software)


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda a: a.pop("outcome"), "no `outcome`"),
        (lambda a: a.pop("envelope"), "envelope is missing"),
        (lambda a: a["envelope"].pop("revision"), "no revision"),
        (lambda a: a["envelope"].update(as_of="soon"), "asked day"),
        (lambda a: a["envelope"].pop("inputs"), "envelope.inputs is missing"),
        (lambda a: a["envelope"]["inputs"]["person"].update(birth="1991-05-01"), "not those of its digest"),
        (lambda a: a.update(outcome="BAD_INPUT"), "give the file of cases"),
    ],
)
def test_what_cannot_be_replayed_is_said(edit: Any, message: str) -> None:
    saved = answered()
    edit(saved)
    with pytest.raises(InvalidInput, match=message):
        saved_answer(saved)


def test_an_answer_to_another_case_is_refused() -> None:
    with pytest.raises(InvalidInput, match="the goal of the case"):
        saved_answer(
            answered(), {"person": {"birth": "1990-05-01"}, "goal": {"occupation": "x", "level": "L3"}}
        )


def test_equal_values_have_equal_digests_whatever_their_order() -> None:
    assert canonical({"b": 1, "a": [None, "工"]}) == '{"a":[null,"工"],"b":1}'
    assert digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1})
    assert next(differences({"a": [1]}, {"a": [1, 2]})).path == "a.1"


def test_goals_stand_in_the_stated_order() -> None:
    wanted = [
        Goal(occupation=OLD, level=Level.CHIEF),
        Goal(occupation=occ("6-99-05-01"), level=Level.L5),
        Goal(occupation=OLD, level=Level.L3),
        Goal(occupation=OLD, level=Level.L5),
        Goal(occupation=OLD, level=Level.L5),
    ]
    found = compare_paths(planner(), WORKER, wanted, as_of=TODAY)
    assert [(type(r.answer), r.goal.level) for r in found.rows] == [
        (LearningPath, Level.L5),
        (LearningPath, Level.L3),
        (Undetermined, Level.L5),
        (Unreachable, Level.CHIEF),
    ]
    assert found.ordering == ORDERING
    assert [r.treatment for r in found.rows] == [None, "助理工程师", None, None]
    assert [r.assessments for r in found.rows] == [1, 2, 1, 0]
    assert found.rows[1].modules == 3


@settings(max_examples=60)
@given(profiles(), st.lists(goals(), max_size=4))
def test_the_order_of_the_goals_asked_does_not_matter(profile: WorkerProfile, wanted: list[Goal]) -> None:
    there = compare_paths(planner(), profile, wanted, as_of=TODAY)
    assert there == compare_paths(planner(), profile, reversed(wanted), as_of=TODAY)
    assert {row.goal for row in there.rows} == set(wanted)


@settings(max_examples=60)
@given(profiles(), goals())
def test_a_plan_against_itself_has_no_difference(profile: WorkerProfile, goal: Goal) -> None:
    answer = planner().plan(profile, goal, TODAY)
    found = replanned(answer, answer)
    assert found.same
    assert found.days_earlier in {0, None}


def test_a_certificate_more_takes_steps_away_and_moves_the_day() -> None:
    goal = Goal(occupation=OLD, level=Level.L3)
    before = planner().plan(WORKER, goal, TODAY)
    held = HeldCertificate(occupation=OLD, level=Level.L4, awarded=date(2025, 11, 24))
    after = planner().plan(replace(WORKER, certificates=(held,)), goal, TODAY)
    found = replanned(before, after)
    assert not found.same
    assert found.days_earlier is not None
    assert found.days_earlier > 0
    kinds = [change.kind for change in found.steps]
    assert StepChangeKind.REMOVED in kinds
    assert StepChangeKind.CHANGED in kinds
    assert any("becomes" in change.text for change in found.steps)


def test_outcomes_and_goals_that_change_are_noted() -> None:
    before = planner().plan(WORKER, Goal(occupation=OLD, level=Level.CHIEF), TODAY)
    after = planner().plan(WORKER, Goal(occupation=OLD, level=Level.L1), TODAY)
    found = replanned(before, after)
    assert found.days_earlier is None
    assert "UNREACHABLE becomes LEARNING_PATH" in found.notes
    assert any(note.startswith("the goal is") for note in found.notes)
    assert any(note.startswith("no longer in the way") for note in found.notes)


def test_changes_add_to_lists_and_replace_all_else() -> None:
    person = {"birth": None, "age": 30, "region": "430100", "spells": [{"months": 3}], "titles": []}
    found = merged(person, {"birth": "1990-05-01", "age": None, "spells": [{"months": 4}], "titles": []})
    assert found == {
        "birth": "1990-05-01",
        "region": "430100",
        "spells": [{"months": 3}, {"months": 4}],
        "titles": [],
    }
    assert merged(person, {}) == person
