"""What the tests of the page share: a page to look at, a case to fill in, and what to check of every page."""

import os
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, Route

from api.settings import CHECKOUT

WEB = CHECKOUT / "web"
SCREENSHOTS = CHECKOUT / "docs" / "screenshots"
KEEP = "LIFEPATH_SCREENSHOTS"  # set: pictures go to docs/screenshots
WIDE, PHONE = 1440, 360
HEIGHT = 900
PATIENCE_MS = 20_000
AS_OF = "2026-11-24"
FOOT_IN_PLACE = ".to-answer { position: static !important }"
_FONT = WEB / "node_modules" / "@fontsource-variable" / "noto-sans-sc"
_AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"


def new_page(browser: Browser, width: int = WIDE) -> Page:
    """An empty page in a context of its own; for pictures with a Chinese font, since the machine may have none."""
    context = browser.new_context(viewport={"width": width, "height": HEIGHT}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    if os.environ.get(KEEP):
        page.route("**/__font/**", _font_file)
        page.route("**/assets/index-*.css", _with_font)
    return page


def choose(page: Page, label: str, text: str, *, option: str | None = None) -> None:
    """Types into a search box and takes the option of that name, the first where none is named."""
    page.get_by_role("combobox", name=label, exact=True).last.fill(text)
    options = page.locator("[role=listbox]:visible [role=option]")
    (options.filter(has_text=option) if option else options).first.click()


def fill_electrician(page: Page) -> None:
    """An electrician since March 2020 with 五级 who wants 三级, asked on a fixed day."""
    choose(page, "想考哪个职业的证书", "电工")
    page.get_by_label("三级/高级工").check()
    page.get_by_role("button", name="加一段工作").click()
    page.get_by_label("从（年月）").fill("2020-03")
    page.get_by_role("button", name="加一本证书").click()
    page.get_by_role("combobox", name="等级").select_option("L5")
    page.get_by_label("发证日期").fill("2023-06-15")
    ask_on(page)


def ask_on(page: Page, day: str = AS_OF) -> None:
    """Asks for a fixed day instead of today."""
    page.get_by_text("按另一天推算").click()
    page.get_by_label("推算日期").fill(day)


def headline(page: Page) -> Locator:
    """The sentence that answers."""
    return page.locator("#answer-title")


def settle(page: Page) -> None:
    """Waits until everything asked for is there, and goes to the top."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => scrollTo(0, 0))")


def picture(page: Page, name: str, folder: Path) -> Path:
    """The whole page as it looks now; kept under docs/screenshots where that is asked for."""
    settle(page)
    width = page.viewport_size["width"] if page.viewport_size else 0
    kept = SCREENSHOTS if os.environ.get(KEEP) else folder
    path = kept / f"{name}-{width}.png"
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement?.blur()")
    page.screenshot(path=path, full_page=True, style=FOOT_IN_PLACE)
    if kept == SCREENSHOTS:
        with Image.open(path) as image:  # few colours: a third of the bytes, and nothing to see of it
            image.convert("RGB").quantize(method=Image.Quantize.MAXCOVERAGE).save(path, optimize=True)
    return path


def serious(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA, serious or worse, where the sticky head and foot cover nothing."""
    page.evaluate("scrollTo(0, 0)")
    page.add_style_tag(content=FOOT_IN_PLACE)
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found: dict[str, Any] = page.evaluate("tags => axe.run({ runOnly: tags })", tags)
    return [
        f"{violation['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def spilled(page: Page) -> list[str]:
    """What makes the page wider than its window; what scrolls within a frame of its own is not meant."""
    if page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        return []
    return page.evaluate(
        "[...document.querySelectorAll('main *')]"
        ".filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.scroll-x'))"
        ".slice(0, 5).map(one => one.outerHTML.slice(0, 160))"
    )


def _font_file(route: Route) -> None:
    route.fulfill(path=_FONT / "files" / route.request.url.rsplit("/", 1)[1])


def _with_font(route: Route) -> None:
    faces = (_FONT / "index.css").read_text(encoding="utf-8").replace("./files/", "/__font/")
    family = ':root { --font: "Noto Sans SC Variable", sans-serif !important; }'
    answer = route.fetch()
    route.fulfill(response=answer, body=faces + family + answer.text())
