"""Errors as callers see them: known ones with a code, what is unexpected masked and logged under an id."""

import logging
import secrets
from typing import Any

from graphql import GraphQLError

from graph.errors import AppError, InvalidInput

log = logging.getLogger(__name__)


def shown(error: GraphQLError) -> GraphQLError:
    """The error to answer with.

    An AppError keeps its message. An error of the query or its variables (it has no path, since nothing
    was resolved) is BAD_INPUT. Anything else becomes "internal error <id>", its traceback in the log under that id.
    """
    cause = error.original_error
    if isinstance(cause, AppError):
        return _with(error, cause.message, extensions_of(cause))
    if error.path is None and (cause is None or isinstance(cause, GraphQLError)):
        return _with(error, error.message, {"code": InvalidInput.code})
    reference = secrets.token_hex(4)
    log.error("internal error %s at %s", reference, error.path, exc_info=cause or error)
    return _with(error, f"internal error {reference}", {"code": AppError.code})


def extensions_of(error: AppError) -> dict[str, Any]:
    """Code, the field that is wrong where one is, and whether the same request may succeed later."""
    field = {"field": error.field} if error.field else {}
    return {"code": error.code, **field, **({"retryable": True} if error.retryable else {})}


def _with(error: GraphQLError, message: str, extensions: dict[str, Any]) -> GraphQLError:
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions=extensions,
    )
