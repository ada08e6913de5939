"""Cases worked by hand from the rules, as a table: who, which goal, and the answer with its dates.

旧规工 follows the rules of 2018, 新规工 those of 2023, 跨年工 has a standard of 2023, 无年工 one without a year; 邻工 and 旧规工
share a 小类. Major 400001 leads to 旧规工 and 新规工, 400002 to 邻工 only, 400003 elsewhere. Everybody is asked on 2026-11-24.
"""

import json
from datetime import date
from typing import Any, NamedTuple

import pytest

from recommender.planning.cases import answer_line
from tests.recommender.worlds import TODAY, planner

OLD, NEAR, NEW, STRADDLING, UNDATED = "旧规工", "邻工", "新规工", "跨年工", "无年工"
SURE, MAYBE = "LAWFUL", "TO_BE_CONFIRMED"


class Case(NamedTuple):
    """One line of the table; `others` are the days of the alternatives."""

    because: str
    person: dict[str, Any]
    goal: tuple[str, str]
    certainty: str
    earliest: str
    levels: str
    others: tuple[str, ...] = ()


def works(occupation: str, start: str, end: str | None = None) -> dict[str, Any]:
    return {"occupation": occupation, "from": start, "to": end}


def holds(occupation: str, level: str, awarded: str) -> dict[str, Any]:
    return {"occupation": occupation, "level": level, "awarded": awarded}


def person(**facts: Any) -> dict[str, Any]:
    return {"birth": "1990-05-01", **facts}


CASES = [
    Case("a beginner works one year, 2018", person(), (OLD, "L5"), SURE, "2027-11-24", "L5"),
    Case("a beginner is sixteen, 2023", person(), (NEW, "L5"), SURE, "2026-11-24", "L5"),
    Case("sixteen only next spring, 2023", person(birth="2011-04-02"), (NEW, "L5"), SURE, "2027-04-02", "L5"),
    Case("age unknown, 2023", {"birth": None}, (NEW, "L5"), MAYBE, "2026-11-24", "L5"),
    Case(
        "apprenticeship completed, 2018",
        person(apprenticeships=[{"occupation": OLD, "completed": "2021-09-01"}]),
        (OLD, "L5"),
        SURE,
        "2026-11-24",
        "L5",
    ),
    Case(
        "six years of work open 四级 without 五级",
        person(spells=[works(OLD, "2020-03")]),
        (OLD, "L4"),
        SURE,
        "2026-11-24",
        "L4",
    ),
    Case(
        "五级 now after one year, four more beat six",
        person(spells=[works(OLD, "2025-03")]),
        (OLD, "L4"),
        SURE,
        "2030-11-24",
        "L5 L4",
    ),
    Case(
        "五级 held since 2023 and worked since: four years end on 2027-06-15",
        person(spells=[works(OLD, "2023-01")], certificates=[holds(OLD, "L5", "2023-06-15")]),
        (OLD, "L4"),
        SURE,
        "2027-06-15",
        "L4",
    ),
    Case(
        "since held nothing was worked: 3 years 5 months 14 days of six are done, 30 months and 16 days remain",
        person(
            spells=[works(OLD, "2018-01-01", "2021-06-14")], certificates=[holds(OLD, "L5", "2021-06-15")]
        ),
        (OLD, "L4"),
        SURE,
        "2029-06-09",
        "L4",
    ),
    Case(
        "the clock of the next level starts on the day of the award",
        person(spells=[works(OLD, "2020-03")]),
        (OLD, "L3"),
        SURE,
        "2031-11-24",
        "L4 L3",
    ),
    Case(
        "a gap: 12 months and 12 months, four more years complete six",
        person(spells=[works(OLD, "2015-01-01", "2015-12-31"), works(OLD, "2018-01-01", "2018-12-31")]),
        (OLD, "L4"),
        SURE,
        "2030-11-24",
        "L4",
    ),
    Case(
        "rest days: 3 months 10 days and 2 months 5 days leave 6 months 15 days of the year",
        person(spells=[works(OLD, "2020-01-01", "2020-04-10"), works(OLD, "2021-01-01", "2021-03-05")]),
        (OLD, "L5"),
        SURE,
        "2027-06-08",
        "L5",
    ),
    Case(
        "work before the sixteenth birthday does not count",
        person(birth="2009-11-24", spells=[works(OLD, "2024-01")]),
        (OLD, "L5"),
        SURE,
        "2026-11-24",
        "L5",
    ),
    Case(
        "a bare number of months must be confirmed",
        person(spells=[{"occupation": OLD, "months": 80}]),
        (OLD, "L4"),
        SURE,
        "2031-11-24",
        "L5 L4",
        ("2026-11-24",),
    ),
    Case(
        "work in the neighbouring occupation must be confirmed",
        person(spells=[works(NEAR, "2019-01")]),
        (OLD, "L4"),
        SURE,
        "2031-11-24",
        "L5 L4",
        ("2026-11-24",),
    ),
    Case(
        "work elsewhere does not count",
        person(spells=[works(NEW, "2000-01")]),
        (OLD, "L5"),
        SURE,
        "2027-11-24",
        "L5",
    ),
    Case(
        "graduate of a 技工学校 in a related major: 四级 now",
        person(educations=[{"kind": "技工学校", "major": "400001", "graduated": "2020-06"}]),
        (OLD, "L4"),
        SURE,
        "2026-11-24",
        "L4",
    ),
    Case(
        "the major's relation is unknown",
        person(educations=[{"kind": "技工学校", "major": "400002", "graduated": "2020-06"}]),
        (OLD, "L4"),
        SURE,
        "2031-11-24",
        "L5 L4",
        ("2026-11-24",),
    ),
    Case(
        "an unrelated major does not help",
        person(educations=[{"kind": "技工学校", "major": "400003", "graduated": "2020-06"}]),
        (OLD, "L4"),
        SURE,
        "2031-11-24",
        "L5 L4",
    ),
    Case(
        "final-year student from 2027-06-30 on: twelve months before graduation",
        person(educations=[{"kind": "高职", "major": "400001", "from": "2025-09", "graduates": "2028-06"}]),
        (NEW, "L4"),
        SURE,
        "2027-06-30",
        "L4",
    ),
    Case(
        "a student works from the day of graduation",
        person(
            educations=[{"kind": "普通本科", "major": "400003", "from": "2025-09", "graduates": "2028-06"}]
        ),
        (OLD, "L5"),
        SURE,
        "2029-06-30",
        "L5",
    ),
    Case(
        "ten years open 三级 without 四级, 2023",
        person(spells=[works(NEW, "2016-11-24")]),
        (NEW, "L3"),
        SURE,
        "2026-11-24",
        "L3",
    ),
    Case(
        "a junior title and a year since, 2023",
        person(
            spells=[works(NEW, "2026-01-01")],
            titles=[{"rank": "JUNIOR", "field_of": NEW, "awarded": "2026-03-01"}],
        ),
        (NEW, "L3"),
        SURE,
        "2027-03-01",
        "L3",
    ),
    Case(
        "a title of an unknown field must be confirmed; 四级 by 五级 and three years comes later",
        person(titles=[{"rank": "INTERMEDIATE", "field_of": None, "awarded": "2020-03-01"}]),
        (NEW, "L3"),
        SURE,
        "2033-11-24",
        "L5 L4 L3",
        ("2027-11-24",),
    ),
    Case(
        "student of an assistant technician class holding 三级 for two years, 2023",
        person(
            certificates=[holds(NEW, "L3", "2025-01-10")],
            educations=[
                {"kind": "技师学院预备技师班", "major": None, "from": "2024-09", "graduates": "2027-06"}
            ],
        ),
        (NEW, "L2"),
        SURE,
        "2027-01-10",
        "L2",
    ),
    Case(
        "a standard of 2023 straddles the change",
        person(spells=[works(STRADDLING, "2016-11-24")]),
        (STRADDLING, "L3"),
        MAYBE,
        "2026-11-24",
        "L3",
    ),
    Case(
        "year unknown: the later of both editions, the other beside it",
        person(),
        (UNDATED, "L5"),
        SURE,
        "2027-11-24",
        "L5",
        ("2026-11-24",),
    ),
    Case(
        "year unknown, both editions open at once",
        person(spells=[works(UNDATED, "2020-06")], certificates=[holds(UNDATED, "L4", "2020-06-01")]),
        (UNDATED, "L3"),
        SURE,
        "2026-11-24",
        "L3",
        ("2026-11-24",),
    ),
    Case(
        "a standard of 2023 by its rules: three years since 五级, to be confirmed",
        person(spells=[works(STRADDLING, "2024-01")], certificates=[holds(STRADDLING, "L5", "2024-01-10")]),
        (STRADDLING, "L4"),
        MAYBE,
        "2027-01-10",
        "L4",
    ),
    Case(
        "a standard of 2023 by a title: an intermediate one and a year since, to be confirmed",
        person(
            spells=[works(STRADDLING, "2025-06-01")],
            titles=[{"rank": "INTERMEDIATE", "field_of": STRADDLING, "awarded": "2025-06-01"}],
        ),
        (STRADDLING, "L2"),
        MAYBE,
        "2026-11-24",
        "L2",
    ),
    Case(
        "a senior title and a year since open 一级, 2023",
        person(
            spells=[works(NEW, "2020-01")],
            titles=[{"rank": "SENIOR", "field_of": NEW, "awarded": "2026-09-01"}],
        ),
        (NEW, "L1"),
        SURE,
        "2027-09-01",
        "L1",
    ),
    Case(
        "a junior title and five years since by 2027-01-10, 三级 and one year since by 2027-01-15, 2023",
        person(
            spells=[works(NEW, "2020-01")],
            certificates=[holds(NEW, "L3", "2026-01-15")],
            titles=[{"rank": "JUNIOR", "field_of": NEW, "awarded": "2022-01-10"}],
        ),
        (NEW, "L2"),
        SURE,
        "2027-01-15",
        "L2",
    ),
    Case(
        "eight months and a day are done: four calendar months to 2027-03-24 come before thirty days of a short February",
        person(spells=[works(OLD, "2016-02-27", "2016-10-27")]),
        (OLD, "L5"),
        SURE,
        "2027-03-24",
        "L5",
    ),
    Case(
        "already at the goal: no steps, the day of the award",
        person(certificates=[holds(OLD, "L3", "2022-02-02")]),
        (OLD, "L4"),
        SURE,
        "2022-02-02",
        "",
    ),
]


def answer(profile: dict[str, Any], goal: tuple[str, str]) -> dict[str, Any]:
    case = {
        "id": 1,
        "as_of": TODAY.isoformat(),
        "person": profile,
        "goal": {"occupation": goal[0], "level": goal[1]},
    }
    return answer_line(json.dumps(case), planner(), today=date(2000, 1, 1))


@pytest.mark.parametrize("case", CASES, ids=[case.because for case in CASES])
def test_worked_case(case: Case) -> None:
    found = answer(case.person, case.goal)
    assert found["outcome"] == "LEARNING_PATH", found
    assert (found["certainty"], found["earliest"]) == (case.certainty, case.earliest)
    assert " ".join(s["level"] for s in found["steps"] if s["kind"] == "ASSESS") == case.levels
    assert tuple(a["earliest"] for a in found["alternatives"]) == case.others


@pytest.mark.parametrize("case", CASES, ids=[case.because for case in CASES])
def test_steps_follow_each_other_without_a_gap_from_the_asked_day_to_the_goal(case: Case) -> None:
    found = answer(case.person, case.goal)
    for way in (found, *found["alternatives"]):
        today = TODAY.isoformat()
        for step in way["steps"]:
            if step["kind"] == "ASSESS":
                assert step["on"] == today
                assert step["rule"].startswith("rules:")
                assert step["clauses"]
            else:
                assert step["from"] == today
                today = step["to"]
        assert not way["steps"] or today == way["earliest"]


@pytest.mark.parametrize("case", CASES, ids=[case.because for case in CASES])
def test_a_lawful_way_has_nothing_to_confirm_and_another_says_what(case: Case) -> None:
    found = answer(case.person, case.goal)
    for way in (found, *found["alternatives"]):
        assert bool(way["confirm"]) == (way["certainty"] == MAYBE)


def test_an_occupation_without_a_standard_is_undetermined_with_a_planning_assumption() -> None:
    found = answer(person(), ("无标准工", "L4"))
    assert (found["outcome"], found["code"]) == ("UNDETERMINED", "NO_STANDARD")
    assert [a["earliest"] for a in found["alternatives"]] == ["2029-11-24"]
    assert "rules of 2023" in found["because"]


@pytest.mark.parametrize(
    ("goal", "code", "says"),
    [
        (("负责人", "L3"), "NO_SKILL_LADDER", "no ladder"),
        (("技术人员", "L3"), "NO_SUCH_LEVEL", "T3 初级, T2 中级, T1 高级"),
        (("旧规工", "CHIEF"), "NO_SUCH_LEVEL", "L5 五级/初级工"),
        (("高起点工", "L1"), "NO_SUCH_LEVEL", "L3 三级/高级工, L2 二级/技师"),
    ],
)
def test_a_goal_that_does_not_exist_is_unreachable_and_says_what_does(
    goal: tuple[str, str], code: str, says: str
) -> None:
    found = answer(person(), goal)
    assert found["outcome"] == "UNREACHABLE"
    assert [b["code"] for b in found["blockers"]] == [code]
    assert says in found["blockers"][0]["because"]


def test_every_closed_route_to_a_level_is_named() -> None:
    found = answer(person(), ("高起点工", "L3"))
    assert found["outcome"] == "UNREACHABLE"
    assert {b["rule"] for b in found["blockers"]} == {"rules:2018/L3"}
    assert {"LOWER_LEVEL_NOT_HELD", "NO_DIPLOMA"} <= {b["code"] for b in found["blockers"]}
    assert any("conditions of its own" in note for note in found["notes"])


@pytest.mark.parametrize(
    ("goal", "code"), [(("未读级工", "L4"), "LEVELS_UNKNOWN"), (("技术人员", "T2"), "TECHNICAL_LEVELS")]
)
def test_what_cannot_be_known_is_undetermined(goal: tuple[str, str], code: str) -> None:
    found = answer(person(), goal)
    assert (found["outcome"], found["code"]) == ("UNDETERMINED", code)


def test_held_certificates_credit_modules_of_their_level_and_below_only() -> None:
    found = answer(person(certificates=[holds(OLD, "L4", "2024-01-01")]), (OLD, "L2"))
    assert [c["level"] for c in found["credited"]] == ["L5", "L4"]
    train = [t["level"] for s in found["steps"] if s["kind"] == "ASSESS" for t in s["train"]]
    assert train == ["L3", "L2"]


def test_a_certificate_in_one_work_type_credits_nothing_of_another() -> None:
    held = {**holds(OLD, "L4", "2024-01-01"), "work_type": "旧规工甲"}
    assert answer(person(certificates=[held]), (OLD, "L3"))["credited"] == []
