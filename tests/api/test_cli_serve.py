"""`lifepath serve` as a process: it answers, shares its store, and leaves nothing behind when it is stopped."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import pytest

from api.cli.frame import run
from api.settings import variables

pytestmark = pytest.mark.server
LIFEPATH = Path(sys.executable).with_name("lifepath")


@contextmanager
def serving(home: Path) -> Generator[tuple[subprocess.Popen[str], str]]:
    """A service on a free port, and its address."""
    kept = {name: value for name, value in os.environ.items() if name not in variables()}
    process = subprocess.Popen(
        [LIFEPATH, "serve", "--port", "0", "--json"],
        env={**kept, "LIFEPATH_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process, _address(process)
    finally:
        process.kill()
        process.communicate()


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    text = ""
    while not text.endswith("}\n"):
        text += process.stdout.readline()
    return json.loads(text)["address"]


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
def test_a_service_answers_shares_its_store_and_stops_without_a_trace(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    signal_number: signal.Signals,
) -> None:
    with serving(tmp_path) as (process, address):
        assert httpx.get(f"{address}/healthz", timeout=60).json() == {"up": True}
        ready = httpx.get(f"{address}/readyz", timeout=60)
        assert (ready.status_code, ready.json()["ready"]) == (503, False)
        children = psutil.Process(process.pid).children(recursive=True)
        assert children
        monkeypatch.setenv("LIFEPATH_HOME", str(tmp_path))
        assert run(["revisions", "--json"]) == 0
        assert json.loads(capsys.readouterr().out) == []
        process.send_signal(signal_number)
        assert process.wait(30) == 0
        assert not any(child.is_running() for child in children)
        assert not list(tmp_path.rglob("run.json"))


def test_an_address_that_is_taken_is_told_before_anything_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LIFEPATH_HOME", str(tmp_path / "home"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run(["serve", "--port", str(port)]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"error: cannot listen on 127.0.0.1:{port}")
    assert "--port" in error
    assert not (tmp_path / "home").exists()


def test_a_wrong_setting_is_told_by_its_variable(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LIFEPATH_PORT", "high")
    assert run(["serve"]) == 2
    assert "LIFEPATH_PORT" in capsys.readouterr().err
