"""One requirement against one person: a verdict over time, what to confirm where unknown, what stops it where it fails."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from graph.model.conditions import Requirement, RequirementKind, SchoolStatus, Since
from graph.model.terms import Level
from recommender.planning.evidence import (
    ASSESSOR,
    NONE,
    SCHOOL,
    Doubts,
    Evidence,
    Held,
    Studied,
    related_doubt,
)
from recommender.shared.answers import BlockerCode, Doubt, DoubtCode
from recommender.shared.profile import Education, Title
from recommender.shared.timeline import add_months
from recommender.shared.truth import Truth, Verdict, always, denied, during, rising, strongest

FINAL_YEAR_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Binding:
    """The certificate, title and programme that the requirements of a route are about."""

    held: Held | None = None
    title: tuple[Title, Verdict] | None = None
    studied: Studied | None = None

    @property
    def doubts(self) -> Doubts:
        """What the certificate and the programme themselves rest on."""
        return (self.held.doubts if self.held else NONE) | (self.studied.doubts if self.studied else NONE)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a requirement stands over time. `doubts` tells, for a day on which it is unknown, what to confirm."""

    requirement: Requirement
    truth: Truth
    doubts: Callable[[date], Doubts]
    code: BlockerCode
    because: str


def judge(requirement: Requirement, evidence: Evidence, binding: Binding) -> Judgement:
    """The judgement of any kind of requirement; a negated one holds where the plain one fails."""
    found = _JUDGES[requirement.kind](requirement, evidence, binding)
    if not requirement.negated:
        return found
    return Judgement(
        requirement, denied(found.truth), found.doubts, found.code, f"not allowed: {found.because}"
    )


def _worked(requirement: Requirement, evidence: Evidence, binding: Binding) -> Judgement:
    start = _since(requirement.since, binding)
    maybe, surely = evidence.work.reached(requirement.months, start) if start else (None, None)
    return Judgement(
        requirement,
        rising(maybe, surely),
        lambda day: evidence.work.doubts(start or date.min, day),
        BlockerCode.NOT_ENOUGH_WORK,
        f"{_length(requirement.months)} of work are never reached",
    )


def _since(since: Since, binding: Binding) -> date | None:
    match since:
        case Since.EVER:
            return date.min
        case Since.HELD:
            return binding.held.awarded if binding.held else None
        case Since.TITLE:
            return binding.title[0].awarded if binding.title else None
        case Since.DIPLOMA | Since.ASSISTANT_TECHNICIAN:
            return _diploma_day(binding.studied.education) if binding.studied else None


def _held(requirement: Requirement, evidence: Evidence, binding: Binding) -> Judgement:
    held = binding.held
    truth = always(Verdict.FAIL) if held is None else rising(None, held.awarded)
    return Judgement(
        requirement,
        truth,
        _nothing,
        BlockerCode.LOWER_LEVEL_NOT_HELD,
        f"no certificate of {_level(requirement.level)} is held or can be had",
    )


def _held_for(requirement: Requirement, evidence: Evidence, binding: Binding) -> Judgement:
    day = add_months(binding.held.awarded, requirement.months) if binding.held else None
    return Judgement(
        requirement,
        rising(None, day),
        _nothing,
        BlockerCode.LOWER_LEVEL_NOT_HELD,
        f"a certificate is not held for {_length(requirement.months)}",
    )


def _title(requirement: Requirement, evidence: Evidence, binding: Binding) -> Judgement:
    because = f"no {str(requirement.rank).lower()} title (职称) of a matching field is stated"
    if binding.title is None or requirement.rank is None or _too_low(binding.title[0], requirement):
        return Judgement(requirement, always(Verdict.FAIL), _nothing, BlockerCode.NO_TITLE, because)
    title, field = binding.title
    doubt = Doubt(
        DoubtCode.MATCHING_TITLE,
        title.field_of or title.rank,
        f"does the {title.rank.lower()} title of {title.awarded} belong to a field matching {_goal(evidence)}?",
        ASSESSOR,
        evidence.goal,
    )
    return Judgement(
        requirement, _from(field, title.awarded), lambda _: frozenset([doubt]), BlockerCode.NO_TITLE, because
    )


def _too_low(title: Title, requirement: Requirement) -> bool:
    return requirement.rank is None or title.rank.height < requirement.rank.height


def _education(requirement: Requirement, evidence: Evidence, binding: Binding) -> Judgement:
    schools = " or ".join(sorted(requirement.schools))
    because = f"no programme of {schools} with the needed status is stated"
    studied = binding.studied
    if studied is None or studied.education.kind not in requirement.schools:
        return Judgement(requirement, always(Verdict.FAIL), _nothing, BlockerCode.NO_DIPLOMA, because)
    education = studied.education
    doubt = Doubt(
        DoubtCode.GRADUATION,
        education.kind,
        f"has the programme of {education.kind} been completed, and when?",
        SCHOOL,
    )
    truth = _school_truth(education, requirement.status, evidence.as_of)
    return Judgement(requirement, truth, lambda _: frozenset([doubt]), BlockerCode.NO_DIPLOMA, because)


def _school_truth(education: Education, status: SchoolStatus | None, as_of: date) -> Truth:
    graduate = _graduate(education, as_of)
    if status is SchoolStatus.GRADUATE:
        return graduate
    if status is SchoolStatus.STUDENT:
        return _student(education)
    if education.graduated is None and education.graduates and education.graduates > as_of:
        final_year = during(
            Verdict.PASS, add_months(education.graduates, -FINAL_YEAR_MONTHS), education.graduates
        )
        return strongest([graduate, final_year])
    return graduate


def _graduate(education: Education, as_of: date) -> Truth:
    """Unknown where the expected day has passed and nobody said that the diploma was given."""
    if education.graduated is not None:
        return rising(None, education.graduated)
    if education.graduates is None:
        return always(Verdict.UNKNOWN)
    if education.graduates <= as_of:
        return rising(education.graduates, None)
    return rising(None, education.graduates)


def _student(education: Education) -> Truth:
    if education.graduated is not None:
        return always(Verdict.FAIL)
    start = education.start or date.min
    if education.graduates is None:
        return rising(start, None)
    if education.graduates <= start:
        return always(Verdict.FAIL)
    return during(Verdict.PASS, start, education.graduates)


def _major(requirement: Requirement, evidence: Evidence, binding: Binding) -> Judgement:
    studied = binding.studied
    major = studied.education.major if studied else None
    named = evidence.relations.named(major)
    doubt = Doubt(
        DoubtCode.RELATED_MAJOR,
        major or "UNKNOWN",
        f"is the major {named} this or a related one (本专业或相关专业) of {_goal(evidence)}?",
        ASSESSOR,
        evidence.goal,
    )
    return Judgement(
        requirement,
        always(studied.major if studied else Verdict.FAIL),
        lambda _: frozenset([doubt]),
        BlockerCode.MAJOR_NOT_RELATED,
        f"the official guide links the major {named} to other occupations only",
    )


def _approved(requirement: Requirement, evidence: Evidence, binding: Binding) -> Judgement:
    education = binding.studied.education if binding.studied else None
    verdict = Verdict.FAIL if education is None else _VERDICTS[education.approved]
    entered = " that is entered" if binding.studied and binding.studied.doubts else ""
    doubt = Doubt(
        DoubtCode.SCHOOL_APPROVED,
        education.kind if education else "UNKNOWN",
        f"is the school{entered} approved (经评估论证) for training at this skill level?",
        SCHOOL,
    )
    return Judgement(
        requirement,
        always(verdict),
        lambda _: frozenset([doubt]),
        BlockerCode.SCHOOL_NOT_APPROVED,
        "the school is not approved for training at this skill level",
    )


def _apprenticeship(requirement: Requirement, evidence: Evidence, binding: Binding) -> Judgement:
    truths = [_from(verdict, a.completed) for a, verdict in evidence.apprenticeships]
    doubts = frozenset(
        related_doubt(a.occupation, evidence.goal, "an apprenticeship", evidence.relations)
        for a, verdict in evidence.apprenticeships
        if verdict is Verdict.UNKNOWN
    )
    return Judgement(
        requirement,
        strongest(truths) if truths else always(Verdict.FAIL),
        lambda _: doubts,
        BlockerCode.NO_APPRENTICESHIP,
        "no completed apprenticeship (学徒期满) in this or a related occupation is stated",
    )


def _age(requirement: Requirement, evidence: Evidence, binding: Binding) -> Judgement:
    years = requirement.months // 12
    doubt = Doubt(DoubtCode.AGE, "birth", f"is the person {years} or older?", "the person (identity card)")
    truth = (
        always(Verdict.UNKNOWN)
        if evidence.birth is None
        else rising(None, add_months(evidence.birth, requirement.months))
    )
    return Judgement(
        requirement, truth, lambda _: frozenset([doubt]), BlockerCode.TOO_YOUNG, f"younger than {years}"
    )


def _assistant_technician(requirement: Requirement, evidence: Evidence, binding: Binding) -> Judgement:
    """No profile states this certificate, so a graduate of a technician college may hold it: unknown."""
    education = binding.studied.education if binding.studied else None
    day = _diploma_day(education) if education and education.kind.value.startswith("技师学院") else None
    doubt = Doubt(
        DoubtCode.ASSISTANT_TECHNICIAN,
        str(education.kind) if education else "UNKNOWN",
        "was an assistant technician certificate (预备技师证书) awarded on graduation?",
        SCHOOL,
    )
    return Judgement(
        requirement,
        rising(day, None),
        lambda _: frozenset([doubt]),
        BlockerCode.NO_DIPLOMA,
        "no graduation from a technician college (技师学院) is stated",
    )


def _diploma_day(education: Education) -> date | None:
    return education.graduated or education.graduates


def _from(verdict: Verdict, day: date) -> Truth:
    """`verdict` from a day on, FAIL before."""
    return rising(day if verdict is Verdict.UNKNOWN else None, day if verdict is Verdict.PASS else None)


def _level(level: Level | None) -> str:
    return level.named if level else "a lower level"


def _goal(evidence: Evidence) -> str:
    return evidence.relations.named(evidence.goal)


def _length(months: int) -> str:
    return f"{months} months" if months % 12 else f"{months // 12} years"


def _nothing(_: date) -> Doubts:
    return NONE


def _other(requirement: Requirement, evidence: Evidence, binding: Binding) -> Judgement:
    """No profile states it, so it is unknown for everybody."""
    doubt = Doubt(
        DoubtCode.OTHER_CONDITION,
        requirement.text,
        f"does this condition hold: {requirement.text}?",
        ASSESSOR,
    )
    because = f"a further condition does not hold: {requirement.text}"
    return Judgement(
        requirement,
        always(Verdict.UNKNOWN),
        lambda _: frozenset([doubt]),
        BlockerCode.OTHER_CONDITION,
        because,
    )


_VERDICTS = {None: Verdict.UNKNOWN, True: Verdict.PASS, False: Verdict.FAIL}
_JUDGES: dict[RequirementKind, Callable[[Requirement, Evidence, Binding], Judgement]] = {
    RequirementKind.WORKED: _worked,
    RequirementKind.HELD: _held,
    RequirementKind.HELD_FOR: _held_for,
    RequirementKind.TITLE: _title,
    RequirementKind.EDUCATION: _education,
    RequirementKind.MAJOR: _major,
    RequirementKind.SCHOOL_APPROVED: _approved,
    RequirementKind.APPRENTICESHIP: _apprenticeship,
    RequirementKind.AGE: _age,
    RequirementKind.ASSISTANT_TECHNICIAN: _assistant_technician,
    RequirementKind.OTHER: _other,
}
