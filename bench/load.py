"""Load on one HTTP address: as many requests as it takes (wrk), or so many a second whatever it takes (open loop)."""

import asyncio
import json
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_REFUSED = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)")
CONNECTIONS = 16
_SCRIPT = """
local bodies = {%s}
local n = 0
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
request = function()
  n = n %% #bodies + 1
  return wrk.format(nil, nil, nil, bodies[n])
end
"""


class LoadError(Exception):
    """The load could not be produced, or requests failed under it."""


def closed_loop(address: str, bodies: Sequence[bytes], *, seconds: int) -> float:
    """Requests a second that wrk gets answered, sending each body in turn over CONNECTIONS connections."""
    if shutil.which("wrk") is None:
        raise LoadError("wrk is needed for this measurement: on Debian, `apt-get install wrk`")
    quoted = ",".join("[==[" + body.decode() + "]==]" for body in bodies)
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "post.lua"
        script.write_text(_SCRIPT % quoted, encoding="utf-8")
        said = subprocess.run(
            ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", script, address],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    rate, refused = _RATE.search(said), _REFUSED.search(said)
    if rate is None or refused is not None:
        raise LoadError(f"wrk on {address}: {said}")
    return float(rate[1])


@dataclass(frozen=True, slots=True)
class Latencies:
    """Milliseconds from the moment a request was due to the end of its answer; unanswered ones raise."""

    values: tuple[float, ...]

    def percentile(self, share: float) -> float:
        """The latency that `share` (0 to 1) of the requests did not exceed."""
        ordered = sorted(self.values)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


async def open_loop(address: str, bodies: Sequence[bytes], *, rate: float) -> Latencies:
    """Sends each body once, one every 1/rate seconds, whether or not earlier ones are answered."""
    url = urlsplit(address)
    pool = _Connections(url.hostname or "", url.port or 80, url.path)
    begin = time.perf_counter() + 0.1
    try:
        jobs = [pool.timed(body, begin + n / rate) for n, body in enumerate(bodies)]
        return Latencies(tuple(await asyncio.gather(*jobs)))
    finally:
        pool.close()


class _Connections:
    """Kept connections to one address; a request takes a free one or opens another."""

    def __init__(self, host: str, port: int, path: str) -> None:
        self._address = (host, port)
        self._head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def timed(self, body: bytes, due: float) -> float:
        """Milliseconds from `due` to the end of the answer."""
        await asyncio.sleep(due - time.perf_counter())
        reader, writer = self._free.pop() if self._free else await asyncio.open_connection(*self._address)
        writer.write(f"{self._head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        answer = await _answer(reader)
        spent = (time.perf_counter() - due) * 1_000
        self._free.append((reader, writer))
        if b'"errors"' in answer:
            raise LoadError(answer.decode())
        return spent

    def close(self) -> None:
        for _, writer in self._free:
            writer.close()


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    if " 200 " not in head.partition("\r\n")[0]:
        raise LoadError(head)
    length = re.search(r"content-length: (\d+)", head)
    if length is None:
        raise LoadError(f"an answer without length: {head}")
    return await reader.readexactly(int(length[1]))


def json_bodies(queries: Iterator[str]) -> list[bytes]:
    """Requests for queries without variables."""
    return [json.dumps({"query": query}).encode() for query in queries]
