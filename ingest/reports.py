"""What an ingest noticed: findings about tables, rows that were not taken, and why a file is refused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.errors import InvalidInput
from graph.sayings import Said
from ingest.faults import TableFault

EXAMPLES = 6


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something a reader of a table must know: how often it occurs, and up to six examples."""

    table: str
    finding: str
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Rejected:
    """A row (its locator) that is well-formed but was not taken, and why."""

    row: str
    reason: Said


def finding(table: str, text: str, items: Sequence[str]) -> Finding:
    """The finding that `items` show."""
    return Finding(table, text, len(items), tuple(items[:EXAMPLES]))


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A wrong field of a row (its line in the file): the whole file is refused for it.

    The code of its `reason` names the check that failed, `found` and `wanted` what it met and what would pass; each is
    empty where there is no such thing to tell.
    """

    line: int
    field: str
    reason: Said
    found: str = ""
    wanted: str = ""

    @property
    def said(self) -> Said:
        """The reason with its row and field."""
        return TableFault.ROW_REFUSED(row=self.line, field=self.field, reason=self.reason)


class Refused(InvalidInput):
    """A file is refused for its rows; `faults` are all of them, whatever the message has room for."""

    def __init__(self, message: Said, file: str, faults: Sequence[Fault]) -> None:
        super().__init__(message, field=faults[0].field if faults else "file")
        self.file = file
        self.faults = tuple(faults)


def refused(file: str, faults: Iterable[Fault]) -> Refused:
    """The refusal of a file, a line for each of its faults, by row."""
    told = sorted(set(faults))
    rows = len({fault.line for fault in told})
    head = TableFault.ROWS_REFUSED(file=file, rows=rows, s="s" * (rows != 1))
    lines = [head, *(fault.said for fault in told)]
    english, chinese = "\n  ".join(lines), "\n  ".join(line.chinese for line in lines)
    return Refused(Said(english, chinese, head.code), file, told)
