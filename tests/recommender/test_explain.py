"""Answers said in plain Chinese."""

import json
from datetime import date
from typing import Any

import pytest

from recommender.planning.cases import read_case
from recommender.planning.explain import ASSUMPTIONS, BLOCKERS, DOUBTS, UNDETERMINED, explain
from recommender.shared.answers import AssumptionCode, BlockerCode, DoubtCode, UndeterminedCode
from tests.recommender.test_worked_cases import CASES, Case
from tests.recommender.worlds import TODAY, catalogue, planner


def said(person: dict[str, Any], occupation: str, level: str) -> str:
    raw = {"as_of": TODAY.isoformat(), "person": person, "goal": {"occupation": occupation, "level": level}}
    case = read_case(json.loads(json.dumps(raw)), planner(), today=date(2000, 1, 1))
    return "\n".join(explain(planner().plan(case.profile, case.goal, case.as_of), catalogue()))


def test_every_code_has_its_sentence() -> None:
    assert set(DOUBTS) == set(DoubtCode)
    assert set(BLOCKERS) == set(BlockerCode)
    assert set(UNDETERMINED) == set(UndeterminedCode)
    assert set(ASSUMPTIONS) == set(AssumptionCode)


@pytest.mark.parametrize("case", CASES, ids=[case.because for case in CASES])
def test_no_sentence_shows_an_id_or_a_code(case: Case) -> None:
    text = said(case.person, *case.goal)
    assert "@" not in text
    assert "None" not in text
    assert "{" not in text


def test_a_path_says_dates_rules_assumptions_and_the_limit_of_treatment() -> None:
    text = said(
        {"birth": "1990-05-01", "spells": [{"occupation": "旧规工", "from": "2020-03"}]}, "旧规工", "L3"
    )
    assert "最早可在2031年11月24日申报，所依据的条件均已满足或将按期满足，符合规定。" in text
    assert "依据2018版申报条件：累计工作满6年；对应政策第5条" in text
    assert "假定此后不间断地从事本职业工作。" in text
    assert "助理工程师" in text
    assert "不等于取得职称" in text


def test_what_must_be_confirmed_names_the_neighbour() -> None:
    text = said({"spells": [{"occupation": "邻工", "from": "2019-01"}]}, "旧规工", "L4")
    assert "请向评价机构确认：邻工是否属于相关职业。" in text


@pytest.mark.parametrize(
    ("occupation", "level", "says"),
    [
        ("负责人", "L3", "该职业不设职业技能等级。"),
        ("旧规工", "CHIEF", "该职业没有这个等级的证书；有：五级/初级工、四级/中级工"),
        ("无标准工", "L4", "没有查到该职业的国家职业标准，无法断定"),
        ("高起点工", "L3", "没有也无法先取得所要求的低一级证书（2018版三级/高级工申报条件）。"),
    ],
)
def test_no_way_says_why(occupation: str, level: str, says: str) -> None:
    assert says in said({}, occupation, level)
