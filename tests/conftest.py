"""Fixtures for all tests: the store on each kind of graph server, empty at the start of every test."""

import os
from collections.abc import AsyncGenerator
from dataclasses import dataclass

import pytest
from hypothesis import settings
from xdist.remote import Producer

from graph.embedded import embedded
from graph.errors import Conflict
from graph.gateway import Gateway, Transaction
from graph.opening import stamped
from graph.stamp import Engine, Purpose
from graph.store import Store
from graph.target import Target
from tests.servers import neo4j
from tests.workers import Scheduling

BATCH_ROWS = 10_000

# An example may take as long as the machine makes it.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@dataclass(frozen=True, slots=True)
class Server:
    """A graph server that runs as long as the tests do."""

    engine: Engine
    target: Target


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    """Each graph server and the browser are started by one process only."""
    return Scheduling(config, log)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """All asynchronous tests share one event loop: the servers' connections belong to it."""
    return "asyncio"


@pytest.fixture(
    scope="session",
    params=[pytest.param(engine, id=engine.value, marks=pytest.mark.server) for engine in Engine],
)
async def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[Server]:
    """The embedded server, then Neo4j: every test that asks for a server runs on both."""
    engine = Engine(request.param)
    folder = tmp_path_factory.mktemp(engine.value)
    if engine is Engine.EMBEDDED:
        async with embedded(folder, share=False) as target:
            yield Server(engine, target)
        return
    named = _named_server()
    if named is not None:
        yield Server(engine, named)
        return
    _skip_without_neo4j()
    with neo4j.running(folder) as target:
        yield Server(engine, target)


@pytest.fixture
async def target(server: Server) -> Target:
    """A database without any node."""
    async with Gateway(server.target) as gateway:
        try:
            await empty(gateway)
        except Conflict as refusal:
            pytest.exit(refusal.message, returncode=3)
    return server.target


@pytest.fixture
async def store(server: Server, target: Target) -> AsyncGenerator[Store]:
    """An empty store, marked for tests."""
    async with stamped(target, server.engine, purpose=Purpose.TEST) as store:
        yield store


async def empty(gateway: Gateway) -> None:
    """Removes every node; raises Conflict for a database that is neither empty nor marked for tests."""
    stamp = await Store(gateway).stamp()
    if stamp is None or stamp.purpose is not Purpose.TEST:
        rows = await gateway.read("MATCH (n) RETURN count(n) AS nodes")
        if rows[0]["nodes"]:
            raise Conflict("the test server holds data and is not marked for tests: not touched")
    while await gateway.write(_removed):
        pass


async def _removed(transaction: Transaction) -> int:
    rows = await transaction.run(
        "MATCH (n) WITH n LIMIT $limit DETACH DELETE n RETURN count(n) AS nodes", limit=BATCH_ROWS
    )
    return rows[0]["nodes"]


def _named_server() -> Target | None:
    """The server of LIFEPATH_TEST_NEO4J_URI; tests never look at NEO4J_URI."""
    uri = os.environ.get("LIFEPATH_TEST_NEO4J_URI")
    names = {"USER": "neo4j", "PASSWORD": "", "DATABASE": "neo4j"}
    user, password, database = (
        os.environ.get(f"LIFEPATH_TEST_NEO4J_{name}", default) for name, default in names.items()
    )
    return Target(uri, user, password, database) if uri else None


def _skip_without_neo4j() -> None:
    reason = neo4j.obstacle()
    if reason is None:
        return
    if os.environ.get("CI"):
        pytest.fail(f"CI must test on Neo4j, but there is {reason}")
    pytest.skip(f"Neo4j is not tested: {reason}")
