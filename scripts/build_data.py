"""Builds data/ from a folder of reference tables: facts only, English headers, the same bytes every time.

usage: python -m scripts.build_data REFERENCE_DIR
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from scripts import licences, standards
from scripts.reference import Build, Row, fold

DATA = Path(__file__).parent.parent / "data"
EDUCATION = {"高职专科": "高职", "职业本科": "职教本科"}
TIERS = {"省": "PROVINCE", "市": "CITY", "县": "COUNTY"}
INDUSTRY_TIERS = {"0": "SECTION", "1": "DIVISION", "2": "GROUP", "3": "CLASS"}
YEARS = {"三年": "3", "四年": "4", "五年": "5", "二年": "2"}
FORMER_CODES = {"431121": "431181"}
_GLUED = re.compile(r"[。，；：①-⑳]|[、（(]$")
_LONGEST_COURSE = 22


def occupations(ctx: Build) -> dict[str, str]:
    """occupations.csv, occupation_groups.csv and work_types.csv; returns names by code."""
    rows = sorted(ctx.read("occupations.csv"), key=lambda row: row["职业编码"])
    header = ("code", "name", "green", "digital", "added_year", "row")
    ctx.write("occupations.csv", header, [_occupation(row) for row in rows])
    groups = {
        (row[f"{tier}"], row[f"{tier}名称"], _parent(row, tier))
        for row in rows
        for tier in ("大类", "中类", "小类")
    }
    ctx.write("occupation_groups.csv", ("code", "name", "parent"), sorted(groups))
    ctx.write("work_types.csv", ("occupation_code", "name", "row"), list(_work_types(ctx, rows)))
    return {row["职业编码"]: row["职业名称"] for row in rows}


def _occupation(row: Row) -> tuple[str, ...]:
    flags = row["标识LS"].split("/")
    return (
        *(row["职业编码"], fold(row["职业名称"]), str(int("L" in flags)), str(int("S" in flags))),
        *(row["新增年份"], row["_row"]),
    )


def _parent(row: Row, tier: str) -> str:
    return {"大类": "", "中类": row["大类"], "小类": row["中类"]}[tier]


def _work_types(ctx: Build, rows: list[Row]) -> Iterator[tuple[str, ...]]:
    twice: list[str] = []
    for row in rows:
        seen: set[str] = set()
        for name in filter(None, map(fold, row["工种"].split("|"))):
            if name in seen:
                twice.append(f"{row['职业编码']} {name}")
                continue
            seen.add(name)
            yield row["职业编码"], name, row["_row"]
    ctx.note("work_types.csv", "work type named twice in one occupation", twice)


def new_occupations(ctx: Build, names: Mapping[str, str]) -> None:
    """new_occupations.csv: the eight batches."""
    rows = ctx.read("new_occupations.csv")
    comment = [row for row in rows if not row["发布日期"]]
    ctx.note("new_occupations.csv", "in public comment, not in force", [row["职业名称"] for row in comment])
    missing = [row["职业名称"] for row in rows if row["发布日期"] and row["2022大典编码"] not in names]
    ctx.note("new_occupations.csv", "in force without a 2022 code", missing)
    header = ("batch", "date", "document", "name", "occupation_code", "status", "row")
    lines = [_batch_line(row) for row in rows]
    ctx.write("new_occupations.csv", header, lines)


def _batch_line(row: Row) -> tuple[str, ...]:
    status = "IN_FORCE" if row["发布日期"] else "IN_COMMENT"
    return (
        *(row["批次"], row["发布日期"], row["文号"], fold(row["职业名称"]), row["2022大典编码"], status),
        row["_row"],
    )


def majors(ctx: Build) -> None:
    """majors.csv: the catalogue and the majors that only the occupation guide knows."""
    lines: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in ctx.read("majors.csv"):
        education = EDUCATION.get(row["层次"], row["层次"])
        lines[education, row["专业代码"]] = (
            *(education, row["专业代码"], fold(row["专业名称"]), row["专业大类"], row["专业类"], "0"),
            row["_row"],
        )
    guide: list[str] = []
    for row in ctx.read("major_occupation.csv"):
        if (row["层次"], row["专业代码"]) not in lines:
            guide.append(f"{row['层次']} {row['专业代码']} {row['专业名称']}")
            lines[row["层次"], row["专业代码"]] = (
                *(row["层次"], row["专业代码"], fold(row["专业名称"]), "", "", "1"),
                row["_row"],
            )
    ctx.note("majors.csv", "majors known from the guide only", guide)
    header = ("education", "code", "name", "category", "subcategory", "guide_only", "row")
    ctx.write("majors.csv", header, [lines[key] for key in sorted(lines)])


def major_occupations(ctx: Build, names: Mapping[str, str]) -> None:
    """major_occupations.csv: every pair of the guide; `occupation_code` is empty where the code dangles."""
    codes = {name: code for code, name in names.items()}
    lines: list[tuple[str, ...]] = []
    for row in ctx.read("major_occupation.csv"):
        printed, name = row["职业编码"], fold(row["职业名称"])
        code = printed if printed in names else codes.get(name, "")
        lines.append((row["层次"], row["专业代码"], code, printed, name, row["_row"]))
    dangling = sorted({line[3] for line in lines if line[2] != line[3]})
    ctx.note("major_occupations.csv", "codes that are not 2022 codes", dangling)
    ctx.note(
        "major_occupations.csv",
        "pairs joined by name instead",
        [f"{line[3]} -> {line[2]} {line[4]}" for line in lines if line[2] and line[2] != line[3]],
    )
    ctx.note(
        "major_occupations.csv",
        "pairs that dangle",
        [f"{line[0]} {line[1]} {line[3]}" for line in lines if not line[2]],
    )
    differ = sorted(
        {
            f"{line[2]} {line[4]} (2022: {names[line[2]]})"
            for line in lines
            if line[2] and names[line[2]] != line[4]
        }
    )
    ctx.note("major_occupations.csv", "names that differ from the 2022 name of the code", differ)
    header = ("education", "major_code", "occupation_code", "printed_code", "printed_name", "row")
    ctx.write("major_occupations.csv", header, sorted(lines))


def courses(ctx: Build) -> None:
    """major_courses.csv: names that read as a course; what is glued to other text is left out."""
    lines: dict[tuple[str, str, str], tuple[str, ...]] = {}
    glued: list[str] = []
    for row in ctx.read("major_courses.csv"):
        education, name = EDUCATION.get(row["层次"], row["层次"]), fold(row["课程名称"])
        if _GLUED.search(row["课程名称"]) or len(name) > _LONGEST_COURSE:
            glued.append(f"{row['专业代码']} row {row['_row']}")
            continue
        key = (education, row["专业代码"], name)
        lines.setdefault(key, (*key, row["来源PDF"], row["_row"]))
    ctx.note("major_courses.csv", "course names glued to other text, left out", glued)
    header = ("education", "major_code", "name", "document", "row")
    ctx.write("major_courses.csv", header, [lines[key] for key in sorted(lines)])


def institutions(ctx: Build) -> None:
    """institutions.csv with the 双高 grade where the list of 2019 names the school."""
    grades = {row["current_name_in_source"]: row for row in ctx.read("hunan_shuanggao_2019.csv")}
    rows = ctx.read("institutions_hunan.csv")
    ctx.note(
        "institutions.csv",
        "双高 schools not in the list",
        sorted(grades.keys() - {row["学校名称"] for row in rows}),
    )
    lines: list[tuple[str, ...]] = []
    for row in rows:
        grade = grades.get(row["学校名称"], {})
        private = str(int(row["备注"] == "民办"))
        lines.append(
            (
                *(
                    row["学校标识码"],
                    row["学校名称"],
                    row["主管部门"],
                    row["所在地"],
                    row["办学层次"],
                    private,
                ),
                *(grade.get("grade", ""), grade.get("type", ""), row["_row"]),
            )
        )
    header = ("code", "name", "authority", "city", "tier", "private", "grade", "grade_scope", "row")
    ctx.write("institutions.csv", header, sorted(lines))


def offers(ctx: Build) -> None:
    """offers.csv: the enrolment plan of 2025, a line for each school and major."""
    by_name: Counter[str] = Counter()
    code_of: dict[str, str] = {}
    for row in ctx.read("majors.csv"):
        if row["层次"] == "高职专科":
            by_name[fold(row["专业名称"])] += 1
            code_of[fold(row["专业名称"])] = row["专业代码"]
    rows = ctx.read("institution_majors.csv")
    number: Counter[tuple[str, str, str]] = Counter()
    lines: list[tuple[str, ...]] = []
    for row in rows:
        name = fold(row["专业名称"])
        code = row["专业代码(同名)"] or (code_of[name] if by_name[name] == 1 else "")
        subject = (row["学校标识码"], code or name, row["年份"])
        number[subject] += 1
        lines.append(
            (
                *(row["学校标识码"], code, name, row["年份"], str(number[subject]), row["计划数"]),
                *(YEARS[row["学制"]], row["学费(元/年)"], row["_row"]),
            )
        )
    ctx.note(
        "offers.csv",
        "majors not in the catalogue, kept by name",
        [f"{line[0]} {line[2]}" for line in lines if not line[1]],
    )
    without = {
        row["学校标识码"] for row in ctx.read("institutions_hunan.csv") if row["办学层次"] == "专科"
    } - {row["学校标识码"] for row in rows}
    ctx.note("offers.csv", "专科 schools without a line in the plan", sorted(without))
    header = (
        "institution_code",
        "major_code",
        "name",
        "year",
        "number",
        "places",
        "length_years",
        "price",
        "row",
    )
    ctx.write("offers.csv", header, sorted(lines))


def regions(ctx: Build) -> None:
    """regions.csv with present codes; the former code is kept."""
    lines: list[tuple[str, ...]] = []
    for row in ctx.read("regions_hunan.csv"):
        code = FORMER_CODES.get(row["code"], row["code"])
        former = row["code"] if code != row["code"] else ""
        lines.append(
            (
                code,
                row["name"],
                TIERS[row["level"]],
                row["parent"],
                row["lng"],
                row["lat"],
                former,
                row["_row"],
            )
        )
    ctx.note(
        "regions.csv",
        "codes replaced by the present one",
        [f"{line[6]} -> {line[0]} {line[1]}" for line in lines if line[6]],
    )
    ctx.write(
        "regions.csv",
        ("code", "name", "tier", "parent", "longitude", "latitude", "former_code", "row"),
        sorted(lines),
    )


def industries(ctx: Build) -> None:
    """industries.csv: codes and names of GB/T 4754-2017, without the notes."""
    rows = ctx.read("industries.csv")
    lines = [
        (row["代码"], fold(row["名称"]), INDUSTRY_TIERS[row["层级"]], row["上级代码"], row["_row"])
        for row in rows
    ]
    ctx.write("industries.csv", ("code", "name", "tier", "parent", "row"), sorted(lines))


def qualifications(ctx: Build) -> None:
    """qualifications.csv: names of the national catalogue; the category is inferred from the order."""
    rows = ctx.read("qualification_names.csv")
    lines = [
        (fold(row["名称"]), row["类别(按次序推定)"], row["大典编码(同名匹配)"], row["_row"]) for row in rows
    ]
    ctx.write("qualifications.csv", ("name", "category", "occupation_code", "row"), lines)


def main(reference: Path, target: Path = DATA) -> Build:
    """Builds every table; returns what was written and noticed."""
    ctx = Build(reference, target)
    names = {code: fold(name) for code, name in occupations(ctx).items()}
    new_occupations(ctx, names)
    standards.build(ctx, names)
    majors(ctx)
    major_occupations(ctx, names)
    courses(ctx)
    institutions(ctx)
    offers(ctx)
    regions(ctx)
    industries(ctx)
    qualifications(ctx)
    licences.build(ctx, names)
    ctx.write("findings.csv", ("table", "finding", "count", "examples"), sorted(ctx.findings))
    return ctx


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    built = main(Path(sys.argv[1]))
    for name, count in built.written:
        print(f"{name}: {count} rows")
    for table, finding, count, examples in sorted(built.findings):
        print(f"{table}: {finding}: {count} ({examples})")
