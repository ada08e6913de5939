"""Occupations that a major most likely leads to, by text: for majors, and occupations of majors, that the guide is silent on.

What the official guide links stays official. What is found here is DERIVED and for the assessor to confirm.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.model.facts import Major, Occupation
from graph.model.ids import fold
from graph.model.terms import Origin
from recommender.adapter import Adapter
from recommender.fields import Fields, Float32
from recommender.pairs import PairKind

_KIND = PairKind.GUIDE


@dataclass(frozen=True, slots=True)
class LikelyOccupation:
    """An occupation (its id) and the mean cosine of the major's text with its name, definition and tasks."""

    occupation: str
    score: float
    method: str
    origin: Origin = Origin.DERIVED


def asking_text(major: Major) -> str:
    """The text that stands for a major, as the adapter learned it."""
    return fold(major.name)


def likely(
    text_vector: Float32,
    fields: Fields,
    occupations: Sequence[Occupation],
    *,
    adapter: Adapter | None,
    encoder: str,
    first: int,
) -> tuple[LikelyOccupation, ...]:
    """At most `first` of the occupations, likeliest first, equal ones in their order.

    `text_vector` (d,), L2-normalised, is that of `asking_text`; `occupations` are those of `fields`, in the same order;
    `encoder` is the digest of what made the vectors. Without an adapter for majors the text is compared zero-shot.
    """
    asked = text_vector[None] if adapter is None else adapter.apply(text_vector[None], _KIND)
    scores = fields.documents(_KIND) @ asked[0]
    method = _method(adapter, encoder)
    best: list[int] = np.argsort(-scores, kind="stable")[:first].tolist()
    return tuple(LikelyOccupation(occupations[row].id, float(scores[row]), method) for row in best)


def _method(adapter: Adapter | None, encoder: str) -> str:
    found = f"mean cosine with name, definition and tasks, encoder {encoder[:12]}"
    if adapter is None or _KIND not in adapter.residuals:
        return found
    return f"{found}, adapter {adapter.digest}"
