"""What callers see when something is wrong: a code, the field, and never an inner message."""

import logging
import re

import pytest

from api.holder import CatalogueHolder
from api.limits import FACTS, FIELDS
from api.schema.failures import extensions_of
from api.settings import Limits
from graph.errors import AppError, Conflict, Forbidden, InvalidInput, NotFound, NotReady, Unavailable
from graph.faults import CatalogueFault
from tests.api.asking import Service, catalogue_of, shipped_catalogue, without_store, without_words
from tests.graph.samples import snapshot

NAMES = "{ occupations(first: 1) { edges { node { name } } } }"


@pytest.fixture
def service() -> Service:
    """Two occupations without a store."""
    return without_store(catalogue_of(snapshot()))[0]


@pytest.mark.parametrize(
    "query",
    [
        "{",
        "",
        "{ nothing }",
        "{ occupation(id: 1.5) { id } }",
        "query A { __typename } query A { __typename }",
    ],
)
async def test_a_query_that_is_wrong_in_itself_is_bad_input(service: Service, query: str) -> None:
    result = await service.result(query or "#")
    assert result.data is None
    assert result.errors
    assert all(without_words(error.extensions) == {"code": "BAD_INPUT"} for error in result.errors)


async def test_a_level_that_does_not_exist_is_refused_with_the_levels_that_do(service: Service) -> None:
    message, extensions = await service.refusal('{ certificate(occupation: "电工", level: L9) { id } }')
    assert "'L9' does not exist in 'Level' enum" in message
    assert extensions == {"code": "BAD_INPUT"}
    message, extensions = await service.refusal(
        'query ($level: Level) { certificate(occupation: "电工", level: $level) { id } }', level="L9"
    )
    assert "L9" in message
    assert extensions == {"code": "BAD_INPUT"}


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ('{ occupation(code: "9") { id } }', "NOT_FOUND", "code"),
        ("{ occupation { id } }", "BAD_INPUT", "id"),
        ('{ occupation(code: "9", name: "x") { id } }', "BAD_INPUT", "id"),
        ('{ occupation(id: "occ:9@2022") { id } }', "NOT_FOUND", "id"),
        ('{ occupation(code: "9", asOf: "0001-01-01") { id } }', "BAD_INPUT", "asOf"),
        ('{ occupation(code: "9", asOf: "9999-12-31") { id } }', "BAD_INPUT", "asOf"),
        ('{ occupation(id: "grp:6-31-01@2022") { id } }', "NOT_FOUND", "id"),
        ('{ region(name: "火星") { id } }', "NOT_FOUND", "name"),
        ('{ major(code: "460306") { id } }', "BAD_INPUT", "education"),
        ('{ certificate(occupation: "电工") { id } }', "BAD_INPUT", "level"),
        ('{ certificate(occupation: "电工", level: L1) { id } }', "NOT_FOUND", "level"),
    ],
)
async def test_what_cannot_be_found_is_named(service: Service, query: str, code: str, field: str) -> None:
    message, extensions = await service.refusal(query)
    assert message
    assert extensions == {"code": code, "field": field}


async def test_one_root_that_fails_leaves_the_others_their_answers(service: Service) -> None:
    result = await service.result('{ a: occupation(code: "9") { id } b: occupation(name: "电工") { name } }')
    assert result.data == {"a": None, "b": {"name": "电工"}}
    assert [error.path for error in result.errors or []] == [["a"]]


async def test_what_is_unexpected_is_masked_and_logged_under_an_id(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        message, extensions = await service.refusal("{ catalogue { revisions { number } } }")
    assert re.fullmatch(r"internal error [0-9a-f]{8}", message)
    assert extensions == {"code": "INTERNAL"}
    (record,) = caplog.records
    assert message in record.getMessage()
    assert record.exc_info is not None
    assert "gateway" in str(record.exc_info[1])


async def test_without_a_catalogue_the_answer_is_not_ready(service: Service) -> None:
    empty = Service(service.store, CatalogueHolder(service.store))
    message, extensions = await empty.refusal(NAMES)
    assert message == "the catalogue is being loaded"
    assert extensions == {"code": "NOT_READY", "retryable": True}


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InvalidInput, "BAD_INPUT"),
        (NotFound, "NOT_FOUND"),
        (Conflict, "CONFLICT"),
        (Forbidden, "FORBIDDEN"),
        (Unavailable, "UNAVAILABLE"),
        (NotReady, "NOT_READY"),
    ],
)
def test_every_known_failure_has_its_code(error: type[AppError], code: str) -> None:
    assert extensions_of(error("why"))["code"] == code
    assert extensions_of(error("why", field="where"))["field"] == "where"


def test_a_failure_is_told_in_chinese_beside_its_message() -> None:
    extensions = extensions_of(NotFound(CatalogueFault.OCCUPATION_UNNAMED(text="火星工"), field="occupation"))
    assert extensions == {
        "code": "NOT_FOUND",
        "field": "occupation",
        "reason": "OCCUPATION_UNNAMED",
        "chinese": "没有代码或全称是“火星工”的职业",
    }


async def test_a_query_may_not_be_deeper_than_allowed(service: Service) -> None:
    deep = '{ occupation(name: "电工") ' + "{ group { occupations " * 6 + "{ id }" + " } }" * 6 + " }"
    message, extensions = await service.refusal(deep)
    assert message == "the query is 14 levels deep; 12 are allowed"
    assert extensions == {"code": "BAD_INPUT"}
    errors = (await service.result(deep)).errors or ()
    assert [(error.extensions or {})["chinese"] for error in errors] == ["查询嵌套了 14 层，最多 12 层"]
    assert not (await Service(service.store, service.holder, Limits(depth=14)).result(deep)).errors


async def test_fragments_count_wherever_they_are_spread(service: Service) -> None:
    fragments = "".join(
        f"fragment f{n} on Occupation {{ a{n}: name b{n}: name ...f{n + 1} ...f{n + 1} }} " for n in range(40)
    )
    query = '{ occupation(name: "电工") { ...f0 } } ' + fragments + "fragment f40 on Occupation { name }"
    result = await service.result(query)
    assert any("aliases; 30 are allowed" in error.message for error in result.errors or [])


@pytest.mark.parametrize(
    "query",
    [
        '{ occupation(name: "电工") { ...f } } fragment f on Occupation { name ...f }',
        '{ occupation(name: "电工") { ...unknown } }',
        '{ occupation(name: "电工") { ...f } } fragment f on Occupation { ...g } fragment g on Occupation { ...f }',
    ],
)
async def test_unknown_and_circular_fragments_are_bad_input(service: Service, query: str) -> None:
    result = await service.result(query)
    assert result.errors
    assert all(without_words(error.extensions) == {"code": "BAD_INPUT"} for error in result.errors)


async def test_aliases_fields_and_tokens_are_limited(service: Service) -> None:
    aliases = "{" + " ".join(f"a{n}: __typename" for n in range(40)) + "}"
    assert not (await service.result(aliases)).errors, "introspection is free"
    roots = "{" + " ".join(f'a{n}: occupation(name: "电工") {{ id }}' for n in range(31)) + "}"
    message, _ = await service.refusal(roots)
    assert message == "the query has 31 aliases; 30 are allowed"
    message, _ = await service.refusal("{" + "__typename " * 2_001 + "}")
    assert "2000 tokens" in message
    fields = '{ occupation(name: "电工") {' + "name " * (FIELDS + 1) + "} }"
    result = await service.result(fields)
    assert result.errors
    assert result.errors[0].message == f"the query has {FIELDS + 2} fields; {FIELDS} are allowed"


async def test_a_query_that_fans_out_too_far_is_stopped() -> None:
    service, _ = without_store(shipped_catalogue())
    fan = "{ majors(first: 100) { edges { node { occupations { majors { occupations { majors { id } } } } } } } }"
    result = await service.result(fan)
    assert result.errors
    assert f"more than {FACTS} facts" in result.errors[0].message
    assert (result.errors[0].extensions or {})["code"] == "BAD_INPUT"


async def test_introspection_as_graphiql_does_it_is_within_the_limits(service: Service) -> None:
    from graphql import get_introspection_query  # noqa: PLC0415

    data = await service.ask(get_introspection_query(descriptions=True, input_value_deprecation=True))
    assert data["__schema"]["queryType"]["name"] == "Query"
