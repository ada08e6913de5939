"""An answer of the planner as a person reads it in a terminal."""

from collections.abc import Iterable, Sequence

from api.cli.output import table
from graph.catalogue import Catalogue
from graph.model.facts import Occupation, Standard
from graph.model.terms import LicenceDuty
from recommender.answers import (
    Answer,
    Doubt,
    LearningPath,
    LevelModules,
    LicenceWarning,
    Step,
    StepKind,
    Undetermined,
    Way,
)

DUTIES = {
    LicenceDuty.REQUIRED: "is required by law",
    LicenceDuty.MAY_BE_REQUIRED: "may be required: confirm with the employer or the authority",
}
HEADER = ("date", "step", "level", "rule", "clause", "route")


def told(answer: Answer, catalogue: Catalogue) -> str:
    """The whole answer: outcome, dated steps, what to train and confirm, other ways, licences, envelope."""
    blocks = [_headline(answer, catalogue), *_outcome(answer, catalogue), _licences(answer.licences)]
    blocks += [_list("note", answer.notes), _envelope(answer)]
    return "\n\n".join(block for block in blocks if block)


def _headline(answer: Answer, catalogue: Catalogue) -> str:
    occupation = catalogue.get(Occupation, answer.goal.occupation)
    parts = [occupation.name, occupation.code, answer.goal.work_type]
    level = answer.goal.level
    return " ".join(part for part in parts if part) + f": {level} {level.chinese}"


def _outcome(answer: Answer, catalogue: Catalogue) -> Iterable[str]:
    if isinstance(answer, LearningPath):
        yield _way("LEARNING_PATH", answer.way, catalogue)
        yield _modules("already covered by certificates held", answer.credited)
        for number, way in enumerate(answer.alternatives, 1):
            yield _way(f"alternative {number}", way, catalogue)
    elif isinstance(answer, Undetermined):
        yield f"UNDETERMINED ({answer.code}): {answer.because}"
        for way in answer.assumed:
            yield _way("under a planning assumption", way, catalogue)
    else:
        yield "\n".join(["UNREACHABLE", *(f"  {b.code}: {b.because}{_of(b.rule)}" for b in answer.blockers)])


def _of(rule: str | None) -> str:
    return f" [{rule}]" if rule else ""


def _way(title: str, way: Way, catalogue: Catalogue) -> str:
    standard = catalogue.find(Standard, way.standard) if way.standard else None
    governed = f"; standard {standard.document}" if standard else ""
    lines = [f"{title}, {way.certainty}, earliest {way.earliest}{governed}"]
    if way.steps:
        lines.append(table(HEADER, [_step(step) for step in way.steps]))
    lines += [f"  assumed: {text}" for text in dict.fromkeys(a.text for s in way.steps for a in s.assumes)]
    lines += [f"  treatment: {_treatment(step)}" for step in way.steps if step.treatment]
    lines += [f"  confirm: {_doubt(doubt)}" for doubt in way.confirm]
    lines += [_modules(f"to train for {s.level}", s.train) for s in way.steps if s.level and s.train]
    return "\n".join(line for line in lines if line)


def _step(step: Step) -> tuple[object, ...]:
    if step.kind is not StepKind.ASSESS:
        return (step.start, f"{step.kind} until {step.end}", "", "", "", "")
    level = f"{step.level} {step.level.chinese}" if step.level else ""
    clauses = " ".join(clause.rpartition("/")[2] for clause in step.clauses)
    return (step.start, step.kind, level, step.rule, clauses, step.route_text or step.route_name)


def _treatment(step: Step) -> str:
    return f"from {step.start} an employer may treat the holder as {step.treatment} (clause 6); it is not the title"


def _doubt(doubt: Doubt) -> str:
    return f"{doubt.question} (ask: {doubt.ask})"


def _modules(title: str, levels: Sequence[LevelModules]) -> str:
    lines = [f"  {found.level}: {_names(found)}" for found in levels]
    return "\n".join([f"{title}:", *lines]) if lines else ""


def _names(found: LevelModules) -> str:
    named = [m.name if m.weight is None else f"{m.name} {m.weight:g} %" for m in found.modules]
    return ", ".join(named) or "no source lists the modules of this level"


def _licences(licences: Iterable[LicenceWarning]) -> str:
    return _list(
        "licence", [f"{x.name}{f' ({x.field})' if x.field else ''} {DUTIES[x.duty]}" for x in licences]
    )


def _list(title: str, lines: Iterable[str]) -> str:
    return "\n".join(f"{title}: {line}" for line in lines)


def _envelope(answer: Answer) -> str:
    envelope = answer.envelope
    return f"as of {envelope.as_of}, catalogue revision {envelope.revision}, lifepath {envelope.software}"
