"""The one way to the graph server: managed transactions over Bolt, with retries, timeouts and one writer at a time."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, LiteralString, Self, TypeVar, cast

from neo4j import (
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    AsyncResult,
    AsyncSession,
    NotificationMinimumSeverity,
    unit_of_work,
)

from graph.failures import final, translated
from graph.locking import in_turn
from graph.target import Target

READ_SECONDS = 60.0
WRITE_SECONDS = 300.0
CONNECT_SECONDS = 10.0
RETRY_SECONDS = 5.0
FETCH_ROWS = 10_000
Row = dict[str, Any]
Columns = tuple[Any, ...]
T = TypeVar("T")


class Transaction:
    """An open transaction of `Gateway.write`."""

    def __init__(self, transaction: AsyncManagedTransaction, gateway: "Gateway") -> None:
        self._transaction = transaction
        self._gateway = gateway

    async def run(self, statement: str, **parameters: Any) -> list[Row]:
        """The rows that a statement returns, all of them."""
        # Not `record.data()`: that walks through every byte of a vector.
        return [dict(record.items()) for record in await self._records(statement, parameters)]

    async def table(self, statement: str, **parameters: Any) -> list[Columns]:
        """The rows that a statement returns as tuples, in the order of its columns; faster than `run`."""
        return [tuple(record.values()) for record in await self._records(statement, parameters)]

    async def _records(self, statement: str, parameters: Row) -> list[Any]:
        self._gateway.trips += 1
        with final(self._gateway.target.uri):
            result: AsyncResult = await self._transaction.run(cast(LiteralString, statement), parameters)
            return [record async for record in result]


Work = Callable[[Transaction], Awaitable[T]]


class Gateway:
    """Sessions on one database. Every statement runs in a managed transaction, which the driver may repeat.

    `trips` counts the statements sent. Raises Unavailable where the server is down, too slow or short of memory,
    and Conflict where a unique id was taken meanwhile.
    """

    def __init__(self, target: Target) -> None:
        self.trips = 0
        self.target = target
        self._driver: AsyncDriver | None = None
        self._bookmarks = AsyncGraphDatabase.bookmark_manager()
        self._one_writer = asyncio.Lock()

    async def __aenter__(self) -> Self:
        target = self.target
        self._driver = AsyncGraphDatabase.driver(  # pyright: ignore[reportUnknownMemberType]
            target.uri,
            auth=(target.user, target.password),
            connection_timeout=CONNECT_SECONDS,
            connection_acquisition_timeout=CONNECT_SECONDS,
            max_transaction_retry_time=RETRY_SECONDS,
            notifications_min_severity=NotificationMinimumSeverity.OFF,
            telemetry_disabled=True,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        driver, self._driver = self._driver, None
        if driver is not None:
            await driver.close()

    async def read(self, statement: str, **parameters: Any) -> list[Row]:
        """The rows of a reading statement, each by column name."""
        return await self._read(lambda transaction: transaction.run(statement, **parameters))

    async def table(self, statement: str, **parameters: Any) -> list[Columns]:
        """The rows of a reading statement as tuples; for reads of many thousands."""
        return await self._read(lambda transaction: transaction.table(statement, **parameters))

    async def write(self, work: Work[T]) -> T:
        """Runs `work` in one transaction: all of it is applied, or nothing. It may run more than once."""
        async with self._one_writer, in_turn(self.target.writer), self._session() as session:
            return await session.execute_write(self._limited(work, WRITE_SECONDS))

    async def run_ddl(self, statement: str) -> None:
        """Runs one statement that changes the schema."""
        await self.write(lambda transaction: transaction.run(statement))

    async def schema_names(self) -> set[str]:
        """Names of all constraints, and of all indexes that serve none."""
        constraints = await self.read("SHOW CONSTRAINTS YIELD name")
        indexes = await self.read("SHOW INDEXES YIELD name, type, owningConstraint")
        return {row["name"] for row in constraints} | {
            row["name"] for row in indexes if row["owningConstraint"] is None and row["type"] != "LOOKUP"
        }

    async def _read(self, work: Work[T]) -> T:
        async with self._session() as session:
            return await session.execute_read(self._limited(work, READ_SECONDS))

    @asynccontextmanager
    async def _session(self) -> AsyncGenerator[AsyncSession]:
        if self._driver is None:
            raise RuntimeError("the gateway is closed")
        target = self.target
        with translated(target.uri):
            async with self._driver.session(  # pyright: ignore[reportUnknownMemberType]
                database=target.database, bookmark_manager=self._bookmarks, fetch_size=FETCH_ROWS
            ) as session:
                yield session

    def _limited(self, work: Work[T], seconds: float) -> Callable[[AsyncManagedTransaction], Awaitable[T]]:
        @unit_of_work(timeout=seconds)
        async def limited(transaction: AsyncManagedTransaction) -> T:
            async with asyncio.timeout(seconds):
                return await work(Transaction(transaction, self))

        return limited
