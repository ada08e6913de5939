"""Notices of new occupations: what they say is read, what they do not say is MISSING. All texts here are SAMPLE."""

import os
from pathlib import Path

import pytest

from graph.errors import InvalidInput
from ingest.documents import read_notice
from ingest.documents.notices import NewOccupationNotice, Part, plain_name
from tests.ingest.cuts import read
from tests.ingest.writing import WRITERS, Grid, Script, write_docx, write_scan

LABELLED = (
    "关于样例职业的公示（SAMPLE）",
    "一、样例检测员（4-99-99-01）",
    "定义：从事样例检测、样例登记的人员。",
    "主要工作任务：",
    "1.检测样例；",
    "2.登记样例，并编写样例报告。",
    "本职业包含但不限于下列工种：样例工、试样工。",
    "二、样例管理员L",
    "从事样例管理的人员。",
    "主要工作任务：1.管理样例；2.归档样例。",
)
FIRST = NewOccupationNotice(
    name="样例检测员",
    code="4-99-99-01",
    definition="从事样例检测、样例登记的人员。",
    tasks=("检测样例", "登记样例，并编写样例报告"),
    work_types=("样例工", "试样工"),
    place="",
)


def bare(notice: NewOccupationNotice) -> tuple[object, ...]:
    return notice.name, notice.code, notice.definition, notice.tasks, notice.work_types


@pytest.mark.parametrize("suffix", [*WRITERS, "txt"])
def test_a_notice_is_read_alike_from_every_format(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"notice.{suffix}"
    if suffix == "txt":
        path.write_text("\n".join(LABELLED), encoding="gb18030")
    else:
        WRITERS[suffix](Script(list(LABELLED)), path)
    first, second = read_notice(path).occupations
    assert bare(first) == bare(FIRST)
    assert (second.name, second.definition) == ("样例管理员", "从事样例管理的人员。")
    assert second.tasks == ("管理样例", "归档样例")
    assert first.missing == second.missing == ()


def test_a_table_with_one_occupation_a_row_is_read(tmp_path: Path) -> None:
    grid = Grid(
        [
            ["序号", "职业名称", "职业定义", "主要工作任务"],
            ["1", "样例检测员", "从事样例检测的人员。", "1.检测样例；2.登记样例。"],
            ["2", "样例管理员", "从事样例管理的人员。", ""],
        ]
    )
    first, second = read_notice(write_docx(Script(["SAMPLE", grid]), tmp_path / "n.docx")).occupations
    assert (first.name, first.tasks, first.missing) == ("样例检测员", ("检测样例", "登记样例"), ())
    assert second.missing == (Part.TASKS,)
    assert second.place == "table 1 row 3"


def test_a_table_of_labels_is_read(tmp_path: Path) -> None:
    grid = Grid(
        [["职业名称", "样例检测员"], ["定义", "从事样例检测的人员。"], ["主要工作任务", "1.检测样例。"]]
    )
    (only,) = read_notice(write_docx(Script([grid]), tmp_path / "n.docx")).occupations
    assert bare(only) == ("样例检测员", None, "从事样例检测的人员。", ("检测样例",), ())


def test_what_a_notice_does_not_say_is_missing_and_never_made_up(tmp_path: Path) -> None:
    path = tmp_path / "n.txt"
    path.write_text("职业名称：样例检测员\n主要工作任务：\n检测样例；\n登记样例。\n", encoding="utf-8")
    (only,) = read_notice(path).occupations
    assert only.definition is None
    assert only.tasks == ("检测样例", "登记样例")
    assert only.missing == (Part.DEFINITION,)
    path.write_text("定义：从事样例检测的人员。", encoding="utf-8")
    assert read_notice(path).occupations[0].missing == (Part.NAME, Part.TASKS)


START = ("一、样例检测员", "定义：从事样例检测的人员。")
TASKS = ("检测样例，登记结果", "复检0.5毫米以下的样例")


@pytest.mark.parametrize(
    "lines",
    [
        ("主要工作任务：", "1.检测样例，", "登记结果；", "2.复检0.5毫米以下的样例。"),
        ("主要工作任务：（1）检测样例，登记结果；（2）复检0.5毫米以下的样例。",),
        ("主要工作任务：1.检测样例，登记结果；2.复检0.5毫米以下的样例。",),
        ("主要工作任务：", "（1）检测样例，登记结果；", "（2）复检0.5毫米以下的样例。"),
        ("主要工作任务：", "检测样例，登记结果；", "复检0.5毫米以下的样例。"),
    ],
)
@pytest.mark.parametrize(
    "behind", [(), ("样例市样例局", "2026年1月5日"), ("附件2", "1.其他事项；", "2.说明。")]
)
def test_tasks_are_whole_and_what_stands_behind_them_is_none(
    lines: tuple[str, ...], behind: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "n.txt"
    path.write_text("\n".join((*START, *lines, *behind)), encoding="utf-8")
    (only,) = read_notice(path).occupations
    assert only.tasks == TASKS


def test_a_numbered_list_ends_with_the_first_sentence_that_has_no_number(tmp_path: Path) -> None:
    path = tmp_path / "n.txt"
    behind = ("请各单位于SAMPLE前反馈意见。", "3.另行通知。")
    path.write_text(
        "\n".join((*START, "主要工作任务：", "1.检测样例；", "2.复检。", *behind)), encoding="utf-8"
    )
    assert read_notice(path).occupations[0].tasks == ("检测样例", "复检")


def test_a_file_that_announces_nothing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "n.txt"
    path.write_text("各单位：现就SAMPLE事项通知如下。", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"n\.txt announces no occupation"):
        read_notice(path)
    with pytest.raises(InvalidInput, match="has no text"):
        read_notice(write_scan(tmp_path / "scan.pdf"))


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("（一）样例检测员", "样例检测员"),
        ("1.“样例检测员”（4-99-99-01）", "样例检测员"),
        ("样例检测员L/S", "样例检测员"),
        ("（SAMPLE）", None),
    ],
)
def test_a_name_loses_number_code_and_marks(heading: str, name: str | None) -> None:
    assert plain_name(heading) == name


REFERENCE = os.environ.get("LIFEPATH_REFERENCE")


def new_occupations() -> list[dict[str, str]]:
    """The occupations added since the edition, with their texts, from the folder of reference material."""
    rows = read(Path(REFERENCE or "") / "data" / "occupations.csv", encoding="utf-8-sig")
    return [row for row in rows if row["新增年份"] and row["定义"]]


def announced(rows: list[dict[str, str]]) -> Script:
    """A notice of them all, laid out as notices are."""
    numbers = "一二三四五六七八九十"
    lines = ["SAMPLE：新职业信息"]
    for n, row in enumerate(rows):
        lines += [f"（{numbers[n % 10]}）{row['职业名称']}", f"定义：{row['定义']}", "主要工作任务："]
        lines += [f"{k}.{task}；" for k, task in enumerate(row["主要工作任务"].split("|"), start=1)]
        trades = row["工种"].replace("|", "、")
        lines += [f"本职业包含但不限于下列工种：{trades}。"] if trades else []
    return Script(list(lines))


@pytest.mark.skipif(not REFERENCE, reason="LIFEPATH_REFERENCE does not name the folder of reference material")
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_a_notice_of_every_real_new_occupation_is_read_back_as_it_was(suffix: str, tmp_path: Path) -> None:
    rows = new_occupations()
    found = read_notice(WRITERS[suffix](announced(rows), tmp_path / f"notice.{suffix}")).occupations
    assert len(rows) >= 30
    assert [(o.name, o.definition, o.tasks) for o in found] == [
        (row["职业名称"], row["定义"], tuple(row["主要工作任务"].split("|"))) for row in rows
    ]
    assert [o.work_types for o in found] == [tuple(filter(None, row["工种"].split("|"))) for row in rows]
