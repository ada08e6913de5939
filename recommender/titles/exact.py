"""Texts that are an answer by themselves: what an occupation is called, word for word."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from graph.model.facts import Occupation
from graph.model.ids import fold
from recommender.text.passages import Passage, TextKind

Exact = Mapping[str, tuple[tuple[int, TextKind, str], ...]]


def exact_texts(occupations: Sequence[Occupation], texts: Sequence[Passage]) -> Exact:
    """Occupations (row, kind, text) by code, id, name, 工种 and English name, folded.

    A crowd-sourced title never decides alone.
    """
    row_of = {occupation.id: row for row, occupation in enumerate(occupations)}
    found: defaultdict[str, list[tuple[int, TextKind, str]]] = defaultdict(list)
    for row, occupation in enumerate(occupations):
        for key in filter(None, (occupation.code, occupation.id)):
            found[fold(key).lower()].append((row, TextKind.NAME, occupation.name))
    for kind in (TextKind.NAME, TextKind.WORK_TYPE, TextKind.ENGLISH_NAME):
        for passage in texts:
            if passage.kind is kind:
                found[fold(passage.text).lower()].append((row_of[passage.occupation], kind, passage.text))
    return MappingProxyType({key: tuple(rows) for key, rows in found.items()})
