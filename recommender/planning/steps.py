"""A label of the search as the steps a person takes: what to do from when to when, and by which rule."""

from collections.abc import Iterator
from datetime import date

from graph.model.conditions import RequirementKind
from graph.model.terms import Level
from recommender.planning.evidence import Evidence, span
from recommender.planning.papers import papers_of
from recommender.planning.search import Label
from recommender.shared.answers import Assumption, AssumptionCode, Step, StepKind

AWARDED_SAME_DAY = Assumption(
    AssumptionCode.AWARDED_SAME_DAY, "certificate awarded on the day of application"
)
WORKS_ON = Assumption(AssumptionCode.WORKS_ON, "works in the goal's occupation without a break")
TERM_STARTS = Assumption(AssumptionCode.TERM_STARTS, "the term begins on 1 September")
FULL_TIME = Assumption(
    AssumptionCode.FULL_TIME, "the programme takes the length that its offer states, full time, without work"
)
TREATMENT = {
    Level.L3: "助理工程师",
    Level.L2: "工程师",
    Level.L1: "高级工程师",
}
_SCHOOL = frozenset({RequirementKind.EDUCATION, RequirementKind.ASSISTANT_TECHNICIAN})


def steps_of(label: Label, evidence: Evidence) -> list[Step]:
    """The steps from the asked day to the goal, in order; assessments take one day.

    That the person goes on to work is an assumption stated once, on the first step that makes it.
    """
    steps: list[Step] = []
    today = evidence.as_of
    for stage in label.chain():
        told = any(step.kind is StepKind.WORK for step in steps)
        fill = _until if evidence.entered is None else _around_school
        steps += fill(stage, today, evidence, () if told else (WORKS_ON,))
        steps.append(_assessment(stage, evidence.as_of))
        today = stage.on
    return steps


def _until(stage: Label, today: date, evidence: Evidence, assumes: tuple[Assumption, ...]) -> Iterator[Step]:
    """What fills the time before an assessment: study until graduation, then work; or waiting for a birthday."""
    if stage.on <= today:
        return
    if RequirementKind.WORKED in stage.waited_for:
        begin = min(max(today, evidence.work_from), stage.on)
        if begin > today:
            yield Step(kind=StepKind.STUDY, start=today, end=begin)
        yield Step(kind=StepKind.WORK, start=begin, end=stage.on, occupation=evidence.goal, assumes=assumes)
    else:
        kind = StepKind.STUDY if stage.waited_for & _SCHOOL else StepKind.WAIT
        yield Step(kind=kind, start=today, end=stage.on)


def _around_school(
    stage: Label, today: date, evidence: Evidence, assumes: tuple[Assumption, ...]
) -> Iterator[Step]:
    """What fills the time before an assessment where a programme is entered: work until it begins and when it is over."""
    if evidence.entered is None:
        return
    begin, end = span(evidence.entered.education)
    yield from _working(today, min(begin, stage.on), evidence, assumes)
    entering = stage.on > begin or stage.binding.studied is evidence.entered
    if today <= begin and entering:
        yield Step(kind=StepKind.ENROL, start=begin, end=begin, assumes=(TERM_STARTS,))
    if max(today, begin) < min(stage.on, end):
        yield Step(kind=StepKind.STUDY, start=max(today, begin), end=min(stage.on, end), assumes=(FULL_TIME,))
    told = today < begin and evidence.work_from < begin
    yield from _working(max(today, end), stage.on, evidence, () if told else assumes)


def _working(start: date, end: date, evidence: Evidence, assumes: tuple[Assumption, ...]) -> Iterator[Step]:
    """Work from one day to another; a student studies on first, a child waits for the sixteenth birthday."""
    begin = min(max(start, evidence.work_from), end)
    if start < begin:
        kind = StepKind.STUDY if evidence.studies else StepKind.WAIT
        yield Step(kind=kind, start=start, end=begin)
    if begin < end:
        yield Step(kind=StepKind.WORK, start=begin, end=end, occupation=evidence.goal, assumes=assumes)


def _assessment(stage: Label, as_of: date) -> Step:
    assumes = [AWARDED_SAME_DAY] if stage.after else []
    studied = stage.binding.studied
    due = studied.education.graduates if studied and studied.education.graduated is None else None
    if due is not None and due > as_of:
        assumes.append(Assumption(AssumptionCode.GRADUATES_AS_PLANNED, f"graduates on {due} as planned", due))
    return Step(
        kind=StepKind.ASSESS,
        start=stage.on,
        end=stage.on,
        level=stage.level,
        rule=stage.rules.id,
        edition=stage.rules.edition,
        route=stage.route.id,
        route_name=stage.route.name,
        route_text=stage.route.text,
        clauses=stage.route.clauses,
        decided_by=tuple(requirement.id for requirement in stage.decided_by),
        unknown=tuple(requirement.id for requirement in stage.unknown),
        source=stage.rules.source,
        locator=stage.rules.locator,
        origin=stage.rules.origin,
        treatment=TREATMENT.get(stage.level),
        assumes=tuple(assumes),
        bring=papers_of(stage.route, stage.binding, stage.on),
    )
