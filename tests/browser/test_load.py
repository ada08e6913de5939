"""The first page on a slow line. Seconds vary with the machine, so `python -m bench page` measures them with spread."""

import pytest
from playwright.sync_api import Browser

from bench.page import load

pytestmark = pytest.mark.browser
MOST_KB = 250
MOST_SECONDS = 3.0
MOST_LOADS = 5


def test_the_first_page_is_small_and_soon_usable_on_a_slow_line(browser: Browser, service: str) -> None:
    found, loads = load(browser, service), 1
    # Again where it was slow: other tests run at the same time, and the claim is about the page.
    while found.usable_seconds > MOST_SECONDS and loads < MOST_LOADS:
        found, loads = load(browser, service), loads + 1
    assert found.compressed_kb <= MOST_KB
    assert found.usable_seconds <= MOST_SECONDS
