"""Bringing in tables over HTTP: who may, what a dry run tells row by row, and that it is all or nothing."""

import asyncio
import tempfile
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from api.app import create_app
from api.services import Services
from api.settings import CHECKOUT, Neo4jSettings, Settings
from api.uploads import UPLOAD_BYTES

pytestmark = pytest.mark.server
WHOLE = {"sources", "clauses", "eligibility_rules", "regions", "errata", "findings", "institutions"}
ROWS = 40
TOKEN = {"Authorization": "Bearer s3cret"}
SCHOOLS = (CHECKOUT / "data" / "institutions.csv").read_text(encoding="utf-8")
HEADER, FIRST = SCHOOLS.splitlines()[:2]
PATIENCE_SECONDS = 60


@pytest.fixture(scope="module")
def few_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped tables, the long ones cut to their first rows."""
    folder = tmp_path_factory.mktemp("data")
    for table in (CHECKOUT / "data").glob("*.csv"):
        lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = lines if table.stem in WHOLE else lines[:ROWS]
        (folder / table.name).write_text("".join(kept), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where uploaded files lie meanwhile."""
    return tmp_path_factory.mktemp("temporary")


@pytest.fixture(scope="module")
async def app(
    anyio_backend: str, few_tables: Path, temporary: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[FastAPI]:
    """The application over a store that holds the few tables, open to who sends the token."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(temporary))
        settings = Settings(
            home=home, data=few_tables, ingest_token=SecretStr("s3cret"), neo4j=Neo4jSettings(uri=None)
        )
        app = create_app(settings, with_model=False)
        async with app.router.lifespan_context(app):
            yield app


@pytest.fixture
async def client(app: FastAPI) -> AsyncGenerator[httpx.AsyncClient]:
    """Talks to the application without a network, with the token."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=TOKEN) as client:
        yield client


def schools(*rows: str) -> dict[str, tuple[str, bytes]]:
    """The shipped institutions with rows after them, as the part of a form."""
    content = SCHOOLS + "".join(f"{row}\n" for row in rows)
    return {"institutions": ("学校.csv", content.encode())}


def school(code: str, name: str, city: str = "长沙市", private: str = "0") -> str:
    """A row of institutions."""
    told = {"code": code, "name": name, "city": city, "private": private}
    return ",".join(told.get(column, "") for column in HEADER.split(","))


async def asked(client: httpx.AsyncClient, files: Any, **fields: str) -> dict[str, Any]:
    """What became of an upload, waited for."""
    begun = await client.post("/uploads", files=files, data={"who": "王老师", **fields})
    assert begun.status_code == 202, begun.text
    return await ended(client)


async def ended(client: httpx.AsyncClient) -> dict[str, Any]:
    """The newest upload, once it is no longer under way."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            latest = (await client.get("/uploads")).json()["latest"]
            if latest["stage"] != "RUNNING":
                return latest
            await asyncio.sleep(0.05)


def left_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def newest(app: FastAPI) -> int:
    services: Services = app.state.services
    return await services.store.latest()


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer other"}])
async def test_without_the_token_nothing_is_told_and_nothing_taken(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    client.headers.pop("Authorization")
    told = (await client.get("/uploads", headers=headers)).json()
    assert (told["open"], told["allowed"], told["latest"]) == (True, False, None)
    assert "code" in told["tables"]["institutions"]
    refused = await client.post("/uploads", headers=headers, files=schools(), data={"who": "x"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "FORBIDDEN")
    error = refused.json()["error"]
    assert error["reason"] == "NO_TABLES_FROM_YOU"
    assert "LIFEPATH_INGEST_TOKEN" in error["message"]
    assert error["message_chinese"].startswith("这个服务不接受您的数据表")


@pytest.mark.parametrize(
    ("files", "fields", "field"),
    [
        (schools(), {"who": ""}, "who"),
        (None, {"who": "x"}, "file"),
        (schools(), {"who": "x", "kind": "poem"}, "kind"),
        (schools(), {"who": "x", "kind": "standard"}, "file"),
        (schools(), {"who": "x", "base": "last"}, "base"),
        ([*schools().items(), *schools().items()], {"who": "x"}, "institutions"),
    ],
)
async def test_what_is_wrong_with_the_form_is_told_by_its_field(
    client: httpx.AsyncClient, temporary: Path, files: Any, fields: dict[str, str], field: str
) -> None:
    refused = await client.post("/uploads", files=files, data=fields)
    assert (refused.status_code, refused.json()["error"]["field"]) == (400, field)
    assert not left_in(temporary)


async def test_an_upload_beyond_the_bound_is_refused(client: httpx.AsyncClient) -> None:
    files = {"institutions": ("学校.csv", b" " * UPLOAD_BYTES)}
    assert (await client.post("/uploads", files=files, data={"who": "x"})).status_code == 413


async def test_a_dry_run_tells_what_would_change_and_the_ingest_changes_it(
    app: FastAPI, client: httpx.AsyncClient, temporary: Path
) -> None:
    before = await newest(app)
    files = schools(school("4143099999", "长沙试验职业学院"))
    dry = await asked(client, files)
    assert (dry["stage"], dry["dry_run"], dry["report"]["revision"]) == ("DONE", True, None)
    assert [step["title"] for step in dry["steps"]] == [
        "looking through the files",
        "reading the tables",
        "comparing",
    ]
    assert [step["title_chinese"] for step in dry["steps"]] == ["逐个检查文件", "读取各表", "对照差别"]
    assert all(step["seconds"] is not None for step in dry["steps"])
    assert dry["report"]["new"]["Institution"] >= 1
    assert await newest(app) == before
    done = await asked(client, files, dry_run="false", base=str(dry["report"]["base"]))
    assert (done["stage"], done["report"]["revision"]["number"]) == ("DONE", before + 1)
    assert done["report"]["revision"]["who"] == "王老师"
    services: Services = app.state.services
    assert services.holder.present.revision.number == before + 1
    assert not left_in(temporary)
    again = await asked(client, files, dry_run="false")
    assert (again["stage"], again["report"]["revision"]) == ("DONE", None)


async def test_every_wrong_row_of_every_file_is_told_and_nothing_is_changed(
    app: FastAPI, client: httpx.AsyncClient, temporary: Path
) -> None:
    before = await newest(app)
    rows = (school("X1", "甲校"), school("4143099998", "", private="maybe"), FIRST)
    files = {**schools(*rows), "majors": ("majors.csv", b"kode\n1\n")}
    refused = await asked(client, files, dry_run="false")
    assert refused["stage"] == "REFUSED"
    lines = len(SCHOOLS.splitlines())
    wrong = [(w["table"], w["row"], w["field"], w["check"], w["found"]) for w in refused["wrong"]]
    assert wrong[:3] == [
        ("institutions", lines + 1, "code", "CELL_PATTERN", "X1"),
        ("institutions", lines + 2, "name", "CELL_EMPTY", ""),
        ("institutions", lines + 2, "private", "CELL_FLAG", "maybe"),
    ]
    assert [w["reason_chinese"] for w in refused["wrong"][:3]] == [
        "“X1”不是纯数字",
        "这一格是空的，必须填写",
        "“maybe”既不是 1（是）也不是 0（否）",
    ]
    assert [w[0] for w in wrong[3:]] == ["majors"]
    assert "wrong column headers" in refused["wrong"][3]["reason"]
    assert refused["wrong"][3]["reason_chinese"].startswith(
        "majors.csv 的表头不是“专业目录”的：缺 education、code"
    )
    assert refused["wrong_in_all"] == 4
    assert await newest(app) == before
    assert not left_in(temporary)


async def test_a_row_that_repeats_another_is_told(client: httpx.AsyncClient) -> None:
    refused = await asked(client, schools(FIRST))
    (wrong,) = refused["wrong"]
    assert (wrong["check"], wrong["wanted"]) == ("ROW_REPEATED", "2")
    assert wrong["reason_chinese"].startswith("和第 2 行重复：code ")


async def test_only_one_at_a_time_and_who_goes_away_finds_it_done(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    files = schools(school("4143099997", "株洲试验职业学院", "株洲市"))
    begun = await client.post("/uploads", files=files, data={"who": "王老师", "dry_run": "false"})
    second = await client.post("/uploads", files=schools(), data={"who": "李老师"})
    assert (second.status_code, second.json()["error"]["code"]) == (409, "CONFLICT")
    found = await ended(client)  # asked anew, as after a reload
    assert (found["id"], found["stage"], found["who"]) == (begun.json()["id"], "DONE", "王老师")
    assert found["report"]["revision"]["number"] == await newest(app)


async def test_what_was_run_dry_on_an_older_revision_is_not_stored(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    before = await newest(app)
    failed = await asked(client, schools(), dry_run="false", base=str(before + 7))
    assert (failed["stage"], failed["report"]) == ("FAILED", None)
    assert "run it dry again" in failed["error"]
    assert failed["error_chinese"].startswith("试运行以后，目录已从第 ")
    assert await newest(app) == before


async def test_a_document_that_is_no_standard_is_refused_by_its_parts(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    if not await newest(app):
        await asked(client, schools(), dry_run="false")
    files = {"file": ("标准.txt", "国家职业标准\n没有内容".encode())}
    refused = await asked(client, files, kind="standard")
    assert refused["stage"] == "REFUSED"
    assert refused["wrong"]
    assert [(w["table_chinese"], w["reason_chinese"]) for w in refused["wrong"]] == [
        (f"第 {chapter} 章{title}", "缺这一章：没有找到这个标题")
        for chapter, title in ((1, "职业概况"), (3, "工作要求"), (4, "权重表"))
    ]


async def test_stopping_the_service_in_the_middle_changes_nothing(
    app: FastAPI, client: httpx.AsyncClient, temporary: Path
) -> None:
    before = await newest(app)
    files = schools(school("4143099996", "湘潭试验职业学院", "湘潭市"))
    await client.post("/uploads", files=files, data={"who": "王老师", "dry_run": "false"})
    await app.state.uploads.stop()
    stopped = await ended(client)
    assert (stopped["stage"], stopped["report"]) == ("FAILED", None)
    assert await newest(app) == before
    assert not left_in(temporary)
