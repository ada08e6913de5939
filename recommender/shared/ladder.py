"""Which standard governs a goal, which levels it opens, and which edition of the rules it follows."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.catalogue import Catalogue
from graph.errors import InvalidInput
from graph.model.editions import RULES_2023, rule_choice
from graph.model.facts import Certificate, Occupation, Standard, WorkType
from graph.model.ids import fold, skill_certificate_id
from graph.model.links import RelType
from graph.model.terms import Level, LevelReading, RuleChoice
from recommender.shared.faults import CaseFault
from recommender.shared.profile import Goal

SKILL_CLASSES = frozenset("3456")
TECHNICAL_CLASS = "2"
LADDER = (Level.L5, Level.L4, Level.L3, Level.L2, Level.L1)


@dataclass(frozen=True, slots=True)
class Ladder:
    """The levels of one standard, the editions it may follow, and whether that edition is in doubt.

    `editions` has two entries where the standard's year is unknown or before 2018; `straddles` is True for a standard
    of 2023, the year in which the rules changed. `standard` is None for the planning assumption without any standard.
    """

    standard: Standard | None
    levels: tuple[Level, ...]
    editions: tuple[str, ...]
    straddles: bool = False


@dataclass(frozen=True, slots=True)
class NoLadder:
    """Why there is no ladder to plan on.

    `listed` are the levels that do exist; `unread`: the level may exist, but no standard could be read in full.
    """

    listed: tuple[Level, ...]
    standards: tuple[Standard, ...]
    unread: bool


def ladder_of(catalogue: Catalogue, occupation: Occupation, goal: Goal) -> Ladder | NoLadder:
    """The ladder that leads to the goal's level: the newest standard that lists it, dated ones first.

    Raises InvalidInput for a work type that the occupation does not have.
    """
    every = catalogue.origins(occupation.id, RelType.STANDARD_FOR, Standard)
    if goal.work_type is not None:
        _check_work_type(catalogue, occupation, goal.work_type, every)
    standards = _eligible(every, goal.work_type)
    listing = [s for s in standards if goal.level in s.levels]
    if not listing:
        levels = {level for s in standards for level in s.levels}
        unread = _might_list(goal.level, occupation) and not any(map(read_in_full, standards))
        return NoLadder(tuple(sorted(levels, key=_rung)), tuple(standards), unread)
    standard = max(listing, key=lambda s: (s.year or 0, s.id))
    levels = tuple(level for level in LADDER if level in standard.levels)
    choice, editions = rule_choice(standard.year)
    return Ladder(standard, levels, editions, choice is RuleChoice.STRADDLES)


def assumed_ladder() -> Ladder:
    """The planning assumption for an occupation without a known standard: all five levels, the rules of 2023."""
    return Ladder(None, LADDER, (RULES_2023,))


def certificate_of(
    catalogue: Catalogue, occupation: Occupation, level: Level, standard: Standard
) -> str | None:
    """Id of the certificate of skill that a standard opens at a level, None where the catalogue has none."""
    if occupation.code is None:
        return None
    found = skill_certificate_id(occupation.code, level, standard.work_type)
    return found if catalogue.find(Certificate, found) else None


def read_in_full(standard: Standard) -> bool:
    """Could every level that the standard lists be read?"""
    return bool(standard.levels) and standard.level_reading in {LevelReading.PRINTED, LevelReading.WORD}


def skill_class(occupation: Occupation) -> str:
    """The first digit of the code, that is the 大类; empty for an occupation without a code."""
    return (occupation.code or "")[:1]


def _eligible(standards: Iterable[Standard], work_type: str | None) -> list[Standard]:
    """Standards of the work type, or else those of the whole occupation, or else (no work type asked) any."""
    every = list(standards)
    own = [s for s in every if s.work_type is not None and s.work_type == work_type]
    general = [s for s in every if s.work_type is None]
    if own:
        return own
    return general or ([] if work_type else every)


def _might_list(level: Level, occupation: Occupation) -> bool:
    """Could a national standard of this occupation list the level, if it could be read?"""
    return level.technical if skill_class(occupation) == TECHNICAL_CLASS else level in LADDER


def _check_work_type(
    catalogue: Catalogue, occupation: Occupation, work_type: str, standards: Iterable[Standard]
) -> None:
    known = {w.name for w in catalogue.targets(occupation.id, RelType.HAS_WORK_TYPE, WorkType)}
    known |= {s.work_type for s in standards if s.work_type}
    if fold(work_type) not in {fold(name) for name in known}:
        saying = CaseFault.WORK_TYPE_UNKNOWN if known else CaseFault.NO_WORK_TYPES
        said = saying(occupation=occupation.name, found=work_type, known=tuple(sorted(known)))
        raise InvalidInput(said, field="goal.work_type")


def _rung(level: Level) -> tuple[bool, int]:
    return level.technical, level.rung
