"""`learningPath` tells which conditions decided, and beside a doubt about being related how alike the tasks are."""

import numpy as np

from graph.model.ids import occupation_id
from recommender.text.passages import TextKind, passages
from recommender.titles.resolver import Resolver, Semantics
from tests.api.asking import Service, shipped_catalogue, without_store
from tests.recommender.embedders import LetterEmbedder

ELECTRICIAN, NEIGHBOUR = (occupation_id(code, "2022") for code in ("6-31-01-03", "6-31-01-04"))
QUERY = """
query ($spells: [SpellInput!]!) {
  learningPath(
    profile: {birth: "1990-05-01", spells: $spells}
    goal: {occupation: "6-31-01-03", level: L4}
    asOf: "2026-11-24"
  ) {
    ... on LearningPath {
      steps { level edition origin decidedBy { id kind } unknown { id } source { title } }
      alternatives { confirm { code goal { name } alike { occupation { id } own other score method origin } } }
    }
  }
}
"""


async def asked(service: Service, occupation: str) -> dict[str, list[dict[str, object]]]:
    return (await service.ask(QUERY, spells=[{"occupation": occupation, "from": "2015-01"}]))["learningPath"]


def with_meaning(service: Service) -> None:
    """Only the tasks of the two occupations get a vector: all others stay at zero."""
    catalogue, embedder = shipped_catalogue(), LetterEmbedder()
    texts = passages(catalogue)
    vectors = np.zeros((len(texts), embedder.dim), np.float32)
    rows = [
        row
        for row, passage in enumerate(texts)
        if passage.kind is TextKind.TASK and passage.occupation in {ELECTRICIAN, NEIGHBOUR}
    ]
    vectors[rows] = embedder.encode([texts[row].encoded for row in rows], kind="passage")
    service.resolver = Resolver.build(catalogue, Semantics(embedder, vectors))


async def test_a_doubt_about_being_related_tells_the_most_alike_tasks_once_there_are_vectors() -> None:
    service, _ = without_store(shipped_catalogue())
    before = await asked(service, "6-31-01-04")
    with_meaning(service)
    after = await asked(service, "6-31-01-04")
    (old,), (new,) = before["alternatives"], after["alternatives"]
    (told,) = new.pop("confirm")  # type: ignore[misc]
    assert old.pop("confirm") == [{"code": "RELATED_OCCUPATION", "goal": {"name": "电工"}, "alike": None}]
    assert told["code"] == "RELATED_OCCUPATION"
    assert told["alike"]["occupation"] == {"id": NEIGHBOUR}
    assert 0 < told["alike"]["score"] <= 1.0001
    assert told["alike"]["method"] == "cosine of their vectors, encoder letters"
    assert told["alike"]["origin"] == "DERIVED"
    assert before == after


async def test_a_step_tells_the_condition_that_set_its_day_and_who_states_the_rule() -> None:
    service, _ = without_store(shipped_catalogue())
    (step,) = (await asked(service, "6-31-01-03"))["steps"]
    assert step["decidedBy"] == [{"id": "cond:2018/L4/worked-6/worked", "kind": "WORKED"}]
    assert (step["unknown"], step["edition"]) == ([], "2018")
    assert step["source"] is not None
    assert step["origin"] == "DERIVED"
