"""The store on every kind of server: revisions, history, conflicts, embeddings, the schema and the stamp."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from graph import gateway as module
from graph.errors import Conflict, NotFound, NotReady, Unavailable
from graph.gateway import Gateway, Transaction
from graph.model import ids
from graph.model.difference import Difference, compare
from graph.model.facts import Occupation
from graph.model.history import Action
from graph.model.links import RelType
from graph.model.snapshot import Snapshot
from graph.model.terms import Level
from graph.opening import stamped
from graph.stamp import Engine, Purpose
from graph.store import Store
from graph.target import Target
from tests.conftest import Server, empty
from tests.graph.samples import link, links, nodes, occupation, snapshot

EMPTY = Snapshot.of([], [])
ELECTRICIAN = ids.occupation_id("6-31-01-03", "2022")


def changed() -> Snapshot:
    """The sample with a new definition, a new occupation and relationship, and one relationship less."""
    facts = [replace(node, definition="新文本") if node.id == ELECTRICIAN else node for node in nodes()]
    added = occupation("6-18-02-04", "焊工", added_year=2022)
    joined = link(RelType.RELATED_TO, added.id, ELECTRICIAN, part="similar", weight=0.5)
    kept = [known for known in links() if known.type is not RelType.CERTIFIES]
    return Snapshot.of([*facts, added], [*kept, joined])


def reduced() -> Snapshot:
    """The sample without its certificate."""
    certificate = ids.skill_certificate_id("6-31-01-03", Level.L4)
    return Snapshot.of([n for n in nodes() if n.id != certificate], links()[:2])


async def ingested(store: Store, desired: Snapshot) -> None:
    """Brings the store to `desired` as one revision."""
    base = await store.latest()
    difference = compare(await store.snapshot(), desired)
    await store.apply(difference, base=base, who="test", sources=["src:1"])


async def history(store: Store, states: Sequence[Snapshot]) -> list[Snapshot]:
    """Applies the states one after the other; returns the snapshots as they stood."""
    stood = [await store.snapshot()]
    for state in states:
        await ingested(store, state)
        stood.append(await store.snapshot())
    return stood


async def test_what_was_applied_is_what_is_read(store: Store) -> None:
    await ingested(store, snapshot())
    assert await store.snapshot() == snapshot().stamped(1)


async def test_every_earlier_revision_can_be_read_again(store: Store) -> None:
    states = [snapshot(), changed(), reduced(), snapshot()]
    stood = await history(store, states)
    for number, expected in enumerate(stood):
        assert await store.snapshot(number) == expected
        assert not compare(expected, [EMPTY, *states][number])


async def test_a_second_ingest_of_the_same_facts_changes_nothing(store: Store) -> None:
    await ingested(store, snapshot())
    assert not compare(await store.snapshot(), snapshot())


async def test_a_revision_says_who_did_what_from_which_sources(store: Store) -> None:
    await ingested(store, snapshot())
    await ingested(store, changed())
    first, second = await store.revisions()
    assert (first.number, first.who, first.sources) == (1, "test", ("src:1",))
    assert second.counts == {
        "changed Occupation": 1,
        "closed CERTIFIES": 1,
        "new Occupation": 1,
        "new RELATED_TO": 1,
    }


async def test_the_changes_of_an_entity_tell_how_it_stood_before(store: Store) -> None:
    await history(store, [snapshot(), changed(), reduced()])
    changes = await store.changes(ELECTRICIAN)
    assert [(change.revision, change.action) for change in changes] == [
        (2, Action.CHANGED),
        (3, Action.CHANGED),
    ]
    assert [change.before["definition"] for change in changes] == ["测试文本", "新文本"]
    assert await store.changes(ids.occupation_id("6-31-01-01", "2022")) == []


async def test_a_difference_against_an_old_revision_is_refused(store: Store) -> None:
    await ingested(store, snapshot())
    late = compare(EMPTY, changed())
    with pytest.raises(Conflict, match="revision 1 meanwhile"):
        await store.apply(late, base=0, who="late", sources=[])
    assert await store.snapshot() == snapshot().stamped(1)


async def test_of_two_ingests_at_once_one_is_refused_and_leaves_nothing(store: Store) -> None:
    ingests = [
        store.apply(compare(EMPTY, desired), base=0, who="twin", sources=[])
        for desired in (snapshot(), changed())
    ]
    outcomes = await asyncio.gather(*ingests, return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "Revision"]
    assert await store.snapshot() in (snapshot().stamped(1), changed().stamped(1))


async def test_a_relationship_without_its_end_rolls_everything_back(store: Store) -> None:
    whole = compare(EMPTY, snapshot())
    torn = Difference(
        replace(whole.nodes, new={k: v for k, v in whole.nodes.new.items() if not k.startswith("grp:")}),
        whole.links,
    )
    with pytest.raises(Conflict, match="2 facts found no place"):
        await store.apply(torn, base=0, who="test", sources=[])
    assert await store.latest() == 0
    assert await store.snapshot() == EMPTY


async def test_a_failure_in_the_middle_of_a_write_leaves_nothing(target: Target) -> None:
    async def work(transaction: Transaction) -> None:
        await transaction.run(
            "UNWIND range(1, 20000) AS number CREATE (:Change {id: 'x' + toString(number)})"
        )
        raise Conflict("changed my mind")

    async with Gateway(target) as gateway:
        with pytest.raises(Conflict, match="changed my mind"):
            await gateway.write(work)
        assert (await gateway.read("MATCH (n) RETURN count(n) AS nodes")) == [{"nodes": 0}]


async def test_an_id_that_is_taken_is_a_conflict(store: Store, target: Target) -> None:
    async def work(transaction: Transaction) -> None:
        await transaction.run("CREATE (:Change {id: 'chg:1/1'})")

    async with Gateway(target) as gateway:
        await gateway.write(work)
        with pytest.raises(Conflict, match="same id"):
            await gateway.write(work)


async def test_many_writers_at_once_leave_each_relationship_once(store: Store, target: Target) -> None:
    async def joined(transaction: Transaction) -> None:
        await transaction.run(
            "MERGE (a:Occupation {id: 'a'}) MERGE (b:OccupationGroup {id: 'b'}) MERGE (a)-[:IN_GROUP {part: ''}]->(b)"
        )

    async with Gateway(target) as gateway:
        await asyncio.gather(*(gateway.write(joined) for _ in range(8)))
        rows = await gateway.read(
            "MATCH (:Occupation)-[r:IN_GROUP]->(:OccupationGroup) RETURN count(r) AS links"
        )
        assert rows == [{"links": 1}]


async def test_an_empty_store_has_no_catalogue_and_no_revision(store: Store) -> None:
    assert await store.latest() == 0
    with pytest.raises(NotReady, match="lifepath ingest"):
        await store.catalogue()
    with pytest.raises(NotFound, match="no revision 3"):
        await store.snapshot(3)


async def test_a_catalogue_of_a_past_revision_answers_as_it_did_then(store: Store) -> None:
    await history(store, [snapshot(), changed()])
    now, then = await store.catalogue(), await store.catalogue(1)
    assert now.get(Occupation, ELECTRICIAN).definition == "新文本"
    assert then.get(Occupation, ELECTRICIAN).definition == "测试文本"
    with pytest.raises(NotFound):
        await store.catalogue(7)


async def test_embeddings_come_back_byte_by_byte_and_saving_them_again_changes_nothing(store: Store) -> None:
    vectors = {f"{n:064x}": bytes(range(n % 200, n % 200 + 32)) for n in range(300)}
    for _ in range(2):
        await store.save_embeddings("model-a", vectors)
    await store.save_embeddings("model-b", {"0": b"\x00\xff"})
    assert await store.embeddings("model-a") == vectors
    assert await store.embeddings("model-b") == {"0": b"\x00\xff"}


async def test_the_schema_is_complete_after_opening_and_applying_it_again_changes_nothing(
    store: Store,
) -> None:
    assert not await store.schema_difference()
    assert not await store.apply_schema()


async def test_a_missing_index_and_a_foreign_one_are_seen(store: Store, target: Target) -> None:
    async with Gateway(target) as gateway:
        await gateway.run_ddl("DROP INDEX occupation_code")
        await gateway.run_ddl("CREATE INDEX occupation_batch IF NOT EXISTS FOR (n:Occupation) ON (n.batch)")
        difference = await store.schema_difference()
        assert difference.missing == ("occupation_code",)
        assert difference.unexpected == ("occupation_batch",)
        await gateway.run_ddl("DROP INDEX occupation_batch")
    await store.apply_schema()
    assert not await store.schema_difference()


async def test_reading_published_facts_costs_no_trip_once_the_catalogue_is_loaded(store: Store) -> None:
    await ingested(store, snapshot())
    catalogue = await store.catalogue()
    before = store.trips
    assert catalogue.occupation("电工").id == ELECTRICIAN
    assert store.trips == before


async def test_opening_an_empty_database_stamps_it_once(server: Server, target: Target) -> None:
    async with stamped(target, server.engine, purpose=Purpose.TEST) as store:
        first = await store.stamp()
    async with stamped(target, server.engine, purpose=Purpose.TEST) as store:
        assert await store.stamp() == first
    assert first is not None
    assert first.engine is server.engine


async def test_a_store_for_tests_is_not_opened_by_the_service(
    store: Store, target: Target, server: Server
) -> None:
    with pytest.raises(Conflict, match="marked for tests"):
        async with stamped(target, server.engine):
            pass


async def test_a_store_of_another_engine_is_refused_with_what_to_do(
    store: Store, target: Target, server: Server
) -> None:
    other = next(engine for engine in Engine if engine is not server.engine)
    with pytest.raises(Conflict, match="NEO4J_URI"):
        async with stamped(target, other, purpose=Purpose.TEST):
            pass


async def test_a_store_of_another_schema_is_refused_with_what_to_do(
    store: Store, target: Target, server: Server
) -> None:
    async def aged(transaction: Transaction) -> None:
        await transaction.run("MATCH (s:Stamp) SET s.schema_version = 0")

    async with Gateway(target) as gateway:
        await gateway.write(aged)
    with pytest.raises(Conflict, match="has schema 0 and this lifepath needs"):
        async with stamped(target, server.engine, purpose=Purpose.TEST):
            pass


async def test_a_database_with_foreign_data_is_neither_claimed_nor_emptied_by_tests(
    target: Target, server: Server
) -> None:
    async def foreign(transaction: Transaction) -> None:
        await transaction.run("CREATE (:Change {id: 'somebody else wrote this'})")

    async def gone(transaction: Transaction) -> None:
        await transaction.run("MATCH (c:Change) DELETE c")

    async with Gateway(target) as gateway:
        await gateway.write(foreign)
        with pytest.raises(Conflict, match="NEO4J_DATABASE"):
            async with stamped(target, server.engine, purpose=Purpose.TEST):
                pass
        with pytest.raises(Conflict, match="not marked for tests"):
            await empty(gateway)
        await gateway.write(gone)


async def test_a_read_that_takes_too_long_is_given_up(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "READ_SECONDS", 0.3)
    slow = "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b WITH a, b WHERE a * b < 0 RETURN count(*)"
    async with Gateway(server.target) as gateway:
        with pytest.raises(Unavailable, match=r"in time|longer than it allows"):
            await gateway.read(slow)


async def test_a_server_that_is_not_there_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY_SECONDS", 0.1)
    async with Gateway(Target("bolt://127.0.0.1:9", "neo4j", "x", "neo4j")) as gateway:
        with pytest.raises(Unavailable, match="does not answer"):
            await gateway.read("RETURN 1 AS one")
