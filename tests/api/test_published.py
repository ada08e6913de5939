"""Published facts over GraphQL: the traversals a caller expects, each for no trip to the store."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from graph.gateway import Gateway
from graph.model import ids
from graph.model.facts import Occupation
from graph.model.links import RelType
from graph.model.snapshot import Snapshot
from tests.api.asking import Service, catalogue_of, shipped_catalogue, without_store
from tests.graph.samples import link, links, nodes, occupation

ELECTRICIAN = "occ:6-31-01-03@2022"


@pytest.fixture
def service() -> Iterator[Service]:
    """The shipped catalogue; a query that goes to the store fails the test."""
    service, gateway = without_store(shipped_catalogue())
    yield service
    assert gateway.trips == 0


def small(*changes: Occupation) -> tuple[Service, Gateway]:
    """Two occupations in a group, with changes by id."""
    changed = {node.id: node for node in changes}
    snapshot = Snapshot.of([changed.get(node.id, node) for node in nodes()], links())
    return without_store(catalogue_of(snapshot))


@pytest.mark.parametrize(
    "argument", [f'id: "{ELECTRICIAN}"', 'code: "6-31-01-03"', 'name: "电工"', 'name: " 电工 "']
)
async def test_an_occupation_is_found_by_id_code_or_name(service: Service, argument: str) -> None:
    data = await service.ask(f"{{ occupation({argument}) {{ id name }} }}")
    assert data["occupation"] == {"id": ELECTRICIAN, "name": "电工"}


async def test_an_occupation_leads_to_all_that_is_known_of_it(service: Service) -> None:
    data = await service.ask(
        """{ occupation(name: "电工") {
            definition groups { name tier } workTypes { name occupation { id } } tasks { text occupation { id } }
            standards { id year levels occupations { id } modules(level: L3) { name level weight } }
            packages { id occupation { id } modules { id } provenance { origin method } }
            certificates { id level admittedBy { ruleSet { id routes { text conditions { kind op value } } } choice } }
            majors { id } licences { certificate { name licenceFor { id } } field duty provenance { source { title } } }
        } }"""
    )
    found = data["occupation"]
    assert [group["tier"] for group in found["groups"]] == ["MINOR", "MIDDLE", "MAJOR"]
    assert found["definition"]
    assert {item["occupation"]["id"] for item in found["workTypes"] + found["tasks"]} == {ELECTRICIAN}
    assert {
        "id": "std:6-31-01-03/2018",
        "year": 2018,
        "levels": ["L5", "L4", "L3", "L2", "L1"],
    }.items() <= found["standards"][0].items()
    assert {module["level"] for module in found["standards"][0]["modules"]} == {"L3"}
    assert sum(module["weight"] for module in found["standards"][0]["modules"]) == 100
    assert found["packages"][0]["provenance"]["origin"] == "DERIVED"
    assert found["packages"][0]["provenance"]["method"]
    level_three = next(c for c in found["certificates"] if c["id"] == "cert:skill/6-31-01-03/L3")
    assert level_three["admittedBy"][0]["ruleSet"]["id"] == "rules:2018/L3"
    assert found["licences"][0]["certificate"]["name"] == "特种作业操作证"
    assert found["licences"][0]["field"] == "电工作业"
    assert found["licences"][0]["duty"] == "MAY_BE_REQUIRED"
    assert {"id": ELECTRICIAN} in found["licences"][0]["certificate"]["licenceFor"]
    assert found["majors"]


async def test_majors_lead_to_courses_and_occupations_and_offers_to_institutions_and_regions(
    service: Service,
) -> None:
    data = await service.ask(
        """{ major(code: "460306", education: HIGHER) {
            id name courses { name majors { id } } occupations { majors { id } }
            offers { year mode entryRoute institution { name offers { id } region { name parent { name } } } major { id } package { id } }
        } }"""
    )
    found = data["major"]
    assert found["id"] == "maj:高职/460306"
    assert all({"id": found["id"]} in course["majors"] for course in found["courses"])
    assert all({"id": found["id"]} in occupation["majors"] for occupation in found["occupations"])
    assert found["courses"]
    assert found["occupations"]
    assert found["offers"]
    for offer in found["offers"]:
        assert (offer["major"], offer["package"]) == ({"id": found["id"]}, None)
        assert offer["institution"]["region"]["parent"] == {"name": "湖南省"}


async def test_groups_regions_and_industries_are_walked_up_and_down(service: Service) -> None:
    data = await service.ask(
        """{ occupationGroup(code: "6-31-01") { parent { code parent { code parent { code } } children { code } } occupations { code } }
             region(name: "长沙市") { parent { name } children { name parent { name } } institutions { name } }
             industry(code: "C") { tier parent { code } children { code } } }"""
    )
    group = data["occupationGroup"]
    assert group["parent"]["parent"] == {"code": "6", "parent": None}
    assert {"code": "6-31-01"} in group["parent"]["children"]
    assert {"code": "6-31-01-03"} in group["occupations"]
    assert data["region"]["parent"] == {"name": "湖南省"}
    assert {child["parent"]["name"] for child in data["region"]["children"]} == {"长沙市"}
    assert data["industry"] | {"children": []} == {"tier": "SECTION", "parent": None, "children": []}
    assert len(data["industry"]["children"]) == 31


@pytest.mark.parametrize(
    ("root", "label"),
    [
        ('standard(id: "std:6-31-01-03/2018")', "Standard"),
        ('trainingPackage(id: "pkg:6-31-01-03@2022/2018")', "TrainingPackage"),
        ('certificate(occupation: "电工", level: L3)', "Certificate"),
        ('certificate(id: "cert:skill/6-31-01-03/L3")', "Certificate"),
        ("clause(number: 6)", "Clause"),
        ('institution(name: "湘潭大学")', "Institution"),
        ('institution(code: "4143010530")', "Institution"),
        ('region(code: "430100")', "Region"),
    ],
)
async def test_every_fact_shows_where_it_comes_from(service: Service, root: str, label: str) -> None:
    data = await service.ask(
        f"""{{ fact: {root} {{ __typename id provenance {{
            source {{ title publisher digest }} locator origin method confidence validFrom validTo firstRevision revision
        }} }} }}"""
    )
    fact = data["fact"]
    assert fact["__typename"] == label
    assert fact["provenance"]["source"]["title"]
    assert fact["provenance"]["locator"]
    assert fact["provenance"]["revision"] == 1


async def test_relationships_are_facts_with_provenance_too(service: Service) -> None:
    data = await service.ask(
        f"""{{ why(id: "{ELECTRICIAN}") {{ sources {{ title }} entity {{
            __typename ... on Occupation {{ name }}
            relationships(type: IN_GROUP) {{ type start {{ id }} end {{ id __typename }} provenance {{ locator origin }} }}
        }} }} }}"""
    )
    assert data["why"]["entity"]["name"] == "电工"
    (up,) = data["why"]["entity"]["relationships"]
    assert up["start"] == {"id": ELECTRICIAN}
    assert up["end"] == {"id": "grp:6-31-01@2022", "__typename": "OccupationGroup"}
    assert up["provenance"]["locator"]
    assert len(data["why"]["sources"]) > 1


async def test_what_no_source_states_is_null_or_empty(service: Service) -> None:
    data = await service.ask(
        """{ occupation(name: "焊工") { standards { year modules { id } } packages { id } }
             occupations(filter: { status: IN_COMMENT }, first: 1) { edges { node { code definition tasks { text } } } } }"""
    )
    assert all(standard["modules"] == [] for standard in data["occupation"]["standards"])
    assert data["occupation"]["packages"] == []
    assert data["occupations"]["edges"][0]["node"] == {"code": None, "definition": None, "tasks": []}


async def test_the_catalogue_counts_what_it_holds(service: Service) -> None:
    data = await service.ask(
        "{ catalogue { revision { number who } counts { label count } relationships { label count } sources { title } } }"
    )
    counts = {c["label"]: c["count"] for c in data["catalogue"]["counts"]}
    assert counts["Occupation"] == len(shipped_catalogue().all(Occupation))
    assert counts["Clause"] == 15
    assert data["catalogue"]["revision"] == {"number": 1, "who": "test"}
    assert len(data["catalogue"]["sources"]) == counts["Source"]


async def test_facts_that_do_not_hold_on_the_day_are_left_out() -> None:
    service, gateway = small(
        occupation("6-31-01-03", "电工", valid_from=date(2022, 9, 28), valid_to=date(2026, 6, 30))
    )
    query = """query ($day: Date) {
        occupationGroup(code: "6-31-01", asOf: $day) { occupations { name } }
        occupations(asOf: $day) { totalCount }
        certificate(id: "cert:skill/6-31-01-03/L4", asOf: $day) { occupations { name } }
    }"""
    inside = await service.ask(query, day="2026-06-30")
    assert inside["occupations"]["totalCount"] == 2
    assert {"name": "电工"} in inside["occupationGroup"]["occupations"]
    for day in ("2022-09-27", "2026-07-01"):
        outside = await service.ask(query, day=day)
        assert outside["occupations"]["totalCount"] == 1
        assert outside["occupationGroup"]["occupations"] == [{"name": "设备点检员"}]
        assert outside["certificate"]["occupations"] == []
        message, extensions = await service.refusal(
            'query ($day: Date) { occupation(code: "6-31-01-03", asOf: $day) { name } }', day=day
        )
        assert message == f"{ELECTRICIAN} does not stand on {day}"
        assert extensions["code"] == "NOT_FOUND"
    assert gateway.trips == 0


async def test_relationships_that_do_not_hold_on_the_day_are_left_out() -> None:
    group = ids.group_id("6-31-01", "2022")
    dated = link(RelType.IN_GROUP, ELECTRICIAN, group, valid_from=date(2022, 9, 28))
    others = [one for one in links() if (one.type, one.start) != (dated.type, dated.start)]
    service, _ = without_store(catalogue_of(Snapshot.of(nodes(), [dated, *others])))
    query = 'query ($day: Date) { occupation(id: "occ:6-31-01-03@2022", asOf: $day) { group { name } } }'
    assert (await service.ask(query, day="2022-09-28"))["occupation"]["group"] == {"name": "机械设备修理人员"}


async def test_two_roots_of_one_request_may_ask_for_different_days() -> None:
    service, _ = small(occupation("6-31-01-03", "电工", valid_to=date(2025, 12, 31)))
    data = await service.ask(
        """{ then: occupationGroup(code: "6-31-01", asOf: "2025-01-01") { occupations { name } }
             now: occupationGroup(code: "6-31-01", asOf: "2026-01-01") { occupations { name } } }"""
    )
    assert [len(data[name]["occupations"]) for name in ("then", "now")] == [2, 1]


async def test_two_occupations_of_one_name_are_refused_with_both_codes() -> None:
    twin = replace(nodes()[3], name="电工")
    assert isinstance(twin, Occupation)
    service, _ = small(twin)
    message, extensions = await service.refusal('{ occupation(name: "电工") { id } }')
    assert "6-31-01-01" in message
    assert "6-31-01-03" in message
    assert extensions == {"code": "BAD_INPUT", "field": "name"}
