"""docs/graphql.md: every query in it is answered, and its limits are those in force."""

import re
from pathlib import Path

import pytest

from api.limits import BODY_BYTES, FACTS, FIELDS
from api.settings import Limits
from recommender.titles.coding import Coder
from tests.api.asking import in_writing, shipped_catalogue, without_store

GUIDE = (Path(__file__).parents[2] / "docs" / "graphql.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```graphql\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture(scope="module")
def by_writing() -> Coder:
    """Free text compared in writing only."""
    return Coder.of(shipped_catalogue(), in_writing(), None)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: " ".join(query.split())[:40])
async def test_every_query_of_the_guide_is_answered(query: str, by_writing: Coder) -> None:
    service, gateway = without_store(shipped_catalogue())
    service.coder = by_writing
    data = await service.ask(query)
    assert all(data.values())
    assert gateway.trips == 0


def test_the_limits_of_the_guide_are_in_force() -> None:
    stated = [
        int(number.replace(",", "")) for number in re.findall(r"^\|.*?\| ([\d,]+) \|", GUIDE, re.MULTILINE)
    ]
    limits = Limits()
    assert stated == [limits.depth, limits.aliases, limits.tokens, limits.page, FIELDS, FACTS, BODY_BYTES]
