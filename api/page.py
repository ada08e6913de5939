"""The built page at /: its files as they were built, compressed, and one document for all its addresses."""

from collections.abc import Mapping
from mimetypes import guess_type
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

BUILT = Path(__file__).with_name("built")
PLACES = ("", "plan", "explore", "desk", "status")  # first parts of the page's addresses
ENCODINGS = {"br": ".br", "gzip": ".gz"}  # the best first
FOR_EVER = "public, max-age=31536000, immutable"  # a file under assets/ is named after its content
# Nothing but this service is loaded from or talked to: what a person fills in cannot leave for anywhere else.
POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Assets(StaticFiles):
    """Files that never change: sent in the best encoding that lies beside them and kept by browsers."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        for coding in _accepted(scope):
            try:
                response = await super().get_response(path + ENCODINGS[coding], scope)
            except HTTPException:
                continue  # not built in that encoding
            response.headers["Content-Encoding"] = coding
            response.headers["Content-Type"] = guess_type(path)[0] or "application/octet-stream"
            return _kept(response)
        return _kept(await super().get_response(path, scope))


def add_page(app: FastAPI, built: Path = BUILT) -> None:
    """Serves the page where it has been built; otherwise / leads to GraphiQL."""
    if not (built / "index.html").is_file():
        app.add_api_route("/", _graphiql, methods=["GET", "HEAD"])
        return

    async def document() -> FileResponse:
        return FileResponse(built / "index.html", headers=HEADERS)

    async def icon() -> FileResponse:
        return FileResponse(built / "favicon.svg")

    app.mount("/assets", Assets(directory=built / "assets"))
    app.add_api_route("/favicon.svg", icon, methods=["GET", "HEAD"])
    for place in PLACES:
        app.add_api_route(f"/{place}", document, methods=["GET", "HEAD"])
        if place:
            app.add_api_route(f"/{place}/{{rest:path}}", document, methods=["GET", "HEAD"])


async def _graphiql() -> RedirectResponse:
    return RedirectResponse("/graphql")


def _accepted(scope: Scope) -> tuple[str, ...]:
    accepted = Request(scope).headers.get("accept-encoding", "")
    named = {part.partition(";")[0].strip() for part in accepted.split(",")}
    return tuple(coding for coding in ENCODINGS if coding in named)


def _kept(response: Response) -> Response:
    told: Mapping[str, str] = {
        "Cache-Control": FOR_EVER,
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    response.headers.update(told)
    return response
