"""Views of institutions, what they offer, regions and industries."""

import strawberry

from api.schema.provenance import FactView, origin, origins, target, targets, view
from api.schema.refs import IndustryRef, InstitutionRef, MajorRef, OfferRef, PackageRef, RegionRef
from graph.model import facts
from graph.model.links import RelType
from graph.model.terms import CarrierKind, IndustryTier, OfferMode, RegionTier


@view(facts.Institution)
class InstitutionView(FactView):
    """A training carrier: school, enterprise centre, training body, public base or association."""

    code: str = strawberry.field(description="Its official code.")
    name: str = strawberry.field(description="Its official name.")
    carrier: CarrierKind = strawberry.field(description="Which of the five kinds of carriers it is.")
    tier: str | None = strawberry.field(description="Its 办学层次; null: no source states it.")
    authority: str | None = strawberry.field(
        description="Its supervising authority; null: no source states it."
    )
    grade: str | None = strawberry.field(description="Its 双高 grade; null where it is not listed.")
    grade_scope: str | None = strawberry.field(
        description="Who listed it with that grade; null where it is not listed."
    )
    region: RegionRef | None = target(
        RelType.LOCATED_IN, facts.Region, "Where it is; null: no source states it."
    )
    offers: list[OfferRef] = targets(RelType.OFFERS, facts.Offer, "Seats it offers.")


@view(facts.Offer)
class OfferView(FactView):
    """A seat a person can take at an institution."""

    name: str = strawberry.field(description="Its name in the plan.")
    mode: OfferMode = strawberry.field(description="How it is attended.")
    year: int = strawberry.field(description="Year of the plan.")
    length_years: float | None = strawberry.field(description="Length in years; null: no source states it.")
    places: int | None = strawberry.field(description="Places in the plan; null: no source states them.")
    price: float | None = strawberry.field(
        description="Price in CNY a year before any subsidy; null: no source states it."
    )
    entry_route: str = strawberry.field(description="How one gets in.")
    institution: InstitutionRef | None = origin(
        RelType.OFFERS, facts.Institution, "Who offers it; null: no source states it."
    )
    major: MajorRef | None = target(
        RelType.OF, facts.Major, "The major it is of; null where it is of a package."
    )
    package: PackageRef | None = target(
        RelType.OF, facts.TrainingPackage, "The training package it is of; null where it is of a major."
    )


@view(facts.Region)
class RegionView(FactView):
    """An administrative region (行政区划)."""

    code: str = strawberry.field(description="Its official code.")
    name: str = strawberry.field(description="Its official name.")
    tier: RegionTier = strawberry.field(description="Province, city or county.")
    longitude: float | None = strawberry.field(
        description="Degrees east, datum not stated; null: no source states it."
    )
    latitude: float | None = strawberry.field(
        description="Degrees north, datum not stated; null: no source states it."
    )
    former_code: str | None = strawberry.field(description="An earlier code; null where none is known.")
    parent: RegionRef | None = target(RelType.PART_OF, facts.Region, "The region above; null for a province.")
    children: list[RegionRef] = origins(RelType.PART_OF, facts.Region, "The regions below, by code.")
    institutions: list[InstitutionRef] = origins(
        RelType.LOCATED_IN, facts.Institution, "Institutions directly in this region."
    )


@view(facts.Industry)
class IndustryView(FactView):
    """A class of GB/T 4754-2017, at any of its four tiers."""

    code: str = strawberry.field(description="Its code, such as C or 3340.")
    name: str = strawberry.field(description="Its official name.")
    tier: IndustryTier = strawberry.field(description="How high it stands in the classification.")
    parent: IndustryRef | None = target(RelType.PART_OF, facts.Industry, "The class above; null for a 门类.")
    children: list[IndustryRef] = origins(RelType.PART_OF, facts.Industry, "The classes below, by code.")
