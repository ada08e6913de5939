"""Which institutions serve a goal, modules or a major: hard filters first, then a score whose parts are shown.

The score is the weighted mean of the parts; a part that no source states counts as neutral (0.5) and says so.
Nothing can be paid for a place: equal scores go by distance, then by id. A seat is judged on its own, and an
institution stands with the best of its seats.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version

from graph.catalogue import Catalogue
from graph.model.facts import Region
from graph.model.terms import OfferMode
from recommender.shared.answers import Envelope
from recommender.shared.places import city_of, region_of
from recommender.shared.reasons import Reason, ReasonKind, Recommended
from recommender.supply.scoring import Scored, Search, unknowns
from recommender.supply.seats import Basis, Constraints, Serving, Supply
from recommender.supply.wishes import Fit, Wish, fits, sought

MOST_OFFERS = 5
NO_PROVIDER = "no known provider"
SERVES_EVERYBODY = "clause:hunan-2018/3"  # training is open to every qualified body: matching is neutral


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferMatch:
    """A seat of an institution with its own score. `served` are the modules it serves, and by what."""

    offer: str
    score: float
    served: tuple["ModuleServed", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleServed:
    """A module that a seat serves; `course` and `likeness` where the name of a course stands behind it."""

    module: str
    basis: Basis
    fit: float
    course: str | None = None
    likeness: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionMatch(Recommended):
    """An institution; its offers best first. `distance_km` is approximate, from city to city.

    `price_after_subsidy` is always None: no source states it.
    """

    institution: str
    offers: tuple[OfferMatch, ...]
    offers_known: int
    city: str | None
    distance_km: float | None
    price_after_subsidy: float | None = None


@dataclass(frozen=True, slots=True)
class Excluded:
    """How many seats a filter leaves out, whatever the others do."""

    filter: str
    seats: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionMatches:
    """Institutions, best first; how many there are in all, what each filter left out, and what would change it.

    `model` is the digest of the encoder that names were compared with, None where they were not.
    """

    items: tuple[InstitutionMatch, ...]
    found: int
    excluded: tuple[Excluded, ...]
    notes: tuple[str, ...]
    what_would_change_this: tuple[str, ...]
    model: str | None
    envelope: Envelope


def match_institutions(
    supply: Supply, wish: Wish, *, as_of: date, first: int = 10, software: str | None = None
) -> InstitutionMatches:
    """At most `first` institutions for a wish, best first.

    Raises InvalidInput unless the wish names exactly one of goal, modules and major, and NotFound for an unknown
    occupation, module, major or region.
    """
    catalogue = supply.catalogue
    wanted = sought(catalogue, wish)
    near = None if wish.near is None else city_of(catalogue, region_of(catalogue, wish.near))
    shown, asked = max(first, 0), wish.constraints
    search = Search(catalogue, tuple(fits(supply, wanted, as_of)))
    groups = search.ranked(near, asked)
    refused = Counter(r for fit in search.fits for r in asked.refusals(catalogue, fit.seat))
    return InstitutionMatches(
        items=tuple(
            replace(_item(catalogue, group, as_of), what_would_change_this=changes)
            for group, changes in zip(
                groups[:shown], _changes(search, asked, near, groups[:shown]), strict=True
            )
        ),
        found=len(groups),
        excluded=tuple(Excluded(name, refused[name]) for name in asked.given()),
        notes=(*wanted.notes, *_notes(supply, wish, near, found=len(groups))),
        what_would_change_this=tuple(_overall(search, asked, near, len(groups))),
        model=supply.model,
        envelope=Envelope(
            revision=catalogue.revision.number,
            as_of=as_of,
            software=software or version("lifepath"),
            judgements=supply.verdicts.newest,
        ),
    )


def _item(catalogue: Catalogue, group: Sequence[Scored], as_of: date) -> InstitutionMatch:
    best = group[0]
    seat = best.fit.seat
    city = None if seat.region is None else city_of(catalogue, seat.region)
    return InstitutionMatch(
        id=seat.institution.id,
        institution=seat.institution.id,
        score=best.score,
        parts=best.parts,
        reasons=tuple(_reasons(best, as_of)),
        offers=tuple(_offer(scored) for scored in group[:MOST_OFFERS]),
        offers_known=len(group),
        city=city.id if city else None,
        distance_km=best.distance,
    )


def _offer(scored: Scored) -> OfferMatch:
    return OfferMatch(
        offer=scored.fit.seat.offer.id,
        score=scored.score,
        served=tuple(module_served(serving) for serving in scored.fit.served),
    )


def module_served(serving: Serving) -> ModuleServed:
    """What a seat does for a module, by ids."""
    return ModuleServed(
        module=serving.module.id,
        basis=serving.basis,
        fit=serving.fit,
        course=serving.course.id if serving.course else None,
        likeness=serving.likeness,
    )


def _reasons(best: Scored, as_of: date) -> Iterator[Reason]:
    """Why the best seat fits, then what is not known of it."""
    fit, seat = best.fit, best.fit.seat
    named = [serving for serving in fit.served if serving.basis is not Basis.MAJOR]
    for serving in sorted(named, key=lambda s: -s.fit)[:3] or fit.served[:1]:
        yield serving.reason()
    if not fit.served:
        path = (seat.subject, seat.offer.id, seat.institution.id)
        yield Reason(kind=ReasonKind.PATH, text=f"it offers {seat.offer.name}", path=path)
    text = "every qualified body is treated alike; no place can be paid for"
    yield Reason(kind=ReasonKind.RULE, text=text, cites=(SERVES_EVERYBODY,))
    yield from unknowns(seat, as_of)


def _changes(
    search: Search, asked: Constraints, near: Region | None, shown: Sequence[Sequence[Scored]]
) -> list[tuple[str, ...]]:
    """For each institution shown, what its place would be if one thing were asked otherwise: really asked again."""
    again = [
        (f"without the filter {name}", search.order(near, asked.without(name))) for name in asked.given()
    ]
    if near is not None:
        again.append(("if distance did not count", search.order(None, asked)))
    cities = {c.id: c for group in shown if (c := _city(search.catalogue, group[0])) and c != near}
    moved = {city.id: search.order(city, asked) for city in cities.values()}
    found: list[tuple[str, ...]] = []
    for at, group in enumerate(shown, start=1):
        own = group[0].fit.seat.institution.id
        city = _city(search.catalogue, group[0])
        here = [(f"near {city.name}", moved[city.id])] if city and city.id in moved else []
        places = [(what, order.index(own) + 1) for what, order in (*again, *here)]
        told = tuple(f"{what}, it would be number {n}, not {at}" for what, n in places if n != at)
        found.append(told or _steady(at, [what for what, _ in places]))
    return found


def _steady(at: int, tried: Sequence[str]) -> tuple[str, ...]:
    """That nothing tried changes its place, naming what was tried."""
    return (f"it stays number {at}: {'; '.join(tried)}",) if tried else ()


def _overall(search: Search, asked: Constraints, near: Region | None, count: int) -> Iterator[str]:
    """How many institutions there would be with one filter fewer, or with another mode."""
    for name in asked.given():
        others = len(search.order(near, asked.without(name)))
        yield f"without the filter {name}: {others} institutions instead of {count}"
    for mode in _other_modes(search.fits, asked):
        others = len(search.order(near, replace(asked, modes=(mode,))))
        yield f"attended as {mode}: {others} institutions instead of {count}"


def _other_modes(found: Iterable[Fit], asked: Constraints) -> list[OfferMode]:
    """Modes that some fitting seat has and that are not asked, where a mode is asked."""
    return sorted({fit.seat.offer.mode for fit in found} - set(asked.modes)) if asked.modes else []


def _city(catalogue: Catalogue, scored: Scored) -> Region | None:
    region = scored.fit.seat.region
    return None if region is None else city_of(catalogue, region)


def _notes(supply: Supply, wish: Wish, near: Region | None, *, found: int) -> Iterator[str]:
    if not found:
        yield f"{NO_PROVIDER}: no known offer serves this under these constraints"
    if supply.likeness is None:
        yield "names of courses and modules are not compared yet: the model is not loaded"
    if wish.near is not None and near is None:
        yield f"{wish.near} is a province: distances are not counted"
    if wish.near is not None and near is not None:
        yield "distances are approximate: from one point of each city to another, as the crow flies"
