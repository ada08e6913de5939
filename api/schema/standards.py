"""Views of standards, their modules and training packages."""

from typing import Annotated

import strawberry

from api.schema.provenance import (
    FactView,
    Joined,
    ProvenanceView,
    computed,
    joined,
    link_of,
    node_of,
    origins,
    target,
    targets,
    view,
)
from api.schema.refs import (
    CourseRef,
    ModuleRef,
    OccupationRef,
    OfferRef,
    PackageRef,
    StandardLevelRef,
    WorkContentRef,
)
from api.schema.scope import Info, scope_of
from graph.model import facts
from graph.model.links import RelType
from graph.model.terms import Level, LevelReading


def _modules(
    root: strawberry.Parent[facts.Standard],
    info: Info,
    level: Annotated[
        Level | None, strawberry.argument(description="Only this level; all where left out.")
    ] = None,
) -> list[facts.Module]:
    found = scope_of(info).targets(root.id, RelType.HAS_MODULE, facts.Module)
    return [module for module in found if level in {None, module.level}]


@view(facts.Standard)
class StandardView(FactView):
    """A national vocational skill standard (国家职业技能标准) as printed."""

    code: str = strawberry.field(
        description="The printed code of the occupation, or the occupation's own where none is printed."
    )
    name: str = strawberry.field(description="Name of the occupation or work type it is for.")
    year: int | None = strawberry.field(description="Year of the standard; null: no source states it.")
    work_type: str | None = strawberry.field(
        description="The trade (工种) it is for; null where it is for the whole occupation."
    )
    levels: list[Level] = strawberry.field(description="Levels it lists; empty where none could be read.")
    level_reading: LevelReading = strawberry.field(description="How its levels were read.")
    document: str = strawberry.field(description="Name of the document.")
    occupations: list[OccupationRef] = targets(
        RelType.STANDARD_FOR, facts.Occupation, "The occupations it is for."
    )

    level_details: list[StandardLevelRef] = targets(
        RelType.HAS_LEVEL,
        facts.StandardLevel,
        "Hours and basic requirements of each level, low levels first; empty until its document is imported.",
    )
    modules: list[ModuleRef] = computed(
        _modules, "Its vocational functions (职业功能), each at one level; empty: no source lists them."
    )


@view(facts.Module)
class ModuleView(FactView):
    """A vocational function (职业功能) of a standard at one level; at another level it is another module."""

    name: str = strawberry.field(description="Name of the function.")
    level: Level = strawberry.field(description="The level at which it is assessed.")
    weight: float | None = strawberry.field(
        description="Its share of the assessment in percent; null: no source states it."
    )
    theory_weight: float | None = strawberry.field(
        description="Its share of the theory test in percent; null until the document is imported."
    )
    hours: float | None = strawberry.field(description="Hours of training; null: no source states them.")
    contents: list[WorkContentRef] = targets(
        RelType.HAS_CONTENT,
        facts.WorkContent,
        "Pieces of work within it (工作内容), in order; empty until the standard's document is imported.",
    )
    standards: list[StandardView] = origins(RelType.HAS_MODULE, facts.Standard, "The standard it belongs to.")
    packages: list[PackageRef] = origins(
        RelType.INCLUDES, facts.TrainingPackage, "Training packages that include it."
    )
    courses: list[CourseRef] = origins(RelType.COVERS, facts.Course, "Courses that cover it; derived.")


Included = Joined[facts.Module]


def _included(root: strawberry.Parent[facts.Published], info: Info) -> list[Included]:
    return joined(scope_of(info), root.id, RelType.INCLUDES, facts.Module)


def _hours(root: strawberry.Parent[Included]) -> float | None:
    return root.link.hours


@strawberry.type(name="IncludedModule", description="A module as a training package includes it.")
class IncludedModuleView:
    """A module as a training package includes it."""

    module: ModuleView = computed(node_of, "The module.")
    hours: float | None = computed(
        _hours, "Hours of training that the package gives it; null: no source states them."
    )
    provenance: ProvenanceView = computed(link_of, "Where this is stated.")


@view(facts.TrainingPackage)
class TrainingPackageView(FactView):
    """A basic vocational training package (国家基本职业培训包); its provenance says where it is only derived."""

    name: str = strawberry.field(description="Its name.")
    version: str = strawberry.field(description="Its version.")
    hours: float | None = strawberry.field(
        description="Hours of training in all; null: no source states them."
    )
    occupation: OccupationRef | None = target(
        RelType.PACKAGE_FOR, facts.Occupation, "The occupation it trains for; null: no source states it."
    )
    modules: list[ModuleRef] = targets(RelType.INCLUDES, facts.Module, "Modules it includes, in order.")
    included: list[IncludedModuleView] = computed(
        _included, "The same modules, each with the hours that the package gives it."
    )
    offers: list[OfferRef] = origins(RelType.OF, facts.Offer, "Seats offered for it.")
