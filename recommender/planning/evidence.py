"""What a profile proves towards one goal on one day: what counts, what may count, and what to confirm about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from graph.model.terms import Level
from recommender.shared.answers import Doubt, DoubtCode
from recommender.shared.profile import Apprenticeship, Education, HeldCertificate, Spell, Title, WorkerProfile
from recommender.shared.relations import Relations
from recommender.shared.timeline import (
    FOREVER,
    Interval,
    add_days,
    add_months,
    reached,
    since,
    union,
    without,
)
from recommender.shared.truth import Verdict

WORKING_AGE = 16
ASSESSOR = "the assessor (评价机构)"
SCHOOL = "the school"
AGE_ONLY = "only an age was stated: the birthday is taken as the asked day, the latest that fits"
Doubts = frozenset[Doubt]
Stated = TypeVar("Stated", HeldCertificate, Title, Education, Apprenticeship)
NONE: Doubts = frozenset()


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate that counts at its level: held already, or planned (`step` is then the planned assessment)."""

    level: Level
    awarded: date
    doubts: Doubts = NONE
    step: object | None = None


@dataclass(slots=True)
class Work:
    """Worked time: `sure` counts, `possible` may count as well; both disjoint and in order."""

    sure: tuple[Interval, ...]
    possible: tuple[Interval, ...]
    open_doubts: tuple[tuple[Interval, Doubt], ...]
    _days: dict[tuple[int, date], tuple[date | None, date | None]] = field(
        default_factory=dict[tuple[int, date], tuple[date | None, date | None]]
    )

    def reached(self, months: int, start: date) -> tuple[date | None, date | None]:
        """The days on which `months` worked since `start` may be, and surely are, reached."""
        key = (months, start)
        if key not in self._days:
            surely = reached(since(self.sure, start), months)
            maybe = reached(since(self.possible, start), months) if self.open_doubts else surely
            self._days[key] = (maybe, surely)
        return self._days[key]

    def doubts(self, start: date, day: date) -> Doubts:
        """What makes the possible part between `start` and `day` uncertain."""
        return frozenset(doubt for (begin, end), doubt in self.open_doubts if end > start and begin < day)

    def without(self, gap: Interval) -> "Work":
        """The same with nothing worked in `gap`, which lies after every stretch of doubtful work."""
        return Work(without(self.sure, gap), without(self.possible, gap), self.open_doubts)


@dataclass(frozen=True, slots=True)
class Studied:
    """A programme with how its major relates to the goal; `doubts` of one that is planned to be entered, none of others."""

    education: Education
    major: Verdict
    doubts: Doubts = NONE


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that bears on one goal; see `Evidence.of`."""

    goal: str
    relations: Relations
    as_of: date
    birth: date | None
    work: Work
    work_from: date
    certificates: tuple[Held, ...]
    titles: tuple[tuple[Title, Verdict], ...]
    educations: tuple[Studied, ...]
    apprenticeships: tuple[tuple[Apprenticeship, Verdict], ...]
    notes: tuple[str, ...]
    entered: Studied | None = None

    @classmethod
    def of(
        cls,
        profile: WorkerProfile,
        goal: str,
        as_of: date,
        relations: Relations,
        entered: Studied | None = None,
    ) -> "Evidence":
        """Weighs a profile for the occupation `goal` as of a day; the future is worked from `work_from` on.

        `entered` is a full-time programme that the person is planned to enter, with both its days: nothing is worked
        meanwhile. In which order a profile states things makes no difference, also where ways are equally good.
        """
        begin = work_from(profile, goal, as_of)
        work, notes = _work(profile, goal, as_of, begin, relations)
        if entered is not None:
            work = work.without(span(entered.education))
        return cls(
            goal,
            relations,
            as_of,
            profile.birth,
            work,
            begin,
            tuple(_held(_ordered(profile.certificates), goal, relations)),
            tuple((t, _field(t, goal, relations)) for t in _ordered(profile.titles)),
            (
                *(Studied(e, relations.major(e.major, goal)) for e in _ordered(profile.educations)),
                *([entered] if entered else []),
            ),
            tuple((a, relations.occupation(a.occupation, goal)) for a in _ordered(profile.apprenticeships)),
            (*notes, AGE_ONLY) if profile.age_only else notes,
            entered,
        )

    @property
    def studies(self) -> bool:
        """Is a programme going on that the person has stated?"""
        stated = (studied.education for studied in self.educations if studied is not self.entered)
        return any(e.graduated is None and e.graduates and e.graduates > self.as_of for e in stated)

    def held(self, level: Level) -> list[Held]:
        """Certificates of this or possibly related occupations at `level`."""
        return [held for held in self.certificates if held.level is level]


def related_doubt(occupation: str, goal: str, what: str, relations: Relations) -> Doubt:
    """May `what` of another occupation count for the goal?"""
    one, other = relations.named(occupation), relations.named(goal)
    return Doubt(
        DoubtCode.RELATED_OCCUPATION,
        occupation,
        f"does {what} of {one} count as related (相关职业) to {other}?",
        ASSESSOR,
        goal,
    )


def sixteenth_birthday(birth: date) -> date:
    """The day from which work counts."""
    return add_months(birth, WORKING_AGE * 12)


def span(education: Education) -> Interval:
    """The days of a programme whose beginning and end are both known."""
    return education.start or date.min, education.graduated or education.graduates or FOREVER


def work_from(profile: WorkerProfile, goal: str, as_of: date) -> date:
    """From when the planned work counts: now, or from graduation for a student who does not work in the goal's occupation."""
    works = any(s.occupation == goal and s.end is None and s.dated for s in profile.spells)
    student = [e.graduates for e in profile.educations if e.graduated is None and e.graduates]
    begin = as_of if works else max([as_of, *student])
    return begin if profile.birth is None else max(begin, sixteenth_birthday(profile.birth))


def _work(
    profile: WorkerProfile, goal: str, as_of: date, begin: date, relations: Relations
) -> tuple[Work, tuple[str, ...]]:
    first = date.min if profile.birth is None else sixteenth_birthday(profile.birth)
    sure: list[Interval] = [(begin, FOREVER)]
    doubtful: list[tuple[Interval, Doubt]] = []
    early = False
    for spell in profile.spells:
        verdict = relations.occupation(spell.occupation, goal)
        if verdict is Verdict.FAIL:
            continue
        interval = _interval(spell, goal, as_of)
        early = early or interval[0] < first
        clipped = (max(interval[0], first), interval[1])
        if clipped[0] >= clipped[1]:
            continue
        if verdict is Verdict.PASS and spell.dated:
            sure.append(clipped)
        else:
            doubtful += [(clipped, doubt) for doubt in _spell_doubts(spell, verdict, goal, relations)]
    every = union([*sure, *(interval for interval, _ in doubtful)])
    notes = (f"work before the sixteenth birthday ({first}) does not count",) if early else ()
    return Work(union(sure), every, tuple(doubtful)), notes


def _interval(spell: Spell, goal: str, as_of: date) -> Interval:
    """A spell's days; one that goes on lasts to the asked day, and for ever in the goal's own occupation."""
    if spell.end is not None:
        return spell.start, add_days(spell.end, 1)
    return spell.start, FOREVER if spell.occupation == goal and spell.dated else as_of


def _spell_doubts(spell: Spell, verdict: Verdict, goal: str, relations: Relations) -> Iterable[Doubt]:
    if verdict is Verdict.UNKNOWN:
        yield related_doubt(spell.occupation, goal, "work", relations)
    if not spell.dated:
        yield Doubt(
            DoubtCode.SPELL_DATES,
            spell.occupation,
            f"from when to when were the months in {relations.named(spell.occupation)} worked?",
            "the person (contracts, insurance records)",
        )


def _ordered(stated: Iterable[Stated]) -> list[Stated]:
    """By all that is stated, whatever the order it is stated in."""
    return sorted(stated, key=str)


def _held(certificates: Iterable[HeldCertificate], goal: str, relations: Relations) -> Iterable[Held]:
    for certificate in certificates:
        verdict = relations.occupation(certificate.occupation, goal)
        if verdict is not Verdict.FAIL:
            doubt = related_doubt(certificate.occupation, goal, "a certificate", relations)
            doubts = frozenset([doubt]) if verdict is Verdict.UNKNOWN else NONE
            yield Held(certificate.level, certificate.awarded, doubts)


def _field(title: Title, goal: str, relations: Relations) -> Verdict:
    return Verdict.UNKNOWN if title.field_of is None else relations.occupation(title.field_of, goal)
