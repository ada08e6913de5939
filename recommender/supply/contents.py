"""What a module holds beyond its name, as an imported standard states it: the sentences by which modules are compared.

Pieces of work and points of knowledge are short phrases, as names are; skill requirements are sentences, as tasks are.
Each is compared less the mean of that kind (docs/adr/0083). Those means are of names and tasks and not of the sentences
themselves: what one document says must not change how others are compared.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from graph.catalogue import Catalogue
from graph.model.facts import KnowledgePoint, Module, SkillRequirement, WorkContent
from graph.model.links import RelType
from graph.model.terms import Level
from recommender.text.likeness import Float32, NameVectors

Rows = NDArray[np.intp]
STRAY = 0.95  # of what has nothing to do with some sentences, so much stays below their mark
SAMPLE = 1_000  # tasks of others by which a mark is measured
SEED = 0


class ContentKind(StrEnum):
    """What a sentence is in its standard: 工作内容, 技能要求 or 相关知识要求."""

    WORK = "WORK"
    SKILL = "SKILL"
    KNOWLEDGE = "KNOWLEDGE"


PHRASES = frozenset({ContentKind.WORK, ContentKind.KNOWLEDGE})  # short, as names are


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """What a standard says within a module at its level; `id` is that of the fact, which has the source."""

    id: str
    kind: ContentKind
    text: str
    module: str
    level: Level


def sentences_of(catalogue: Catalogue, module: Module) -> tuple[Sentence, ...]:
    """All that the document says within a module, in its order, each text once; none where it was not imported."""
    found: dict[str, Sentence] = {}
    for node, kind, text in _facts(catalogue, module):
        found.setdefault(text, Sentence(id=node, kind=kind, text=text, module=module.id, level=module.level))
    return tuple(found.values())


def sentence_texts(catalogue: Catalogue) -> tuple[str, ...]:
    """Every text of the contents of modules, once, sorted: what has to have a vector."""
    works = {work.name for work in catalogue.all(WorkContent)}
    skills = {skill.text for skill in catalogue.all(SkillRequirement)}
    return tuple(sorted(works | skills | {point.text for point in catalogue.all(KnowledgePoint)}))


def vectors_of(sentences: Sequence[Sentence], names: NameVectors, task_mean: Float32) -> Float32:
    """(n, d): each sentence less the mean of its kind, L2-normalised; 0 for one without a vector."""
    phrases = np.array([sentence.kind in PHRASES for sentence in sentences], bool)
    texts = [sentence.text for sentence in sentences]
    return np.where(phrases[:, None], names.vectors(texts), names.sentences(texts, task_mean))


def sampled(count: int) -> Rows:
    """At most `SAMPLE` of the rows of `count` tasks, always the same ones, ascending."""
    return np.sort(np.random.default_rng(SEED).permutation(count)[:SAMPLE])


def stray_mark(nearest: Float32) -> float:
    """The mark that `STRAY` of the cosines (m,) of what has nothing to do with them stay below; 1 where there are none."""
    return round(float(np.quantile(nearest, STRAY)), 3) if len(nearest) else 1.0


def _facts(catalogue: Catalogue, module: Module) -> Iterator[tuple[str, ContentKind, str]]:
    for work in catalogue.targets(module.id, RelType.HAS_CONTENT, WorkContent):
        yield work.id, ContentKind.WORK, work.name
        for skill in catalogue.targets(work.id, RelType.HAS_SKILL, SkillRequirement):
            yield skill.id, ContentKind.SKILL, skill.text
        for point in catalogue.targets(work.id, RelType.HAS_KNOWLEDGE, KnowledgePoint):
            yield point.id, ContentKind.KNOWLEDGE, point.text
