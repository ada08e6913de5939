"""Other shapes in which standards come: technical grades, chapter 1 as a table, headings without numbers. All SAMPLE."""

from copy import deepcopy
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from openpyxl.cell.cell import Cell

from graph.model.terms import Level
from ingest.chapters import Known, Reading, StandardText, read_standard
from ingest.chapters.hours import hours_of
from ingest.documents import read_document
from tests.ingest.shapes import (
    BUILD,
    CHECK,
    HOURS,
    LEVELS,
    SHAPES,
    TRADE,
    WEIGHTS,
    Lines,
    skilled,
    weights,
    works,
)
from tests.ingest.writing import LEFT, UP, WRITERS, Grid, Script, write_docx, write_xlsx

CODE, NAME = "2-02-99-01", "样例工程技术人员"
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


def contents(found: StandardText) -> list[tuple[str, list[tuple[str, str, list[str], list[str]]]]]:
    """Function, work, requirements and knowledge of each level."""
    return [
        (
            level.level.value,
            [
                (f.name, w.name, [i.text for i in w.skills], [i.text for i in w.knowledge])
                for f in level.functions
                for w in f.works
            ],
        )
        for level in found.levels
    ]


USUAL = [
    ("检测", "样例检测", ["能检测样例"], ["检测方法"]),
    ("装配", "样例装配", ["能装配样例"], ["装配方法"]),
]


@pytest.mark.parametrize("suffix", sorted(WRITERS))
@pytest.mark.parametrize("shape", SHAPES)
def test_a_standard_reads_alike_in_every_shape(shape: str, suffix: str, tmp_path: Path) -> None:
    found = text(WRITERS[suffix](deepcopy(SHAPES[shape]), tmp_path / f"s.{suffix}"))
    assert contents(found) == [("L5", USUAL), ("L4", USUAL)]
    for level in found.levels:
        assert (level.ethics_weight, level.basics_weight) == (5, 25)
        assert [(f.weight, f.theory_weight) for f in level.functions] == [(50, 30), (50, 40)]


@pytest.mark.parametrize(
    ("sentence", "hours"),
    [
        ("五级/初级工、四级/中级工分别不少于120、100标准学时。", [120, 100]),
        ("五级/初级工至四级/中级工均不少于80标准学时。", [80, 80]),
        ("各等级均不少于90标准学时。", [90, 90]),
        ("五级/初级工不少于1 200标准学时；四级/中级工不少于1,000标准学时。", [1200, 1000]),
        ("五级/初级工120学时，其中理论知识40学时；四级/中级工100学时。", [120, 100]),
        ("五级/初级工：理论知识60学时，操作技能100学时；四级/中级工：80学时。", [None, 80]),
        ("五级/初级工100～120标准学时；四级/中级工80标准学时。", [None, 80]),
        ("五级/初级工、四级/中级工分别不少于120标准学时。", [None, None]),
    ],
)
def test_hours_are_those_that_a_sentence_means_and_none_where_it_may_mean_several(
    sentence: str, hours: list[float | None], tmp_path: Path
) -> None:
    path = write_docx(skilled(hours=(sentence,)), tmp_path / "h.docx")
    assert [level.hours for level in text(path).levels] == hours
    unclear = [note for note in reading(path).notes if note.column == "学时" and "not a number" in str(note)]
    assert len(unclear) == (None in hours)


def test_levels_between_two_have_the_same_hours() -> None:
    listed = [Level.L5, Level.L4, Level.L3]
    assert hours_of("五级/初级工至三级/高级工不少于60学时", listed, technical=False).stated == {
        Level.L5: 60,
        Level.L4: 60,
        Level.L3: 60,
    }


BROKEN: Lines = (
    "具备以下条件之一者，可申报四级/中级工：",
    "（1）取得本职业或相关职业五级/初级工职业资格证书（技能等级证书）后，",
    "累计从事本职业或相关职业工作",
    "4年（含）以上。",
)


def test_a_condition_broken_over_lines_is_one_condition(tmp_path: Path) -> None:
    (route,) = text(write_docx(skilled(conditions=BROKEN), tmp_path / "c.docx")).routes
    assert [(c.kind, c.value) for c in route.conditions] == [("HELD", "L5"), ("WORKED", "48")]


def test_a_condition_whose_rest_is_missing_is_not_read(tmp_path: Path) -> None:
    found = reading(write_docx(skilled(conditions=BROKEN[:2]), tmp_path / "c.docx"))
    assert found.standard is not None
    assert [route.conditions for route in found.standard.routes] == [()]
    assert any("UNREAD: L4" in str(note) for note in found.notes)


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("1.1.1能达到\n0.02mm的精度\n1.1.2能进行\n5种以上检测", ["能达到0.02mm的精度", "能进行5种以上检测"]),
        ("（1）能检测；\n（2）能复检3种样例。", ["能检测", "能复检3种样例"]),
        ("3种以上样例的检测\n5年以内样例的复检", ["3种以上样例的检测", "5年以内样例的复检"]),
        ("①能检测\n②能复检", ["能检测", "能复检"]),
    ],
)
def test_figures_within_a_sentence_are_no_numbers_of_sentences(
    cell: str, items: list[str], tmp_path: Path
) -> None:
    work = (f"3.1 {LEVELS[0]}", works([*CHECK[:2], cell, CHECK[3]], BUILD), f"3.2 {LEVELS[1]}", works())
    found = text(write_docx(skilled(work=work), tmp_path / "n.docx"))
    assert contents(found)[0][1][0][2] == items


def test_a_sentence_that_a_page_of_a_pdf_cuts_is_whole(tmp_path: Path) -> None:
    cut = [
        ["1.检测", "1.1样例检测", "1.1.1能检测样例的外观和", "1.1.1检测方法"],
        ["", "", "尺寸；\n1.1.2能复检", ""],
    ]
    work = (f"3.1 {LEVELS[0]}", works(*cut, BUILD, breaks=2), f"3.2 {LEVELS[1]}", works())
    found = text(WRITERS["pdf"](skilled(work=work), tmp_path / "cut.pdf"))
    assert contents(found)[0][1] == [
        ("检测", "样例检测", ["能检测样例的外观和尺寸", "能复检"], ["检测方法"]),
        USUAL[1],
    ]


def test_the_year_is_that_of_the_standard_and_not_of_the_classification(tmp_path: Path) -> None:
    title = (
        "国家职业技能标准",
        "依据《中华人民共和国职业分类大典（2015年版）》，制定《样例员（2019年版）》。",
    )
    assert text(write_docx(skilled(title=title), tmp_path / "y.docx")).year == 2019


@pytest.mark.parametrize("name", ["样例员①", "样例员*", "样例员（L/S）"])
def test_marks_behind_a_name_are_not_part_of_it(name: str, tmp_path: Path) -> None:
    assert text(write_docx(skilled(name=name), tmp_path / "m.docx")).name == "样例员"


def test_headings_whose_numbers_a_text_processor_writes_end_the_section_before(tmp_path: Path) -> None:
    teachers = ("培训教师", "培训五级/初级工、四级/中级工的教师应具有SAMPLE证书。")
    script = skilled(hours=(HOURS, *teachers), conditions=(*BROKEN[:1], "（1）年满17周岁。"))
    script.blocks = [
        b.partition(" ")[2] if isinstance(b, str) and b[0].isdigit() and " " in b else b
        for b in script.blocks
    ]
    found = reading(write_docx(script, tmp_path / "a.docx"))
    assert found.damages == ()
    assert found.standard is not None
    assert [route.text for route in found.standard.routes] == ["年满17周岁"]
    assert not any("UNREAD" in str(note) for note in found.notes)


def test_a_fault_behind_a_cut_is_told_where_it_stands(tmp_path: Path) -> None:
    wrong = Grid([["相关知识要求", "检测", "30", "三十"], *weights("理论知识")[4:]])
    wrong.rows[1][0] = "相关知识要求"
    script = skilled(
        weighed=("4.1 理论知识权重表", Grid(weights("理论知识")[:3]), "续表", wrong, *WEIGHTS[2:])
    )
    told = [str(damage) for damage in reading(write_docx(script, tmp_path / "w.docx")).damages]
    assert told == ["table 4 row 1, 四级/中级工: '三十' is not a number"]


def test_a_function_named_after_theory_is_no_table_of_theory(tmp_path: Path) -> None:
    renamed = deepcopy(skilled())
    for grid in renamed.grids:
        for row in grid.rows:
            row[:] = [cell.replace("检测", "理论教学").replace("装配", "操作管理") for cell in row]
    found = text(write_docx(renamed, tmp_path / "f.docx"))
    assert [f.name for f in found.levels[0].functions] == ["理论教学", "操作管理"]
    assert [(f.weight, f.theory_weight) for f in found.levels[0].functions] == [(50, 30), (50, 40)]


def test_tracked_changes_are_read_as_accepted_and_content_controls_as_their_text(tmp_path: Path) -> None:
    path = write_docx(skilled(), tmp_path / "t.docx")
    document = docx.Document(str(path))
    cell = document.tables[0].cell(1, 2).paragraphs[0]._p
    for kind, said in (("w:ins", "和零件"), ("w:del", "旧的")):
        run, words = OxmlElement("w:r"), OxmlElement("w:t" if kind == "w:ins" else "w:delText")
        words.text = said
        run.append(words)
        change = OxmlElement(kind)
        change.append(run)
        cell.append(change)
    table = document.tables[1]._tbl
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    table.addprevious(control)
    control.append(content)
    content.append(table)
    document.save(str(path))
    found = contents(text(path))
    assert found[0][1][0][2] == ["能检测样例和零件"]
    assert found[1] == ("L4", USUAL)


def test_percentages_that_a_spreadsheet_holds_as_shares_are_percentages(tmp_path: Path) -> None:
    path = write_xlsx(skilled(), tmp_path / "p.xlsx")
    book = openpyxl.load_workbook(path)
    for row in book.worksheets[0].iter_rows(min_col=3, max_col=4):
        for cell in row:
            if isinstance(cell, Cell) and isinstance(cell.value, int | float):
                cell.value, cell.number_format = cell.value / 100, "0%"
    book.save(path)
    assert [(f.weight, f.theory_weight) for f in text(path).levels[0].functions] == [(50, 30), (50, 40)]
