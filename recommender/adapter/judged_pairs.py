"""Pairs that developers accepted, added to those that the graph states, to learn from alone.

A task, or a sentence that is none, that goes with a module or task of an occupation asks for that occupation as TASK; a
major that goes with a module asks for its occupation as MAJOR and GUIDE. Nothing is added to the parts that choose and
prove, and nothing that they know is added: an occupation, a task or a major of another part stays unknown to training.

What was rejected is added nowhere. That is all it can say here: a text is held against every occupation that it does not
mean, so a rejected one counts against it already; and a module that does not fit says nothing against a pair that an
official source states.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from graph.catalogue import Catalogue
from graph.model.facts import Major, Module, Occupation, Task
from graph.model.ids import Kind, fold, kind_of
from graph.model.judgements import TEXT, Judgement, Verdicts
from graph.model.links import RelType
from recommender.adapter.pairs import (
    Asked,
    PairKind,
    Pairs,
    Part,
    SplitOccupations,
    fields_of_majors,
    part_of,
)
from recommender.supply.seats import occupations_of

Accepted = Mapping[str, frozenset[int]]  # rows of occupations that a text means, as developers say


class WithJudged(NamedTuple):
    """All pairs, and how many of a text and an occupation were added to those to learn from."""

    pairs: Pairs
    added: int


def with_judged(stated: Pairs, catalogue: Catalogue, verdicts: Verdicts) -> WithJudged:
    """The stated pairs of fold 0 with what counts as accepted in the part to learn from."""
    if not verdicts.judgements:
        return WithJudged(stated, 0)
    occupations = SplitOccupations.of(catalogue, 0)
    tasks, majors = _accepted(catalogue, occupations, verdicts)
    groups = fields_of_majors(catalogue.all(Major))
    learned = {row for row, part in enumerate(occupations.parts) if part is Part.TRAIN}
    elsewhere = _elsewhere(catalogue, occupations)
    new = {
        PairKind.TASK: {t: rows & learned for t, rows in tasks.items() if t not in elsewhere},
        PairKind.MAJOR: {t: rows & learned for t, rows in majors.items() if _in_training(groups, t)},
        PairKind.GUIDE: {t: rows for t, rows in majors.items() if _in_training(groups, t)},
    }
    every, added = dict(stated), 0
    for kind, accepted in new.items():
        grouped = {t: groups[t] if kind is not PairKind.TASK else "" for t in accepted}
        found, more = _joined(stated[kind, Part.TRAIN], accepted, grouped, occupations)
        every[kind, Part.TRAIN], added = found, added + more
    return WithJudged(every, added)


def judged_sentences(catalogue: Catalogue, verdicts: Verdicts) -> tuple[str, ...]:
    """Tasks and sentences that were accepted and that are no task of the catalogue, sorted: those without a vector."""
    said = {
        _text(v.judgement) for (start, _), v in verdicts.by_pair.items() if v.accepted and _is_task(start)
    }
    return tuple(sorted(said - {fold(task.text) for task in catalogue.all(Task)} - {""}))


def _accepted(
    catalogue: Catalogue, occupations: SplitOccupations, verdicts: Verdicts
) -> tuple[Accepted, Accepted]:
    """Texts of tasks, and names of majors, with the occupations that what they were accepted with is of."""
    row_of = {occupation.id: row for row, occupation in enumerate(occupations.all)}
    tasks: defaultdict[str, set[int]] = defaultdict(set)
    majors: defaultdict[str, set[int]] = defaultdict(set)
    for (start, end), verdict in sorted(verdicts.by_pair.items()):
        of_kind = tasks if _is_task(start) else majors if kind_of(start) is Kind.MAJOR else None
        if verdict.accepted and of_kind is not None:
            rows = {row_of[owner] for owner in _owners(catalogue, end) if owner in row_of}
            of_kind[_text(verdict.judgement)] |= rows
    return _frozen(tasks), _frozen(majors)


def _frozen(found: Mapping[str, set[int]]) -> Accepted:
    return {text: frozenset(rows) for text, rows in found.items() if text and rows}


def _is_task(start: str) -> bool:
    return start.startswith(TEXT) or kind_of(start) is Kind.TASK


def _text(said: Judgement) -> str:
    """That of the day, so that it is learned from while the fact is gone."""
    return fold(said.start_text)


def _owners(catalogue: Catalogue, end: str) -> Iterable[str]:
    """Ids of the occupations whose a module or task is; none for a course."""
    module, task = catalogue.find(Module, end), catalogue.find(Task, end)
    if module is not None:
        return occupations_of(catalogue, module)
    return [o.id for o in catalogue.origins(task.id, RelType.HAS_TASK, Occupation)] if task else ()


def _elsewhere(catalogue: Catalogue, occupations: SplitOccupations) -> set[str]:
    """Texts of tasks of occupations that other parts know."""
    others = (o for o, part in zip(occupations.all, occupations.parts, strict=True) if part is not Part.TRAIN)
    return {fold(task.text) for o in others for task in catalogue.targets(o.id, RelType.HAS_TASK, Task)}


def _in_training(groups: Mapping[str, str], major: str) -> bool:
    return major in groups and part_of(groups[major]) is Part.TRAIN


def _joined(
    stated: Iterable[Asked],
    accepted: Accepted,
    groups: Mapping[str, str],
    occupations: SplitOccupations,
) -> tuple[tuple[Asked, ...], int]:
    """The stated texts with more that they mean, and those that are new, in order of text; and how much was added."""
    by_text = {asked.text: asked for asked in stated}
    added = 0
    for text, rows in accepted.items():
        known = by_text.get(text)
        more = rows - set(known.relevant if known else ())
        if not more:
            continue
        added += len(more)
        relevant = tuple(sorted(more | set(known.relevant if known else ())))
        ignored = tuple(row for row in known.ignored if row not in more) if known else ()
        group = groups[text] or occupations.groups[relevant[0]]
        by_text[text] = (
            replace(known, relevant=relevant, ignored=ignored) if known else Asked(text, relevant, (), group)
        )
    return tuple(by_text[text] for text in sorted(by_text)), added
