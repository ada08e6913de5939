"""Chinese words for what provenance says in English: tables, places in them, methods, and files that a user gave."""

import re

from graph.places import Place
from graph.sayings import Saying


class TableName(Saying):
    """What tables are called; the names are those of the files."""

    sources = "sources", "来源表"
    findings = "findings", "发现的问题表"
    occupations = "occupations", "职业表"
    occupation_groups = "occupation_groups", "职业类别表"
    occupation_names_en = "occupation_names_en", "职业英文名称表"
    work_types = "work_types", "工种表"
    new_occupations = "new_occupations", "新职业表"
    occupation_texts = "occupation_texts", "职业定义和任务表"
    errata = "errata", "错漏更正表"
    standards = "standards", "国家职业标准目录"
    standard_weights = "standard_weights", "职业功能和权重表"
    majors = "majors", "专业目录"
    major_occupations = "major_occupations", "专业职业对照表"
    major_courses = "major_courses", "专业课程表"
    institutions = "institutions", "院校和机构表"
    institution_grades = "institution_grades", "双高等级表"
    offers = "offers", "招生计划表"
    regions = "regions", "地区表"
    industries = "industries", "行业表"
    qualifications = "qualifications", "职业资格目录"
    licences = "licences", "上岗证照表"
    eligibility_rules = "eligibility_rules", "默认申报条件表"
    eligibility = "eligibility", "标准自己的申报条件表"
    clauses = "clauses", "政策条款表"


class Method(Saying):
    """How a fact was derived, as facts say it in English."""

    SAME_NAME = "same name as the occupation", "与职业同名"
    SAME_MAJOR = "same name as the major", "与专业同名"
    NAMED_AT_IMPORT = "occupation named at the import", "载入时指定的职业"
    WORD_READING = "level words read as rungs of the ladder", "按“初级、中级、高级”等字样读出的等级"
    OWN_LEVELS = (
        "levels that could be read, and those that the standard sets conditions of its own for",
        "读得出的等级，加上标准自己写了申报条件的等级",
    )
    FUNCTIONS_AND_WEIGHTS = "functions and weights of the standard", "由标准的职业功能和权重得出"
    BY_YEAR = "default rules by the year of the standard", "按标准的年份选用默认申报条件"
    AT_THE_DESK = (
        "drafted at the desk for new occupations and edited by a developer",
        "在新职业开发台起草，由开发人员修改",
    )
    TRANSLATED = "translated by the project", "由本项目翻译"
    TRANSLATION_GIVEN = "translation given by the user", "由用户翻译"
    RESTATED = "restated from reproduced standards", "据转载的标准重述"
    PARAPHRASE = "paraphrase", "转述"
    FIELDS_READ = (
        "field of work read against the occupation's name",
        "按作业类别与职业名称对照读出",
    )


class Given(Saying):
    """What is said of a file that a user gave."""

    BY_THE_USER = "given by the user", "由用户提供"
    TABLE_GIVEN = (
        "A file given at ingest in place of a shipped table; its origin is the user's word.",
        "载入时用来代替随附数据表的文件；是否官方以提供者所说为准。",
    )
    DOCUMENT_GIVEN = (
        "A document imported on its own; its origin is the user's word.",
        "单独载入的文件；是否官方以提供者所说为准。",
    )
    DRAFT_PACKAGE = "draft package {name}, version {version}", "培训包草案：{name}，第 {version} 版"
    DRAFT_NOT_OFFICIAL = (
        "A draft package written with lifepath; not official.",
        "用 lifepath 编写的培训包草案，不是官方文件。",
    )


_METHODS = {method.english: method.chinese for method in Method}
_ROW = re.compile(r"\b([a-z_]+) row (\d+)")
_DRAFT = re.compile(r"^draft (.+) version (\d+)$")


def method_in_chinese(method: str) -> str | None:
    """How a fact was derived, in Chinese; None for words that are no method of ours."""
    return _METHODS.get(method)


def locator_in_chinese(locator: str) -> str:
    """A place in a source in Chinese: `occupations row 3; offers row 4` or `table 2 row 5`."""
    named = _DRAFT.sub(r"草案 \1 第 \2 版", _ROW.sub(_row, locator))
    return Place(named.replace("; ", "；")).chinese


def _row(found: re.Match[str]) -> str:
    name = TableName.__members__.get(found[1])
    return f"{name.chinese}第 {found[2]} 行" if name else found[0]
