"""How alike the tasks are of what may be related: told beside a doubt, it never decides one.

Whether an occupation or a major counts as related (相关职业, 本专业或相关专业) is for the official tables and, where they are
silent, for the assessor. What is DERIVED here helps to ask: the main tasks that are most alike, and how much.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from graph.model.terms import Origin
from recommender.shared.answers import Doubt, DoubtCode
from recommender.shared.relations import Relations
from recommender.text.index import Float32, Rows
from recommender.text.passages import Passage, TextKind

RELATED = frozenset({DoubtCode.RELATED_OCCUPATION, DoubtCode.RELATED_MAJOR, DoubtCode.MATCHING_TITLE})


@dataclass(frozen=True, slots=True)
class Alike:
    """Two main tasks, `own` of the goal's occupation and `other` of `occupation`, and the cosine of their vectors."""

    occupation: str
    own: str
    other: str
    score: float
    method: str
    origin: Origin = Origin.DERIVED


@dataclass(frozen=True, slots=True)
class TaskVectors:
    """The main tasks of occupations (by id, as rows) with their texts (n,) and L2-normalised vectors (n, d).

    `digest` names the encoder.
    """

    rows: Mapping[str, Rows]
    texts: tuple[str, ...]
    vectors: Float32
    digest: str

    @classmethod
    def of(cls, passages: Sequence[Passage], vectors: Float32, *, digest: str) -> "TaskVectors":
        """The tasks among `passages`, whose vectors are (len(passages), d) in their order."""
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for row, passage in enumerate(passages):
            if passage.kind is TextKind.TASK:
                rows[passage.occupation].append(row)
        known = {occupation: np.array(found, np.intp) for occupation, found in rows.items()}
        return cls(MappingProxyType(known), tuple(p.text for p in passages), vectors, digest)

    def most_alike(self, goal: str, other: str) -> Alike | None:
        """The two tasks of both occupations with the highest cosine; None where one has no known task."""
        own, theirs = self.rows.get(goal), self.rows.get(other)
        if own is None or theirs is None:
            return None
        cosines = self.vectors[own] @ self.vectors[theirs].T
        row, column = divmod(int(np.argmax(cosines)), len(theirs))
        return Alike(
            occupation=other,
            own=self.texts[int(own[row])],
            other=self.texts[int(theirs[column])],
            score=float(cosines.max()),
            method=f"cosine of their vectors, encoder {self.digest[:12]}",
        )


def alike(doubt: Doubt, relations: Relations, tasks: TaskVectors) -> Alike | None:
    """What is most alike in what a doubt is about and in its goal; None for doubts that are not about being related.

    Of a major it is the tasks of the occupations that the official guide links it to within the goal's 小类.
    """
    if doubt.code not in RELATED or doubt.goal is None:
        return None
    others = [doubt.about] if doubt.about in relations.minor else _led_to(doubt.about, doubt.goal, relations)
    found = [pair for other in others if (pair := tasks.most_alike(doubt.goal, other)) is not None]
    return max(found, key=lambda pair: pair.score, default=None)


def _led_to(major: str, goal: str, relations: Relations) -> list[str]:
    group = relations.minor.get(goal)
    linked = relations.linked.get(major, frozenset[str]())
    return sorted(o for o in linked if group is not None and relations.minor.get(o) == group)
