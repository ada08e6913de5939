"""Bytes of the first page, and seconds until it can be used, in Chromium on a throttled line."""

import shutil
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, sync_playwright

from bench.results import spread, tell
from bench.service import prepare, serving

RUNS = 5
MBIT_PER_SECOND = 1.6
LATENCY_MS = 150
CPU_SLOWDOWN = 4
FIRST_FIELD = "form input[role=combobox]"


@dataclass(frozen=True, slots=True)
class Load:
    """One load of the first page with an empty cache."""

    compressed_kb: float  # all that came over the line, headers too, before the form could be used
    usable_seconds: float  # until the form takes input
    painted_seconds: float  # until something was painted


def load(browser: Browser, address: str, *, cpu_slowdown: float = 1.0) -> Load:
    """Loads the first page at 1.6 Mbit/s with 150 ms of latency; `cpu_slowdown` 4 is a cheap phone."""
    page = browser.new_context().new_page()
    received = _throttled(page, cpu_slowdown)
    page.add_init_script(_WATCH)
    page.goto(address, wait_until="commit")
    usable_ms: float = page.evaluate(_USABLE)
    measured = Load(
        sum(received) / 1000,
        usable_ms / 1000,
        page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN") / 1000,
    )
    page.context.close()
    return measured


def main() -> None:
    """Measures a prepared service on an office PC's and on a phone's processor."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        print("no Chromium on this machine: not measured")
        return
    prepare()
    with serving() as service, sync_playwright() as playwright:
        service.seconds_until(lambda: bool(service.state().get("ready")))
        browser = playwright.chromium.launch(executable_path=chromium)
        office = [load(browser, service.address) for _ in range(RUNS)]
        phone = [load(browser, service.address, cpu_slowdown=CPU_SLOWDOWN) for _ in range(RUNS)]
        browser.close()
    rows = [
        ("kB until the form takes input, compressed", spread([one.compressed_kb for one in office], 1)),
        ("seconds until something is painted", spread([one.painted_seconds for one in office])),
        ("seconds until the form takes input", spread([one.usable_seconds for one in office])),
        (f"the same, processor {CPU_SLOWDOWN} times slower", spread([one.usable_seconds for one in phone])),
    ]
    header = (
        f"first page at {MBIT_PER_SECOND} Mbit/s, {LATENCY_MS} ms, {RUNS} runs",
        "median (least .. most)",
    )
    tell("page", header, rows, {"rows": dict(rows)})


_WATCH = f"""
window.usable = new Promise((done) =>
  new MutationObserver((_, observer) => {{
    if (!document.querySelector("{FIRST_FIELD}")) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  }}).observe(document, {{ childList: true, subtree: true }}));
"""
_USABLE = "window.usable"


def _throttled(page: Page, cpu_slowdown: float) -> list[float]:
    """Throttles line and processor; what is returned grows by the bytes of every response."""
    received: list[float] = []
    session = page.context.new_cdp_session(page)
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    session.send("Network.enable")
    bytes_per_second = MBIT_PER_SECOND * 1e6 / 8
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": bytes_per_second,
            "uploadThroughput": bytes_per_second,
        },
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": cpu_slowdown})
    return received
