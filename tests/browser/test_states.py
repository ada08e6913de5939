"""What the page says when the service does not answer as hoped."""

import json
import re

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser
NOT_READY = {
    "data": None,
    "errors": [{"message": "no catalogue is loaded", "extensions": {"code": "NOT_READY", "retryable": True}}],
}


def test_a_service_that_is_gone_is_told_and_asked_again(page: Page, service: str) -> None:
    page.route("**/graphql", lambda route: route.abort())
    page.goto(f"{service}/status")
    expect(page.get_by_role("alert")).to_contain_text("连不上服务")
    page.unroute("**/graphql")
    page.get_by_role("button", name="重试").click()
    expect(page.get_by_role("heading", name="目录第")).to_be_visible()


def test_a_service_that_is_still_loading_is_asked_again_without_a_click(page: Page, service: str) -> None:
    refused: list[str] = []

    def refuse(route: Route) -> None:
        refused.append(route.request.url)
        route.fulfill(body=json.dumps(NOT_READY), content_type="application/json")

    page.route("**/graphql", refuse, times=1)
    page.goto(f"{service}/status")
    expect(page.get_by_role("alert")).to_contain_text("正在装入目录")
    expect(page.get_by_role("heading", name="目录第")).to_be_visible()
    assert len(refused) == 1


def test_a_link_that_lost_a_part_is_told(page: Page, service: str) -> None:
    page.goto(f"{service}/#case=abc")
    expect(page.get_by_role("alert")).to_contain_text("读不出来")


def test_a_search_without_a_hit_says_what_to_try(page: Page, service: str) -> None:
    page.route(
        "**/graphql",
        lambda route: route.fulfill(
            body='{"data":{"resolveOccupation":{"matches":[]}}}', content_type="application/json"
        ),
    )
    page.goto(service)
    page.get_by_role("combobox", name="想考哪个职业的证书").fill("没有的")
    expect(page.get_by_text("没有找到。换个说法试试")).to_be_visible()


def test_while_the_model_is_loaded_the_gap_report_says_what_cannot_be_told_and_asks_again(
    page: Page, service: str
) -> None:
    def without_model(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub(r'"model": ?"[^"]+"', '"model":null', answer.text()))

    page.route("**/graphql", without_model, times=1)
    page.goto(f"{service}/desk/gaps")
    expect(page.get_by_text("暂时说不出哪些培训包落后")).to_be_visible()
    expect(page.get_by_role("row", name="生产制造及有关人员")).to_contain_text("还说不准")
    expect(page.get_by_role("button", name="生产制造及有关人员，培训包落后")).to_be_visible()
    expect(page.get_by_text("暂时说不出哪些培训包落后")).to_be_hidden()
