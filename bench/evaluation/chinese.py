"""Tasks that the catalogue itself states: definition to name, 工种 and major to occupation, split so that nothing leaks.

The pairs and their parts are those of `recommender.pairs`. Names of occupations are searched and nothing else: no
definition, 工种 or job title, so none of what is asked. The resolver, which knows definitions and tasks, is asked 工种
and majors in a catalogue without 工种 and job titles. Weights are chosen on the development part.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bench.evaluation.baselines import CENTRED, ENCODER, OURS, by_writing
from bench.evaluation.measures import Float32, Result, Task
from bench.vectors import KeptVectors
from graph.catalogue import Catalogue
from graph.model.links import RelType
from graph.model.snapshot import Snapshot
from recommender.centred import Coverage, centred, mean_vector
from recommender.pairs import Asked, PairKind, Part, pairs
from recommender.passages import passages, searchable
from recommender.ranking import Language
from recommender.resolver import Resolver, Semantics

TASKS = {
    PairKind.DEFINITION: "definition without its name to name",
    PairKind.WORK_TYPE: "工种 to occupation",
    PairKind.MAJOR: "major to occupation, both new",
    PairKind.GUIDE: "major to occupation, major new",
}
PARTS = {Part.DEVELOPMENT: "dev", Part.PROOF: "proof"}
RESOLVER = "resolver, without 工种 and job titles"
SHARES = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of all searchable occupations, in their order, and what is compared with them."""

    texts: Sequence[str]
    vectors: Float32
    coverage: Coverage

    @classmethod
    def of(cls, catalogue: Catalogue, embedder: KeptVectors) -> "Names":
        texts = [occupation.name for occupation in searchable(catalogue)]
        return cls(texts, embedder.encode(texts, kind="passage"), Coverage.of(texts))


def results(catalogue: Catalogue, embedder: KeptVectors, queries: KeptVectors) -> Iterator[Result]:
    """Each task's development part, then its proof part with the share of writing chosen on the former.

    `catalogue` has no job titles. `queries` keeps the vectors of what is asked, `embedder` those of what is searched.
    """
    names = Names.of(catalogue, embedder)
    resolver = _without_labels(catalogue, embedder, queries)
    stated = pairs(catalogue)
    for kind, what in TASKS.items():
        mean = mean_vector(queries.encode(_texts(stated[kind, Part.TRAIN]), kind="query"))
        share = 0.0
        for part, told in PARTS.items():
            asked = stated[kind, part]
            task = _task(what, told, asked)
            ways = _ways(names, task.queries, queries.encode(task.queries, kind="query"), mean)
            covered = names.coverage.shares(task.queries)
            if part is Part.DEVELOPMENT:
                share = best_share(task, ways[CENTRED], covered)
            ways[OURS] = mixed(ways[CENTRED], covered, share)
            if kind is not PairKind.DEFINITION:  # which the resolver has read
                ways[RESOLVER] = resolver.scores(task.queries)
            yield from (task.result(way, scores) for way, scores in ways.items())


def mixed(cosines: Float32, coverage: Float32, share: float) -> Float32:
    """Cosines (q, n) with a share of how much of each name stands in the text."""
    return (cosines + share * coverage).astype(np.float32, copy=False)


def best_share(task: Task, cosines: Float32, coverage: Float32) -> float:
    """The share of writing with the greatest mean average precision; of equals the least."""
    found = {share: task.result("", mixed(cosines, coverage, share)).map.mean() for share in SHARES}
    return max(SHARES, key=lambda share: (found[share], -share))


def _ways(names: Names, texts: Sequence[str], asked: Float32, mean: Float32) -> dict[str, Float32]:
    return {
        **by_writing(names.texts, texts, Language.ZH),
        ENCODER: asked @ names.vectors.T,
        CENTRED: centred(asked, mean) @ centred(names.vectors, mean_vector(names.vectors)).T,
    }


def _without_labels(catalogue: Catalogue, embedder: KeptVectors, queries: KeptVectors) -> Resolver:
    known = catalogue.snapshot
    links = [link for link in known.links.values() if link.type is not RelType.HAS_WORK_TYPE]
    bare = Catalogue.of(Snapshot.of(known.nodes.values(), links), catalogue.revision)
    vectors = embedder.encode([passage.encoded for passage in passages(bare)], kind="passage")
    return Resolver.build(bare, Semantics(queries, vectors))


def _task(what: str, part: str, asked: Sequence[Asked]) -> Task:
    relevant, ignored = [one.relevant for one in asked], [one.ignored for one in asked]
    return Task(what, part, _texts(asked), relevant, ignored)


def _texts(asked: Sequence[Asked]) -> list[str]:
    return [one.text for one in asked]
