"""Vocational functions (职业功能) of standards compared by name: which ones two occupations or levels share.

The same function at another level or in another standard is another module; that they are alike is DERIVED from
their names. A name that many standards use, such as 培训与指导, says little: it weighs less.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from graph.catalogue import Catalogue
from graph.model.facts import Module, Standard
from graph.model.ids import fold
from graph.model.links import RelType
from recommender.text.lexical import tokens

METHOD = "names of functions: Dice coefficient of characters and character pairs"
ALIKE = 0.75  # from here on two names stand for the same function


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Something wanted beside what comes nearest to it on the own side; all four are None where nothing does.

    wanted, own: ids of tasks or modules; score: cosine of tasks, likeness of names from 0 to 1 for modules; judged: what
    a developer said of the two, None where nobody did.
    """

    wanted: str
    wanted_text: str
    own: str | None = None
    own_text: str | None = None
    score: float | None = None
    judged: str | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """Functions wanted: those that are alike one of the own ones, the others, and their `share`; None for none wanted."""

    alike: tuple[Transfer, ...]
    others: tuple[Transfer, ...]
    share: float | None


@dataclass(frozen=True, slots=True)
class Functions:
    """How telling the names of functions are, from 0 for one in every standard to 1 for one in a single standard."""

    weights: Mapping[str, float]

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Functions":
        counts: Counter[str] = Counter()
        standards = 0
        for standard in catalogue.all(Standard):
            names = {fold(m.name) for m in catalogue.targets(standard.id, RelType.HAS_MODULE, Module)}
            counts.update(names)
            standards += bool(names)
        whole = log(standards) if standards > 1 else 1.0
        return cls({name: 1 - log(count) / whole for name, count in counts.items()})

    def shared(self, own: Sequence[Module], wanted: Sequence[Module]) -> Shared:
        """Each of `wanted` beside the one of `own` whose name is most alike; equal ones by order of `own`."""
        found = [_nearest(own, module) for module in wanted]
        alike = tuple(t for t in found if t.score is not None and t.score >= ALIKE)
        total = sum(self.telling(t.wanted_text) for t in found)
        share = sum(self.telling(t.wanted_text) for t in alike) / total if total else None
        return Shared(alike, tuple(t for t in found if t not in alike), share)

    def telling(self, name: str) -> float:
        """How telling a name is; 1 where no standard has it."""
        return self.weights.get(fold(name), 1.0)


def likeness(one: str, other: str) -> float:
    """From 0 to 1, by the characters and character pairs that two names share."""
    first, second = _parts(one), _parts(other)
    total = len(first) + len(second)
    return 2 * len(first & second) / total if total else 0.0


@lru_cache(maxsize=20_000)
def _parts(name: str) -> frozenset[str]:
    return frozenset(tokens(name))


def _nearest(own: Sequence[Module], wanted: Module) -> Transfer:
    best = max(own, key=lambda module: likeness(module.name, wanted.name), default=None)
    score = likeness(best.name, wanted.name) if best else 0.0
    if best is None or not score:
        return Transfer(wanted=wanted.id, wanted_text=wanted.name)
    return Transfer(
        wanted=wanted.id, wanted_text=wanted.name, own=best.id, own_text=best.name, score=round(score, 3)
    )
