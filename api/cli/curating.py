"""Files of judgements for `lifepath curate`: what is written to be filled in or taken away, and what a file says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from graph.catalogue import Catalogue
from graph.errors import InvalidInput, NotFound
from graph.judgements import moved
from graph.model.facts import Module, Occupation
from graph.model.judgements import Judgement, Submission, Verdicts
from graph.store import Store
from ingest.judgements import JudgementRow
from ingest.records import headers
from ingest.reports import Fault, refused
from ingest.tables import read_records
from ingest.templates import write_template
from recommender.curation.judging import Statement, counting, submission
from recommender.curation.queue import Candidate
from recommender.shared.faults import JudgingFault
from recommender.supply.seats import occupations_of

COLUMNS = headers(JudgementRow)
_FIELDS = {"startText": "text", "allLevels": "all_levels"}  # columns of what GraphQL names otherwise


@dataclass(frozen=True, slots=True)
class FileReport:
    """What a file came to: judgements stored with their numbers, rows that say what counts already, rows that say nothing."""

    file: str
    stored: tuple[Judgement, ...]
    unchanged: int
    without_decision: int
    dry_run: bool


async def take_file(
    store: Store, catalogue: Catalogue, path: Path, *, who: str, dry_run: bool = False
) -> FileReport:
    """Stores all that a file says in one transaction; `who` judged where a row does not say who.

    Raises Refused for a file with wrong rows, naming each, and Conflict where somebody judged at the same moment. Then
    nothing is stored.
    """
    rows = read_records(JudgementRow, path)
    verdicts = await store.judgements.all()
    said = {row.line: _read(catalogue, row, who) for row in rows if row.decision is not None}
    faults = [found for found in said.values() if isinstance(found, Fault)]
    new = {line: s for line, s in said.items() if isinstance(s, Submission) and not _counts(verdicts, s)}
    faults += _conflicts(verdicts, new)
    if faults:
        raise refused(path.name, faults)
    every = list(new.values())
    stored = (
        tuple(one for s in every for one in s.judgements)
        if dry_run or not every
        else await store.judgements.add_all(every)
    )
    return FileReport(path.name, stored, len(said) - len(new), len(rows) - len(said), dry_run)


def write_queue(path: Path, catalogue: Catalogue, candidates: Sequence[Candidate]) -> None:
    """The matches as rows to be filled in; raises InvalidInput, and never overwrites."""
    write_template(path, COLUMNS, (_candidate(catalogue, one) for one in candidates))


def write_judgements(path: Path, catalogue: Catalogue, verdicts: Verdicts) -> tuple[Judgement, ...]:
    """What counts for every match, as a file that can be read again, here or elsewhere; returns what was written."""
    found = tuple(counting(verdicts))
    write_template(path, COLUMNS, (_judgement(catalogue, one) for one in found))
    return found


def _read(catalogue: Catalogue, row: JudgementRow, who: str) -> Submission | Fault:
    assert row.decision is not None
    now = datetime.now(UTC)
    stated = Statement(
        start=row.start,
        end=row.end,
        decision=row.decision,
        who=row.who or who,
        why=row.why,
        at=row.at.astimezone(UTC) if row.at else now,
        target=row.target,
        start_text=row.text,
        seen=row.seen,
        all_levels=row.all_levels,
        beside=tuple(filter(None, map(str.strip, row.beside.splitlines()))),
    )
    if stated.at > now:
        return Fault(row.line, "at", JudgingFault.JUDGED_IN_FUTURE(at=stated.at.isoformat()))
    try:
        return submission(catalogue, stated)
    except (InvalidInput, NotFound) as error:
        field = error.field or "row"
        return Fault(row.line, _FIELDS.get(field, field), error.said)


def _counts(verdicts: Verdicts, said: Submission) -> bool:
    """Whether all of it says what the latest judgement on its match says."""

    def told(one: Judgement) -> tuple[object, ...]:
        return (one.end, one.decision, one.target, one.who, one.why)

    found = [(one, verdicts.history(*one.pair)) for one in said.judgements]
    return all(history and told(history[-1]) == told(one) for one, history in found)


def _conflicts(verdicts: Verdicts, said: Mapping[int, Submission]) -> Iterator[Fault]:
    """Rows whose author has not read the latest judgement, and rows on a match that an earlier row judges."""
    first: dict[tuple[str, str], int] = {}
    for line, submitted in said.items():
        if latest := verdicts.unread(submitted, newest=verdicts.newest):
            yield Fault(line, "seen", moved(latest))
        for one in submitted.judgements:
            if first.setdefault(one.pair, line) != line:
                yield Fault(line, "end", JudgingFault.JUDGED_BY_ROW(end=one.end, row=first[one.pair]))


def _candidate(catalogue: Catalogue, one: Candidate) -> Mapping[str, str]:
    return {
        "start": one.start,
        "text": one.start_text,
        "end": one.end,
        "name": one.end_text,
        "occupation": _name(catalogue, [one.occupation]),
        "seen": str(one.seen),
    }


def _judgement(catalogue: Catalogue, one: Judgement) -> Mapping[str, str]:
    module = catalogue.find(Module, one.end)
    return {
        "start": one.start,
        "text": one.start_text,
        "end": one.end,
        "name": one.end_text,
        "occupation": _name(catalogue, occupations_of(catalogue, module) if module else ()),
        "decision": one.decision.value,
        "target": one.target or "",
        "why": one.why,
        "who": one.who,
        "seen": str(one.number),
        "at": one.at.isoformat(),
        "beside": "\n".join(one.beside),
    }


def _name(catalogue: Catalogue, ids: Sequence[str]) -> str:
    found = (catalogue.find(Occupation, i) for i in ids)
    return next((occupation.name for occupation in found if occupation), "")
