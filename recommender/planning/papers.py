"""What to bring to an application: derived from the conditions that the application rests on, in our own words.

No official list of papers is at hand; the assessor decides. Each paper names the condition that it proves.
"""

from collections.abc import Callable, Iterator
from datetime import date

from graph.model.conditions import Requirement, RequirementKind
from recommender.planning.judge import Binding
from recommender.shared.answers import Paper, PaperKind
from recommender.shared.rules import RouteRule

_TEXTS = {
    PaperKind.IDENTITY: "identity card",
    PaperKind.EMPLOYMENT: "proof of work ({years}): employer's statement, contracts or insurance records",
    PaperKind.CERTIFICATE: "certificate of {level}",
    PaperKind.DIPLOMA: "diploma",
    PaperKind.STUDENT: "proof of enrolment from the school, with the expected day of graduation",
    PaperKind.SCHOOL_APPROVAL: "the school's proof that it is approved for training at this skill level",
    PaperKind.TITLE: "certificate of the professional title (职称)",
    PaperKind.APPRENTICESHIP: "proof of the completed apprenticeship (学徒期满)",
    PaperKind.ASSISTANT_TECHNICIAN: "assistant technician certificate (预备技师证书)",
    PaperKind.OTHER: "proof of: {text}",
}


def papers_of(route: RouteRule, binding: Binding, day: date) -> tuple[Paper, ...]:
    """What proves the conditions of a route on the day of the application, each paper once."""
    found: dict[str, Paper] = {}
    for requirement in route.requirements:
        if requirement.negated:
            continue
        for kind in _KINDS[requirement.kind](binding, day):
            text = _text(kind, requirement)
            found.setdefault(text, Paper(kind, requirement.id, text))
    return tuple(found.values())


def _text(kind: PaperKind, requirement: Requirement) -> str:
    level = requirement.level.named if requirement.level else "the lower level"
    years = f"{requirement.months / 12:g} year{'s' * (requirement.months != 12)}"
    return _TEXTS[kind].format(years=years, level=level, text=requirement.text)


def _school(binding: Binding, day: date) -> Iterator[PaperKind]:
    """A diploma once it can be had, a proof of enrolment before."""
    education = binding.studied.education if binding.studied else None
    due = education.graduates if education and education.graduated is None else None
    yield PaperKind.STUDENT if due is not None and day < due else PaperKind.DIPLOMA


def _always(*kinds: PaperKind) -> Callable[[Binding, date], tuple[PaperKind, ...]]:
    return lambda binding, day: kinds


_KINDS = {
    RequirementKind.WORKED: _always(PaperKind.EMPLOYMENT),
    RequirementKind.HELD: _always(PaperKind.CERTIFICATE),
    RequirementKind.HELD_FOR: _always(PaperKind.CERTIFICATE),
    RequirementKind.TITLE: _always(PaperKind.TITLE),
    RequirementKind.EDUCATION: _school,
    RequirementKind.MAJOR: _school,
    RequirementKind.SCHOOL_APPROVED: _always(PaperKind.SCHOOL_APPROVAL),
    RequirementKind.APPRENTICESHIP: _always(PaperKind.APPRENTICESHIP),
    RequirementKind.AGE: _always(PaperKind.IDENTITY),
    RequirementKind.ASSISTANT_TECHNICIAN: _always(PaperKind.ASSISTANT_TECHNICIAN, PaperKind.DIPLOMA),
    RequirementKind.OTHER: _always(PaperKind.OTHER),
}
