"""Occupations near to a new one, and majors that could start, in the excerpt compared by the characters of its texts."""

import numpy as np
import pytest

from recommender.desk.analysis import analyse
from recommender.desk.asked import AskedOccupation, of_text
from recommender.desk.coverage import Shelf, TaskCoverage, VerdictBasis
from recommender.desk.functions import Definitions
from recommender.desk.marks import Coverage
from recommender.desk.near import NearOccupation, alike_definitions, starters
from recommender.text.functions import Transfer
from tests.recommender import supplies
from tests.recommender.embedders import LetterEmbedder
from tests.recommender.test_contents import before
from tests.recommender.worlds import TODAY, occ

EMBEDDER = LetterEmbedder()
TASKS = ("安装、调试继电控制电路", "操作焊机进行焊接")


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return before()


def asked(shelf: Shelf, definition: str | None) -> AskedOccupation:
    return of_text(shelf.catalogue, name="样例工", definition=definition, tasks=TASKS)


def test_a_definition_brings_occupations_of_its_own_work_nearer(shelf: Shelf) -> None:
    welder = shelf.catalogue.occupation("焊工")
    found = {
        text: analyse(
            shelf,
            (one := asked(shelf, text)),
            EMBEDDER.encode(one.texts, kind="passage"),
            as_of=TODAY,
            software="test",
        ).nearest
        for text in (None, welder.definition)
    }
    assert {near.definition for near in found[None]} == {None}
    told = found[welder.definition]
    assert all(near.definition is not None for near in told)
    assert told[0].occupation == welder.id
    overlaps = {near.occupation: near.overlap for near in found[None]}
    assert {near.occupation: near.overlap for near in told} == overlaps


def test_vectors_of_the_tasks_alone_are_taken_as_well(shelf: Shelf) -> None:
    one = asked(shelf, "从事样例的人员。")
    assert one.texts == (*TASKS, "样例工：从事样例的人员。")
    vectors = EMBEDDER.encode(one.tasks, kind="passage")
    found = analyse(shelf, one, vectors, as_of=TODAY, software="test")
    assert {near.definition for near in found.nearest} == {None}


def test_an_occupation_without_a_definition_is_alike_to_none() -> None:
    described = Definitions({"occ:a": 0}, np.array([[1, 0], [0, 0]], np.float32), np.zeros(2, np.float32))
    assert alike_definitions(described, np.array([1, 0], np.float32), ["occ:a", "occ:b"]) == {"occ:a": 1.0}
    assert alike_definitions(described, None, ["occ:a"]) == {}


def near_with(alike: int) -> NearOccupation:
    """An occupation that a major with seats leads to, with so many of the tasks much alike."""
    shared = tuple(Transfer(wanted=f"task {n}", wanted_text=f"任务{n}") for n in range(alike))
    return NearOccupation(
        occupation=occ("6-99-01-01"),
        overlap=0.5,
        definition=None,
        shared=shared,
        new=(),
        dropped=(),
        certificates=(),
    )


@pytest.mark.parametrize(("alike", "of", "start"), [(2, 4, True), (1, 4, False), (2, 9, False)])
def test_majors_for_a_near_occupation_could_start_where_several_tasks_are_alike(
    alike: int, of: int, start: bool
) -> None:
    tasks = [
        TaskCoverage(
            task=f"任务{n}",
            key=f"text:{n}",
            verdict=Coverage.CANNOT_TELL,
            basis=VerdictBasis.COMPARED,
            probability=None,
        )
        for n in range(of)
    ]
    found = starters(supplies.supply(), tasks, [near_with(alike)], occupation=None, as_of=TODAY)
    assert bool(found) is start
    assert all(starter.tasks == tuple(range(alike)) and not starter.official for starter in found)
