"""A search says how sure it is of each answer, what it read, and where it puts no occupation forward."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.driving import picture, serious, spilled

pytestmark = pytest.mark.browser
PROVENANCE = {
    "origin": "OFFICIAL",
    "locator": "occupations row 1",
    "method": None,
    "confidence": None,
    "validFrom": None,
    "revision": 1,
    "source": None,
}
PRECEDENT = (
    "a title coded before, in a public set whose codes are not checked one by one, has this code: 机修工"
)


def match(name: str, code: str, probability: float | None, precedent: str | None = None) -> dict[str, Any]:
    """A match as the service tells it."""
    coded = {"kind": "SIMILARITY", "text": PRECEDENT, "matched": precedent, "score": 0.9}
    return {
        "score": probability or 0.5,
        "probability": probability,
        "exact": False,
        "kind": "NAME",
        "text": name,
        "similarity": 0.8,
        "reasons": [coded] if precedent else [],
        "whatWouldChangeThis": ["words on the industry or the employer as context"],
        "occupation": {
            "id": f"occ:{code}@2022",
            "code": code,
            "name": name,
            "status": "IN_FORCE",
            "provenance": PROVENANCE,
        },
    }


def resolution(matches: list[dict[str, Any]], **told: Any) -> dict[str, Any]:
    """What a text is taken to mean, by a service that learned from coded titles."""
    return {
        "text": "急聘维修",
        "readAs": "维修",
        "removed": [{"rule": "employer", "text": "急聘"}],
        "type": "TITLE",
        "abstained": True,
        "why": "",
        "likeliest": None,
        "threshold": 0.44,
        "risk": 0.25,
        "encoder": "e",
        "probability": None,
        "offered": None,
        "matches": matches,
        **told,
    }


def answering(page: Page, found: dict[str, Any]) -> None:
    """Answers what a text means as a service with precedents would; everything else is asked for real."""

    def answer(route: Route) -> None:
        if json.loads(route.request.post_data or "{}").get("operationName") != "SearchOccupations":
            route.fallback()
            return
        body = json.dumps({"data": {"resolveOccupation": found}})
        route.fulfill(body=body, content_type="application/json")

    page.route("**/graphql", answer)


def test_an_exact_name_is_told_as_such_and_noise_is_told_as_removed(page: Page, service: str) -> None:
    page.goto(f"{service}/explore?q=电工")
    expect(page.get_by_text("“电工”就是它的名称、代码或工种")).to_be_visible()
    page.goto(f"{service}/explore?q=急聘修电梯的 五险一金")
    expect(page.get_by_text("读作“修电梯的”，去掉了：急聘、五险一金")).to_be_visible()


def test_a_likely_answer_is_told_in_words_and_figure_with_its_precedent(page: Page, service: str) -> None:
    matches = [match("机修钳工", "6-31-01-02", 0.82, "机修工"), match("车工", "6-18-01-01", 0.004)]
    answering(page, resolution(matches, abstained=False, probability=0.82))
    page.goto(f"{service}/explore?q=急聘维修")
    expect(page.get_by_text("多半是“机修钳工”：把握 82%")).to_be_visible()
    expect(page.get_by_text("先例：“机修工”曾被编为这个职业")).to_be_visible()
    expect(page.get_by_text("大约 25% 可能不对")).to_be_visible()
    expect(page.get_by_role("link", name="车工", exact=True)).to_be_hidden()
    page.get_by_text("另有 1 个，把握都不到 1%").click()
    expect(page.get_by_role("link", name="车工", exact=True)).to_be_visible()
    assert serious(page) == []


def test_where_it_cannot_be_said_the_group_is_offered_with_what_is_in_it(
    phone: Page, service: str, tmp_path: Path
) -> None:
    group = {"id": "grp:6-31-01@2022", "code": "6-31-01", "name": "机械设备修理人员", "tier": "MINOR"}
    matches = [match("设备点检员", "6-31-01-01", 0.2), match("机修钳工", "6-31-01-02", 0.15)]
    offered = {"probability": 0.71, "group": group}
    answering(phone, resolution(matches, probability=0.2, offered=offered))
    phone.goto(f"{service}/explore?q=急聘维修")
    told = phone.get_by_text("说不准是哪一个职业，但可以说属于这一类")
    expect(told).to_be_visible()
    expect(phone.get_by_text("多半 · 把握 71%")).to_be_visible()
    expect(phone.get_by_text("怎样更清楚：补上行业或单位")).to_be_visible()
    expect(phone.get_by_role("heading", name="可能的职业")).to_be_visible()
    phone.get_by_text("看这一类里有哪些职业").click()
    expect(phone.get_by_role("link", name="电工", exact=True)).to_be_visible()
    assert spilled(phone) == []
    assert serious(phone) == []
    picture(phone, "search", tmp_path)


def test_where_nothing_is_likely_enough_no_answer_is_put_forward(page: Page, service: str) -> None:
    answering(page, resolution([match("车工", "6-18-01-01", 0.2)], probability=0.2))
    page.goto(f"{service}/explore?q=急聘维修")
    expect(page.get_by_text("说不准：没有哪个职业或类别的把握够大")).to_be_visible()
    expect(page.get_by_text("不太像 · 把握 20%")).to_be_visible()
