"""What a module holds beyond its name, as an imported standard states it: the texts by which modules are compared."""

from dataclasses import dataclass

from graph.catalogue import Catalogue
from graph.model.facts import KnowledgePoint, Module, SkillRequirement, WorkContent
from graph.model.links import RelType


@dataclass(frozen=True, slots=True)
class WorkTexts:
    """A piece of work of a module, with what a person must be able to do and must know for it, in order."""

    work: WorkContent
    skills: tuple[SkillRequirement, ...]
    knowledge: tuple[KnowledgePoint, ...]


def contents_of(catalogue: Catalogue, module: Module) -> tuple[WorkTexts, ...]:
    """The pieces of work of a module in order; none where its standard's document was not imported."""
    return tuple(
        WorkTexts(
            work,
            catalogue.targets(work.id, RelType.HAS_SKILL, SkillRequirement),
            catalogue.targets(work.id, RelType.HAS_KNOWLEDGE, KnowledgePoint),
        )
        for work in catalogue.targets(module.id, RelType.HAS_CONTENT, WorkContent)
    )


def texts_of(catalogue: Catalogue, module: Module) -> tuple[str, ...]:
    """The module's name, then its pieces of work and skill requirements: what a task is compared with."""
    works = contents_of(catalogue, module)
    sentences = [text for one in works for text in (one.work.name, *(skill.text for skill in one.skills))]
    return (module.name, *sentences)
