"""Small published graphs for tests."""

from datetime import date

from graph.model import ids
from graph.model.facts import Certificate, Occupation, OccupationGroup, Published, Source
from graph.model.links import Link, RelType
from graph.model.snapshot import Snapshot
from graph.model.terms import CertificateKind, GroupTier, Level, OccupationStatus, Origin

SOURCE = ids.source_id("0" * 64)
FACT = {"source": SOURCE, "locator": "test row 1", "origin": Origin.SAMPLE}


def occupation(code: str, name: str, **facts: object) -> Occupation:
    """An occupation in force."""
    stated = {"status": OccupationStatus.IN_FORCE, "green": False, "digital": False, **FACT, **facts}
    return Occupation(id=ids.occupation_id(code, "2022"), code=code, name=name, edition="2022", **stated)  # type: ignore[arg-type]


def nodes() -> list[Published]:
    """A group, two occupations, a certificate and their source."""
    return [
        Source(id=SOURCE, title="test", publisher="lifepath", digest="0" * 64, **FACT),  # type: ignore[arg-type]
        OccupationGroup(
            id=ids.group_id("6-31-01", "2022"),
            code="6-31-01",
            name="机械设备修理人员",
            tier=GroupTier.MINOR,
            edition="2022",
            **FACT,  # type: ignore[arg-type]
        ),
        occupation("6-31-01-03", "电工", definition="测试文本", valid_from=date(2022, 9, 28)),
        occupation("6-31-01-01", "设备点检员"),
        Certificate(
            id=ids.skill_certificate_id("6-31-01-03", Level.L4),
            kind=CertificateKind.SKILL,
            name="电工 四级",
            level=Level.L4,
            **FACT,  # type: ignore[arg-type]
        ),
    ]


def link(relation: RelType, start: str, end: str, **facts: object) -> Link:
    """A relationship with test provenance."""
    return Link(type=relation, start=start, end=end, **{**FACT, **facts})  # type: ignore[arg-type]


def links() -> list[Link]:
    """Both occupations in their group, the certificate on one of them."""
    electrician, checker = ids.occupation_id("6-31-01-03", "2022"), ids.occupation_id("6-31-01-01", "2022")
    group = ids.group_id("6-31-01", "2022")
    return [
        link(RelType.IN_GROUP, electrician, group),
        link(RelType.IN_GROUP, checker, group),
        link(RelType.CERTIFIES, ids.skill_certificate_id("6-31-01-03", Level.L4), electrician),
    ]


def snapshot() -> Snapshot:
    """The small graph as a snapshot, not stored yet."""
    return Snapshot.of(nodes(), links())
