"""POST /notices: the file of a notice in, what it announces out. It is read in a process apart and stored nowhere."""

import subprocess
import sys
from http import HTTPStatus
from typing import Annotated

import anyio
from anyio import CapacityLimiter
from fastapi import FastAPI, Query
from fastapi.responses import Response
from starlette.requests import Request

from api.documents.routes import PRIVATE, refused
from api.faults import UploadFault, Waiting
from graph.errors import AppError, InvalidInput, Unavailable
from ingest.documents.apart import MODULE, REFUSED

NOTICES = "/notices"
NOTICE_BYTES = 10 << 20
AT_ONCE, WAITING = 1, 4  # files keep one processor busy at most
PATIENCE_SECONDS = 60
STATUSES = {0: HTTPStatus.OK, REFUSED: HTTPStatus.BAD_REQUEST}
Done = subprocess.CompletedProcess[bytes]
Name = Annotated[str, Query(max_length=200, pattern=r"^[^\x00-\x1f]+$")]


def add_notices(app: FastAPI, *, patience_seconds: float = PATIENCE_SECONDS) -> None:
    """Serves POST /notices?name=FILE, given the bytes of a docx, pdf, xlsx or text; each is given up after a while."""
    limiter = CapacityLimiter(AT_ONCE)

    async def notice(request: Request, name: Name) -> Response:
        try:
            content = await request.body()
            if limiter.statistics().tasks_waiting >= WAITING:
                raise Unavailable(Waiting.NOTICES_BUSY())
            async with limiter:
                return _answer(name, await _apart(name, content, patience_seconds))
        except AppError as error:
            return refused(error)

    app.add_api_route(NOTICES, notice, methods=["POST"])


def _answer(name: str, done: Done | None) -> Response:
    """What was read, or why it was not; raises InvalidInput for a file that was given up."""
    if done is None or done.returncode not in STATUSES:
        raise InvalidInput(UploadFault.NOTICE_GIVEN_UP(file=name), field="file")
    return Response(done.stdout, STATUSES[done.returncode], media_type="application/json", headers=PRIVATE)


async def _apart(name: str, content: bytes, seconds: float) -> Done | None:
    """The process that read the file; None where it was ended because it took too long."""
    with anyio.move_on_after(seconds):
        command = [sys.executable, "-m", MODULE, name]
        return await anyio.run_process(command, input=content, stderr=subprocess.DEVNULL, check=False)
    return None
