"""Sentences of 申报条件: read clause by clause where their form is known, else left as they stand. Figures are SAMPLE."""

import pytest

from graph.model.conditions import read_condition
from graph.model.facts import Condition
from graph.model.terms import Level, Origin
from ingest.chapters.conditions import fully_read, read_routes
from ingest.chapters.contents import RouteText, Trouble
from ingest.chapters.sections import Lines
from ingest.documents import Paragraph

HELD = "取得本职业或相关职业四级/中级工职业资格证书（技能等级证书）"
ADVANCED = "高级技工学校|技师学院|技师学院预备技师班"


def routes(*lines: str, level: str = "三级/高级工") -> tuple[tuple[RouteText, ...], Trouble]:
    trouble = Trouble()
    opening = f"——具备以下条件之一者，可申报{level}："
    found = [Paragraph(line, f"paragraph {n}") for n, line in enumerate((opening, *lines), start=1)]
    return read_routes(Lines("paragraph 0", tuple(found)), False, trouble), trouble


def told(route: RouteText) -> list[tuple[str, str, str]]:
    return [(c.kind, c.value, c.ref) for c in route.conditions]


@pytest.mark.parametrize(
    ("sentence", "conditions"),
    [
        ("（1）累计从事本职业或相关职业工作9年（含）以上。", [("WORKED", "108", "")]),
        (
            f"（1）{HELD}后，累计从事本职业或相关职业工作3年以上。",
            [("HELD", "L4", "RELATED_OCCUPATION"), ("WORKED", "36", "HELD")],
        ),
        ("(1)本职业（工种）或相关职业学徒期满。", [("APPRENTICESHIP", "COMPLETED", "RELATED_OCCUPATION")]),
        ("(1)年满17周岁，拟从事本职业或相关职业工作。", [("AGE", "17", "")]),
        (
            f"(1){HELD}，并具有高级技工学校、技师学院毕业证书（含尚未取得毕业证书的应届毕业生）。",
            [("HELD", "L4", "RELATED_OCCUPATION"), ("EDUCATION", ADVANCED, "GRADUATE_OR_FINAL_YEAR")],
        ),
        (
            f"(1)具有大专及以上本专业或相关专业毕业证书，并{HELD}后，累计从事本职业或相关职业工作1年（含）以上。",
            [
                ("EDUCATION", "高职|职教本科|普通本科|研究生", "GRADUATE"),
                ("MAJOR", "RELATED", ""),
                ("HELD", "L4", "RELATED_OCCUPATION"),
                ("WORKED", "12", "HELD"),
            ],
        ),
    ],
)
def test_a_regular_sentence_is_read_whole(sentence: str, conditions: list[tuple[str, str, str]]) -> None:
    (only,), trouble = routes(sentence)
    assert told(only) == conditions
    assert not trouble.notes
    for condition in only.conditions:
        read_condition(_fact(condition.kind, condition.op, condition.value, condition.unit, condition.ref))


def _fact(kind: str, op: str, value: str, unit: str, ref: str) -> Condition:
    return Condition(
        id="cond:x",
        kind=kind,
        op=op,
        value=value,
        unit=unit,
        ref=ref,
        source="",
        locator="",
        origin=Origin.SAMPLE,
    )


def test_alternatives_within_a_sentence_are_ways_of_their_own() -> None:
    found, trouble = routes(
        "(1)取得技工学校本专业或相关专业毕业证书；或取得经评估论证、以中级技能为培养目标的中等及以上职业学校"
        "本专业或相关专业毕业证书（含尚未取得毕业证书的在校应届毕业生）。",
        level="四级/中级工",
    )
    assert [route.order for route in found] == [1, 2]
    assert [kind for kind, _, _ in told(found[1])] == ["EDUCATION", "MAJOR", "SCHOOL_APPROVED"]
    assert list(fully_read(found)) == [Level.L4]
    assert not trouble.notes


@pytest.mark.parametrize(
    "sentence",
    [
        "(1)累计从事本职业工作9年以上。",
        "(1)累计从事本职业或相关职业工作9年以上，并通过SAMPLE考核。",
        "(1)取得本职业或相关职业证书后，累计从事本职业或相关职业工作3年以上。",
        "(1)取得本职业或相关职业二级/技师技能等级证书后，累计从事本职业或相关职业工作3年以上。",
        "(1)取得SAMPLE毕业证书。",
        "其他SAMPLE说明。",
    ],
)
def test_any_other_sentence_is_unread_and_its_level_keeps_the_default_rules(sentence: str) -> None:
    found, trouble = routes("(1)累计从事本职业或相关职业工作9年以上。", sentence)
    assert [note.reason.startswith("UNREAD: ") for note in trouble.notes] == [True]
    assert not fully_read(found)


def test_a_remark_below_the_conditions_is_no_condition() -> None:
    found, trouble = routes("(1)累计从事本职业或相关职业工作9年以上。", "相关职业：SAMPLE员、SAMPLE工。")
    assert list(fully_read(found)) == [Level.L3]
    assert [note.reason for note in trouble.notes] == ["UNREAD: 相关职业:SAMPLE员、SAMPLE工。"]
