"""The embedded server: a graph server without installation, run as a child of this process on loopback.

The only module that knows which server this is. It belongs to one data directory; a lock on the directory is held by
this process and by the child, so that neither a second process nor a second server can open the same files.
"""

import asyncio
import logging
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Generator
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from graph import launcher
from graph.errors import Unavailable
from graph.locking import held, sign, signature
from graph.runfile import Run, address, published, running, write_private
from graph.target import Target

log = logging.getLogger(__name__)
DATABASE = "lifepath"
USER = "root"
HEAP = "1g"
# Compiles at once instead of best: start and first load take 4.4 s of processor time instead of 7.4, and the ingest
# of the whole catalogue 13.4 s instead of 16.3 (measured).
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
COMMAND_SECONDS = 120
PATIENCE_SECONDS = 20.0
START_SECONDS = 60.0
STOP_SECONDS = 20.0
PROBE_SECONDS = 2.0
START_ATTEMPTS = 3
LOG_LINES = 12
PORT_TAKEN = "unable to listen"
GAVE_UP = 'Exception in thread "main"'
WATCH_SECONDS = 0.5
_PACKAGE = "arcadedb_embedded"
_PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class Files:
    """Where the embedded server of one data directory keeps what."""

    directory: Path

    @property
    def server(self) -> Path:
        """Databases, users and event logs, all written by the server."""
        return self.directory / "server"

    @property
    def secret(self) -> Path:
        return self.directory / "secret"

    @property
    def lock(self) -> Path:
        return self.directory / "lock"

    @property
    def writer(self) -> Path:
        return self.directory / "writer"

    @property
    def run(self) -> Path:
        return self.directory / "run.json"

    @property
    def log(self) -> Path:
        return self.directory / "server.log"

    @property
    def old_log(self) -> Path:
        return self.directory / "server.old.log"


class Ports(NamedTuple):
    """Where a server listens on loopback."""

    bolt: int
    http: int


class Child(NamedTuple):
    """A server process and the ports it was told to listen on."""

    process: subprocess.Popen[bytes]
    ports: Ports


@asynccontextmanager
async def embedded(directory: Path, *, share: bool) -> AsyncGenerator[Target]:
    """A server on the files in `directory`: the one that a process shares there, otherwise one of our own.

    With `share`, other processes may use it too as long as the context lasts. Raises Unavailable where the directory
    stays in use by a process that does not share, and where the server does not start.
    """
    files = _made(directory)
    with ExitStack() as stack:
        found = await _ownership(files, stack)
        if isinstance(found, Run):
            yield address(found, files.writer)
            return
        async with _kept_running(files, found) as child:
            run = Run(os.getpid(), child.ports.bolt, USER, files.secret.read_text(encoding="utf-8"), DATABASE)
            if share:
                stack.enter_context(published(files.run, run))
            yield address(run, files.writer)


async def _ownership(files: Files, stack: ExitStack) -> Run | int:
    """A running store that is shared, or the descriptor of the lock on the directory, now ours."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        run = running(files.run)
        if run is not None:
            return run
        with ExitStack() as attempt:
            descriptor = attempt.enter_context(_lock(files))
            if descriptor is not None:
                stack.push(attempt.pop_all())
                sign(descriptor, _who())
                files.run.unlink(missing_ok=True)
                return descriptor
        if time.monotonic() > deadline:
            raise Unavailable(
                f"the store in {files.directory} is in use by {signature(files.lock) or 'another process'}, "
                "which does not share it: wait until it has finished, or stop it"
            )
        await asyncio.sleep(_PAUSE)


@contextmanager
def _lock(files: Files) -> Generator[int | None]:
    """The lock on the directory, see `held`; raises Unavailable where nothing can be written there."""
    with ExitStack() as stack:
        try:
            descriptor = stack.enter_context(held(files.lock))
        except OSError as failure:
            raise Unavailable(f"the directory of the store cannot be written: {failure}") from failure
        yield descriptor


def _made(directory: Path) -> Files:
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as failure:
        raise Unavailable(f"cannot make the directory of the store: {failure}") from failure
    return Files(directory.absolute())


def _who() -> str:
    return f"process {os.getpid()} ({' '.join([Path(sys.argv[0]).name, *sys.argv[1:2]])})"


@asynccontextmanager
async def _kept_running(files: Files, lock: int) -> AsyncGenerator[Child]:
    """A server that is started again, on the same ports, where it ends before the context does."""
    children = [await _started(files, lock)]
    keeper = asyncio.create_task(_keep(files, lock, children))
    try:
        yield children[0]
    finally:
        keeper.cancel()
        await asyncio.wait([keeper])
        await _stopped(children[-1])


async def _keep(files: Files, lock: int, children: list[Child]) -> None:
    while True:
        await asyncio.sleep(WATCH_SECONDS)
        code = children[-1].process.poll()
        if code is not None:
            log.error(
                "the embedded store ended with code %s and is started again; see %s", code, files.old_log
            )
            try:
                children.append(await _started(files, lock, children[-1].ports))
            except Unavailable as failure:
                log.error("%s", failure.message)  # noqa: TRY400  the message says it all
                return


async def _started(files: Files, lock: int, ports: Ports | None = None) -> Child:
    """Raises Unavailable, with the end of the server's log, where it does not come up."""
    for attempt in range(1, START_ATTEMPTS + 1):
        child = _spawned(files, lock, ports or _free_ports())
        if await _ready(child, files.log):
            return child
        code, end = child.process.poll(), _tail(files.log)
        await _stopped(child)
        # Someone may have taken a port between our look and the server's: only then is a second try any use.
        if attempt == START_ATTEMPTS or PORT_TAKEN not in end.lower():
            why = "did not get ready" if code is None else f"ended with code {code}"
            raise Unavailable(f"the embedded store did not start, it {why}; its log {files.log} ends:\n{end}")
    raise AssertionError("unreachable")


def _spawned(files: Files, lock: int, ports: Ports) -> Child:
    _keep_secret(files)
    command = [*_java(), *_settings(files, ports), "com.arcadedb.server.ArcadeDBServer"]
    if files.log.exists():
        files.log.replace(files.old_log)
    with files.log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603  the arguments are ours
            [sys.executable, "-I", "-S", launcher.__file__, str(os.getpid()), *command],
            # The server writes further logs below the folder it is started in.
            cwd=files.directory,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**_passed_on(), "LC_ALL": "C.UTF-8"},
            pass_fds=(lock,),
            # A group of its own: Ctrl-C in a terminal reaches us alone, and we stop the server when we are done.
            start_new_session=True,
        )
    return Child(process, ports)


def _java() -> list[str]:
    spec = find_spec(_PACKAGE)
    places = spec.submodule_search_locations if spec else None
    root = Path(places[0]) if places else None
    if root is None or not (root / "jre/bin/java").exists():
        raise Unavailable("there is no embedded store for this machine: set NEO4J_URI to a Neo4j server")
    return [str(root / "jre/bin/java"), f"-Xmx{HEAP}", *QUICK, "-cp", str(root / "jars/*")]


def _settings(files: Files, ports: Ports) -> list[str]:
    settings = {
        "server.rootPath": files.server,
        "server.rootPasswordPath": files.secret,
        "server.defaultDatabases": f"{DATABASE}[]",
        "server.httpIncomingHost": "127.0.0.1",
        "server.httpIncomingPort": ports.http,
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt.host": "127.0.0.1",
        "bolt.port": ports.bolt,
        "txWalFlush": 2,
        "command.timeout": COMMAND_SECONDS * 1000,
        # Not `production`: that hides the reason of a failed statement from the only one who can see it, us.
        "server.mode": "development",
        "opencypher.loadCsv.allowFileUrls": "false",
    }
    return [f"-Darcadedb.{name}={value}" for name, value in settings.items()]


def _keep_secret(files: Files) -> None:
    """Makes a password for the directory once; without it, the server's own record of it is worthless, too."""
    if files.secret.exists():
        return
    (files.server / "config/server-users.jsonl").unlink(missing_ok=True)
    write_private(files.secret, secrets.token_urlsafe(32))


def _passed_on() -> dict[str, str]:
    names = ("PATH", "HOME", "TMPDIR", "TZ")
    return {name: os.environ[name] for name in names if name in os.environ}


def _free_ports() -> Ports:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        return Ports(one.getsockname()[1], other.getsockname()[1])


async def _ready(child: Child, output: Path) -> bool:
    deadline = time.monotonic() + START_SECONDS
    try:
        while child.process.poll() is None and GAVE_UP not in _tail(output) and time.monotonic() < deadline:
            if await _says_ready(child.ports.http):
                return True
            await asyncio.sleep(_PAUSE)
    except asyncio.CancelledError:
        await _stopped(child)
        raise
    return False


async def _says_ready(port: int) -> bool:
    """Asks the server whether all its databases are open."""
    with suppress(OSError):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                writer.write(b"GET /api/v1/ready HTTP/1.0\r\n\r\n")
                return b" 204 " in await reader.readline()
        finally:
            writer.close()
    return False


async def _stopped(child: Child) -> None:
    child.process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    while child.process.poll() is None:
        if time.monotonic() > deadline:
            child.process.kill()
        await asyncio.sleep(_PAUSE)


def _tail(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(lines[-LOG_LINES:])
