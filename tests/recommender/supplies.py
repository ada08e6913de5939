"""A small world of schools beside the planner's: two cities, three institutions, offers of majors and of a package."""

from functools import cache

import numpy as np

from graph.catalogue import Catalogue
from graph.model import ids
from graph.model.facts import Course, Institution, Offer, Published, Region, TrainingPackage
from graph.model.links import Link, RelType
from graph.model.snapshot import Snapshot
from graph.model.terms import CarrierKind, Level, OfferMode, Origin, RegionTier
from recommender.planning.planner import Planner
from recommender.supply.seats import Supply
from recommender.text.likeness import Float32, NameVectors
from tests.graph.samples import FACT, link
from tests.recommender import worlds
from tests.recommender.worlds import occ

PROVINCE, NORTH, SOUTH = (ids.region_id(code) for code in ("990000", "990100", "990200"))
WELDING, COOKING = (
    ids.course_id("高职", code, name) for code, name in (("400001", "操作"), ("400001", "烹饪"))
)
MAJOR, OTHER = ids.major_id("高职", "400001"), ids.major_id("高职", "400002")
PACKAGE = ids.package_id("6-99-01-01", "2022", "2018")
OLD = ids.standard_id("6-99-01-01", 2018)
NEIGHBOUR = ids.standard_id("6-99-01-02", 2018)


def inst(number: int) -> str:
    """The id of an institution of this world."""
    return ids.institution_id(f"99000{number}")


def module(level: Level, standard: str = OLD) -> str:
    """The id of the only module of a standard at a level."""
    return ids.module_id(standard, level, "操作")


def region(node: str, tier: RegionTier, longitude: float | None, latitude: float | None) -> Region:
    """A region named after its code."""
    code = node.partition(":")[2]
    return Region(
        id=node,
        code=code,
        name=f"地{code}",
        tier=tier,
        longitude=longitude,
        latitude=latitude,
        **FACT,  # type: ignore[arg-type]
    )


def institution(number: int, *, grade: str | None = None, **facts: object) -> Institution:
    """A school, named after its number."""
    return Institution(
        id=inst(number),
        code=f"99000{number}",
        name=f"学校{number}",
        carrier=CarrierKind.SCHOOL,
        tier=None,
        authority=None,
        grade=grade,
        grade_scope="高水平学校" if grade else None,
        **{**FACT, **facts},  # type: ignore[arg-type]
    )


def offer(number: int, name: str, **facts: object) -> Offer:
    """A full-time degree place of 2025, unless `facts` say otherwise."""
    stated: dict[str, object] = {
        "mode": OfferMode.FULL_TIME_DEGREE,
        "year": 2025,
        "length_years": 3.0,
        "places": 50,
        "price": 5_000.0,
        "entry_route": "招生",
    }
    return Offer(id=offer_of(number), name=name, **{**FACT, **stated, **facts})  # type: ignore[arg-type]


def offer_of(number: int) -> str:
    """The id of the offer of the institution with this number."""
    return ids.offer_id(f"99000{number}", ("高职", "400001"), 2025)


def schools() -> list[Published | Link]:
    """Schools 1 (north) and 2 (south) offer the major 400001, school 3 (south) the major 400002."""
    courses = [Course(id=c, name=n, **FACT) for c, n in ((WELDING, "操作"), (COOKING, "烹饪"))]  # type: ignore[arg-type]
    regions = [
        region(PROVINCE, RegionTier.PROVINCE, 112.0, 28.0),
        region(NORTH, RegionTier.CITY, 112.0, 29.0),
        region(SOUTH, RegionTier.CITY, 112.0, 26.0),
    ]
    parts: list[Published | Link] = [*regions, *courses]
    parts += [institution(1), institution(2, grade="A"), institution(3)]
    parts += [offer(1, "专业400001"), offer(2, "专业400001"), offer(3, "专业400002")]
    parts += [link(RelType.PART_OF, city, PROVINCE) for city in (NORTH, SOUTH)]
    parts += [link(RelType.LOCATED_IN, inst(n), NORTH if n == 1 else SOUTH) for n in (1, 2, 3)]
    parts += [link(RelType.OFFERS, inst(n), offer_of(n)) for n in (1, 2, 3)]
    parts += [link(RelType.OF, offer_of(n), OTHER if n == 3 else MAJOR) for n in (1, 2, 3)]
    return [*parts, *(link(RelType.HAS_COURSE, MAJOR, course) for course in (WELDING, COOKING))]


def evening_course() -> list[Published | Link]:
    """School 3 also offers the package of 旧规工, with its module of 五级, as a short course on site."""
    evening = ids.offer_id("990003", ("6-99-01-01",), 2026)
    return [
        TrainingPackage(id=PACKAGE, name="旧规工 2018", version="2018", **FACT),  # type: ignore[arg-type]
        Offer(
            id=evening,
            name="夜校",
            mode=OfferMode.ONSITE,
            year=2026,
            length_years=0.1,
            places=None,
            price=None,
            entry_route="报名",
            **{**FACT, "origin": Origin.INSTITUTION},  # type: ignore[arg-type]
        ),
        link(RelType.PACKAGE_FOR, PACKAGE, occ("6-99-01-01")),
        link(RelType.INCLUDES, PACKAGE, module(Level.L5)),
        link(RelType.OFFERS, inst(3), evening),
        link(RelType.OF, evening, PACKAGE),
    ]


def with_schools(*extra: Published | Link) -> Catalogue:
    """The planner's world with the schools, and whatever else; later facts replace earlier ones of the same id."""
    base = worlds.catalogue()
    parts = [*schools(), *extra]
    nodes = {**base.snapshot.nodes, **{p.id: p for p in parts if isinstance(p, Published)}}
    links = {**base.snapshot.links, **{p.key: p for p in parts if isinstance(p, Link)}}
    return Catalogue.of(Snapshot.of(nodes.values(), links.values()), base.revision)


def vectors(*names: str) -> NameVectors:
    """Vectors in which different names have nothing in common."""
    matrix: Float32 = np.eye(len(names), dtype=np.float32)
    return NameVectors.build(names, matrix, digest="drawn by hand")


@cache
def supply() -> Supply:
    """Who teaches what in the world of schools."""
    return Supply.of(with_schools(), vectors("操作", "烹饪", "绘画"))


@cache
def planner() -> Planner:
    """A planner over the same catalogue as `supply`."""
    return Planner.of(supply().catalogue)
