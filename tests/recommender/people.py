"""Random people of the small world, for properties."""

from datetime import date

from hypothesis import strategies as st

from graph.model.terms import Level
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
from tests.recommender.worlds import OCCUPATIONS, TODAY, occ

CODES = ("6-99-01-01", "6-99-01-02", "6-99-02-01", "6-99-07-01")
PAST = st.dates(date(2008, 1, 1), TODAY)
SOME = st.sampled_from([occ(code) for code in CODES])
MAJORS = st.sampled_from(["maj:高职/400001", "maj:高职/400002", "maj:高职/400003", "maj:高职/400009", None])
LEVELS = st.sampled_from([Level.L5, Level.L4, Level.L3, Level.L2])


@st.composite
def spells(draw: st.DrawFn) -> Spell:
    """Dated or not, ended or going on."""
    start = draw(PAST)
    end = draw(st.none() | st.dates(start, TODAY))
    return Spell(occupation=draw(SOME), start=start, end=end, dated=end is not None or draw(st.booleans()))


@st.composite
def educations(draw: st.DrawFn) -> Education:
    """Finished, going on, overdue, or nothing known of its end."""
    graduated = draw(st.none() | PAST)
    ahead = st.none() | st.dates(date(2025, 1, 1), date(2030, 7, 1))
    return Education(
        kind=draw(st.sampled_from(list(EducationKind))),
        major=draw(MAJORS),
        graduated=graduated,
        graduates=None if graduated else draw(ahead),
        approved=draw(st.sampled_from([True, False, None])),
    )


def profiles() -> st.SearchStrategy[WorkerProfile]:
    """People with a little of everything."""
    certificates = st.builds(HeldCertificate, occupation=SOME, level=LEVELS, awarded=PAST)
    titles = st.builds(Title, rank=st.sampled_from(list(TitleRank)), field_of=st.none() | SOME, awarded=PAST)
    return st.builds(
        WorkerProfile,
        birth=st.none() | st.dates(date(1975, 1, 1), date(2014, 12, 31)),
        spells=st.lists(spells(), max_size=3).map(tuple),
        certificates=st.lists(certificates, max_size=2).map(tuple),
        educations=st.lists(educations(), max_size=2).map(tuple),
        titles=st.lists(titles, max_size=1).map(tuple),
        apprenticeships=st.lists(st.builds(Apprenticeship, occupation=SOME, completed=PAST), max_size=1).map(
            tuple
        ),
    )


def goals() -> st.SearchStrategy[Goal]:
    """Any level of any occupation of the world, also those that do not exist."""
    levels = st.sampled_from([Level.L5, Level.L4, Level.L3, Level.L2, Level.L1, Level.CHIEF, Level.T2])
    return st.builds(Goal, occupation=st.sampled_from([occ(code) for code in OCCUPATIONS]), level=levels)
