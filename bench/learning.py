"""Who serves the modules: how names are best compared, how many modules anybody serves, and what an answer costs.

Nobody has labelled which course teaches which module. What stands in: the official guide links a course's major to
the module's occupation. A way of comparing names is better the more of its likest pairs are linked so.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.quality import catalogue
from bench.results import WORK, tell
from graph.catalogue import Catalogue
from graph.model.facts import Module, Occupation
from graph.model.links import RelType
from graph.model.terms import Level
from recommender.embedding.e5 import DIGEST
from recommender.embedding.embedder import open_embedder
from recommender.learning.advice import LearningQuestion, recommend_learning
from recommender.planning.planner import Planner
from recommender.shared.profile import Goal, HeldCertificate, WorkerProfile
from recommender.supply.matching import match_institutions
from recommender.supply.seats import ALIKE, Supply, occupations_of
from recommender.supply.wishes import Wish
from recommender.text.likeness import Float32, NameVectors, names

Linked = NDArray[np.bool_]
TODAY = date(2026, 11, 24)
LIKEST = (2_000, 10_000, 50_000)
THRESHOLDS = (0.45, 0.5, ALIKE, 0.6)
ASKED = 100
SEED = 0


def main() -> None:
    """Prints three tables and keeps the figures."""
    found = catalogue(aliases=False)
    texts = names(found)
    vectors = _vectors(texts)
    supply = Supply.of(found, NameVectors.build(texts, vectors, digest=DIGEST))
    modules = sorted({module.name for module in found.all(Module)})
    linked = _linked(supply, modules)
    likest = _likest(supply, modules, linked, dict(zip(texts, vectors, strict=True)))
    reach = _reach(supply, modules, linked)
    served = _served(supply)
    cost = _cost(supply)
    header = ("what", "figure")
    rows = [*likest.items(), *reach.items(), *served.items(), *cost.items()]
    measured: dict[str, Any] = {"likest": likest, "reach": reach, "served": served, "cost": cost}
    tell("learning", header, [(what, str(figure)) for what, figure in rows], measured)


def _vectors(texts: Sequence[str]) -> Float32:
    """Vectors of all names, kept beside other work: encoding them takes minutes."""
    path = WORK / f"names-{DIGEST}.npz"
    if path.is_file():
        with np.load(path) as kept:
            if kept["texts"].tolist() == list(texts):
                return kept["vectors"]
    vectors = open_embedder(None).encode(texts, kind="passage")
    WORK.mkdir(exist_ok=True)
    np.savez(path, texts=list(texts), vectors=vectors)
    return vectors


def _linked(supply: Supply, modules: Sequence[str]) -> Linked:
    """(modules, courses): does a major with the course lead to an occupation with the module?"""
    of_occupation = _module_rows(supply.catalogue, modules)
    linked = np.zeros((len(modules), len(supply.courses)), bool)
    for major, taught in supply.taught.items():
        for link in supply.catalogue.links(major, RelType.LEADS_TO):
            if rows := of_occupation.get(link.end):
                linked[np.ix_(sorted(rows), [column for column, _ in taught])] = True
    return linked


def _module_rows(catalogue: Catalogue, modules: Sequence[str]) -> dict[str, set[int]]:
    row = {name: at for at, name in enumerate(modules)}
    found: defaultdict[str, set[int]] = defaultdict(set)
    for module in catalogue.all(Module):
        for occupation in occupations_of(catalogue, module):
            found[occupation].add(row[module.name])
    return found


def _likest(
    supply: Supply, modules: Sequence[str], linked: Linked, vectors: dict[str, Float32]
) -> dict[str, Any]:
    """How many of the likest pairs are linked, by raw cosine and by that of centred vectors."""
    raw = np.stack([vectors[m] for m in modules]) @ np.stack([vectors[c] for c in supply.courses]).T
    assert supply.likeness is not None
    ways = {"raw": raw, "centred": supply.likeness.of(modules, supply.courses)}
    found: dict[str, Any] = {"linked of all pairs": f"{linked.mean():.2%}"}
    for way, scores in ways.items():
        for count in LIKEST:
            best = np.argpartition(scores.ravel(), -count)[-count:]
            found[f"{way}: linked of the {count} likest"] = f"{linked.ravel()[best].mean():.1%}"
    return found


def _reach(supply: Supply, modules: Sequence[str], linked: Linked) -> dict[str, Any]:
    """How often the best course of a linked major, and of one drawn at random, reaches a threshold."""
    assert supply.likeness is not None
    scores = supply.likeness.of(modules, supply.courses)
    random, of_occupation = np.random.default_rng(SEED), _module_rows(supply.catalogue, modules)
    majors = [major for major, taught in supply.taught.items() if taught]
    best = {major: scores[:, [c for c, _ in supply.taught[major]]].max(axis=1) for major in majors}
    pairs = {
        (row, major)
        for major in majors
        for link in supply.catalogue.links(major, RelType.LEADS_TO)
        for row in of_occupation.get(link.end, ())
    }
    drawn = [(row, majors[random.integers(len(majors))]) for row, _ in sorted(pairs)]
    groups = {"linked": sorted(pairs), "random": [pair for pair in drawn if pair not in pairs]}
    found: dict[str, Any] = {}
    for group, members in groups.items():
        reached = np.array([best[major][row] for row, major in members])
        found[f"{group} pairs of module and major"] = len(members)
        for threshold in THRESHOLDS:
            found[f"{group}: reach {threshold}"] = f"{(reached >= threshold).mean():.1%}"
    return found


def _served(supply: Supply) -> dict[str, Any]:
    """Modules by what the best of their providers rests on, and occupations with any provider."""
    modules = supply.catalogue.all(Module)
    serving = supply.serving(modules, TODAY)
    best = Counter(found[0].basis.value if (found := serving[m.id]) else "no known provider" for m in modules)
    every = {o for m in modules for o in occupations_of(supply.catalogue, m)}
    some = {o for m in modules if serving[m.id] for o in occupations_of(supply.catalogue, m)}
    return {
        **{f"modules: {basis}": count for basis, count in sorted(best.items())},
        "occupations with modules": len(every),
        "of them with a provider": len(some),
    }


def _cost(supply: Supply) -> dict[str, Any]:
    """Milliseconds of answers to people who hold 五级 and want 三级, each of another occupation."""
    planner, random = Planner.of(supply.catalogue), np.random.default_rng(SEED)
    with_modules = sorted(
        {o for m in supply.catalogue.all(Module) for o in occupations_of(supply.catalogue, m)}
    )
    known = [o for o in with_modules if supply.catalogue.find(Occupation, o)]
    chosen = [known[i] for i in random.permutation(len(known))[:ASKED]]
    learn, match = [], []
    for occupation in chosen:
        held = HeldCertificate(occupation=occupation, level=Level.L5, awarded=date(2020, 1, 1))
        goal = Goal(occupation=occupation, level=Level.L3)
        question = LearningQuestion(profile=WorkerProfile(certificates=(held,)), goal=goal, near="长沙市")
        start = time.process_time()
        recommend_learning(planner, supply, question, as_of=TODAY)
        between = time.process_time()
        match_institutions(supply, Wish(goal=goal, near="长沙市"), as_of=TODAY)
        learn.append(between - start)
        match.append(time.process_time() - between)
    return {
        "recommendLearning, ms of processor": _ms(learn),
        "matchInstitutions, ms of processor": _ms(match),
    }


def _ms(seconds: Sequence[float]) -> str:
    p50, p99 = np.percentile(np.array(seconds) * 1000, [50, 99])
    return f"p50 {p50:.1f}, p99 {p99:.1f} of {len(seconds)}"


if __name__ == "__main__":
    main()
