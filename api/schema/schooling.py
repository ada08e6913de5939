"""Views of majors and courses."""

import strawberry

from api.schema.provenance import FactView, origins, targets, view
from api.schema.refs import ModuleRef, OccupationRef, OfferRef
from graph.model import facts
from graph.model.links import RelType
from graph.model.terms import EducationLevel


@view(facts.Major)
class MajorView(FactView):
    """A major (专业) at one education level."""

    code: str = strawberry.field(description="Its official code.")
    name: str = strawberry.field(description="Its official name.")
    education: EducationLevel = strawberry.field(description="Its education level.")
    category: str | None = strawberry.field(description="Its 专业大类; null: no source states it.")
    subcategory: str | None = strawberry.field(description="Its 专业类; null: no source states it.")
    guide_only: bool = strawberry.field(
        description="True where only the guide of majors and occupations knows it, not the catalogue of majors."
    )
    occupations: list[OccupationRef] = targets(
        RelType.LEADS_TO, facts.Occupation, "Occupations that the official guide links to it."
    )
    courses: list["CourseView"] = targets(
        RelType.HAS_COURSE, facts.Course, "Its courses; empty: no source lists them."
    )
    offers: list[OfferRef] = origins(RelType.OF, facts.Offer, "Seats offered for it.")


@view(facts.Course)
class CourseView(FactView):
    """A course (课程) of a major: content, not something one can sign up for."""

    name: str = strawberry.field(description="Its name.")
    majors: list[MajorView] = origins(RelType.HAS_COURSE, facts.Major, "The majors it is taught in.")
    modules: list[ModuleRef] = targets(
        RelType.COVERS, facts.Module, "Modules it covers; derived, see relationships for the scores."
    )
