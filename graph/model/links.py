"""Relationships of the public graph: a closed enum of types, what each may join, and one record for all."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from graph.model.facts import Provenance
from graph.model.ids import Kind


class RelType(StrEnum):
    """Every relationship type that the public graph may hold."""

    IN_GROUP = "IN_GROUP"
    HAS_WORK_TYPE = "HAS_WORK_TYPE"
    HAS_ENGLISH_NAME = "HAS_ENGLISH_NAME"
    HAS_TASK = "HAS_TASK"
    STANDARD_FOR = "STANDARD_FOR"
    HAS_LEVEL = "HAS_LEVEL"
    HAS_MODULE = "HAS_MODULE"
    HAS_CONTENT = "HAS_CONTENT"
    HAS_SKILL = "HAS_SKILL"
    HAS_KNOWLEDGE = "HAS_KNOWLEDGE"
    PACKAGE_FOR = "PACKAGE_FOR"
    INCLUDES = "INCLUDES"
    CERTIFIES = "CERTIFIES"
    ADMITTED_BY = "ADMITTED_BY"
    ALTERNATIVE = "ALTERNATIVE"
    REQUIRES = "REQUIRES"
    LEADS_TO = "LEADS_TO"
    HAS_COURSE = "HAS_COURSE"
    COVERS = "COVERS"
    OFFERS = "OFFERS"
    OF = "OF"
    LOCATED_IN = "LOCATED_IN"
    PART_OF = "PART_OF"
    REPLACED_BY = "REPLACED_BY"
    REQUIRES_LICENCE = "REQUIRES_LICENCE"
    CITES = "CITES"
    RELATED_TO = "RELATED_TO"


ENDPOINTS: dict[RelType, tuple[tuple[Kind, Kind], ...]] = {
    RelType.IN_GROUP: ((Kind.OCCUPATION, Kind.GROUP), (Kind.GROUP, Kind.GROUP)),
    RelType.HAS_WORK_TYPE: ((Kind.OCCUPATION, Kind.WORK_TYPE),),
    RelType.HAS_ENGLISH_NAME: ((Kind.OCCUPATION, Kind.ENGLISH_NAME),),
    RelType.HAS_TASK: ((Kind.OCCUPATION, Kind.TASK),),
    RelType.STANDARD_FOR: ((Kind.STANDARD, Kind.OCCUPATION),),
    RelType.HAS_LEVEL: ((Kind.STANDARD, Kind.STANDARD_LEVEL),),
    RelType.HAS_MODULE: ((Kind.STANDARD, Kind.MODULE),),
    RelType.HAS_CONTENT: ((Kind.MODULE, Kind.WORK_CONTENT),),
    RelType.HAS_SKILL: ((Kind.WORK_CONTENT, Kind.SKILL),),
    RelType.HAS_KNOWLEDGE: ((Kind.WORK_CONTENT, Kind.KNOWLEDGE),),
    RelType.PACKAGE_FOR: ((Kind.PACKAGE, Kind.OCCUPATION),),
    RelType.INCLUDES: ((Kind.PACKAGE, Kind.MODULE),),
    RelType.CERTIFIES: ((Kind.CERTIFICATE, Kind.OCCUPATION),),
    RelType.ADMITTED_BY: ((Kind.CERTIFICATE, Kind.RULE_SET),),
    RelType.ALTERNATIVE: ((Kind.RULE_SET, Kind.ROUTE),),
    RelType.REQUIRES: ((Kind.ROUTE, Kind.CONDITION),),
    RelType.LEADS_TO: ((Kind.MAJOR, Kind.OCCUPATION),),
    RelType.HAS_COURSE: ((Kind.MAJOR, Kind.COURSE),),
    RelType.COVERS: ((Kind.COURSE, Kind.MODULE),),
    RelType.OFFERS: ((Kind.INSTITUTION, Kind.OFFER),),
    RelType.OF: ((Kind.OFFER, Kind.MAJOR), (Kind.OFFER, Kind.PACKAGE)),
    RelType.LOCATED_IN: ((Kind.INSTITUTION, Kind.REGION),),
    RelType.PART_OF: ((Kind.REGION, Kind.REGION), (Kind.INDUSTRY, Kind.INDUSTRY)),
    RelType.REPLACED_BY: ((Kind.OCCUPATION, Kind.OCCUPATION),),
    RelType.REQUIRES_LICENCE: ((Kind.OCCUPATION, Kind.CERTIFICATE),),
    RelType.CITES: ((Kind.RULE_SET, Kind.CLAUSE), (Kind.ROUTE, Kind.CLAUSE)),
    RelType.RELATED_TO: ((Kind.OCCUPATION, Kind.OCCUPATION),),
}


class LinkKey(NamedTuple):
    """The identity of a relationship."""

    type: RelType
    start: str
    end: str
    part: str

    def __str__(self) -> str:
        part = f"#{self.part}" if self.part else ""
        return f"{self.start} -{self.type}{part}-> {self.end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Provenance):
    """A relationship with its own facts.

    weight: percent, on HAS_MODULE; hours: of training, on INCLUDES of an official package; order: position, on
    HAS_ENGLISH_NAME, HAS_TASK, HAS_LEVEL, HAS_MODULE, HAS_CONTENT, HAS_SKILL, HAS_KNOWLEDGE, INCLUDES, ALTERNATIVE and REQUIRES;
    kind: the LicenceDuty of REQUIRES_LICENCE, the RuleChoice of ADMITTED_BY, or how a REPLACED_BY came about;
    part: the field of work that a REQUIRES_LICENCE is about.
    """

    type: RelType
    start: str
    end: str
    part: str = ""
    weight: float | None = None
    order: int | None = None
    kind: str | None = None
    hours: float | None = None

    @property
    def key(self) -> LinkKey:
        return LinkKey(self.type, self.start, self.end, self.part)
