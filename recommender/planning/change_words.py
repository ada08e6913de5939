"""Changes and what they would do, in words: English for the answer's text, Chinese as a counsellor would say it."""

from recommender.planning.changes import Supposition, SuppositionKind
from recommender.planning.counterfactuals import Counterfactual, Effect
from recommender.planning.explain import chinese_day
from recommender.shared.profile import EducationKind, TitleRank
from recommender.shared.relations import Relations

SCHOOLS = {
    EducationKind.SECONDARY: "中职",
    EducationKind.HIGHER: "大专（高职）",
    EducationKind.BACHELOR: "本科",
}
RANKS = {TitleRank.JUNIOR: "初级", TitleRank.INTERMEDIATE: "中级", TitleRank.SENIOR: "高级"}
_ENGLISH = {
    SuppositionKind.DIPLOMA: "a diploma of a {school}{approved} in this or a related major",
    SuppositionKind.CERTIFICATE: "a certificate of {level} of {occupation}",
    SuppositionKind.TITLE: "a {rank} title (职称) of a matching field",
    SuppositionKind.APPRENTICESHIP: "a completed apprenticeship (学徒期满) in the occupation",
    SuppositionKind.WORK: "{years} more years worked in the occupation by today",
    SuppositionKind.BIRTH: "a stated birthday by which the person was 16 or older",
    SuppositionKind.GRADUATED: "a stated graduation from the {school}",
    SuppositionKind.SCHOOL_APPROVED: "a {school} that is approved (经评估论证) for this skill level",
    SuppositionKind.SPELL_DATES: "stated dates of the months worked in {occupation}",
    SuppositionKind.TITLE_FIELD: "a {rank} title whose field is stated and matches",
    SuppositionKind.OCCUPATION_RELATED: "an assessor who counts {occupation} as related (相关职业)",
    SuppositionKind.MAJOR_RELATED: "an assessor who counts the major studied at the {school} as related",
}
_CHINESE = {
    SuppositionKind.DIPLOMA: "已有本专业或相关专业的{school}毕业证书{approved}",
    SuppositionKind.CERTIFICATE: "已有{occupation} 的{level}证书",
    SuppositionKind.TITLE: "已有相应专业的{rank}职称",
    SuppositionKind.APPRENTICESHIP: "已在本职业学徒期满",
    SuppositionKind.WORK: "此前多从事本职业{years}年",
    SuppositionKind.BIRTH: "能证明年龄已满16周岁（此前工作时也已满）",
    SuppositionKind.GRADUATED: "能证明已从{school}毕业",
    SuppositionKind.SCHOOL_APPROVED: "确认所读{school}经该技能等级评估论证",
    SuppositionKind.SPELL_DATES: "能证明从事{occupation} 的起止时间",
    SuppositionKind.TITLE_FIELD: "确认{rank}职称的专业与目标职业对应",
    SuppositionKind.OCCUPATION_RELATED: "评价机构认定{occupation} 为相关职业",
    SuppositionKind.MAJOR_RELATED: "评价机构认定在{school}所学专业为相关专业",
}


def in_english(found: Counterfactual, relations: Relations) -> str:
    """Such as `a diploma of a 高职 in this or a related major opens L3 三级/高级工 now`."""
    changes = " together with ".join(_said(c, _ENGLISH, relations, chinese=False) for c in found.changes)
    return f"{changes} {_effect(found, found.goal.level.named)}"


def in_chinese(found: Counterfactual, relations: Relations) -> str:
    """The same as a sentence in Chinese."""
    changes = "，并且".join(_said(c, _CHINESE, relations, chinese=True) for c in found.changes)
    return f"如果{changes}，{found.goal.level.chinese}{_effect_in_chinese(found)}。"


def change_in_english(change: Supposition, relations: Relations) -> str:
    """One change alone."""
    return _said(change, _ENGLISH, relations, chinese=False)


def change_in_chinese(change: Supposition, relations: Relations) -> str:
    """One change alone, in Chinese."""
    return _said(change, _CHINESE, relations, chinese=True)


def _said(
    change: Supposition, texts: dict[SuppositionKind, str], relations: Relations, *, chinese: bool
) -> str:
    return texts[change.kind].format(
        school=_school(change.school),
        approved=_approved(change, chinese=chinese),
        level=_level(change, chinese=chinese),
        occupation=relations.named(change.occupation),
        rank=_rank(change.rank, chinese=chinese),
        years=change.months // 12,
    )


def _school(kind: EducationKind | None) -> str:
    return "" if kind is None else SCHOOLS.get(kind, kind.value)


def _approved(change: Supposition, *, chinese: bool) -> str:
    if not change.approved:
        return ""
    return "（学校经该技能等级评估论证）" if chinese else " approved for this skill level"


def _level(change: Supposition, *, chinese: bool) -> str:
    if change.level is None:
        return ""
    return change.level.chinese if chinese else change.level.named


def _rank(rank: TitleRank | None, *, chinese: bool) -> str:
    if rank is None:
        return ""
    return RANKS[rank] if chinese else rank.value.lower()


def _effect(found: Counterfactual, goal: str) -> str:
    if found.effect is Effect.MAKES_LAWFUL:
        return f"makes {goal} lawful with nothing left to confirm, {_when(found)}"
    confirm = "" if not found.way.confirm else ", still to be confirmed"
    if found.effect is Effect.OPENS:
        return f"opens {goal} {_when(found)}{confirm}"
    return f"opens {goal} {_when(found)}: {_months(found.months_earlier)} earlier{confirm}"


def _when(found: Counterfactual) -> str:
    return "now" if found.now else f"on {found.way.earliest}"


def _months(months: int | None) -> str:
    if not months:
        return "less than a month"
    number, unit = (months, "month") if months % 12 else (months // 12, "year")
    return f"{number} {unit}{'' if number == 1 else 's'}"


def _effect_in_chinese(found: Counterfactual) -> str:
    when = "现在即可申报" if found.now else f"可在{chinese_day(found.way.earliest)}申报"
    if found.effect is Effect.MAKES_LAWFUL:
        return f"{when}，且不再有待确认的事项"
    confirm = "（仍有待确认的事项）" if found.way.confirm else ""
    if found.effect is Effect.OPENS:
        return f"{when}{confirm}"
    return f"{when}，提前{_months_in_chinese(found.months_earlier)}{confirm}"


def _months_in_chinese(months: int | None) -> str:
    if not months:
        return "不足1个月"
    return f"{months}个月" if months % 12 else f"{months // 12}年"
