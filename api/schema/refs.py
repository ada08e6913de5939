"""Names by which views of different modules refer to each other."""

from typing import TYPE_CHECKING, Annotated

import strawberry

if TYPE_CHECKING:
    from api.schema.contents import StandardLevelView, WorkContentView
    from api.schema.occupations import OccupationGroupView, OccupationView, TaskView, WorkTypeView
    from api.schema.places import IndustryView, InstitutionView, OfferView, RegionView
    from api.schema.provenance import SourceView
    from api.schema.rules import CertificateView, ClauseView, ConditionView, RouteView, RuleSetView
    from api.schema.schooling import CourseView, MajorView
    from api.schema.standards import ModuleView, StandardView, TrainingPackageView

_contents = strawberry.lazy("api.schema.contents")
_occupations = strawberry.lazy("api.schema.occupations")
_places = strawberry.lazy("api.schema.places")
_provenance = strawberry.lazy("api.schema.provenance")
_rules = strawberry.lazy("api.schema.rules")
_schooling = strawberry.lazy("api.schema.schooling")
_standards = strawberry.lazy("api.schema.standards")

GroupRef = Annotated["OccupationGroupView", _occupations]
OccupationRef = Annotated["OccupationView", _occupations]
WorkTypeRef = Annotated["WorkTypeView", _occupations]
TaskRef = Annotated["TaskView", _occupations]
StandardRef = Annotated["StandardView", _standards]
StandardLevelRef = Annotated["StandardLevelView", _contents]
WorkContentRef = Annotated["WorkContentView", _contents]
ModuleRef = Annotated["ModuleView", _standards]
PackageRef = Annotated["TrainingPackageView", _standards]
CertificateRef = Annotated["CertificateView", _rules]
RuleSetRef = Annotated["RuleSetView", _rules]
RouteRef = Annotated["RouteView", _rules]
ConditionRef = Annotated["ConditionView", _rules]
ClauseRef = Annotated["ClauseView", _rules]
MajorRef = Annotated["MajorView", _schooling]
CourseRef = Annotated["CourseView", _schooling]
InstitutionRef = Annotated["InstitutionView", _places]
OfferRef = Annotated["OfferView", _places]
RegionRef = Annotated["RegionView", _places]
IndustryRef = Annotated["IndustryView", _places]
SourceRef = Annotated["SourceView", _provenance]
