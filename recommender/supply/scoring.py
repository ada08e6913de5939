"""How well a seat suits a wish: parts from 0 to 1 with their weights, and the ranking of institutions by them.

A part that no source states counts as neutral (0.5) and says so. Each part has a scale of its own, so that a score
does not depend on who else is compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graph.catalogue import Catalogue
from graph.model.facts import Institution, Region
from graph.model.terms import OfferMode
from recommender.shared.places import city_of, distance_km
from recommender.shared.reasons import Part, Reason, ReasonKind
from recommender.supply.seats import Basis, Constraints, Seat
from recommender.supply.wishes import Fit

NEUTRAL = 0.5
WEIGHTS = {
    "occupation": 0.25,
    "modules": 0.25,
    "major": 0.5,
    "distance": 0.2,
    "price": 0.1,
    "places": 0.1,
    "grade": 0.1,
}
HALF_KM, HALF_PRICE, HALF_PLACES = (
    100.0,
    5_000.0,
    50.0,
)  # where distance, yearly price and places count one half
GRADES = {"A": 1.0, "B": 0.8, "C": 0.6}
WHOLE_SCHOOL = "高水平学校"


@dataclass(frozen=True, slots=True)
class Scored:
    """A seat with the parts of its score."""

    fit: Fit
    parts: tuple[Part, ...]
    score: float
    distance: float | None

    @property
    def order(self) -> tuple[float, float, str, str]:
        """Best first: score, then distance, then id of institution and offer."""
        far = float("inf") if self.distance is None else self.distance
        return -round(self.score, 9), far, self.fit.seat.institution.id, self.fit.seat.offer.id


@dataclass(frozen=True, slots=True)
class Search:
    """The seats that fit a wish; asked again under other constraints or from another city."""

    catalogue: Catalogue
    fits: tuple[Fit, ...]

    def ranked(self, near: Region | None, constraints: Constraints) -> list[list[Scored]]:
        """Seats that pass the filters, by institution, both best first."""
        grouped: dict[str, list[Scored]] = {}
        for fit in self.fits:
            if not constraints.refusals(self.catalogue, fit.seat):
                grouped.setdefault(fit.seat.institution.id, []).append(self._scored(fit, near))
        groups = [sorted(group, key=lambda seat: seat.order) for group in grouped.values()]
        return sorted(groups, key=lambda group: group[0].order)

    def order(self, near: Region | None, constraints: Constraints) -> list[str]:
        """Ids of the institutions, best first."""
        return [group[0].fit.seat.institution.id for group in self.ranked(near, constraints)]

    def _scored(self, fit: Fit, near: Region | None) -> Scored:
        distance = _distance(self.catalogue, fit.seat, near)
        parts = (*_content(fit), *_circumstances(fit.seat, distance, near))
        total = sum(part.weight for part in parts)
        score = sum(p.weight * (NEUTRAL if p.value is None else p.value) for p in parts) / total
        return Scored(fit, parts, score, distance)


def _content(fit: Fit) -> Iterator[Part]:
    """The parts that say how the content fits."""
    if fit.major is not None:
        yield _part("major", fit.major, f"its major is {fit.seat.offer.name}")
        return
    yield _part("occupation", fit.occupation, "share of the occupations that the official guide links it to")
    if fit.modules is None:
        yield _part("modules", None, "unknown: no source lists the modules, or the courses of its major")
    else:
        count = sum(serving.basis is not Basis.MAJOR for serving in fit.served)
        yield _part("modules", fit.modules, f"{count} modules declared or named much like one of its courses")


def _circumstances(seat: Seat, distance: float | None, near: Region | None) -> Iterator[Part]:
    """The parts that say how far, how dear, how big and how graded, each on a scale of its own."""
    offer, institution = seat.offer, seat.institution
    if distance is None:
        why = "no city was given" if near is None else "a position is not stated"
        yield _part("distance", None, f"unknown: {why}")
    else:
        yield _part("distance", falling(distance, HALF_KM), f"about {distance:.0f} km from city to city")
    price = "unknown" if offer.price is None else f"{offer.price:g} CNY a year before any subsidy"
    value = None if offer.price is None else falling(offer.price, HALF_PRICE)
    yield _part("price", value, f"{price}; after subsidy unknown")
    places = None if offer.places is None else 1 - falling(offer.places, HALF_PLACES)
    yield _part("places", places, f"{'unknown' if offer.places is None else offer.places} places in the plan")
    yield _part("grade", *_grade(institution))


def _grade(institution: Institution) -> tuple[float | None, str]:
    """A 双高 grade of the whole school counts in full; of a 专业群 half, for which group is not stated."""
    if institution.grade is None:
        return None, "not listed with a 双高 grade, which says nothing against it"
    above = GRADES.get(institution.grade, NEUTRAL) - NEUTRAL
    text = f"双高 {institution.grade}, {institution.grade_scope}"
    if institution.grade_scope == WHOLE_SCHOOL:
        return NEUTRAL + above, text
    return NEUTRAL + above / 2, f"{text}: which majors belong to it is not stated"


def falling(value: float, half: float) -> float:
    """1 at 0, one half at `half`, towards 0 beyond."""
    return half / (half + max(value, 0.0))


def _part(name: str, value: float | None, text: str) -> Part:
    return Part(name=name, value=value, weight=WEIGHTS[name], text=text)


def _distance(catalogue: Catalogue, seat: Seat, near: Region | None) -> float | None:
    city = None if seat.region is None else city_of(catalogue, seat.region)
    return None if near is None or city is None else distance_km(near, city)


def unknowns(seat: Seat, as_of: date) -> Iterator[Reason]:
    """What no source states of a seat and a person must ask."""
    offer = seat.offer
    if offer.mode is OfferMode.FULL_TIME_DEGREE:
        years = "of unknown length" if offer.length_years is None else f"of {offer.length_years:g} years"
        text = f"a full-time degree programme {years}, entered by {offer.entry_route}: not a short course"
        yield Reason(kind=ReasonKind.PATH, text=text, path=(offer.id,))
    if offer.year < as_of.year:
        text = f"the plan is of {offer.year}; whether the place is offered again is not stated"
        yield Reason(kind=ReasonKind.UNKNOWN, text=text)
    if seat.institution.valid_from is None and seat.institution.valid_to is None:
        yield Reason(
            kind=ReasonKind.UNKNOWN, text="no source dates its standing: that it admits now must be asked"
        )
    yield Reason(kind=ReasonKind.UNKNOWN, text="the price after subsidy is not known")
