"""What a score of a task with its best function says: probability and verdict, as measured and kept with the code.

The figures were chosen on one half of the 小类 and proved on the other (`python -m bench desk`, docs/adr/0073). Where
developers judged enough matches they are fitted again beside the store (recommender/desk/refitting.py).
"""

import hashlib
import json
import logging
import math
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np

from graph.errors import InvalidInput

SHIPPED = Path(__file__).parents[1] / "artefacts" / "desk.json"
REPORT = "report"  # of how marks were fitted again, in their file

log = logging.getLogger(__name__)


class Coverage(StrEnum):
    """Whether existing modules cover a task."""

    COVERED = "COVERED"
    PARTLY = "PARTLY"
    NOT_COVERED = "NOT_COVERED"
    CANNOT_TELL = "CANNOT_TELL"


@dataclass(frozen=True, slots=True)
class Marks:
    """What scores by one encoder (its digest) mean.

    The probability that the best function is of the task's own kind of work (its 小类) is the logistic function of
    `slope` x score + `intercept`, where every other task has none among the functions. A task is covered from
    `covered` on where it fits the function by itself at least as well as `itself`; otherwise partly from `partly` on, and
    not below `missing`; between `missing` and `partly` nothing is said. `generic` are names of functions that recur in so
    many 小类 that they are left out; `spread` are quantiles, evenly apart, of the scores that the figures were chosen on.
    `checked` is how many tasks that count as COVERED, of occupations without a standard, the project judged, and which
    share of them the function teaches wholly, and which in part; None where nobody did.

    Of marks fitted again, `shipped` is the digest of those they were fitted from, `judged` the number of judged matches
    that they follow, and `newest` the number of the newest judgement then; None and 0 for shipped ones.
    """

    encoder: str
    slope: float
    intercept: float
    covered: float
    partly: float
    missing: float
    generic: tuple[str, ...]
    spread: tuple[float, ...] = ()
    itself: float = 0.0
    checked: tuple[int, float, float] | None = None
    shipped: str | None = None
    judged: int = 0
    newest: int = 0

    @property
    def digest(self) -> str:
        """16 hex digits that name these marks."""
        return hashlib.sha256(self.content().encode()).hexdigest()[:16]

    def score(self, probability: float) -> float:
        """The score that has a probability between 0 and 1."""
        return (math.log(probability / (1 - probability)) - self.intercept) / self.slope

    def probability(self, score: float) -> float:
        """From 0 to 1."""
        return float(1 / (1 + np.exp(-(self.slope * score + self.intercept))))

    def verdict(self, score: float, *, itself: float = math.inf) -> Coverage:
        """What the score of a task with its best function says, and how well it fits that one by itself."""
        if score >= self.covered and itself >= self.itself:
            return Coverage.COVERED
        if score >= self.partly:
            return Coverage.PARTLY
        return Coverage.NOT_COVERED if score < self.missing else Coverage.CANNOT_TELL

    def content(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def read_marks(path: Path = SHIPPED) -> Marks:
    """The marks kept in a file; raises InvalidInput where it does not hold any."""
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        found.pop(REPORT, None)
        lists: dict[str, Any] = {name: tuple(found.pop(name, ())) for name in ("generic", "spread")}
        checked = found.pop("checked", None)
        return Marks(**found, **lists, checked=tuple(checked) if checked else None)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InvalidInput(f"{path.name} holds no marks of the desk: {error}", field="marks") from error


def marks_in_use(fitted: Path | None) -> Marks:
    """The marks that developers' judgements were fitted into, where the file holds any for the shipped ones; else those.

    A file that does not fit is not used, which the log says.
    """
    shipped = read_marks()
    if fitted is None or not fitted.is_file():
        return shipped
    try:
        found = read_marks(fitted)
    except InvalidInput as error:
        log.warning("the marks as shipped are used: %s", error.message)
        return shipped
    if found.shipped != shipped.digest:
        log.warning(
            "the marks as shipped are used: %s was fitted from others; run `lifepath curate fit`", fitted
        )
        return shipped
    return found
