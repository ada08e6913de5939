"""Where things are: regions by name or code, and how far two cities are apart, as the crow flies."""

from math import asin, cos, radians, sin, sqrt

from graph.catalogue import Catalogue
from graph.errors import NotFound
from graph.model.facts import Region
from graph.model.ids import fold
from graph.model.links import RelType
from graph.model.terms import RegionTier
from recommender.shared.faults import CaseFault

EARTH_KM = 6371.0


def region_of(catalogue: Catalogue, text: str, field: str = "near") -> Region:
    """The region with this id, code or exact name; raises NotFound."""
    wanted = fold(text)
    for region in catalogue.all(Region):
        if wanted in {region.id, region.code, region.name}:
            return region
    raise NotFound(CaseFault.REGION_UNKNOWN(text=text), field=field)


def city_of(catalogue: Catalogue, region: Region) -> Region | None:
    """The city that a region is or lies in; None for a province, which is too wide to measure from."""
    above: Region | None = region
    while above is not None and above.tier is not RegionTier.CITY:
        above = next(iter(catalogue.targets(above.id, RelType.PART_OF, Region)), None)
    return above


def city_named(catalogue: Catalogue, text: str | None) -> Region | None:
    """The city that a region with this id, code or exact name is or lies in; None where nothing is stated or known."""
    region = next((r for r in catalogue.all(Region) if text and text in {r.id, r.code, r.name}), None)
    return None if region is None else city_of(catalogue, region)


def within(catalogue: Catalogue, region: Region, top: str) -> bool:
    """Whether a region is `top` (an id) or lies in it."""
    above: Region | None = region
    while above is not None and above.id != top:
        above = next(iter(catalogue.targets(above.id, RelType.PART_OF, Region)), None)
    return above is not None


def distance_km(a: Region, b: Region) -> float | None:
    """Great-circle distance of two regions' points (haversine); None where a position is not stated.

    Approximate: a region has one point, and the datum of its position is not stated.
    """
    if a.longitude is None or a.latitude is None or b.longitude is None or b.latitude is None:
        return None
    wide = radians(b.longitude - a.longitude) / 2
    high = radians(b.latitude - a.latitude) / 2
    between = sin(high) ** 2 + cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(wide) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(between)))
