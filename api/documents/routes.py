"""Plans to keep over HTTP: a case in, a file out. What a person states is answered and neither stored nor logged."""

from functools import partial
from http import HTTPStatus
from json import JSONDecodeError
from typing import Annotated, Any
from urllib.parse import quote

import anyio.to_thread
from anyio import CapacityLimiter
from fastapi import FastAPI, Query
from fastapi.responses import JSONResponse, Response
from starlette.requests import Request

from api.documents.files import SUFFIXES, document, media_type
from api.faults import RequestFault
from api.prepared import Prepared
from api.schema.scope import today
from api.services import Services
from graph.errors import AppError, Conflict, Forbidden, InvalidInput, NotFound, NotReady, Unavailable
from recommender.planning.cases import read_case
from recommender.planning.telling import Told
from recommender.text.likeness import Likeness

PRIVATE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
AT_ONCE = 2  # documents in the making; each keeps a processor busy
STATUSES: dict[type[AppError], HTTPStatus] = {
    InvalidInput: HTTPStatus.BAD_REQUEST,
    NotFound: HTTPStatus.NOT_FOUND,
    Forbidden: HTTPStatus.FORBIDDEN,
    Conflict: HTTPStatus.CONFLICT,
    NotReady: HTTPStatus.SERVICE_UNAVAILABLE,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}


def add_documents(app: FastAPI) -> None:
    """Serves POST /documents/html, /documents/pdf and /documents/ics, each given a case as a line of a batch is written."""
    limiter = CapacityLimiter(AT_ONCE)

    async def plan(request: Request, kind: str, revision: Annotated[int | None, Query()] = None) -> Response:
        try:
            return await _answered(request, f".{kind}", revision, limiter)
        except AppError as error:
            return refused(error)

    app.add_api_route("/documents/{kind}", plan, methods=["POST"])


async def _answered(
    request: Request, suffix: str, revision: int | None, limiter: CapacityLimiter
) -> Response:
    if suffix not in SUFFIXES:
        kinds = tuple(name.removeprefix(".") for name in SUFFIXES)
        raise NotFound(RequestFault.DOCUMENT_KIND(kind=suffix[1:], kinds=kinds), field="kind")
    raw = await _case(request)
    services: Services = request.app.state.services
    prepared = services.holder.prepared(await services.holder.at(revision))
    make = partial(_made, raw, prepared, services.likeness, suffix)
    content = await anyio.to_thread.run_sync(make, limiter=limiter)
    name = quote(f"计划{suffix}")
    shown = {
        **PRIVATE,
        "Content-Disposition": f"attachment; filename=\"plan{suffix}\"; filename*=UTF-8''{name}",
    }
    return Response(content, media_type=media_type(suffix), headers=shown)


async def _case(request: Request) -> Any:
    try:
        return await request.json()
    except (JSONDecodeError, UnicodeDecodeError):
        raise InvalidInput(RequestFault.BODY_NO_JSON(), field="body") from None


def _made(raw: Any, prepared: Prepared, likeness: Likeness | None, suffix: str) -> bytes:
    case = read_case(raw, prepared.planner, today=today())
    told = Told(prepared.planner, case.profile, prepared.planner.plan(case.profile, case.goal, case.as_of))
    return document(told.full(prepared.supply(likeness)), case.profile, told.onward, suffix=suffix)


def refused(error: AppError) -> JSONResponse:
    """An error as an answer: its code, the field that is wrong, and a sentence in both languages."""
    status = next((s for kind, s in STATUSES.items() if isinstance(error, kind)), HTTPStatus.BAD_REQUEST)
    return JSONResponse({"error": error.told()}, status, PRIVATE)
