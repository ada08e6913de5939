"""Pairs that the graph states, and how they are split."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType

import pytest

from graph.catalogue import Catalogue
from graph.model.facts import Major
from graph.model.history import Revision
from graph.model.ids import fold
from recommender.adapter.pairs import (
    FOLDS,
    Asked,
    PairKind,
    Pairs,
    Part,
    fields_of_majors,
    pairs,
    without_name,
)
from recommender.text.passages import searchable
from tests.api.excerpt import shipped

REVISION = Revision(1, datetime(2026, 11, 24, tzinfo=UTC), "test", (), MappingProxyType({}))


@cache
def whole() -> Catalogue:
    return Catalogue.of(shipped().snapshot, REVISION)


@cache
def split(fold_number: int = 0) -> Pairs:
    return pairs(whole(), fold_number=fold_number)


def of(kind: PairKind, found: Pairs) -> Iterator[tuple[Part, Asked]]:
    return ((part, asked) for part in Part for asked in found[kind, part])


@pytest.mark.parametrize("kind", PairKind)
def test_every_part_has_pairs_of_every_kind_and_most_are_to_learn_from(kind: PairKind) -> None:
    sizes = {part: len(split()[kind, part]) for part in Part}
    assert min(sizes.values()) > 0
    assert max(sizes, key=lambda part: sizes[part]) is Part.TRAIN


def test_a_major_asked_as_the_guide_states_it_means_all_its_occupations() -> None:
    of_part = {asked.text: asked for _, asked in of(PairKind.MAJOR, split())}
    whole_answers = {asked.text: asked for _, asked in of(PairKind.GUIDE, split())}
    assert of_part.keys() < whole_answers.keys()
    for text, asked in of_part.items():
        assert set(asked.relevant) | set(asked.ignored) == set(whole_answers[text].relevant)


def test_no_major_and_no_field_of_study_is_in_two_parts_of_the_guide() -> None:
    groups: dict[str, Part] = {}
    for part, asked in of(PairKind.GUIDE, split()):
        assert groups.setdefault(asked.group, part) is part
    assert len(groups) > 100


@pytest.mark.parametrize("kind", sorted(set(PairKind) - {PairKind.GUIDE}))
def test_no_text_no_group_and_no_occupation_is_in_two_parts(kind: PairKind) -> None:
    texts: dict[str, Part] = {}
    groups: dict[str, Part] = {}
    occupations: dict[int, Part] = {}
    for part, asked in of(kind, split()):
        assert asked.text not in texts
        texts[asked.text] = part
        assert groups.setdefault(asked.group, part) is part
        assert all(occupations.setdefault(row, part) is part for row in asked.relevant)


def test_an_occupation_is_in_the_same_part_for_every_kind_of_pair() -> None:
    parts: dict[int, Part] = {}
    for kind in set(PairKind) - {PairKind.GUIDE}:
        for part, asked in of(kind, split()):
            assert all(parts.setdefault(row, part) is part for row in asked.relevant)


def test_over_all_folds_no_text_proves_twice_and_the_same_group_is_never_split() -> None:
    proved = [asked for number in range(FOLDS) for asked in split(number)[PairKind.MAJOR, Part.PROOF]]
    folds = [{asked.group for asked in split(number)[PairKind.MAJOR, Part.PROOF]} for number in range(FOLDS)]
    assert len({asked.text for asked in proved}) == len(proved) > 500
    assert sum(map(len, folds)) == len(set().union(*folds))


def test_fields_of_study_that_share_the_name_of_a_major_are_one() -> None:
    majors = whole().all(Major)
    fields = fields_of_majors(majors)
    by_subcategory: dict[str, set[str]] = {}
    for major in majors:
        if major.subcategory:
            by_subcategory.setdefault(major.subcategory, set()).add(fields[fold(major.name)])
    assert all(len(found) == 1 for found in by_subcategory.values())
    assert len(set(fields.values())) > 100


def test_occupations_of_a_major_that_belong_to_another_part_are_ignored() -> None:
    majors = [asked for _, asked in of(PairKind.MAJOR, split())]
    assert any(asked.ignored for asked in majors)
    assert all(not set(asked.relevant) & set(asked.ignored) for asked in majors)


def test_a_definition_asks_without_its_occupations_name() -> None:
    names = [occupation.name for occupation in searchable(whole())]
    asked = [asked for _, asked in of(PairKind.DEFINITION, split())]
    assert all(fold(names[row]) not in one.text for one in asked for row in one.relevant)
    assert without_name("从事鉴定的法医。", "法医") == "从事鉴定的。"


def test_a_work_type_that_repeats_its_occupations_name_asks_nothing() -> None:
    names = [fold(occupation.name) for occupation in searchable(whole())]
    asked = [asked for _, asked in of(PairKind.WORK_TYPE, split())]
    assert all(one.text != names[row] for one in asked for row in one.relevant)
