"""Someone who may brings the data up to date: a bad row is told, put right, and stored as a new revision."""

from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from api.settings import CHECKOUT
from tests.browser.conftest import few_rows, serving
from tests.browser.driving import picture, serious, spilled

pytestmark = pytest.mark.browser
SCHOOLS = (CHECKOUT / "data" / "institutions.csv").read_text(encoding="utf-8")
COLUMNS = SCHOOLS.splitlines()[0].split(",")
INGEST_MS = 60_000


@pytest.fixture(scope="module")
def open_service(encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """The address of a service on a few rows of each table, which takes tables from who sends its token."""
    folder = tmp_path_factory.mktemp("open")
    own = {
        "LIFEPATH_DATA": str(few_rows(folder)),
        "LIFEPATH_INGEST_TOKEN": "s3cret",
        "LIFEPATH_MODEL": str(encoder),
    }
    with serving(folder, until="ready", **own) as address:
        yield address


def schools(folder: Path, code: str) -> Path:
    """The shipped institutions and one more."""
    told = {"code": code, "name": "长沙试验职业学院", "city": "长沙市", "private": "0"}
    file = folder / "institutions.csv"
    row = ",".join(told.get(column, "") for column in COLUMNS)
    file.write_text(f"{SCHOOLS}{row}\n", encoding="utf-8")
    return file


def choose_file(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)


def enter(page: Page, token: str) -> None:
    page.get_by_label("更新口令").fill(token)
    page.get_by_role("button", name="进入").click()


def test_without_a_token_the_page_says_how_to_open_it(page: Page, service: str) -> None:
    page.goto(f"{service}/status")
    expect(page.get_by_text("LIFEPATH_INGEST_TOKEN=… lifepath serve")).to_be_visible()
    page.get_by_text("也可以在运行服务的机器上用命令更新").click()
    expect(page.get_by_text("lifepath ingest --dry-run")).to_be_visible()


def test_a_bad_row_is_told_put_right_and_stored_as_a_new_revision(
    page: Page, open_service: str, tmp_path: Path
) -> None:
    page.goto(f"{open_service}/status")
    enter(page, "wrong")
    expect(page.get_by_role("alert")).to_have_text("口令不对，请核对后再输。")
    enter(page, "s3cret")
    choose_file(page, schools(tmp_path, "X1"))
    expect(page.get_by_role("combobox", name="表")).to_have_value("institutions")
    page.get_by_role("button", name="试运行").click()
    expect(page.get_by_role("alert")).to_have_text("请先写姓名或单位。")
    page.get_by_label("姓名或单位").fill("王老师")
    page.get_by_role("button", name="试运行").click()
    expect(page.get_by_text("没有载入，目录没有变。有 1 处要改")).to_be_visible(timeout=INGEST_MS)
    wrong = page.get_by_role("row", name="X1")
    expect(wrong).to_contain_text(str(len(SCHOOLS.splitlines()) + 1))
    expect(wrong).to_contain_text("“X1”不是纯数字")
    assert serious(page) == []
    picture(page, "upload-refused", tmp_path)

    choose_file(page, schools(tmp_path, "4143099999"))
    page.get_by_role("button", name="试运行").click()
    expect(page.get_by_text("试运行通过：会成为第 2 版")).to_be_visible(timeout=INGEST_MS)
    expect(page.get_by_role("heading", name="目录第 1 版")).to_be_visible()
    expect(page.get_by_role("row", name="机构", exact=False).last).to_contain_text("1")
    picture(page, "upload", tmp_path)
    page.get_by_role("button", name="正式载入，成为第 2 版").click()
    expect(page.get_by_text("可以离开或刷新本页").or_(page.get_by_text("已载入"))).to_be_visible()
    page.reload()  # goes on without the page, and is found again
    expect(page.get_by_text("已载入：现在是目录第 2 版")).to_be_visible(timeout=INGEST_MS)
    expect(page.get_by_role("heading", name="目录第 2 版")).to_be_visible()
    expect(page.get_by_text("第 2 版").last).to_be_visible()
    assert serious(page) == []


def test_on_a_phone_the_upload_fits(phone: Page, open_service: str) -> None:
    phone.goto(f"{open_service}/status")
    enter(phone, "s3cret")
    expect(phone.get_by_role("button", name="试运行")).to_be_visible()
    assert spilled(phone) == []
    assert serious(phone) == []
