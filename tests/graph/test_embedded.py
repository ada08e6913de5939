"""The embedded server as a child process: who may use it, what it shows, and how it ends."""

import asyncio
import json
import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import AsyncGenerator, Generator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from graph import embedded as module
from graph import gateway, launcher
from graph.embedded import Files, Ports, embedded
from graph.errors import Unavailable
from graph.locking import held, sign, signature
from graph.model.difference import compare
from graph.model.snapshot import Snapshot
from graph.opening import open_store
from graph.runfile import running
from graph.target import Target
from tests.graph.samples import snapshot

pytestmark = pytest.mark.server
HOLDER = """
import asyncio, sys
from pathlib import Path
from graph.opening import open_store
async def main():
    async with open_store(Path(sys.argv[1]), None, share=sys.argv[2] == "share") as store:
        print("open", flush=True)
        await asyncio.to_thread(sys.stdin.read)
asyncio.run(main())
"""


@contextmanager
def another_process(home: Path, sharing: str) -> Generator[subprocess.Popen[str]]:
    """A process of its own that keeps the store of `home` open until its input ends."""
    command = [sys.executable, "-c", HOLDER, str(home), sharing]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "open\n"
            yield process
        finally:
            process.stdin.close()  # type: ignore[union-attr]


def java_children(pid: int) -> list[psutil.Process]:
    """The servers that a process started."""
    return [child for child in psutil.Process(pid).children() if "java" in child.name()]


def server_of(pid: int, target: Target) -> psutil.Process:
    """The one of them that listens at `target`."""
    port = target.uri.rpartition(":")[2]
    return next(child for child in java_children(pid) if f"-Darcadedb.bolt.port={port}" in child.cmdline())


async def ended(process: psutil.Process) -> None:
    """Waits until a process is gone."""
    for _ in range(200):
        if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
            return
        await asyncio.sleep(0.05)
    pytest.fail(f"process {process.pid} still runs")


async def one(target: Target) -> object:
    async with gateway.Gateway(target) as open_gateway:
        return (await open_gateway.read("RETURN 1 AS one"))[0]["one"]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of `shared`."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
async def shared(home: Path) -> AsyncGenerator[Target]:
    """A server that this process shares with others, and that ends a statement after two seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "COMMAND_SECONDS", 2)
        async with embedded(home / "store", share=True) as target:
            yield target


async def test_a_server_listens_on_loopback_only(shared: Target) -> None:
    assert await one(shared) == 1
    connections = server_of(os.getpid(), shared).net_connections()
    listening = [c.laddr.ip.removeprefix("::ffff:") for c in connections if c.status == psutil.CONN_LISTEN]
    assert listening == ["127.0.0.1", "127.0.0.1"]


async def test_the_secret_shows_neither_in_the_process_list_nor_in_a_message(shared: Target) -> None:
    server = server_of(os.getpid(), shared)
    assert shared.password not in " ".join([*server.cmdline(), *server.environ().values()])
    assert shared.password not in repr(shared)


async def test_the_secret_and_the_run_file_are_for_the_owner_only(shared: Target, home: Path) -> None:
    files = Files(home / "store")
    assert [mode(path) for path in (files.secret, files.run, files.lock)] == [0o600] * 3
    assert mode(files.directory) == 0o700


async def test_another_password_is_refused(shared: Target) -> None:
    with pytest.raises(Unavailable, match="refused the sign-in"):
        await one(Target(shared.uri, shared.user, "wrong", shared.database))


async def test_a_database_that_does_not_exist_is_unavailable(shared: Target) -> None:
    with pytest.raises(Unavailable, match="no such database"):
        await one(Target(shared.uri, shared.user, shared.password, "elsewhere"))


async def test_the_server_itself_ends_a_statement_that_takes_too_long(shared: Target) -> None:
    async with gateway.Gateway(shared) as open_gateway:
        with pytest.raises(Unavailable, match="took longer than it allows"):
            await open_gateway.read(
                "UNWIND range(1, 9000) AS a UNWIND range(1, 9000) AS b WITH a, b WHERE a * b < 0 RETURN count(*)"
            )


async def test_another_process_uses_the_server_that_this_one_shares(shared: Target, home: Path) -> None:
    def visited() -> str:
        with another_process(home, "alone") as guest:
            assert not java_children(guest.pid)
            return signature(Files(home / "store").lock)

    assert f"process {os.getpid()} " in await asyncio.to_thread(visited)
    assert await one(shared) == 1


async def test_a_store_that_is_not_shared_is_refused_and_the_message_names_its_holder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 0.3)
    with held(Files(tmp_path).lock) as lock:
        assert lock is not None
        sign(lock, "process 7 (lifepath ingest)")
        with pytest.raises(Unavailable, match=r"in use by process 7 \(lifepath ingest\)"):
            await embedded(tmp_path, share=False).__aenter__()


async def test_a_directory_that_cannot_be_written_is_unavailable(tmp_path: Path) -> None:
    Files(tmp_path).lock.mkdir()
    with pytest.raises(Unavailable, match="the directory of the store cannot be written: "):
        async with embedded(tmp_path, share=False):
            pass


async def test_a_killed_server_loses_nothing_that_was_acknowledged_even_if_the_secret_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateway, "RETRY_SECONDS", 0.1)
    async with open_store(tmp_path, None) as store:
        await store.apply(compare(Snapshot.of([], []), snapshot()), base=0, who="test", sources=[])
        stamp = await store.stamp()
        server_of(os.getpid(), store.target).kill()
        with suppress(Unavailable):  # unless it was started again before the driver gave up
            await store.latest()
    Files(tmp_path / "store").secret.unlink()
    async with open_store(tmp_path, None) as store:
        assert await store.snapshot() == snapshot().stamped(1)
        assert await store.stamp() == stamp


async def test_a_server_that_dies_is_started_again_where_it_was(shared: Target, home: Path) -> None:
    killed = server_of(os.getpid(), shared)
    killed.kill()
    for _ in range(30):
        with suppress(Unavailable):
            assert await one(shared) == 1
            break
    assert server_of(os.getpid(), shared) != killed
    assert running(Files(home / "store").run) is not None


async def test_a_server_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    with another_process(tmp_path, "share") as holder:
        server = java_children(holder.pid)[0]
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        await ended(server)
    assert Files(tmp_path / "store").run.exists()
    async with open_store(tmp_path, None) as store:
        assert await store.latest() == 0
    assert not Files(tmp_path / "store").run.exists()


@pytest.mark.parametrize(
    "left", ["", "{}", "[]", json.dumps({"pid": 1, "port": 9, "user": "u", "secret": "s", "database": "d"})]
)
def test_a_run_file_that_leads_nowhere_counts_as_none(tmp_path: Path, left: str) -> None:
    (tmp_path / "run.json").write_text(left, encoding="utf-8")
    assert running(tmp_path / "run.json") is None


async def test_a_server_that_does_not_start_says_why_with_the_end_of_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HEAP", "1k")
    with pytest.raises(Unavailable, match=r"ended with code 1(.|\n)*server\.log(.|\n)*heap"):
        await embedded(tmp_path, share=False).__aenter__()


async def test_a_server_that_finds_its_port_taken_gets_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = module._free_ports
    with socket.create_server(("127.0.0.1", 0)) as busy:
        taken = busy.getsockname()[1]
        offered = iter([Ports(taken, free().http), free()])
        monkeypatch.setattr(module, "_free_ports", lambda: next(offered))
        async with embedded(tmp_path, share=False) as target:
            assert await one(target) == 1
            assert not target.uri.endswith(f":{taken}")


async def test_a_machine_without_the_embedded_server_is_told_to_use_neo4j(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PACKAGE", "no_such_package")
    with pytest.raises(Unavailable, match="NEO4J_URI"):
        await embedded(tmp_path, share=False).__aenter__()


def test_where_the_kernel_does_not_help_a_watcher_ends_the_program_with_its_parent(tmp_path: Path) -> None:
    watcher = (
        "import sys; from graph import launcher;"
        "sys.exit(launcher.watch(int(sys.argv[1]), ['/bin/sh', '-c', 'echo $$; exec sleep 60']))"
    )
    parent = (
        "import os, subprocess, sys, time;"
        "child = subprocess.Popen([sys.executable, '-c', sys.argv[1], str(os.getpid())]); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", parent, watcher], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        sleeper = psutil.Process(int(process.stdout.readline()))
        process.kill()
        process.wait()
        sleeper.wait(10)


def test_a_program_whose_parent_is_gone_already_is_not_started(tmp_path: Path) -> None:
    command = [sys.executable, "-I", "-S", launcher.__file__, "1", "/bin/echo", "started"]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (finished.returncode, finished.stdout) == (1, "")
