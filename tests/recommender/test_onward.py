"""What comes after a goal: never before it, never earlier than the direct way, resting on all its doubts."""

from datetime import date

from hypothesis import given, settings

from graph.model.terms import Level
from recommender.planning.onward import TOP, onward
from recommender.shared.answers import Certainty, LearningPath
from recommender.shared.profile import Education, EducationKind, Goal, HeldCertificate, Spell, WorkerProfile
from tests.recommender import moving
from tests.recommender.people import goals, profiles
from tests.recommender.worlds import TODAY, occ, planner

OLD = occ("6-99-01-01")


def path(profile: WorkerProfile, level: Level, occupation: str = OLD) -> LearningPath:
    found = planner().plan(profile, Goal(occupation=occupation, level=level), TODAY)
    assert isinstance(found, LearningPath)
    return found


@settings(max_examples=150)
@given(profiles(), goals())
def test_onward_dates_are_never_before_the_goal_and_never_before_the_direct_way(
    profile: WorkerProfile, goal: Goal
) -> None:
    answer = planner().plan(profile, goal, TODAY)
    if not isinstance(answer, LearningPath):
        return
    for found in onward(planner(), profile, answer).next_levels:
        assert found.goal.level > goal.level
        if found.way is None:
            assert found.because
            continue
        assert found.way.earliest >= max(TODAY, answer.way.earliest)
        assert all(step.start >= answer.way.earliest for step in found.way.steps)
        assert set(answer.way.confirm) <= set(found.way.confirm)
        direct = planner().plan(profile, found.goal, TODAY)
        assert isinstance(direct, LearningPath)
        if found.way.certainty is Certainty.LAWFUL:
            assert direct.way.certainty is Certainty.LAWFUL
            assert direct.way.earliest <= found.way.earliest


def test_the_ladder_goes_on_from_the_day_of_the_goal() -> None:
    worker = WorkerProfile(birth=date(1990, 5, 1), spells=(Spell(occupation=OLD, start=date(2020, 3, 1)),))
    first = path(worker, Level.L4)
    assert first.way.earliest == TODAY
    found = onward(planner(), worker, first)
    assert [(x.goal.level, x.way and x.way.earliest, x.months_after) for x in found.next_levels] == [
        (Level.L3, date(2031, 11, 24), 60),
        (Level.L2, date(2035, 11, 24), 108),
        (Level.L1, date(2039, 11, 24), 156),
    ]
    assert found.notes == (TOP,)


def test_a_goal_that_is_held_goes_on_from_today() -> None:
    held = HeldCertificate(occupation=OLD, level=Level.L3, awarded=date(2020, 1, 1))
    found = onward(
        planner(), WorkerProfile(certificates=(held,)), path(WorkerProfile(certificates=(held,)), Level.L4)
    )
    assert found.awarded == TODAY
    assert [x.goal.level for x in found.next_levels] == [Level.L2, Level.L1]


def test_a_student_finishes_as_planned_and_works_then() -> None:
    school = Education(
        kind=EducationKind.TECHNICAL, major="maj:高职/400001", graduates=date(2027, 6, 30), approved=True
    )
    student = WorkerProfile(birth=date(2008, 1, 1), educations=(school,))
    first = path(student, Level.L4)
    assert first.way.earliest == TODAY
    after = onward(planner(), student, first).next_levels[0]
    assert after.way is not None
    assert after.way.earliest == date(2032, 6, 30)


def test_after_the_highest_level_nothing_is_invented() -> None:
    held = HeldCertificate(occupation=OLD, level=Level.L1, awarded=date(2020, 1, 1))
    person = WorkerProfile(certificates=(held,))
    found = onward(planner(), person, path(person, Level.L1))
    assert found.next_levels == ()
    assert TOP in found.notes


def test_moves_sideways_leave_out_what_is_known() -> None:
    worker = WorkerProfile(spells=(Spell(occupation=OLD, start=date(2020, 3, 1)),))
    mover = moving.mover()
    first = mover.planner.plan(worker, Goal(occupation=OLD, level=Level.L4), TODAY)
    assert isinstance(first, LearningPath)
    found = onward(mover.planner, worker, first)
    moves = mover.moves(found.occupation, found.then, as_of=found.awarded, first=2).lateral
    assert 0 < len(moves) <= 2
    assert OLD not in {move.occupation for move in moves}
