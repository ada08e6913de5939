"""What a score of a task with its best function says: probability and verdict, as measured and kept with the code.

The figures were chosen on one half of the 小类 and proved on the other (`python -m bench desk`, docs/adr/0073).
"""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np

from graph.errors import InvalidInput

SHIPPED = Path(__file__).parents[1] / "artefacts" / "desk.json"


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
    `covered` on, partly from `partly` on, and not below `missing`; between `missing` and `partly` nothing is said.
    `generic` are names of functions that recur in so many 小类 that they are left out.
    """

    encoder: str
    slope: float
    intercept: float
    covered: float
    partly: float
    missing: float
    generic: tuple[str, ...]

    def probability(self, score: float) -> float:
        """From 0 to 1."""
        return float(1 / (1 + np.exp(-(self.slope * score + self.intercept))))

    def verdict(self, score: float) -> Coverage:
        """What the score of a task with its best function says."""
        if score >= self.covered:
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
        generic: tuple[str, ...] = tuple(found.pop("generic"))
        return Marks(**found, generic=generic)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InvalidInput(f"{path.name} holds no marks of the desk: {error}", field="marks") from error
