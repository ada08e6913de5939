"""A plan as it is printed: the same content for the page, the PDF and the calendar, in Chinese."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from graph.catalogue import Catalogue
from graph.model.facts import Occupation
from recommender.planning.change_words import RANKS, SCHOOLS, in_chinese
from recommender.planning.counterfactuals import best_way
from recommender.planning.explain import (
    CERTAINTIES,
    UNDETERMINED,
    assumption_sentence,
    blocker_sentences,
    chinese_day,
    doubt_sentence,
    licence_sentence,
    step_sentence,
    way_sentences,
)
from recommender.planning.explain_routes import KINDS, explain_credits, explain_places, explain_routes
from recommender.planning.fronts import same
from recommender.planning.onward import Onward
from recommender.planning.telling import FullyTold, after_in_chinese, near_in_chinese
from recommender.shared.answers import (
    Answer,
    LearningPath,
    LevelModules,
    Step,
    StepKind,
    Undetermined,
    Unreachable,
)
from recommender.shared.profile import WorkerProfile
from recommender.shared.relations import Relations

TITLE = "职业技能等级证书申报计划"
NOTICE = "本计划按所述情况和目录中的申报条件推算，不是审核结论；能否申报以评价机构的审核为准。"
ONE_DAY = timedelta(days=1)
Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One step: when, what, and what belongs to it."""

    when: str
    what: str
    details: Lines


@dataclass(frozen=True, slots=True)
class Section:
    """Sentences under a title; at least one."""

    title: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Event:
    """One step in a calendar: whole days from `start` to before `end`. `uid` stays the same when the days move."""

    uid: str
    start: date
    end: date
    summary: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that a document shows. `stated` is what the person said; `as_of` the day of the answer.

    `uid` tells the person's plans for this goal from all others, as far as the person is stated.
    """

    uid: str
    goal: str
    verdict: str
    stated: Lines
    steps: tuple[Row, ...]
    sections: tuple[Section, ...]
    origin: str
    as_of: date
    events: tuple[Event, ...]
    title: str = TITLE
    notice: str = NOTICE


def plan_of(full: FullyTold, profile: WorkerProfile, after: Onward | None) -> Plan:
    """The plan of an answer with all that stands beside it."""
    answer, catalogue = full.answer, full.planner.catalogue
    way = best_way(answer)
    steps = way.steps if way else ()
    goal = goal_name(answer, catalogue)
    envelope = answer.envelope
    whose = _whose(answer, profile)
    return Plan(
        uid=_uid(whose),
        goal=goal,
        verdict=_verdict(answer),
        stated=tuple(_stated(profile, full.planner.relations)),
        steps=tuple(_row(step, catalogue) for step in steps),
        sections=tuple(Section(title, lines) for title, lines in _sections(full, after) if lines),
        origin=f"目录第{envelope.revision}版，按{chinese_day(envelope.as_of)}的情况，lifepath {envelope.software}",
        as_of=envelope.as_of,
        events=tuple(_events(steps, goal, whose, catalogue)),
    )


def goal_name(answer: Answer, catalogue: Catalogue) -> str:
    """Such as 电工（三级/高级工）."""
    goal = answer.goal
    work_type = f"·{goal.work_type}" if goal.work_type else ""
    return f"{catalogue.get(Occupation, goal.occupation).name}{work_type}（{goal.level.chinese}）"


def _verdict(answer: Answer) -> str:
    if isinstance(answer, Unreachable):
        return "目前没有合规的途径。"
    if isinstance(answer, Undetermined):
        return f"{UNDETERMINED[answer.code]}。"
    if not answer.way.steps:
        return f"您已于{chinese_day(answer.way.earliest)}取得这个等级或更高等级的证书。"
    return f"最早可在{chinese_day(answer.way.earliest)}申报，{CERTAINTIES[answer.way.certainty]}。"


def _stated(profile: WorkerProfile, relations: Relations) -> Iterator[str]:
    if profile.birth is not None and not profile.age_only:
        yield f"出生：{chinese_day(profile.birth)}"
    for spell in profile.spells:
        end = chinese_day(spell.end) if spell.end else "现在"
        dated = "" if spell.dated else "（只说明了月数，起止时间未说明）"
        yield f"工作：{relations.named(spell.occupation)}，{chinese_day(spell.start)}至{end}{dated}"
    for held in profile.certificates:
        name = relations.named(held.occupation)
        yield f"证书：{name}{held.level.chinese}，{chinese_day(held.awarded)}取得"
    for school in profile.educations:
        kind = SCHOOLS.get(school.kind, school.kind.value)
        yield f"学历：{kind}，{relations.named(school.major) if school.major else '专业未说明'}，{_end(school.graduated, school.graduates)}"
    for title in profile.titles:
        yield f"职称：{RANKS[title.rank]}，{chinese_day(title.awarded)}取得"
    for done in profile.apprenticeships:
        yield f"学徒：{relations.named(done.occupation)}，{chinese_day(done.completed)}期满"


def _end(graduated: date | None, graduates: date | None) -> str:
    if graduated is not None:
        return f"{chinese_day(graduated)}毕业"
    return f"预计{chinese_day(graduates)}毕业" if graduates else "毕业时间未说明"


def _row(step: Step, catalogue: Catalogue) -> Row:
    """The sentence of a step, taken apart: its days, what is done, and the rest."""
    head, *details = step_sentence(step, catalogue).rstrip("。").split("；")
    when = chinese_day(step.start)
    if step.end != step.start:
        when += f"至{chinese_day(step.end)}"
    return Row(when, head.partition("，")[2], tuple(details))


def _sections(full: FullyTold, after: Onward | None) -> Iterator[tuple[str, Lines]]:
    answer, planner = full.answer, full.planner
    catalogue, way = planner.catalogue, best_way(full.answer)
    doubts = way.confirm if way else ()
    assumed = dict.fromkeys(
        assumption_sentence(a) for step in (way.steps if way else ()) for a in step.assumes
    )
    yield "没有途径的原因", _blockers(answer, catalogue)
    yield "请先确认", tuple(f"{doubt_sentence(doubt, catalogue)}。" for doubt in doubts)
    yield "计划所作的假定", tuple(f"{text}。" for text in assumed)
    yield "可以达到的最近目标", tuple(near_in_chinese(near, planner) for near in full.nearest)
    yield "怎样可以更早、更稳妥", tuple(in_chinese(x, planner.relations) for x in full.changes)
    yield "到哪里培训", explain_places(full.where, catalogue)
    yield "已有证书可以抵认的模块", _credited(answer)
    yield "或可抵认的模块", explain_credits(full.credited)
    yield from _others(answer, catalogue)
    yield from _compared(full)
    yield "取得证书以后", tuple(after_in_chinese(after))
    yield "上岗证照", tuple(licence_sentence(licence) for licence in answer.licences)


def _compared(full: FullyTold) -> Iterator[tuple[str, Lines]]:
    """Ways that no other beats, beside the plan's own and those told already; then routes without a date."""
    answer, catalogue = full.answer, full.planner.catalogue
    told = [answer.way, *answer.alternatives] if isinstance(answer, LearningPath) else []
    others = [way for way in full.routes.ways if not any(same(way, other) for other in told)]
    for number, way in enumerate(others, 1):
        kinds = "、".join(KINDS[kind] for kind in way.kinds)
        yield f"可供比较的途径{number}（{kinds}）", tuple(way_sentences(way, catalogue))
    undated = replace(full.routes, ways=())
    yield "还不能给出日期的途径", explain_routes(answer, undated, catalogue)


def _blockers(answer: Answer, catalogue: Catalogue) -> Lines:
    return tuple(blocker_sentences(answer.blockers, catalogue)) if isinstance(answer, Unreachable) else ()


def _credited(answer: Answer) -> Lines:
    found: Iterable[LevelModules] = answer.credited if isinstance(answer, LearningPath) else ()
    return tuple(f"{x.level.chinese}：{'、'.join(m.name for m in x.modules)}。" for x in found if x.modules)


def _others(answer: Answer, catalogue: Catalogue) -> Iterator[tuple[str, Lines]]:
    ways = answer.alternatives if isinstance(answer, LearningPath) else ()
    for number, way in enumerate(ways, 1):
        yield f"其他途径{number}", tuple(way_sentences(way, catalogue))


def _whose(answer: Answer, profile: WorkerProfile) -> str:
    """What tells one person's plan for a goal from another's, as far as it is stated."""
    goal = answer.goal
    return f"{goal.occupation} {goal.work_type} {goal.level} {profile.birth}"


def _events(steps: Iterable[Step], goal: str, whose: str, catalogue: Catalogue) -> Iterator[Event]:
    seen: dict[tuple[StepKind, str | None], int] = {}
    for step in steps:
        key = (step.kind, step.level)
        seen[key] = seen.get(key, 0) + 1
        row = _row(step, catalogue)
        yield Event(
            uid=_uid(f"{whose} {step.kind} {step.level} {seen[key]}"),
            start=step.start,
            end=max(step.end, step.start + ONE_DAY),
            summary=f"{row.what}：{goal}" if step.kind is not StepKind.ASSESS else f"{goal}：{row.what}",
            text="\n".join([row.what, *row.details, NOTICE]),
        )


def _uid(text: str) -> str:
    return f"{sha256(text.encode()).hexdigest()[:24]}@lifepath"
