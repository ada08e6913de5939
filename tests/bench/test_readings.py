"""The other readings that the planner is measured against give its first answer: day, and whether it is lawful."""

from functools import cache

from bench.readings.cypher import CypherReading, connected
from bench.readings.first import First, Question, first_of
from bench.readings.network import NetworkReading
from bench.worlds.people import TODAY, drawn_by_tests
from graph.model.difference import compare
from graph.store import Store
from tests.recommender.worlds import catalogue, planner

PEOPLE, ASKED_OF_SERVERS = 120, 12


@cache
def asked() -> list[tuple[Question, First | None]]:
    """Questions with the planner's first answers."""
    questions = [Question(profile, goal, TODAY) for profile, goal in drawn_by_tests(PEOPLE)]
    return [(q, first_of(planner().plan(q.profile, q.goal, TODAY))) for q in questions]


def test_the_questions_have_all_kinds_of_answers() -> None:
    assert {answer and answer.lawful for _, answer in asked()} == {True, False, None}


def test_networkx_gives_the_same_first_answers() -> None:
    network = NetworkReading.of(catalogue())
    assert [network.first(question) for question, _ in asked()] == [answer for _, answer in asked()]


async def test_cypher_gives_the_same_first_answers(store: Store) -> None:
    await store.apply(compare(await store.snapshot(), catalogue().snapshot), base=0, who="test", sources=())
    target = store.target
    with connected(target) as driver:
        cypher = CypherReading(driver, target.database)
        some = asked()[::-1][:ASKED_OF_SERVERS]
        assert [cypher.first(question) for question, _ in some] == [answer for _, answer in some]
