"""POST /drafts: an occupation as the desk is asked about it in, the draft of its package as a document out."""

from functools import partial
from urllib.parse import quote

import anyio.to_thread
from anyio import CapacityLimiter
from fastapi import FastAPI
from fastapi.responses import Response
from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from api.analysing import analysed
from api.documents.draft import draft_document
from api.documents.routes import PRIVATE, refused
from api.prepared import Prepared
from api.schema.scope import today
from api.services import Services
from graph.errors import AppError, InvalidInput, NotFound
from ingest.texts import split_tasks
from recommender.desk.asked import AskedOccupation, of_text

DRAFTS = "/drafts"
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
}


class DraftRequest(BaseModel, frozen=True, extra="forbid"):
    """An occupation by id, code or exact name, or as a text states it; as `NewOccupationInput` of GraphQL."""

    occupation: str | None = None
    name: str | None = None
    definition: str | None = None
    tasks: tuple[str, ...] = ()


def add_drafts(app: FastAPI) -> None:
    """Serves POST /drafts/docx and /drafts/md."""
    limiter = CapacityLimiter(1)

    async def draft(request: Request, kind: str) -> Response:
        try:
            return await _answered(request, kind, limiter)
        except AppError as error:
            return refused(error)

    app.add_api_route(f"{DRAFTS}/{{kind}}", draft, methods=["POST"])


async def _answered(request: Request, kind: str, limiter: CapacityLimiter) -> Response:
    if kind not in MEDIA_TYPES:
        raise NotFound(f"no kind of draft {kind!r}; there are {', '.join(MEDIA_TYPES)}", field="kind")
    given = _given(await request.body())
    services: Services = request.app.state.services
    prepared = services.holder.prepared(services.holder.present)
    make = partial(_made, given, prepared, services, kind)
    content = await anyio.to_thread.run_sync(make, limiter=limiter)
    named = f"attachment; filename=\"draft.{kind}\"; filename*=UTF-8''{quote(f'培训包草案.{kind}')}"
    return Response(content, media_type=MEDIA_TYPES[kind], headers={**PRIVATE, "Content-Disposition": named})


def _given(body: bytes) -> DraftRequest:
    try:
        return DraftRequest.model_validate_json(body)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "body"
        raise InvalidInput(f"{field}: {first['msg']}", field=field) from None


def _made(given: DraftRequest, prepared: Prepared, services: Services, kind: str) -> bytes:
    asked = _asked(given, prepared)
    found = analysed(prepared, services.resolver, services.likeness, asked, as_of=today())
    return draft_document(found[1], f".{kind}")


def _asked(given: DraftRequest, prepared: Prepared) -> AskedOccupation:
    catalogue = prepared.catalogue
    name, code = given.name, None
    if given.occupation is not None:
        known = catalogue.occupation(given.occupation, "occupation")
        name, code = known.name, known.code
    tasks = tuple(part for task in given.tasks for part in split_tasks(task))
    if not name and not tasks:
        raise InvalidInput("give an occupation, or a name and tasks", field="occupation")
    return of_text(catalogue, name=name, code=code, definition=given.definition, tasks=tasks)
