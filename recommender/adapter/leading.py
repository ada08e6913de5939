"""Occupations that a major most likely leads to, by text: for majors, and occupations of majors, that the guide is silent on.

What the official guide links stays official. What is found here is DERIVED and for the assessor to confirm.
"""

from dataclasses import dataclass
from datetime import date
from itertools import islice

from graph.catalogue import Catalogue
from graph.model.facts import Major, Occupation
from graph.model.ids import fold
from graph.model.links import RelType
from graph.model.terms import Origin
from recommender.adapter.comparing import Compared, Places
from recommender.adapter.leading_reasons import Candidate, Case, likely_changes, likely_parts, likely_reasons
from recommender.planning.planner import Planner
from recommender.shared.reasons import Recommended


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelyOccupation(Recommended):
    """An occupation (its id); `score` is the mean cosine of the major's text with its name, definition and tasks."""

    occupation: str
    method: str
    origin: Origin = Origin.DERIVED


@dataclass(frozen=True, slots=True)
class LeadingOccupations:
    """What a major leads to: as the official guide states it, and by text."""

    major: Major
    stated: tuple[Occupation, ...]
    likely: tuple[LikelyOccupation, ...]


def asking_text(major: Major) -> str:
    """The text that stands for a major, as the adapter learned it."""
    return fold(major.name)


def leading(
    major: Major, compared: Compared, planner: Planner, *, as_of: date, first: int
) -> LeadingOccupations:
    """What the guide links to a major on a day, and of the other occupations of that day the `first` likeliest.

    `compared` holds the major's text against the occupations of the newest revision; `planner` answers for the revision
    asked about. Equal scores go by id.
    """
    catalogue = planner.catalogue
    stated = _stated(catalogue, major, as_of)
    known = {occupation.id for occupation in stated}
    rows = [
        row
        for row, found in enumerate(compared.occupations)
        if found.id not in known and _stands(catalogue, found.id, as_of)
    ]
    case = Case(major, compared, planner, as_of, Places.of(compared, rows))
    best = islice(case.places.here, max(first, 0))
    return LeadingOccupations(major, stated, tuple(_likely(case, row) for row in best))


def _likely(case: Case, row: int) -> LikelyOccupation:
    found = Candidate.of(case, row)
    return LikelyOccupation(
        id=found.occupation.id,
        score=float(case.compared.scores[row]),
        parts=likely_parts(case.compared, found),
        reasons=likely_reasons(case, found),
        what_would_change_this=likely_changes(case, found),
        occupation=found.occupation.id,
        method=case.compared.method,
    )


def _stated(catalogue: Catalogue, major: Major, as_of: date) -> tuple[Occupation, ...]:
    links = (link for link in catalogue.links(major.id, RelType.LEADS_TO) if link.stands_on(as_of))
    ends = [catalogue.find(Occupation, link.end) for link in links if link.origin is Origin.OFFICIAL]
    return tuple(node for node in ends if node is not None and node.stands_on(as_of))


def _stands(catalogue: Catalogue, occupation: str, as_of: date) -> bool:
    node = catalogue.find(Occupation, occupation)
    return node is not None and node.stands_on(as_of)
