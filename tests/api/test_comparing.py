"""Over GraphQL: what stands beside an answer, goals side by side, plans made again, goals proposed."""

from typing import Any

import pytest

from tests.api.asking import Service, shipped_catalogue, without_store

TODAY = "2026-11-24"
ELECTRICIAN = {
    "birth": "1990-05-01",
    "spells": [{"occupation": "6-31-01-03", "from": "2020-03"}],
    "certificates": [{"occupation": "6-31-01-03", "level": "L5", "awarded": "2023-06-15"}],
}
LEVEL_3 = {"occupation": "电工", "level": "L3"}
BESIDE = """query ($profile: ProfileInput!, $goal: GoalInput!) {
    learningPath(profile: $profile, goal: $goal, asOf: "2026-11-24") {
        __typename
        ... on LearningPath {
            changes { text chinese effect now monthsEarlier goal { level } way { earliest certainty }
                      changes { kind school approved level rank months place occupation { code } text chinese } }
            onward { awarded notes occupation { code }
                     nextLevels { goal { level } monthsAfter because way { earliest certainty steps { start } } } }
            envelope { inputs digest }
        }
        ... on Undetermined { nearest { nearness held chinese goal { level occupation { code } } way { earliest } } changes { text } }
        ... on Unreachable { nearest { nearness held goal { level } way { earliest } } changes(first: 2) { text } }
    }
}"""
REPLAN = """query ($profile: ProfileInput, $goal: GoalInput, $envelope: JSON, $changes: ProfileInput) {
    replan(profile: $profile, goal: $goal, envelope: $envelope, changes: $changes, asOf: "2026-11-24") {
        daysEarlier same notes steps { kind text before { kind start } after { kind start } }
        before { ... on LearningPath { earliest envelope { revision asOf software inputs digest } } }
        after { ... on LearningPath { earliest changes { text } routes { found } envelope { inputs } } }
    }
}"""


@pytest.fixture(scope="module")
def service() -> Service:
    """The shipped catalogue; its store cannot be reached."""
    return without_store(shipped_catalogue())[0]


async def beside(service: Service, profile: dict[str, Any], goal: dict[str, Any]) -> Any:
    return (await service.ask(BESIDE, profile=profile, goal=goal))["learningPath"]


async def test_a_path_tells_what_would_change_it_and_what_comes_after(service: Service) -> None:
    found = await beside(service, ELECTRICIAN, LEVEL_3)
    college = [c for c in found["changes"] if c["changes"][0]["school"] == "HIGHER"]
    assert {(c["now"], c["monthsEarlier"]) for c in college} == {(True, 60), (False, 36)}
    assert all(c["text"] and c["chinese"].startswith("如果") and c["effect"] == "EARLIER" for c in college)
    levels = found["onward"]["nextLevels"]
    assert [(x["goal"]["level"], x["way"]["earliest"]) for x in levels] == [
        ("L2", "2035-11-24"),
        ("L1", "2039-11-24"),
    ]
    assert found["onward"]["awarded"] == "2031-11-24"
    assert len(found["envelope"]["digest"]) == 64


async def test_a_level_that_does_not_exist_names_the_nearest_that_can_be_reached(service: Service) -> None:
    found = await beside(service, ELECTRICIAN, {"occupation": "电工", "level": "CHIEF"})
    assert found["nearest"] == [
        {"nearness": "SAME_LADDER", "held": False, "goal": {"level": "L1"}, "way": {"earliest": "2039-11-24"}}
    ]
    assert found["changes"] == []


async def test_without_a_standard_the_same_group_gives_the_nearest(service: Service) -> None:
    found = await beside(service, {"birth": "1990-05-01"}, {"occupation": "打字员", "level": "L4"})
    assert found["nearest"][0]["nearness"] == "SAME_GROUP"
    assert found["nearest"][0]["goal"]["occupation"]["code"].startswith("3-01-02")
    assert found["changes"]


async def test_goals_are_compared_and_each_keeps_its_own_envelope(service: Service) -> None:
    found = await service.ask(
        """query ($profile: ProfileInput!, $goals: [GoalInput!]!) {
            comparePaths(profile: $profile, goals: $goals, asOf: "2026-11-24") {
                ordering rows { goal { level occupation { name } } assessments modules treatment way { earliest certainty }
                    answer { __typename ... on LearningPath { envelope { inputs } licences { name } routes { found } } } }
            }
        }""",
        profile=ELECTRICIAN,
        goals=[
            {"occupation": "电工", "level": "CHIEF"},
            LEVEL_3,
            {"occupation": "焊工", "level": "L5"},
            LEVEL_3,
        ],
    )
    rows = found["comparePaths"]["rows"]
    assert [(r["goal"]["occupation"]["name"], r["answer"]["__typename"]) for r in rows] == [
        ("焊工", "LearningPath"),
        ("电工", "LearningPath"),
        ("电工", "Unreachable"),
    ]
    assert rows[1]["treatment"] == "助理工程师"
    assert rows[1]["answer"]["envelope"]["inputs"]["goal"]["level"] == "L3"
    assert found["comparePaths"]["ordering"]


async def test_a_plan_is_made_again_with_changes_and_the_steps_are_compared(service: Service) -> None:
    changes = {"educations": [{"kind": "HIGHER", "major": "430107", "graduated": "2020-06"}]}
    found = (await service.ask(REPLAN, profile=ELECTRICIAN, goal=LEVEL_3, changes=changes))["replan"]
    assert (found["before"]["earliest"], found["after"]["earliest"]) == ("2031-11-24", "2028-11-24")
    assert found["daysEarlier"] == 1095
    assert not found["same"]
    assert {step["kind"] for step in found["steps"]} >= {"CHANGED"}
    person = found["after"]["envelope"]["inputs"]["person"]
    assert (len(person["educations"]), len(person["certificates"])) == (1, 1)


async def test_an_envelope_alone_gives_the_same_plan_again(service: Service) -> None:
    first = (await service.ask(REPLAN, profile=ELECTRICIAN, goal=LEVEL_3))["replan"]
    assert first["same"]
    envelope = first["before"]["envelope"]
    again = (await service.ask(REPLAN.replace(', asOf: "2026-11-24"', ""), envelope=envelope))["replan"]
    assert again["same"]
    assert again["before"] == first["before"]
    envelope["inputs"]["person"]["birth"] = "1980-01-01"
    message, extensions = await service.refusal(REPLAN, envelope=envelope)
    assert "digest" in message
    assert extensions["code"] == "BAD_INPUT"


@pytest.mark.parametrize(
    "arguments", [{}, {"profile": ELECTRICIAN}, {"profile": ELECTRICIAN, "envelope": {}}, {"envelope": []}]
)
async def test_a_plan_needs_a_profile_with_a_goal_or_an_envelope(
    service: Service, arguments: dict[str, Any]
) -> None:
    _, extensions = await service.refusal(REPLAN, **arguments)
    assert extensions["code"] == "BAD_INPUT"


async def test_goals_are_proposed_from_what_a_person_has_or_from_a_group(service: Service) -> None:
    query = """query ($profile: ProfileInput!, $group: String) {
        proposeGoals(profile: $profile, group: $group, first: 3, asOf: "2026-11-24") {
            group { code } considered notes envelope { inputs }
            proposals { id kind score goal { level occupation { code } } way { earliest } reasons { kind text } parts { name value } whatWouldChangeThis }
        }
    }"""
    own = (await service.ask(query, profile=ELECTRICIAN))["proposeGoals"]
    assert own["proposals"][0]["id"] == "cert:skill/6-31-01-03/L4"
    group = (await service.ask(query, profile=ELECTRICIAN, group="6-31-01"))["proposeGoals"]
    assert group["group"]["code"] == "6-31-01"
    assert {p["goal"]["occupation"]["code"][:7] for p in group["proposals"]} == {"6-31-01"}
    _, extensions = await service.refusal(query, profile={}, group="9-99-99")
    assert extensions["field"] == "group"
