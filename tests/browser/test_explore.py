"""A curriculum developer looks things up, and anyone sees where the data come from."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import picture, serious, settle, spilled

pytestmark = pytest.mark.browser
ELECTRICIAN = "/explore/occupation/occ:6-31-01-03@2022"
PAGES = (
    "/",
    "/explore",
    "/explore?q=数控",
    ELECTRICIAN,
    "/explore/major/maj:高职/460103",
    "/explore/institution/inst:4143013938",
    "/status",
    "/explore/nothing/here",
)


def test_a_developer_finds_an_occupation_and_sees_who_says_what(
    page: Page, service: str, tmp_path: Path
) -> None:
    page.goto(f"{service}/explore")
    page.get_by_label("查什么都行").fill("电工")
    page.get_by_role("link", name="电工", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("电工")
    expect(page.get_by_text("安装、调试、维护、保养电气设备")).to_be_visible()
    expect(page.get_by_role("row", name="继电控制电路装调维修")).to_contain_text("40%")
    page.get_by_role("heading", level=1).get_by_role("button").click()
    told = page.locator(".told:popover-open")
    expect(told).to_contain_text("由主管部门公布")
    expect(told).to_contain_text("中华人民共和国职业分类大典")
    page.keyboard.press("Escape")
    expect(page.locator(".graph svg")).to_be_visible()
    picture(page, "occupation", tmp_path)
    page.get_by_role("link", name="输配电工程技术").first.click()
    expect(page.get_by_role("heading", name="招生计划")).to_be_visible()
    page.get_by_role("link", name="长沙电力职业技术学院").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("长沙电力职业技术学院")


def test_an_occupation_leads_to_a_plan_for_it(page: Page, service: str) -> None:
    page.goto(service + ELECTRICIAN)
    page.get_by_role("link", name="为这个职业做规划").click()
    expect(page.get_by_role("combobox", name="想考哪个职业的证书")).to_have_value("电工")


def test_what_is_not_there_is_said(page: Page, service: str) -> None:
    page.goto(f"{service}/explore/occupation/occ:9-99-99-99@2022")
    expect(page.get_by_text("目录里没有这个职业")).to_be_visible()
    page.goto(f"{service}/nowhere")
    expect(page.locator("body")).to_contain_text("Not Found")


def test_status_tells_revision_sources_and_gaps(page: Page, service: str, tmp_path: Path) -> None:
    page.goto(f"{service}/status")
    expect(page.get_by_role("heading", name="目录第")).to_be_visible()
    expect(page.get_by_role("row", name="国家职业资格目录")).to_be_visible()
    expect(page.get_by_role("heading", name="更新数据")).to_be_visible()
    picture(page, "status", tmp_path)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_accessible_and_fits_a_phone(phone: Page, service: str, address: str) -> None:
    phone.goto(service + address)
    expect(phone.get_by_role("heading", level=1).first).to_be_visible()
    settle(phone)
    assert spilled(phone) == []
    assert serious(phone) == []


def test_english_is_one_click_away_and_stays(page: Page, service: str) -> None:
    page.goto(f"{service}/status")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where the data come from")
    page.goto(f"{service}/explore")
    expect(page.get_by_role("heading", level=1)).to_have_text("Explore")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert serious(page) == []


def test_phone_pictures(phone: Page, service: str, tmp_path: Path) -> None:
    phone.goto(service + ELECTRICIAN)
    expect(phone.locator(".graph svg")).to_be_visible()
    picture(phone, "occupation", tmp_path)
