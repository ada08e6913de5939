"""A small coder for tests: a few occupations and groups, a few titles learned from, the letter encoder."""

from functools import cache

import numpy as np

from graph.catalogue import Catalogue
from graph.model.facts import OccupationGroup, Published
from graph.model.links import Link
from graph.model.snapshot import Snapshot
from graph.model.terms import GroupTier
from recommender.text.calibration import Calibration
from recommender.text.combining import Weights
from recommender.text.passages import passages
from recommender.titles.aspects import Comparison
from recommender.titles.classes import Classes
from recommender.titles.coding import Coder
from recommender.titles.experience import Experience, packed, unpacked
from recommender.titles.features import FEATURES
from recommender.titles.fitting import Fitted, Teacher, fit
from recommender.titles.resolver import Resolver, Semantics
from recommender.titles.voting import Known
from tests.graph.samples import FACT, occupation
from tests.recommender.embedders import LetterEmbedder
from tests.recommender.test_resolver import REVISION

NAMES = {
    "6-18-02-04": "焊工",
    "6-18-02-01": "铆工",
    "6-31-01-03": "电工",
    "4-03-02-05": "餐厅服务员",
    "4-03-02-01": "中式烹调师",
    "4-01-02-01": "营销员",
}
TITLES = {
    "6-18-02-04": ("氩弧焊师傅", "二保焊", "焊接学徒", "电焊师傅", "气保焊工人"),
    "6-31-01-03": ("水电工", "维修电工班长", "高压电师傅", "电工学徒", "值班电工人"),
    "4-03-02-05": ("饭店服务生", "传菜员", "餐厅领班", "酒店服务人员", "包厢服务员"),
    "4-01-02-01": ("销售", "电话销售", "大客户销售代表", "销售顾问", "业务员"),
    "4-03-02-00": ("后厨", "厨房帮工", "餐饮学徒", "后厨打杂", "餐饮储备"),
}
GROUPS = {"4": "服务人员", "4-03": "餐饮住宿人员", "4-03-02": "餐饮服务人员", "6-18-02": "热加工人员"}
GROUP_CODES, GROUP_TEXTS = ("4-03-02-00", "4-99-00-00"), ("餐饮服务人员", "其他服务人员")


@cache
def catalogue() -> Catalogue:
    """The occupations and groups above."""
    tiers = (GroupTier.MAJOR, GroupTier.MIDDLE, GroupTier.MINOR)
    groups = [
        OccupationGroup(
            id=f"grp:{code}@2022",
            code=code,
            name=name,
            tier=tiers[code.count("-")],
            edition="2022",
            **FACT,  # type: ignore[arg-type]
        )
        for code, name in GROUPS.items()
    ]
    nodes: list[Published] = [*groups, *(occupation(code, name) for code, name in NAMES.items())]
    return Catalogue.of(Snapshot.of(nodes, list[Link]()), REVISION)


@cache
def resolver() -> Resolver:
    """By meaning, of letters."""
    embedder = LetterEmbedder()
    texts = [passage.encoded for passage in passages(catalogue())]
    return Resolver.build(catalogue(), Semantics(embedder, embedder.encode(texts, kind="passage")))


@cache
def fitted() -> Fitted:
    """Learned from the titles above."""
    pairs = [(title, code) for code, titles in TITLES.items() for title in titles]
    titles = tuple(title for title, _ in pairs)
    known = Known(titles, tuple(code for _, code in pairs), LetterEmbedder().encode(titles, kind="query"))
    vectors = LetterEmbedder().encode(GROUP_TEXTS, kind="passage")
    used = Classes.of(catalogue(), GROUP_CODES)
    return fit(known, Teacher(used, Comparison.of(resolver()), GROUP_CODES, vectors))


def plain_weights() -> Weights:
    """Texts, the softmax and known titles count; with so few titles, fitted weights would be by chance."""
    values = {"cosine with the name": 2.0, "log share by the softmax": 1.0}
    values |= {f"log share by known titles {how}": 1.0 for how in ("near in meaning", "alike in writing")}
    count = len(FEATURES)
    return Weights(np.array([values.get(name, 0.0) for name in FEATURES]), np.zeros(count), np.ones(count))


@cache
def content(threshold: float = 0.5, model: str = "letters") -> bytes:
    """What was learned, as a file holds it."""
    found = fitted()
    vectors = LetterEmbedder().encode(GROUP_TEXTS, kind="passage")
    return packed(
        found.voters,
        plain_weights(),
        Calibration(1.0, 0.0, threshold, 0.25),
        groups=(GROUP_CODES, GROUP_TEXTS, vectors),
        places=("长沙",),
        about={"model": model},
    )


@cache
def experience(threshold: float = 0.5, model: str = "letters") -> Experience:
    """What was learned, as read from a file."""
    return unpacked(content(threshold, model))


@cache
def coder(threshold: float = 0.5) -> Coder:
    """Answers from what was learned."""
    return Coder.of(catalogue(), resolver(), experience(threshold))
