"""How likely each class is as the code of a job title, by what was learned from coded titles."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.text.combining import Weights, softmax
from recommender.titles.aspects import Comparison
from recommender.titles.classes import Classes
from recommender.titles.features import Candidates, GroupTexts, candidates
from recommender.titles.voting import Opinions, Voters

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]
Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """Titles as they are compared: cleaned, with any context in `wider`; vectors (q, d) of both."""

    titles: Sequence[str]
    vectors: Float32
    wider: Sequence[str]
    wider_vectors: Float32


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Candidates of q titles, what known titles say of them, and what they share in writing with occupations (q, m)."""

    candidates: Candidates
    opinions: Opinions
    writing: Float32


@dataclass(frozen=True, slots=True, eq=False)
class Likelihood:
    """All there is to compare a title with: texts of occupations and groups, and titles known with their codes."""

    classes: Classes
    comparison: Comparison
    voters: Voters
    groups: GroupTexts
    _seen: Rows

    @classmethod
    def of(
        cls,
        classes: Classes,
        comparison: Comparison,
        voters: Voters,
        *,
        group_codes: Sequence[str],
        group_vectors: Float32,
    ) -> "Likelihood":
        """Codes that the classes do not have are left out."""
        rows = classes.rows_of(group_codes) - classes.occupations
        kept = np.flatnonzero(rows >= 0)
        order = kept[np.argsort(rows[kept], kind="stable")]
        groups = GroupTexts(rows[order], group_vectors[order])
        return cls(classes, comparison, voters, groups, classes.rows_of(voters.codes))

    def found(self, asked: Asked) -> Found:
        """The classes that each title may mean, with their features, and what known titles say."""
        aspects = self.comparison.aspects(asked.wider, asked.wider_vectors)
        opinions = self.voters.opinions(asked.titles, asked.vectors)
        count = len(self.classes.codes) - self.classes.occupations
        groups = self.groups.cosines(asked.wider_vectors, aspects.name.min(axis=1), count)
        found = candidates(
            self.classes, self.voters, seen=self._seen, aspects=aspects, opinions=opinions, groups=groups
        )
        return Found(found, opinions, aspects.writing)


def probabilities(found: Candidates, weights: Weights) -> Float64:
    """(r,): the probability of each candidate of a title, before it is calibrated."""
    starts = np.flatnonzero(np.diff(found.titles, prepend=-1))
    return softmax(weights.scores(found.features), starts).astype(np.float64)
