"""Draft packages in the store: versions are added, never changed, and are no part of any revision."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from graph.errors import Conflict, InvalidInput, NotFound
from graph.faults import JudgementFault
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
            raise NotFound(JudgementFault.DRAFT_UNKNOWN(draft=draft), field="id")
        return _draft(rows[0])

    async def add(self, draft: SavedDraft, *, seen: int | None = None) -> SavedDraft:
        """Stores the next version of its subject and returns it with its number.

        `seen` is the version that was edited, 0 for none: raises Conflict where there is a later one, and InvalidInput
        where there is no such version. None asks nothing.
        """
        return await self.gateway.write(_added(draft.checked(), seen))


def _added(draft: SavedDraft, seen: int | None) -> Callable[[Transaction], Awaitable[SavedDraft]]:
    async def work(transaction: Transaction) -> SavedDraft:
        rows = await transaction.run(named("latest_draft"), subject=draft.subject)
        latest = int(rows[0]["version"] or 0)
        if seen is not None:
            _check_seen(draft.subject, seen, latest)
        stored = replace(draft, version=latest + 1)
        row = {**asdict(stored), "id": stored.id, "at": stored.at.isoformat()}
        await transaction.run(named("write/create_draft"), **row)
        return stored

    return work


def _check_seen(subject: str, seen: int, latest: int) -> None:
    if not 0 <= seen <= latest:
        said = JudgementFault.DRAFT_VERSION_UNKNOWN(seen=seen, subject=subject, latest=latest)
        raise InvalidInput(said, field="seen")
    if seen != latest:
        raise Conflict(JudgementFault.DRAFT_MOVED_ON(latest=latest, subject=subject), field="seen")


def _draft(row: Row) -> SavedDraft:
    read: Row = {"at": datetime.fromisoformat(row["at"])}
    return SavedDraft(**{**row, **read})
