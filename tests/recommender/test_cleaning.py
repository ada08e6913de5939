"""What advertisements add to job titles is taken away, and nothing else."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.facts import Occupation, WorkType
from recommender.titles.cleaning import Cleaner
from tests.recommender.test_resolver import whole


@cache
def cleaner() -> Cleaner:
    return Cleaner.of(whole())


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("普工长白班8小时260元/天", "普工"),
        ("网络主播 月薪8000-12000元 包吃住", "网络主播"),
        ("支付推广8-15K", "支付推广"),
        ("货运司机b2", "货运司机b2"),
        ("电工+五险一金+双休", "电工"),
        ("电气技工（五险一金、年终奖）", "电气技工"),
        ("急聘！！保洁员数名", "保洁员"),
        ("护士薪资面议", "护士"),
        ("会计 月薪9000 月休四天", "会计"),
        ("会计/7k-11k/年终奖", "会计"),
        ("会计 底薪4K/月薪7000", "会计"),
    ],
)
def test_pay_and_benefits_are_taken_away(title: str, left: str) -> None:
    assert cleaner().clean(title).text == left


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("某某机械有限公司招聘焊工", "焊工"),
        ("河边小吃店招聘后厨", "后厨"),
        ("诚聘舞蹈老师", "舞蹈老师"),
        ("【餐补 带薪年假】某某物流有限公司直招电工", "电工"),
        ("招美容师", "美容师"),
        ("招聘专员", "招聘专员"),
        ("招聘主管/经理", "招聘主管/经理"),
        ("招商经理", "招商经理"),
        ("招生老师", "招生老师"),
    ],
)
def test_the_employer_before_an_offered_job_is_taken_away_and_a_recruiter_stays(
    title: str, left: str
) -> None:
    assert cleaner().clean(title).text == left


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("销售经理（长沙）", "销售经理"),
        ("长沙-销售经理", "销售经理"),
        ("销售工程师(J10322)", "销售工程师"),
        ("财务专员 ID142822", "财务专员"),
        ("算法工程师（图像）", "算法工程师(图像)"),
        ("C++开发", "C++开发"),
    ],
)
def test_places_and_numbers_are_taken_away_and_what_the_work_is_about_stays(title: str, left: str) -> None:
    assert cleaner().clean(title).text == left


def test_what_was_taken_away_is_told_by_rule() -> None:
    cleaned = cleaner().clean("某某公司招聘焊工（长沙）双休")
    assert cleaned.removed == (("employer", "某某公司招聘"), ("benefit", "双休"), ("place", "长沙"))


@pytest.mark.parametrize("title", ["高薪坐班", "8000+", "长沙", "五险一金"])
def test_a_title_of_nothing_but_advertising_stays_as_it_is(title: str) -> None:
    assert cleaner().clean(title).text == title


def test_names_and_trades_of_the_catalogue_stay_as_they_are() -> None:
    names = [node.name for cls in (Occupation, WorkType) for node in whole().all(cls)]
    assert [name for name in names if cleaner().clean(name).removed] == []


@given(st.text(st.sampled_from("招聘电工师月薪8k0包吃住(长沙)-/+ 公司A12"), max_size=20))
def test_cleaning_ends_with_words_where_there_were_some_and_never_grows(title: str) -> None:
    cleaned = cleaner().clean(title).text
    assert len(cleaned) <= len(title)
    assert any(c.isalpha() for c in cleaned) or not any(c.isalpha() for c in title)
