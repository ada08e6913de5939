"""An answer in plain Chinese, as a counsellor would say it: fixed sentences around the dates, rules and names."""

from collections.abc import Iterable, Iterator
from datetime import date

from graph.catalogue import Catalogue
from graph.model.facts import Clause, Occupation, RuleSet
from graph.model.terms import Level, LicenceDuty, Origin
from recommender.planning.wording import in_chinese, requirements
from recommender.shared.answers import (
    Answer,
    Assumption,
    AssumptionCode,
    Blocker,
    BlockerCode,
    Certainty,
    Doubt,
    DoubtCode,
    LearningPath,
    LevelModules,
    LicenceWarning,
    PaperKind,
    Programme,
    ProgrammeSeat,
    Step,
    StepKind,
    Undetermined,
    UndeterminedCode,
    Way,
)

CERTAINTIES = {
    Certainty.LAWFUL: "所依据的条件均已满足或将按期满足，符合规定",
    Certainty.TO_BE_CONFIRMED: "还有待确认的事项，确认之前不能算数",
}
DOUBTS = {
    DoubtCode.AGE: "请核实年龄（身份证）",
    DoubtCode.RELATED_MAJOR: "请向评价机构确认：所学专业（{about}）是否属于本专业或相关专业",
    DoubtCode.RELATED_OCCUPATION: "请向评价机构确认：{about}是否属于相关职业",
    DoubtCode.SCHOOL_APPROVED: "请向学校确认：是否为经评估论证、以该技能等级为培养目标的学校",
    DoubtCode.MATCHING_TITLE: "请向评价机构确认：职称专业是否与目标职业对应",
    DoubtCode.GRADUATION: "请向学校确认：是否已经毕业及毕业日期",
    DoubtCode.SPELL_DATES: "请提供合同或社保记录，说明{about}的工作起止时间",
    DoubtCode.ASSISTANT_TECHNICIAN: "请向学校确认：毕业时是否取得预备技师证书",
    DoubtCode.OTHER_CONDITION: "请向评价机构确认：是否符合以下条件：{about}",
    DoubtCode.EDITION: "请向评价机构确认：该职业标准是否适用{about}版申报条件",
    DoubtCode.STANDARD: "目前没有查到该职业的国家职业标准：请向评价机构确认是否已有标准、适用哪一版申报条件",
    DoubtCode.ADMISSION: "请向学校确认：是否录取、何时开学（{about}）",
    DoubtCode.OFFERED_AGAIN: "请向学校确认：入学当年是否仍招生（现有的是{about}年招生计划）",
}
PAPERS = {
    PaperKind.IDENTITY: "身份证",
    PaperKind.EMPLOYMENT: "工作年限证明（单位证明、劳动合同或社保记录）",
    PaperKind.CERTIFICATE: "已持有的职业技能等级证书",
    PaperKind.DIPLOMA: "毕业证书",
    PaperKind.STUDENT: "学校出具的在读及预计毕业时间证明",
    PaperKind.SCHOOL_APPROVAL: "学校经评估论证的证明",
    PaperKind.TITLE: "职称证书",
    PaperKind.APPRENTICESHIP: "学徒期满证明",
    PaperKind.ASSISTANT_TECHNICIAN: "预备技师证书",
    PaperKind.OTHER: "该标准所要求的其他证明",
}
BLOCKERS = {
    BlockerCode.NO_SUCH_LEVEL: "该职业没有这个等级的证书",
    BlockerCode.NO_SKILL_LADDER: "该职业不设职业技能等级",
    BlockerCode.LOWER_LEVEL_NOT_HELD: "没有也无法先取得所要求的低一级证书",
    BlockerCode.NO_APPRENTICESHIP: "没有本职业或相关职业的学徒期满经历",
    BlockerCode.NO_DIPLOMA: "没有所要求的学校毕业或在读经历",
    BlockerCode.NO_TITLE: "没有相应专业、相应级别的职称",
    BlockerCode.MAJOR_NOT_RELATED: "所学专业不属于本专业或相关专业",
    BlockerCode.SCHOOL_NOT_APPROVED: "学校未经该技能等级的评估论证",
    BlockerCode.TOO_YOUNG: "年龄未到",
    BlockerCode.NOT_ENOUGH_WORK: "工作年限不够",
    BlockerCode.OTHER_CONDITION: "该职业标准的其他条件不满足",
}
UNDETERMINED = {
    UndeterminedCode.NO_STANDARD: "没有查到该职业的国家职业标准，无法断定；下面只是按2023版申报条件所作的设想",
    UndeterminedCode.LEVELS_UNKNOWN: "该职业标准所列的等级没能完整读出，无法断定",
    UndeterminedCode.TECHNICAL_LEVELS: "专业技术等级的申报条件不在现有资料中，无法断定",
    UndeterminedCode.IN_COMMENT: "该职业还在公示，尚未生效，无法断定",
}
ASSUMPTIONS = {
    AssumptionCode.WORKS_ON: "假定此后不间断地从事本职业工作",
    AssumptionCode.AWARDED_SAME_DAY: "假定申报当日即通过并取得证书，下一级的年限从当日起算",
    AssumptionCode.GRADUATES_AS_PLANNED: "假定按计划于{day}毕业",
    AssumptionCode.TERM_STARTS: "假定9月1日开学",
    AssumptionCode.FULL_TIME: "假定按招生计划所载学制全日制就读，其间不工作",
}


def explain(answer: Answer, catalogue: Catalogue) -> tuple[str, ...]:
    """The answer as sentences in Chinese, in the order in which a counsellor would say them."""
    occupation = catalogue.get(Occupation, answer.goal.occupation)
    work_type = f"（{answer.goal.work_type}）" if answer.goal.work_type else ""
    head = f"目标：{occupation.name}{work_type}{_level(answer.goal.level)}。"
    envelope = answer.envelope
    tail = f"以上按{chinese_day(envelope.as_of)}的情况和目录第{envelope.revision}版作答。"
    return (head, *_body(answer, catalogue), *map(licence_sentence, answer.licences), tail)


def _body(answer: Answer, catalogue: Catalogue) -> Iterator[str]:
    if isinstance(answer, LearningPath):
        yield from _path(answer, catalogue)
    elif isinstance(answer, Undetermined):
        yield f"{UNDETERMINED[answer.code]}。"
        for way in answer.assumed:
            yield from way_sentences(way, catalogue)
    else:
        yield "目前没有合规的途径："
        yield from blocker_sentences(answer.blockers, catalogue)


def _path(answer: LearningPath, catalogue: Catalogue) -> Iterator[str]:
    if not answer.way.steps:
        yield f"您已于{chinese_day(answer.way.earliest)}取得这个等级或更高等级的证书。"
        return
    yield from way_sentences(answer.way, catalogue)
    credited = [module.name for found in answer.credited for module in found.modules]
    if credited:
        yield f"已有证书可以抵认的模块：{_names(credited)}。"
    for number, way in enumerate(answer.alternatives, start=1):
        yield f"其他途径之{number}："
        yield from way_sentences(way, catalogue)


def way_sentences(way: Way, catalogue: Catalogue) -> Iterator[str]:
    """One way: its day and certainty, its steps, what is assumed and what to confirm."""
    yield f"最早可在{chinese_day(way.earliest)}申报，{CERTAINTIES[way.certainty]}。"
    for number, step in enumerate(way.steps, start=1):
        yield f"第{number}步，{step_sentence(step, catalogue)}"
    assumed = dict.fromkeys(assumption_sentence(a) for step in way.steps for a in step.assumes)
    yield from (f"{text}。" for text in assumed)
    yield from (f"{doubt_sentence(doubt, catalogue)}。" for doubt in way.confirm)


def step_sentence(step: Step, catalogue: Catalogue) -> str:
    """One step with its days."""
    span = f"{chinese_day(step.start)}至{chinese_day(step.end)}"
    match step.kind:
        case StepKind.WORK:
            return f"{span}，从事本职业工作。"
        case StepKind.ENROL:
            return f"{chinese_day(step.start)}，入学{_programme(step.programme, catalogue)}。"
        case StepKind.STUDY:
            return f"{span}，完成学业。"
        case StepKind.WAIT:
            return f"{span}，等待条件满足。"
        case StepKind.ASSESS:
            return _assessment(step, catalogue)


def _assessment(step: Step, catalogue: Catalogue) -> str:
    parts = [
        f"{chinese_day(step.start)}，申报{_level(step.level)}",
        f"依据{_rules(step)}：{step.route_text}",
    ]
    if clauses := [c.number for x in step.clauses if (c := catalogue.find(Clause, x))]:
        parts.append(f"对应政策第{'、'.join(map(str, clauses))}条")
    decided = "、".join(map(in_chinese, requirements(catalogue, step.decided_by)))
    if decided and decided != step.route_text:
        parts.append(f"最后满足的条件是{decided}")
    parts += [_training(found) for found in step.train]
    if step.treatment:
        parts.append(f"取得后用人单位可按{step.treatment}相应待遇对待（政策第6条），但不等于取得职称")
    if step.bring:
        papers = "、".join(dict.fromkeys(PAPERS[paper.kind] for paper in step.bring))
        parts.append(f"请准备{papers}（按条件推得，以评价机构的要求为准）")
    return "；".join(parts) + "。"


def _rules(step: Step) -> str:
    if step.edition is not None:
        return f"{step.edition}版申报条件"
    sample = "（样例，不是正式规定）" if step.origin is Origin.SAMPLE else ""
    return f"该职业标准自行规定的申报条件{sample}"


def _programme(programme: Programme | None, catalogue: Catalogue) -> str:
    if programme is None:
        return ""
    seats = [_seat(seat, catalogue) for seat in programme.seats]
    known = (
        f"已知{programme.institutions_known}所院校的{programme.seats_known}项招生计划，如{'、'.join(seats)}"
    )
    return f"，就读{programme.kind.value}{programme.length_years:g}年制专业（{known}）"


def _seat(seat: ProgrammeSeat, catalogue: Catalogue) -> str:
    price = f"，{seat.year}年计划学费每年{seat.price:g}元" if seat.price is not None else ""
    names = [str(getattr(catalogue.snapshot.nodes.get(x), "name", x)) for x in (seat.institution, seat.major)]
    return f"{names[0]}{names[1]}专业{price}"


def _training(found: LevelModules) -> str:
    if not found.modules:
        return f"{_level(found.level)}的培训模块未知"
    return f"需培训{_level(found.level)}模块：{_names(module.name for module in found.modules)}"


def blocker_sentences(blockers: Iterable[Blocker], catalogue: Catalogue) -> Iterator[str]:
    """Each reason that closes the ways."""
    for blocker in blockers:
        rules = catalogue.find(RuleSet, blocker.rule) if blocker.rule else None
        edition = f"{rules.edition}版" if rules and rules.edition else "该职业标准自行规定的"
        rule = f"（{edition}{_level(rules.level)}申报条件）" if rules else ""
        levels = "、".join(level.chinese for level in blocker.levels)
        yield f"{BLOCKERS[blocker.code]}{rule}{f'；有：{levels}' if levels else ''}。"


def licence_sentence(licence: LicenceWarning) -> str:
    """A licence to work that stands beside the certificate."""
    field = f"（{licence.field}）" if licence.field else ""
    duty = (
        "必须持有" if licence.duty is LicenceDuty.REQUIRED else "可能需要另外持有，请向用人单位或主管部门确认"
    )
    return f"上岗证照与技能证书是两回事：{licence.name}{field}，{duty}。"


def assumption_sentence(assumption: Assumption) -> str:
    """What is taken for granted, without a full stop."""
    day = chinese_day(assumption.day) if assumption.day else ""
    return ASSUMPTIONS[assumption.code].format(day=day)


def doubt_sentence(doubt: Doubt, catalogue: Catalogue) -> str:
    """What to confirm with whom, without a full stop."""
    fact = catalogue.snapshot.nodes.get(doubt.about)
    return DOUBTS[doubt.code].format(about=getattr(fact, "name", doubt.about))


def _level(level: Level | None) -> str:
    return level.chinese if level else ""


def _names(names: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(names))


def chinese_day(day: date) -> str:
    """Such as 2031年11月24日."""
    return f"{day.year}年{day.month}月{day.day}日"
