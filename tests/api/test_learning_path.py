"""`learningPath` over GraphQL: each kind of answer on the shipped catalogue, and each kind of wrong input."""

from datetime import date
from typing import Any

import pytest

from api.graphiql import EXAMPLE
from recommender.planning.cases import read_case
from recommender.planning.output import answer_json
from tests.api.asking import Service, shipped_catalogue, without_store

TODAY = "2026-11-24"
ASK = """query ($profile: ProfileInput!, $goal: GoalInput!, $asOf: Date = "2026-11-24") {
    learningPath(profile: $profile, goal: $goal, asOf: $asOf) {
        __typename
        ... on LearningPath {
            goal { occupation { name } level workType } certainty earliest standard { id } edition
            steps { kind start end level occupation { code } certificate { id } rule { id level } route { id name text }
                    routeName routeText edition clauses { id number } treatment assumes train { level modules { name weight } } }
            confirm { code about question ask } alternatives { certainty earliest confirm { question } }
            credited { level modules { name } } licences { name field duty certificate { id } } notes
            envelope { revision asOf software inputs }
        }
        ... on Undetermined { code because assumed { certainty earliest steps { kind level } } licences { name } notes envelope { asOf } }
        ... on Unreachable { blockers { code rule { id } because } licences { name } notes envelope { asOf } goal { occupation { name } } }
    }
}"""
ELECTRICIAN = {
    "birth": "1990-05-01",
    "spells": [{"occupation": "6-31-01-03", "from": "2020-03"}],
    "certificates": [{"occupation": "6-31-01-03", "level": "L5", "awarded": "2023-06-15"}],
}
LEVEL_3 = {"occupation": "电工", "level": "L3"}


@pytest.fixture(scope="module")
def service() -> Service:
    """The shipped catalogue; its store cannot be reached."""
    return without_store(shipped_catalogue())[0]


async def path(service: Service, profile: dict[str, Any], goal: dict[str, Any]) -> Any:
    """The answer."""
    return (await service.ask(ASK, profile=profile, goal=goal))["learningPath"]


async def test_a_path_has_dated_steps_each_with_its_rule_and_clause(service: Service) -> None:
    found = await path(service, ELECTRICIAN, LEVEL_3)
    assert (found["__typename"], found["certainty"]) == ("LearningPath", "LAWFUL")
    assert [step["kind"] for step in found["steps"]] == ["ASSESS", "WORK", "ASSESS"]
    for step in (step for step in found["steps"] if step["kind"] == "ASSESS"):
        assert step["rule"]["level"] == step["level"]
        assert step["route"]["text"] == step["routeText"]
        assert step["certificate"]["id"] == f"cert:skill/6-31-01-03/{step['level']}"
        assert {"id": "clause:hunan-2018/5", "number": 5} in step["clauses"]
        assert step["start"] == step["end"]
        assert step["train"][0]["modules"]
    assert found["steps"][-1]["start"] == found["earliest"] == "2031-11-24"
    assert found["licences"][0]["name"] == "特种作业操作证"
    assert [credited["level"] for credited in found["credited"]] == ["L5"]


async def test_the_answer_is_that_of_the_planner(service: Service) -> None:
    """GraphQL shows what a batch writes for the same case."""
    planner = service.holder.prepared(service.holder.present).planner
    raw = {"person": ELECTRICIAN, "goal": LEVEL_3}
    case = read_case(raw, planner, today=date.fromisoformat(TODAY))
    written = answer_json(planner.plan(case.profile, case.goal, case.as_of), planner.catalogue)
    found = await path(service, ELECTRICIAN, LEVEL_3)
    assert found["earliest"] == written["earliest"]
    assert [step["start"] for step in found["steps"]] == [s.get("on") or s["from"] for s in written["steps"]]
    assert [w["earliest"] for w in found["alternatives"]] == [w["earliest"] for w in written["alternatives"]]


async def test_the_envelope_repeats_what_was_asked(service: Service) -> None:
    envelope = (await path(service, ELECTRICIAN, LEVEL_3))["envelope"]
    assert (envelope["revision"], envelope["asOf"]) == (1, TODAY)
    planner = service.holder.prepared(service.holder.present).planner
    again = read_case(envelope["inputs"], planner, today=date.fromisoformat(envelope["asOf"]))
    assert again.goal.occupation == "occ:6-31-01-03@2022"
    assert len(again.profile.spells) == len(again.profile.certificates) == 1


async def test_an_occupation_without_a_ladder_is_unreachable_with_the_reason(service: Service) -> None:
    found = await path(service, {}, {"occupation": "中国共产党机关负责人", "level": "L3"})
    assert found["__typename"] == "Unreachable"
    assert found["blockers"][0]["code"] == "NO_SKILL_LADDER"
    assert found["goal"]["occupation"]["name"] == "中国共产党机关负责人"


async def test_a_level_that_no_standard_lists_is_unreachable(service: Service) -> None:
    found = await path(service, {}, {"occupation": "电工", "level": "CHIEF"})
    assert (found["__typename"], found["blockers"][0]["code"]) == ("Unreachable", "NO_SUCH_LEVEL")
    assert "L1" in found["blockers"][0]["because"]


async def test_an_occupation_without_a_standard_is_undetermined_with_an_assumed_way(service: Service) -> None:
    data = await service.ask(
        '{ occupations(filter: { standard: false, group: "6" }, first: 1) { edges { node { code } } } }'
    )
    code = data["occupations"]["edges"][0]["node"]["code"]
    found = await path(service, {"birth": "1990-05-01"}, {"occupation": code, "level": "L5"})
    assert (found["__typename"], found["code"]) == ("Undetermined", "NO_STANDARD")
    assert found["because"]
    assert found["assumed"]


@pytest.mark.parametrize(
    ("profile", "goal", "field"),
    [
        ({}, {"occupation": "没有这个职业", "level": "L3"}, "goal.occupation"),
        (
            {"spells": [{"occupation": "电工", "from": "2024-01-01", "to": "2023-01-01"}]},
            LEVEL_3,
            "profile.spells.0.to",
        ),
        ({"spells": [{"occupation": "电工", "from": "2024-13"}]}, LEVEL_3, "profile.spells.0.from"),
        ({"spells": [{"occupation": "电工"}]}, LEVEL_3, "profile.spells.0.from"),
        (
            {
                "birth": "2020-01-01",
                "certificates": [{"occupation": "电工", "level": "L5", "awarded": "2019-01-01"}],
            },
            LEVEL_3,
            "profile.certificates.0.awarded",
        ),
        (
            {"titles": [{"rank": "JUNIOR", "fieldOf": "没有这个职业", "awarded": "2020-01-01"}]},
            LEVEL_3,
            "profile.titles.0.fieldOf",
        ),
        ({"birth": "2030-01-01"}, LEVEL_3, "profile.birth"),
    ],
)
async def test_wrong_input_is_refused_by_the_name_it_has_in_graphql(
    service: Service, profile: dict[str, Any], goal: dict[str, Any], field: str
) -> None:
    message, extensions = await service.refusal(ASK, profile=profile, goal=goal)
    assert message
    assert extensions["field"] == field
    assert extensions["code"] in {"BAD_INPUT", "NOT_FOUND"}


async def test_unknown_keys_and_levels_are_refused_by_name(service: Service) -> None:
    message, _ = await service.refusal(ASK, profile={"brith": "1990-05-01"}, goal=LEVEL_3)
    assert "brith" in message
    message, _ = await service.refusal(ASK, profile={}, goal={"occupation": "电工", "level": "L9"})
    assert "L9" in message


async def test_the_example_that_graphiql_shows_is_answered(service: Service) -> None:
    assert (await service.ask(EXAMPLE))["learningPath"]["steps"]


ROUTES = """query ($profile: ProfileInput!, $goal: GoalInput!) {
    learningPath(profile: $profile, goal: $goal, asOf: "2026-11-24") {
        ... on LearningPath { earliest steps { kind bring { kind text origin condition { id } } where { found note places { institution { name } offer { id } modules named distanceKm } } } ...R }
        ... on Undetermined { ...R } ... on Unreachable { ...R }
    }
}
fragment R on PathAnswer {
    ... on LearningPath { routes { ...All } routesExplained }
    ... on Undetermined { routes { ...All } routesExplained }
    ... on Unreachable { routes { ...All } routesExplained }
}
fragment All on Routes {
    found considered { seats institutions majors bounds }
    ways { earliest certainty kinds effort { awayDays cost hours distanceKm }
           steps { kind start programme { kind start end lengthYears seatsKnown institutionsKnown
                   seats { offer { id } institution { name } major { name } year price places entryRoute distanceKm } } } }
    openRoutes { kind level rule { id } route { id } clauses { number } opens unknown ask schools majors { name } }
}"""


async def test_routes_compare_ways_with_their_seats_and_name_what_cannot_be_dated(service: Service) -> None:
    profile = {**ELECTRICIAN, "region": "430100"}
    found = (await service.ask(ROUTES, profile=profile, goal=LEVEL_3))["learningPath"]
    ways = found["routes"]["ways"]
    school = next(way for way in ways if "THROUGH_SCHOOL" in way["kinds"])
    own = next(way for way in ways if "MOST_CERTAIN" in way["kinds"])
    assert (own["earliest"], own["effort"]["awayDays"]) == (found["earliest"], 0)
    assert school["effort"] == {"awayDays": 1096, "cost": None, "hours": None, "distanceKm": None}
    programme = next(step["programme"] for step in school["steps"] if step["kind"] == "ENROL")
    assert programme["seatsKnown"] == found["routes"]["considered"]["seats"] >= len(programme["seats"])
    assert programme["seats"][0]["distanceKm"] == 0
    assert {route["kind"] for route in found["routes"]["openRoutes"]} >= {"APPRENTICESHIP", "COMPETITION"}
    applied = [step for step in found["steps"] if step["kind"] == "ASSESS"]
    assert all(step["where"]["places"] and step["bring"][0]["condition"]["id"] for step in applied)
    assert any("脱产1096天" in sentence for sentence in found["routesExplained"])


async def test_an_answer_without_a_ladder_has_no_routes(service: Service) -> None:
    goal = {"occupation": "中国共产党机关负责人", "level": "L3"}
    found = (await service.ask(ROUTES, profile={}, goal=goal))["learningPath"]
    assert (found["routes"]["ways"], found["routes"]["openRoutes"], found["routesExplained"]) == ([], [], [])
