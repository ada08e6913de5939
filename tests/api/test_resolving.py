"""Free text over GraphQL, on what texts share in writing; what the model adds is tested with the model."""

import pytest

from recommender.titles.coding import Coder
from tests.api.asking import Service, catalogue_of, in_writing, shipped_catalogue, without_store
from tests.graph.samples import snapshot

ASK = """query ($text: String!, $first: Int! = 10, $asOf: Date) {
    resolveOccupation(text: $text, first: $first, asOf: $asOf) {
        matches { occupation { code name workTypes { name } } score exact kind text similarity writing probability }
    }
}"""


@pytest.fixture(scope="module")
def service() -> Service:
    """The shipped catalogue with an index of its texts."""
    service, _ = without_store(shipped_catalogue())
    service.coder = Coder.of(shipped_catalogue(), in_writing(), None)
    return service


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("电工", "NAME"),
        ("6-31-01-03", "NAME"),
        ("港机电工", "WORK_TYPE"),
        (" 电工 ", "NAME"),
        ("Electrician", "ENGLISH_NAME"),
    ],
)
async def test_an_exact_name_code_trade_or_english_name_comes_first(
    service: Service, text: str, kind: str
) -> None:
    first, *others = (await service.ask(ASK, text=text))["resolveOccupation"]["matches"]
    assert (first["occupation"]["name"], first["score"], first["exact"]) == ("电工", 1, True)
    assert first["kind"] == kind
    assert not any(other["exact"] for other in others)


async def test_without_the_model_similarity_is_null_and_scores_fall(service: Service) -> None:
    matches = (await service.ask(ASK, text="焊接管道和钢结构", first=5))["resolveOccupation"]["matches"]
    assert 0 < len(matches) <= 5
    assert all(match["similarity"] is None for match in matches)
    assert [match["score"] for match in matches] == sorted((m["score"] for m in matches), reverse=True)


@pytest.mark.parametrize(
    ("text", "first", "field"),
    [
        ("", 10, "text"),
        ("   ", 10, "text"),
        ("工" * 2_001, 10, "text"),
        ("工", 0, "first"),
        ("工", 101, "first"),
    ],
)
async def test_wrong_arguments_are_named(service: Service, text: str, first: int, field: str) -> None:
    _, extensions = await service.refusal(ASK, text=text, first=first)
    assert extensions == {"code": "BAD_INPUT", "field": field}


async def test_occupations_that_the_asked_revision_does_not_know_are_left_out() -> None:
    service, _ = without_store(catalogue_of(snapshot()))
    service.coder = Coder.of(shipped_catalogue(), in_writing(), None)
    matches = (await service.ask(ASK, text="电工", first=20))["resolveOccupation"]["matches"]
    assert {match["occupation"]["name"] for match in matches} <= {"电工", "设备点检员"}
    assert matches[0]["occupation"]["workTypes"] == [], "the occupation is that of the asked revision"


async def test_until_its_index_is_built_free_text_is_not_ready() -> None:
    service, _ = without_store(catalogue_of(snapshot()))
    _, extensions = await service.refusal(ASK, text="电工")
    assert extensions == {"code": "NOT_READY", "retryable": True}
