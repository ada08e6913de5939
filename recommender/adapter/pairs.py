"""Pairs of texts that the graph itself states, split so that nothing of one part is known in another.

An occupation belongs to the part of its 小类, a major to the part of its 专业类; 专业类 that share a major's name, at any
level of education, count as one. A major is asked about in its own part only. As MAJOR, both it and its occupations must
be new: of its occupations only those in that part count, the others are neither right nor wrong. As GUIDE, the major alone
must be new, and all its occupations count: what is asked where the guide does not list a major. Pairs of course and module are left out, because the graph derives
those links by the very encoder that pairs are meant to judge.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from graph.catalogue import Catalogue
from graph.model.facts import Major, Occupation, OccupationGroup, Task, WorkType
from graph.model.ids import fold
from graph.model.links import RelType
from graph.model.terms import Origin
from recommender.text.passages import searchable

FOLDS = 5


class PairKind(StrEnum):
    """What asks for an occupation: its definition without its name, a 工种 of it, a task of it, a major that leads to it.

    MAJOR and GUIDE are both majors, see above.
    """

    DEFINITION = "DEFINITION"
    WORK_TYPE = "WORK_TYPE"
    TASK = "TASK"
    MAJOR = "MAJOR"
    GUIDE = "GUIDE"


class Part(StrEnum):
    """What pairs are for: to learn from, to choose by, or to prove with."""

    TRAIN = "TRAIN"
    DEVELOPMENT = "DEVELOPMENT"
    PROOF = "PROOF"


@dataclass(frozen=True, slots=True)
class Asked:
    """A text and the rows of `searchable` occupations that it means: at least one, ascending.

    `ignored` are rows that it means too, but that belong to other parts; `group` is what the text was split by.
    """

    text: str
    relevant: tuple[int, ...]
    ignored: tuple[int, ...]
    group: str


Pairs = Mapping[tuple[PairKind, Part], tuple[Asked, ...]]


def pairs(catalogue: Catalogue, *, fold_number: int = 0) -> Pairs:
    """Every pair by kind and part, in order of text. Of `FOLDS` folds one proves and the next one chooses.

    With another `fold_number` (0 to FOLDS - 1) other groups prove; over all of them each group proves once.
    """
    occupations = SplitOccupations.of(catalogue, fold_number)
    majors = tuple(_majors(catalogue, occupations, fold_number))
    found = {
        PairKind.DEFINITION: tuple(_definitions(occupations)),
        PairKind.WORK_TYPE: tuple(_labels(catalogue, occupations, RelType.HAS_WORK_TYPE, WorkType)),
        PairKind.TASK: tuple(_labels(catalogue, occupations, RelType.HAS_TASK, Task)),
        PairKind.MAJOR: tuple(_both_new(majors, occupations)),
        PairKind.GUIDE: majors,
    }
    return {
        (kind, part): tuple(asked for p, asked in of_kind if p is part)
        for kind, of_kind in found.items()
        for part in Part
    }


def part_of(group: str, fold_number: int = 0) -> Part:
    """The part of a group, by the digest of its name alone, so that new groups move no other."""
    at = (int(hashlib.sha256(group.encode()).hexdigest(), 16) - fold_number) % FOLDS
    return {0: Part.PROOF, 1: Part.DEVELOPMENT}.get(at, Part.TRAIN)


def without_name(definition: str, name: str) -> str:
    """A definition with every occurrence of its occupation's name taken out."""
    return fold(definition).replace(fold(name), "")


@dataclass(frozen=True, slots=True)
class SplitOccupations:
    """The searchable occupations with their 小类 and part, by row."""

    all: tuple[Occupation, ...]
    groups: tuple[str, ...]
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, catalogue: Catalogue, fold_number: int) -> "SplitOccupations":
        found = searchable(catalogue)
        groups = tuple(_small_group(catalogue, occupation) for occupation in found)
        return cls(found, groups, tuple(part_of(group, fold_number) for group in groups))


def _small_group(catalogue: Catalogue, occupation: Occupation) -> str:
    """The id of its 小类; its own id where the classification has not placed it."""
    found = catalogue.targets(occupation.id, RelType.IN_GROUP, OccupationGroup)
    return found[0].id if found else occupation.id


def _definitions(occupations: SplitOccupations) -> Iterable[tuple[Part, Asked]]:
    meant = _meant(
        (without_name(occupation.definition, occupation.name), row)
        for row, occupation in enumerate(occupations.all)
        if occupation.definition
    )
    return _within_one_part(meant, occupations)


def _labels(
    catalogue: Catalogue, occupations: SplitOccupations, relation: RelType, cls: type[WorkType] | type[Task]
) -> Iterable[tuple[Part, Asked]]:
    """Texts of occupations, without those that merely repeat the occupation's name."""
    meant = _meant(
        (text, row)
        for row, occupation in enumerate(occupations.all)
        for node in catalogue.targets(occupation.id, relation, cls)
        if (text := fold(node.name if isinstance(node, WorkType) else node.text)) != fold(occupation.name)
    )
    return _within_one_part(meant, occupations)


def _majors(
    catalogue: Catalogue, occupations: SplitOccupations, fold_number: int
) -> Iterable[tuple[Part, Asked]]:
    """Names of majors with the occupations that the official guide states for them, at all levels of education."""
    row_of = {occupation.id: row for row, occupation in enumerate(occupations.all)}
    meant = _meant(
        (fold(major.name), row_of[link.end])
        for major in catalogue.all(Major)
        for link in catalogue.links(major.id, RelType.LEADS_TO)
        if link.origin is Origin.OFFICIAL and link.end in row_of
    )
    fields = fields_of_majors(catalogue.all(Major))
    for text, rows in meant.items():
        yield part_of(fields[text], fold_number), Asked(text, rows, (), fields[text])


def _both_new(
    majors: Iterable[tuple[Part, Asked]], occupations: SplitOccupations
) -> Iterable[tuple[Part, Asked]]:
    """Majors with the occupations of their own part; those with none are left out."""
    for part, asked in majors:
        relevant = tuple(row for row in asked.relevant if occupations.parts[row] is part)
        if relevant:
            ignored = tuple(row for row in asked.relevant if occupations.parts[row] is not part)
            yield part, replace(asked, relevant=relevant, ignored=ignored)


def fields_of_majors(majors: Iterable[Major]) -> dict[str, str]:
    """The field of study of every major's name: the least of all 专业类 that names of majors join."""
    joined: dict[str, str] = {}
    by_name: defaultdict[str, set[str]] = defaultdict(set)
    for major in majors:
        by_name[fold(major.name)].add(subcategory_of(major))
    for subcategories in by_name.values():
        roots = sorted(_root(joined, subcategory) for subcategory in subcategories)
        joined |= dict.fromkeys(roots, roots[0])
    return {name: _root(joined, min(subcategories)) for name, subcategories in by_name.items()}


def subcategory_of(major: Major) -> str:
    """Its 专业类; where only the guide knows it, the first four characters of its code, which stand for one."""
    return major.subcategory or f"{major.education}/{major.code[:4]}"


def _root(joined: dict[str, str], group: str) -> str:
    while joined.setdefault(group, group) != group:
        group = joined[group]
    return group


def _meant(found: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    """The rows that each text means, ascending; by text. Empty texts mean nothing."""
    rows: defaultdict[str, set[int]] = defaultdict(set)
    for text, row in found:
        if text:
            rows[text].add(row)
    return {text: tuple(sorted(rows[text])) for text in sorted(rows)}


def _within_one_part(
    meant: Mapping[str, tuple[int, ...]], occupations: SplitOccupations
) -> Iterable[tuple[Part, Asked]]:
    """Texts whose occupations all belong to one part; the others would be known in two."""
    for text, rows in meant.items():
        parts = {occupations.parts[row] for row in rows}
        if len(parts) == 1:
            yield parts.pop(), Asked(text, rows, (), occupations.groups[rows[0]])
