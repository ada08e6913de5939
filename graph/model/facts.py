"""The published graph: one frozen dataclass for each label.

The class name is the label. Constraints, write statements, load checks and GraphQL views derive from these
definitions; there is no second one. None always means "no source states it" (UNKNOWN), never zero or no.
"""

from dataclasses import dataclass
from datetime import date

from graph.model.terms import (
    CarrierKind,
    CertificateKind,
    EducationLevel,
    GroupTier,
    IndustryTier,
    Level,
    LevelReading,
    OccupationStatus,
    OfferMode,
    Origin,
    RegionTier,
    RuleKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a fact comes from and since when it stands.

    `source` is a Source id, `locator` the table and row; `method` and `confidence` are set where the origin is
    DERIVED; `first_revision` and `revision` are the ones that added and last changed the fact (0: not stored yet).
    """

    source: str
    locator: str
    origin: Origin
    method: str | None = None
    confidence: float | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    first_revision: int = 0
    revision: int = 0

    def stands_on(self, day: date) -> bool:
        """Whether the fact holds on a day: from `valid_from` to `valid_to`, both included."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Provenance):
    """A node of the public graph."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OccupationGroup(Published):
    """A 大类, 中类 or 小类 of the classification."""

    code: str
    name: str
    tier: GroupTier
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupation(Published):
    """An occupation (职业). `definition` is None where no text is at hand; `code` is None while in comment.

    `aliases` are job titles people use for it and former names: crowd-sourced, never official, for search only.
    """

    code: str | None
    name: str
    edition: str
    status: OccupationStatus
    green: bool
    digital: bool
    definition: str | None = None
    added_year: int | None = None
    batch: int | None = None
    document: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkType(Published):
    """A trade within an occupation (工种)."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnglishName(Published):
    """What an occupation is called in English: a translation, so DERIVED; the official name is the Chinese one."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Published):
    """One main task of an occupation (主要工作任务)."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard(Published):
    """A national vocational skill standard (国家职业技能标准) as printed.

    `levels` is empty where the levels could not be read; `code` is the printed one, or the occupation's where
    the standard prints none.
    """

    code: str
    name: str
    year: int | None
    work_type: str | None
    levels: tuple[Level, ...]
    level_reading: LevelReading
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Module(Published):
    """A vocational function (职业功能) of a standard at one level; weight in percent, hours of training.

    `weight` is its share of the assessment of skills, `theory_weight` that of the test of theory.
    """

    name: str
    level: Level
    weight: float | None
    hours: float | None = None
    theory_weight: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardLevel(Published):
    """One level of an imported standard: hours of training (标准学时), and percent of its basic requirements (基本要求).

    The test of theory asks for `ethics_weight` percent of 职业道德, `basics_weight` percent of 基础知识, and for the rest of
    what the modules of the level require.
    """

    level: Level
    hours: float | None
    ethics_weight: float | None
    basics_weight: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkContent(Published):
    """A piece of work (工作内容) within a module of an imported standard."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillRequirement(Published):
    """What a person must be able to do (技能要求, 专业能力要求) for a piece of work."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgePoint(Published):
    """What a person must know (相关知识要求) for a piece of work."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPackage(Published):
    """A basic vocational training package (国家基本职业培训包); DERIVED until an official file is imported."""

    name: str
    version: str
    hours: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate(Published):
    """职业技能等级, 职业资格 or 专项职业能力; exists only where a standard or a catalogue lists it."""

    kind: CertificateKind
    name: str
    level: Level | None = None
    work_type: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet(Published):
    """The rules that admit to one level: any one of its routes suffices.

    `edition` is that of the national defaults, None for the own conditions of one standard.
    """

    kind: RuleKind
    edition: str | None
    level: Level
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Route(Published):
    """One alternative of a rule set: all its conditions must hold."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(Published):
    """One requirement of a route: `kind op value unit`, with `ref` naming what it is about."""

    kind: str
    op: str
    value: str
    unit: str | None = None
    ref: str | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Major(Published):
    """A major (专业) at one education level; `guide_only` where only the occupation guide knows it."""

    code: str
    name: str
    education: EducationLevel
    category: str | None
    subcategory: str | None
    guide_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Course(Published):
    """A course (课程) of a major: content, not a seat someone can take."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution(Published):
    """A training carrier; `tier` is its 办学层次, `grade` its 双高 grade where listed."""

    code: str
    name: str
    carrier: CarrierKind
    tier: str | None
    authority: str | None
    grade: str | None = None
    grade_scope: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Published):
    """A seat a person can take: length in years, price in CNY a year before subsidy, places in the plan."""

    name: str
    mode: OfferMode
    year: int
    length_years: float | None
    places: int | None
    price: float | None
    entry_route: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Region(Published):
    """An administrative region (行政区划); longitude and latitude in degrees, datum not stated."""

    code: str
    name: str
    tier: RegionTier
    longitude: float | None
    latitude: float | None
    former_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Industry(Published):
    """A class of GB/T 4754-2017."""

    code: str
    name: str
    tier: IndustryTier


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause(Published):
    """An article of the policy in our own words; `response` is what the system does about it."""

    number: int
    title: str
    text: str
    response: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Published):
    """A document or table that facts come from; `digest` is the sha256 of the raw file.

    Title, publisher and note are for readers of English; where they are not Chinese already, the same stands in Chinese.
    """

    title: str
    publisher: str
    digest: str
    dated: date | None = None
    note: str | None = None
    title_chinese: str | None = None
    publisher_chinese: str | None = None
    note_chinese: str | None = None
