"""A curriculum developer reads a notice, compares it, judges what matches, and works through the queue."""

import re
from collections import Counter
from pathlib import Path
from secrets import token_hex

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import CURATION_TOKEN
from tests.browser.driving import PATIENCE_MS, choose, picture, serious, settle, spilled
from tests.ingest.test_notices import LABELLED
from tests.ingest.writing import Script, write_docx

pytestmark = pytest.mark.browser
WHO, WHY = "王老师（SAMPLE）", "看过教材，内容相同"


UPLOAD = "上传公告，或把文件拖到这里"
DROP = """name => {
    const dropped = new DataTransfer();
    dropped.items.add(new File(["PK\\u0003\\u0004 broken"], name));
    const options = { dataTransfer: dropped, bubbles: true, cancelable: true };
    document.querySelector(".drop").dispatchEvent(new DragEvent("drop", options));
}"""


def notice(folder: Path) -> Path:
    """A notice of two made-up occupations."""
    return write_docx(Script(list(LABELLED)), folder / "公告.docx")


def enter(page: Page, token: str = CURATION_TOKEN) -> None:
    """Says who judges."""
    page.get_by_label("姓名或单位").fill(WHO)
    page.get_by_label("判断口令").fill(token)
    page.get_by_role("button", name="开始判断").click()


def compare(page: Page, name: str, *tasks: str) -> None:
    """Pastes an occupation and asks for the comparison."""
    page.get_by_label("或者写职业名称").fill(name)
    page.get_by_label("主要工作任务，一行一条").fill("\n".join(tasks))
    page.get_by_role("button", name="逐条对照").click()
    expect(page.get_by_role("heading", level=3, name=name)).to_be_visible()


def test_a_notice_is_read_corrected_and_compared(page: Page, service: str, tmp_path: Path) -> None:
    page.goto(f"{service}/desk")
    page.get_by_label(UPLOAD).set_input_files(notice(tmp_path))
    expect(page.get_by_text("“公告.docx”里有 2 个职业")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_label("或者写职业名称")).to_have_value("样例检测员")
    page.get_by_label("样例管理员").check()
    tasks = page.get_by_label("主要工作任务，一行一条")
    expect(tasks).to_have_value("管理样例\n归档样例")
    tasks.fill("管理样例\n检修电气设备")
    page.get_by_role("button", name="逐条对照").click()
    expect(page.get_by_role("heading", level=3, name="样例管理员")).to_be_focused()
    expect(page.get_by_role("heading", level=4, name="2. 检修电气设备")).to_be_visible()


def test_a_dropped_file_that_cannot_be_read_is_told_and_what_is_typed_stays(
    page: Page, service: str, tmp_path: Path
) -> None:
    page.goto(f"{service}/desk")
    page.get_by_label("或者写职业名称").fill("样例工")
    page.evaluate(DROP, "坏的.docx")
    refused = page.get_by_text("“坏的.docx”读不了。 文件损坏或没有下载完整。请重新下载")
    expect(refused).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_label("或者写职业名称")).to_have_value("样例工")
    page.get_by_role("button", name="逐条对照").click()
    expect(page.get_by_role("alert")).to_have_text("请写至少一条工作任务，一行一条。")
    assert serious(page) == []
    silent = tmp_path / "n.txt"
    silent.write_text("定义：从事样例检测的人员。", encoding="utf-8")
    page.get_by_label(UPLOAD).set_input_files(silent)
    missing = page.get_by_text("公告里没有读到：职业名称、主要工作任务。")
    expect(missing).to_be_visible(timeout=PATIENCE_MS)


def test_a_developer_takes_the_draft_along(page: Page, service: str, tmp_path: Path) -> None:
    page.goto(f"{service}/desk")
    compare(page, "无人机群飞行规划员", "安装、调试无人机飞行控制设备", "撰写飞行任务报告")
    expect(page.get_by_text("2. 撰写飞行任务报告")).to_be_visible()
    page.get_by_text("培训包草稿").click()
    made: list[Path] = []
    for button in ("导出 Word", "导出 Markdown"):
        with page.expect_download() as download:
            page.get_by_role("button", name=button).click()
        made.append(tmp_path / download.value.suggested_filename)
        download.value.save_as(made[-1])
    title = "无人机群飞行规划员（4-02-04-07） 培训包草案"
    assert docx.Document(str(made[0])).paragraphs[0].text == title
    assert made[1].read_text(encoding="utf-8").startswith(f"# {title}")
    assert serious(page) == []
    page.get_by_text("培训包草稿").click()
    picture(page, "desk", tmp_path)


def test_a_draft_is_edited_saved_and_shown_what_publishing_would_change(
    page: Page, service: str, tmp_path: Path
) -> None:
    page.goto(f"{service}/desk")
    compare(page, "无人机群飞行规划员", "安装、调试无人机飞行控制设备", "撰写飞行任务报告")
    page.get_by_text("培训包草稿").click()
    page.get_by_role("button", name="编辑这份草稿").click()
    page.get_by_role("button", name="加一个自编模块").click()
    title = page.get_by_role("textbox", name=re.compile("的名称$")).last
    expect(title).to_be_focused()
    title.fill("集群飞行安全（SAMPLE）")
    for level in page.get_by_role("combobox", name="等级").all():
        if level.is_enabled():
            level.select_option("L4")
    page.get_by_role("button", name=re.compile("上移$")).last.click()
    enter(page)
    assert serious(page) == []
    page.get_by_role("button", name=re.compile("^存为")).click()
    expect(page.get_by_text("以前的版本都还在")).to_be_visible()
    page.get_by_role("button", name="试发布，看会改什么").click()
    expect(page.get_by_text("全部标为“推断”。确认后再发布")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("link", name="草稿", exact=True).click()
    page.get_by_role("button", name="无人机群飞行规划员 第").first.click()
    expect(page.get_by_role("textbox", name=re.compile("的名称$")).nth(-2)).to_have_value(
        "集群飞行安全（SAMPLE）"
    )
    assert serious(page) == []
    picture(page, "desk-drafts", tmp_path)


def test_a_match_is_judged_beside_the_texts_and_decides_the_verdict(
    page: Page, service: str, tmp_path: Path
) -> None:
    page.goto(f"{service}/desk")
    first = f"检修电气设备{token_hex(2)}"  # judged by nobody before
    compare(page, "样例检测员", first, "为客人表演魔术")
    task = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=f"1. {first}"))
    task.get_by_role("button", name="判断与").first.click()
    enter(page, "wrong")
    page.get_by_label("理由（必填）").fill(WHY)
    page.get_by_role("button", name="记下判断").click()
    expect(page.get_by_role("alert")).to_contain_text("没有接受这个口令")
    assert serious(page) == []
    enter(page)
    page.get_by_role("button", name="记下判断").click()
    expect(task.get_by_text("由开发者判定")).to_be_visible()
    expect(task.get_by_text("判为对应").first).to_be_visible()
    expect(task).to_contain_text(f"：{WHY}")
    expect(task).to_contain_text("年")
    expect(task.get_by_role("heading", name=f"1. {first}")).to_be_focused()
    task.get_by_role("button", name="改判与").click()
    page.get_by_label("改到别的模块").check()
    choose(page, "应当对应的模块", "继电控制电路装调维修")
    page.get_by_role("button", name="记下判断").click()
    expect(page.get_by_role("alert")).to_have_text("请写理由，一句话就行。")
    page.get_by_label("理由（必填）").fill("应归电工")
    page.get_by_role("button", name="记下判断").click()
    expect(task.locator("strong:visible", has_text="继电控制电路装调维修").first).to_be_visible()
    expect(task.get_by_text("已判为不对应的")).to_be_visible()
    assert serious(page) == []


def test_what_somebody_judged_meanwhile_is_shown_before_it_is_overruled(page: Page, service: str) -> None:
    other, task = page.context.new_page(), f"登记样例并归档{token_hex(2)}"
    for one in (page, other):
        one.goto(f"{service}/desk")
        compare(one, "样例登记员", task)
        one.get_by_role("button", name="判断与").first.click()
        enter(one)
        one.get_by_label("理由（必填）").fill("先判的" if one is page else "后判的")
    page.get_by_role("button", name="记下判断").click()
    expect(page.get_by_text("由开发者判定", exact=True)).to_be_visible()
    other.get_by_role("button", name="记下判断").click()
    conflict = other.get_by_role("alert")
    expect(conflict).to_contain_text("刚刚有人先判了这一项")
    expect(conflict).to_contain_text("先判的")
    assert serious(other) == []
    conflict.get_by_role("button", name="看过了，仍记下我的判断").click()
    expect(other.get_by_text("后判的")).to_be_visible()


def test_the_queue_is_worked_through_by_keyboard(page: Page, service: str, tmp_path: Path) -> None:
    page.goto(f"{service}/desk/queue")
    enter(page)
    matches = page.get_by_role("article")
    expect(matches.first).to_be_visible(timeout=PATIENCE_MS)  # the first queue takes seconds
    matches.first.focus()
    for n, (key, said) in enumerate((("a", "判为对应"), ("r", "判为不对应"))):
        page.keyboard.press(key)
        expect(page.get_by_label("理由（必填）")).to_be_focused()
        page.keyboard.type(f"第{n}条，看过")
        page.keyboard.press("Enter")
        expect(matches.nth(n).get_by_text(said, exact=True)).to_be_visible()
        expect(matches.nth(n + 1)).to_be_focused()
    page.keyboard.press("a")
    expect(page.get_by_label("理由（必填）")).to_have_value("第0条，看过")
    page.keyboard.press("Escape")
    expect(matches.nth(2)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(matches.nth(3)).to_be_focused()
    expect(page.get_by_text("刚判了 2 条")).to_be_visible()
    assert serious(page) == []
    picture(page, "desk-queue", tmp_path)
    page.get_by_role("combobox", name="状态").select_option(label="已经判的")
    expect(matches.first.get_by_text("判过什么")).to_be_visible(timeout=PATIENCE_MS)
    matches.first.get_by_text("判过什么").click()
    expect(matches.first).to_contain_text(WHO)


def test_the_queue_is_narrowed_and_says_where_nothing_is_left(page: Page, service: str) -> None:
    page.goto(f"{service}/desk/queue")
    page.get_by_role("combobox", name="类型").select_option(label="课程和模块")
    choose(page, "只看这个职业", "电工")
    expect(page.get_by_role("article").first).to_contain_text("课程")
    page.get_by_role("combobox", name="状态").select_option(label="已经判的")
    expect(page.get_by_text("这个范围里还没有判断过的对应。")).to_be_visible()
    assert serious(page) == []


def test_what_was_judged_at_all_levels_leaves_the_queue_at_once(page: Page, service: str) -> None:
    page.goto(f"{service}/desk/queue")
    page.get_by_role("combobox", name="类型").select_option(label="课程和模块")
    choose(page, "只看这个职业", "工业机器人系统运维员")
    enter(page)
    matches = page.get_by_role("article")
    expect(matches.first).to_contain_text("工业机器人系统运维员")
    pairs = [function_beside(text) for text in matches.get_by_role("heading").all_inner_texts()]
    most, levels = Counter(pairs).most_common(1)[0]
    assert levels > 1
    at = pairs.index(most)
    matches.nth(at).get_by_role("button", name="对应", exact=False).first.click()
    page.get_by_label("理由（必填）").fill(WHY)
    page.get_by_role("button", name="记下判断").click()
    expect(matches).to_have_count(len(pairs) - levels + 1)
    expect(matches.nth(at).get_by_text("判为对应", exact=True)).to_be_visible()
    expect(page.get_by_text(f"同一职业功能的另外 {levels - 1} 条一并判了").last).to_be_visible()
    left = [function_beside(text) for text in matches.get_by_role("heading").all_inner_texts()]
    assert left.count(most) == 1
    assert serious(page) == []


def function_beside(heading: str) -> str:
    """The course and the function that a match joins, without its number and the level."""
    return re.sub(r"^\d+\. | *[一二三四五]级/\S+$", "", heading.strip())


def test_gaps_are_shown_by_group_and_new_occupations_lead_to_a_comparison(page: Page, service: str) -> None:
    page.goto(f"{service}/desk/gaps")
    heat = page.get_by_role("region", name="缺口热力表")
    heat.get_by_role("button", name="生产制造及有关人员，培训包落后").click()
    expect(page.get_by_role("heading", name="培训包落后")).to_be_visible()
    expect(page.get_by_text("的任务没有对应模块").first).to_be_visible()
    page.get_by_role("link", name="对照", exact=True).click()
    row = page.get_by_role("row", name="生成式人工智能系统应用员")
    expect(row).to_contain_text("2024")
    expect(row).to_contain_text("缺")
    row.get_by_role("link", name="对照：生成式人工智能系统应用员").click()
    expect(page.get_by_role("heading", level=3, name="生成式人工智能系统应用员")).to_be_focused()


def test_on_a_phone_gaps_are_bars_of_one_kind_and_new_occupations_a_list(phone: Page, service: str) -> None:
    phone.goto(f"{service}/desk/gaps")
    phone.get_by_role("combobox", name="缺什么").select_option(label="培训包落后")
    phone.get_by_role("button", name="6 生产制造及有关人员").click()
    listed = phone.get_by_role("heading", name="生产制造及有关人员 · 培训包落后")
    expect(listed).to_be_focused()
    expect(phone.get_by_text("的任务没有对应模块").first).to_be_visible()
    phone.get_by_role("combobox", name="范围").select_option(label="生产制造及有关人员")
    expect(phone.get_by_role("button", name="6-31 ")).to_be_visible()
    assert spilled(phone) == []
    assert serious(phone) == []
    phone.get_by_role("link", name="对照", exact=True).click()
    one = phone.get_by_role("listitem").filter(has_text="生成式人工智能系统应用员")
    expect(one).to_contain_text("缺：")
    expect(phone.locator(".scroll-x")).to_have_count(0)
    one.get_by_role("link", name="对照：生成式人工智能系统应用员").click()
    expect(phone.get_by_role("heading", level=3, name="生成式人工智能系统应用员")).to_be_focused()


@pytest.mark.parametrize("address", ["/desk", "/desk/queue", "/desk/drafts", "/desk/gaps"])
def test_the_desk_fits_a_phone(phone: Page, service: str, tmp_path: Path, address: str) -> None:
    phone.goto(service + address)
    expect(phone.get_by_role("heading", level=2).first).to_be_visible()
    settle(phone)
    assert spilled(phone) == []
    assert serious(phone) == []
    picture(phone, address.strip("/").replace("/", "-"), tmp_path)
