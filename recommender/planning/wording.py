"""Conditions in words, in English for tables and in Chinese for people."""

from collections.abc import Iterable, Iterator

from graph.catalogue import Catalogue
from graph.model.conditions import Requirement, RequirementKind, SchoolStatus, Since, read_condition
from graph.model.facts import Condition
from graph.model.terms import TitleRank

_YEAR = 12
_SINCE = {
    Since.EVER: "",
    Since.HELD: " since the certificate",
    Since.TITLE: " since the title",
    Since.DIPLOMA: " since the diploma",
    Since.ASSISTANT_TECHNICIAN: " since the assistant technician certificate",
}
_SINCE_CHINESE = {
    Since.EVER: "",
    Since.HELD: "取得证书后",
    Since.TITLE: "取得职称后",
    Since.DIPLOMA: "毕业后",
    Since.ASSISTANT_TECHNICIAN: "取得预备技师证书后",
}
_STATUS = {
    SchoolStatus.GRADUATE: "graduate",
    SchoolStatus.GRADUATE_OR_FINAL_YEAR: "graduate or final-year student",
    SchoolStatus.STUDENT: "student",
}
_STATUS_CHINESE = {
    SchoolStatus.GRADUATE: "毕业",
    SchoolStatus.GRADUATE_OR_FINAL_YEAR: "毕业或应届毕业",
    SchoolStatus.STUDENT: "在读",
}
_RANKS = {TitleRank.JUNIOR: "初级", TitleRank.INTERMEDIATE: "中级", TitleRank.SENIOR: "高级"}

_ENGLISH = {
    RequirementKind.WORKED: "worked {span}{since}",
    RequirementKind.HELD: "certificate of {level} held",
    RequirementKind.HELD_FOR: "certificate held for {span}",
    RequirementKind.TITLE: "{rank} title of a matching field",
    RequirementKind.EDUCATION: "{status} of {schools}",
    RequirementKind.MAJOR: "this or a related major",
    RequirementKind.SCHOOL_APPROVED: "school approved for training at this skill level",
    RequirementKind.APPRENTICESHIP: "apprenticeship completed",
    RequirementKind.AGE: "aged {years}",
    RequirementKind.ASSISTANT_TECHNICIAN: "assistant technician certificate held",
    RequirementKind.OTHER: "{text}",
}
_CHINESE = {
    RequirementKind.WORKED: "{since}累计工作满{span}",
    RequirementKind.HELD: "持有{level}证书",
    RequirementKind.HELD_FOR: "持证满{span}",
    RequirementKind.TITLE: "具有相应专业{rank}职称",
    RequirementKind.EDUCATION: "{schools}{status}",
    RequirementKind.MAJOR: "所学为本专业或相关专业",
    RequirementKind.SCHOOL_APPROVED: "学校经评估论证、以该技能等级为培养目标",
    RequirementKind.APPRENTICESHIP: "学徒期满",
    RequirementKind.AGE: "年满{years}周岁",
    RequirementKind.ASSISTANT_TECHNICIAN: "持有预备技师证书",
    RequirementKind.OTHER: "{text}",
}


def requirements(catalogue: Catalogue, conditions: Iterable[str]) -> Iterator[Requirement]:
    """The requirements that conditions (ids) state; those that the catalogue lacks are left out."""
    for condition in conditions:
        found = catalogue.find(Condition, condition)
        if found is not None:
            yield read_condition(found)


def in_english(requirement: Requirement) -> str:
    """Such as `worked 5 years since the certificate`."""
    told = _english(requirement)
    return f"not: {told}" if requirement.negated else told


def in_chinese(requirement: Requirement) -> str:
    """Such as `取得证书后累计工作满5年`."""
    told = _chinese(requirement)
    return f"不属于：{told}" if requirement.negated else told


def by_rules(edition: str | None) -> str:
    """By which rules: the defaults of an edition, or (None) a standard's own."""
    return "by the standard's own conditions" if edition is None else f"by the rules of {edition}"


def length(months: int) -> str:
    """Months in English, as years where they are whole."""
    number, unit = (months // _YEAR, "year") if months % _YEAR == 0 else (months, "month")
    return f"{number} {unit}{'s' * (number != 1)}"


def _english(requirement: Requirement) -> str:
    return _ENGLISH[requirement.kind].format(
        span=length(requirement.months),
        years=requirement.months // _YEAR,
        since=_SINCE[requirement.since],
        level=requirement.level,
        rank=str(requirement.rank).lower(),
        status=_STATUS[requirement.status or SchoolStatus.GRADUATE],
        schools=" or ".join(sorted(requirement.schools)),
        text=requirement.text,
    )


def _chinese(requirement: Requirement) -> str:
    months = requirement.months
    return _CHINESE[requirement.kind].format(
        span=f"{months // _YEAR}年" if months % _YEAR == 0 else f"{months}个月",
        years=months // _YEAR,
        since=_SINCE_CHINESE[requirement.since],
        level=requirement.level.chinese if requirement.level else "",
        rank=_RANKS[requirement.rank] if requirement.rank else "",
        status=_STATUS_CHINESE[requirement.status or SchoolStatus.GRADUATE],
        schools="、".join(sorted(requirement.schools)),
        text=requirement.text,
    )
