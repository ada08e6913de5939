"""The store: everything lifepath reads from the graph server and writes to it, one method for each need."""

import asyncio
import gc
import json
from collections.abc import Awaitable, Callable, Collection, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from uuid import uuid4

from graph.catalogue import Catalogue
from graph.drafts import Drafts
from graph.errors import Conflict, NotFound, NotReady
from graph.faults import StoreFault
from graph.gateway import Columns, Gateway, Transaction
from graph.judgements import Judgements
from graph.model.codec import decode_table
from graph.model.difference import Difference
from graph.model.facts import Published
from graph.model.history import Action, Change, Revision, rewind
from graph.model.ids import Kind
from graph.model.links import Link, RelType
from graph.model.schema import LABELS, SCHEMA_VERSION, properties
from graph.model.snapshot import Snapshot
from graph.stamp import Engine, Purpose, Stamp
from graph.statements import (
    LINK_COLUMNS,
    Ends,
    constraints,
    every_pair,
    indexes,
    load_links,
    load_nodes,
    named,
)
from graph.target import Target
from graph.writes import Batch, Row, batches_of, chunks

BATCH_VECTORS = 2_000
READS_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class SchemaDifference:
    """Constraints and indexes the store lacks, and those of ours it has beyond the model, by name."""

    missing: tuple[str, ...]
    unexpected: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.unexpected)


class Store:
    """Reads and writes over one gateway. Writes of the public graph happen in `apply` only."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    @property
    def target(self) -> Target:
        """Where the store is."""
        return self._gateway.target

    @property
    def trips(self) -> int:
        """How many statements were sent to the server so far."""
        return self._gateway.trips

    @property
    def judgements(self) -> Judgements:
        """What developers said of derived matches; no ingest touches it."""
        return Judgements(self._gateway)

    @property
    def drafts(self) -> Drafts:
        """Versions of draft packages; no ingest touches them."""
        return Drafts(self._gateway)

    async def claim(self, engine: Engine, purpose: Purpose) -> Stamp:
        """Checks the stamp, or sets it where the store is empty, and completes the schema.

        Raises Conflict as `check`.
        """
        stamp = await self.check(engine, purpose)
        await self.apply_schema()
        return stamp or await self._set_stamp(Stamp(engine, SCHEMA_VERSION, purpose, uuid4().hex))

    async def check(self, engine: Engine, purpose: Purpose) -> Stamp | None:
        """The stamp, checked; None for an empty store. Changes nothing.

        Raises Conflict for a store that is stamped otherwise, or holds something without being stamped.
        """
        stamp = await self.stamp()
        if stamp is not None:
            return stamp.checked(engine, purpose)
        if await self._holds_anything():
            raise Conflict(StoreFault.STORE_OF_OTHERS())
        return None

    async def stamp(self) -> Stamp | None:
        """The stamp of the store; None where nobody claimed it."""
        row = (await self._gateway.read(named("stamp")))[0]
        if row["identity"] is None:
            return None
        return Stamp(Engine(row["engine"]), row["schema_version"], Purpose(row["purpose"]), row["identity"])

    async def apply_schema(self) -> SchemaDifference:
        """Creates what is missing; returns the difference there was. Running it twice changes nothing."""
        before = await self.schema_difference()
        wanted = {**constraints(), **indexes()}
        for name in before.missing:
            await self._gateway.run_ddl(wanted[name])
        return before

    async def schema_difference(self) -> SchemaDifference:
        """What `apply_schema` would do."""
        found = await self._gateway.schema_names()
        wanted = {**constraints(), **indexes()}
        return SchemaDifference(
            tuple(name for name in wanted if name not in found),
            tuple(sorted(found - wanted.keys())),
        )

    async def latest(self) -> int:
        """Number of the newest revision; 0 for a store without any."""
        rows = await self._gateway.read(named("latest_revision"))
        return int(rows[0]["number"] or 0)

    async def revisions(self) -> list[Revision]:
        """Every revision, oldest first."""
        return [_revision(row) for row in await self._gateway.read(named("revisions"))]

    async def documents(self) -> int:
        """How many levels of imported standards and official packages there are: 0 where no document was imported."""
        return int((await self._gateway.read(named("documents")))[0]["documents"])

    async def changes(self, entity: str) -> list[Change]:
        """What later revisions changed of one entity (a node's id or the text of a LinkKey), oldest first."""
        return [_change(row) for row in await self._gateway.read(named("changes_of"), entity=entity)]

    async def snapshot(self, revision: int | None = None) -> Snapshot:
        """The facts of a revision, the newest by default; raises NotFound for one that never was."""
        while True:
            latest = await self.latest()
            present = await self._present()
            if await self.latest() == latest:
                break
        if revision is None or revision == latest:
            return present
        if not 0 <= revision <= latest:
            raise NotFound(StoreFault.REVISION_UNKNOWN(revision=revision, newest=latest), field="revision")
        rows = await self._gateway.read(named("changes_after"), revision=revision)
        return rewind(present, map(_change, rows), revision)

    async def catalogue(self, revision: int | None = None) -> Catalogue:
        """The catalogue of a revision, the newest by default.

        Raises NotReady for an empty store and NotFound for a revision that never was.
        """
        known = {found.number: found for found in await self.revisions()}
        if not known:
            raise NotReady(StoreFault.NO_CATALOGUE())
        number = max(known) if revision is None else revision
        if number not in known:
            said = StoreFault.REVISION_UNKNOWN(revision=number, newest=max(known))
            raise NotFound(said, field="revision")
        return Catalogue.of(await self.snapshot(number), known[number])

    async def apply(
        self,
        difference: Difference,
        *,
        base: int,
        who: str,
        sources: Sequence[str],
        inputs: str | None = None,
    ) -> Revision:
        """Applies a difference as one revision in one transaction.

        `inputs` is the digest that the revision keeps of what was read. `base` is the revision that the difference was computed against; raises Conflict where the store has
        moved on. All or nothing: a failure leaves the store at `base`.
        """
        counts = difference.counts()
        revision = Revision(base + 1, datetime.now(UTC), who, tuple(sources), counts, inputs)
        await self._gateway.write(_in_one_transaction(revision, batches_of(difference, revision.number)))
        return revision

    async def embeddings(self, model: str) -> dict[str, bytes]:
        """Stored vectors of a model (its digest), little-endian float32 bytes by text digest."""
        rows = await self._gateway.read(named("embeddings"), model=model)
        return {row["text"]: bytes(row["vector"]) for row in rows}

    async def save_embeddings(self, model: str, vectors: Mapping[str, bytes]) -> None:
        """Stores vectors of a model by text digest; one transaction for each batch, repeatable."""
        rows = [
            {"id": f"{model}/{text}", "model": model, "text": text, "vector": vector}
            for text, vector in sorted(vectors.items())
        ]
        for batch in chunks(rows, BATCH_VECTORS):
            await self._gateway.write(_one_statement(named("write/save_embeddings"), batch))

    async def forget_embeddings(self, model: str, texts: Collection[str]) -> None:
        """Removes vectors of a model by text digest; what is not there is no error."""
        rows = [{"id": f"{model}/{text}"} for text in sorted(texts)]
        for batch in chunks(rows, BATCH_VECTORS):
            await self._gateway.write(_one_statement(named("write/forget_embeddings"), batch))

    async def _holds_anything(self) -> bool:
        return bool((await self._gateway.read(named("any_node")))[0]["nodes"])

    async def _set_stamp(self, stamp: Stamp) -> Stamp:
        async def work(transaction: Transaction) -> None:
            await transaction.run(
                named("write/create_stamp"),
                engine=stamp.engine.value,
                schema_version=stamp.schema_version,
                purpose=stamp.purpose.value,
                identity=stamp.identity,
            )

        await self._gateway.write(work)
        return stamp

    async def _present(self) -> Snapshot:
        turns = asyncio.Semaphore(READS_AT_ONCE)
        classes, pairs = list(LABELS.values()), every_pair()
        nodes = [self._packs(load_nodes(cls), turns) for cls in classes]
        links = [self._packs(load_links(*pair), turns) for pair in pairs]
        found = await asyncio.gather(*nodes, *links)
        # In a thread, so that a service goes on answering while it loads a newer revision.
        return await asyncio.to_thread(
            _decoded, zip(classes, found, strict=False), zip(pairs, found[len(classes) :], strict=True)
        )

    async def _packs(self, statement: str, turns: asyncio.Semaphore) -> list[Columns]:
        async with turns:
            return [row for (rows,) in await self._gateway.table(statement) for row in rows]


def _decoded(
    nodes: Iterable[tuple[type[Published], list[Columns]]],
    links: Iterable[tuple[tuple[RelType, Ends], list[Columns]]],
) -> Snapshot:
    with _no_collection():
        by_id = {node.id: node for cls, rows in nodes for node in decode_table(cls, properties(cls), rows)}
        by_key = {
            link.key: link
            for (relation, _), rows in links
            for link in decode_table(Link, LINK_COLUMNS, rows, type=relation)
        }
        return Snapshot(MappingProxyType(by_id), MappingProxyType(by_key))


@contextmanager
def _no_collection() -> Generator[None]:
    """Pauses the search for garbage: it would walk through all that was made so far, again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _in_one_transaction(
    revision: Revision, batches: Sequence[Batch]
) -> Callable[[Transaction], Awaitable[None]]:
    async def work(transaction: Transaction) -> None:
        rows = await transaction.run(named("latest_revision"))
        latest = int(rows[0]["number"] or 0)
        if latest != revision.number - 1:
            raise Conflict(StoreFault.STORE_MOVED_ON(latest=latest))
        for statement, batch in batches:
            rows = await transaction.run(statement, rows=batch)
            _check_written(rows, batch)
        await transaction.run(named("write/create_revision"), **_revision_row(revision))

    return work


def _check_written(answer: Sequence[Row], batch: Sequence[Row]) -> None:
    """Rolls the transaction back where a relationship found no end: the store is not what we compared with."""
    if answer and answer[0]["written"] != len(batch):
        raise Conflict(StoreFault.CHANGED_BY_HAND(facts=len(batch) - answer[0]["written"]))


def _one_statement(statement: str, rows: list[Row]) -> Callable[[Transaction], Awaitable[None]]:
    async def work(transaction: Transaction) -> None:
        await transaction.run(statement, rows=rows)

    return work


def _revision_row(revision: Revision) -> Row:
    return {
        "id": f"{Kind.REVISION}:{revision.number}",
        "number": revision.number,
        "at": revision.at.isoformat(),
        "who": revision.who,
        "sources": list(revision.sources),
        "counts": json.dumps(revision.counts),
        "inputs": revision.inputs,
    }


def _revision(row: Row) -> Revision:
    return Revision(
        row["number"],
        datetime.fromisoformat(row["at"]),
        row["who"],
        tuple(row["sources"]),
        MappingProxyType(json.loads(row["counts"])),
        row["inputs"],
    )


def _change(row: Row) -> Change:
    return Change(
        row["revision"],
        row["entity"],
        row["label"],
        Action(row["action"]),
        MappingProxyType(json.loads(row["before"])),
    )
