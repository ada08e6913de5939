"""What an ingest noticed: findings about tables, and rows that were not taken."""

from collections.abc import Sequence
from dataclasses import dataclass

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
    reason: str


def finding(table: str, text: str, items: Sequence[str]) -> Finding:
    """The finding that `items` show."""
    return Finding(table, text, len(items), tuple(items[:EXAMPLES]))
