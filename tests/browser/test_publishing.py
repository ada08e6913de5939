"""A draft is edited, exported as it stands, saved and published into a catalogue of the test's own."""

import re
from collections.abc import Generator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.conftest import CURATION_TOKEN, few_rows, serving
from tests.browser.driving import picture, serious, spilled
from tests.browser.test_desk import WHO, compare, enter

pytestmark = pytest.mark.browser
NAME, CODE = "无人机群飞行规划员", "4-02-04-07"
OWN = "集群飞行安全（SAMPLE）"
PUBLISH_MS = 60_000


@pytest.fixture(scope="module")
def own_service(encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """The address of a service on a catalogue of a few rows, which these tests change."""
    folder = tmp_path_factory.mktemp("own")
    own = {
        "LIFEPATH_DATA": str(few_rows(folder, also=CODE)),
        "LIFEPATH_MODEL": str(encoder),
        "LIFEPATH_CURATION_TOKEN": CURATION_TOKEN,
    }
    with serving(folder, until="freeText", **own) as address:
        yield address


def export(page: Page, kind: str, folder: Path) -> Path:
    """The file that a button of the editor gives."""
    with page.expect_download() as download:
        page.get_by_role("button", name=f"导出 {kind}").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def edit(page: Page, service: str) -> None:
    """Compares an occupation, and edits its draft: one module of its own, a level for every module."""
    page.goto(f"{service}/desk")
    compare(page, NAME, "安装、调试无人机飞行控制设备", "撰写飞行任务报告")
    page.get_by_text("培训包草稿").click()
    page.get_by_role("button", name="编辑这份草稿").click()
    page.get_by_role("button", name="加一个自编模块").click()
    page.get_by_role("textbox", name=re.compile("的名称$")).last.fill(OWN)
    for level in page.get_by_role("combobox", name="等级").all():
        if level.is_enabled():
            level.select_option("L4")


def test_what_is_edited_is_exported_and_the_click_that_publishes_makes_a_derived_package(
    page: Page, own_service: str, tmp_path: Path
) -> None:
    edit(page, own_service)
    unsaved = export(page, "Word", tmp_path)
    assert unsaved.name == f"{NAME} 培训包草案 未存的修改稿.docx"
    written = docx.Document(str(unsaved))
    assert written.tables[0].rows[-1].cells[1].text == OWN
    assert any("未存的修改稿" in paragraph.text for paragraph in written.paragraphs)

    enter(page)
    page.get_by_role("button", name="存为第 1 版").click()
    expect(page.get_by_text("以前的版本都还在")).to_be_visible()
    saved = export(page, "Markdown", tmp_path)
    assert saved.name == f"{NAME} 培训包草案 第1版.md"
    assert f"第1版，{WHO}" in (text := saved.read_text(encoding="utf-8"))
    assert OWN in text
    assert "未发布" in text

    page.get_by_role("button", name="试发布，看会改什么").click()
    expect(page.get_by_text("全部标为“推断”。确认后再发布")).to_be_visible(timeout=PUBLISH_MS)
    page.get_by_role("button", name="发布到目录").click()
    expect(page.get_by_text("已发布为目录第 2 版")).to_be_visible(timeout=PUBLISH_MS)
    assert serious(page) == []

    page.goto(f"{own_service}/status")
    expect(page.get_by_role("heading", name="目录第 2 版")).to_be_visible()
    expect(page.get_by_text(WHO).first).to_be_visible()
    page.goto(f"{own_service}/explore/occupation/occ:{CODE}@2022")
    package = page.get_by_role("article").filter(has_text="培训包：")
    expect(package).to_contain_text("开发台发布的草案第 1 版，不是官方培训包")
    expect(package.get_by_role("listitem").filter(has_text=OWN)).to_contain_text("四级/中级工")

    page.goto(f"{own_service}/desk/drafts")
    page.get_by_role("button", name=f"{NAME} 第 1 版").click()
    published = export(page, "Markdown", tmp_path).read_text(encoding="utf-8")
    assert f"已发布到目录第2版：pkg:{CODE}@2022/draft1" in published
    page.get_by_role("button", name="试发布，看会改什么").click()
    expect(page.get_by_text("目录里的正是这一版")).to_be_visible(timeout=PUBLISH_MS)
    assert serious(page) == []
    picture(page, "desk-published", tmp_path)


def test_changes_that_are_not_saved_are_kept_until_the_person_lets_them_go(
    phone: Page, own_service: str
) -> None:
    edit(phone, own_service)
    assert spilled(phone) == []
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    phone.once("dialog", stay)
    phone.get_by_role("link", name="缺口", exact=True).click()
    expect(phone.get_by_role("textbox", name=re.compile("的名称$")).last).to_have_value(OWN)
    assert asked == ["有没存的修改，离开就没有了。仍要离开吗？"]
    phone.once("dialog", lambda dialog: dialog.accept())
    phone.get_by_role("link", name="缺口", exact=True).click()
    expect(phone.get_by_role("heading", name="缺口一览")).to_be_visible()
