"""Occupations that a major most likely leads to, by text: for majors, and occupations of majors, that the guide is silent on.

What the official guide links stays official. What is found here is DERIVED and for the assessor to confirm.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.catalogue import Catalogue
from graph.model.facts import Major, Occupation
from graph.model.ids import fold
from graph.model.links import RelType
from graph.model.terms import Origin
from recommender.adapter.fields import Fields, Float32
from recommender.adapter.linear import Adapter
from recommender.adapter.pairs import PairKind

_KIND = PairKind.GUIDE


@dataclass(frozen=True, slots=True)
class LikelyOccupation:
    """An occupation (its id) and the mean cosine of the major's text with its name, definition and tasks."""

    occupation: str
    score: float
    method: str
    origin: Origin = Origin.DERIVED


@dataclass(frozen=True, slots=True)
class LeadingOccupations:
    """What a major leads to: as the official guide states it, and by text."""

    major: Major
    stated: tuple[Occupation, ...]
    likely: tuple[LikelyOccupation, ...]


def leading(
    major: Major, ranked: Iterable[LikelyOccupation], catalogue: Catalogue, *, as_of: date, first: int
) -> LeadingOccupations:
    """What the guide links to a major on a day, and of those `ranked`, in their order, at most `first` others of that day."""
    links = (link for link in catalogue.links(major.id, RelType.LEADS_TO) if link.stands_on(as_of))
    ends = [catalogue.find(Occupation, link.end) for link in links if link.origin is Origin.OFFICIAL]
    stated = tuple(node for node in ends if node is not None and node.stands_on(as_of))
    known = {occupation.id for occupation in stated}
    found = ((one, catalogue.find(Occupation, one.occupation)) for one in ranked)
    others = [one for one, node in found if node and node.stands_on(as_of) and node.id not in known]
    return LeadingOccupations(major, stated, tuple(others[:first]))


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
