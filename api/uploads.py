"""Bringing in tables and documents over HTTP: POST /uploads begins an ingest, GET /uploads tells how far it is.

Only who sends the token that the service was started with may do either; without a token nobody may.
"""

import shutil
import tempfile
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path, PureWindowsPath

import anyio.to_thread
from fastapi import FastAPI
from fastapi.responses import Response
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from api.documents.routes import PRIVATE, refused
from api.faults import AccessFault, UploadFault
from api.ingesting import TABLES, DocumentRequest, TablesRequest
from api.settings import Settings, may_ingest
from api.telling import told
from api.uploading import Asked, Uploads
from graph.errors import AppError, Forbidden, InvalidInput
from graph.model.drafts import check_who
from ingest.importing import DocumentKind
from ingest.records import RECORDS, headers
from ingest.tables import REPLACEABLE

UPLOADS = "/uploads"
UPLOAD_BYTES = 16 << 20
FIELDS = 10
LONGEST_NAME = 100
DOCUMENT = "file"
_COLUMNS = {record.TABLE: headers(record) for record in RECORDS if record.TABLE in REPLACEABLE}


def add_uploads(app: FastAPI, settings: Settings) -> None:
    """Serves GET and POST /uploads; `app.state.uploads` does the work."""

    async def known(request: Request) -> Response:
        allowed = may_ingest(settings, request.headers.get("authorization"))
        content = {
            "open": settings.ingest_token is not None,
            "allowed": allowed,
            "tables": _COLUMNS,
            "most_bytes": UPLOAD_BYTES,
            "latest": _uploads(request).latest if allowed else None,
        }
        return _answer(content)

    async def begin(request: Request) -> Response:
        try:
            if not may_ingest(settings, request.headers.get("authorization")):
                raise Forbidden(AccessFault.NO_TABLES_FROM_YOU())
            return await _begun(request, settings)
        except AppError as error:
            return refused(error)
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)  # nobody is there to read it

    app.add_api_route(UPLOADS, known, methods=["GET"])
    app.add_api_route(UPLOADS, begin, methods=["POST"])


async def _begun(request: Request, settings: Settings) -> Response:
    """The upload that the form asks for, begun; its files go to a folder that ends with it."""
    uploads = _uploads(request)
    uploads.check_free()
    form = await _form(request)
    folder = Path(tempfile.mkdtemp(prefix="lifepath-"))
    try:
        files = await anyio.to_thread.run_sync(_stored, form, folder)
        upload = uploads.start(_asked(form, files, settings), folder, base=_base(form))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        await form.close()
    return _answer(upload, HTTPStatus.ACCEPTED)


async def _form(request: Request) -> FormData:
    try:
        return await request.form(max_files=len(REPLACEABLE), max_fields=FIELDS)
    except HTTPException as error:
        raise InvalidInput(UploadFault.UPLOAD_NO_FORM(cause=error.detail), field="body") from error


def _stored(form: FormData, folder: Path) -> Mapping[str, Path]:
    """The files of a form, by the names of their parts, each stored under the name that it came with."""
    stored: dict[str, Path] = {}
    for part, sent in form.multi_items():
        if not isinstance(sent, UploadFile):
            continue
        if part in stored:
            raise InvalidInput(UploadFault.UPLOAD_TWO_FILES(part=part), field=part)
        place = folder / str(len(stored))
        place.mkdir()
        stored[part] = place / _name(sent.filename)
        with stored[part].open("wb") as file:
            shutil.copyfileobj(sent.file, file)
    return stored


def _name(sent: str | None) -> str:
    """The last part of a file's name, from any system, without what no name should have."""
    name = "".join(letter for letter in PureWindowsPath(sent or "").name if letter.isprintable())
    return name[-LONGEST_NAME:].lstrip(".") or "file"


def _asked(form: FormData, files: Mapping[str, Path], settings: Settings) -> Asked:
    """What a form asks for; raises InvalidInput naming the field that is wrong."""
    kind, who = _text(form, "kind") or TABLES, _text(form, "who")
    check_who(who)
    if not files:
        raise InvalidInput(UploadFault.UPLOAD_NO_FILE(), field="file")
    dry_run = _text(form, "dry_run") != "false"
    if kind == TABLES:
        return TablesRequest(settings.data, files, (), who, dry_run)
    if kind not in list(DocumentKind):
        raise InvalidInput(UploadFault.UPLOAD_KIND(kinds=(TABLES, *DocumentKind)), field="kind")
    if set(files) != {DOCUMENT}:
        raise InvalidInput(UploadFault.UPLOAD_PART(part=DOCUMENT), field=DOCUMENT)
    occupation = _text(form, "occupation") or None
    return DocumentRequest(files[DOCUMENT], DocumentKind(kind), occupation, who, dry_run)


def _base(form: FormData) -> int | None:
    text = _text(form, "base")
    if text and not text.isdecimal():
        raise InvalidInput(UploadFault.UPLOAD_BASE(found=text), field="base")
    return int(text) if text else None


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _uploads(request: Request) -> Uploads:
    return request.app.state.uploads


def _answer(content: object, status: HTTPStatus = HTTPStatus.OK) -> Response:
    return Response(told(content), status, PRIVATE, media_type="application/json")
