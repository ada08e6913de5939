"""Draft packages in the store: versions are added, never changed, and are no part of any revision."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from graph.errors import Conflict, NotFound
from graph.gateway import Gateway, Row, Transaction
from graph.model.drafts import SavedDraft
from graph.statements import named


@dataclass(frozen=True, slots=True)
class Drafts:
    """Reads and writes versions of drafts over one gateway."""

    gateway: Gateway

    async def all(self) -> list[SavedDraft]:
        """Every version, by subject, then by version."""
        return [_draft(row) for row in await self.gateway.read(named("drafts"))]

    async def get(self, draft: str) -> SavedDraft:
        """The version with this id; raises NotFound."""
        rows = await self.gateway.read(named("draft"), draft=draft)
        if not rows:
            raise NotFound(f"no draft {draft!r}; `lifepath draft list` shows them", field="id")
        return _draft(rows[0])

    async def add(self, draft: SavedDraft, *, after: int | None = None) -> SavedDraft:
        """Stores the next version of its subject and returns it with its number.

        `after` is the version that was edited: raises Conflict where a later one was saved meanwhile.
        """
        return await self.gateway.write(_added(draft, after))


def _added(draft: SavedDraft, after: int | None) -> Callable[[Transaction], Awaitable[SavedDraft]]:
    async def work(transaction: Transaction) -> SavedDraft:
        rows = await transaction.run(named("latest_draft"), subject=draft.subject)
        latest = int(rows[0]["version"] or 0)
        if after is not None and after != latest:
            raise Conflict(f"version {latest} of {draft.subject} was saved meanwhile", field="after")
        stored = replace(draft, version=latest + 1)
        row = {**asdict(stored), "id": stored.id, "at": stored.at.isoformat()}
        await transaction.run(named("write/create_draft"), **row)
        return stored

    return work


def _draft(row: Row) -> SavedDraft:
    read: Row = {"at": datetime.fromisoformat(row["at"])}
    return SavedDraft(**{**row, **read})
