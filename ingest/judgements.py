"""A file of judgements as validated rows: what `lifepath curate template` and `curate export` write, filled in."""

from typing import Annotated, Any, ClassVar

from pydantic import AwareDatetime, BeforeValidator

from graph.model.judgements import Decision
from ingest.records import Record, Some, Text


def _or(default: Any) -> BeforeValidator:
    """What an empty cell means."""
    return BeforeValidator(lambda value: default if isinstance(value, str) and not value.strip() else value)


class JudgementRow(Record):
    """A match and what is said of it; a row without a decision says nothing.

    `text` is the sentence where the start is `text:DIGEST`; for facts `text` and `name` are there to be read alone, as
    `occupation` is. `at`: when it was said, where that is not now. `beside`: the other tasks of a sentence's occupation, a
    line each.
    """

    TABLE, UNIQUE, SOURCE = "judgements", ("start", "end"), ""
    OPTIONAL: ClassVar[bool] = True
    start: Some
    text: Text
    end: Some
    name: Text
    occupation: Text
    decision: Annotated[Decision | None, _or(None)]
    target: Annotated[str | None, _or(None)]
    why: Text
    who: Text
    seen: Annotated[int, _or(0)]
    all_levels: Annotated[bool, _or(False)]
    at: Annotated[AwareDatetime | None, _or(None)]
    beside: Text
