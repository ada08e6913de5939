"""A worker and a counsellor plan: what they fill in, and what the page answers."""

import base64
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.driving import (
    ask_on,
    choose,
    fill_electrician,
    headline,
    new_page,
    picture,
    serious,
    spilled,
)

pytestmark = pytest.mark.browser
ELECTRICIAN = {"id": "occ:6-31-01-03@2022", "name": "电工", "detail": "6-31-01-03"}


def test_a_worker_sees_the_dated_way_and_the_rule_behind_each_step(
    page: Page, service: str, tmp_path: Path
) -> None:
    page.goto(service)
    fill_electrician(page)
    page.get_by_label("所在市州").select_option(label="长沙市")
    expect(headline(page)).to_have_text("最早 2031年11月24日 可以申报，条件齐备")
    expect(page.get_by_text("条途径并排看")).to_be_visible()
    first = page.get_by_role("article").filter(has=page.get_by_role("heading", name="最早的合规途径"))
    expect(first.locator("time").first).to_have_text("2026年11月24日")
    first.get_by_text("依据哪条规定").last.click()
    expect(first).to_contain_text("累计从事本职业或相关职业工作满 5 年")
    expect(first).to_contain_text("政策第 5 条")
    expect(first).to_contain_text("rules:2018/L3")
    expect(page.get_by_text("特种作业操作证").first).to_be_visible()
    second = page.get_by_role("article").filter(has=page.get_by_role("heading", name="其他途径 1"))
    expect(second).to_contain_text("2029年9月1日")
    expect(second).to_contain_text("请向学校确认：是否录取")
    changes = page.get_by_role("region", name="什么会改变这个答案")
    expect(changes).to_contain_text("提前5年")
    expect(changes).to_contain_text("2035年11月24日")
    expect(page.get_by_role("button", name="长沙市：").first).to_be_visible()
    places = page.get_by_role("region", name="哪里可以学")
    expect(places.get_by_role("link", name="长沙电力职业技术学院")).to_be_visible()
    assert serious(page) == []
    picture(page, "plan", tmp_path)


def test_on_a_phone_nothing_is_cut(phone: Page, service: str, tmp_path: Path) -> None:
    phone.goto(service)
    assert spilled(phone) == []
    fill_electrician(phone)
    expect(headline(phone)).to_contain_text("2031年11月24日")
    expect(phone.get_by_role("link", name="长沙电力职业技术学院").first).to_be_visible()
    expect(phone.get_by_text("条途径并排看")).to_be_visible()
    assert spilled(phone) == []
    assert serious(phone) == []
    picture(phone, "plan", tmp_path)


def test_a_link_brings_the_case_back_and_nothing_personal_is_in_an_address(
    page: Page, browser: Browser, service: str
) -> None:
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    page.on("request", note)
    page.goto(service)
    fill_electrician(page)
    page.get_by_label("出生日期").fill("1990-05-01")
    expect(headline(page)).to_contain_text("2031年11月24日")
    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_text(re.compile("链接已"))).to_be_visible()
    assert all(request.url.startswith((service, "blob:")) for request in asked)
    assert not any("1990" in request.url.partition("#")[0] for request in asked)
    link = page.url
    assert "#case=" in link
    other = new_page(browser)
    other.goto(link)
    expect(headline(other)).to_contain_text("2031年11月24日")
    expect(other.get_by_label("出生日期")).to_have_value("1990年5月1日")
    other.context.close()


def test_a_file_brings_the_case_back_and_another_file_is_refused(
    page: Page, service: str, tmp_path: Path
) -> None:
    page.goto(service)
    fill_electrician(page)
    expect(headline(page)).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("button", name="存成文件").click()
    kept = tmp_path / "case.json"
    saved.value.save_as(kept)
    assert json.loads(kept.read_text(encoding="utf-8"))["goal"]["level"] == "L3"
    page.get_by_role("button", name="清空").click()
    expect(page.get_by_text("从目标开始")).to_be_visible()
    page.locator("input[type=file]").set_input_files(kept)
    expect(headline(page)).to_contain_text("2031年11月24日")
    strange = tmp_path / "other.json"
    strange.write_text("{}", encoding="utf-8")
    page.locator("input[type=file]").set_input_files(strange)
    expect(page.get_by_text("不是 lifepath 存的")).to_be_visible()


def test_a_plan_is_taken_along_as_pdf_and_calendar_and_printed_with_every_rule(
    page: Page, service: str, tmp_path: Path
) -> None:
    page.goto(service)
    fill_electrician(page)
    expect(headline(page)).to_be_visible()
    for button, start in (("存为 PDF", b"%PDF"), ("加进日历", b"BEGIN:VCALENDAR")):
        with page.expect_download() as made:
            page.get_by_role("button", name=button).click()
        path = tmp_path / made.value.suggested_filename
        made.value.save_as(path)
        assert path.read_bytes().startswith(start)
    expect(page.get_by_text("条途径并排看")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.get_by_text("rules:2018/L3").first).to_be_visible()
    expect(page.get_by_text("电工：2020年3月起，至今")).to_be_visible()
    expect(page.get_by_role("combobox", name="想考哪个职业的证书")).to_be_hidden()


def test_a_student_without_a_goal_is_shown_goals(page: Page, service: str) -> None:
    page.goto(service)
    page.get_by_role("button", name="加一段学历").click()
    page.get_by_role("combobox", name="学校类别").select_option("HIGHER")
    choose(page, "专业（不清楚可留空）", "数控技术", option="高职")
    page.get_by_role("combobox", name="现状").select_option(label="在读")
    page.get_by_label("预计毕业年月").fill("2027-06")
    page.get_by_role("button", name="看看怎么走").first.click()
    expect(headline(page)).to_contain_text("可以申报")


def test_a_case_that_is_cleared_leaves_no_text_behind(page: Page, service: str) -> None:
    page.goto(service)
    choose(page, "想考哪个职业的证书", "电工")
    page.get_by_role("button", name="清空").click()
    expect(page.get_by_role("combobox", name="想考哪个职业的证书")).to_have_value("")


def test_a_counsellor_compares_two_goals(page: Page, service: str, tmp_path: Path) -> None:
    page.goto(service)
    fill_electrician(page)
    choose(page, "另一个目标", "焊工")
    page.get_by_role("region", name="和另一个目标比一比").get_by_label("五级/初级工").check()
    table = page.get_by_role("region", name="和另一个目标比一比").get_by_role("table")
    expect(table.get_by_role("columnheader", name="焊工 五级/初级工")).to_be_visible()
    expect(table.get_by_role("row", name="最早可申报")).to_contain_text("2031年11月24日")
    assert serious(page) == []
    picture(page, "compare", tmp_path)


def test_a_goal_without_a_lawful_way_names_every_blocker(page: Page, service: str) -> None:
    page.goto(service)
    choose(page, "想考哪个职业的证书", "中国共产党机关负责人")
    page.get_by_label("三级/高级工").check()
    ask_on(page)
    expect(headline(page)).to_have_text("目前没有合规的途径")
    expect(page.get_by_text("该职业不设职业技能等级")).to_be_visible()
    assert serious(page) == []


def test_where_fewer_than_three_ways_are_shown_the_page_says_why_and_what_to_do_instead(
    page: Page, service: str
) -> None:
    page.goto(service)
    choose(page, "想考哪个职业的证书", "电工")
    page.get_by_label("五级/初级工").check()
    ask_on(page)
    page.get_by_role("button", name="加一段工作").click()
    page.get_by_label("从（年月）").fill("2025-03")
    expect(page.get_by_text("为什么只有 1 条")).to_be_visible()
    page.get_by_role("link", name="条定不出日期的途径").click()
    expect(page.get_by_text("企业新型学徒制").first).to_be_visible()
    page.get_by_role("link", name="和另一个目标比一比").click()
    expect(page.locator("#compare-title")).to_be_focused()
    assert "#compare" not in page.url


def test_a_goal_that_is_closed_offers_what_experience_suggests_instead(page: Page, service: str) -> None:
    page.goto(service)
    page.get_by_role("button", name="加一段工作").click()
    choose(page, "职业", "电工")
    page.get_by_label("从（年月）").fill("2020-03")
    choose(page, "想考哪个职业的证书", "中国共产党机关负责人")
    page.get_by_label("三级/高级工").check()
    expect(headline(page)).to_have_text("目前没有合规的途径")
    ideas = page.get_by_role("region", name="按经历还可以考虑")
    ideas.get_by_role("button", name="看看怎么走").first.click()
    expect(headline(page)).to_contain_text("可以申报")


def test_work_whose_months_nobody_remembers_counts_by_its_length_and_is_to_be_confirmed(
    phone: Page, service: str
) -> None:
    phone.goto(service)
    choose(phone, "想考哪个职业的证书", "电工")
    phone.get_by_label("五级/初级工").check()
    ask_on(phone)
    phone.get_by_role("button", name="加一段工作").click()
    phone.get_by_label("记不清年月").check()
    phone.get_by_label("一共几年").fill("6")
    phone.get_by_label("又几个月").fill("3")
    phone.get_by_label("又几个月").blur()
    expect(phone.get_by_text("说明从事电工的起止时间")).to_be_visible()
    pointer = phone.get_by_role("link", name="最早 2027年11月24日 可以申报")
    expect(pointer).to_be_in_viewport()
    pointer.click()
    expect(headline(phone)).to_be_in_viewport()
    assert spilled(phone) == []
    assert serious(phone) == []


def test_where_a_goal_cannot_be_told_a_click_leads_to_the_nearest_one_that_can(
    phone: Page, service: str
) -> None:
    phone.goto(service)
    choose(phone, "想考哪个职业的证书", "无人机群飞行规划员")
    phone.get_by_label("四级/中级工").check()
    ask_on(phone)
    expect(headline(phone)).to_have_text("现有资料无法断定")
    near = phone.get_by_role("listitem").filter(
        has_text="同一小类）：无人机驾驶员四级/中级工，最早2031年11月24日"
    )
    near.get_by_role("button", name="看看怎么走").click()
    expect(headline(phone)).to_contain_text("最早 2031年11月24日 可以申报")
    expect(headline(phone)).to_be_in_viewport()
    expect(phone.get_by_role("region", name="答案", exact=True)).to_be_focused()
    expect(phone.get_by_role("combobox", name="想考哪个职业的证书")).to_have_value("无人机驾驶员")
    expect(phone.get_by_label("四级/中级工")).to_be_checked()
    assert spilled(phone) == []
    assert serious(phone) == []


def test_a_link_keeps_a_level_that_no_certificate_is_known_of(page: Page, service: str) -> None:
    case = {"goal": {"occupation": ELECTRICIAN, "level": "CHIEF", "workType": ""}, "lifepath": 1}
    text = base64.urlsafe_b64encode(json.dumps(case).encode()).decode().rstrip("=")
    page.goto(f"{service}/#case={text}")
    expect(headline(page)).to_have_text("目前没有合规的途径")
    expect(page.get_by_role("radio", name="首席技师")).to_be_checked()
    choose(page, "想考哪个职业的证书", "焊工")
    expect(page.get_by_role("radio", name="首席技师")).to_have_count(0)
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)


def test_a_level_that_does_not_exist_leads_to_the_highest_one_that_does(
    page: Page, service: str, tmp_path: Path
) -> None:
    page.goto(service)
    fill_electrician(page)
    expect(headline(page)).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("button", name="存成文件").click()
    case = json.loads(saved.value.path().read_text(encoding="utf-8"))
    case["goal"]["level"] = "CHIEF"
    (kept := tmp_path / "case.json").write_text(json.dumps(case), encoding="utf-8")
    page.locator("input[type=file]").set_input_files(kept)
    expect(headline(page)).to_have_text("目前没有合规的途径")
    expect(page.get_by_text("试过的变化都打不开这个目标。")).to_be_visible()
    page.get_by_role("button", name="English").click()
    near = page.get_by_role("listitem").filter(has_text="same occupation: from 24 November 2039")
    near.get_by_role("button", name="Show the way").click()
    expect(headline(page)).to_contain_text("24 November 2039")
    expect(page.get_by_role("radio", name="level 1, senior technician")).to_be_checked()


def test_an_occupation_without_a_standard_is_undetermined_and_says_so(page: Page, service: str) -> None:
    page.goto(service)
    choose(page, "想考哪个职业的证书", "工程机械装配调试工", option="6-21-01-02")
    page.get_by_label("五级/初级工").check()
    ask_on(page)
    expect(headline(page)).to_have_text("现有资料无法断定")
    expect(page.get_by_text("设想").first).to_be_visible()
    expect(page.get_by_text("先去确认").first).to_be_visible()


def test_the_form_asks_nothing_that_no_rule_looks_at(page: Page, service: str) -> None:
    page.goto(service)
    choose(page, "想考哪个职业的证书", "电工")
    expect(page.get_by_text("没有问职称")).to_be_visible()
    expect(page.get_by_role("button", name="加一个职称")).to_have_count(0)


def test_a_date_is_taken_as_people_write_it_and_shown_in_the_language_of_the_page(
    page: Page, service: str
) -> None:
    page.goto(service)
    birth = page.get_by_label("出生日期")
    for written in ("1990-5-1", "1990年5月1日", "19900501", "1990.05.01"):
        birth.fill(written)
        birth.press("Enter")
        expect(birth).to_have_value("1990年5月1日")
    page.get_by_role("button", name="English").click()
    born = page.get_by_label("Day of birth")
    expect(born).to_have_value("1 May 1990")
    page.get_by_role("button", name="中文").click()
    for written, told in (
        ("1990-02-30", "没有这个日期"),
        ("1990年5月", "还缺日"),
        ("昨天", "看不懂这个日期"),
        ("2090-01-01", "不能晚于"),
    ):
        birth.fill(written)
        birth.blur()
        expect(page.get_by_role("status").filter(has_text=told)).to_be_visible()
        expect(birth).to_have_attribute("aria-invalid", "true")
    assert serious(page) == []


def test_a_date_is_put_together_from_lists_by_keyboard(page: Page, service: str) -> None:
    page.goto(service)
    page.get_by_role("button", name="加一段工作").click()
    since = page.get_by_role("textbox", name="从（年月）")
    since.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    lists = page.get_by_role("group", name="从（年月）")
    lists.get_by_role("combobox", name="年").select_option("2020")
    lists.get_by_role("combobox", name="月").select_option("3")
    expect(since).to_have_value("2020年3月")
    page.get_by_label("到（至今则留空）").fill("2019-12")
    page.get_by_label("到（至今则留空）").blur()
    expect(page.get_by_text("不能早于2020年3月")).to_be_visible()
    assert serious(page) == []


def test_the_form_is_filled_in_by_keyboard_alone(page: Page, service: str) -> None:
    page.goto(service)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    box = page.get_by_role("combobox", name="想考哪个职业的证书")
    expect(box).to_be_focused()
    page.keyboard.type("电工")
    expect(page.locator("[role=listbox]:visible [role=option]").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(box).to_have_value("电工")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(headline(page)).to_be_visible()
