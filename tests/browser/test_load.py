"""The first page on a slow line. Seconds vary with the machine, so `python -m bench page` measures them with spread."""

import pytest
from playwright.sync_api import Browser

from bench.page import load

pytestmark = pytest.mark.browser
MOST_KB = 250
MOST_SECONDS = 3.0


def test_the_first_page_is_small_and_soon_usable_on_a_slow_line(browser: Browser, service: str) -> None:
    best = min((load(browser, service) for _ in range(2)), key=lambda one: one.usable_seconds)
    assert best.compressed_kb <= MOST_KB
    assert best.usable_seconds <= MOST_SECONDS
