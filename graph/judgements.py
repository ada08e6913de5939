"""Judgements in the store: written in one transaction, never changed, never removed, and no part of any revision."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from graph.errors import Conflict
from graph.faults import JudgementFault
from graph.gateway import Gateway, Row, Transaction
from graph.model.ids import Kind
from graph.model.judgements import Decision, Judgement, Submission, Verdicts
from graph.sayings import Said
from graph.statements import named


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

        `seen` is the number of the newest judgement that its author has read, 0 for none. Raises Conflict where there is a
        later one on this match, or where another was stored at the same moment, and InvalidInput as `checked`.
        """
        return (await self.add_all([Submission((judgement,), seen)]))[0]

    async def add_all(self, submissions: Sequence[Submission]) -> tuple[Judgement, ...]:
        """Stores all judgements in one transaction, in order, and returns them with their numbers.

        Raises as `add`, for the first submission that gives cause; then none of them is stored.
        """
        for judgement in (one for submission in submissions for one in submission.judgements):
            judgement.checked()
        return await self.gateway.write(_added(submissions))


def _added(submissions: Sequence[Submission]) -> Callable[[Transaction], Awaitable[tuple[Judgement, ...]]]:
    every = [one for submission in submissions for one in submission.judgements]

    async def work(transaction: Transaction) -> tuple[Judgement, ...]:
        starts = sorted({one.start for one in every})
        known = Verdicts.of(map(_judgement, await transaction.run(named("judgements_of"), starts=starts)))
        newest = int((await transaction.run(named("latest_judgement")))[0]["number"] or 0)
        for submission in submissions:
            if latest := known.unread(submission, newest=newest):
                raise Conflict(moved(latest), field="seen")
        stored = tuple(replace(one, number=number) for number, one in enumerate(every, start=newest + 1))
        await transaction.run(named("write/create_judgements"), rows=[_row(one) for one in stored])
        return stored

    return work


def moved(latest: Judgement) -> Said:
    """What to tell the author of a submission who has not read the latest judgement on one of its matches."""
    decision = JudgementFault[latest.decision.name]()
    return JudgementFault.JUDGED_MEANWHILE(**{**_row(latest), "decision": decision})


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
        "beside": "\n".join(" ".join(text.split()) for text in judgement.beside) or None,
    }


def _judgement(row: Row) -> Judgement:
    read: Row = {
        "at": datetime.fromisoformat(row["at"]),
        "decision": Decision(row["decision"]),
        "beside": tuple((row["beside"] or "").splitlines()),
    }
    return Judgement(**{**row, **read})
