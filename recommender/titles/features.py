"""What speaks for each candidate that a job title may be coded as, as numbers to be weighed.

A candidate is any class that one of the ways of searching puts among its first. Occupations are compared by their
texts; groups by their names and by titles people use for them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.titles.aspects import Aspects
from recommender.titles.classes import Classes
from recommender.titles.voting import Opinions, Voters

Float32 = NDArray[np.float32]
Rows = NDArray[np.intp]
FEATURES = (
    "cosine with the best label",
    "cosine with the name",
    "cosine with the definition",
    "what is shared in writing",
    "log share by the softmax",
    "log share by known titles near in meaning",
    "log share by known titles alike in writing",
    "log of how often it is the code of known titles",
    "log share of its 小类 by the softmax",
    "log share of its 中类 by the softmax",
    "log share of its 小类 by known titles near in meaning",
    "is a 小类",
    "has the best label",
    "has the best definition",
    "shares most in writing",
    "is first by the softmax",
    "is first by known titles near in meaning",
    "is first by known titles alike in writing",
    "occurs among known titles",
)
FIRST = (
    20,
    15,
    8,
    8,
)  # candidates by texts, by the softmax, by titles near in meaning, by titles alike in writing
UNSEEN = 0.3  # stands for the count of a class that no known title has
WORTH_OF_WRITING = 0.015  # as in the resolver


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Candidates of several titles: the title (ascending) and the class of each (r,), and their features (r, f)."""

    titles: Rows
    classes: Rows
    features: Float32


@dataclass(frozen=True, slots=True, eq=False)
class GroupTexts:
    """Names and titles of groups: the class (a row of `Classes`) and the vector of each."""

    rows: Rows
    vectors: Float32

    def cosines(self, vectors: Float32, otherwise: Float32, count: int) -> Float32:
        """(q, count): the best of each group, whose rows end the classes; `otherwise` (q,) for one without a text."""
        found = np.repeat(otherwise[:, None], count, axis=1)
        if len(self.rows):
            rows, starts = np.unique(self.rows, return_index=True)
            best = np.maximum.reduceat(vectors @ self.vectors.T, starts, axis=1)
            found[:, rows] = best
        return found


def candidates(
    classes: Classes, voters: Voters, *, seen: Rows, aspects: Aspects, opinions: Opinions, groups: Float32
) -> Candidates:
    """The candidates of q titles.

    seen: (c,) row of each code of the voters, -1 where the catalogue has it not; groups: (q, g) cosines with groups.
    """
    count = len(classes.codes)
    label, name, definition = (
        np.hstack([part, groups]) for part in (aspects.label, aspects.name, aspects.definition)
    )
    writing = np.hstack([aspects.writing, np.zeros_like(groups)])
    learned, near, alike = (
        _spread(part, seen, count) for part in (opinions.learned, opinions.near, opinions.alike)
    )
    by_texts = 0.5 * label + 0.2 * name + 0.3 * definition + WORTH_OF_WRITING * writing
    chosen = _among_the_first((by_texts.astype(np.float32), learned, near, alike))
    titles, rows = np.nonzero(chosen)
    often = np.bincount(seen[voters.owners][seen[voters.owners] >= 0], minlength=count).astype(np.float32)
    small, middle = _summed(learned, classes.small), _summed(learned, classes.middle)
    near_small = _summed(near, classes.small)
    at = (titles, rows)
    features = [
        label[at],
        name[at],
        definition[at],
        writing[at],
        np.log(learned[at] + 1e-4),
        np.log(near[at] + 1e-2),
        np.log(alike[at] + 1e-2),
        np.log(often[rows] + UNSEEN),
        np.log(small[titles, classes.small[rows]] + 1e-3),
        np.log(middle[titles, classes.middle[rows]] + 1e-2),
        np.log(near_small[titles, classes.small[rows]] + 1e-2),
        classes.tier[rows] == 2,
        *(_is_greatest(part, at) for part in (label, definition, writing, learned, near, alike)),
        often[rows] > 0,
    ]
    return Candidates(titles, rows, np.stack([f.astype(np.float32) for f in features], axis=1))


def _among_the_first(ways: tuple[Float32, ...]) -> NDArray[np.bool_]:
    chosen = np.zeros(ways[0].shape, bool)
    for scores, many in zip(ways, FIRST, strict=True):
        first = np.argpartition(-scores, min(many, scores.shape[1] - 1), axis=1)[:, :many]
        np.put_along_axis(chosen, first, True, axis=1)
    return chosen


def _spread(shares: Float32, seen: Rows, count: int) -> Float32:
    """Shares of the voters' codes (q, c) as shares of all classes (q, count)."""
    found = np.zeros((len(shares), count), np.float32)
    found[:, seen[seen >= 0]] = shares[:, seen >= 0]
    return found


def _summed(shares: Float32, groups: Rows) -> Float32:
    """(q, n) to (q, g): summed over the classes of each group."""
    order = np.argsort(groups, kind="stable")
    starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
    return np.add.reduceat(shares[:, order], starts, axis=1)


def _is_greatest(scores: Float32, at: tuple[Rows, Rows]) -> NDArray[np.bool_]:
    return scores[at] >= scores.max(axis=1)[at[0]]
