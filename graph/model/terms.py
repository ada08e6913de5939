"""Closed vocabularies of the graph: levels, origins, states and kinds, with the official Chinese terms."""

from enum import StrEnum
from functools import total_ordering


class Origin(StrEnum):
    """Who stands behind a value."""

    OFFICIAL = "OFFICIAL"
    INSTITUTION = "INSTITUTION"
    DERIVED = "DERIVED"
    SAMPLE = "SAMPLE"


@total_ordering
class Level(StrEnum):
    """A rung of the skill ladder (职业技能等级) or a grade of a technical standard (专业技术等级).

    Never an integer: 五级 is the lowest of the five national levels, 一级 the highest. Levels of one ladder
    compare by rung (`Level.L5 < Level.L4`); levels of two ladders do not compare.
    """

    APPRENTICE = "APPRENTICE"
    L5 = "L5"
    L4 = "L4"
    L3 = "L3"
    L2 = "L2"
    L1 = "L1"
    SPECIAL = "SPECIAL"
    CHIEF = "CHIEF"
    T3 = "T3"
    T2 = "T2"
    T1 = "T1"

    @property
    def technical(self) -> bool:
        """True for 初级, 中级, 高级 of a technical and professional standard."""
        return _PLACES[self][0]

    @property
    def rung(self) -> int:
        """Position on its own ladder, 0 the lowest; for ordering only, never an identity."""
        return _PLACES[self][1]

    @property
    def chinese(self) -> str:
        """The official term, such as 三级/高级工."""
        return _CHINESE[self]

    @property
    def named(self) -> str:
        """The level with its official term, such as `L3 三级/高级工`."""
        return f"{self} {self.chinese}"

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Level):
            return NotImplemented
        (ladder, rung), (others, other_rung) = _PLACES[self], _PLACES[other]
        return rung < other_rung if ladder == others else NotImplemented

    def __le__(self, other: object) -> bool:
        return self == other or self < other  # type: ignore[operator]

    def __gt__(self, other: object) -> bool:
        if not isinstance(other, Level):
            return NotImplemented
        (ladder, rung), (others, other_rung) = _PLACES[self], _PLACES[other]
        return rung > other_rung if ladder == others else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self == other or self > other  # type: ignore[operator]


SKILL_LADDER = (
    Level.APPRENTICE,
    Level.L5,
    Level.L4,
    Level.L3,
    Level.L2,
    Level.L1,
    Level.SPECIAL,
    Level.CHIEF,
)
_TECHNICAL = (Level.T3, Level.T2, Level.T1)
# Whether a level is technical, and its rung: looked up, since a plan compares levels some dozen times.
_PLACES = {
    level: (technical, rung)
    for technical, ladder in ((False, SKILL_LADDER), (True, _TECHNICAL))
    for rung, level in enumerate(ladder)
}
_CHINESE = {
    Level.APPRENTICE: "学徒工",
    Level.L5: "五级/初级工",
    Level.L4: "四级/中级工",
    Level.L3: "三级/高级工",
    Level.L2: "二级/技师",
    Level.L1: "一级/高级技师",
    Level.SPECIAL: "特级技师",
    Level.CHIEF: "首席技师",
    Level.T3: "初级",
    Level.T2: "中级",
    Level.T1: "高级",
}


class LevelReading(StrEnum):
    """How the levels of a standard were read: as printed, some by their word (初级 ..), some not at all, or none."""

    PRINTED = "PRINTED"
    WORD = "WORD"
    PARTIAL = "PARTIAL"
    UNKNOWN = "UNKNOWN"


class GroupTier(StrEnum):
    """大类, 中类, 小类 of the occupational classification."""

    MAJOR = "MAJOR"
    MIDDLE = "MIDDLE"
    MINOR = "MINOR"


class OccupationStatus(StrEnum):
    """Standing of an occupation in the classification (职业分类大典)."""

    IN_FORCE = "IN_FORCE"
    IN_COMMENT = "IN_COMMENT"
    REPLACED = "REPLACED"


class CertificateKind(StrEnum):
    """职业技能等级, 职业资格, 专项职业能力."""

    SKILL = "SKILL"
    QUALIFICATION = "QUALIFICATION"
    SPECIAL = "SPECIAL"


class LicenceDuty(StrEnum):
    """Whether an occupation needs a licence: REQUIRED only where an official text says so."""

    REQUIRED = "REQUIRED"
    MAY_BE_REQUIRED = "MAY_BE_REQUIRED"


class RuleKind(StrEnum):
    """What a rule set decides."""

    ELIGIBILITY = "ELIGIBILITY"
    ENTITLEMENT = "ENTITLEMENT"
    EXCLUSION = "EXCLUSION"


class RuleChoice(StrEnum):
    """Why a certificate is admitted by these rules: they are its standard's own, or default rules of an edition,
    chosen by the year of its standard, by a year that straddles the change of editions (2023), or because no year
    decides between them."""

    OWN = "OWN"
    BY_YEAR = "BY_YEAR"
    STRADDLES = "STRADDLES"
    YEAR_UNKNOWN = "YEAR_UNKNOWN"


class EducationLevel(StrEnum):
    """Education level of a major (专业层次)."""

    SECONDARY = "中职"
    HIGHER = "高职"
    VOCATIONAL_BACHELOR = "职教本科"
    BACHELOR = "普通本科"
    TECHNICAL = "技工"


class EducationKind(StrEnum):
    """Kind of school programme (学校类别)."""

    TECHNICAL = "技工学校"
    ADVANCED_TECHNICAL = "高级技工学校"
    TECHNICIAN_COLLEGE = "技师学院"
    ASSISTANT_TECHNICIAN_CLASS = "技师学院预备技师班"
    SECONDARY = "中职"
    HIGHER = "高职"
    VOCATIONAL_BACHELOR = "职教本科"
    BACHELOR = "普通本科"
    POSTGRADUATE = "研究生"


class TitleRank(StrEnum):
    """Rank of a professional title (职称): 初级, 中级, 高级."""

    JUNIOR = "JUNIOR"
    INTERMEDIATE = "INTERMEDIATE"
    SENIOR = "SENIOR"

    @property
    def height(self) -> int:
        """Position among the ranks, 0 the lowest."""
        return list(TitleRank).index(self)


class CarrierKind(StrEnum):
    """The five kinds of training carriers (clause 1)."""

    ENTERPRISE_CENTRE = "ENTERPRISE_CENTRE"
    SCHOOL = "SCHOOL"
    TRAINING_BODY = "TRAINING_BODY"
    PUBLIC_BASE = "PUBLIC_BASE"
    ASSOCIATION = "ASSOCIATION"


class OfferMode(StrEnum):
    """How an offer is attended."""

    FULL_TIME_DEGREE = "FULL_TIME_DEGREE"
    ONSITE = "ONSITE"
    ONLINE = "ONLINE"
    MIXED = "MIXED"


class RegionTier(StrEnum):
    """省, 市, 县."""

    PROVINCE = "PROVINCE"
    CITY = "CITY"
    COUNTY = "COUNTY"


class IndustryTier(StrEnum):
    """门类, 大类, 中类, 小类 of GB/T 4754."""

    SECTION = "SECTION"
    DIVISION = "DIVISION"
    GROUP = "GROUP"
    CLASS = "CLASS"
