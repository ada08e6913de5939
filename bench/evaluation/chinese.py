"""Tasks that the catalogue itself states: definition to name, 工种 and major to occupation, split so that nothing leaks.

The pairs and their parts are those of `recommender.adapter.pairs`. Nothing is searched that is asked: definitions find names
only; 工种 and majors find names, definitions and tasks, never a 工种 or a job title, and the resolver is asked them in a
catalogue that has neither. By writing, names are searched. Weights are chosen on the development part.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bench.evaluation.adapting import Adapted
from bench.evaluation.baselines import ADAPTED, CENTRED, ENCODER, OURS, by_writing
from bench.evaluation.measures import Float32, Result, Task
from bench.vectors import KeptVectors
from graph.catalogue import Catalogue
from graph.model.links import RelType
from graph.model.snapshot import Snapshot
from recommender.adapter.pairs import Asked, PairKind, Part, pairs
from recommender.text.centred import Coverage, centred, mean_vector
from recommender.text.passages import passages, searchable
from recommender.text.ranking import Language
from recommender.titles.resolver import Resolver, Semantics

TASKS = {
    PairKind.DEFINITION: "definition without its name to name",
    PairKind.WORK_TYPE: "工种 to occupation",
    PairKind.MAJOR: "major to occupation, both new",
    PairKind.GUIDE: "major to occupation, major new",
}
PARTS = {Part.DEVELOPMENT: "dev", Part.PROOF: "proof"}
RESOLVER = "resolver, without 工种 and job titles"
DESCRIBED = "e5 alone, all that stands for an occupation"
SHARES = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4)


class Mix(NamedTuple):
    """How what texts share in writing counts beside cosines: which measure of it, and its share."""

    measure: str
    share: float


@dataclass(frozen=True, slots=True)
class Searched:
    """The names of all searchable occupations and all else that stands for them, in their order."""

    names: Sequence[str]
    learned: Adapted
    coverage: Coverage

    @classmethod
    def of(cls, catalogue: Catalogue, embedder: KeptVectors, queries: KeptVectors) -> "Searched":
        names = [occupation.name for occupation in searchable(catalogue)]
        return cls(names, Adapted.of(catalogue, embedder, queries), Coverage.of(names))

    def centred(self, kind: PairKind) -> Float32:
        """What a text of this kind is compared with, (m, d): each sort of text less its mean, the sum of all."""
        fields = self.learned.fields
        described = () if kind is PairKind.DEFINITION else (fields.definitions, fields.tasks)
        parts = [centred(part, mean_vector(part)) for part in (fields.names, *described)]
        return (sum(parts[1:], start=parts[0]) / np.float32(len(parts))).astype(np.float32)

    def shared(self, kind: PairKind, texts: Sequence[str]) -> dict[str, Float32]:
        """What texts share with each occupation in writing, (q, m), by each measure."""
        bm25 = np.stack([self.learned.fields.writing(kind, text) for text in texts])
        return {"coverage": self.coverage.shares(texts), "BM25": bm25}


def results(catalogue: Catalogue, embedder: KeptVectors, queries: KeptVectors) -> Iterator[Result]:
    """Each task's development part, then its proof part with the mix chosen on the former.

    `catalogue` has no job titles. `queries` keeps the vectors of what is asked, `embedder` those of what is searched.
    """
    searched = Searched.of(catalogue, embedder, queries)
    resolver = _without_labels(catalogue, embedder, queries)
    stated = pairs(catalogue)
    for kind, what in TASKS.items():
        mean = mean_vector(queries.encode(_texts(stated[kind, Part.TRAIN]), kind="query"))
        mix = Mix("", 0.0)
        for part, told in PARTS.items():
            task = _task(what, told, stated[kind, part])
            vectors = queries.encode(task.queries, kind="query")
            ways = _ways(searched, kind, task.queries, vectors, mean)
            shared = searched.shared(kind, task.queries)
            if part is Part.DEVELOPMENT:
                mix = best_mix(task, ways[CENTRED], shared)
            ways[OURS] = mixed(ways[CENTRED], shared, mix)
            if kind is not PairKind.DEFINITION:  # which the resolver has read
                ways[RESOLVER] = resolver.scores(task.queries)
            yield from (task.result(way, scores) for way, scores in ways.items())


def mixed(cosines: Float32, shared: Mapping[str, Float32], mix: Mix) -> Float32:
    """Cosines (q, n) with a share of what is shared in writing."""
    return (cosines + mix.share * shared[mix.measure]).astype(np.float32, copy=False)


def best_mix(task: Task, cosines: Float32, shared: Mapping[str, Float32]) -> Mix:
    """The mix with the greatest mean average precision; of equals the least share, then the first measure."""
    options = [Mix(measure, share) for share in SHARES for measure in shared]
    return max(options, key=lambda mix: task.result("", mixed(cosines, shared, mix)).map.mean())


def _ways(
    searched: Searched, kind: PairKind, texts: Sequence[str], asked: Float32, mean: Float32
) -> dict[str, Float32]:
    learned = searched.learned
    return {
        **by_writing(searched.names, texts, Language.ZH),
        ENCODER: asked @ learned.fields.names.T,
        DESCRIBED: learned.without(kind, asked),
        CENTRED: centred(asked, mean) @ searched.centred(kind).T,
        ADAPTED: learned.scores(kind, texts, asked),
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
