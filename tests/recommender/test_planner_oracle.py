"""The planner against a naive day-by-day reading of the rules, on random people."""

from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph.model.terms import Level
from recommender.shared.answers import Certainty, LearningPath
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
from tests.recommender.oracle import Person, earliest
from tests.recommender.worlds import TODAY, occ, planner

NEIGHBOURS = {"6-99-01-01": "6-99-01-02", "6-99-02-01": "6-99-02-02"}
GOALS = {"2018": "6-99-01-01", "2023": "6-99-02-01"}
PAST = st.dates(date(2008, 1, 1), TODAY)
MAJORS = {"400001": True, "400003": False, "400009": None}


@st.composite
def people(draw: st.DrawFn) -> tuple[Person, WorkerProfile, str]:
    """The same person twice: for the oracle, and as a profile, for a goal under one edition."""
    edition = draw(st.sampled_from(["2018", "2023"]))
    goal = GOALS[edition]
    birth = draw(st.none() | st.dates(date(1975, 1, 1), date(2004, 12, 31)))
    spells = draw(st.lists(spell(), max_size=3))
    held = draw(
        st.lists(st.tuples(st.sampled_from(["L5", "L4", "L3", "L2"]), PAST, st.booleans()), max_size=3)
    )
    schools = draw(st.lists(school(), max_size=2))
    titles = draw(
        st.lists(st.tuples(st.sampled_from(list(TitleRank)), PAST, st.sampled_from([True, None])), max_size=1)
    )
    apprenticeships = draw(st.lists(st.tuples(PAST, st.booleans()), max_size=2))
    field = {True: occ(goal), False: occ(NEIGHBOURS[goal])}
    student = [s[2] for s in schools if s[1] is None and s[2] is not None]
    begin = max([TODAY, *student]) if not any(sure and not last for _, last, sure in spells) else TODAY
    if birth is not None:
        begin = max(begin, date(birth.year + 16, birth.month, min(birth.day, 28)))
    person = Person(
        edition,
        TODAY,
        begin,
        birth,
        tuple(spells),
        tuple(held),
        tuple((kind.value, done, due, MAJORS[major], ok) for kind, done, due, major, ok in schools),
        tuple((rank.value, day, match) for rank, day, match in titles),
        tuple(apprenticeships),
    )
    profile = WorkerProfile(
        birth=birth,
        spells=tuple(Spell(occupation=field[sure], start=start, end=last) for start, last, sure in spells),
        certificates=tuple(
            HeldCertificate(occupation=field[sure], level=Level(x), awarded=d) for x, d, sure in held
        ),
        educations=tuple(
            Education(kind=kind, major=f"maj:高职/{major}", graduated=done, graduates=due, approved=ok)
            for kind, done, due, major, ok in schools
        ),
        titles=tuple(
            Title(rank=rank, field_of=occ(goal) if match else None, awarded=day)
            for rank, day, match in titles
        ),
        apprenticeships=tuple(
            Apprenticeship(occupation=field[sure], completed=d) for d, sure in apprenticeships
        ),
    )
    return person, profile, goal


@st.composite
def spell(draw: st.DrawFn) -> tuple[date, date | None, bool]:
    """A first and a last day of work (None: still going on), in the goal's occupation or in its neighbour."""
    start = draw(PAST)
    last = draw(st.none() | st.integers(0, 3000).map(lambda days: min(start + timedelta(days=days), TODAY)))
    return start, last, draw(st.booleans())


@st.composite
def school(draw: st.DrawFn) -> tuple[EducationKind, date | None, date | None, str, bool | None]:
    """Kind, graduated, graduates, major, approved."""
    done = draw(st.none() | PAST)
    due = None if done else draw(st.none() | st.dates(date(2026, 1, 1), date(2030, 12, 31)))
    return (
        draw(st.sampled_from(list(EducationKind))),
        done,
        due,
        draw(st.sampled_from(list(MAJORS))),
        draw(st.sampled_from([True, False, None])),
    )


@settings(max_examples=150)
@given(people(), st.sampled_from(["L5", "L4", "L3", "L2", "L1"]))
def test_the_planner_agrees_with_a_day_by_day_reading_of_the_rules(
    case: tuple[Person, WorkerProfile, str], level: str
) -> None:
    person, profile, goal = case
    assume(not any(sure and Level(held) >= Level(level) for held, _, sure in person.held))
    answer = planner().plan(profile, Goal(occupation=occ(goal), level=Level(level)), TODAY)
    assert isinstance(answer, LearningPath)
    ways = [answer.way, *answer.alternatives]
    lawful = min((w.earliest for w in ways if w.certainty is Certainty.LAWFUL), default=None)
    assert lawful == earliest(person, level, lambda _: False)
    assert min(w.earliest for w in ways) == earliest(person, level, lambda _: True)
