"""Where to train for an application: institutions that serve the modules of a step, best first."""

from dataclasses import dataclass
from datetime import date

from graph.catalogue import Catalogue
from graph.model.facts import Module, Occupation, Region
from graph.model.links import RelType
from graph.model.terms import Level
from recommender.shared.answers import Step, Way
from recommender.supply.matching import NO_PROVIDER
from recommender.supply.scoring import Scored, Search
from recommender.supply.seats import Basis, Constraints, Supply
from recommender.supply.wishes import Sought, fits

SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPlace:
    """An institution by the best of its seats. Of the `modules` to train `named` are declared, or like one of its courses.

    `named` is None where neither its courses nor the modules are known. `distance_km` is approximate.
    """

    institution: str
    offer: str
    modules: int
    named: int | None
    distance_km: float | None


@dataclass(frozen=True, slots=True)
class TrainingPlaces:
    """The best few of the institutions `found`; `note` says so where none is known."""

    places: tuple[TrainingPlace, ...]
    found: int
    note: str | None = None


def training_places(
    supply: Supply, step: Step, *, as_of: date, near: Region | None = None, first: int = SHOWN
) -> TrainingPlaces | None:
    """Institutions for the modules that a step trains, without any known for its occupation; None where it trains nothing.

    near: a city.
    """
    if step.certificate is None:
        return None
    occupations = supply.catalogue.targets(step.certificate, RelType.CERTIFIES, Occupation)
    modules = tuple(module for level in step.train for module in level.modules)
    wanted = Sought(tuple(o.id for o in occupations), modules, None)
    ranked = Search(supply.catalogue, tuple(fits(supply, wanted, as_of))).ranked(near, Constraints())
    places = tuple(_place(group[0], modules) for group in ranked[:first])
    return TrainingPlaces(places, len(ranked), None if places else NO_PROVIDER)


def places_by_level(
    supply: Supply, way: Way, *, as_of: date, near: Region | None = None
) -> dict[Level, TrainingPlaces]:
    """Where to train for each application of a way."""
    found = {s.level: training_places(supply, s, as_of=as_of, near=near) for s in way.steps if s.level}
    return {level: places for level, places in found.items() if places is not None}


def institution_name(catalogue: Catalogue, institution: str) -> str:
    """Its name, or its id where the catalogue does not hold it."""
    fact = catalogue.snapshot.nodes.get(institution)
    return str(getattr(fact, "name", institution))


def _place(best: Scored, modules: tuple[Module, ...]) -> TrainingPlace:
    seat, served = best.fit.seat, best.fit.served
    named = sum(serving.basis is not Basis.MAJOR for serving in served)
    return TrainingPlace(
        institution=seat.institution.id,
        offer=seat.offer.id,
        modules=len(modules),
        named=None if best.fit.modules is None else named,
        distance_km=best.distance,
    )
