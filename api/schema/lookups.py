"""Roots that find one published fact."""

from typing import Annotated

import strawberry

from api.faults import RequestFault
from api.schema.arguments import AsOf, Code, Id, Name, Revision, one_of, root
from api.schema.occupations import OccupationGroupView, OccupationView
from api.schema.places import IndustryView, InstitutionView, RegionView
from api.schema.rules import CertificateView, ClauseView
from api.schema.schooling import CourseView, MajorView
from api.schema.scope import Info
from api.schema.standards import ModuleView, StandardView, TrainingPackageView
from graph.errors import InvalidInput
from graph.model import facts
from graph.model.ids import major_id, skill_certificate_id
from graph.model.terms import EducationLevel, Level

TheId = Annotated[strawberry.ID, strawberry.argument(description="Its id.")]


@strawberry.type
class Lookups:
    """Roots that find one published fact."""

    @root(OccupationView)
    async def occupation(
        self,
        info: Info,
        *,
        id: Id = None,
        code: Code = None,
        name: Name = None,
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> facts.Occupation:
        """An occupation by id, code or exact name, Chinese or English. BAD_INPUT where several share the name."""
        scope = await info.context.scope(info.path.key, as_of, revision)
        field, text = one_of(id=id, code=code, name=name)
        if field == "id":
            return scope.get(facts.Occupation, text)
        return scope.standing(scope.catalogue.occupation(text, field), field)

    @root(OccupationGroupView)
    async def occupation_group(
        self, info: Info, *, id: Id = None, code: Code = None, as_of: AsOf = None, revision: Revision = None
    ) -> facts.OccupationGroup:
        """A group of the classification (大类, 中类, 小类) by id or code."""
        scope = await info.context.scope(info.path.key, as_of, revision)
        return scope.named(facts.OccupationGroup, *one_of(id=id, code=code))

    @root(StandardView)
    async def standard(
        self, info: Info, *, id: TheId, as_of: AsOf = None, revision: Revision = None
    ) -> facts.Standard:
        """A vocational skill standard by id."""
        scope = await info.context.scope(info.path.key, as_of, revision)
        return scope.get(facts.Standard, id)

    @root(ModuleView)
    async def module(
        self, info: Info, *, id: TheId, as_of: AsOf = None, revision: Revision = None
    ) -> facts.Module:
        """A module by id."""
        scope = await info.context.scope(info.path.key, as_of, revision)
        return scope.get(facts.Module, id)

    @root(TrainingPackageView)
    async def training_package(
        self, info: Info, *, id: TheId, as_of: AsOf = None, revision: Revision = None
    ) -> facts.TrainingPackage:
        """A training package by id."""
        scope = await info.context.scope(info.path.key, as_of, revision)
        return scope.get(facts.TrainingPackage, id)

    @root(MajorView)
    async def major(
        self,
        info: Info,
        *,
        id: Id = None,
        code: Code = None,
        education: Annotated[
            EducationLevel | None, strawberry.argument(description="Its education level, together with code.")
        ] = None,
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> facts.Major:
        """A major by id, or by code and education level."""
        scope = await info.context.scope(info.path.key, as_of, revision)
        field, text = one_of(id=id, code=code)
        if field == "id":
            return scope.get(facts.Major, text)
        if education is None:
            raise InvalidInput(RequestFault.EDUCATION_WITH_CODE(), field="education")
        return scope.get(facts.Major, major_id(education, text), "code")

    @root(CourseView)
    async def course(
        self, info: Info, *, id: TheId, as_of: AsOf = None, revision: Revision = None
    ) -> facts.Course:
        """A course by id."""
        scope = await info.context.scope(info.path.key, as_of, revision)
        return scope.get(facts.Course, id)

    @root(CertificateView)
    async def certificate(
        self,
        info: Info,
        *,
        id: Id = None,
        occupation: Annotated[
            str | None,
            strawberry.argument(description="Id, code or exact name of its occupation, with level."),
        ] = None,
        level: Annotated[
            Level | None, strawberry.argument(description="Its level, together with occupation.")
        ] = None,
        work_type: Annotated[
            str | None, strawberry.argument(description="Its trade (工种), where it is for one.")
        ] = None,
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> facts.Certificate:
        """A certificate by id, or a certificate of skill by occupation and level."""
        scope = await info.context.scope(info.path.key, as_of, revision)
        field, text = one_of(id=id, occupation=occupation)
        if field == "id":
            return scope.get(facts.Certificate, text)
        if level is None:
            raise InvalidInput(RequestFault.LEVEL_WITH_OCCUPATION(), field="level")
        found = scope.catalogue.occupation(text)
        return scope.get(
            facts.Certificate, skill_certificate_id(found.code or found.id, level, work_type), "level"
        )

    @root(IndustryView)
    async def industry(
        self, info: Info, *, id: Id = None, code: Code = None, as_of: AsOf = None, revision: Revision = None
    ) -> facts.Industry:
        """A class of GB/T 4754-2017 by id or code."""
        scope = await info.context.scope(info.path.key, as_of, revision)
        return scope.named(facts.Industry, *one_of(id=id, code=code))

    @root(InstitutionView)
    async def institution(
        self,
        info: Info,
        *,
        id: Id = None,
        code: Code = None,
        name: Name = None,
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> facts.Institution:
        """A training carrier by id, code or exact name."""
        scope = await info.context.scope(info.path.key, as_of, revision)
        return scope.named(facts.Institution, *one_of(id=id, code=code, name=name))

    @root(RegionView)
    async def region(
        self,
        info: Info,
        *,
        id: Id = None,
        code: Code = None,
        name: Name = None,
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> facts.Region:
        """An administrative region by id, code or exact name."""
        scope = await info.context.scope(info.path.key, as_of, revision)
        return scope.named(facts.Region, *one_of(id=id, code=code, name=name))

    @root(ClauseView)
    async def clause(
        self,
        info: Info,
        *,
        id: Id = None,
        number: Annotated[int | None, strawberry.argument(description="Its number, from 1.")] = None,
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> facts.Clause:
        """An article of the policy by id or number."""
        scope = await info.context.scope(info.path.key, as_of, revision)
        return scope.named(facts.Clause, *one_of(id=id, number=number))
