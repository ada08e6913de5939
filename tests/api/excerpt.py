"""An excerpt of the shipped catalogue: all rules, and a few occupations with everything around them."""

from functools import cache

from api.settings import CHECKOUT
from graph.model.facts import (
    Clause,
    Condition,
    Occupation,
    OccupationGroup,
    Published,
    Route,
    RuleSet,
    Source,
)
from graph.model.snapshot import Snapshot
from ingest.loading import Loaded, load

NAMES = frozenset({"电工", "焊工", "中国共产党机关负责人", "人工智能训练师", "打字员"})
EVERYWHERE = (RuleSet, Route, Condition, Clause, Source, OccupationGroup)


@cache
def shipped() -> Loaded:
    """All shipped tables, read once for all tests."""
    return load(CHECKOUT / "data")


@cache
def excerpt() -> Snapshot:
    """The chosen occupations, what they are linked with, and the modules of their standards."""
    whole = shipped().snapshot
    chosen = {node.id for node in whole.nodes.values() if _chosen(node)}
    near = chosen | _neighbours(whole, {i for i in chosen if i.startswith("occ:")})
    kept = near | _neighbours(whole, {i for i in near if i.startswith("std:")})
    return Snapshot.of(
        (node for key, node in whole.nodes.items() if key in kept),
        (link for link in whole.links.values() if {link.start, link.end} <= kept),
    )


def _chosen(node: Published) -> bool:
    return isinstance(node, EVERYWHERE) or (isinstance(node, Occupation) and node.name in NAMES)


def _neighbours(whole: Snapshot, ids: set[str]) -> set[str]:
    ends = {link.end for link in whole.links.values() if link.start in ids}
    return ends | {link.start for link in whole.links.values() if link.end in ids}
