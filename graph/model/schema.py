"""What the store must know about the model: labels, their properties and their unique keys."""

from dataclasses import fields
from functools import cache

from graph.model import facts
from graph.model.facts import Published
from graph.model.ids import Kind, kind_of

LABELS: dict[Kind, type[Published]] = {
    Kind.GROUP: facts.OccupationGroup,
    Kind.OCCUPATION: facts.Occupation,
    Kind.WORK_TYPE: facts.WorkType,
    Kind.ENGLISH_NAME: facts.EnglishName,
    Kind.TASK: facts.Task,
    Kind.STANDARD: facts.Standard,
    Kind.STANDARD_LEVEL: facts.StandardLevel,
    Kind.MODULE: facts.Module,
    Kind.WORK_CONTENT: facts.WorkContent,
    Kind.SKILL: facts.SkillRequirement,
    Kind.KNOWLEDGE: facts.KnowledgePoint,
    Kind.PACKAGE: facts.TrainingPackage,
    Kind.CERTIFICATE: facts.Certificate,
    Kind.RULE_SET: facts.RuleSet,
    Kind.ROUTE: facts.Route,
    Kind.CONDITION: facts.Condition,
    Kind.MAJOR: facts.Major,
    Kind.COURSE: facts.Course,
    Kind.INSTITUTION: facts.Institution,
    Kind.OFFER: facts.Offer,
    Kind.REGION: facts.Region,
    Kind.INDUSTRY: facts.Industry,
    Kind.CLAUSE: facts.Clause,
    Kind.SOURCE: facts.Source,
}
RECORD_LABELS = ("Revision", "Change", "Embedding", "Stamp", "Judgement", "Draft")
INDEXED: tuple[tuple[str, str], ...] = (
    ("Occupation", "code"),
    ("Occupation", "name"),
    ("EnglishName", "name"),
    ("Major", "name"),
    ("Institution", "name"),
    ("Change", "revision"),
    ("Change", "entity"),
    ("Embedding", "model"),
    ("Judgement", "start"),
)
SCHEMA_VERSION = 1


def label(cls: type[Published]) -> str:
    """The label of a class of facts."""
    return cls.__name__


def label_of(node_id: str) -> str:
    """The label that an id's kind stands for."""
    return LABELS[kind_of(node_id)].__name__


@cache
def properties(cls: type[object]) -> tuple[str, ...]:
    """Names of the stored properties of a dataclass, in order of definition."""
    return tuple(f.name for f in fields(cls))  # type: ignore[arg-type]
