"""A real standard retyped as a table of its facts: functions, levels and weights of 人工智能训练师 of 2021.

What our tables do not state is made up and says SAMPLE: pieces of work, requirements, hours, weights of the theory test.
"""

import csv
from itertools import groupby
from pathlib import Path

from graph.model.terms import Level
from tests.ingest.writing import LEFT, UP, Grid, Script

FACTS = Path(__file__).parent / "files" / "standard_4-04-05-05.csv"
CODE, NAME, YEAR = "4-04-05-05", "人工智能训练师", 2021
HOURS = {Level.L5: 120, Level.L4: 120, Level.L3: 90, Level.L2: 80, Level.L1: 80}
ETHICS = 5
WORKS = (1, 2)
CONDITIONS = (
    "——具备以下条件之一者，可申报五级/初级工：",
    "(1)累计从事本职业或相关职业工作2年（含）以上。",
    "(2)本职业或相关职业学徒期满。",
    "——具备以下条件之一者，可申报四级/中级工：",
    "(1)取得本职业或相关职业五级/初级工职业资格证书（技能等级证书）后，累计从事本职业或相关职业工作3年（含）以上。",
    "(2)SAMPLE：以其他方式说明的条件。",
)


def facts() -> dict[Level, list[dict[str, str]]]:
    """Rows of the retyped table by level."""
    with FACTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {Level(level): list(group) for level, group in groupby(rows, key=lambda row: row["level"])}


def standard() -> Script:
    """The document of the standard, chapter by chapter."""
    found = facts()
    return Script(
        [
            f"国家职业技能标准 {NAME}（{YEAR}年版）",
            *("目录", "1 职业概况……………(1)", "3 工作要求……………(3)", "4 权重表……………(9)"),
            *("1 职业概况", "1.1 职业名称", NAME, "1.2 职业编码", CODE),
            *("1.3 职业定义", "SAMPLE：此处不载原文。", "1.4 职业技能等级", _levels(found)),
            *("1.5 职业环境条件", "SAMPLE：室内。", "1.6 培训参考学时", *map(_hours, found)),
            *(
                "1.7 职业技能鉴定要求",
                "1.7.1 申报条件",
                *CONDITIONS,
                "1.7.2 鉴定方式",
                "SAMPLE：此处不载原文。",
            ),
            *("2 基本要求", "2.1 职业道德", "SAMPLE：此处不载原文。", "3 工作要求"),
            *(block for n, level in enumerate(found, start=1) for block in _work(n, level, found[level])),
            *("4 权重表", "4.1 理论知识权重表", _weights(found, "theory_weight")),
            *("4.2 技能要求权重表", _weights(found, "weight")),
        ]
    )


def _levels(found: dict[Level, list[dict[str, str]]]) -> str:
    return f"本职业共设{len(found)}个等级，分别为：{'、'.join(level.chinese for level in found)}。"


def _hours(level: Level) -> str:
    return f"{level.chinese}不少于{HOURS[level]}标准学时（SAMPLE）；"


def _work(number: int, level: Level, rows: list[dict[str, str]]) -> list[str | Grid]:
    grid = [["职业功能", "工作内容", "技能要求", "相关知识要求"]]
    for n, row in enumerate(rows, start=1):
        for k in WORKS:
            grid.append([f"{n}.{row['function']}" if k == 1 else UP, *_content(n, k)])
    return [f"3.{number} {level.chinese}", Grid(grid, breaks=4 if level is Level.L1 else None)]


def _content(n: int, k: int) -> list[str]:
    skills = [f"{n}.{k}.{i}能够完成SAMPLE工作的第{n}.{k}.{i}步并且写得很长以便在表格里换行；" for i in (1, 2)]
    return [f"{n}.{k}SAMPLE工作{'一二'[k - 1]}", "\n".join(skills), f"{n}.{k}.1SAMPLE知识{'一二'[k - 1]}"]


def _weights(found: dict[Level, list[dict[str, str]]], column: str) -> Grid:
    """A table of percentages with two header rows; a function without a share at a level has a dash."""
    theory = column == "theory_weight"
    names = list(dict.fromkeys(row["function"] for rows in found.values() for row in rows))
    share = {(level, row["function"]): row[column] for level, rows in found.items() for row in rows}
    grid = [["项目", LEFT, "技能等级", *[LEFT] * (len(found) - 1)]]
    grid.append([UP, UP, *(f"{level.chinese}（%）" for level in found)])
    if theory:
        basics = {level: 100 - ETHICS - _sum(rows, column) for level, rows in found.items()}
        grid.append(["基本要求", "职业道德", *[str(ETHICS)] * len(found)])
        grid.append([UP, "基础知识", *(str(basics[level]) for level in found)])
    for index, name in enumerate(names):
        group = "相关知识要求" if theory else "技能要求"
        grid.append([UP if index else group, name, *(share.get((level, name), "—") for level in found)])
    grid.append(["合计", LEFT, *["100"] * len(found)])
    return Grid(_merged_corner(grid))


def _merged_corner(grid: list[list[str]]) -> list[list[str]]:
    """The corner of the header stands over two rows and two columns."""
    grid[1][1] = LEFT
    return grid


def _sum(rows: list[dict[str, str]], column: str) -> int:
    return sum(int(row[column]) for row in rows)
