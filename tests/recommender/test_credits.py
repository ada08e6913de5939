"""Modules that may be credited: for certificates, degrees and work, each with its reason, and never a day earlier."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import ids
from graph.model.facts import Module, Task
from graph.model.links import RelType
from graph.model.terms import Level, Origin
from recommender.planning.cases import read_case
from recommender.planning.credits import (
    ALIKE_COURSES,
    ALIKE_FUNCTIONS,
    CONTAINED,
    Credit,
    CreditBasis,
    credits_of,
)
from recommender.planning.explain_routes import CREDITS, explain_credits
from recommender.planning.output import credits_json
from recommender.planning.planner import Planner
from recommender.shared.profile import Goal, WorkerProfile
from recommender.supply.seats import Supply
from tests.graph.samples import FACT, link
from tests.recommender.oracle import Person
from tests.recommender.supplies import NEIGHBOUR, module, supply, vectors, with_schools
from tests.recommender.test_planner_oracle import people
from tests.recommender.test_worked_cases import holds, person, works
from tests.recommender.worlds import TODAY, occ

GOAL = ("旧规工", "L3")
DIPLOMA = {"kind": "高职", "major": "400001", "graduated": "2020-06"}


def asked(someone: dict[str, Any], found: Supply | None = None) -> tuple[Credit, ...]:
    found = found or supply()
    planner = Planner.of(found.catalogue)
    raw = {"person": someone, "goal": {"occupation": GOAL[0], "level": GOAL[1]}}
    case = read_case(raw, planner, today=TODAY)
    return credits_of(planner, found, case.profile, case.goal, TODAY).items


def told(found: tuple[Credit, ...]) -> list[tuple[str, str]]:
    return [(credit.basis.value, credit.module.level.value) for credit in found]


def with_task(text: str) -> Supply:
    """旧规工 has one main task."""
    task = ids.task_id("6-99-01-01", "2022", text)
    own = Task(id=task, text=text, **FACT)  # type: ignore[arg-type]
    return Supply.of(with_schools(own, link(RelType.HAS_TASK, occ("6-99-01-01"), task)), None)


def test_a_certificate_covers_its_own_level_and_those_below() -> None:
    found = asked(person(certificates=[holds("旧规工", "L4", "2024-01-01")]))
    assert told(found) == [("CERTIFICATE", "L5"), ("CERTIFICATE", "L4")]


def test_a_certificate_of_another_trade_covers_nothing() -> None:
    held = {**holds("旧规工", "L4", "2024-01-01"), "work_type": "旧规工甲"}
    assert asked(person(certificates=[held])) == ()


def test_a_name_that_every_standard_has_is_not_credited_to_a_neighbour() -> None:
    assert asked(person(certificates=[holds("邻工", "L4", "2024-01-01")])) == ()


def test_a_telling_name_is_credited_to_a_neighbour_at_the_same_level_and_says_what_matched() -> None:
    names = {module(Level.L4): "电缆接头制作", module(Level.L4, NEIGHBOUR): "电缆接头的制作"}
    base = with_schools()
    renamed = [replace(base.get(Module, key), name=name) for key, name in names.items()]
    found = asked(
        person(certificates=[holds("邻工", "L4", "2024-01-01")]), Supply.of(with_schools(*renamed), None)
    )
    assert told(found) == [("NEIGHBOUR", "L4")]
    assert (found[0].reason.matched, found[0].reason.score) == ("电缆接头的制作", 0.833)
    assert found[0].origin is Origin.DERIVED


def test_a_finished_programme_is_credited_up_to_the_level_that_it_opens() -> None:
    """2018: 高职 opens 四级 without a certificate, so 三级 is not credited."""
    found = asked(person(educations=[DIPLOMA]))
    assert told(found) == [("DEGREE", "L5"), ("DEGREE", "L4")]
    assert (found[0].reason.asked, found[0].reason.matched) == ("操作", "操作")
    assert asked(person(educations=[{**DIPLOMA, "major": "400002"}])) == ()
    unlike = Supply.of(supply().catalogue, vectors("烹饪", "绘画"))
    assert asked(person(educations=[DIPLOMA]), unlike) == ()


def test_without_vectors_of_names_degrees_are_not_compared_and_that_is_said() -> None:
    planner = Planner.of(supply().catalogue)
    raw = {"person": person(educations=[DIPLOMA]), "goal": {"occupation": GOAL[0], "level": GOAL[1]}}
    case = read_case(raw, planner, today=TODAY)
    bare = credits_of(planner, Supply.of(planner.catalogue, None), case.profile, case.goal, TODAY)
    assert bare.items == ()
    assert "not compared" in bare.notes[0]
    assert credits_json(bare)["notes"] == list(bare.notes)


def test_a_year_of_work_proves_what_a_main_task_names_at_the_lowest_level_only() -> None:
    a_year = person(spells=[works("旧规工", "2025-11-24")])
    found = asked(a_year, with_task("操作机器"))
    assert told(found) == [("TASK", "L5")]
    assert found[0].reason.matched == "操作机器"
    assert asked(person(spells=[works("旧规工", "2025-12-24")]), with_task("操作机器")) == ()
    assert asked(a_year, with_task("管理机器")) == ()


def test_every_match_reaches_its_threshold() -> None:
    least = {
        CreditBasis.NEIGHBOUR: ALIKE_FUNCTIONS,
        CreditBasis.DEGREE: ALIKE_COURSES,
        CreditBasis.TASK: CONTAINED,
    }
    everything = person(
        spells=[works("旧规工", "2020-01")],
        certificates=[holds("邻工", "L4", "2024-01-01"), holds("旧规工", "L5", "2022-01-01")],
        educations=[DIPLOMA],
    )
    found = asked(everything)
    assert [credit.basis for credit in found] == [CreditBasis.CERTIFICATE, CreditBasis.DEGREE]
    for credit in found:
        assert credit.reason.score is None or credit.reason.score >= least[credit.basis]
    assert "抵认" in explain_credits(credits_found(everything))[0]
    assert set(CREDITS) == set(CreditBasis) - {CreditBasis.CERTIFICATE}


def credits_found(someone: dict[str, Any]) -> Any:
    planner = Planner.of(supply().catalogue)
    raw = {"person": someone, "goal": {"occupation": GOAL[0], "level": GOAL[1]}}
    case = read_case(raw, planner, today=TODAY)
    return credits_of(planner, supply(), case.profile, case.goal, TODAY)


@settings(max_examples=40)
@given(people(), st.sampled_from(["L4", "L3", "L1"]))
def test_no_credit_moves_a_day(case: tuple[Person, WorkerProfile, str], level: str) -> None:
    """With every name alike and with none, the planner answers the same."""
    _, profile, code = case
    goal = Goal(occupation=occ(code), level=Level(level))
    planner = Planner.of(supply().catalogue)
    before = planner.plan(profile, goal, TODAY)
    found = credits_of(planner, supply(), profile, goal, TODAY)
    assert planner.plan(profile, goal, TODAY) == before
    assert len({credit.module.id for credit in found.items}) == len(found.items)
    assert all(credit.module.level <= goal.level for credit in found.items)


def test_credits_of_the_future_are_not_given() -> None:
    student = {"kind": "高职", "major": "400001", "graduates": date(2027, 6, 30).isoformat()}
    assert asked(person(educations=[student])) == ()
