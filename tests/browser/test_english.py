"""In English every label is English; what stays Chinese comes from a source and is marked as Chinese."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import choose, fill_electrician, headline, serious, settle

pytestmark = pytest.mark.browser
PAGES = (
    "/explore",
    "/explore/major/maj:高职/460103",
    "/explore/institution/inst:4143013938",
    "/status",
)
UNMARKED = """() => {
    const chinese = /[\\u4e00-\\u9fff]/, found = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const { textContent, parentElement } = texts.currentNode;
        if (chinese.test(textContent) && parentElement.checkVisibility() && !parentElement.closest('[lang^=zh]'))
            found.push(textContent.trim());
    }
    for (const name of ['aria-label', 'placeholder', 'title'])
        for (const one of document.querySelectorAll(`[${name}]`))
            if (chinese.test(one.getAttribute(name)) && !one.closest('[lang^=zh]')) found.push(one.getAttribute(name));
    return found;
}"""


@pytest.fixture
def english(page: Page, service: str) -> Page:
    """A page in English."""
    page.goto(service)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plan a lawful way")
    return page


@pytest.mark.parametrize("address", PAGES)
def test_nothing_chinese_is_left_unmarked(english: Page, service: str, address: str) -> None:
    english.goto(service + address)
    settle(english)
    assert english.evaluate(UNMARKED) == []
    expect(english.get_by_text("Names and texts stay in Chinese")).to_be_visible()
    assert serious(english) == []


def test_a_plan_speaks_english_and_dates_are_english(page: Page, service: str) -> None:
    page.goto(service)
    fill_electrician(page)
    expect(headline(page)).to_contain_text("2031年11月24日")
    page.get_by_role("button", name="English").click()
    expect(headline(page)).to_have_text("You can apply from 24 November 2031; every condition is met")
    expect(page.get_by_role("textbox", name="From")).to_have_value("March 2020")
    assert serious(page) == []


def test_an_occupation_is_called_in_english_beside_its_official_name(english: Page, service: str) -> None:
    english.goto(f"{service}/explore/occupation/occ:6-31-01-03@2022")
    expect(english.get_by_role("heading", level=1)).to_contain_text(re.compile("电工.*electrician"))
    named = english.get_by_text("In English (translated, not official): electrician")
    expect(named).to_be_visible()
    expect(named.get_by_role("button", name=re.compile("[Dd]erived"))).to_be_visible()
    english.get_by_role("button", name="中文").click()
    expect(english.get_by_role("heading", level=1)).not_to_contain_text("electrician")
    expect(english.get_by_text("英文名称（翻译，非官方）：electrician")).to_be_visible()


def test_the_boxes_take_an_occupation_in_english(english: Page) -> None:
    choose(english, "Certificate of which occupation", "welder", option="焊工")
    expect(english.get_by_role("combobox", name="Certificate of which occupation")).to_have_value("焊工")


def test_a_search_in_english_says_that_the_name_is_a_translation(english: Page, service: str) -> None:
    english.goto(f"{service}/explore?q=Welder")
    told = "“welder” is what it is called in English: a translation, not its official name."
    expect(english.get_by_text(told)).to_be_visible()
    first = english.get_by_role("listitem").filter(has=english.get_by_role("link", name="焊工", exact=True))
    expect(first.get_by_text("welder", exact=True)).to_be_visible()
    assert english.evaluate(UNMARKED) == []
    assert serious(english) == []
