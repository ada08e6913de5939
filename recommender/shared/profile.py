"""A worker's situation and goal: what the planner is asked. Occupations are ids of the catalogue.

None always means that the person did not say; nothing is filled in.
"""

from dataclasses import dataclass
from datetime import date

from graph.model.terms import EducationKind, Level, TitleRank


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """Work in one occupation from `start` to `end`, the last day worked; None: still going on.

    `dated` is False where only a number of months was stated: the spell is then taken as ending on the asked day.
    """

    occupation: str
    start: date
    end: date | None = None
    dated: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCertificate:
    """A certificate of skill (职业技能等级证书 or 职业资格证书) and the day of its award."""

    occupation: str
    work_type: str | None = None
    level: Level
    awarded: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Education:
    """A school programme: `graduated` in the past, or `graduates`, the day a student expects to finish.

    `major` is an id of the catalogue or the code as stated where the catalogue has none; `approved` tells whether
    the school is approved for training at the skill level in question.
    """

    kind: EducationKind
    major: str | None = None
    start: date | None = None
    graduated: date | None = None
    graduates: date | None = None
    approved: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A professional title; `field_of` is the occupation whose field it belongs to."""

    rank: TitleRank
    field_of: str | None = None
    awarded: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Apprenticeship:
    """A completed apprenticeship (学徒期满)."""

    occupation: str
    completed: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerProfile:
    """Where a person stands. `region` is a code of an administrative region.

    `age_only`: no birthday was stated but an age, and `birth` is the latest day that fits it.
    """

    birth: date | None = None
    age_only: bool = False
    region: str | None = None
    spells: tuple[Spell, ...] = ()
    certificates: tuple[HeldCertificate, ...] = ()
    educations: tuple[Education, ...] = ()
    titles: tuple[Title, ...] = ()
    apprenticeships: tuple[Apprenticeship, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """The certificate aimed at: an occupation (id), a work type (工种) where one matters, and a level."""

    occupation: str
    level: Level
    work_type: str | None = None
