"""An official training package made up for tests: all its hours are SAMPLE, its modules those of a real standard."""

from collections.abc import Callable

from tests.ingest.retyped import CODE, NAME
from tests.ingest.writing import LEFT, UP, Grid, Script


def package() -> Script:
    """A package of two levels with a module that no standard lists."""
    return Script(
        [
            f"国家基本职业培训包 {NAME}（2024年版）SAMPLE",
            *("职业名称", NAME, "职业编码", CODE, "培训课程设置"),
            Grid(
                [
                    ["等级", "培训模块", "学时"],
                    ["五级/初级工", "1.SAMPLE职业基本素质", "20"],
                    [UP, "2.数据采集和处理", "30"],
                    [UP, "3.数据标注", "30"],
                    ["四级/中级工", "1.数据采集和处理", "40"],
                    [UP, "2.数据标注", "40"],
                    ["合计", LEFT, "160"],
                ]
            ),
        ]
    )


def _cell(row: int, column: int, text: str) -> Callable[[Script], None]:
    def damage(script: Script) -> None:
        script.grids[0].rows[row][column] = text

    return damage


def _without_year(script: Script) -> None:
    script.blocks[0] = "国家基本职业培训包"


PACKAGE_KINDS: dict[str, tuple[Callable[[Script], None], str]] = {
    "hours are no number": (_cell(2, 2, "若干"), "table 1 row 3, 学时: '若干' is not a number of hours"),
    "a total that is wrong": (_cell(6, 2, "150"), "the rows sum to 160 hours, the total is printed as 150"),
    "an unknown level": (_cell(4, 0, "六级"), "table 1 row 5, 等级: '六级' is no level"),
    "a module twice": (_cell(3, 1, "2.数据采集和处理"), "'数据采集和处理' stands twice at one level"),
    "a wrong header": (_cell(0, 2, "时长"), "table 1 row 1: the header lacks 学时"),
    "no year": (_without_year, "no year such as 2020年版"),
}
