"""Views of what an imported standard says: its levels, and the contents of its modules."""

import strawberry

from api.schema.provenance import FactView, computed, origin, targets, view
from api.schema.refs import ModuleRef, SourceRef, StandardRef
from api.schema.scope import Info, scope_of
from api.schema.ways import referred
from graph.model import facts
from graph.model.facts import Source
from graph.model.links import RelType
from graph.model.terms import Level
from recommender.supply.contents import ContentKind, Sentence


@view(facts.StandardLevel)
class StandardLevelView(FactView):
    """One level of an imported standard: hours of training, and how much of the theory test is basic requirements."""

    level: Level = strawberry.field(description="The level.")
    hours: float | None = strawberry.field(
        description="Hours of training (标准学时) at least; null: the standard states none for this level."
    )
    ethics_weight: float | None = strawberry.field(
        description="Percent of the theory test on professional ethics (职业道德); null: not stated."
    )
    basics_weight: float | None = strawberry.field(
        description="Percent of the theory test on basic knowledge (基础知识); null: not stated."
    )
    standard: StandardRef | None = origin(
        RelType.HAS_LEVEL, facts.Standard, "The standard it belongs to; null: no source states it."
    )


@view(facts.WorkContent)
class WorkContentView(FactView):
    """A piece of work (工作内容) within a module of an imported standard."""

    name: str = strawberry.field(description="Its name.")
    module: ModuleRef | None = origin(
        RelType.HAS_CONTENT, facts.Module, "The module it belongs to; null: no source states it."
    )
    skills: list["SkillRequirementView"] = targets(
        RelType.HAS_SKILL, facts.SkillRequirement, "What a person must be able to do (技能要求), in order."
    )
    knowledge: list["KnowledgePointView"] = targets(
        RelType.HAS_KNOWLEDGE, facts.KnowledgePoint, "What a person must know (相关知识要求), in order."
    )


@view(facts.SkillRequirement)
class SkillRequirementView(FactView):
    """What a person must be able to do (技能要求, 专业能力要求) for a piece of work."""

    text: str = strawberry.field(description="The sentence of the standard.")
    work: WorkContentView | None = origin(
        RelType.HAS_SKILL, facts.WorkContent, "The work it is needed for; null: no source states it."
    )


@view(facts.KnowledgePoint)
class KnowledgePointView(FactView):
    """What a person must know (相关知识要求) for a piece of work."""

    text: str = strawberry.field(description="The phrase of the standard.")
    work: WorkContentView | None = origin(
        RelType.HAS_KNOWLEDGE, facts.WorkContent, "The work it is needed for; null: no source states it."
    )


def _source(root: strawberry.Parent[Sentence], info: Info) -> Source | None:
    catalogue = scope_of(info).catalogue
    return catalogue.source(catalogue.entity(root.id))


@view(Sentence)
class SentenceView:
    """What an imported standard says within a module, as it stands beside a task."""

    id: strawberry.ID = strawberry.field(
        description="Id of the fact: a piece of work, a skill requirement or a point of knowledge."
    )
    kind: ContentKind = strawberry.field(description="What it is in the standard.")
    text: str = strawberry.field(description="Its text.")
    module: ModuleRef | None = referred(
        "module", facts.Module, "The module it stands in; null where the catalogue does not hold it."
    )
    level: Level = strawberry.field(description="The level of that module.")
    source: SourceRef | None = computed(
        _source, "The document that says it; null where the catalogue does not hold it."
    )
