"""The web application as a browser or a client meets it, on the embedded server."""

import re
from collections.abc import AsyncGenerator

import httpx
import pytest
from fastapi import FastAPI

from api.app import create_app
from api.limits import BODY_BYTES
from api.services import Services
from api.settings import Neo4jSettings, Settings
from graph.model.difference import compare
from graph.model.snapshot import Snapshot
from tests.api.asking import without_words
from tests.graph.samples import snapshot

pytestmark = pytest.mark.server
NAME = {"query": '{ occupation(name: "电工") { id } }'}


@pytest.fixture(scope="module")
async def app(anyio_backend: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[FastAPI]:
    """The application with an empty store of its own."""
    settings = Settings(home=tmp_path_factory.mktemp("home"), neo4j=Neo4jSettings(uri=None))
    app = create_app(settings, with_model=False)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def client(app: FastAPI) -> AsyncGenerator[httpx.AsyncClient]:
    """Talks to the application without a network."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        yield client


async def test_without_a_catalogue_it_is_up_but_not_ready(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).status_code == 200
    ready = await client.get("/readyz")
    assert ready.status_code == 503
    assert ready.json()["ready"] is False
    assert ready.json()["reason"]
    answer = (await client.post("/graphql", json=NAME)).json()
    assert without_words(answer["errors"][0]["extensions"]) == {"code": "NOT_READY", "retryable": True}


async def test_with_a_catalogue_it_answers(app: FastAPI, client: httpx.AsyncClient) -> None:
    opened: Services = app.state.services
    if not await opened.store.latest():
        difference = compare(Snapshot.of([], []), snapshot())
        await opened.store.apply(difference, base=0, who="tests", sources=())
    await opened.holder.refresh()
    ready = await client.get("/readyz")
    assert (ready.status_code, ready.json()) == (200, {"ready": True, "revision": 1, "freeText": False})
    answer = await client.post("/graphql", json=NAME)
    assert answer.json() == {"data": {"occupation": {"id": "occ:6-31-01-03@2022"}}}


async def test_graphiql_and_all_it_loads_come_from_us(client: httpx.AsyncClient) -> None:
    home = await client.get("/graphql", headers={"Accept": "text/html"})
    assert home.status_code == 200
    loaded = re.findall(r'(?:src|href)="([^"]+)"', home.text)
    assert [address for address in loaded if not address.startswith(("/graphiql/", "data:"))] == []
    for address in (address for address in loaded if address.startswith("/")):
        assert (await client.get(address)).status_code == 200


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"content": b"{", "headers": {"Content-Type": "application/json"}}, 400),
        ({"json": {"no": "query"}}, 400),
        (
            {
                "content": rb'{"query": "{ a }", "variables": {"t": "\ud800"}}',
                "headers": {"Content-Type": "application/json"},
            },
            400,
        ),
        ({"content": b"[" * 100_000, "headers": {"Content-Type": "application/json"}}, 400),
        ({"content": b"{}", "headers": {"Content-Type": "text/plain"}}, 400),
        ({"content": b" " * (BODY_BYTES + 1), "headers": {"Content-Type": "application/json"}}, 413),
    ],
)
async def test_what_is_no_graphql_request_is_refused(
    client: httpx.AsyncClient, sent: dict[str, object], status: int
) -> None:
    answer = await client.post("/graphql", **sent)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert "Traceback" not in answer.text


async def test_a_body_of_just_the_allowed_length_is_read(client: httpx.AsyncClient) -> None:
    body = b'{"query": "{ __typename }"}'
    padded = body + b" " * (BODY_BYTES - len(body))
    answer = await client.post("/graphql", content=padded, headers={"Content-Type": "application/json"})
    assert answer.json() == {"data": {"__typename": "Query"}}
