"""POST /notices: real files in, what they announce out, and each file that cannot be read refused in a sentence."""

import zipfile
from collections import Counter
from collections.abc import AsyncGenerator, Callable
from io import BytesIO
from pathlib import Path

import anyio
import httpx
import pytest
from fastapi import FastAPI

from api.limits import BoundedBodies
from api.notices import AT_ONCE, NOTICE_BYTES, NOTICES, WAITING, add_notices
from ingest.documents.apart import REFUSED, answer
from tests.ingest.test_notices import LABELLED
from tests.ingest.writing import WRITERS, Script, write_docx, write_protected, write_scan

SMALL = 1_000
LITTLE_SECONDS = 0.2  # less than a process takes to begin


def client_of(app: FastAPI) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")


def app_with(**bounds: float) -> FastAPI:
    app = FastAPI()
    app.add_middleware(BoundedBodies, most=SMALL, at={NOTICES: NOTICE_BYTES})
    add_notices(app, **bounds)
    return app


@pytest.fixture
async def client() -> AsyncGenerator[httpx.AsyncClient]:
    """Talks to an application that reads notices and knows no catalogue."""
    async with client_of(app_with()) as client:
        yield client


def written(suffix: str, folder: Path) -> bytes:
    if suffix == "txt":
        return "\n".join(LABELLED).encode("gb18030")
    return WRITERS[suffix](Script(list(LABELLED)), folder / f"notice.{suffix}").read_bytes()


@pytest.mark.parametrize("suffix", ["docx", "pdf", "txt"])
async def test_a_notice_is_answered_with_what_it_announces(
    client: httpx.AsyncClient, suffix: str, tmp_path: Path
) -> None:
    content = written(suffix, tmp_path)
    found = await client.post(NOTICES, params={"name": f"公告.{suffix}"}, content=content)
    assert found.status_code == 200
    assert found.headers["cache-control"] == "no-store"
    told = found.json()
    assert told["file"] == f"公告.{suffix}"
    first, second = told["occupations"]
    assert first.pop("place")
    assert first == {
        "name": "样例检测员",
        "code": "4-99-99-01",
        "definition": "从事样例检测、样例登记的人员。",
        "tasks": ["检测样例", "登记样例，并编写样例报告"],
        "workTypes": ["样例工", "试样工"],
        "missing": [],
    }
    assert second["name"] == "样例管理员"


def _cut_off(path: Path) -> bytes:
    content = write_docx(Script(list(LABELLED)), path).read_bytes()
    return content[: len(content) // 2]


def _bomb(_: Path) -> bytes:
    """A docx of a few hundred kilobytes that says it unpacks to more than is ever read."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as parts:
        for number in range(3):
            parts.writestr(f"word/part{number}.xml", bytes(70_000_000))
    return content.getvalue()


def _silent(_: Path) -> bytes:
    return "各单位：现就SAMPLE事项通知如下。".encode()


# Pages that every page tree names again: a reader that follows them never ends or gives up in its own words.
CIRCLE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>"
)


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("cut.docx", _cut_off, "is damaged"),
        ("bomb.docx", _bomb, "unpacks to 210,000,000 bytes"),
        ("circle.pdf", lambda _: CIRCLE, "circle.pdf"),
        ("scan.pdf", lambda path: write_scan(path).read_bytes(), "probably a scan"),
        ("locked.pdf", lambda path: write_protected(path).read_bytes(), "protected by a password"),
        ("old.doc", lambda _: b"\xd0\xcf\x11\xe0" + bytes(500), "old doc"),
        ("photo.png", lambda _: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(50), "neither UTF-8 nor GB18030"),
        ("silent.txt", _silent, "announces no occupation"),
        ("empty.txt", lambda _: b" \n", "is empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    name: str, make: Callable[[Path], bytes], said: str, tmp_path: Path
) -> None:
    code, told = answer(name, make(tmp_path / name))
    assert (code, told["error"]["code"], told["error"]["field"]) == (REFUSED, "BAD_INPUT", "file")
    assert said in told["error"]["message"]


async def test_a_refusal_comes_as_a_bad_request(client: httpx.AsyncClient, tmp_path: Path) -> None:
    found = await client.post(NOTICES, params={"name": "cut.docx"}, content=_cut_off(tmp_path / "cut.docx"))
    assert (found.status_code, found.json()["error"]["field"]) == (400, "file")
    assert "is damaged" in found.json()["error"]["message"]


async def test_a_file_that_is_too_large_is_not_read_at_all(client: httpx.AsyncClient) -> None:
    found = await client.post(NOTICES, params={"name": "big.pdf"}, content=bytes(NOTICE_BYTES + 1))
    assert found.status_code == 413
    assert (await client.post("/other", content=bytes(SMALL + 1))).status_code == 413


@pytest.mark.parametrize("name", [None, "", "a\0b", "x" * 201])
async def test_a_file_has_a_name(client: httpx.AsyncClient, name: str | None) -> None:
    found = await client.post(NOTICES, params={} if name is None else {"name": name}, content=b"x")
    assert found.status_code == 422


async def test_a_file_that_takes_too_long_is_given_up_and_those_who_would_wait_long_are_told_so() -> None:
    found: Counter[int] = Counter()
    async with client_of(app_with(patience_seconds=LITTLE_SECONDS)) as client:

        async def send() -> None:
            found[(await client.post(NOTICES, params={"name": "n.txt"}, content=b"x")).status_code] += 1

        async with anyio.create_task_group() as group:
            for _ in range(AT_ONCE + WAITING + 2):
                group.start_soon(send)
    assert found == {400: AT_ONCE + WAITING, 503: 2}
