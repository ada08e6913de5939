"""Other shapes in which standards come: technical grades, chapter 1 as a table, headings without numbers. All SAMPLE."""

from pathlib import Path

import pytest

from graph.model.terms import Level
from ingest.chapters import Known, Reading, StandardText, read_standard
from ingest.documents import read_document
from tests.ingest.writing import LEFT, UP, WRITERS, Grid, Script, write_docx, write_xlsx

CODE, NAME, TRADE = "2-02-99-01", "样例工程技术人员", "4-99-99-02"
GRADES = ("初级", "中级", "高级")


def technical() -> Script:
    """A standard of a technical occupation: grades in place of levels, 专业能力要求 in place of 技能要求."""
    return Script(
        [
            "国家职业技术技能标准（2021年版）",
            *("1 职业概况", "1.1 职业名称", NAME, "1.2 职业编码", CODE, "1.4 专业技术等级"),
            "本职业共设三个等级，分别为初级、中级、高级。",
            *("1.6 培训要求", "1.6.1 培训时间", "1.7 申报条件", "——取得SAMPLE学分。"),
            "3 工作要求",
            *(block for n, grade in enumerate(GRADES, 1) for block in (f"3.{n} {grade}", _work())),
            *(
                "4 权重表",
                "4.1 理论知识权重表",
                _weights(("职业道德", "5"), ("基础知识", "15"), ("检测", "80")),
            ),
            *("4.2 专业能力要求权重表", _weights(("检测", "100"))),
        ]
    )


def _work() -> Grid:
    return Grid(
        [
            ["职业功能", "工作内容", "专业能力要求", "相关知识要求"],
            ["1.检测", "1.1样例检测", "1.1.1能检测样例", "1.1.1样例检测方法"],
        ]
    )


def _weights(*rows: tuple[str, str]) -> Grid:
    return Grid(
        [["项目", *(f"{grade}(%)" for grade in GRADES)], *([name, *[share] * 3] for name, share in rows)]
    )


def plain() -> Script:
    """Chapter 1 as a table of labels, headings without numbers, levels below each other in one sheet."""
    return Script(
        [
            "样例工 国家职业技能标准 2019年版",
            "职业概况",
            Grid(
                [
                    ["职业名称", "样例员（样例工）"],
                    ["职业编码", TRADE],
                    ["职业技能等级", "五级/初级工、四级/中级工"],
                    ["培训参考学时", "五级/初级工、四级/中级工不少于100标准学时"],
                ]
            ),
            "工作要求",
            *("五级/初级工", _skills(), "四级/中级工", _skills()),
            "权重表",
            "理论知识权重表",
            _shares(
                [
                    ["基本要求", "职业道德", "5", "5"],
                    [UP, "基础知识", "25", "20"],
                    ["相关知识", "检测", "70", "75"],
                ]
            ),
            "操作技能权重表",
            _shares([["技能要求", "检测", "100", "100"]]),
        ]
    )


def _skills() -> Grid:
    grid = _work()
    grid.rows[0][2] = "技能要求"
    return grid


def _shares(rows: list[list[str]]) -> Grid:
    total = ["合计", LEFT, "100", "100"]
    return Grid([["项目", LEFT, "五级/初级工", "四级/中级工"], *rows, total])


def reading(path: Path) -> Reading:
    known = Known({CODE: NAME, TRADE: "样例员"}, {TRADE: frozenset({"样例工"})})
    return read_standard(read_document(path), known)


def text(path: Path) -> StandardText:
    found = reading(path)
    assert found.damages == ()
    assert found.standard is not None
    return found.standard


def test_a_technical_standard_has_grades_and_no_planned_conditions(tmp_path: Path) -> None:
    found = text(write_docx(technical(), tmp_path / "t.docx"))
    assert [level.level for level in found.levels] == [Level.T3, Level.T2, Level.T1]
    assert [level.functions[0].works[0].skills[0].text for level in found.levels] == ["能检测样例"] * 3
    assert found.routes == ()


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_chapter_1_may_be_a_table_and_headings_without_numbers(suffix: str, tmp_path: Path) -> None:
    found = text(WRITERS[suffix](plain(), tmp_path / f"p.{suffix}"))
    assert (found.name, found.work_type, found.year) == ("样例员", "样例工", 2019)
    assert [level.hours for level in found.levels] == [100, 100]
    assert [(level.ethics_weight, level.basics_weight) for level in found.levels] == [(5, 25), (5, 20)]


def test_sheets_named_by_chapter_need_no_headings_of_their_own(tmp_path: Path) -> None:
    path = write_xlsx(plain(), tmp_path / "p.xlsx", {"职业概况", "工作要求", "权重表"})
    assert [level.functions[0].weight for level in text(path).levels] == [100, 100]
