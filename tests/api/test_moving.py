"""`occupationMoves` over GraphQL on the shipped catalogue, with vectors that count characters."""

from typing import Any

import pytest

from graph.model.facts import Task
from recommender.titles.resolver import Resolver
from tests.api.asking import Service, by_letters, catalogue_of, shipped_catalogue, without_store
from tests.api.excerpt import excerpt

MOVE = """{
    id kind score occupation { code name } level certificate { id } counts
    parts { name value weight text } whatWouldChangeThis
    transferable { wanted wantedText own ownText score } missing { wanted wantedText own ownText score }
    sharedModules { wanted wantedText own ownText score } newModules { wantedText }
    reasons { kind text cites path asked matched score method }
}"""
ASK = f"""query ($occupation: String!, $profile: ProfileInput, $first: Int! = 5, $asOf: Date = "2026-11-24") {{
    occupationMoves(occupation: $occupation, profile: $profile, first: $first, asOf: $asOf) {{
        occupation {{ name }} notes model envelope {{ revision asOf inputs }}
        advancement {MOVE} lateral {MOVE}
    }}
}}"""
HOLDS_L4 = {"certificates": [{"occupation": "电工", "level": "L4", "awarded": "2023-06-15"}]}


@pytest.fixture(scope="module")
def service() -> Service:
    """The shipped catalogue with vectors; its store cannot be reached."""
    service, _ = without_store(shipped_catalogue())
    service.resolver = by_letters()
    return service


async def moves(service: Service, **variables: Any) -> Any:
    """The answer."""
    return (await service.ask(ASK, **variables))["occupationMoves"]


async def test_up_and_sideways_stand_apart_and_every_move_has_reasons(service: Service) -> None:
    found = await moves(service, occupation="电工")
    assert found["occupation"]["name"] == "电工"
    assert {move["kind"] for move in found["advancement"]} <= {"NEXT_LEVEL", "BUILDS_ON"}
    assert {move["kind"] for move in found["lateral"]} == {"LATERAL"}
    assert all(move["reasons"] for move in (*found["advancement"], *found["lateral"]))
    assert (found["model"], found["envelope"]["revision"]) == ("letters", 1)


async def test_tasks_stand_side_by_side_with_both_texts_and_the_score(service: Service) -> None:
    texts = {task.id: task.text for task in shipped_catalogue().all(Task)}
    for move in (await moves(service, occupation="电工"))["lateral"]:
        for pair in (*move["transferable"], *move["missing"]):
            assert texts[pair["wanted"]] == pair["wantedText"]
            assert texts[pair["own"]] == pair["ownText"]
            assert -1 <= pair["score"] <= 1.0001


async def test_a_held_level_starts_the_advancement_above_it(service: Service) -> None:
    found = await moves(service, occupation="6-31-01-03", profile=HOLDS_L4)
    first = found["advancement"][0]
    assert (first["level"], first["certificate"]["id"]) == ("L3", "cert:skill/6-31-01-03/L3")
    assert found["envelope"]["inputs"]["person"]["certificates"][0]["level"] == "L4"


async def test_demand_and_wages_are_unknown_on_every_sideways_move(service: Service) -> None:
    for move in (await moves(service, occupation="保育师"))["lateral"]:
        assert [p["value"] for p in move["parts"] if p["name"] == "demand and wages"] == [None]


@pytest.mark.parametrize(
    ("variables", "field"),
    [
        ({"occupation": "电工", "first": 0}, "first"),
        ({"occupation": "电工", "first": 101}, "first"),
        (
            {
                "occupation": "电工",
                "profile": {"certificates": [{"occupation": "电工", "level": "L4", "awarded": "soon"}]},
            },
            "profile.certificates.0.awarded",
        ),
    ],
)
async def test_wrong_arguments_are_named(service: Service, variables: dict[str, Any], field: str) -> None:
    _, extensions = await service.refusal(ASK, **variables)
    assert extensions == {"code": "BAD_INPUT", "field": field}


async def test_an_unknown_occupation_is_not_found(service: Service) -> None:
    _, extensions = await service.refusal(ASK, occupation="独角兽饲养员")
    assert extensions == {"code": "NOT_FOUND", "field": "occupation"}


async def test_a_past_revision_is_compared_by_the_vectors_of_its_texts(service: Service) -> None:
    other, _ = without_store(catalogue_of(excerpt()))
    other.resolver = service.resolver
    found = await moves(other, occupation="电工", first=20)
    names = {move["occupation"]["name"] for move in found["lateral"]}
    assert names
    assert names <= {"焊工", "中国共产党机关负责人", "人工智能训练师", "打字员"}


@pytest.mark.parametrize("built", [False, True])
async def test_until_there_are_vectors_moves_are_not_ready(built: bool) -> None:
    service, _ = without_store(catalogue_of(excerpt()))
    service.resolver = Resolver.build(catalogue_of(excerpt())) if built else None
    _, extensions = await service.refusal(ASK, occupation="电工")
    assert extensions == {"code": "NOT_READY", "retryable": True}
