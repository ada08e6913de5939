"""POST /documents: a case in, a file out, and each refusal with its field."""

import json
from collections.abc import AsyncGenerator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.documents.routes import add_documents
from api.services import Services
from api.settings import Settings
from tests.api.asking import shipped_catalogue, without_store

CASE = {
    "as_of": "2026-11-24",
    "person": {"birth": "1990-05-01", "spells": [{"occupation": "电工", "from": "2020-03"}]},
    "goal": {"occupation": "电工", "level": "L3"},
}


@pytest.fixture
async def client() -> AsyncGenerator[httpx.AsyncClient]:
    """Talks to an application over the shipped catalogue; its store cannot be reached."""
    service = without_store(shipped_catalogue())[0]
    app = FastAPI()
    app.state.services = Services(Settings(), service.store, service.holder)
    add_documents(app)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        yield client


@pytest.mark.parametrize(
    ("kind", "media", "start"),
    [
        ("html", "text/html", b"<!doctype html>"),
        ("pdf", "application/pdf", b"%PDF-"),
        ("ics", "text/calendar", b"BEGIN:"),
    ],
)
async def test_a_case_is_answered_with_a_file(
    client: httpx.AsyncClient, kind: str, media: str, start: bytes
) -> None:
    answer = await client.post(f"/documents/{kind}", json=CASE)
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    assert answer.headers["content-type"].startswith(media)
    assert answer.headers["cache-control"] == "no-store"
    assert f"plan.{kind}" in answer.headers["content-disposition"]


@pytest.mark.parametrize(
    ("path", "body", "status", "field"),
    [
        ("pdf", {**CASE, "goal": {"occupation": "没有这个职业", "level": "L3"}}, 404, "goal.occupation"),
        ("pdf", {**CASE, "goal": {"occupation": "电工", "level": "L9"}}, 400, "goal.level"),
        ("pdf", {**CASE, "colour": "red"}, 400, "colour"),
        ("pdf", [], 400, "case"),
        ("docx", CASE, 404, "kind"),
    ],
)
async def test_what_is_wrong_is_told_by_its_field(
    client: httpx.AsyncClient, path: str, body: Any, status: int, field: str
) -> None:
    answer = await client.post(f"/documents/{path}", json=body)
    assert (answer.status_code, answer.json()["error"]["field"]) == (status, field)
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize("body", [b"not json", '{"goal": "电工"}'.encode("gb18030")])
async def test_a_body_that_is_no_json_is_refused(client: httpx.AsyncClient, body: bytes) -> None:
    answer = await client.post("/documents/pdf", content=body)
    assert (answer.status_code, answer.json()["error"]["field"]) == (400, "body")


async def test_nothing_of_the_person_is_logged(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG"):
        await client.post("/documents/html", content=json.dumps(CASE))
    assert "1990" not in caplog.text
