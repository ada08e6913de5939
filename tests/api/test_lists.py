"""Lists over GraphQL: pages that fit together, cursors that belong to one list, searches and filters."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.schema.pages import Cursor, cut, question_of, ranked, read_cursor, slice_of
from graph.errors import InvalidInput
from tests.api.asking import Service, catalogue_of, shipped_catalogue, without_store
from tests.api.excerpt import shipped
from tests.graph.samples import occupation

PAGE = """query ($search: String, $filter: OccupationFilter, $first: Int! = 20, $after: String, $asOf: Date) {
    occupations(search: $search, filter: $filter, first: $first, after: $after, asOf: $asOf) {
        totalCount edges { node { id code name } cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
}"""


@pytest.fixture(scope="module")
def service() -> Service:
    """The shipped catalogue without a store."""
    return without_store(shipped_catalogue())[0]


async def page(service: Service, **variables: Any) -> Any:
    """One page of occupations."""
    return (await service.ask(PAGE, **variables))["occupations"]


async def test_a_page_has_twenty_facts_and_knows_the_whole(service: Service) -> None:
    found = await page(service)
    assert len(found["edges"]) == 20
    assert found["totalCount"] == len(shipped_catalogue().all(type(shipped_catalogue().occupation("电工"))))
    assert found["pageInfo"]["hasNextPage"]
    assert not found["pageInfo"]["hasPreviousPage"]
    assert found["pageInfo"]["endCursor"] == found["edges"][-1]["cursor"]


async def test_the_pages_of_a_list_are_the_list(service: Service) -> None:
    whole = await page(service, search="工", first=100)
    found, after = [], None
    while True:
        part = await page(service, search="工", first=7, after=after)
        found += part["edges"]
        after = part["pageInfo"]["endCursor"]
        if not part["pageInfo"]["hasNextPage"] or len(found) >= 100:
            break
    assert [edge["node"]["id"] for edge in found][:100] == [edge["node"]["id"] for edge in whole["edges"]]


async def test_a_page_after_the_last_fact_is_empty(service: Service) -> None:
    last = await page(service, search="焊", first=100)
    beyond = await page(service, search="焊", after=last["pageInfo"]["endCursor"])
    assert beyond["edges"] == []
    assert beyond["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": True,
        "startCursor": None,
        "endCursor": None,
    }


@pytest.mark.parametrize("first", [0, -1, 101, 1_000])
async def test_a_page_has_one_to_a_hundred_facts(service: Service, first: int) -> None:
    message, extensions = await service.refusal(PAGE, first=first)
    assert message == f"'first' must be from 1 to 100, not {first}"
    assert extensions == {"code": "BAD_INPUT", "field": "first"}


@pytest.mark.parametrize("change", [{"search": "电"}, {"filter": {"green": True}}, {"asOf": "2020-01-01"}])
async def test_a_cursor_of_another_question_is_refused(service: Service, change: dict[str, Any]) -> None:
    after = (await page(service, search="焊", first=1))["pageInfo"]["endCursor"]
    message, extensions = await service.refusal(PAGE, **{"search": "焊", "after": after, **change})
    assert "no cursor of this list" in message
    assert extensions == {"code": "BAD_INPUT", "field": "after"}


async def test_a_cursor_of_another_list_is_refused(service: Service) -> None:
    after = (await page(service, first=1))["pageInfo"]["endCursor"]
    message, _ = await service.refusal(
        "query ($after: String) { majors(after: $after) { totalCount } }", after=after
    )
    assert "no cursor of this list" in message


@pytest.mark.parametrize("after", ["", "x", "MQ==", "电", "MSAyMDI2LTExLTI0IGFhIC01"])
async def test_what_is_no_cursor_is_refused(service: Service, after: str) -> None:
    _, extensions = await service.refusal(PAGE, after=after)
    assert extensions == {"code": "BAD_INPUT", "field": "after"}


async def test_a_cursor_of_an_older_revision_is_refused_with_what_to_do() -> None:
    service, _ = without_store(catalogue_of(shipped().snapshot, 1))
    after = (await page(service, first=1))["pageInfo"]["endCursor"]
    service.holder.hold(catalogue_of(shipped().snapshot, 2))
    message, extensions = await service.refusal(PAGE, after=after)
    assert "cursor of revision 1, this list is of revision 2" in message
    assert extensions == {"code": "BAD_INPUT", "field": "after"}
    told = "query ($after: String) { occupations(after: $after, revision: 1) { edges { node { id } } } }"
    assert (await service.ask(told, after=after))["occupations"]["edges"]


async def test_equal_names_come_before_beginnings_and_those_before_the_rest(service: Service) -> None:
    found = await page(service, search="电工", first=100)
    names = [edge["node"]["name"] for edge in found["edges"]]
    assert names[0] == "电工"
    assert len(names) > 1


@pytest.mark.parametrize(
    ("search", "code"),
    [("6-31-01-03", "6-31-01-03"), ("６－３１－０１－０３", "6-31-01-03"), ("港机电工", "6-31-01-03")],
)
async def test_codes_and_trades_are_searched_too(service: Service, search: str, code: str) -> None:
    found = await page(service, search=search)
    assert [edge["node"]["code"] for edge in found["edges"]] == [code]


@pytest.mark.parametrize(
    ("narrowed", "holds"),
    [
        ({"group": "6-31-01"}, lambda node: node["code"].startswith("6-31-01-")),
        ({"group": "6"}, lambda node: node["code"].startswith("6-")),
        ({"green": True}, lambda node: node["green"]),
        ({"digital": True, "green": True}, lambda node: node["green"] and node["digital"]),
        ({"status": "IN_COMMENT"}, lambda node: node["code"] is None),
        ({"level": "T2"}, lambda node: {"level": "T2"} in node["certificates"]),
        ({"standard": False}, lambda node: node["standards"] == []),
        ({"addedYear": 2024}, lambda node: node["addedYear"] == 2024),
    ],
)
async def test_occupations_are_narrowed(service: Service, narrowed: dict[str, Any], holds: Any) -> None:
    data = await service.ask(
        """query ($filter: OccupationFilter) { occupations(filter: $filter, first: 100) { totalCount edges { node {
            code green digital addedYear certificates { level } standards { id } } } } }""",
        filter=narrowed,
    )
    found = [edge["node"] for edge in data["occupations"]["edges"]]
    assert found
    assert all(map(holds, found))
    assert data["occupations"]["totalCount"] < (await page(service))["totalCount"]


async def test_majors_courses_institutions_and_offers_are_narrowed(service: Service) -> None:
    data = await service.ask(
        """{ majors(filter: { education: HIGHER, occupation: "电工" }, first: 100) { edges { node { education occupations { name } } } }
             courses(search: "焊接", filter: { major: "maj:高职/460110" }) { edges { node { name majors { id } } } }
             institutions(filter: { region: "430100", carrier: SCHOOL }, first: 100) { totalCount edges { node { carrier region { name parent { name } } } } }
             offers(filter: { region: "长沙市", occupation: "电工", year: 2025 }, first: 100) { totalCount edges { node { price year major { occupations { name } } institution { region { name parent { name } } } } } }
             cheap: offers(filter: { priceAtMost: 4000 }, first: 100) { edges { node { price } } } }"""
    )
    assert data["majors"]["edges"]
    for edge in data["majors"]["edges"]:
        assert edge["node"]["education"] == "HIGHER"
        assert {"name": "电工"} in edge["node"]["occupations"]
    assert data["courses"]["edges"]
    assert all("焊接" in edge["node"]["name"] for edge in data["courses"]["edges"])
    assert data["institutions"]["totalCount"] > 10
    for edge in data["offers"]["edges"]:
        assert {"name": "电工"} in edge["node"]["major"]["occupations"]
    assert data["cheap"]["edges"]
    assert all(edge["node"]["price"] <= 4000 for edge in data["cheap"]["edges"])


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ('{ occupations(filter: { group: "9-99" }) { totalCount } }', "filter.group"),
        ('{ majors(filter: { occupation: "没有的" }) { totalCount } }', "filter.occupation"),
        ('{ courses(filter: { major: "maj:高职/000000" }) { totalCount } }', "filter.major"),
        ('{ institutions(filter: { region: "火星" }) { totalCount } }', "filter.region"),
        ('{ offers(filter: { institution: "没有的" }) { totalCount } }', "filter.institution"),
    ],
)
async def test_a_filter_that_names_nothing_known_is_refused(service: Service, query: str, field: str) -> None:
    _, extensions = await service.refusal(query)
    assert extensions == {"code": "NOT_FOUND", "field": field}


@given(
    revision=st.integers(1, 10**6),
    day=st.dates(),
    position=st.integers(1, 10**9),
    question=st.from_regex(r"[0-9a-f]{12}", fullmatch=True),
)
def test_a_cursor_is_read_as_it_was_written(revision: int, day: Any, position: int, question: str) -> None:
    cursor = Cursor(revision, day, question, position)
    assert read_cursor(str(cursor)) == cursor


@given(st.text())
def test_any_other_text_is_no_cursor(text: str) -> None:
    with suppress(InvalidInput):
        assert str(read_cursor(text)) == text


@given(st.lists(st.integers(), max_size=50), st.integers(1, 20), st.dates())
def test_pages_neither_repeat_nor_lose_anything(items: list[int], first: int, day: Any) -> None:
    question, found, after = question_of("items"), list[int](), None
    while True:
        part = cut(items, slice_of(first, after, most=20), 1, day, question)
        found += [edge.node for edge in part.edges]
        assert part.total_count == len(items)
        if not part.page_info.has_next_page:
            break
        after = part.page_info.end_cursor
    assert found == items


def test_the_order_of_equal_ranks_is_kept() -> None:
    nodes = [occupation("1", "乙工"), occupation("2", "工"), occupation("3", "工人"), occupation("4", "甲工")]
    texts = {node.id: (node.name,) for node in nodes}
    assert [node.name for node in ranked(nodes, "工", texts)] == ["工", "工人", "乙工", "甲工"]


MODULES = """query ($search: String, $filter: ModuleFilter) {
    modules(search: $search, filter: $filter, first: 100) { edges { node { id name level standards { name } } } }
}"""


async def test_modules_are_found_by_their_name_and_by_that_of_their_standard(service: Service) -> None:
    async def found(**variables: Any) -> list[Any]:
        answer = await service.ask(MODULES, **variables)
        return [edge["node"] for edge in answer["modules"]["edges"]]

    assert {module["name"] for module in await found(search="继电控制电路装调维修")} == {
        "继电控制电路装调维修"
    }
    of_one = await found(filter={"occupation": "电工", "level": "L3"})
    assert of_one
    assert {(module["level"], *(s["name"] for s in module["standards"])) for module in of_one} == {
        ("L3", "电工")
    }
    assert {module["id"] for module in of_one} < {module["id"] for module in await found(search="电工")}
    (same,) = [(await service.ask("query ($id: ID!) { module(id: $id) { name } }", id=of_one[0]["id"]))]
    assert same["module"]["name"] == of_one[0]["name"]
