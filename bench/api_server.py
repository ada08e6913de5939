"""The service with two things to measure it against: a field that returns a ready answer, and bare bytes."""

import json
import sys
from datetime import date
from typing import Any

import strawberry
import uvicorn
from fastapi import APIRouter, FastAPI, Request, Response
from pydantic_core import to_json
from strawberry.extensions import ParserCache, ValidationCache

from api.app import Router, create_app
from api.schema.build import build_schema
from api.schema.paths import PathAnswer
from api.schema.provenance import VIEWS
from api.schema.scope import Context, Info
from api.services import Services
from api.settings import Limits, read_settings
from recommender.planning.cases import read_case
from recommender.shared.answers import Answer

ADDRESS = "127.0.0.1"
PERSON: dict[str, Any] = {
    "birth": "1990-05-01",
    "spells": [{"occupation": "6-31-01-03", "from": "2015-03-01"}],
    "certificates": [{"occupation": "6-31-01-03", "level": "L5", "awarded": "2023-06-15"}],
}
GOAL = {"occupation": "6-31-01-03", "level": "L3"}
AS_OF = "2026-11-24"
KEEP_SECONDS = 600  # connections of the load are not closed between its requests
SELECTED = """{
    __typename
    ... on LearningPath {
        certainty earliest
        steps { kind start end level rule { id } edition routeText clauses { number } assumes train { level modules { name weight } } }
        confirm { question ask }
        alternatives { certainty earliest confirm { question } }
        credited { level modules { name } } licences { name field duty } envelope { revision asOf software }
    }
    ... on Undetermined { code because }
    ... on Unreachable { blockers { code because } }
}"""
ASKED = f"""query ($profile: ProfileInput!, $goal: GoalInput!, $asOf: Date) {{
    learningPath(profile: $profile, goal: $goal, asOf: $asOf) {SELECTED}
}}"""
READY = f"{{ learningPath {SELECTED} }}"


def body(person: dict[str, Any]) -> bytes:
    """A request for a person's way to GOAL."""
    variables = {"profile": person, "goal": GOAL, "asOf": AS_OF}
    return json.dumps({"query": ASKED, "variables": variables}).encode()


@strawberry.type
class ReadyQuery:
    """One root, its answer computed beforehand."""

    @strawberry.field(graphql_type=PathAnswer)
    async def learning_path(self, info: Info) -> Answer:
        """The ready answer."""
        await info.context.scope(info.path.key, date.fromisoformat(AS_OF), None)
        return ready_answer(info.context.request.app)  # type: ignore[union-attr]


def ready_answer(app: FastAPI) -> Answer:
    """The answer to PERSON, computed once."""
    if not hasattr(app.state, "ready"):
        holder = _services(app).holder
        planner = holder.prepared(holder.present).planner
        case = read_case({"person": PERSON, "goal": GOAL}, planner, today=date.fromisoformat(AS_OF))
        app.state.ready = planner.plan(case.profile, case.goal, case.as_of)
    return app.state.ready


async def _ready_context(request: Request) -> Context:
    opened = _services(request.app)
    return Context(opened.store, opened.holder, opened.settings.limits)


async def _bare(request: Request) -> Response:
    """The same bytes as the answer to PERSON, computed once; the request's body is read as any handler would."""
    await request.body()
    if not hasattr(request.app.state, "bytes"):
        variables = {"profile": PERSON, "goal": GOAL, "asOf": AS_OF}
        context = await _ready_context(request)
        result = await build_schema(Limits()).execute(ASKED, variables, context_value=context)
        request.app.state.bytes = to_json({"data": result.data})
    return Response(request.app.state.bytes, media_type="application/json")


def _services(app: FastAPI) -> Services:
    return app.state.services


def measured_app() -> FastAPI:
    """The application of `lifepath serve`, and beside /graphql also /ready and /bare."""
    app = create_app(read_settings())
    caches = [lambda: ParserCache(256), lambda: ValidationCache(256)]
    schema = strawberry.Schema(ReadyQuery, types=list(VIEWS.values()), extensions=caches)
    router = Router(schema, context_getter=_ready_context, subscription_protocols=())
    app.include_router(router, prefix="/ready")
    bare = APIRouter()
    bare.add_api_route("/bare", _bare, methods=["POST"])
    app.include_router(bare)
    return app


if __name__ == "__main__":
    uvicorn.run(
        measured_app(),
        host=ADDRESS,
        port=int(sys.argv[1]),
        log_level="warning",
        access_log=False,
        timeout_keep_alive=KEEP_SECONDS,
    )
