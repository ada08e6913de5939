"""Goals proposed to a person: each with its way, from what the person has or from a group."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from graph.errors import NotFound
from graph.model.terms import Level
from recommender.moves.goals import NOTHING_KNOWN, GoalKind, GoalProposals, propose_goals
from recommender.shared.answers import LearningPath
from recommender.shared.profile import Education, EducationKind, Goal, HeldCertificate, Spell, WorkerProfile
from tests.recommender import moving
from tests.recommender.people import profiles
from tests.recommender.worlds import TODAY, occ, planner

OLD = occ("6-99-01-01")
WORKER = WorkerProfile(
    birth=date(1990, 5, 1),
    spells=(Spell(occupation=OLD, start=date(2020, 3, 1)),),
    certificates=(HeldCertificate(occupation=OLD, level=Level.L5, awarded=date(2023, 6, 15)),),
)


def proposed(profile: WorkerProfile, group: str | None = None) -> GoalProposals:
    return propose_goals(planner(), profile, as_of=TODAY, group=group)


@settings(max_examples=25)
@given(profiles())
def test_every_proposal_has_the_way_that_the_planner_gives_and_is_not_held(profile: WorkerProfile) -> None:
    for found in proposed(profile, "grp:6-99-01@2022").proposals:
        answer = planner().plan(profile, found.goal, TODAY)
        assert isinstance(answer, LearningPath)
        assert answer.way == found.way
        assert found.way.steps
        assert found.reasons


def test_a_worker_is_told_the_next_level_of_the_own_occupation_first() -> None:
    first = proposed(WORKER).proposals[0]
    assert (first.kind, first.goal) == (GoalKind.NEXT_LEVEL, Goal(occupation=OLD, level=Level.L4))
    assert first.id == "cert:skill/6-99-01-01/L4"
    assert "L5" in first.reasons[0].text


def test_a_graduate_is_told_what_the_major_leads_to() -> None:
    school = Education(kind=EducationKind.HIGHER, major="maj:高职/400001", graduated=date(2026, 6, 30))
    found = proposed(WorkerProfile(birth=date(2004, 1, 1), educations=(school,))).proposals
    assert {p.goal.occupation for p in found} == {OLD, occ("6-99-02-01")}
    assert {p.kind for p in found} == {GoalKind.MAJOR}
    best = found[0]
    assert (best.goal.occupation, best.goal.level) == (occ("6-99-02-01"), Level.L3)
    assert best.reasons[0].path == ("maj:高职/400001", occ("6-99-02-01"))


def test_a_group_is_answered_with_its_occupations_only() -> None:
    found = proposed(WORKER, "grp:6-99-02@2022")
    assert {p.goal.occupation for p in found.proposals} == {occ("6-99-02-01"), occ("6-99-02-02")}
    assert found.considered == 2
    with pytest.raises(NotFound):
        proposed(WORKER, "grp:9-99-99@2022")


def test_who_has_nothing_is_asked_for_a_group() -> None:
    found = proposed(WorkerProfile())
    assert (found.proposals, found.notes) == ((), (NOTHING_KNOWN,))


def test_like_work_is_proposed_where_tasks_can_be_compared() -> None:
    mover = moving.mover()
    found = propose_goals(mover.planner, WORKER, as_of=TODAY, mover=mover)
    assert GoalKind.LATERAL in {p.kind for p in found.proposals}


def test_an_occupation_is_proposed_once_with_all_its_reasons() -> None:
    school = Education(kind=EducationKind.HIGHER, major="maj:高职/400001", graduated=date(2026, 6, 30))
    found = proposed(replace(WORKER, educations=(school,))).proposals
    own = [p for p in found if p.goal.occupation == OLD]
    assert [p.kind for p in own] == [GoalKind.NEXT_LEVEL]
    assert any(reason.path == ("maj:高职/400001", OLD) for reason in own[0].reasons)
