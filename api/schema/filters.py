"""What the facts of a list may be narrowed to. A filter knows which facts it chooses; nothing given chooses all."""

from typing import TypeVar

import strawberry

from api.schema.scope import Scope
from graph.model import facts
from graph.model.links import RelType
from graph.model.terms import CarrierKind, EducationLevel, Level, OccupationStatus, OfferMode

Node = TypeVar("Node", bound=facts.Published)


@strawberry.input(description="Which occupations: all that is given must hold.")
class OccupationFilter:
    """Which occupations."""

    group: str | None = strawberry.field(
        default=None,
        description="In this group or one below it: id, code or exact name of a 大类, 中类 or 小类.",
    )
    status: OccupationStatus | None = strawberry.field(default=None, description="Of this standing.")
    green: bool | None = strawberry.field(default=None, description="Marked as green, or not.")
    digital: bool | None = strawberry.field(default=None, description="Marked as digital, or not.")
    added_year: int | None = strawberry.field(default=None, description="Added in this year.")
    level: Level | None = strawberry.field(default=None, description="With a certificate of this level.")
    standard: bool | None = strawberry.field(default=None, description="With a known standard, or without.")

    def chosen(self, scope: Scope) -> list[facts.Occupation]:
        """The occupations that it lets through; raises NotFound for an unknown group."""
        found = _alike(scope.all(facts.Occupation), self, ("status", "green", "digital", "added_year"))
        if self.group is not None:
            top = scope.meant(facts.OccupationGroup, self.group, "filter.group")
            groups = scope.below(top.id, RelType.IN_GROUP)
            found = [node for node in found if scope.linked(node.id, RelType.IN_GROUP, groups)]
        if self.level is not None:
            found = [node for node in found if self.level in _levels(scope, node)]
        if self.standard is not None:
            found = [node for node in found if _has_standard(scope, node) == self.standard]
        return found


@strawberry.input(description="Which majors: all that is given must hold.")
class MajorFilter:
    """Which majors."""

    education: EducationLevel | None = strawberry.field(default=None, description="Of this education level.")
    category: str | None = strawberry.field(default=None, description="Of this 专业大类.")
    occupation: str | None = strawberry.field(
        default=None, description="Leading to this occupation: id, code or exact name."
    )

    def chosen(self, scope: Scope) -> list[facts.Major]:
        """The majors that it lets through; raises NotFound for an unknown occupation."""
        found = _alike(scope.all(facts.Major), self, ("education", "category"))
        if self.occupation is None:
            return found
        wanted = _leading_to(scope, self.occupation)
        return [node for node in found if node.id in wanted]


@strawberry.input(description="Which courses: all that is given must hold.")
class CourseFilter:
    """Which courses."""

    major: strawberry.ID | None = strawberry.field(default=None, description="Of this major: its id.")

    def chosen(self, scope: Scope) -> list[facts.Course]:
        """The courses that it lets through; raises NotFound for an unknown major."""
        if self.major is None:
            return scope.all(facts.Course)
        major = scope.get(facts.Major, self.major, "filter.major")
        ends = {link.end for link in scope.catalogue.links(major.id, RelType.HAS_COURSE)}
        return [node for node in scope.all(facts.Course) if node.id in ends]


@strawberry.input(description="Which modules: all that is given must hold.")
class ModuleFilter:
    """Which modules."""

    occupation: str | None = strawberry.field(
        default=None, description="Of standards of this occupation: id, code or exact name."
    )
    level: Level | None = strawberry.field(default=None, description="At this level.")

    def chosen(self, scope: Scope) -> list[facts.Module]:
        """The modules that it lets through; raises NotFound for an unknown occupation."""
        found = _alike(scope.all(facts.Module), self, ("level",))
        if self.occupation is None:
            return found
        occupation = scope.catalogue.occupation(self.occupation, "filter.occupation")
        standards = {link.start for link in scope.catalogue.backlinks(occupation.id, RelType.STANDARD_FOR)}
        modules = _ends(scope, standards, RelType.HAS_MODULE)
        return [node for node in found if node.id in modules]


@strawberry.input(description="Which institutions: all that is given must hold.")
class InstitutionFilter:
    """Which institutions."""

    carrier: CarrierKind | None = strawberry.field(default=None, description="Of this kind of carrier.")
    tier: str | None = strawberry.field(default=None, description="Of this 办学层次.")
    region: str | None = strawberry.field(
        default=None, description="In this region or one below it: id, code or exact name."
    )
    graded: bool | None = strawberry.field(default=None, description="Listed with a 双高 grade, or not.")

    def chosen(self, scope: Scope) -> list[facts.Institution]:
        """The institutions that it lets through; raises NotFound for an unknown region."""
        found = _alike(scope.all(facts.Institution), self, ("carrier", "tier"))
        if self.region is not None:
            inside = _inside(scope, self.region)
            found = [node for node in found if node.id in inside]
        if self.graded is not None:
            found = [node for node in found if (node.grade is not None) == self.graded]
        return found


@strawberry.input(description="Which offers: all that is given must hold.")
class OfferFilter:
    """Which offers."""

    institution: str | None = strawberry.field(
        default=None, description="Of this institution: id, code or exact name."
    )
    major: strawberry.ID | None = strawberry.field(default=None, description="Of this major: its id.")
    occupation: str | None = strawberry.field(
        default=None, description="Of a major that leads to this occupation: id, code or exact name."
    )
    region: str | None = strawberry.field(
        default=None, description="In this region or one below it: id, code or exact name."
    )
    year: int | None = strawberry.field(default=None, description="In the plan of this year.")
    mode: OfferMode | None = strawberry.field(default=None, description="Attended like this.")
    price_at_most: float | None = strawberry.field(
        default=None,
        description="At most so many CNY a year; leaves out offers whose price no source states.",
    )

    def chosen(self, scope: Scope) -> list[facts.Offer]:
        """The offers that it lets through; raises NotFound for an unknown institution, major or region."""
        found = _alike(scope.all(facts.Offer), self, ("year", "mode"))
        if (sellers := self._sellers(scope)) is not None:
            offered = _ends(scope, sellers, RelType.OFFERS)
            found = [node for node in found if node.id in offered]
        if (subjects := self._subjects(scope)) is not None:
            found = [node for node in found if scope.linked(node.id, RelType.OF, subjects)]
        if self.price_at_most is not None:
            found = [n for n in found if n.price is not None and n.price <= self.price_at_most]
        return found

    def _sellers(self, scope: Scope) -> set[str] | None:
        """Ids of the institutions asked for; None for all."""
        sellers: set[str] | None = None
        if self.institution is not None:
            sellers = {scope.meant(facts.Institution, self.institution, "filter.institution").id}
        if self.region is not None:
            inside = _inside(scope, self.region)
            sellers = inside if sellers is None else sellers & inside
        return sellers

    def _subjects(self, scope: Scope) -> set[str] | None:
        """Ids of the majors asked for; None for all."""
        subjects: set[str] | None = None
        if self.major is not None:
            subjects = {scope.get(facts.Major, self.major, "filter.major").id}
        if self.occupation is not None:
            leading = _leading_to(scope, self.occupation)
            subjects = leading if subjects is None else subjects & leading
        return subjects


def _alike(nodes: list[Node], wanted: object, names: tuple[str, ...]) -> list[Node]:
    """Nodes whose properties equal those of the filter, as far as it gives them."""
    given = [(name, getattr(wanted, name)) for name in names if getattr(wanted, name) is not None]
    return [node for node in nodes if all(getattr(node, name) == value for name, value in given)]


def _levels(scope: Scope, occupation: facts.Occupation) -> set[Level | None]:
    certificates = scope.catalogue.origins(occupation.id, RelType.CERTIFIES, facts.Certificate)
    return {certificate.level for certificate in certificates}


def _has_standard(scope: Scope, occupation: facts.Occupation) -> bool:
    return bool(scope.catalogue.backlinks(occupation.id, RelType.STANDARD_FOR))


def _leading_to(scope: Scope, occupation: str) -> set[str]:
    """Ids of the majors that lead to an occupation."""
    found = scope.catalogue.occupation(occupation, "filter.occupation")
    return {link.start for link in scope.catalogue.backlinks(found.id, RelType.LEADS_TO)}


def _inside(scope: Scope, region: str) -> set[str]:
    """Ids of the institutions in a region or below it."""
    regions = scope.below(scope.meant(facts.Region, region, "filter.region").id, RelType.PART_OF)
    return {link.start for top in regions for link in scope.catalogue.backlinks(top, RelType.LOCATED_IN)}


def _ends(scope: Scope, starts: set[str], relation: RelType) -> set[str]:
    return {link.end for start in starts for link in scope.catalogue.links(start, relation)}
