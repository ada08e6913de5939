"""Past revisions, changes and the swap of the catalogue, over GraphQL on a real store."""

import json
from collections.abc import Callable
from dataclasses import replace

import anyio
import pytest

from api.holder import CatalogueHolder
from graph.errors import NotFound, NotReady
from graph.model.difference import compare
from graph.model.facts import Occupation
from graph.model.snapshot import Snapshot
from graph.store import Store
from tests.api.asking import Service
from tests.graph.samples import links, nodes, occupation, snapshot

CHECKER = "occ:6-31-01-01@2022"
RENAMED = [replace(n, name="点检员") if isinstance(n, Occupation) and n.id == CHECKER else n for n in nodes()]
NAME = 'query ($revision: Int) { occupation(id: "occ:6-31-01-01@2022", revision: $revision) { name provenance { firstRevision revision } } }'

pytestmark = pytest.mark.server


async def apply(store: Store, desired: Snapshot) -> None:
    """Makes `desired` the next revision."""
    base = await store.latest()
    await store.apply(compare(await store.snapshot(), desired), base=base, who="tests", sources=())


@pytest.fixture
async def service(store: Store) -> Service:
    """Revision 1: two occupations. Revision 2: one of them renamed, the other's certificate gone."""
    await apply(store, snapshot())
    kept = [node for node in RENAMED if not node.id.startswith("cert:")]
    await apply(store, Snapshot.of(kept, links()[:2]))
    holder = CatalogueHolder(store)
    await holder.refresh()
    return Service(store, holder)


async def test_a_past_revision_is_answered_as_it_was(service: Service) -> None:
    now = await service.ask(NAME)
    then = await service.ask(NAME, revision=1)
    assert now["occupation"] == {"name": "点检员", "provenance": {"firstRevision": 1, "revision": 2}}
    assert then["occupation"] == {"name": "设备点检员", "provenance": {"firstRevision": 1, "revision": 1}}


async def test_two_roots_of_one_request_may_ask_for_different_revisions(service: Service) -> None:
    data = await service.ask(
        """{ then: occupationGroup(code: "6-31-01", revision: 1) { occupations { name } }
             now: occupationGroup(code: "6-31-01") { occupations { name } }
             list: occupations(revision: 1, search: "设备") { totalCount } }"""
    )
    assert {"name": "设备点检员"} in data["then"]["occupations"]
    assert {"name": "点检员"} in data["now"]["occupations"]
    assert data["list"]["totalCount"] == 1


@pytest.mark.parametrize("revision", [0, -1, 3])
async def test_a_revision_that_never_was_is_not_found(service: Service, revision: int) -> None:
    message, extensions = await service.refusal(NAME, revision=revision)
    assert message == f"no revision {revision}; the newest is 2"
    assert extensions == {"code": "NOT_FOUND", "field": "revision"}


async def test_why_tells_what_later_revisions_changed(service: Service) -> None:
    data = await service.ask(
        f'{{ why(id: "{CHECKER}") {{ id entity {{ id }} sources {{ title }} changes {{ revision action label entity before }} }} }}'
    )
    why = data["why"]
    assert (why["entity"], why["sources"]) == ({"id": CHECKER}, [{"title": "test"}])
    (change,) = why["changes"]
    assert (change["revision"], change["action"], change["label"]) == (2, "CHANGED", "Occupation")
    assert json.loads(change["before"])["name"] == "设备点检员"


async def test_why_knows_facts_and_relationships_that_were_closed(service: Service) -> None:
    certificate = "cert:skill/6-31-01-03/L4"
    for entity in (certificate, f"{certificate} -CERTIFIES-> occ:6-31-01-03@2022"):
        data = await service.ask(
            "query ($id: ID!) { why(id: $id) { entity { id } sources { title } changes { action revision } } }",
            id=entity,
        )
        assert data["why"] == {
            "entity": None,
            "sources": [],
            "changes": [{"action": "CLOSED", "revision": 2}],
        }
    then = await service.ask(
        f'{{ why(id: "{certificate}", revision: 1) {{ entity {{ id }} changes {{ revision }} }} }}'
    )
    assert then["why"] == {"entity": {"id": certificate}, "changes": []}


async def test_why_of_nothing_known_is_not_found(service: Service) -> None:
    _, extensions = await service.refusal('{ why(id: "occ:9@2022") { id } }')
    assert extensions == {"code": "NOT_FOUND", "field": "id"}


async def test_the_catalogue_lists_every_revision(service: Service) -> None:
    data = await service.ask(
        "{ catalogue { revision { number } revisions { number who counts { label count } } } }"
    )
    first, second = data["catalogue"]["revisions"]
    assert (first["number"], second["number"], data["catalogue"]["revision"]["number"]) == (1, 2, 2)
    assert {"label": "new Occupation", "count": 2} in first["counts"]


async def test_only_history_costs_trips_to_the_store(service: Service) -> None:
    trips = service.store.trips
    await service.ask(NAME)
    await service.ask(
        f'{{ why(id: "{CHECKER}") {{ sources {{ title }} entity {{ relationships {{ type }} }} }} }}'
    )
    await service.ask(
        "{ occupations { edges { node { name group { name } } } } catalogue { counts { count } } }"
    )
    await service.ask(NAME, revision=2)
    assert service.store.trips == trips
    await service.ask(NAME, revision=1)
    loaded = service.store.trips
    assert loaded > trips
    await service.ask(NAME, revision=1)
    assert service.store.trips == loaded, "a past catalogue is kept"
    await service.ask(f'{{ why(id: "{CHECKER}") {{ changes {{ revision }} }} }}')
    assert service.store.trips == loaded + 1


async def test_a_request_keeps_the_catalogue_it_began_with(service: Service) -> None:
    held = service.holder.present
    await apply(service.store, Snapshot.of([*RENAMED, occupation("6-31-01-02", "新职业")], []))
    assert await service.holder.refresh()
    assert service.holder.present is not held
    assert held.revision.number == 2
    assert (await service.holder.at(2)) is held, "the one before is still at hand"
    assert not await service.holder.refresh(), "nothing new"


async def test_many_requests_for_one_past_revision_load_it_once(service: Service) -> None:
    trips = service.store.trips
    await service.ask(NAME, revision=1)
    once = service.store.trips - trips
    fresh = CatalogueHolder(service.store)
    await fresh.refresh()
    trips = service.store.trips
    async with anyio.create_task_group() as group:
        for _ in range(5):
            group.start_soon(fresh.at, 1)
    assert service.store.trips - trips == once


async def test_a_holder_forgets_the_revisions_least_asked_for(service: Service) -> None:
    holder = CatalogueHolder(service.store, kept=1)
    await apply(service.store, snapshot())
    await holder.refresh()
    first = await holder.at(1)
    assert await holder.at(1) is first
    await holder.at(2)
    assert await holder.at(1) is not first


async def test_an_empty_store_is_waited_for_and_says_what_to_do(store: Store) -> None:
    holder = CatalogueHolder(store)
    with pytest.raises(NotReady):
        await holder.refresh()
    async with anyio.create_task_group() as group:
        group.start_soon(lambda: holder.watch(every=0.02))
        await until(lambda: "lifepath ingest" in waiting_for(holder))
        await apply(store, snapshot())
        await until(lambda: not waiting_for(holder))
        group.cancel_scope.cancel()
    assert holder.present.revision.number == 1
    with pytest.raises(NotFound):
        await holder.at(2)


def waiting_for(holder: CatalogueHolder) -> str:
    """What the holder waits for; empty once it has a catalogue."""
    try:
        _ = holder.present
    except NotReady as error:
        return error.message
    return ""


async def until(holds: Callable[[], bool]) -> None:
    """Waits for something that happens in the background, 20 seconds at most."""
    for _ in range(1_000):
        if holds():
            return
        await anyio.sleep(0.02)
    pytest.fail("it did not happen")
