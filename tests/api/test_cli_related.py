"""`lifepath path --alike`: the tasks most alike beside a doubt about being related."""

import numpy as np
import pytest

from api.cli.beside import alike_lines
from api.cli.related import beside
from recommender.planning.planner import Planner
from recommender.planning.relatedness import TaskVectors
from recommender.shared.answers import Doubt, DoubtCode
from recommender.text.passages import TextKind, passages
from tests.api.asking import shipped_catalogue
from tests.api.commands import Lifepath
from tests.recommender.embedders import LetterEmbedder

ELECTRICIAN, NEIGHBOUR = "occ:6-31-01-03@2022", "occ:6-31-01-04@2022"


def tasks() -> TaskVectors:
    """Only the tasks of the two occupations get a vector that knows letters; all others stay at zero."""
    texts, embedder = passages(shipped_catalogue()), LetterEmbedder()
    vectors = np.zeros((len(texts), embedder.dim), np.float32)
    known = {ELECTRICIAN, NEIGHBOUR}
    rows = [row for row, p in enumerate(texts) if p.kind is TextKind.TASK and p.occupation in known]
    vectors[rows] = embedder.encode([texts[row].encoded for row in rows], kind="passage")
    return TaskVectors.of(texts, vectors, digest=embedder.digest)


def test_a_doubt_about_being_related_is_told_with_the_tasks_most_alike() -> None:
    related = Doubt(DoubtCode.RELATED_OCCUPATION, NEIGHBOUR, "does it count?", "the assessor", ELECTRICIAN)
    (found,) = beside([related], Planner.of(shipped_catalogue()), tasks())
    assert (found["goal"], found["occupation"], found["origin"]) == (ELECTRICIAN, NEIGHBOUR, "DERIVED")
    assert found["own"] != found["other"]
    told = "\n".join(alike_lines([found]))
    for part in (
        "does it count?",
        f"{found['score']:.2f}: own task {found['own']}",
        found["other"],
        "DERIVED",
    ):
        assert part in told


@pytest.mark.parametrize(("alike", "told"), [(None, "not compared"), ([], "no doubt here")])
def test_where_there_is_nothing_to_tell_that_is_said(
    alike: list[dict[str, object]] | None, told: str
) -> None:
    (line,) = alike_lines(alike)
    assert told in line


@pytest.mark.server
def test_the_command_adds_them_when_asked(lifepath: Lifepath) -> None:
    goal = ("path", "--occupation", "电工", "--level", "L4", "--as-of", "2026-11-24")
    assert "alike" not in lifepath(*goal, "--json").json
    assert not lifepath(*goal, "--alike", "--json").json["alike"]
    assert "tasks alike: " in lifepath(*goal, "--alike").out
