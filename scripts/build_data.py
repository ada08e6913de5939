"""Builds data/ from a folder of reference tables: facts only, English headers, the same bytes every time.

usage: python -m scripts.build_data REFERENCE_DIR
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from scripts import licences, sources, standards
from scripts.reference import Build, Row, fold

DATA = Path(__file__).parent.parent / "data"
EDUCATION = {"高职专科": "高职", "职业本科": "职教本科"}
TIERS = {"省": "PROVINCE", "市": "CITY", "县": "COUNTY"}
INDUSTRY_TIERS = {"0": "SECTION", "1": "DIVISION", "2": "GROUP", "3": "CLASS"}
YEARS = {"三年": "3", "四年": "4"}
EDUCATION_OF_LENGTH = {"三年": "高职", "四年": "职教本科"}
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


def new_occupations(ctx: Build) -> None:
    """new_occupations.csv: the eight batches."""
    header = ("batch", "date", "document", "name", "occupation_code", "status", "row")
    lines = [_batch_line(row) for row in ctx.read("new_occupations.csv")]
    ctx.write("new_occupations.csv", header, lines)


def _batch_line(row: Row) -> tuple[str, ...]:
    status = "IN_FORCE" if row["发布日期"] else "IN_COMMENT"
    return (
        *(row["批次"], row["发布日期"], row["文号"], fold(row["职业名称"]), row["2022大典编码"], status),
        row["_row"],
    )


def majors(ctx: Build) -> None:
    """majors.csv: the catalogue of vocational majors."""
    lines: list[tuple[str, ...]] = []
    for row in ctx.read("majors.csv"):
        education = EDUCATION.get(row["层次"], row["层次"])
        lines.append(
            (
                *(education, row["专业代码"], fold(row["专业名称"]), row["专业大类"], row["专业类"]),
                row["_row"],
            )
        )
    ctx.write("majors.csv", ("education", "code", "name", "category", "subcategory", "row"), sorted(lines))


def major_occupations(ctx: Build) -> None:
    """major_occupations.csv: every pair of the guide as printed; ingest finds the occupation."""
    lines = [
        (
            *(row["层次"], row["专业代码"], fold(row["专业名称"])),
            *(row["职业编码"], fold(row["职业名称"]), row["_row"]),
        )
        for row in ctx.read("major_occupation.csv")
    ]
    header = ("education", "major_code", "major_name", "printed_code", "printed_name", "row")
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
    """institutions.csv, and institution_grades.csv with the 双高 grades of 2019."""
    lines = [
        (
            *(row["学校标识码"], row["学校名称"], row["主管部门"], row["所在地"], row["办学层次"]),
            *(str(int(row["备注"] == "民办")), row["_row"]),
        )
        for row in ctx.read("institutions_hunan.csv")
    ]
    header = ("code", "name", "authority", "city", "tier", "private", "row")
    ctx.write("institutions.csv", header, sorted(lines))
    grades = [
        (row["current_name_in_source"], row["grade"], row["type"], row["_row"])
        for row in ctx.read("hunan_shuanggao_2019.csv")
    ]
    ctx.write("institution_grades.csv", ("name", "grade", "scope", "row"), sorted(grades))


def offers(ctx: Build) -> None:
    """offers.csv: the enrolment plan of 2025, a line for each school and major."""
    guide = _guide_codes(ctx)
    rows = ctx.read("institution_majors.csv")
    number: Counter[tuple[str, str, str]] = Counter()
    lines = [_offer_line(row, guide, number) for row in rows]
    ctx.note(
        "offers.csv",
        "majors that neither the catalogue nor the guide knows, kept by name",
        [f"{line[0]} {line[3]}" for line in lines if not line[2]],
    )
    joined = [line for line, row in zip(lines, rows, strict=True) if line[2] and not row["专业代码(同名)"]]
    ctx.note(
        "offers.csv",
        "majors that only the occupation guide knows, found there by name",
        [f"{line[0]} {line[3]} -> {line[2]}" for line in joined],
    )
    without = {
        row["学校标识码"] for row in ctx.read("institutions_hunan.csv") if row["办学层次"] == "专科"
    } - {row["学校标识码"] for row in rows}
    ctx.note("offers.csv", "专科 schools without a line in the plan", sorted(without))
    header = (
        "institution_code",
        "education",
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


def _offer_line(
    row: Row, guide: Mapping[tuple[str, str], str], number: Counter[tuple[str, str, str]]
) -> tuple[str, ...]:
    """The line of an offer; `number` counts the offers of one school, major and year."""
    name, education = fold(row["专业名称"]), EDUCATION_OF_LENGTH[row["学制"]]
    code = row["专业代码(同名)"] or guide.get((education, name), "")
    subject = (row["学校标识码"], code or name, row["年份"])
    number[subject] += 1
    return (
        *(row["学校标识码"], education, code, name, row["年份"], str(number[subject]), row["计划数"]),
        *(YEARS[row["学制"]], row["学费(元/年)"], row["_row"]),
    )


def _guide_codes(ctx: Build) -> dict[tuple[str, str], str]:
    """Codes by education and name of majors that the guide knows under one code only."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in ctx.read("major_occupation.csv"):
        found[row["层次"], fold(row["专业名称"])].add(row["专业代码"])
    return {key: codes.pop() for key, codes in found.items() if len(codes) == 1}


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
    new_occupations(ctx)
    standards.build(ctx, names)
    majors(ctx)
    major_occupations(ctx)
    courses(ctx)
    institutions(ctx)
    offers(ctx)
    regions(ctx)
    industries(ctx)
    qualifications(ctx)
    licences.build(ctx, names)
    sources.build(ctx)
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
