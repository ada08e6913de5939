"""`recommendLearning` and `matchInstitutions` over GraphQL on the shipped catalogue."""

from typing import Any

import pytest

from recommender.text.likeness import NameVectors, names
from tests.api.asking import Service, shipped_catalogue, without_store
from tests.recommender.embedders import LetterEmbedder

WHY = """parts { name value weight text } reasons { kind text cites path asked matched score method } whatWouldChangeThis"""
LEARN = f"""query ($profile: ProfileInput, $goal: GoalInput, $near: String, $constraints: ConstraintsInput, $first: Int! = 10) {{
    recommendLearning(profile: $profile, goal: $goal, near: $near, constraints: $constraints, first: $first, asOf: "2026-11-24") {{
        goal {{ occupation {{ name }} level }} found notes model envelope {{ revision asOf inputs }}
        items {{ id module {{ name weight }} stage level occupation {{ name }} standard {{ id }} score providersKnown note wage demand
            providers {{ institution {{ name }} offer {{ name mode lengthYears price year }} basis fit course {{ name }} likeness
                         distanceKm priceAfterSubsidy }} {WHY} }}
    }}
}}"""
MATCH = f"""query ($goal: GoalInput, $modules: [ID!], $major: ID, $near: String, $constraints: ConstraintsInput, $first: Int! = 10) {{
    matchInstitutions(goal: $goal, modules: $modules, major: $major, near: $near, constraints: $constraints, first: $first,
                      asOf: "2026-11-24") {{
        found notes whatWouldChangeThis excluded {{ filter seats }} envelope {{ revision inputs }}
        items {{ id institution {{ name grade }} score city {{ name }} distanceKm priceAfterSubsidy offersKnown
            offers {{ offer {{ name mode }} score served {{ module {{ name }} basis fit course {{ name }} likeness }} }} {WHY} }}
    }}
}}"""
TEA = {"occupation": "茶艺师", "level": "L4"}
HOLDS_L5 = {"certificates": [{"occupation": "电工", "level": "L5", "awarded": "2023-06-15"}]}


@pytest.fixture(scope="module")
def service() -> Service:
    """The shipped catalogue with names compared by their characters; its store cannot be reached."""
    service, _ = without_store(shipped_catalogue())
    found = names(shipped_catalogue())
    service.likeness = NameVectors.build(
        found, LetterEmbedder().encode(found, kind="passage"), digest="letters"
    )
    return service


async def learn(service: Service, **variables: Any) -> Any:
    """The answer."""
    return (await service.ask(LEARN, **variables))["recommendLearning"]


async def match(service: Service, **variables: Any) -> Any:
    """The answer."""
    return (await service.ask(MATCH, **variables))["matchInstitutions"]


async def test_gaps_come_first_with_rule_clause_and_providers(service: Service) -> None:
    found = await learn(service, profile=HOLDS_L5, goal={"occupation": "电工", "level": "L3"})
    first = found["items"][0]
    assert (first["stage"], first["level"], first["occupation"]["name"]) == ("GOAL", "L4", "电工")
    rule = next(reason for reason in first["reasons"] if reason["kind"] == "RULE")
    assert "clause:hunan-2018/5" in rule["cites"]
    assert all(item["level"] != "L5" for item in found["items"] if item["occupation"]["name"] == "电工")
    assert {p["offer"]["mode"] for item in found["items"] for p in item["providers"]} == {"FULL_TIME_DEGREE"}
    assert found["envelope"]["inputs"]["goal"]["level"] == "L3"
    assert found["model"] == "letters"


async def test_derived_providers_show_the_names_that_matched(service: Service) -> None:
    items = (await learn(service, goal=TEA))["items"]
    derived = [p for item in items for p in item["providers"] if p["basis"] == "COURSE"]
    assert derived
    assert all(p["course"]["name"] and p["likeness"] >= 0.55 for p in derived)


async def test_an_evening_course_is_not_answered_by_a_degree(service: Service) -> None:
    evening = {"modes": ["ONSITE", "ONLINE", "MIXED"]}
    items = (await learn(service, goal=TEA, constraints=evening))["items"]
    assert {item["note"] for item in items} == {"no known provider"}
    assert all(item["providers"] == [] for item in items)
    found = await match(service, goal=TEA, constraints=evening)
    assert found["items"] == []
    assert any("FULL_TIME_DEGREE" in text for text in found["whatWouldChangeThis"])


async def test_nothing_given_is_answered(service: Service) -> None:
    found = await learn(service)
    assert found["goal"] is None
    assert {item["stage"] for item in found["items"]} == {"START"}


async def test_institutions_come_with_the_parts_of_their_score(service: Service) -> None:
    found = await match(service, goal=TEA, near="长沙市")
    best = found["items"][0]
    assert [part["name"] for part in best["parts"]] == [
        "occupation",
        "modules",
        "distance",
        "price",
        "places",
        "grade",
    ]
    assert best["priceAfterSubsidy"] is None
    assert found["found"] == len(found["items"]) == 4
    assert [i["score"] for i in found["items"]] == sorted((i["score"] for i in found["items"]), reverse=True)


async def test_a_region_may_be_given_by_name_or_code(service: Service) -> None:
    by_name = await match(service, goal=TEA, constraints={"region": "长沙市"})
    by_code = await match(service, goal=TEA, constraints={"region": "430100"})
    assert by_name["items"] == by_code["items"]
    assert {item["city"]["name"] for item in by_name["items"]} == {"长沙市"}


async def test_modules_and_majors_can_be_sought(service: Service) -> None:
    module = (await learn(service, goal=TEA))["items"][0]["id"]
    assert (await match(service, modules=[module]))["items"]
    assert (await match(service, major="maj:高职/510204"))["items"][0]["parts"][0]["name"] == "major"


@pytest.mark.parametrize(
    ("query", "variables", "field"),
    [
        (LEARN, {"goal": {"occupation": "没有这个职业", "level": "L3"}}, "goal.occupation"),
        (LEARN, {"profile": {"birth": "2030-01-01"}}, "profile.birth"),
        (LEARN, {"near": "没有这里"}, "near"),
        (LEARN, {"first": 101}, "first"),
        (MATCH, {}, "goal"),
        (MATCH, {"goal": TEA, "constraints": {"region": "没有这里"}}, "constraints.region"),
        (MATCH, {"goal": {"occupation": "没有这个职业", "level": "L3"}}, "goal.occupation"),
        (MATCH, {"major": "maj:高职/000000"}, "id"),
    ],
)
async def test_wrong_input_is_refused_by_name(
    service: Service, query: str, variables: dict[str, Any], field: str
) -> None:
    _, extensions = await service.refusal(query, **variables)
    assert extensions["field"] == field
    assert extensions["code"] in {"BAD_INPUT", "NOT_FOUND"}


async def test_without_the_model_the_answer_says_that_names_are_not_compared() -> None:
    bare, _ = without_store(shipped_catalogue())
    found = await learn(bare, goal=TEA)
    assert found["model"] is None
    assert any("not compared" in note for note in found["notes"])
