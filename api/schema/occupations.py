"""Views of the occupational classification (职业分类大典)."""

import strawberry

from api.schema.provenance import (
    FactView,
    Joined,
    ProvenanceView,
    computed,
    joined,
    link_of,
    node_of,
    origin,
    origins,
    target,
    targets,
    view,
)
from api.schema.refs import CertificateRef, GroupRef, MajorRef, OccupationRef, PackageRef, StandardRef
from api.schema.scope import Info, scope_of
from graph.model import facts
from graph.model.links import RelType
from graph.model.terms import GroupTier, LicenceDuty, OccupationStatus


def _groups(root: strawberry.Parent[facts.Published], info: Info) -> list[facts.OccupationGroup]:
    scope, found, node_id = scope_of(info), list[facts.OccupationGroup](), root.id
    while above := scope.targets(node_id, RelType.IN_GROUP, facts.OccupationGroup):
        found.append(above[0])
        node_id = above[0].id
    return found


@view(facts.OccupationGroup)
class OccupationGroupView(FactView):
    """A group of the classification: 大类, 中类 or 小类."""

    code: str = strawberry.field(description="Its code, such as 6-31-01.")
    name: str = strawberry.field(description="Its official name.")
    tier: GroupTier = strawberry.field(description="How high it stands in the classification.")
    edition: str = strawberry.field(description="Edition of the classification.")
    parent: GroupRef | None = target(
        RelType.IN_GROUP, facts.OccupationGroup, "The group above; null for a 大类."
    )
    children: list[GroupRef] = origins(RelType.IN_GROUP, facts.OccupationGroup, "The groups below, by code.")
    occupations: list[OccupationRef] = origins(
        RelType.IN_GROUP, facts.Occupation, "Occupations directly in this group, by code."
    )


Licence = Joined[facts.Certificate]


def _licences(root: strawberry.Parent[facts.Published], info: Info) -> list[Licence]:
    return joined(scope_of(info), root.id, RelType.REQUIRES_LICENCE, facts.Certificate)


def _duty(root: strawberry.Parent[Licence]) -> LicenceDuty:
    return LicenceDuty(root.link.kind or LicenceDuty.MAY_BE_REQUIRED)


def _field(root: strawberry.Parent[Licence]) -> str | None:
    return root.link.part or None


@strawberry.type(
    name="Licence",
    description="A licence to work in an occupation: separate from a certificate of skill, and never granted by one.",
)
class LicenceView:
    """A licence to work in an occupation."""

    certificate: CertificateRef = computed(node_of, "The licence (职业资格 or 操作证).")
    duty: LicenceDuty = computed(_duty, "Whether an official text requires it.")
    field: str | None = computed(
        _field, "Field of the licence, such as 电工作业; null where it has no fields."
    )
    provenance: ProvenanceView = computed(link_of, "Where this is stated.")


@view(facts.Occupation)
class OccupationView(FactView):
    """An occupation (职业) of the classification, in force or proposed."""

    code: str | None = strawberry.field(
        description="Its code, such as 6-31-01-03; null while it is in public comment."
    )
    name: str = strawberry.field(description="Its official name.")
    edition: str = strawberry.field(description="Edition of the classification.")
    status: OccupationStatus = strawberry.field(description="Its standing in the classification.")
    green: bool = strawberry.field(description="Marked as a green occupation (L).")
    digital: bool = strawberry.field(description="Marked as a digital occupation (S).")
    definition: str | None = strawberry.field(
        description="Its definition; null: no source at hand states it."
    )
    added_year: int | None = strawberry.field(
        description="Year in which it was added after the edition; null for those of the edition itself."
    )
    batch: int | None = strawberry.field(
        description="Number of the batch of new occupations; null where it came in none."
    )
    document: str | None = strawberry.field(
        description="The document that announced it; null: no source states one."
    )
    aliases: list[str] = strawberry.field(
        description="Job titles people use for it and former names: crowd-sourced, never official, for search only."
    )
    group: GroupRef | None = target(
        RelType.IN_GROUP, facts.OccupationGroup, "Its 小类; null: no source states it."
    )
    groups: list[GroupRef] = computed(_groups, "Its 小类, 中类 and 大类, nearest first.")
    work_types: list["WorkTypeView"] = targets(
        RelType.HAS_WORK_TYPE, facts.WorkType, "Trades within it (工种); empty where none is listed."
    )
    english_names: list["EnglishNameView"] = targets(
        RelType.HAS_ENGLISH_NAME,
        facts.EnglishName,
        "What it is called in English, the usual name first: translations, never official; empty: none is known.",
    )
    tasks: list["TaskView"] = targets(
        RelType.HAS_TASK, facts.Task, "Its main tasks (主要工作任务), in order; empty: no source states them."
    )
    standards: list[StandardRef] = origins(
        RelType.STANDARD_FOR, facts.Standard, "Its vocational skill standards; empty: none is known."
    )
    packages: list[PackageRef] = origins(
        RelType.PACKAGE_FOR, facts.TrainingPackage, "Its training packages; empty: none is known."
    )
    certificates: list[CertificateRef] = origins(
        RelType.CERTIFIES, facts.Certificate, "Certificates for it: only those a standard or catalogue lists."
    )
    majors: list[MajorRef] = origins(
        RelType.LEADS_TO, facts.Major, "Majors that the official guide links to it."
    )
    licences: list[LicenceView] = computed(_licences, "Licences to work that it needs or may need.")
    replaced_by: list[OccupationRef] = targets(
        RelType.REPLACED_BY, facts.Occupation, "Occupations that replaced it."
    )
    replaces: list[OccupationRef] = origins(
        RelType.REPLACED_BY, facts.Occupation, "Occupations that it replaced."
    )
    related: list[OccupationRef] = targets(
        RelType.RELATED_TO,
        facts.Occupation,
        "Related occupations; derived, see relationships for the method.",
    )


@view(facts.WorkType)
class WorkTypeView(FactView):
    """A trade within an occupation (工种)."""

    name: str = strawberry.field(description="Its official name.")
    occupation: OccupationRef | None = origin(
        RelType.HAS_WORK_TYPE, facts.Occupation, "The occupation it belongs to; null: no source states it."
    )


@view(facts.EnglishName)
class EnglishNameView(FactView):
    """What an occupation is called in English: a translation, while its official name is Chinese."""

    name: str = strawberry.field(description="The name.")
    occupation: OccupationRef | None = origin(
        RelType.HAS_ENGLISH_NAME,
        facts.Occupation,
        "The occupation that is called so; null: no source states it.",
    )


@view(facts.Task)
class TaskView(FactView):
    """One main task of an occupation (主要工作任务)."""

    text: str = strawberry.field(description="The official sentence.")
    occupation: OccupationRef | None = origin(
        RelType.HAS_TASK, facts.Occupation, "The occupation it belongs to; null: no source states it."
    )
