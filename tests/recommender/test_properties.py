"""What holds for every way of every person: no rule is broken on any day, and knowing or having more never hurts."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph.model.terms import EducationLevel, Level
from recommender.planning.routes import routes
from recommender.shared.answers import Certainty, LearningPath, Way
from recommender.shared.profile import Goal, HeldCertificate, Spell, WorkerProfile
from tests.recommender.oracle import Person, allowed
from tests.recommender.test_fronts import LEVELS, OFFERED, named, planned, world
from tests.recommender.test_planner_oracle import people
from tests.recommender.worlds import TODAY, occ

Someone = tuple[Person, WorkerProfile, str]
Offered = tuple[tuple[EducationLevel, float], ...]
SLACK = timedelta(days=10)  # a month of rest days counts thirty, those of the calendar 28 to 31


def every_way(case: Someone, level: str, offered: Offered) -> list[Way]:
    """Our front for a person who does not hold the level."""
    person, profile, code = case
    assume(not any(sure and Level(held) >= Level(level) for held, _, sure in person.held))
    return planned(*world(offered), profile, Goal(occupation=occ(code), level=Level(level)))[0]


def entering(person: Person, way: Way) -> Person:
    """The person, entering the programme of a way."""
    programme = next((step.programme for step in way.steps if step.programme), None)
    entered = programme and (programme.kind.value, programme.start, programme.end)
    return replace(person, entered=entered)


@settings(max_examples=100)
@given(people(), st.sampled_from(LEVELS), st.sampled_from(OFFERED))
def test_no_rule_is_broken_on_any_day(case: Someone, level: str, offered: Offered) -> None:
    """Each application is allowed on its day by a second reading of the rules, granting what the way says to confirm."""
    for way in every_way(case, level, offered):
        person, granted = entering(case[0], way), named(way.confirm)
        awards = {
            x: [day for held, day, sure in person.held if held == x and (sure or "certificate" in granted)]
            for x in LEVELS
        }
        for step in way.steps:
            if step.level is not None:
                assert allowed(person, step.level, awards, step.start, granted.__contains__)
                awards[step.level].append(step.start)


@settings(max_examples=100)
@given(people(), st.sampled_from(LEVELS), st.sampled_from(OFFERED))
def test_lawful_never_rests_on_what_is_not_known(case: Someone, level: str, offered: Offered) -> None:
    for way in every_way(case, level, offered):
        unknown = [condition for step in way.steps for condition in step.unknown]
        lawful = way.certainty is Certainty.LAWFUL
        assert lawful == (not way.confirm)
        assert not (lawful and (unknown or way.effort.away_days))


@settings(max_examples=60)
@given(people(), st.sampled_from(LEVELS), st.sampled_from(OFFERED))
def test_the_order_of_input_does_not_change_the_ways(case: Someone, level: str, offered: Offered) -> None:
    person, profile, code = case
    turned = WorkerProfile(
        birth=profile.birth,
        spells=profile.spells[::-1],
        certificates=profile.certificates[::-1],
        educations=profile.educations[::-1],
        titles=profile.titles[::-1],
        apprenticeships=profile.apprenticeships[::-1],
    )
    one, other = every_way(case, level, offered), every_way((person, turned, code), level, offered)
    assert [(w.earliest, set(w.confirm), w.effort) for w in one] == [
        (w.earliest, set(w.confirm), w.effort) for w in other
    ]


@settings(max_examples=60)
@given(people(), st.sampled_from(LEVELS), st.dates(date(2008, 1, 1), TODAY), st.integers(0, 3000))
def test_more_work_never_makes_the_day_later(case: Someone, level: str, start: date, days: int) -> None:
    _, profile, code = case
    end = min(start + timedelta(days=days), TODAY)
    more = Spell(occupation=occ(code), start=start, end=end)
    richer = replace(profile, spells=(*profile.spells, more))
    before, after = lawful_day(profile, code, level), lawful_day(richer, code, level)
    assert before is None or (after is not None and after <= before + SLACK)


@settings(max_examples=60)
@given(people(), st.sampled_from(LEVELS), st.sampled_from(LEVELS), st.dates(date(2008, 1, 1), TODAY))
def test_one_more_certificate_never_makes_the_day_later(
    case: Someone, level: str, held: str, awarded: date
) -> None:
    _, profile, code = case
    more = HeldCertificate(occupation=occ(code), level=Level(held), awarded=awarded)
    richer = replace(profile, certificates=(*profile.certificates, more))
    before, after = lawful_day(profile, code, level), lawful_day(richer, code, level)
    assert before is None or (after is not None and after <= before)


def lawful_day(profile: WorkerProfile, code: str, level: str) -> date | None:
    """The day of the lawful answer, if there is one."""
    planner, _ = world(())
    answer = planner.plan(profile, Goal(occupation=occ(code), level=Level(level)), TODAY)
    assert isinstance(answer, LearningPath)
    return answer.way.earliest if answer.way.certainty is Certainty.LAWFUL else None


@settings(max_examples=60)
@given(people(), st.sampled_from(LEVELS), st.sampled_from(OFFERED))
def test_at_most_five_ways_are_shown_and_none_is_beaten(case: Someone, level: str, offered: Offered) -> None:
    _, profile, code = case
    best = every_way(case, level, offered)
    found = routes(*world(offered), profile, Goal(occupation=occ(code), level=Level(level)), TODAY)
    shown = [replace(way, kinds=()) for way in found.ways]
    assert len(shown) <= 5
    assert found.found == len(best)
    assert all(way in best for way in shown)
    assert all(way.kinds for way in found.ways)
    for name in ("earliest", "certain", "least"):
        assert picked(name, best) in shown


def picked(name: str, ways: list[Way]) -> Way:
    """The best way in one respect."""
    orders = {
        "earliest": lambda w: (w.earliest, len(w.confirm), w.effort.away_days),
        "certain": lambda w: (len(w.confirm), w.earliest, w.effort.away_days),
        "least": lambda w: (w.effort.away_days, w.earliest, len(w.confirm)),
    }
    return min(ways, key=orders[name])
