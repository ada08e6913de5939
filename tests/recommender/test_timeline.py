"""How time is counted."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.shared.timeline import FOREVER, add_months, months_and_days, reached, since, union

DAYS = st.dates(date(1980, 1, 1), date(2040, 12, 31))
SPANS = st.lists(
    st.tuples(DAYS, st.integers(1, 4000)).map(lambda s: (s[0], s[0] + timedelta(days=s[1]))), max_size=6
)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2020-03-01", 12, "2021-03-01"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-11-24", -12, "2025-11-24"),
    ],
)
def test_months_are_added_by_calendar(start: str, months: int, expected: str) -> None:
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(expected)


def test_six_years_from_the_first_of_march_end_on_the_first_of_march() -> None:
    assert reached([(date(2020, 3, 1), FOREVER)], 72) == date(2026, 3, 1)


def test_rest_days_of_broken_work_add_up_thirty_to_a_month() -> None:
    first = (date(2020, 1, 1), date(2020, 6, 11))  # five months and ten days
    second = (date(2021, 1, 1), FOREVER)  # six months and twenty days more make twelve
    assert reached([first, second], 12) == date(2021, 7, 21)


def test_work_that_ends_in_time_reaches_the_day_after_its_last() -> None:
    assert reached([(date(2020, 3, 1), date(2021, 3, 1))], 12) == date(2021, 3, 1)
    assert reached([(date(2020, 3, 1), date(2021, 2, 28))], 12) is None


def test_spells_that_touch_or_overlap_count_once() -> None:
    spells = [(date(2020, 3, 1), date(2020, 9, 1)), (date(2020, 6, 1), date(2021, 3, 1))]
    assert union(spells) == ((date(2020, 3, 1), date(2021, 3, 1)),)


@given(SPANS)
def test_a_union_covers_the_same_days_and_never_overlaps(spans: list[tuple[date, date]]) -> None:
    merged = union(spans)
    assert all(a[1] < b[0] for a, b in pairwise(merged))
    days = {start + timedelta(days=i) for start, end in spans for i in range((end - start).days)}
    assert sum((end - start).days for start, end in merged) == len(days)


@given(SPANS, st.integers(1, 120), st.integers(1, 120))
def test_more_months_are_never_reached_earlier(spans: list[tuple[date, date]], one: int, more: int) -> None:
    work = (*union(spans), (date(2050, 1, 1), FOREVER))
    sooner, later = reached(work, one), reached(work, one + more)
    assert sooner is not None
    assert later is not None
    assert sooner <= later


@given(SPANS, SPANS, st.integers(1, 240))
def test_more_work_never_makes_the_day_later(
    spans: list[tuple[date, date]], more: list[tuple[date, date]], months: int
) -> None:
    """Up to two days: a month of rest days counts thirty, while calendar months have 28 to 31."""
    end = (date(2050, 1, 1), FOREVER)
    with_less = reached((*union(spans), end), months)
    with_more = reached((*union([*spans, *more]), end), months)
    assert with_less is not None
    assert with_more is not None
    assert with_more <= with_less + timedelta(days=2 * (len(spans) + len(more) + 1))


@given(DAYS, st.integers(0, 600), st.integers(0, 27))
def test_months_and_days_take_a_stretch_apart(start: date, months: int, days: int) -> None:
    end = add_months(start, months) + timedelta(days=days)
    assert months_and_days((start, end)) == (months, days)


@given(SPANS, DAYS)
def test_what_is_left_since_a_day_starts_on_or_after_it(spans: list[tuple[date, date]], day: date) -> None:
    assert all(start >= day for start, _ in since(union(spans), day))
