"""Licences that work in an occupation may need, beside any certificate (docs: data/SOURCES.md).

No official text was at hand, so nothing here is REQUIRED: every line asks to confirm.
"""

from collections.abc import Mapping

from scripts.reference import Build

OPERATION = "特种作业操作证"
FIELDS: dict[str, tuple[str, ...]] = {
    "电工作业": (
        *("电工", "变配电运行值班员", "继电保护员", "变电设备检修工", "送配电线路工", "电力电缆安装运维工"),
        *("电气值班员", "电气设备安装工", "电力电气设备安装工", "牵引电力线路安装维护工"),
    ),
    "焊接与热切割作业": ("焊工",),
    "高处作业": ("架子工",),
    "制冷与空调作业": ("制冷工", "制冷空调系统安装维修工", "中央空调系统运行操作员"),
    "煤矿安全作业": ("矿井通风工",),
    "危险化学品安全作业": ("合成氨生产工",),
    "烟花爆竹安全作业": ("烟花爆竹工",),
}
QUALIFIED = {
    "特种设备安全管理和作业人员": ("起重装卸机械操作工", "电梯安装维修工", "锅炉操作工"),
    "建筑施工特种作业人员": ("架子工", "起重工"),
    "轨道列车司机": ("轨道交通列车司机",),
    "经营性客运驾驶员": ("客运车辆驾驶员",),
    "经营性货运驾驶员": ("道路货运汽车驾驶员",),
    "出租汽车驾驶员": ("客运车辆驾驶员",),
}


def build(ctx: Build, names: Mapping[str, str]) -> None:
    """Writes licences.csv: occupation, licence, field; occupations are named exactly as in the 2022 edition."""
    codes = {name: code for code, name in names.items()}
    wanted = [(name, OPERATION, field) for field, group in FIELDS.items() for name in group]
    wanted += [(name, licence, "") for licence, group in QUALIFIED.items() for name in group]
    wanted += [
        (names[row["大典编码(同名匹配)"]], row["名称"], "")
        for row in ctx.read("qualification_names.csv")
        if row["大典编码(同名匹配)"] in names
    ]
    absent = sorted({name for name, _, _ in wanted if name not in codes})
    ctx.note("licences.csv", "occupations not in the 2022 edition", absent)
    lines = sorted(
        {(codes[name], licence, field, "MAY_BE_REQUIRED") for name, licence, field in wanted if name in codes}
    )
    ctx.write("licences.csv", ("occupation_code", "licence", "field", "duty"), lines)
