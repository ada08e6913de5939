"""Cases as JSON: a person and a goal in, an answer out; what `lifepath path --batch` reads and writes.

A day is `YYYY-MM-DD`; `YYYY-MM` means the first day of the month where something starts and the last one where it ends.
Unknown keys are refused by name. Occupations are codes, ids or exact names.
"""

import json
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph.catalogue import Catalogue
from graph.errors import AppError, InvalidInput
from graph.model.ids import major_id
from graph.model.terms import Level
from recommender.planning.output import answer_json
from recommender.planning.planner import Planner
from recommender.shared.answers import Answer
from recommender.shared.canonical import digest
from recommender.shared.faults import CaseFault
from recommender.shared.profile import (
    Apprenticeship,
    Education,
    EducationKind,
    Goal,
    HeldCertificate,
    Spell,
    Title,
    TitleRank,
    WorkerProfile,
)
from recommender.shared.relations import Relations
from recommender.shared.timeline import add_months, stated_day

OLDEST = 120
MOST_MONTHS = 12 * OLDEST
Choice = TypeVar("Choice", EducationKind, TitleRank)
Shape = TypeVar("Shape", bound=BaseModel)
_SAYINGS = {"extra_forbidden": CaseFault.CASE_UNKNOWN_FIELD, "missing": CaseFault.CASE_MISSING_FIELD}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class SpellIn(_Strict):
    """Work: dated (`from`, `to`; null `to`: still going on) or a bare number of `months` that ends on the asked day."""

    occupation: str
    start: str | None = Field(default=None, alias="from")
    to: str | None = None
    months: int | None = None


class CertificateIn(_Strict):
    """A certificate of skill held."""

    occupation: str
    work_type: str | None = None
    level: str
    awarded: str


class EducationIn(_Strict):
    """A school programme, finished (`graduated`) or not yet (`graduates`)."""

    kind: str
    major: str | None = None
    start: str | None = Field(default=None, alias="from")
    graduated: str | None = None
    graduates: str | None = None
    approved: bool | None = None


class TitleIn(_Strict):
    """A professional title."""

    rank: str
    field_of: str | None = None
    awarded: str


class ApprenticeshipIn(_Strict):
    """A completed apprenticeship."""

    occupation: str
    completed: str


class PersonIn(_Strict):
    """Where a person stands."""

    birth: str | None = None
    age: int | None = None
    region: str | None = None
    spells: list[SpellIn] = []
    certificates: list[CertificateIn] = []
    educations: list[EducationIn] = []
    titles: list[TitleIn] = []
    apprenticeships: list[ApprenticeshipIn] = []


class GoalIn(_Strict):
    """The certificate aimed at."""

    occupation: str
    work_type: str | None = None
    level: str


class CaseIn(_Strict):
    """One line of a batch."""

    id: str | int | None = None
    as_of: str | None = None
    person: PersonIn
    goal: GoalIn


class SomeoneIn(_Strict):
    """A person without a goal."""

    person: PersonIn


@dataclass(frozen=True, slots=True)
class Case:
    """A case that was read: who, what for, and the day to answer for."""

    id: str | int | None
    as_of: date
    profile: WorkerProfile
    goal: Goal


def read_case(raw: object, planner: Planner, *, today: date) -> Case:
    """Checks and resolves one case; `today` stands in where it names no day.

    Raises InvalidInput or NotFound, with `field` such as `person.spells.0.from`.
    """
    case = _validated(CaseIn, raw)
    as_of = today if case.as_of is None else _day(case.as_of, "as_of")
    reader = _Reader(planner.catalogue, planner.relations, as_of)
    return Case(case.id, as_of, reader.profile(case.person), reader.goal(case.goal))


def read_person(raw: object, planner: Planner, *, as_of: date) -> WorkerProfile:
    """Checks and resolves a person as they stand on a day, without a goal.

    Raises InvalidInput or NotFound, with `field` such as `person.spells.0.from`.
    """
    someone = _validated(SomeoneIn, {"person": raw})
    return _Reader(planner.catalogue, planner.relations, as_of).profile(someone.person)


def answer_line(line: str, planner: Planner, *, today: date) -> dict[str, Any]:
    """The answer to one line of a batch; what cannot be read gives the outcome BAD_INPUT with field and message."""
    try:
        raw = _parsed(line)
    except AppError as error:
        return bad_input(None, error)
    return answer_case(raw, planner, today=today)


def answer_case(raw: Any, planner: Planner, *, today: date) -> dict[str, Any]:
    """The answer to one case; one that cannot be read gives the outcome BAD_INPUT with field and message."""
    try:
        case = read_case(raw, planner, today=today)
        answer = planner.plan(case.profile, case.goal, case.as_of)
    except AppError as error:
        return bad_input(raw, error)
    return case_answer(case.id, answer, planner, raw)


def answer_lines(lines: Iterable[str], planner: Planner, *, today: date) -> Iterator[dict[str, Any]]:
    """An answer a line, in order; blank lines are passed over."""
    return (answer_line(line, planner, today=today) for line in lines if line.strip())


def case_answer(
    case_id: str | int | None, answer: Answer, planner: Planner, raw: Mapping[str, Any]
) -> dict[str, Any]:
    """The JSON of an answer, its envelope carrying the inputs as they were given."""
    shown = answer_json(answer, planner.catalogue)
    inputs = {"person": raw["person"], "goal": raw["goal"]}
    envelope = {**shown["envelope"], "inputs": inputs, "digest": digest(inputs)}
    return {"id": case_id, **shown, "envelope": envelope}


def bad_input(raw: object, error: AppError) -> dict[str, Any]:
    """The answer to a case that could not be read."""
    case_id = raw.get("id") if isinstance(raw, Mapping) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return {
        "id": case_id,
        "outcome": "BAD_INPUT",
        "error": {"field": error.field, "message": error.message},
    }


def read_level(text: str, field: str = "level") -> Level:
    """A level by its name (L3) or by its Chinese term (三级, 高级工); raises InvalidInput."""
    for level in Level:
        if text.strip() in {level.value, level.chinese, *level.chinese.split("/")}:
            return level
    said = CaseFault.LEVEL_NO_LEVEL(found=text, levels=tuple(level.value for level in Level))
    raise InvalidInput(said, field=field)


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        said = CaseFault.CASE_NO_JSON(cause=error.msg, place=error.pos + 1)
        raise InvalidInput(said, field="line") from None


def _validated(shape: type[Shape], raw: object) -> Shape:
    try:
        return shape.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        saying = _SAYINGS.get(first["type"], CaseFault.CASE_FIELD) if field else CaseFault.CASE_SHAPE
        raise InvalidInput(saying(cause=first["msg"], field=field), field=field or "case") from None


@dataclass(frozen=True, slots=True)
class _Reader:
    """Resolves what a case names against one catalogue, for one day."""

    catalogue: Catalogue
    relations: Relations
    as_of: date

    def goal(self, goal: GoalIn) -> Goal:
        return Goal(
            occupation=self._occupation(goal.occupation, "goal.occupation"),
            work_type=goal.work_type,
            level=read_level(goal.level, "goal.level"),
        )

    def profile(self, person: PersonIn) -> WorkerProfile:
        birth = self._birth(person)
        profile = WorkerProfile(
            birth=birth,
            age_only=person.age is not None,
            region=person.region,
            spells=tuple(self._spell(s, f"person.spells.{i}") for i, s in enumerate(person.spells)),
            certificates=tuple(
                self._certificate(c, f"person.certificates.{i}") for i, c in enumerate(person.certificates)
            ),
            educations=tuple(
                self._education(e, f"person.educations.{i}") for i, e in enumerate(person.educations)
            ),
            titles=tuple(self._title(t, f"person.titles.{i}") for i, t in enumerate(person.titles)),
            apprenticeships=tuple(
                self._apprenticeship(a, f"person.apprenticeships.{i}")
                for i, a in enumerate(person.apprenticeships)
            ),
        )
        _check_birth(profile)
        return profile

    def _birth(self, person: PersonIn) -> date | None:
        """The stated birthday, or the latest one that fits the stated age on the asked day."""
        if person.age is None:
            birth = _optional(person.birth, "person.birth")
            self._not_later(birth, "person.birth")
            return birth
        if person.birth is not None:
            raise InvalidInput(CaseFault.BIRTH_OR_AGE(), field="person.age")
        if not 0 <= person.age <= OLDEST:
            raise InvalidInput(CaseFault.AGE_IMPOSSIBLE(age=person.age, oldest=OLDEST), field="person.age")
        return add_months(self.as_of, -12 * person.age)

    def _spell(self, spell: SpellIn, field: str) -> Spell:
        occupation = self._occupation(spell.occupation, f"{field}.occupation")
        if spell.months is not None:
            if spell.start is not None or spell.to is not None:
                raise InvalidInput(CaseFault.SPELL_DATES_OR_MONTHS(), field=f"{field}.months")
            if not 0 < spell.months <= MOST_MONTHS:
                said = CaseFault.SPELL_MONTHS(months=spell.months, most=MOST_MONTHS)
                raise InvalidInput(said, field=f"{field}.months")
            return Spell(occupation=occupation, start=add_months(self.as_of, -spell.months), dated=False)
        if spell.start is None:
            raise InvalidInput(CaseFault.SPELL_UNDATED(), field=f"{field}.from")
        start, end = _day(spell.start, f"{field}.from"), _optional(spell.to, f"{field}.to", ends=True)
        self._not_later(start, f"{field}.from")
        if end is not None and end < start:
            raise InvalidInput(CaseFault.SPELL_ENDS_BEFORE(end=end, start=start), field=f"{field}.to")
        return Spell(occupation=occupation, start=start, end=end)

    def _certificate(self, held: CertificateIn, field: str) -> HeldCertificate:
        return HeldCertificate(
            occupation=self._occupation(held.occupation, f"{field}.occupation"),
            work_type=held.work_type,
            level=read_level(held.level, f"{field}.level"),
            awarded=self._past(held.awarded, f"{field}.awarded"),
        )

    def _education(self, education: EducationIn, field: str) -> Education:
        kind = _member(EducationKind, education.kind, f"{field}.kind")
        start = _optional(education.start, f"{field}.from")
        graduated = _optional(education.graduated, f"{field}.graduated", ends=True)
        graduates = _optional(education.graduates, f"{field}.graduates", ends=True)
        if graduated and graduates:
            raise InvalidInput(CaseFault.GRADUATED_OR_GRADUATES(), field=f"{field}.graduates")
        self._not_later(graduated, f"{field}.graduated")
        finish = graduated or graduates
        if start and finish and finish < start:
            raise InvalidInput(CaseFault.STUDY_ENDS_BEFORE(end=finish, start=start), field=f"{field}.from")
        return Education(
            kind=kind,
            major=self._major(education.major, kind),
            start=start,
            graduated=graduated,
            graduates=graduates,
            approved=education.approved,
        )

    def _title(self, title: TitleIn, field: str) -> Title:
        return Title(
            rank=_member(TitleRank, title.rank, f"{field}.rank"),
            field_of=title.field_of and self._occupation(title.field_of, f"{field}.field_of"),
            awarded=self._past(title.awarded, f"{field}.awarded"),
        )

    def _apprenticeship(self, apprenticeship: ApprenticeshipIn, field: str) -> Apprenticeship:
        return Apprenticeship(
            occupation=self._occupation(apprenticeship.occupation, f"{field}.occupation"),
            completed=self._past(apprenticeship.completed, f"{field}.completed"),
        )

    def _occupation(self, code_or_name: str, field: str) -> str:
        return self.catalogue.occupation(code_or_name, field).id

    def _major(self, major: str | None, kind: EducationKind) -> str | None:
        """The catalogue's id of a major: at the programme's own level, else the only one of that code; else as stated."""
        if major is None or major in self.relations.linked:
            return major
        own = major_id(kind.value, major)
        if own in self.relations.linked:
            return own
        found = self.relations.majors_by_code.get(major, ())
        return found[0] if len(found) == 1 else major

    def _past(self, text: str, field: str) -> date:
        day = _day(text, field, ends=True)
        self._not_later(day, field)
        return day

    def _not_later(self, day: date | None, field: str) -> None:
        if day is not None and day > self.as_of:
            raise InvalidInput(CaseFault.DAY_TOO_LATE(day=day, asked=self.as_of), field=field)


def _check_birth(profile: WorkerProfile) -> None:
    """Nothing happens to a person before birth; an age alone does not say when that was."""
    if profile.birth is None or profile.age_only:
        return
    days = [(s.start, f"person.spells.{i}.from") for i, s in enumerate(profile.spells)]
    days += [(c.awarded, f"person.certificates.{i}.awarded") for i, c in enumerate(profile.certificates)]
    days += [(t.awarded, f"person.titles.{i}.awarded") for i, t in enumerate(profile.titles)]
    days += [
        (a.completed, f"person.apprenticeships.{i}.completed") for i, a in enumerate(profile.apprenticeships)
    ]
    days += [
        (e.start or e.graduated or e.graduates or profile.birth, f"person.educations.{i}.from")
        for i, e in enumerate(profile.educations)
    ]
    for day, field in days:
        if day < profile.birth:
            raise InvalidInput(CaseFault.DAY_BEFORE_BIRTH(day=day, birth=profile.birth), field=field)


def _member(choices: type[Choice], text: str, field: str) -> Choice:
    try:
        return choices(text)
    except ValueError:
        raise InvalidInput(CaseFault.NONE_OF(found=text, choices=tuple(choices)), field=field) from None


def _optional(text: str | None, field: str, *, ends: bool = False) -> date | None:
    return None if text is None else _day(text, field, ends=ends)


def _day(text: str, field: str, *, ends: bool = False) -> date:
    """A day, or the first (`ends`: the last) day of a month; raises InvalidInput."""
    try:
        day = _read_day(text, ends=ends)
    except ValueError:
        raise InvalidInput(CaseFault.DAY_UNREADABLE(found=text), field=field) from None
    return stated_day(day, field)


def _read_day(text: str, *, ends: bool) -> date:
    if len(text) == len("2020-03"):
        first = date.fromisoformat(f"{text}-01")
        return first.replace(day=monthrange(first.year, first.month)[1]) if ends else first
    if len(text) != len("2020-03-01"):
        raise ValueError(text)
    return date.fromisoformat(text)
