"""Judgements in the store: written one at a time, never changed, never removed, and no part of any revision."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from graph.errors import Conflict
from graph.gateway import Gateway, Row, Transaction
from graph.model.ids import Kind
from graph.model.judgements import Decision, Judgement, Verdicts
from graph.statements import named

_MOVED = (
    "the match was judged meanwhile: number {number}, {decision} by {who} ({why}); "
    "look at it, then judge again with seen: {number}"
)


@dataclass(frozen=True, slots=True)
class Judgements:
    """Reads and writes judgements over one gateway."""

    gateway: Gateway

    async def newest(self) -> int:
        """Number of the newest judgement; 0 where there is none."""
        return int((await self.gateway.read(named("latest_judgement")))[0]["number"] or 0)

    async def all(self) -> Verdicts:
        """Every judgement."""
        return Verdicts.of(map(_judgement, await self.gateway.read(named("judgements"))))

    async def add(self, judgement: Judgement, *, seen: int = 0) -> Judgement:
        """Stores a judgement and returns it with its number.

        `seen` is the number of the latest judgement on this match that its author knew, 0 for none. Raises Conflict
        where there is a later one, or where another was stored at the same moment, and InvalidInput as `checked`.
        """
        return await self.gateway.write(_added(judgement.checked(), seen))


def _added(judgement: Judgement, seen: int) -> Callable[[Transaction], Awaitable[Judgement]]:
    async def work(transaction: Transaction) -> Judgement:
        rows = await transaction.run(named("judgements_of"), start=judgement.start)
        history = Verdicts.of(map(_judgement, rows)).history(*judgement.pair)
        if history and history[-1].number != seen:
            raise Conflict(_MOVED.format(**_row(history[-1])), field="seen")
        newest = (await transaction.run(named("latest_judgement")))[0]["number"] or 0
        stored = replace(judgement, number=int(newest) + 1)
        await transaction.run(named("write/create_judgement"), **_row(stored))
        return stored

    return work


def _row(judgement: Judgement) -> Row:
    return {
        "id": f"{Kind.JUDGEMENT}:{judgement.number}",
        "number": judgement.number,
        "start": judgement.start,
        "end": judgement.end,
        "decision": judgement.decision.value,
        "target": judgement.target,
        "who": judgement.who,
        "why": judgement.why,
        "at": judgement.at.isoformat(),
        "start_text": judgement.start_text,
        "end_text": judgement.end_text,
        "target_text": judgement.target_text,
    }


def _judgement(row: Row) -> Judgement:
    read: Row = {"at": datetime.fromisoformat(row["at"]), "decision": Decision(row["decision"])}
    return Judgement(**{**row, **read})
