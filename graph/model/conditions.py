"""What a condition of a rule may ask, and its one reading: both ingest, which checks it, and the planner use this.

The planner knows kinds of conditions, never rules: a new rule is a row of data.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from graph.errors import InvalidInput
from graph.faults import ConditionFault
from graph.model.facts import Condition
from graph.model.terms import EducationKind, Level, TitleRank


class RequirementKind(StrEnum):
    """What a condition is about.

    OTHER is anything that no profile states, in the words of `value`: it is unknown, and has to be confirmed.
    """

    WORKED = "WORKED"
    HELD = "HELD"
    HELD_FOR = "HELD_FOR"
    TITLE = "TITLE"
    EDUCATION = "EDUCATION"
    MAJOR = "MAJOR"
    SCHOOL_APPROVED = "SCHOOL_APPROVED"
    APPRENTICESHIP = "APPRENTICESHIP"
    AGE = "AGE"
    ASSISTANT_TECHNICIAN = "ASSISTANT_TECHNICIAN"
    OTHER = "OTHER"


class Since(StrEnum):
    """From which event worked time is counted; DIPLOMA is the day of graduation."""

    EVER = ""
    HELD = "HELD"
    TITLE = "TITLE"
    DIPLOMA = "DIPLOMA"
    ASSISTANT_TECHNICIAN = "ASSISTANT_TECHNICIAN"


class SchoolStatus(StrEnum):
    """What a person must be to a school."""

    GRADUATE = "GRADUATE"
    GRADUATE_OR_FINAL_YEAR = "GRADUATE_OR_FINAL_YEAR"
    STUDENT = "STUDENT"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One condition, parsed. Only the fields that its kind needs are set; `months` also counts the years of AGE."""

    id: str
    kind: RequirementKind
    months: int = 0
    since: Since = Since.EVER
    level: Level | None = None
    rank: TitleRank | None = None
    schools: frozenset[EducationKind] = frozenset()
    status: SchoolStatus | None = None
    negated: bool = False
    text: str = ""


class Form(NamedTuple):
    """How conditions of one kind are written; `values` and `refs` are the allowed ones, none where any text is."""

    op: str
    unit: str
    values: tuple[str, ...]
    refs: tuple[str, ...]


_SCHOOLS = tuple(kind.value for kind in EducationKind)
FORMS: dict[RequirementKind, Form] = {
    RequirementKind.WORKED: Form(">=", "MONTHS", (), tuple(since.value for since in Since)),
    RequirementKind.HELD: Form("=", "LEVEL", tuple(level.value for level in Level), ("RELATED_OCCUPATION",)),
    RequirementKind.HELD_FOR: Form(">=", "MONTHS", (), ("HELD",)),
    RequirementKind.TITLE: Form(">=", "RANK", tuple(rank.value for rank in TitleRank), ("MATCHING_FIELD",)),
    RequirementKind.EDUCATION: Form("IN", "KIND", _SCHOOLS, tuple(status.value for status in SchoolStatus)),
    RequirementKind.MAJOR: Form("=", "", ("RELATED",), ("",)),
    RequirementKind.SCHOOL_APPROVED: Form("=", "", ("true",), ("",)),
    RequirementKind.APPRENTICESHIP: Form("=", "", ("COMPLETED",), ("RELATED_OCCUPATION",)),
    RequirementKind.AGE: Form(">=", "YEARS", (), ("",)),
    RequirementKind.ASSISTANT_TECHNICIAN: Form("=", "", ("HELD",), ("",)),
    RequirementKind.OTHER: Form("=", "", (), ("",)),
}
COUNTED = frozenset({RequirementKind.WORKED, RequirementKind.HELD_FOR, RequirementKind.AGE})
DENIABLE = frozenset(
    {
        RequirementKind.MAJOR,
        RequirementKind.SCHOOL_APPROVED,
        RequirementKind.APPRENTICESHIP,
        RequirementKind.OTHER,
    }
)
SEPARATOR = "|"


def read_condition(condition: Condition) -> Requirement:
    """The requirement that a condition states; raises InvalidInput, its `field` the property that is wrong."""
    kind = RequirementKind(_among(condition.kind, tuple(RequirementKind), "kind"))
    form = FORMS[kind]
    _among(condition.op, (form.op,), "op")
    _among(condition.unit or "", (form.unit,), "unit")
    _among(condition.ref or "", form.refs, "ref")
    if condition.negated and kind not in DENIABLE:
        raise InvalidInput(ConditionFault.CONDITION_NOT_NEGATED(kind=kind), field="negated")
    plain = Requirement(condition.id, kind, negated=condition.negated)
    return _read(plain, form, condition.value, condition.ref or "")


def _read(plain: Requirement, form: Form, value: str, ref: str) -> Requirement:
    if plain.kind in COUNTED:
        return replace(plain, months=_months(plain.kind, value), since=_since(plain.kind, ref))
    if plain.kind is RequirementKind.EDUCATION:
        schools = frozenset(
            EducationKind(_among(name, form.values, "value")) for name in value.split(SEPARATOR)
        )
        return replace(plain, schools=schools, status=SchoolStatus(ref))
    if not value:
        raise InvalidInput(ConditionFault.CONDITION_EMPTY(), field="value")
    if form.values:
        _among(value, form.values, "value")
    match plain.kind:
        case RequirementKind.HELD:
            return replace(plain, level=Level(value))
        case RequirementKind.TITLE:
            return replace(plain, rank=TitleRank(value))
        case _:
            return replace(plain, text=value)


def _months(kind: RequirementKind, value: str) -> int:
    if not value.isascii() or not value.isdigit() or not int(value):
        raise InvalidInput(ConditionFault.CONDITION_NO_COUNT(found=value), field="value")
    return int(value) * (12 if kind is RequirementKind.AGE else 1)


def _since(kind: RequirementKind, ref: str) -> Since:
    return Since(ref) if kind is RequirementKind.WORKED else Since.EVER


def _among(text: str, allowed: tuple[str, ...], field: str) -> str:
    if text not in allowed:
        words = tuple(word or ConditionFault.NOTHING() for word in allowed)
        saying = ConditionFault.CONDITION_NONE_OF if len(allowed) > 1 else ConditionFault.CONDITION_IS_NOT
        raise InvalidInput(saying(found=text, allowed=words), field=field)
    return text
