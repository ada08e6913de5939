"""Courses beside what an imported standard says within a module: its pieces of work and points of knowledge.

These are as short as names are, and are compared with the names of courses in the same way. One of many phrases comes
near a course by chance more often than a single name does, so they count only from a mark of the module's own, which
`RARE` of the majors that have nothing to do with it stay below: names do so from `ALIKE` on (docs/adr/0042).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from graph.catalogue import Catalogue
from graph.model.facts import Course, Module
from recommender.supply.contents import PHRASES, Sentence, sentences_of
from recommender.text.likeness import Float32, Likeness

ALIKE = 0.55  # centred cosine from which the names of a course and a module count as alike (docs/adr/0042)
RARE = 0.99
Taught = Mapping[str, tuple[tuple[int, Course], ...]]


@dataclass(frozen=True, slots=True)
class Likened:
    """How alike courses (c,) are to a module; `said` has the phrase for the rows where one is more alike than the name."""

    scores: Float32
    said: Mapping[int, Sentence]


def phrases_of(catalogue: Catalogue, module: Module) -> tuple[Sentence, ...]:
    """Pieces of work and points of knowledge of a module, as far as its standard was imported."""
    return tuple(one for one in sentences_of(catalogue, module) if one.kind in PHRASES)


def with_phrases(
    by_name: Float32,
    phrases: tuple[Sentence, ...],
    likeness: Likeness,
    courses: tuple[str, ...],
    *,
    strangers: Collection[tuple[tuple[int, Course], ...]],
) -> Likened:
    """Courses by name (c,), and by phrases where those reach their mark; `strangers` are the courses of unrelated majors."""
    if not phrases or not courses:
        return Likened(by_name, MappingProxyType({}))
    cosines = likeness.of([one.text for one in phrases], courses)
    best = cosines.max(axis=0)
    far = [max(float(best[row]) for row, _ in taught) for taught in strangers if taught]
    mark = max(ALIKE, float(np.quantile(far, RARE)) if far else ALIKE)
    rows = np.flatnonzero((best >= mark) & (best > by_name))
    scores = by_name.copy()
    scores[rows] = best[rows]
    said = {int(row): phrases[int(np.argmax(cosines[:, row]))] for row in rows}
    return Likened(scores, MappingProxyType(said))
