"""Why something is recommended: what every recommender says of each item, and what would change it."""

from dataclasses import dataclass
from enum import StrEnum


class ReasonKind(StrEnum):
    """RULE: a rule or clause. PATH: relationships of the graph. SIMILARITY: texts that match. UNKNOWN: not stated."""

    RULE = "RULE"
    PATH = "PATH"
    SIMILARITY = "SIMILARITY"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason, in words and in ids, so that it can be checked.

    cites: ids of the rules, clauses or standards behind a RULE. path: ids of the nodes along a PATH, in order.
    asked, matched: the two texts of a SIMILARITY and `score`, their cosine (or the rule `method` names). An UNKNOWN
    reason says what no source states; it is never counted against the item.
    """

    kind: ReasonKind
    text: str
    cites: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    asked: str | None = None
    matched: str | None = None
    score: float | None = None
    method: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a score: `value` from 0 to 1 (None: unknown, counted as neutral), its `weight`, and what it says."""

    name: str
    value: float | None
    weight: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommended:
    """What all recommended items have in common; `id` is an id of the catalogue."""

    id: str
    score: float
    parts: tuple[Part, ...] = ()
    reasons: tuple[Reason, ...]
    what_would_change_this: tuple[str, ...] = ()
