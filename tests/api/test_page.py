"""The page as a browser asks for it, from a folder that looks as if it had been built."""

import gzip
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.page import add_page

SCRIPT = b"export const steps = 3;"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A built page of one document and one script, the script also in gzip."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>page</title>", encoding="utf-8")
    (tmp_path / "favicon.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "assets" / "index-1a2b.js").write_bytes(SCRIPT)
    (tmp_path / "assets" / "index-1a2b.js.gz").write_bytes(gzip.compress(SCRIPT))
    return tmp_path


@pytest.fixture
def client(built: Path) -> TestClient:
    app = FastAPI()
    add_page(app, built)
    return TestClient(app)


@pytest.mark.parametrize(
    "address", ["/", "/plan", "/explore", "/explore/occupation/occ:6-31-01-03@2022", "/status"]
)
def test_every_address_of_the_page_gives_its_document(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert "<title>page</title>" in answer.text
    assert answer.headers["cache-control"] == "no-cache"
    assert "connect-src" not in answer.headers["content-security-policy"]
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")


def test_an_address_that_is_none_of_the_page_is_not_found(client: TestClient) -> None:
    assert client.get("/elsewhere").status_code == 404
    assert client.get("/assets/gone.js").status_code == 404


@pytest.mark.parametrize(("accepted", "coding"), [("gzip, br", "gzip"), ("identity", None)])
def test_assets_are_sent_as_they_were_compressed_and_kept_for_good(
    client: TestClient, accepted: str, coding: str | None
) -> None:
    answer = client.get("/assets/index-1a2b.js", headers={"Accept-Encoding": accepted})
    assert answer.content == SCRIPT
    assert answer.headers.get("content-encoding") == coding
    assert "javascript" in answer.headers["content-type"]
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["vary"] == "Accept-Encoding"


def test_without_a_built_page_graphiql_is_shown(tmp_path: Path) -> None:
    app = FastAPI()
    add_page(app, tmp_path)
    answer = TestClient(app).get("/", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "/graphql")
