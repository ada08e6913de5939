"""What the planner answers: a dated path, an honest "cannot tell", or "no way" with every reason."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.model.facts import Module
from graph.model.terms import Level, LicenceDuty
from recommender.profile import Goal


class Certainty(StrEnum):
    """LAWFUL rests on passed conditions only; TO_BE_CONFIRMED on at least one that nobody stated."""

    LAWFUL = "LAWFUL"
    TO_BE_CONFIRMED = "TO_BE_CONFIRMED"


class StepKind(StrEnum):
    """ASSESS: apply and be assessed. WORK, STUDY, WAIT: what fills the time until the next application."""

    ASSESS = "ASSESS"
    WORK = "WORK"
    STUDY = "STUDY"
    WAIT = "WAIT"


class DoubtCode(StrEnum):
    """What nobody stated, and a path may rest on."""

    AGE = "AGE"
    RELATED_MAJOR = "RELATED_MAJOR"
    RELATED_OCCUPATION = "RELATED_OCCUPATION"
    SCHOOL_APPROVED = "SCHOOL_APPROVED"
    MATCHING_TITLE = "MATCHING_TITLE"
    GRADUATION = "GRADUATION"
    SPELL_DATES = "SPELL_DATES"
    ASSISTANT_TECHNICIAN = "ASSISTANT_TECHNICIAN"
    EDITION = "EDITION"
    STANDARD = "STANDARD"


class BlockerCode(StrEnum):
    """Why a route, or a whole goal, is closed."""

    NO_SUCH_LEVEL = "NO_SUCH_LEVEL"
    NO_SKILL_LADDER = "NO_SKILL_LADDER"
    LOWER_LEVEL_NOT_HELD = "LOWER_LEVEL_NOT_HELD"
    NO_APPRENTICESHIP = "NO_APPRENTICESHIP"
    NO_DIPLOMA = "NO_DIPLOMA"
    NO_TITLE = "NO_TITLE"
    MAJOR_NOT_RELATED = "MAJOR_NOT_RELATED"
    SCHOOL_NOT_APPROVED = "SCHOOL_NOT_APPROVED"
    TOO_YOUNG = "TOO_YOUNG"
    NOT_ENOUGH_WORK = "NOT_ENOUGH_WORK"


class UndeterminedCode(StrEnum):
    """Why nothing certain can be said."""

    NO_STANDARD = "NO_STANDARD"
    LEVELS_UNKNOWN = "LEVELS_UNKNOWN"
    TECHNICAL_LEVELS = "TECHNICAL_LEVELS"
    IN_COMMENT = "IN_COMMENT"


class AssumptionCode(StrEnum):
    """What a dated way takes for granted."""

    WORKS_ON = "WORKS_ON"
    AWARDED_SAME_DAY = "AWARDED_SAME_DAY"
    GRADUATES_AS_PLANNED = "GRADUATES_AS_PLANNED"


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something that a step takes for granted; `day` is the one it concerns, where it concerns one."""

    code: AssumptionCode
    text: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to confirm: `question` in words, `ask` names who can answer; `about` is what it concerns."""

    code: DoubtCode
    about: str
    question: str
    ask: str


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason that closes a way. `rule` is a rule set's id, None where the goal itself does not exist.

    `levels` are those that do exist, of NO_SUCH_LEVEL.
    """

    code: BlockerCode
    rule: str | None
    because: str
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True, slots=True)
class LevelModules:
    """Modules of one level; `modules` is empty where no source lists them."""

    level: Level
    modules: tuple[Module, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One stretch of a path.

    ASSESS happens on the day `start` (= `end`): the first on which `rule` admits the person, `route` says by which
    alternative. `clauses` are the articles of the policy that the rule serves. `treatment` names what an employer
    may treat the holder as (clause 6): treatment, not the title itself.
    """

    kind: StepKind
    start: date
    end: date
    level: Level | None = None
    occupation: str | None = None
    certificate: str | None = None
    rule: str | None = None
    edition: str | None = None
    route: str | None = None
    route_name: str | None = None
    route_text: str | None = None
    clauses: tuple[str, ...] = ()
    treatment: str | None = None
    assumes: tuple[Assumption, ...] = ()
    train: tuple[LevelModules, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One dated way to the goal. `confirm` is empty exactly when it is LAWFUL; `standard` is the one that governs."""

    certainty: Certainty
    earliest: date
    steps: tuple[Step, ...]
    confirm: tuple[Doubt, ...] = ()
    standard: str | None = None
    edition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceWarning:
    """A licence to work, separate from any certificate; `duty` REQUIRED only where an official text says so."""

    certificate: str
    name: str
    field: str | None
    duty: LicenceDuty


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What an answer was computed from: catalogue revision, the asked day, the software's version."""

    revision: int
    as_of: date
    software: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningPath:
    """The earliest lawful way, or without any the earliest that must be confirmed; `alternatives` are other ways.

    `credited` lists the modules that held certificates cover: their own level and below, in their own work type.
    """

    goal: Goal
    way: Way
    alternatives: tuple[Way, ...]
    credited: tuple[LevelModules, ...]
    licences: tuple[LicenceWarning, ...]
    notes: tuple[str, ...]
    envelope: Envelope


@dataclass(frozen=True, slots=True, kw_only=True)
class Undetermined:
    """Nothing certain can be said; `assumed` are ways under a planning assumption that each of them names."""

    goal: Goal
    code: UndeterminedCode
    because: str
    assumed: tuple[Way, ...]
    licences: tuple[LicenceWarning, ...]
    notes: tuple[str, ...]
    envelope: Envelope


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreachable:
    """No lawful way leads to the goal; `blockers` names each rule that stops it."""

    goal: Goal
    blockers: tuple[Blocker, ...]
    licences: tuple[LicenceWarning, ...]
    notes: tuple[str, ...]
    envelope: Envelope


Answer = LearningPath | Undetermined | Unreachable
