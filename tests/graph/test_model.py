"""Levels, encoding of facts, differences and history: pure functions of the model."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InvalidInput
from graph.model.codec import FIRST_DAY, decode, decode_table, encode
from graph.model.difference import compare
from graph.model.facts import Occupation, Published
from graph.model.history import changes_of, rewind
from graph.model.links import Link, RelType
from graph.model.schema import LABELS, properties
from graph.model.snapshot import Snapshot
from graph.model.terms import SKILL_LADDER, Level
from tests.graph.samples import link, links, nodes, occupation, snapshot


def test_the_skill_ladder_rises_from_apprentice_to_chief() -> None:
    assert list(SKILL_LADDER) == sorted(SKILL_LADDER)
    assert Level.L5 < Level.L4 < Level.L1 < Level.CHIEF


def test_levels_of_two_ladders_do_not_compare() -> None:
    with pytest.raises(TypeError):
        _ = Level.T3 < Level.L5


def test_every_label_has_one_kind_and_every_kind_of_fact_one_label() -> None:
    assert len({cls.__name__ for cls in LABELS.values()}) == len(LABELS)


@pytest.mark.parametrize("fact", [*nodes(), *links()], ids=lambda fact: type(fact).__name__)
def test_a_fact_survives_encoding(fact: Published | Link) -> None:
    row = encode(fact)
    assert decode(type(fact), row) == fact
    assert set(row) == {field.name for field in fields(fact)}


@pytest.mark.parametrize("cls", [*LABELS.values(), Link], ids=lambda cls: cls.__name__)
def test_a_table_of_facts_decodes_as_each_of_them_does(cls: type[Published | Link]) -> None:
    facts = [fact for fact in [*nodes(), *links()] if type(fact) is cls]
    rows = [encode(fact) for fact in facts]
    names = properties(cls)
    assert decode_table(cls, names, [[row[name] for name in names] for row in rows]) == facts


def test_open_validity_is_a_sentinel_in_the_store_and_none_outside() -> None:
    row = encode(occupation("6-31-01-01", "设备点检员"))
    assert row["valid_from"] == FIRST_DAY
    assert decode(Occupation, row).valid_from is None


def test_two_facts_with_one_id_are_refused_with_both_places() -> None:
    with pytest.raises(InvalidInput, match=r"row 7.*row 8"):
        Snapshot.of([occupation("1", "甲", locator="row 7"), occupation("1", "乙", locator="row 8")], [])


def test_a_relationship_to_nowhere_is_refused() -> None:
    with pytest.raises(InvalidInput, match="which does not exist"):
        Snapshot.of(nodes(), [link(RelType.IN_GROUP, "occ:6-31-01-03@2022", "grp:9@2022")])


def test_a_relationship_between_wrong_labels_is_refused() -> None:
    with pytest.raises(InvalidInput, match="may not join"):
        Snapshot.of(nodes(), [link(RelType.IN_GROUP, "grp:6-31-01@2022", "occ:6-31-01-03@2022")])


def test_the_same_facts_make_no_difference_whatever_their_revision() -> None:
    assert not compare(snapshot().stamped(3), snapshot())


NAMES = st.dictionaries(st.sampled_from("123456"), st.sampled_from("甲乙丙丁"), max_size=6)


@given(st.lists(NAMES, min_size=1, max_size=6))
def test_any_earlier_revision_can_be_rebuilt_from_the_present(states: list[dict[str, str]]) -> None:
    present = Snapshot.of([], [])
    history, changes = [present], []
    for number, names in enumerate(states, start=1):
        desired = Snapshot.of([occupation(code, name) for code, name in names.items()], [])
        difference = compare(present, desired)
        changes += changes_of(difference, number)
        present = _applied(present, desired, number)
        history.append(present)
    for number, expected in enumerate(history):
        assert rewind(present, changes, number) == expected


def _applied(present: Snapshot, desired: Snapshot, number: int) -> Snapshot:
    facts: list[Published] = []
    difference = compare(present, desired).nodes
    for key, node in desired.nodes.items():
        if key in difference.new:
            facts.append(replace(node, first_revision=number, revision=number))
        elif key in difference.changed:
            facts.append(replace(node, first_revision=present.nodes[key].first_revision, revision=number))
        else:
            facts.append(present.nodes[key])
    return Snapshot.of(facts, [])


def test_a_change_of_validity_is_a_difference() -> None:
    dated = replace(nodes()[2], valid_to=date(2030, 1, 1))
    desired = Snapshot.of([n if n.id != dated.id else dated for n in nodes()], links())
    assert compare(snapshot(), desired).counts() == {"changed Occupation": 1}
