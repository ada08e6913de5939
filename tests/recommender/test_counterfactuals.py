"""What would change an answer: verified by planning again, and minimal."""

from dataclasses import replace
from datetime import date
from itertools import combinations

from hypothesis import given, settings

from graph.model.terms import Level
from recommender.planning.change_words import in_chinese, in_english
from recommender.planning.changes import Supposition, SuppositionKind, applied, changes_for
from recommender.planning.counterfactuals import (
    Counterfactual,
    Effect,
    Standing,
    best_way,
    counterfactuals,
    standing_of,
)
from recommender.planning.nearest import Nearness, nearest_goals
from recommender.shared.answers import Certainty, LearningPath, Undetermined, Unreachable
from recommender.shared.profile import Education, EducationKind, Goal, HeldCertificate, Spell, WorkerProfile
from tests.recommender.people import goals, profiles
from tests.recommender.worlds import TODAY, occ, planner

OLD = occ("6-99-01-01")
HIGH = occ("6-99-07-01")
WORKER = WorkerProfile(
    birth=date(1990, 5, 1),
    spells=(Spell(occupation=OLD, start=date(2020, 3, 1)),),
    certificates=(HeldCertificate(occupation=OLD, level=Level.L5, awarded=date(2023, 6, 15)),),
)


def asked(profile: WorkerProfile, occupation: str, level: Level) -> tuple[Counterfactual, ...]:
    goal = Goal(occupation=occupation, level=level)
    return counterfactuals(planner(), profile, planner().plan(profile, goal, TODAY), most=20)


def standing(profile: WorkerProfile, goal: Goal, changes: tuple[Supposition, ...]) -> Standing:
    changed, person = applied(planner(), profile, goal, changes, TODAY)
    return standing_of(best_way(changed.plan(person, goal, TODAY)))


@settings(max_examples=12)
@given(profiles(), goals())
def test_every_counterfactual_is_verified_better_and_minimal(profile: WorkerProfile, goal: Goal) -> None:
    answer = planner().plan(profile, goal, TODAY)
    base = standing_of(best_way(answer))
    for found in counterfactuals(planner(), profile, answer, most=50):
        reached = standing(profile, goal, found.changes)
        assert reached == standing_of(found.way)
        assert reached.beats(base)
        for size in range(1, len(found.changes)):
            for part in combinations(found.changes, size):
                assert reached.beats(standing(profile, goal, part))
        assert found.now == (found.way.earliest <= TODAY)


@settings(max_examples=25)
@given(profiles(), goals())
def test_no_smaller_change_on_the_same_scale_does_as_much(profile: WorkerProfile, goal: Goal) -> None:
    answer = planner().plan(profile, goal, TODAY)
    every = changes_for(planner(), profile, goal, TODAY)
    for found in counterfactuals(planner(), profile, answer, most=50):
        change, *others = found.changes
        if others:
            continue
        for smaller in every[: every.index(change)]:
            if smaller.scale == change.scale and smaller.kind is not SuppositionKind.WORK:
                assert standing_of(found.way).beats(standing(profile, goal, (smaller,)))


@settings(max_examples=25)
@given(profiles(), goals())
def test_nearest_goals_are_reachable_as_the_planner_says(profile: WorkerProfile, goal: Goal) -> None:
    answer = planner().plan(profile, goal, TODAY)
    found = nearest_goals(planner(), profile, answer)
    assert not (found and isinstance(answer, LearningPath))
    for near in found:
        again = planner().plan(profile, near.goal, TODAY)
        assert isinstance(again, LearningPath)
        assert again.way == near.way
        assert near.held == (not near.way.steps)


def test_a_related_college_diploma_opens_level_3_earlier_and_an_approved_one_now() -> None:
    found = {c.changes: c for c in asked(WORKER, OLD, Level.L3)}
    college = found[(Supposition(kind=SuppositionKind.DIPLOMA, school=EducationKind.HIGHER),)]
    assert (college.effect, college.way.certainty) == (Effect.EARLIER, Certainty.LAWFUL)
    assert (college.way.earliest, college.months_earlier, college.now) == (date(2028, 11, 24), 36, False)
    approved = found[(Supposition(kind=SuppositionKind.DIPLOMA, school=EducationKind.HIGHER, approved=True),)]
    assert (approved.now, approved.months_earlier) == (True, 60)


def test_a_ladder_that_starts_high_is_opened_by_a_certificate_of_a_lower_one() -> None:
    """三级 of 2018 asks for 四级, which this occupation does not have and a 小类 neighbour would."""
    related = frozenset({(OLD, HIGH)})
    near = replace(planner(), relations=replace(planner().relations, related=related))
    answer = near.plan(WorkerProfile(), Goal(occupation=HIGH, level=Level.L3), TODAY)
    assert isinstance(answer, Unreachable)
    found = counterfactuals(near, WorkerProfile(), answer)
    assert all(c.effect is Effect.OPENS and c.months_earlier is None for c in found)
    first = found[0].changes[0]
    assert (first.kind, first.level, first.occupation) == (SuppositionKind.CERTIFICATE, Level.L4, OLD)
    assert found[0].way.earliest == date(2031, 11, 24)


def test_what_nobody_stated_is_asked_for() -> None:
    student = WorkerProfile(
        birth=date(2000, 1, 1),
        educations=(
            Education(kind=EducationKind.HIGHER, major="maj:高职/400001", graduated=date(2022, 6, 30)),
        ),
    )
    found = asked(student, OLD, Level.L4)
    assert (SuppositionKind.SCHOOL_APPROVED,) in {tuple(c.kind for c in x.changes) for x in found}


def test_more_years_of_work_are_told_only_where_they_gain_more_than_themselves() -> None:
    kinds = {c.kind for x in asked(WORKER, OLD, Level.L2) for c in x.changes}
    assert SuppositionKind.WORK not in kinds


def test_nothing_would_change_what_is_reached_already_or_does_not_exist() -> None:
    assert asked(WORKER, OLD, Level.L5) == ()
    assert asked(WORKER, OLD, Level.CHIEF) == ()
    assert asked(WORKER, occ("1-99-01-01"), Level.L3) == ()


def test_a_level_that_does_not_exist_has_the_highest_reachable_one_nearest() -> None:
    answer = planner().plan(WORKER, Goal(occupation=OLD, level=Level.CHIEF), TODAY)
    found = nearest_goals(planner(), WORKER, answer)
    assert [(n.nearness, n.goal.level) for n in found] == [(Nearness.SAME_LADDER, Level.L1)]


def test_without_a_ladder_of_its_own_the_small_group_gives_the_nearest() -> None:
    answer = planner().plan(WorkerProfile(), Goal(occupation=occ("6-99-05-01"), level=Level.L4), TODAY)
    assert isinstance(answer, Undetermined)
    assert nearest_goals(planner(), WorkerProfile(), answer) == ()


def test_a_counterfactual_is_said_in_english_and_in_chinese() -> None:
    found = asked(WORKER, OLD, Level.L3)
    college = next(c for c in found if c.changes[0].school is EducationKind.HIGHER and not c.now)
    told = in_english(college, planner().relations)
    assert (
        told
        == "a diploma of a 大专（高职） in this or a related major opens L3 三级/高级工 on 2028-11-24: 3 years earlier"
    )
    said = in_chinese(college, planner().relations)
    assert said == (
        "如果已有本专业或相关专业的大专（高职）毕业证书，三级/高级工可在2028年11月24日申报，提前3年。"
    )
