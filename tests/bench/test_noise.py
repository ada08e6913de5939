"""The noise of advertisements that `python -m bench noise` puts into titles."""

import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.noise import BENEFITS, CALLS, EASY, EMPLOYERS, PLACES, noisy
from recommender.titles.cleaning import Cleaner

TITLES = (
    "焊工",
    "餐厅服务员",
    "会计主管",
    "Java软件工程师",
    "叉车司机",
    "小学数学老师",
    "IT运维工程师",
    "养老护理员",
)
titles = st.sampled_from(TITLES)
salts = st.text("abcdef", min_size=1, max_size=6)


@cache
def cleaner() -> Cleaner:
    return Cleaner.knowing(PLACES)


@settings(deadline=None)
@given(titles, salts)
def test_a_noised_title_is_the_title_with_something_around_it(title: str, salt: str) -> None:
    (found,) = noisy([title], salt)
    assert title in found
    assert len(found) > len(title)
    around = found.replace(title, "", 1)
    told = (*EMPLOYERS, *PLACES, *BENEFITS, *CALLS, *EASY, "元", "k", "月薪")
    assert any(piece in around for piece in told)


@settings(deadline=None)
@given(st.lists(titles, min_size=1, max_size=6), salts)
def test_noise_depends_on_seed_and_title_and_not_on_what_stands_beside_it(
    chosen: list[str], salt: str
) -> None:
    random.seed(salt)  # what others draw plays no part
    together = noisy(chosen, salt)
    assert together == noisy(chosen, salt)
    assert together == [noisy([title], salt)[0] for title in chosen]


def test_other_salts_make_other_noise_of_every_kind() -> None:
    found = {noisy(["焊工"], str(salt))[0] for salt in range(300)}
    assert len(found) > 250
    for pieces in (EMPLOYERS, PLACES, BENEFITS, CALLS, EASY, ("k-",), ("元/月",), ("月薪",), ("元/小时",)):
        assert any(piece in text for text in found for piece in pieces)


@pytest.mark.parametrize("title", TITLES)
def test_the_cleaner_takes_the_noise_away_and_leaves_the_title(title: str) -> None:
    left = {text: cleaner().clean(text).text for text in (noisy([title], str(s))[0] for s in range(400))}
    assert {text: cleaned for text, cleaned in left.items() if cleaned != title} == {}
