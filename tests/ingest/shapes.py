"""A standard of two levels and two functions in the shapes that official ones come in. All of it SAMPLE."""

from collections.abc import Sequence

from tests.ingest.writing import LEFT, UP, Grid, Script

TRADE = "4-99-99-02"
Lines = Sequence[str | Grid]
LEVELS = ("五级/初级工", "四级/中级工")
HEADER = ["职业功能", "工作内容", "技能要求", "相关知识要求"]
CHECK = ["1.检测", "1.1样例检测", "1.1.1能检测样例", "1.1.1检测方法"]
BUILD = ["2.装配", "2.1样例装配", "2.1.1能装配样例", "2.1.1装配方法"]
HOURS = "五级/初级工不少于120标准学时；四级/中级工不少于100标准学时。"


def works(*rows: list[str], breaks: int | None = None) -> Grid:
    return Grid([list(row) for row in (HEADER, *(rows or (CHECK, BUILD)))], breaks)


def weights(kind: str) -> list[list[str]]:
    theory = kind == "理论知识"
    group = [["基本要求", "职业道德", "5", "5"], [UP, "基础知识", "25", "25"]] if theory else []
    shares = ("30", "40") if theory else ("50", "50")
    label = "相关知识要求" if theory else "技能要求"
    rows = [[label, "检测", *[shares[0]] * 2], [UP, "装配", *[shares[1]] * 2]]
    return [["项目", LEFT, *LEVELS], *group, *rows, ["合计", LEFT, "100", "100"]]


WEIGHTS: Lines = (
    *("4.1 理论知识权重表", Grid(weights("理论知识"))),
    *("4.2 技能要求权重表", Grid(weights("技能要求"))),
)


def skilled(
    *,
    title: Lines = ("样例员 国家职业技能标准（2019年版）",),
    name: str = "样例员",
    hours: Lines = (HOURS,),
    conditions: Lines = (),
    work: Lines | None = None,
    weighed: Lines = WEIGHTS,
) -> Script:
    """A standard of two levels with two functions; each part may come in another shape."""
    usual = [block for n, level in enumerate(LEVELS, 1) for block in (f"3.{n} {level}", works())]
    return Script(
        [
            *title,
            *("1 职业概况", "1.1 职业名称", name, "1.2 职业编码", TRADE),
            *("1.4 职业技能等级", f"本职业共设两个等级，分别为：{LEVELS[0]}、{LEVELS[1]}。"),
            *("1.6 培训参考学时", *hours, "1.7.1 申报条件", *conditions, "1.7.2 鉴定方式", "SAMPLE。"),
            *("3 工作要求", *(usual if work is None else work), "4 权重表", *weighed),
        ]
    )


def level_rows() -> Grid:
    """One table for both levels: each begins with a row that names it."""
    rows = [row for level in LEVELS for row in ([level, LEFT, LEFT, LEFT], CHECK, BUILD)]
    return Grid([rows[0], HEADER, *rows[1:]])


def level_column() -> Grid:
    """One table for both levels: a merged column names it."""
    rows = [[level if n == 0 else UP, *row] for level in LEVELS for n, row in enumerate((CHECK, BUILD))]
    return Grid([["等级", *HEADER], *rows])


def side_by_side() -> Grid:
    """Both weights under each level, with merged headers above."""
    head = ["项目", LEFT, *(cell for level in LEVELS for cell in (level, LEFT))]
    kinds = [UP, LEFT, *["理论知识（%）", "技能要求（%）"] * 2]
    rows = [
        ["基本要求", "职业道德", *["5", "—"] * 2],
        [UP, "基础知识", *["25", "—"] * 2],
        ["相关要求", "检测", *["30", "50"] * 2],
        [UP, "装配", *["40", "50"] * 2],
    ]
    return Grid([head, kinds, *rows])


def one_below_the_other() -> Grid:
    theory = [["理论知识" if n == 0 else UP, *row[1:]] for n, row in enumerate(weights("理论知识")[1:-1])]
    skills = [["技能要求" if n == 0 else UP, *row[1:]] for n, row in enumerate(weights("技能要求")[1:-1])]
    return Grid([["项目", LEFT, *LEVELS], *theory, *skills])


SHAPES: dict[str, Script] = {
    "a row names the level": skilled(work=(level_rows(),)),
    "a column names the level": skilled(work=(level_column(),)),
    "levels with brackets": skilled(
        work=("3.1 五级（初级工）", works(), "3.2 中级工（国家职业资格四级）", works())
    ),
    "a table that goes on": skilled(
        work=(
            *(f"3.1 {LEVELS[0]}", works(CHECK), "续表", works(BUILD)),
            *(f"3.2 {LEVELS[1]}", works(CHECK), "（续）", Grid([BUILD])),
        )
    ),
    "weights of old": skilled(
        weighed=("4．比重表", "4.1 理论知识", *WEIGHTS[1:2], "4.2 技能操作", *WEIGHTS[3:])
    ),
    "weights side by side": skilled(weighed=(side_by_side(),)),
    "weights one below the other": skilled(weighed=(one_below_the_other(),)),
    "weights that go on": skilled(
        weighed=(
            *("4.1 理论知识权重表", Grid(weights("理论知识")[:3]), "续表"),
            *(
                Grid(
                    [["相关知识要求", *row[1:]] if row[0] == UP else row for row in weights("理论知识")[3:]]
                ),
            ),
            *WEIGHTS[2:],
        )
    ),
}
