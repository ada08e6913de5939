"""Roots that list published facts, page by page."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Generic, Protocol, TypeVar

import strawberry

from api.limits import DEFAULT_PAGE
from api.prepared import Texts
from api.schema.arguments import After, AsOf, First, Revision, Search, root
from api.schema.filters import (
    CourseFilter,
    InstitutionFilter,
    MajorFilter,
    ModuleFilter,
    OccupationFilter,
    OfferFilter,
)
from api.schema.occupations import OccupationView
from api.schema.pages import ConnectionView, Page, cut, question_of, ranked, slice_of
from api.schema.places import InstitutionView, OfferView
from api.schema.schooling import CourseView, MajorView
from api.schema.scope import Info, Scope
from api.schema.standards import ModuleView
from graph.model import facts
from graph.model.facts import Published

N = TypeVar("N", bound=Published)
_ONLY = strawberry.argument(description="Only these; all where left out.")


class Filter(Protocol[N]):
    """What chooses the facts of a list."""

    def chosen(self, scope: Scope) -> list[N]:
        """The facts it lets through."""
        ...


@dataclass(frozen=True, slots=True)
class Asked(Generic[N]):
    """What a list was asked for."""

    search: str | None
    filter: Filter[N]
    first: int
    after: str | None
    as_of: date | None
    revision: int | None


async def page(info: Info, cls: type[N], asked: Asked[N]) -> Page[N]:
    """The asked page of a list. Without `asOf` a further page is cut on the day of the one before."""
    part = slice_of(asked.first, asked.after, most=info.context.limits.page)
    day = asked.as_of or (part.after.as_of if part.after else None)
    scope = await info.context.scope(info.path.key, day, asked.revision)
    texts: Texts = info.context.prepared(scope.catalogue).texts(cls) if asked.search else {}
    found = ranked(asked.filter.chosen(scope), asked.search, texts)
    question = question_of(info.field_name, asked.search, asked.filter)
    return cut(found, part, scope.catalogue.revision.number, scope.as_of, question)


@strawberry.type
class Lists:
    """Roots that list published facts, page by page."""

    @root(ConnectionView[OccupationView])
    async def occupations(
        self,
        info: Info,
        *,
        search: Search = None,
        filter: Annotated[OccupationFilter | None, _ONLY] = None,
        first: First = DEFAULT_PAGE,
        after: After = None,
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> Page[facts.Occupation]:
        """Occupations by code. The search looks at the names of their trades (工种) and at their English names too."""
        chosen = filter or OccupationFilter()
        return await page(info, facts.Occupation, Asked(search, chosen, first, after, as_of, revision))

    @root(ConnectionView[MajorView])
    async def majors(
        self,
        info: Info,
        *,
        search: Search = None,
        filter: Annotated[MajorFilter | None, _ONLY] = None,
        first: First = DEFAULT_PAGE,
        after: After = None,
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> Page[facts.Major]:
        """Majors by education level and code."""
        chosen = filter or MajorFilter()
        return await page(info, facts.Major, Asked(search, chosen, first, after, as_of, revision))

    @root(ConnectionView[CourseView])
    async def courses(
        self,
        info: Info,
        *,
        search: Search = None,
        filter: Annotated[CourseFilter | None, _ONLY] = None,
        first: First = DEFAULT_PAGE,
        after: After = None,
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> Page[facts.Course]:
        """Courses by their major."""
        chosen = filter or CourseFilter()
        return await page(info, facts.Course, Asked(search, chosen, first, after, as_of, revision))

    @root(ConnectionView[ModuleView])
    async def modules(
        self,
        info: Info,
        *,
        search: Search = None,
        filter: Annotated[ModuleFilter | None, _ONLY] = None,
        first: First = DEFAULT_PAGE,
        after: After = None,
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> Page[facts.Module]:
        """Modules by their standard and level. The search looks at the names of their standards too."""
        chosen = filter or ModuleFilter()
        return await page(info, facts.Module, Asked(search, chosen, first, after, as_of, revision))

    @root(ConnectionView[InstitutionView])
    async def institutions(
        self,
        info: Info,
        *,
        search: Search = None,
        filter: Annotated[InstitutionFilter | None, _ONLY] = None,
        first: First = DEFAULT_PAGE,
        after: After = None,
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> Page[facts.Institution]:
        """Training carriers by code."""
        chosen = filter or InstitutionFilter()
        return await page(info, facts.Institution, Asked(search, chosen, first, after, as_of, revision))

    @root(ConnectionView[OfferView])
    async def offers(
        self,
        info: Info,
        *,
        search: Search = None,
        filter: Annotated[OfferFilter | None, _ONLY] = None,
        first: First = DEFAULT_PAGE,
        after: After = None,
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> Page[facts.Offer]:
        """Seats that a person can take, by institution."""
        chosen = filter or OfferFilter()
        return await page(info, facts.Offer, Asked(search, chosen, first, after, as_of, revision))
