"""What is most alike in the tasks of what may be related: told beside the doubt, never deciding it."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from graph.model import ids
from graph.model.terms import Level, Origin
from recommender.planning.relatedness import TaskVectors, alike
from recommender.shared.answers import Doubt, DoubtCode, LearningPath
from recommender.shared.profile import Education, EducationKind, Goal, Spell, WorkerProfile
from recommender.text.passages import Passage, TextKind
from tests.recommender.worlds import TODAY, occ, planner

GOAL, NEAR = occ("6-99-01-01"), occ("6-99-01-02")
TEXTS = {
    (GOAL, TextKind.NAME): [("旧规工", (1, 0, 0))],
    (GOAL, TextKind.TASK): [("磨样例", (1, 0, 0)), ("修样例", (0, 1, 0))],
    (NEAR, TextKind.TASK): [("装样例", (0, 0, 1)), ("检修样例", (0, 0.8, 0.6))],
}


@pytest.fixture
def tasks() -> TaskVectors:
    """Two tasks each of the goal's occupation and of its neighbour, with vectors by hand."""
    listed = [(Passage(o, kind, text, text), v) for (o, kind), found in TEXTS.items() for text, v in found]
    vectors = np.array([v for _, v in listed], np.float32)
    return TaskVectors.of([passage for passage, _ in listed], vectors, digest="0123456789abcdef")


def doubts(profile: WorkerProfile, level: Level = Level.L4) -> dict[DoubtCode, Doubt]:
    answer = planner().plan(profile, Goal(occupation=GOAL, level=level), TODAY)
    assert isinstance(answer, LearningPath)
    return {d.code: d for way in (answer.way, *answer.alternatives) for d in way.confirm}


NEIGHBOUR = WorkerProfile(birth=date(1990, 5, 1), spells=(Spell(occupation=NEAR, start=date(2019, 1, 1)),))


def test_a_doubt_about_an_occupation_has_the_most_alike_tasks_and_how_they_were_compared(
    tasks: TaskVectors,
) -> None:
    doubt = doubts(NEIGHBOUR)[DoubtCode.RELATED_OCCUPATION]
    found = alike(doubt, planner().relations, tasks)
    assert found is not None
    assert (found.occupation, found.own, found.other) == (NEAR, "修样例", "检修样例")
    assert found.score == pytest.approx(0.8)
    assert (found.method, found.origin) == (
        "cosine of their vectors, encoder 0123456789ab",
        Origin.DERIVED,
    )


def test_a_doubt_about_a_major_looks_at_what_the_guide_links_it_to_in_the_same_group(
    tasks: TaskVectors,
) -> None:
    studied = Education(
        kind=EducationKind.TECHNICAL, major=ids.major_id("高职", "400002"), graduated=date(2020, 6, 30)
    )
    doubt = doubts(WorkerProfile(birth=date(1990, 5, 1), educations=(studied,)))[DoubtCode.RELATED_MAJOR]
    found = alike(doubt, planner().relations, tasks)
    assert found is not None
    assert (found.occupation, found.other) == (NEAR, "检修样例")


def test_a_major_that_the_guide_does_not_know_has_nothing_to_compare(tasks: TaskVectors) -> None:
    studied = Education(kind=EducationKind.TECHNICAL, major="999999", graduated=date(2020, 6, 30))
    doubt = doubts(WorkerProfile(birth=date(1990, 5, 1), educations=(studied,)))[DoubtCode.RELATED_MAJOR]
    assert alike(doubt, planner().relations, tasks) is None


def test_other_doubts_and_occupations_without_known_tasks_have_none(tasks: TaskVectors) -> None:
    doubt = doubts(NEIGHBOUR)[DoubtCode.RELATED_OCCUPATION]
    relations = planner().relations
    assert alike(replace(doubt, code=DoubtCode.SPELL_DATES), relations, tasks) is None
    assert alike(replace(doubt, goal=occ("6-99-05-01")), relations, tasks) is None
