"""POST /drafts: a draft package as a document out; as it is drawn for an occupation, as it is edited, or as it was saved."""

from collections.abc import Awaitable, Callable
from functools import partial
from importlib.metadata import version
from typing import TypeVar
from urllib.parse import quote

import anyio.to_thread
from anyio import CapacityLimiter
from fastapi import FastAPI
from fastapi.responses import Response
from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from api.analysing import analysed
from api.documents.draft import draft_document, edited_document
from api.documents.routes import PRIVATE, refused
from api.faults import RequestFault
from api.prepared import Prepared
from api.schema.scope import CHINA, today
from api.services import Services
from graph.catalogue import Catalogue
from graph.errors import AppError, InvalidInput, NotFound
from graph.model.drafts import SavedDraft
from graph.model.facts import TrainingPackage
from ingest.desk_drafts import DraftText, package_of, read_draft
from ingest.texts import split_tasks
from recommender.desk.asked import AskedOccupation, of_text

DRAFTS = "/drafts"
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
}
Body = TypeVar("Body", bound=BaseModel)
Making = Callable[[str], bytes]  # given the suffix of a format


class DraftRequest(BaseModel, frozen=True, extra="forbid"):
    """An occupation by id, code or exact name, or as a text states it; as `NewOccupationInput` of GraphQL."""

    occupation: str | None = None
    name: str | None = None
    definition: str | None = None
    tasks: tuple[str, ...] = ()


class SavedRequest(BaseModel, frozen=True, extra="forbid"):
    """A saved version by its id."""

    id: str


def add_drafts(app: FastAPI) -> None:
    """Serves POST /drafts/docx for what is drawn, /drafts/edited/docx and /drafts/saved/docx; and md in place of docx."""
    limiter = CapacityLimiter(1)
    for place, reading in (("", _drawn), ("/edited", _edited), ("/saved", _saved)):
        app.add_api_route(f"{DRAFTS}{place}/{{kind}}", _answering(reading, limiter), methods=["POST"])


def _answering(
    reading: Callable[[Services, bytes], Awaitable[Making]], limiter: CapacityLimiter
) -> Callable[[Request, str], Awaitable[Response]]:
    async def draft(request: Request, kind: str) -> Response:
        try:
            if kind not in MEDIA_TYPES:
                said = RequestFault.DRAFT_KIND(kind=kind, kinds=tuple(MEDIA_TYPES))
                raise NotFound(said, field="kind")
            make = await reading(request.app.state.services, await request.body())
            content = await anyio.to_thread.run_sync(make, f".{kind}", limiter=limiter)
        except AppError as error:
            return refused(error)
        named = f"attachment; filename=\"draft.{kind}\"; filename*=UTF-8''{quote(f'培训包草案.{kind}')}"
        headers = {**PRIVATE, "Content-Disposition": named}
        return Response(content, media_type=MEDIA_TYPES[kind], headers=headers)

    return draft


async def _drawn(services: Services, body: bytes) -> Making:
    given = _given(DraftRequest, body)
    return partial(_draw, given, services.holder.prepared(services.holder.present), services)


async def _edited(services: Services, body: bytes) -> Making:
    """What stands in the page now; it is written down and not kept."""
    standing = f"未存的修改稿，{today()}，lifepath {version('lifepath')}"
    return partial(edited_document, _given(DraftText, body), standing)


async def _saved(services: Services, body: bytes) -> Making:
    found = await services.store.drafts.get(_given(SavedRequest, body).id)
    text = read_draft(found.content)
    return partial(edited_document, text, _standing(found, text, services.holder.present))


def _standing(draft: SavedDraft, text: DraftText, catalogue: Catalogue) -> str:
    """Which version it is, of whom, and whether it stands in the catalogue."""
    saved = f"第{draft.version}版，{draft.who}，{draft.at.astimezone(CHINA):%Y-%m-%d}存，由目录第{draft.base}版做出"
    package = catalogue.find(TrainingPackage, package_of(text, draft.version)) if text.code else None
    return f"{saved}；{'未发布' if package is None else f'已发布到目录第{package.first_revision}版：{package.id}'}"


def _given(form: type[Body], body: bytes) -> Body:
    try:
        return form.model_validate_json(body)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "body"
        said = RequestFault.FIELD_WRONG(field=field, cause=first["msg"])
        raise InvalidInput(said, field=field) from None


def _draw(given: DraftRequest, prepared: Prepared, services: Services, suffix: str) -> bytes:
    asked = _asked(given, prepared)
    found = analysed(prepared, services.resolver, services.likeness, asked, as_of=today())
    return draft_document(found[1], suffix)


def _asked(given: DraftRequest, prepared: Prepared) -> AskedOccupation:
    catalogue = prepared.catalogue
    name, code = given.name, None
    if given.occupation is not None:
        known = catalogue.occupation(given.occupation, "occupation")
        name, code = known.name, known.code
    tasks = tuple(part for task in given.tasks for part in split_tasks(task))
    if not name and not tasks:
        raise InvalidInput(RequestFault.OCCUPATION_OR_TASKS(), field="occupation")
    return of_text(catalogue, name=name, code=code, definition=given.definition, tasks=tasks)
