"""The texts by which an occupation is found: its names, what it is, and what is done in it."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from graph.catalogue import Catalogue
from graph.model.facts import EnglishName, Occupation, Task, WorkType
from graph.model.links import RelType
from graph.model.terms import OccupationStatus


class TextKind(StrEnum):
    """What a text is to its occupation: name, 工种, job title people use, definition, main task, or name in English."""

    NAME = "NAME"
    WORK_TYPE = "WORK_TYPE"
    ALIAS = "ALIAS"
    DEFINITION = "DEFINITION"
    TASK = "TASK"
    ENGLISH_NAME = "ENGLISH_NAME"


_HAN = re.compile("[\u4e00-\u9fff]")
LABELS = frozenset({TextKind.NAME, TextKind.WORK_TYPE, TextKind.ALIAS})


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of an occupation. `encoded` is what becomes a vector: a definition says whose it is."""

    occupation: str
    kind: TextKind
    text: str
    encoded: str


def searchable(catalogue: Catalogue) -> tuple[Occupation, ...]:
    """The occupations that free text can resolve to, by id: all but those that another replaced."""
    return tuple(o for o in catalogue.all(Occupation) if o.status is not OccupationStatus.REPLACED)


def passages(catalogue: Catalogue) -> tuple[Passage, ...]:
    """Every Chinese text of every searchable occupation: by occupation id, then by kind, then by text."""
    return tuple(passage for occupation in searchable(catalogue) for passage in _of(catalogue, occupation))


def english_passages(catalogue: Catalogue) -> tuple[Passage, ...]:
    """The English names of every searchable occupation: by occupation id, then in their order.

    They stand apart, because what was learned of Chinese texts was learned without them.
    """
    return tuple(
        Passage(occupation.id, TextKind.ENGLISH_NAME, found.name, found.name)
        for occupation in searchable(catalogue)
        for found in catalogue.targets(occupation.id, RelType.HAS_ENGLISH_NAME, EnglishName)
    )


def searched(catalogue: Catalogue) -> tuple[Passage, ...]:
    """All texts by which occupations are searched: the Chinese ones first, then the English names."""
    return (*passages(catalogue), *english_passages(catalogue))


def is_foreign(text: str) -> bool:
    """Whether a text has no Chinese character: then it is compared with English names too."""
    return not _HAN.search(text)


def described(name: str, definition: str) -> str:
    """A definition as it is encoded: it says whose it is."""
    return f"{name}：{definition}"


def text_digest(text: str) -> str:
    """24 hex digits of the sha256 of a text, exactly as it is encoded."""
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _of(catalogue: Catalogue, occupation: Occupation) -> Iterator[Passage]:
    work_types = catalogue.targets(occupation.id, RelType.HAS_WORK_TYPE, WorkType)
    tasks = catalogue.targets(occupation.id, RelType.HAS_TASK, Task)
    plain = {
        TextKind.NAME: (occupation.name,),
        TextKind.WORK_TYPE: sorted(w.name for w in work_types),
        TextKind.ALIAS: sorted(occupation.aliases),
        TextKind.DEFINITION: (occupation.definition,) if occupation.definition else (),
        TextKind.TASK: sorted(t.text for t in tasks),
    }
    for kind, texts in plain.items():
        for text in texts:
            named = described(occupation.name, text) if kind is TextKind.DEFINITION else text
            yield Passage(occupation.id, kind, text, named)
