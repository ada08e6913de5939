"""The grammar of ids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InvalidInput
from graph.model import ids
from graph.model.ids import Id, Kind, fold, parse
from graph.model.terms import Level

PART = st.text(min_size=1, max_size=20).filter(lambda text: fold(text) != "")


@given(st.sampled_from(Kind), PART, st.none() | st.integers(1900, 2100).map(str), st.lists(PART, max_size=4))
def test_parsing_an_id_and_writing_it_again_gives_the_same_id(
    kind: Kind, code: str, edition: str | None, parts: list[str]
) -> None:
    text = str(Id(kind, code, edition, tuple(parts)))
    assert str(parse(text)) == text
    assert parse(text).parts == tuple(fold(part) for part in parts)


@given(st.text())
def test_a_text_is_either_refused_or_is_its_own_canonical_form(text: str) -> None:
    try:
        parsed = parse(text)
    except InvalidInput:
        return
    assert str(parsed) == text


@given(PART, PART)
def test_different_parts_never_share_an_id(one: str, other: str) -> None:
    same = ids.work_type_id("6-18-02-04", "2022", one) == ids.work_type_id("6-18-02-04", "2022", other)
    assert same == (fold(one) == fold(other))


@pytest.mark.parametrize("text", ["", "occ:", "nope:1", "occ:1@22", "occ:a//b", "occ:6-18-02-04@", "occ:１"])
def test_a_malformed_id_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="id"):
        parse(text)


def test_ids_look_as_the_graph_model_says() -> None:
    standard = ids.standard_id("6-31-01-03", 2018)
    assert standard == "std:6-31-01-03/2018"
    assert ids.standard_id("6-31-01-03", None, "烟机电工") == "std:6-31-01-03/UNKNOWN/烟机电工"
    assert ids.module_id(standard, Level.L4, "电气设备装调维修").startswith("mod:6-31-01-03/2018/L4/")
    assert ids.skill_certificate_id("6-18-02-04", Level.L3, "电焊工") == "cert:skill/6-18-02-04/电焊工/L3"
    assert ids.offer_id("4143014775", ("高职", "510215"), 2025) == "off:4143014775/高职/510215/2025"
    assert ids.work_type_id("6-18-02-04", "2022", "电焊工") == "wt:6-18-02-04@2022/电焊工"


def test_full_width_text_gives_the_id_of_its_folded_form() -> None:
    assert ids.task_id("1", "2022", "ＡＢ　Ｃ ") == ids.task_id("1", "2022", "AB C")
