"""ESCO's essential skills: from title and description of an occupation to the skills it needs.

Occupations are split by ISCO minor group (three digits). Whoever learns, learns from the development half only and is
asked about the other one; within the development half it learns from three quarters of the groups at a time.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.evaluation.baselines import BM25, CENTRED, ENCODER, OURS, TF_IDF
from bench.evaluation.measures import Float32, Result, Task, joined
from bench.evaluation.sets import Described, described_occupations, for_development
from recommender.embedding.embedder import Embedder
from recommender.text.centred import centred, mean_vector
from recommender.text.lexical import Lexical
from recommender.text.neighbours import Neighbours
from recommender.text.ranking import Language, Writing

SKILLS = "ESCO: occupation to essential skills"
PRIOR = "how often skills are needed"
FOLDS = 4


def results(folder: Path, embedder: Embedder) -> Iterator[Result]:
    """The development half, its folds put together, and the proof half."""
    known = described_occupations(folder)
    dev = [row for row, group in enumerate(known.groups) if for_development(group)]
    held = sorted(set(range(len(known.groups))) - set(dev))
    folds: list[list[Result]] = []
    for fold in range(FOLDS):
        inner = [row for row in dev if fold_of(known.groups[row]) == fold]
        others = [row for row in dev if fold_of(known.groups[row]) != fold]
        folds.append(_asked("dev", known.only(others), known.only(inner), embedder))
    yield from (joined(parts) for parts in zip(*folds, strict=True))
    yield from _asked("proof", known.only(dev), known.only(held), embedder)


def fold_of(group: str) -> int:
    """Which fold of the development half a group belongs to."""
    return int(hashlib.sha256(group.encode()).hexdigest()[:8], 16) % FOLDS


def _asked(part: str, learned: Described, asked: Described, embedder: Embedder) -> list[Result]:
    task = Task(SKILLS, part, asked.titles, asked.essential)
    return [task.result(way, scores) for way, scores in _ways(learned, asked, embedder).items()]


def _ways(learned: Described, asked: Described, embedder: Embedder) -> dict[str, Float32]:
    skills = embedder.encode(asked.skills, kind="passage")
    described = embedder.encode(asked.descriptions, kind="query")
    examples = embedder.encode(learned.descriptions, kind="query")
    bm25 = Lexical.of(asked.skills)
    writing = Writing.of(asked.skills, Language.EN).cosines(asked.descriptions)
    mean = mean_vector(examples)
    return {
        PRIOR: np.tile(_often(learned), (len(asked.titles), 1)),
        BM25: np.stack([bm25.scores(text) for text in asked.descriptions]),
        TF_IDF: writing,
        ENCODER: described @ skills.T,
        CENTRED: centred(described, mean) @ centred(skills, mean_vector(skills)).T,
        OURS: Neighbours.learn(examples, learned.essential, candidates=skills).scores(described, writing),
    }


def _often(learned: Described) -> Float32:
    rows = [row for rows in learned.essential for row in rows]
    return np.bincount(rows, minlength=len(learned.skills)).astype(np.float32)
