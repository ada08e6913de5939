"""A service on the shipped data and a real Chromium, each started once for all tests of the page.

Both end with these tests: as long as Playwright runs, its event loop is in the way of asynchronous tests.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from api.page import BUILT
from api.settings import CHECKOUT, variables
from tests.browser.driving import PATIENCE_MS, PHONE, new_page

LIFEPATH = Path(sys.executable).with_name("lifepath")
RUNNING = (
    "LIFEPATH_BROWSER_SERVICE"  # the address of a service that runs already, for pictures of real matches
)
CURATION_TOKEN = "sample-token"  # such a service must take it too
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
WHOLE = {
    *("sources", "clauses", "eligibility_rules", "regions", "errata", "findings", "institutions"),
    "occupation_groups",
}
ROWS = 40
PATIENCE_SECONDS = 240
PAUSE_SECONDS = 0.3


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the system's Chromium; none is ever downloaded. Skips without it or without a built page."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    missing = [] if found else ["no Chromium"]
    missing += (
        [] if (BUILT / "index.html").is_file() else ["no built page (`make page`, with Node 20 or later)"]
    )
    if not missing and found:
        return found
    reason = f"the page is not tested in a browser: there is {' and '.join(missing)}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="package")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encoder for the services of these tests."""
    made = tmp_path_factory.mktemp("encoder") / "encoder"
    make = [sys.executable, "-m", "tests.browser.standin", made]
    subprocess.run(make, check=True, cwd=CHECKOUT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return made


@pytest.fixture(scope="package")
def service(chromium: str, encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """The address of a service on the shipped data, ready to search by meaning."""
    if running := os.environ.get(RUNNING):
        yield running
        return
    folder = tmp_path_factory.mktemp("service")
    with serving(
        folder, until="freeText", LIFEPATH_MODEL=str(encoder), LIFEPATH_CURATION_TOKEN=CURATION_TOKEN
    ) as address:
        yield address


@pytest.fixture(scope="package")
def browser(chromium: str) -> Generator[Browser]:
    """Chromium without a window."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--lang=zh-CN"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Generator[Page]:
    """A page as wide as an office screen."""
    page = new_page(browser)
    yield page
    page.context.close()


@pytest.fixture
def phone(browser: Browser) -> Generator[Page]:
    """A page as narrow as a small phone."""
    page = new_page(browser, PHONE)
    yield page
    page.context.close()


def few_rows(folder: Path, *, also: str | None = None) -> Path:
    """A few rows of each shipped table, for a service that is changed; `also` keeps those of an occupation by its code."""
    data = folder / "data"
    data.mkdir()
    for table in (CHECKOUT / "data").glob("*.csv"):
        lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
        more = [line for line in lines[ROWS:] if also and also in line]
        kept = lines if table.stem in WHOLE else [*lines[:ROWS], *more]
        (data / table.name).write_text("".join(kept), encoding="utf-8")
    return data


@contextmanager
def serving(folder: Path, *, until: str, **given: str) -> Generator[str]:
    """The address of a service with its home in a folder, once it is ready; `given` are further settings.

    until: what /readyz must tell, `ready` or `freeText`.
    """
    kept = {name: value for name, value in os.environ.items() if name not in variables()}
    own = {"LIFEPATH_HOME": str(folder / "home"), **given}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [LIFEPATH, "serve", "--prepare", "--port", "0", "--json"],
            env={**kept, **own},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    try:
        address = _address(process)
        _wait(address, until, folder / "log")
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    text = ""
    while not text.endswith("}\n"):
        line = process.stdout.readline()
        assert line, "the service ended before it told its address"
        text += line
    return json.loads(text)["address"]


def _wait(address: str, until: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{address}/readyz", timeout=5).json().get(until):
                return
        except httpx.TransportError:
            pass
        time.sleep(PAUSE_SECONDS)
    pytest.fail(f"the service is not ready:\n{log.read_text(encoding='utf-8')[-2000:]}")
