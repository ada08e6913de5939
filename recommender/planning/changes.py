"""The stated set of changes that counterfactuals are made of: each is one thing that might be otherwise today.

A change is asked for by planning again with it: most change the profile, two change what an assessor counts as related.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from graph.catalogue import Catalogue
from graph.model.facts import Certificate, Occupation
from graph.model.ids import skill_certificate_id
from graph.model.terms import Level
from recommender.planning.evidence import WORKING_AGE, sixteenth_birthday
from recommender.planning.planner import Planner
from recommender.shared.ladder import LADDER, Ladder, NoLadder, assumed_ladder, ladder_of
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
from recommender.shared.timeline import add_months
from recommender.shared.truth import Verdict

RELATED_MAJOR = "本专业或相关专业"  # stands for any major that the official guide links to the goal
TECHNICAL_SCHOOLS = (
    EducationKind.TECHNICAL,
    EducationKind.ADVANCED_TECHNICAL,
    EducationKind.TECHNICIAN_COLLEGE,
)
OTHER_SCHOOLS = (EducationKind.SECONDARY, EducationKind.HIGHER, EducationKind.BACHELOR)
DIPLOMAS = (*TECHNICAL_SCHOOLS, *OTHER_SCHOOLS)
WORK_MONTHS = (12, 24, 36, 60)
ONE_DAY = timedelta(days=1)


class SuppositionKind(StrEnum):
    """What is otherwise. The first five are things a person might have, the others things that might be stated."""

    DIPLOMA = "DIPLOMA"
    CERTIFICATE = "CERTIFICATE"
    TITLE = "TITLE"
    APPRENTICESHIP = "APPRENTICESHIP"
    WORK = "WORK"
    BIRTH = "BIRTH"
    GRADUATED = "GRADUATED"
    SCHOOL_APPROVED = "SCHOOL_APPROVED"
    SPELL_DATES = "SPELL_DATES"
    TITLE_FIELD = "TITLE_FIELD"
    OCCUPATION_RELATED = "OCCUPATION_RELATED"
    MAJOR_RELATED = "MAJOR_RELATED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposition:
    """One thing that might be otherwise on the asked day; only the fields that its kind needs are set.

    occupation: of a certificate, a title's field, work or an apprenticeship, or the one counted as related. `months` of
    more work. `place`: position in the profile's list of the education, spell or title that it is about.
    """

    kind: SuppositionKind
    occupation: str | None = None
    level: Level | None = None
    school: EducationKind | None = None
    approved: bool | None = None
    rank: TitleRank | None = None
    months: int = 0
    place: int | None = None

    @property
    def scale(self) -> tuple[SuppositionKind, bool, int | None]:
        """Changes of one scale can be compared: the one that `changes_for` names first is the smaller.

        Schools have two scales: 技工院校, and the others.
        """
        return self.kind, self.school in TECHNICAL_SCHOOLS, self.place


def changes_for(planner: Planner, profile: WorkerProfile, goal: Goal, as_of: date) -> tuple[Supposition, ...]:
    """Every change that could bear on a goal; within a kind the smaller ones stand first."""
    return (
        *_things_stated(profile, goal, planner.relations, as_of),
        *_certificates(planner, goal),
        *(Supposition(kind=SuppositionKind.DIPLOMA, school=school) for school in DIPLOMAS),
        *(Supposition(kind=SuppositionKind.DIPLOMA, school=school, approved=True) for school in DIPLOMAS),
        *(
            Supposition(kind=SuppositionKind.TITLE, rank=rank, occupation=goal.occupation)
            for rank in TitleRank
        ),
        Supposition(kind=SuppositionKind.APPRENTICESHIP, occupation=goal.occupation),
        *_work(profile, goal, as_of),
    )


def applied(
    planner: Planner, profile: WorkerProfile, goal: Goal, changes: Iterable[Supposition], as_of: date
) -> tuple[Planner, WorkerProfile]:
    """The planner and the profile as they would be with the changes."""
    relations = planner.relations
    for change in changes:
        relations = _related(relations, change, goal)
        profile = _APPLY[change.kind](profile, change, as_of)
    return replace(planner, relations=relations), profile


def work_anchor(profile: WorkerProfile, occupation: str, as_of: date) -> date:
    """The day before which more work is imagined: the first of the work stated in that occupation."""
    return min([as_of, *(s.start for s in profile.spells if s.occupation == occupation)])


def ladder_levels(catalogue: Catalogue, goal: Goal) -> tuple[Level, ...]:
    """Levels of the ladder that leads to a goal, those of the planning assumption where no standard is known."""
    ladder = ladder_of(catalogue, catalogue.get(Occupation, goal.occupation), goal)
    if isinstance(ladder, Ladder):
        return ladder.levels
    return assumed_ladder().levels if _may_be_assumed(ladder, goal) else ()


def _may_be_assumed(ladder: NoLadder, goal: Goal) -> bool:
    return not ladder.standards and goal.level in LADDER


def _things_stated(
    profile: WorkerProfile, goal: Goal, relations: Relations, as_of: date
) -> Iterator[Supposition]:
    """What nobody stated, as if it were stated in the person's favour."""
    if profile.birth is None:
        yield Supposition(kind=SuppositionKind.BIRTH)
    for place, spell in enumerate(profile.spells):
        if not spell.dated:
            yield Supposition(kind=SuppositionKind.SPELL_DATES, occupation=spell.occupation, place=place)
    for place, education in enumerate(profile.educations):
        yield from _of_education(education, place, goal, relations, as_of)
    for place, title in enumerate(profile.titles):
        if title.field_of is None:
            yield Supposition(
                kind=SuppositionKind.TITLE_FIELD, rank=title.rank, occupation=goal.occupation, place=place
            )
    for occupation in sorted(_occupations(profile)):
        if relations.occupation(occupation, goal.occupation) is Verdict.UNKNOWN:
            yield Supposition(kind=SuppositionKind.OCCUPATION_RELATED, occupation=occupation)


def _of_education(
    education: Education, place: int, goal: Goal, relations: Relations, as_of: date
) -> Iterator[Supposition]:
    overdue = education.graduates is None or education.graduates <= as_of
    if education.graduated is None and overdue:
        yield Supposition(kind=SuppositionKind.GRADUATED, school=education.kind, place=place)
    if education.approved is None:
        yield Supposition(kind=SuppositionKind.SCHOOL_APPROVED, school=education.kind, place=place)
    if relations.major(education.major, goal.occupation) is Verdict.UNKNOWN:
        yield Supposition(kind=SuppositionKind.MAJOR_RELATED, school=education.kind, place=place)


def _occupations(profile: WorkerProfile) -> set[str]:
    fields = (title.field_of for title in profile.titles)
    parts = (*profile.spells, *profile.certificates, *profile.apprenticeships)
    return {*(part.occupation for part in parts), *(field for field in fields if field)}


def _certificates(planner: Planner, goal: Goal) -> Iterator[Supposition]:
    """A certificate of each lower level that exists: of the goal's ladder, or below its lowest of a near occupation."""
    levels = ladder_levels(planner.catalogue, goal)
    if not levels:
        return
    below = [level for level in LADDER if level < levels[0]]
    for level in below:
        near = _near(planner, goal.occupation, level)
        if near is not None:
            yield Supposition(kind=SuppositionKind.CERTIFICATE, level=level, occupation=near)
    for level in levels:
        if level < goal.level:
            yield Supposition(kind=SuppositionKind.CERTIFICATE, level=level, occupation=goal.occupation)


def _near(planner: Planner, goal: str, level: Level) -> str | None:
    """An occupation that is, or may be, related and has a certificate of the level; surely related ones first."""
    catalogue, relations = planner.catalogue, planner.relations
    order = {Verdict.PASS: 0, Verdict.UNKNOWN: 1}
    found = [
        (order[verdict], occupation.id)
        for occupation in catalogue.all(Occupation)
        if occupation.id != goal
        and (verdict := relations.occupation(occupation.id, goal)) is not Verdict.FAIL
        and occupation.code
        and catalogue.find(Certificate, skill_certificate_id(occupation.code, level))
    ]
    return min(found, default=(0, None))[1]


def _work(profile: WorkerProfile, goal: Goal, as_of: date) -> Iterator[Supposition]:
    """More years of work, as far as the person was old enough for them."""
    anchor = work_anchor(profile, goal.occupation, as_of)
    for months in WORK_MONTHS:
        start = add_months(anchor, -months)
        if profile.birth is None or start >= sixteenth_birthday(profile.birth):
            yield Supposition(kind=SuppositionKind.WORK, occupation=goal.occupation, months=months)


def _related(relations: Relations, change: Supposition, goal: Goal) -> Relations:
    """What counts as related with a change: a major for diplomas and confirmed majors, an occupation where it says so."""
    match change.kind:
        case SuppositionKind.OCCUPATION_RELATED:
            pair = (change.occupation or "", goal.occupation)
            return replace(relations, related=relations.related | {pair})
        case SuppositionKind.DIPLOMA | SuppositionKind.MAJOR_RELATED:
            return replace(
                relations, linked={**relations.linked, RELATED_MAJOR: frozenset({goal.occupation})}
            )
        case _:
            return relations


def _diploma(profile: WorkerProfile, change: Supposition, as_of: date) -> WorkerProfile:
    if change.school is None:
        return profile
    had = Education(kind=change.school, major=RELATED_MAJOR, graduated=as_of, approved=change.approved)
    return replace(profile, educations=(*profile.educations, had))


def _certificate(profile: WorkerProfile, change: Supposition, as_of: date) -> WorkerProfile:
    if change.occupation is None or change.level is None:
        return profile
    held = HeldCertificate(occupation=change.occupation, level=change.level, awarded=as_of)
    return replace(profile, certificates=(*profile.certificates, held))


def _title(profile: WorkerProfile, change: Supposition, as_of: date) -> WorkerProfile:
    if change.rank is None:
        return profile
    title = Title(rank=change.rank, field_of=change.occupation, awarded=as_of)
    return replace(profile, titles=(*profile.titles, title))


def _apprenticeship(profile: WorkerProfile, change: Supposition, as_of: date) -> WorkerProfile:
    done = Apprenticeship(occupation=change.occupation or "", completed=as_of)
    return replace(profile, apprenticeships=(*profile.apprenticeships, done))


def _more_work(profile: WorkerProfile, change: Supposition, as_of: date) -> WorkerProfile:
    occupation = change.occupation or ""
    anchor = work_anchor(profile, occupation, as_of)
    before = Spell(occupation=occupation, start=add_months(anchor, -change.months), end=anchor - ONE_DAY)
    return replace(profile, spells=(before, *profile.spells))


def _birth(profile: WorkerProfile, change: Supposition, as_of: date) -> WorkerProfile:
    """Born early enough to be 16 today and at all work that is stated."""
    first = min([as_of, *(spell.start for spell in profile.spells)])
    return replace(profile, birth=add_months(first, -12 * WORKING_AGE))


def _graduated(profile: WorkerProfile, change: Supposition, as_of: date) -> WorkerProfile:
    return _with_education(profile, change, lambda e: replace(e, graduated=as_of, graduates=None))


def _approved(profile: WorkerProfile, change: Supposition, as_of: date) -> WorkerProfile:
    return _with_education(profile, change, lambda e: replace(e, approved=True))


def _major_related(profile: WorkerProfile, change: Supposition, as_of: date) -> WorkerProfile:
    return _with_education(profile, change, lambda e: replace(e, major=RELATED_MAJOR))


def _with_education(
    profile: WorkerProfile, change: Supposition, edit: Callable[[Education], Education]
) -> WorkerProfile:
    educations = tuple(edit(e) if i == change.place else e for i, e in enumerate(profile.educations))
    return replace(profile, educations=educations)


def _dated(profile: WorkerProfile, change: Supposition, as_of: date) -> WorkerProfile:
    spells = tuple(
        replace(s, dated=True, end=s.end or as_of - ONE_DAY) if i == change.place else s
        for i, s in enumerate(profile.spells)
    )
    return replace(profile, spells=spells)


def _title_field(profile: WorkerProfile, change: Supposition, as_of: date) -> WorkerProfile:
    titles = tuple(
        replace(t, field_of=change.occupation) if i == change.place else t
        for i, t in enumerate(profile.titles)
    )
    return replace(profile, titles=titles)


def _as_it_is(profile: WorkerProfile, change: Supposition, as_of: date) -> WorkerProfile:
    return profile


_APPLY: dict[SuppositionKind, Callable[[WorkerProfile, Supposition, date], WorkerProfile]] = {
    SuppositionKind.DIPLOMA: _diploma,
    SuppositionKind.CERTIFICATE: _certificate,
    SuppositionKind.TITLE: _title,
    SuppositionKind.APPRENTICESHIP: _apprenticeship,
    SuppositionKind.WORK: _more_work,
    SuppositionKind.BIRTH: _birth,
    SuppositionKind.GRADUATED: _graduated,
    SuppositionKind.SCHOOL_APPROVED: _approved,
    SuppositionKind.SPELL_DATES: _dated,
    SuppositionKind.TITLE_FIELD: _title_field,
    SuppositionKind.OCCUPATION_RELATED: _as_it_is,
    SuppositionKind.MAJOR_RELATED: _major_related,
}
