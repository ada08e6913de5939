"""The web application: the page at /, GraphQL at /graphql, plans to keep at /documents, drafts at /drafts, the
text of notices at /notices, tables to bring in at /uploads, the process at /healthz, the catalogue at /readyz."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from json import JSONDecodeError

from anyio import CapacityLimiter
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic_core import from_json, to_json
from starlette.requests import HTTPConnection
from strawberry.fastapi import GraphQLRouter

from api import graphiql
from api.documents.drafts import add_drafts
from api.documents.routes import add_documents
from api.limits import BODY_BYTES, BoundedBodies
from api.notices import NOTICE_BYTES, NOTICES, add_notices
from api.page import add_page
from api.schema.build import build_schema
from api.schema.scope import Context
from api.services import Services, services
from api.settings import Settings, may_curate
from api.uploading import Uploads
from api.uploads import UPLOAD_BYTES, UPLOADS, add_uploads
from graph.errors import NotReady

ENCODERS = 1  # an encoder uses all cores as it is


class Router(GraphQLRouter[Context, None]):
    """GraphQL over POST, and GraphiQL for browsers."""

    async def render_graphql_ide(self, request: Request) -> HTMLResponse:
        return HTMLResponse(graphiql.page())

    def decode_json(self, data: str | bytes) -> object:
        """Raises JSONDecodeError also for halves of characters and for brackets without end, which `json` lets through."""
        try:
            return from_json(data, allow_inf_nan=False)
        except ValueError as error:
            raise JSONDecodeError(str(error), "", 0) from error

    def encode_json(self, data: object) -> bytes:
        """Chinese text as it is, not escaped."""
        return to_json(data)


def create_app(settings: Settings, *, with_model: bool = True) -> FastAPI:
    """The application; starting it opens the services, stopping it closes them.

    Without the model, free text is not searched.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        async with services(settings, share=True, with_model=with_model) as opened:
            app.state.services = opened
            app.state.uploads = Uploads(opened)
            yield
            await app.state.uploads.stop()

    app = FastAPI(title="lifepath", lifespan=lifespan, openapi_url=None)
    app.add_middleware(BoundedBodies, most=BODY_BYTES, at={NOTICES: NOTICE_BYTES, UPLOADS: UPLOAD_BYTES})
    app.include_router(_graphql(settings), prefix="/graphql")
    app.mount(graphiql.ASSETS, graphiql.assets())
    add_page(app)
    add_documents(app)
    add_drafts(app)
    add_notices(app)
    add_uploads(app, settings)
    app.add_api_route("/healthz", _healthz, methods=["GET"])
    app.add_api_route("/readyz", _readyz, methods=["GET"])
    return app


def _graphql(settings: Settings) -> Router:
    encoders = CapacityLimiter(ENCODERS)

    async def context(connection: HTTPConnection) -> Context:
        opened = _services(connection)
        return Context(
            opened.store,
            opened.holder,
            settings.limits,
            resolver=opened.resolver,
            coder=opened.coder,
            likeness=opened.likeness,
            adapter=opened.adapter,
            encoders=encoders,
            curator=may_curate(settings, connection.headers.get("authorization")),
        )

    schema = build_schema(settings.limits)
    return Router(schema, context_getter=context, subscription_protocols=(), allow_queries_via_get=False)


async def _healthz() -> JSONResponse:
    """The process is up."""
    return JSONResponse({"up": True})


async def _readyz(request: Request) -> JSONResponse:
    """A catalogue is loaded; 503 with the reason where none is. Free text may take longer: `freeText` tells."""
    opened = _services(request)
    try:
        revision = opened.holder.present.revision.number
    except NotReady as error:
        return JSONResponse({"ready": False, "reason": error.message}, status_code=503)
    free_text = opened.resolver is not None and opened.resolver.semantic
    return JSONResponse({"ready": True, "revision": revision, "freeText": free_text})


def _services(connection: HTTPConnection) -> Services:
    return connection.app.state.services
