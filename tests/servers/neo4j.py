"""A real Neo4j Community for the tests: fetched once with Maven, started as a child, on loopback."""

import os
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from graph.target import Target

HERE = Path(__file__).parent
DEFAULT_VERSION = "5.26.0"
HEAP = "1536m"
FETCH_SECONDS = 600


def version() -> str:
    """The release to test with."""
    return os.environ.get("LIFEPATH_TEST_NEO4J_VERSION", DEFAULT_VERSION)


def obstacle() -> str | None:
    """Why no Neo4j can be started here; None where one can. Fetches it at the first use."""
    if shutil.which("mvn") is None:
        return "no `mvn` to fetch Neo4j with"
    if newest_jdk() is None:
        return "no JDK (with `javac`) to run Neo4j with"
    try:
        jars(version())
    except subprocess.SubprocessError as failure:
        return f"no way to fetch Neo4j: {failure}"
    return None


def newest_jdk() -> Path | None:
    """The folder of the JDK with the highest version, among JAVA_HOME, the one in the path and the usual places."""
    places = [Path(os.environ["JAVA_HOME"])] if "JAVA_HOME" in os.environ else []
    compiler = shutil.which("javac")
    places += [Path(compiler).resolve().parents[1]] if compiler else []
    places += sorted(Path("/usr/lib/jvm").glob("*"))
    found = [(_feature_version(place), place) for place in places if (place / "bin/javac").exists()]
    return max(found, key=lambda pair: pair[0], default=(0, None))[1]


def _feature_version(jdk: Path) -> int:
    release = jdk / "release"
    text = release.read_text(encoding="utf-8") if release.exists() else ""
    match = re.search(r'JAVA_VERSION="(\d+)', text)
    return int(match[1]) if match else 0


def jars(release: str) -> Path:
    """The folder with the jars of a Neo4j release, fetched at the first use."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "lifepath"
    folder = cache / f"neo4j-{release}"
    if folder.exists():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as scratch:
        _fetch(release, Path(scratch) / "jars")
        if not folder.exists():
            (Path(scratch) / "jars").rename(folder)
    return folder


def _fetch(release: str, folder: Path) -> None:
    subprocess.run(
        [
            *("mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), f"-Dneo4j.version={release}"),
            *("dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder}"),
        ],
        check=True,
        timeout=FETCH_SECONDS,
        stdout=subprocess.DEVNULL,
    )


@contextmanager
def running(folder: Path) -> Generator[Target]:
    """A server with its data in `folder`."""
    jdk = newest_jdk()
    assert jdk is not None
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    libraries = jars(version()) / "*"
    # Compiles at once instead of best: a server for tests lives for a minute.
    options = [f"-Xmx{HEAP}", "-XX:TieredStopAtLevel=1", "-cp", str(libraries)]
    command = [str(jdk / "bin/java"), *options, str(HERE / "Server.java")]
    with (folder / "neo4j.log").open("wb") as log:
        server = subprocess.Popen(
            [*command, str(folder / "data"), str(port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
        )
    with server:
        assert server.stdin is not None
        assert server.stdout is not None
        try:
            _await_start(server.stdout, folder / "neo4j.log")
            yield Target(f"bolt://127.0.0.1:{port}", "neo4j", "no sign-in", "neo4j")
        finally:
            server.kill()  # A clean stop takes seconds, and nothing of this server is kept.


def _await_start(output: object, log: Path) -> None:
    for line in output:  # type: ignore[attr-defined]
        if line.strip() == b"listening":
            return
    raise RuntimeError(f"Neo4j did not start:\n{log.read_text(encoding='utf-8')[-4000:]}")
