"""In Chinese no English sentence is left, neither where one looks nor behind a badge; English are commands and names of programs."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.driving import fill_electrician, headline, settle

pytestmark = pytest.mark.browser
PAGES = (
    "/explore",
    "/explore/occupation/occ:6-31-01-03@2022",
    "/explore/occupation/occ:9-99-99-99@2022",
    "/explore/major/maj:高职/460103",
    "/explore/institution/inst:4143013938",
    "/desk",
    "/desk/queue",
    "/desk/drafts",
    "/desk/gaps",
    "/status",
)
TEXTS = """() => {
    for (const one of document.querySelectorAll('details')) one.open = true;
    const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const { textContent, parentElement } = texts.currentNode;
        if (!parentElement.closest('code, pre, script, style, noscript')) found.push(textContent.trim());
    }
    for (const name of ['aria-label', 'placeholder', 'title'])
        for (const one of document.querySelectorAll(`[${name}]`)) found.push(one.getAttribute(name));
    return found;
}"""
TWO_WORDS = re.compile(r"[A-Za-z]{2,}[ ,:;']+[A-Za-z]{2,}")
# Who stored a revision is told as it was named; a search is suggested in English on purpose.
AS_NAMED = re.compile(r"lifepath [a-z]+|AI trainer")


def english(page: Page) -> list[str]:
    """The texts of a page that have two English words in a row."""
    return [text for text in page.evaluate(TEXTS) if TWO_WORDS.search(AS_NAMED.sub("", text))]


@pytest.mark.parametrize("address", PAGES)
def test_no_english_sentence_is_left(page: Page, service: str, address: str) -> None:
    page.goto(service + address)
    settle(page)
    assert english(page) == []


def test_no_english_sentence_is_left_in_a_plan(page: Page, service: str) -> None:
    page.goto(service)
    fill_electrician(page)
    headline(page).wait_for()
    settle(page)
    assert english(page) == []


def test_an_english_page_would_be_noticed(page: Page, service: str) -> None:
    page.goto(f"{service}/status")
    page.get_by_role("button", name="English").click()
    settle(page)
    assert len(english(page)) > len(PAGES)
