"""The gap report over the small world of moves, with module names and tasks whose vectors are drawn by hand."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from graph.catalogue import Catalogue
from graph.model import ids
from graph.model.facts import Module, TrainingPackage
from graph.model.links import RelType
from graph.model.snapshot import Snapshot
from graph.model.terms import GroupTier
from recommender.curation.gapreport import (
    GapKind,
    GapReport,
    OccupationGaps,
    PackageStanding,
    by_group,
    gap_report,
)
from recommender.curation.lagging import TaskFits
from recommender.supply.seats import Supply
from recommender.text.likeness import NameVectors
from recommender.text.passages import passages
from tests.graph.samples import FACT, link
from tests.recommender import moving
from tests.recommender.worlds import TODAY, occ

PACKAGED = ("6-99-01-01", "6-99-06-01")


@cache
def catalogue() -> Catalogue:
    """The world of moves, where 旧规工 and 未读级工 have a package; the latter has neither tasks nor modules."""
    plain = moving.catalogue()
    nodes, links = list(plain.snapshot.nodes.values()), list(plain.snapshot.links.values())
    for code in PACKAGED:
        package = ids.package_id(code, "2022", "1")
        nodes.append(TrainingPackage(id=package, name=code, version="1", **FACT))  # type: ignore[arg-type]
        links.append(link(RelType.PACKAGE_FOR, package, occ(code)))
    return Catalogue.of(Snapshot.of(nodes, links), plain.revision)


def fits(threshold: float) -> TaskFits:
    """Tasks beside modules, by vectors drawn at random: what is alike does not matter here, the threshold decides."""
    names, vectors = names_and_vectors()
    found = TaskFits.of(catalogue(), passages(catalogue()), vectors, names)
    judged = {
        key: tuple(replace(fit, follows=fit.score >= threshold) for fit in tasks)
        for key, tasks in found.by_occupation.items()
    }
    return TaskFits(judged, threshold, found.model)


def names_and_vectors() -> tuple[NameVectors, np.ndarray]:
    """Vectors of modules' names and of all texts, drawn at random."""
    random = np.random.default_rng(0)
    modules = sorted({module.name for module in catalogue().all(Module)})
    names = NameVectors.build([*modules, "别"], drawn(random, len(modules) + 1), digest="drawn")
    return names, drawn(random, len(passages(catalogue())))


def drawn(random: np.random.Generator, count: int) -> np.ndarray:
    vectors = random.normal(size=(count, 8)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def report(threshold: float | None) -> GapReport:
    supply = Supply.of(catalogue())
    return gap_report(supply, None if threshold is None else fits(threshold), as_of=TODAY, software="test")


def of(found: GapReport, code: str) -> OccupationGaps:
    return next(one for one in found.occupations if one.occupation == occ(code))


@pytest.mark.parametrize(
    ("code", "lacking"),
    [
        ("6-99-01-01", {GapKind.NO_TEXT, GapKind.NO_INSTITUTION}),
        ("6-99-04-01", {GapKind.NO_TEXT, GapKind.NO_INSTITUTION, GapKind.NO_PACKAGE, GapKind.NO_MAJOR}),
        ("6-99-05-01", set(GapKind) - {GapKind.PACKAGE_LAGS}),
    ],
)
def test_an_occupation_lacks_what_nothing_states(code: str, lacking: set[GapKind]) -> None:
    """No occupation of this world has a definition, and nobody offers anything."""
    assert set(of(report(None), code).gaps) == lacking


@pytest.mark.parametrize(
    ("threshold", "standing", "behind"),
    [
        (-1.0, PackageStanding.FOLLOWS, 0),
        (1.0, PackageStanding.LAGS, 1),
        (None, PackageStanding.CANNOT_TELL, None),
    ],
)
def test_a_package_lags_where_most_tasks_are_followed_by_no_module(
    threshold: float | None, standing: PackageStanding, behind: float | None
) -> None:
    found = of(report(threshold), "6-99-01-01")
    assert (found.standing, found.behind) == (standing, behind)
    assert (GapKind.PACKAGE_LAGS in found.gaps) == (standing is PackageStanding.LAGS)


def test_every_task_stands_beside_a_module_of_its_own_occupation() -> None:
    found = of(report(0.0), "6-99-01-01")
    assert sorted(fit.text for fit in found.tasks) == sorted(moving.TASKS["6-99-01-01"])
    own = ids.standard_id("6-99-01-01", 2018).removeprefix("std:")
    assert all(fit.module.startswith(f"mod:{own}/") for fit in found.tasks)


def test_without_tasks_or_modules_it_cannot_be_told_and_is_never_called_lagging() -> None:
    found = of(report(1.0), "6-99-06-01")
    assert (found.standing, found.behind, found.tasks) == (PackageStanding.CANNOT_TELL, None, ())
    assert GapKind.PACKAGE_LAGS not in found.gaps


def test_groups_count_each_occupation_once_and_those_without_a_group_last() -> None:
    found = report(1.0).occupations
    groups = by_group(found, GroupTier.MIDDLE)
    assert sum(group.occupations for group in groups) == len(found)
    assert groups[-1].group is None
    lags = {count.gap: count.occupations for count in groups[-1].counts}[GapKind.PACKAGE_LAGS]
    assert (lags, groups[-1].cannot_tell) == (1, 1)


def test_the_mark_is_the_same_each_time_it_is_measured() -> None:
    texts = passages(catalogue())
    names = NameVectors.build(["操作", "别"], drawn(np.random.default_rng(1), 2), digest="drawn")
    vectors = drawn(np.random.default_rng(2), len(texts))
    first, second = (TaskFits.of(catalogue(), texts, vectors, names) for _ in range(2))
    assert first == second
