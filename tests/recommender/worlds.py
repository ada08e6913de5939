"""Small worlds for the planner: real rules, invented occupations (SAMPLE), so that each case can be read by eye."""

import csv
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType

from graph.catalogue import Catalogue
from graph.model import ids
from graph.model.facts import (
    Certificate,
    Clause,
    Condition,
    Major,
    Module,
    OccupationGroup,
    Published,
    Route,
    RuleSet,
    Standard,
    WorkType,
)
from graph.model.history import Revision
from graph.model.links import Link, RelType
from graph.model.snapshot import Snapshot
from graph.model.terms import CertificateKind, EducationLevel, GroupTier, Level, LevelReading, RuleKind
from recommender.planning.planner import Planner
from tests.graph.samples import FACT, link, nodes, occupation

RULES = Path(__file__).parents[2] / "data" / "eligibility_rules.csv"
ALL = (Level.L5, Level.L4, Level.L3, Level.L2, Level.L1)
TODAY = date(2026, 11, 24)

# code -> (name, year of its standard, levels it lists); None: no standard. Those of 6-99-01, and those of 6-99-02, share a 小类.
OCCUPATIONS: dict[str, tuple[str, int | None, tuple[Level, ...] | None]] = {
    "6-99-01-01": ("旧规工", 2018, ALL),
    "6-99-01-02": ("邻工", 2018, ALL),
    "6-99-02-01": ("新规工", 2024, ALL),
    "6-99-02-02": ("新邻工", 2024, ALL),
    "6-99-03-01": ("跨年工", 2023, ALL),
    "6-99-04-01": ("无年工", None, ALL),
    "6-99-05-01": ("无标准工", None, None),
    "6-99-06-01": ("未读级工", 2019, ()),
    "6-99-07-01": ("高起点工", 2019, (Level.L3, Level.L2)),
    "1-99-01-01": ("负责人", None, None),
    "2-99-01-01": ("技术人员", 2021, (Level.T3, Level.T2, Level.T1)),
}


def occ(code: str) -> str:
    """The id of an occupation of this world."""
    return ids.occupation_id(code, "2022")


@cache
def planner() -> Planner:
    """A planner over the world below."""
    return Planner.of(catalogue())


@cache
def catalogue() -> Catalogue:
    """Occupations, standards, modules, majors and the shipped rules."""
    facts, links = [*nodes()[:1]], []
    for part in (_rules(), _occupations(), _majors()):
        for fact in part:
            (links if isinstance(fact, Link) else facts).append(fact)  # type: ignore[arg-type]
    revision = Revision(1, datetime(2026, 11, 24, tzinfo=UTC), "test", (), MappingProxyType({}))
    return Catalogue.of(Snapshot.of(facts, links), revision)


def _rules() -> Iterable[Published | Link]:
    yield from (
        Clause(id=ids.clause_id("hunan-2018", n), number=n, title="", text="", response="", **FACT)  # type: ignore[arg-type]
        for n in (5, 6, 7)
    )
    seen: set[str] = set()
    with RULES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for fact in _rule_row(row):
                key = str(fact.key) if isinstance(fact, Link) else fact.id
                if key not in seen:
                    seen.add(key)
                    yield fact


def _rule_row(row: dict[str, str]) -> Iterable[Published | Link]:
    edition, level = row["edition"], Level(row["level"])
    rules = ids.rule_set_id(edition, level)
    route = ids.route_id(edition, level, row["route"])
    condition = ids.condition_id(edition, level, row["route"], row["condition"])
    yield RuleSet(
        id=rules,
        kind=RuleKind.ELIGIBILITY,
        edition=edition,
        level=level,
        name=rules,
        **FACT,  # type: ignore[arg-type]
    )
    yield Route(id=route, name=row["route_name"], text=row["route_text"], **FACT)  # type: ignore[arg-type]
    yield Condition(
        id=condition,
        kind=row["kind"],
        op=row["op"],
        value=row["value"],
        unit=row["unit"] or None,
        ref=row["ref"] or None,
        **FACT,  # type: ignore[arg-type]
    )
    yield link(RelType.CITES, rules, ids.clause_id("hunan-2018", 5))
    yield link(RelType.ALTERNATIVE, rules, route, order=int(row["route_order"]))
    yield link(RelType.REQUIRES, route, condition, order=int(row["condition_order"]))


def _occupations() -> Iterable[Published | Link]:
    for code in sorted({code.rsplit("-", 1)[0] for code in OCCUPATIONS}):
        yield OccupationGroup(
            id=ids.group_id(code, "2022"),
            code=code,
            name=code,
            tier=GroupTier.MINOR,
            edition="2022",
            **FACT,  # type: ignore[arg-type]
        )
    for code, (name, year, levels) in OCCUPATIONS.items():
        yield occupation(code, name)
        yield link(RelType.IN_GROUP, occ(code), ids.group_id(code.rsplit("-", 1)[0], "2022"))
        yield WorkType(id=ids.work_type_id(code, "2022", f"{name}甲"), name=f"{name}甲", **FACT)  # type: ignore[arg-type]
        yield link(RelType.HAS_WORK_TYPE, occ(code), ids.work_type_id(code, "2022", f"{name}甲"))
        if levels is not None:
            yield from _standard(code, name, year, levels)


def _standard(
    code: str, name: str, year: int | None, levels: tuple[Level, ...]
) -> Iterable[Published | Link]:
    standard = ids.standard_id(code, year)
    yield Standard(
        id=standard,
        code=code,
        name=name,
        year=year,
        work_type=None,
        levels=levels,
        level_reading=LevelReading.PRINTED if levels else LevelReading.UNKNOWN,
        document=f"{name}.pdf",
        **FACT,  # type: ignore[arg-type]
    )
    yield link(RelType.STANDARD_FOR, standard, occ(code))
    for level in levels:
        yield Certificate(
            id=ids.skill_certificate_id(code, level),
            kind=CertificateKind.SKILL,
            name=name,
            level=level,
            **FACT,  # type: ignore[arg-type]
        )
        module = ids.module_id(standard, level, "操作")
        yield Module(id=module, name="操作", level=level, weight=100, **FACT)  # type: ignore[arg-type]
        yield link(RelType.HAS_MODULE, standard, module, weight=100)


def _majors() -> Iterable[Published | Link]:
    """400001 leads to 旧规工 and 新规工, 400002 to 邻工 only, 400003 elsewhere, 400004 is not in the guide."""
    ends = {
        "400001": ["6-99-01-01", "6-99-02-01"],
        "400002": ["6-99-01-02"],
        "400003": ["2-99-01-01"],
        "400004": [],
    }
    for code, occupations in ends.items():
        major = ids.major_id("高职", code)
        yield Major(
            id=major,
            code=code,
            name=f"专业{code}",
            education=EducationLevel.HIGHER,
            category=None,
            subcategory=None,
            guide_only=False,
            **FACT,  # type: ignore[arg-type]
        )
        yield from (link(RelType.LEADS_TO, major, occ(o)) for o in occupations)
