"""A small world for moves: occupations of the planner's world with tasks, and vectors drawn by hand."""

from functools import cache
from types import MappingProxyType

import numpy as np

from graph.catalogue import Catalogue
from graph.model import ids
from graph.model.facts import Certificate, Published, Task
from graph.model.links import Link, RelType
from graph.model.snapshot import Snapshot
from graph.model.terms import Origin
from recommender.moves.mover import Mover
from recommender.planning.planner import Planner
from recommender.text.index import Float32
from recommender.text.tasks import Scale, Tasks
from tests.graph.samples import FACT, link
from tests.recommender import worlds

MODEL = "drawn by hand"
SCALE = Scale(typical=0.2, alike=0.9)
HERE, HIGH = worlds.occ("6-99-01-01"), worlds.occ("6-99-07-01")
# 旧规工 is near 邻工 (same 小类) and 新规工 (another 小类), far from 跨年工.
TASKS = {
    "6-99-01-01": ("甲装", "甲修", "甲检"),
    "6-99-01-02": ("乙装", "乙写"),
    "6-99-02-01": ("丙装", "丙修", "丙检", "丙管"),
    "6-99-03-01": ("丁唱", "丁跳"),
    "6-99-07-01": ("戊装",),
}
VECTORS = {
    "甲装": (1, 0, 0, 0, 0, 0),
    "甲修": (0, 1, 0, 0, 0, 0),
    "甲检": (0, 0, 1, 0, 0, 0),
    "乙装": (20, 1, 0, 0, 0, 0),
    "乙写": (0, 0, 0, 1, 0, 0),
    "丙装": (10, 1, 0, 0, 0, 0),
    "丙修": (0, 10, 1, 0, 0, 0),
    "丙检": (0, 0, 2, 2, 0, 0),
    "丙管": (9, 1, 0, 1, 0, 0),
    "丁唱": (0, 0, 0, 0, 1, 0),
    "丁跳": (0, 0, 0, 0, 0, 1),
    "戊装": (5, 1, 1, 0, 0, 0),
}


@cache
def catalogue() -> Catalogue:
    """The planner's world, with tasks; 高起点工, whose levels begin at 三级, is officially related to 旧规工."""
    plain = worlds.catalogue()
    nodes: list[Published] = list(plain.snapshot.nodes.values())
    links: list[Link] = list(plain.snapshot.links.values())
    for code, texts in TASKS.items():
        for order, text in enumerate(texts):
            task = ids.task_id(code, "2022", text)
            nodes.append(Task(id=task, text=text, **FACT))  # type: ignore[arg-type]
            links.append(link(RelType.HAS_TASK, worlds.occ(code), task, order=order))
    for certificate in plain.all(Certificate):
        links.append(link(RelType.CERTIFIES, certificate.id, worlds.occ(certificate.id.split("/")[1])))
    links.append(link(RelType.RELATED_TO, HERE, HIGH, origin=Origin.OFFICIAL))
    return Catalogue.of(Snapshot.of(nodes, links), plain.revision)


def rows() -> MappingProxyType[str, int]:
    """Which vector belongs to a text."""
    return MappingProxyType({text: row for row, text in enumerate(VECTORS)})


def vectors() -> Float32:
    """The vectors, L2-normalised."""
    drawn = np.array(list(VECTORS.values()), np.float32)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


@cache
def mover() -> Mover:
    """Moves over that world."""
    tasks = Tasks.of(catalogue(), rows(), vectors(), scale=SCALE)
    return Mover.of(Planner.of(catalogue()), tasks, model=MODEL)
