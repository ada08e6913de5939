"""Majors of the small world beside its occupations, by an encoder that knows letters alone."""

from dataclasses import replace
from functools import cache

import numpy as np

from graph.catalogue import Catalogue
from graph.model.facts import Major
from graph.model.ids import major_id
from graph.model.links import RelType
from graph.model.snapshot import Snapshot
from graph.model.terms import Origin
from recommender.adapter.comparing import compare_major
from recommender.adapter.fields import Fields
from recommender.adapter.leading import LeadingOccupations, asking_text, leading
from recommender.adapter.linear import Adapter, Training
from recommender.adapter.pairs import PairKind
from recommender.planning.planner import Planner
from recommender.text.passages import passages, searchable
from tests.recommender import moving
from tests.recommender.embedders import DIM, LetterEmbedder
from tests.recommender.worlds import TODAY

BOTH, NEIGHBOUR, ELSEWHERE, UNLISTED = (major_id("高职", f"40000{n}") for n in (1, 2, 3, 4))
NAMES = {BOTH: "新规管修", NEIGHBOUR: "邻装写", ELSEWHERE: "技术唱跳", UNLISTED: "旧规检修员"}
MAJORS = tuple(NAMES)


@cache
def catalogue() -> Catalogue:
    """The world of moves, where majors have names that say something and what they lead to is official."""
    plain = moving.catalogue()
    nodes = [
        replace(node, name=NAMES[node.id]) if isinstance(node, Major) else node
        for node in plain.snapshot.nodes.values()
    ]
    links = [
        replace(link, origin=Origin.OFFICIAL) if link.type is RelType.LEADS_TO else link
        for link in plain.snapshot.links.values()
    ]
    return Catalogue.of(Snapshot.of(nodes, links), plain.revision)


@cache
def fields() -> Fields:
    """What stands for the occupations of the world."""
    texts = passages(catalogue())
    return Fields.of(texts, LetterEmbedder().encode([text.encoded for text in texts], kind="passage"))


@cache
def adapter() -> Adapter:
    """With a residual for majors that turns every vector round by one place."""
    turned = np.roll(np.eye(DIM, dtype=np.float32), 1, axis=1) * 3
    return Adapter.of({PairKind.GUIDE: turned}, Training("letters", 1, None, 0, 0.0, ()))


def led(
    major: str, *, first: int = 100, learned: Adapter | None = None, world: Catalogue | None = None
) -> LeadingOccupations:
    """What a major (its id) leads to; texts are those of the world, the rest may be another catalogue's."""
    found = (world or catalogue()).get(Major, major)
    text, occupations = asking_text(found), searchable(catalogue())
    (vector,) = LetterEmbedder().encode([text], kind="query")
    compared = compare_major(text, vector, fields(), occupations, adapter=learned, encoder="letters")
    return leading(found, compared, Planner.of(world or catalogue()), as_of=TODAY, first=first)
