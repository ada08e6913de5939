"""Tables align whatever the script; JSON keeps Chinese readable."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from api.cli.output import pad, table, to_json, width
from graph.model.terms import Level
from recommender.shared.profile import Goal


def test_a_wide_character_takes_two_columns() -> None:
    assert width("电工 L3") == 7
    assert width("é") == width("e\u0301") == 1


@given(st.lists(st.tuples(st.text("电工aL3"), st.integers()), min_size=1))
def test_every_line_of_a_table_is_equally_wide(rows: list[tuple[str, int]]) -> None:
    lines = table(("职业", "count"), rows).splitlines()
    assert len({width(line) for line in lines}) == 1


def test_nothing_known_is_shown_as_a_dash() -> None:
    assert table(("a", "b"), [(None, "x")]).splitlines()[1] == "-  x"


def test_padding_fills_to_the_column() -> None:
    assert pad("焊工", 6) == "焊工  "


def test_json_shows_objects_dates_and_terms_as_they_are_read() -> None:
    goal = Goal(occupation="occ:6-31-01-03@2022", level=Level.L3)
    text = to_json({"职业": goal, "on": date(2026, 11, 24), "some": {1}})
    assert '"职业"' in text
    assert '"level": "L3"' in text
    assert '"on": "2026-11-24"' in text
