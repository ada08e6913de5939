"""Functions of standards compared by name."""

import pytest

from graph.model.facts import Module
from graph.model.terms import Level
from recommender.text.functions import ALIKE, Functions, likeness
from tests.graph.samples import FACT


def modules(*names: str) -> list[Module]:
    return [Module(id=f"mod:{name}", name=name, level=Level.L5, weight=None, **FACT) for name in names]  # type: ignore[arg-type]


FUNCTIONS = Functions({"培训与指导": 0.1, "电子电路装调维修": 1.0})


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("培训与指导", "培训与指导", True),
        ("培训与指导", "培训指导", True),
        ("技术管理与培训", "培训与技术管理", True),
        ("培训与指导", "电子电路装调维修", False),
        ("", "培训", False),
    ],
)
def test_names_that_differ_little_stand_for_the_same_function(one: str, other: str, alike: bool) -> None:
    assert (likeness(one, other) >= ALIKE) is alike
    assert likeness(one, other) == likeness(other, one)


def test_a_name_that_many_standards_use_weighs_little() -> None:
    wanted = modules("培训与指导", "电子电路装调维修")
    common = FUNCTIONS.shared(modules("培训与指导"), wanted)
    rare = FUNCTIONS.shared(modules("电子电路装调维修"), wanted)
    assert [t.wanted_text for t in common.alike] == ["培训与指导"]
    assert common.share == pytest.approx(0.1 / 1.1)
    assert rare.share == pytest.approx(1 / 1.1)


def test_what_has_no_like_name_is_shown_beside_the_nearest_one() -> None:
    (other,) = FUNCTIONS.shared(modules("培训", "焊接"), modules("培训考核与技术交流")).others
    assert other.own_text == "培训"
    (alone,) = FUNCTIONS.shared(modules("焊接"), modules("培训")).others
    assert (alone.own, alone.own_text, alone.score) == (None, None, None)


def test_nothing_wanted_has_no_share() -> None:
    assert FUNCTIONS.shared(modules("培训"), []).share is None
    assert FUNCTIONS.shared([], modules("培训")).share == 0
