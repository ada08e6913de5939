"""Job titles coded over GraphQL, by a small coder whose encoder counts letters."""

import pytest

from graph.catalogue import Catalogue
from tests.api.asking import Service, without_store
from tests.recommender import coders

ASK = """query ($text: String!, $context: String, $first: Int! = 5) {
    resolveOccupation(text: $text, context: $context, first: $first) {
        readAs removed { rule text } type abstained why likeliest probability threshold risk encoder experience
        matches { id probability exact similarity occupation { name } reasons { kind text } whatWouldChangeThis }
        offered { probability group { code name } }
    }
}"""


@pytest.fixture
def service() -> Service:
    found: Catalogue = coders.catalogue()
    service, _ = without_store(found)
    service.coder = coders.coder(0.2)
    service.resolver = service.coder.resolver
    return service


async def test_a_title_is_coded_with_its_reasons_and_the_digests_behind_it(service: Service) -> None:
    found = (await service.ask(ASK, text="某某公司招聘氩弧焊工人"))["resolveOccupation"]
    assert (found["readAs"], found["type"], found["abstained"]) == ("氩弧焊工人", "TITLE", False)
    assert found["removed"] == [{"rule": "employer", "text": "某某公司招聘"}]
    assert found["matches"][0]["occupation"]["name"] == "焊工"
    assert found["matches"][0]["probability"] == found["probability"]
    assert found["matches"][0]["reasons"]
    assert (found["encoder"], found["experience"]) == ("letters", coders.experience(0.2).digest)


async def test_where_a_group_is_likelier_it_is_offered_instead(service: Service) -> None:
    found = (await service.ask(ASK, text="后厨"))["resolveOccupation"]
    assert (found["abstained"], found["likeliest"]) == (True, "4-03-02-00")
    assert found["offered"]["group"] == {"code": "4-03-02", "name": "餐饮服务人员"}


async def test_english_is_ranked_and_not_decided(service: Service) -> None:
    found = (await service.ask(ASK, text="welder"))["resolveOccupation"]
    assert (found["type"], found["abstained"], found["probability"]) == ("FOREIGN", True, None)
    assert found["matches"]


@pytest.mark.parametrize(
    ("variables", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "焊", "first": 0}, "first"),
        ({"text": "焊", "context": "厂" * 2_001}, "context"),
    ],
)
async def test_wrong_arguments_are_named(service: Service, variables: dict[str, object], field: str) -> None:
    _, extensions = await service.refusal(ASK, **variables)
    assert extensions == {"code": "BAD_INPUT", "field": field}


async def test_until_the_index_is_built_nothing_is_coded() -> None:
    service, _ = without_store(coders.catalogue())
    _, extensions = await service.refusal(ASK, text="焊工")
    assert extensions == {"code": "NOT_READY", "retryable": True}
