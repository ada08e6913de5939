"""What the planner answers: a dated path, an honest "cannot tell", or "no way" with every reason."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from graph.model.facts import Module
from graph.model.terms import Level, LicenceDuty, Origin
from recommender.shared.profile import EducationKind, Goal


class Certainty(StrEnum):
    """LAWFUL rests on passed conditions only; TO_BE_CONFIRMED on at least one that nobody stated."""

    LAWFUL = "LAWFUL"
    TO_BE_CONFIRMED = "TO_BE_CONFIRMED"


class StepKind(StrEnum):
    """ASSESS: apply and be assessed. ENROL: enter a school programme, on one day.

    WORK, STUDY, WAIT: what fills the time until the next application.
    """

    ASSESS = "ASSESS"
    ENROL = "ENROL"
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
    OTHER_CONDITION = "OTHER_CONDITION"
    EDITION = "EDITION"
    STANDARD = "STANDARD"
    ADMISSION = "ADMISSION"
    OFFERED_AGAIN = "OFFERED_AGAIN"


class WayKind(StrEnum):
    """What is good about a way among those that no other beats; a way may carry several.

    FASTEST, MOST_CERTAIN (fewest doubts) and LEAST_AWAY (fewest days of full-time study) compare; ON_THE_JOB and
    THROUGH_SCHOOL say whether a school programme is entered for it.
    """

    FASTEST = "FASTEST"
    MOST_CERTAIN = "MOST_CERTAIN"
    LEAST_AWAY = "LEAST_AWAY"
    ON_THE_JOB = "ON_THE_JOB"
    THROUGH_SCHOOL = "THROUGH_SCHOOL"


class PaperKind(StrEnum):
    """What an applicant brings to prove a condition (申报材料)."""

    IDENTITY = "IDENTITY"
    EMPLOYMENT = "EMPLOYMENT"
    CERTIFICATE = "CERTIFICATE"
    DIPLOMA = "DIPLOMA"
    STUDENT = "STUDENT"
    SCHOOL_APPROVAL = "SCHOOL_APPROVAL"
    TITLE = "TITLE"
    APPRENTICESHIP = "APPRENTICESHIP"
    ASSISTANT_TECHNICIAN = "ASSISTANT_TECHNICIAN"
    OTHER = "OTHER"


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
    OTHER_CONDITION = "OTHER_CONDITION"


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
    TERM_STARTS = "TERM_STARTS"
    FULL_TIME = "FULL_TIME"


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something that a step takes for granted; `day` is the one it concerns, where it concerns one."""

    code: AssumptionCode
    text: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to confirm: `question` in words, `ask` names who can answer; `about` is what it concerns.

    `goal` is the occupation (id) that it would have to be related to, where that is the question.
    """

    code: DoubtCode
    about: str
    question: str
    ask: str
    goal: str | None = None


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason that closes a way. `rule` is a rule set's id, None where the goal itself does not exist.

    `levels` are those that do exist, of NO_SUCH_LEVEL. `conditions` are those (ids) that fail for this reason.
    """

    code: BlockerCode
    rule: str | None
    because: str
    levels: tuple[Level, ...] = ()
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LevelModules:
    """Modules of one level; `modules` is empty where no source lists them."""

    level: Level
    modules: tuple[Module, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """Something to bring. `condition` is the id of the one it proves; DERIVED from that, no official list."""

    kind: PaperKind
    condition: str
    text: str
    origin: Origin = Origin.DERIVED


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeSeat:
    """A seat of a programme, as its source states it: price in CNY a year before subsidy, `year` of the plan.

    `distance_km` is approximate, from city to city; None where either city is not known.
    """

    offer: str
    institution: str
    major: str
    year: int
    length_years: float
    price: float | None
    places: int | None
    entry_route: str
    distance_km: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A full-time school programme that a way enters: `start` to `end` are assumed, `seats` are the nearest few known."""

    kind: EducationKind
    start: date
    end: date
    length_years: float
    seats: tuple[ProgrammeSeat, ...]
    seats_known: int
    institutions_known: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What a way takes beside time. `away_days`: days of full-time study of the programme that it enters, to its end.

    The others are None while no source states them: cost in CNY, hours of training, kilometres to travel.
    """

    away_days: int = 0
    cost: float | None = None
    hours: float | None = None
    distance_km: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One stretch of a path.

    ASSESS happens on the day `start` (= `end`): the first on which `rule` admits the person, `route` says by which
    alternative. `clauses` are the articles of the policy that the rule serves. `treatment` names what an employer
    may treat the holder as (clause 6): treatment, not the title itself. `decided_by` are the conditions (ids) that were met
    last: they set the day; `unknown` are those that are not known to hold on it. `source`, `locator` and `origin` say
    who states the rule; `edition` is None for a standard's own conditions. `bring` is what to bring to the application.
    `programme` is what is entered by ENROL.
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
    decided_by: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    source: str | None = None
    locator: str | None = None
    origin: Origin | None = None
    assumes: tuple[Assumption, ...] = ()
    train: tuple[LevelModules, ...] = ()
    bring: tuple[Paper, ...] = ()
    programme: Programme | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One dated way to the goal. `confirm` is empty exactly when it is LAWFUL; `standard` is the one that governs.

    `kinds` say what is good about it where it was compared with others, see `Routes`.
    """

    certainty: Certainty
    earliest: date
    steps: tuple[Step, ...]
    confirm: tuple[Doubt, ...] = ()
    standard: str | None = None
    edition: str | None = None
    effort: Effort = field(default_factory=Effort)
    kinds: tuple[WayKind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceWarning:
    """A licence to work, separate from any certificate; `duty` REQUIRED only where an official text says so."""

    certificate: str
    name: str
    field: str | None
    duty: LicenceDuty


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What an answer was computed from: catalogue revision, the asked day, the software's version.

    `judgements` is the number of the newest one that there was (0: none), None where no judgement can change the answer.
    """

    revision: int
    as_of: date
    software: str
    judgements: int | None = None


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
