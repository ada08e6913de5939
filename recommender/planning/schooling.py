"""School programmes that a person may enter on the way to a goal: known seats of majors that lead to its occupation.

Seats of the same kind of school and the same length are one programme: for the rules they do not differ. What no
source states is assumed and said (the term begins on 1 September, the programme takes its stated length), or doubted
(admission, whether it is offered again); how one gets in is never made up.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from graph.catalogue import Catalogue
from graph.model.facts import Region
from graph.model.terms import EducationKind, EducationLevel, OfferMode
from recommender.planning.evidence import SCHOOL, Studied
from recommender.shared.answers import Doubt, DoubtCode, Programme, ProgrammeSeat
from recommender.shared.places import city_of, distance_km
from recommender.shared.profile import Education, WorkerProfile
from recommender.shared.timeline import add_months
from recommender.shared.truth import Verdict
from recommender.supply.seats import Seat, Supply

SHOWN = 3
TERM_MONTH = 9
KINDS = {
    EducationLevel.SECONDARY: EducationKind.SECONDARY,
    EducationLevel.HIGHER: EducationKind.HIGHER,
    EducationLevel.VOCATIONAL_BACHELOR: EducationKind.VOCATIONAL_BACHELOR,
    EducationLevel.BACHELOR: EducationKind.BACHELOR,
    EducationLevel.TECHNICAL: EducationKind.TECHNICAL,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A kind of programme that may be entered, with every seat known."""

    kind: EducationKind
    length_years: float
    seats: tuple[Seat, ...]

    @property
    def majors(self) -> tuple[str, ...]:
        """Ids of the majors, in order."""
        return tuple(sorted({seat.subject for seat in self.seats}))


def entries(supply: Supply, occupation: str, as_of: date) -> tuple[Entry, ...]:
    """The programmes whose majors lead to an occupation, shortest first; without those of unknown length."""
    grouped: defaultdict[tuple[float, EducationKind], list[Seat]] = defaultdict(list)
    for seat in supply.leading_to(occupation, as_of):
        if seat.major and seat.offer.length_years and seat.offer.mode is OfferMode.FULL_TIME_DEGREE:
            grouped[seat.offer.length_years, KINDS[seat.major.education]].append(seat)
    return tuple(Entry(kind, years, tuple(seats)) for (years, kind), seats in sorted(grouped.items()))


def term_start(profile: WorkerProfile, as_of: date) -> date:
    """The first 1 September after the asked day on which the person studies nothing else."""
    studies = [e.graduates for e in profile.educations if e.graduated is None and e.graduates]
    free = max([as_of, *studies])
    start = date(free.year, TERM_MONTH, 1)
    return start if start > as_of and start >= free else date(free.year + 1, TERM_MONTH, 1)


def programme(catalogue: Catalogue, entry: Entry, start: date, near: Region | None) -> Programme:
    """An entry from a day on, with its nearest few seats, each of another institution."""
    shown: dict[str, ProgrammeSeat] = {}
    for seat in sorted(_seats(catalogue, entry.seats, near), key=_nearest_first):
        shown.setdefault(seat.institution, seat)
    return Programme(
        kind=entry.kind,
        start=start,
        end=add_months(start, round(entry.length_years * 12)),
        length_years=entry.length_years,
        seats=tuple(shown.values())[:SHOWN],
        seats_known=len(entry.seats),
        institutions_known=len(shown),
    )


def studied(entry: Entry, entered: Programme) -> Studied:
    """The programme as evidence: its major leads to the goal's occupation; the rest is to be confirmed with the school."""
    education = Education(
        kind=entry.kind, major=entry.majors[0], start=entered.start, graduates=entered.end, approved=None
    )
    year = max(seat.offer.year for seat in entry.seats)
    doubts = (
        Doubt(
            DoubtCode.ADMISSION,
            entry.kind.value,
            f"does a school ({entry.kind.value}) admit the person, how, and when does its term begin?",
            SCHOOL,
        ),
        Doubt(
            DoubtCode.OFFERED_AGAIN,
            str(year),
            f"the seats known are of the plan of {year}: are they offered again in {entered.start.year}?",
            SCHOOL,
        ),
    )
    return Studied(education, Verdict.PASS, frozenset(doubts))


def _seats(catalogue: Catalogue, seats: Iterable[Seat], near: Region | None) -> Iterator[ProgrammeSeat]:
    distances: dict[str, float | None] = {}
    for seat in seats:
        region = seat.region
        if region is not None and region.id not in distances:
            city = city_of(catalogue, region)
            distances[region.id] = distance_km(near, city) if near and city else None
        yield ProgrammeSeat(
            offer=seat.offer.id,
            institution=seat.institution.id,
            major=seat.subject,
            year=seat.offer.year,
            length_years=seat.offer.length_years or 0.0,
            price=seat.offer.price,
            places=seat.offer.places,
            entry_route=seat.offer.entry_route,
            distance_km=distances[region.id] if region else None,
        )


def _nearest_first(seat: ProgrammeSeat) -> tuple[float, str, str]:
    return float("inf") if seat.distance_km is None else seat.distance_km, seat.institution, seat.offer
