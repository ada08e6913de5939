"""What developers accepted, as pairs to learn from: added to one part alone, and never what another part knows."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache

import pytest

from graph.model.facts import Course, Major, Module, Task
from graph.model.ids import fold
from graph.model.judgements import NOTHING_JUDGED, Decision, Judgement, Verdicts, text_key
from graph.model.links import RelType
from recommender.adapter.judged_pairs import judged_sentences, with_judged
from recommender.adapter.pairs import Asked, PairKind, Part, SplitOccupations, fields_of_majors, part_of
from recommender.supply.seats import occupations_of
from tests.recommender.test_pairs import split, whole

AT = datetime(2026, 11, 24, 8, tzinfo=UTC)
NEW = "核对新的样例"


def judged(start: str, text: str, end: str, decision: Decision = Decision.ACCEPTED) -> Verdicts:
    one = Judgement(
        start=start,
        end=end,
        decision=decision,
        who="王老师",
        why="看过教材",
        at=AT,
        start_text=text,
        end_text="模块",
        number=1,
    )
    return Verdicts.of([one])


@cache
def split_occupations() -> SplitOccupations:
    return SplitOccupations.of(whole(), 0)


@cache
def module_of(part: Part) -> tuple[Module, int]:
    """A module of one occupation of a part, and the row of that."""
    rows = {o.id: row for row, o in enumerate(split_occupations().all)}
    for module in whole().all(Module):
        owners = occupations_of(whole(), module)
        if len(owners) == 1 and owners[0] in rows:
            row = rows[owners[0]]
            if split_occupations().parts[row] is part:
                return module, row
    raise AssertionError(f"no module in {part}")


def task_of(part: Part, wanted: Callable[[Task], bool] = lambda _: True) -> Task:
    for occupation, found in zip(split_occupations().all, split_occupations().parts, strict=True):
        for task in whole().targets(occupation.id, RelType.HAS_TASK, Task):
            if found is part and wanted(task) and fold(task.text) in learned(part):
                return task
    raise AssertionError(f"no task in {part}")


@cache
def learned(part: Part) -> frozenset[str]:
    return frozenset(asked.text for asked in split()[PairKind.TASK, part])


def joined(verdicts: Verdicts) -> tuple[dict[tuple[PairKind, Part], dict[str, tuple[int, ...]]], int]:
    """The relevant rows of what differs from the stated pairs, by kind and part."""
    found, added = with_judged(split(), whole(), verdicts)
    changed = {
        key: {asked.text: asked.relevant for asked in set(found[key]) - set(split()[key])}
        for key in found
        if found[key] != split()[key]
    }
    return changed, added


def test_nothing_judged_leaves_every_pair_as_it_is() -> None:
    assert with_judged(split(), whole(), NOTHING_JUDGED) == (split(), 0)


def test_a_new_sentence_that_goes_with_a_module_asks_for_its_occupation() -> None:
    module, row = module_of(Part.TRAIN)
    found = judged(text_key(NEW), NEW, module.id)
    assert joined(found) == ({(PairKind.TASK, Part.TRAIN): {NEW: (row,)}}, 1)
    assert judged_sentences(whole(), found) == (NEW,)


@pytest.mark.parametrize("part", [Part.DEVELOPMENT, Part.PROOF])
def test_occupations_of_the_other_parts_stay_unknown(part: Part) -> None:
    module, _ = module_of(part)
    assert joined(judged(text_key(NEW), NEW, module.id)) == ({}, 0)


@pytest.mark.parametrize("part", [Part.DEVELOPMENT, Part.PROOF])
def test_tasks_that_other_parts_ask_with_are_not_learned_from(part: Part) -> None:
    task, (module, _) = task_of(part), module_of(Part.TRAIN)
    assert joined(judged(task.id, task.text, module.id)) == ({}, 0)
    assert joined(judged(text_key(task.text), task.text, module.id)) == ({}, 0)


def test_a_task_of_the_part_to_learn_from_means_one_occupation_more() -> None:
    module, row = module_of(Part.TRAIN)
    task = task_of(Part.TRAIN)
    changed, added = joined(judged(task.id, task.text, module.id))
    before = next(a for a in split()[PairKind.TASK, Part.TRAIN] if a.text == fold(task.text))
    assert changed == {(PairKind.TASK, Part.TRAIN): {before.text: tuple(sorted({*before.relevant, row}))}}
    assert added == 1
    assert judged_sentences(whole(), judged(task.id, task.text, module.id)) == ()


def test_what_was_rejected_is_added_nowhere_and_takes_nothing_away() -> None:
    module, _ = module_of(Part.TRAIN)
    task = task_of(Part.TRAIN)
    for start, text in ((task.id, task.text), (text_key(NEW), NEW)):
        assert joined(judged(start, text, module.id, Decision.REJECTED)) == ({}, 0)


def test_what_goes_with_a_course_alone_asks_for_no_occupation() -> None:
    course = whole().all(Course)[0]
    assert joined(judged(text_key(NEW), NEW, course.id)) == ({}, 0)


def test_a_major_of_the_part_to_learn_from_is_added_to_both_kinds_and_others_to_none() -> None:
    module, row = module_of(Part.TRAIN)
    groups = fields_of_majors(whole().all(Major))
    stated = {a.text: a for a in split()[PairKind.MAJOR, Part.TRAIN]}
    majors = {part_of(groups[fold(m.name)]): m for m in whole().all(Major) if _lacks(stated, m, row)}
    major = majors[Part.TRAIN]
    changed, added = joined(judged(major.id, major.name, module.id))
    assert {kind for kind, _ in changed} == {PairKind.MAJOR, PairKind.GUIDE}
    assert all(part is Part.TRAIN and row in found[fold(major.name)] for (_, part), found in changed.items())
    assert added == 2
    other = next(m for m in whole().all(Major) if part_of(groups[fold(m.name)]) is Part.PROOF)
    assert joined(judged(other.id, other.name, module.id)) == ({}, 0)


def _lacks(stated: Mapping[str, Asked], major: Major, row: int) -> bool:
    asked = stated.get(fold(major.name))
    return asked is not None and row not in asked.relevant
