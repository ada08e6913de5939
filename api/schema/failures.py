"""Errors as callers see them: known ones with a code and in both languages, what is unexpected masked and logged under an id."""

import logging
import secrets
from typing import Any

from graphql import GraphQLError

from api.faults import RequestFault
from graph.errors import AppError, InvalidInput
from graph.sayings import Said

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
        return _with(error, error.message, extensions_of(InvalidInput(_of_query(error.message))))
    reference = secrets.token_hex(4)
    log.error("internal error %s at %s", reference, error.path, exc_info=cause or error)
    masked = AppError(RequestFault.INTERNAL(reference=reference))
    return _with(error, masked.message, extensions_of(masked))


def extensions_of(error: AppError) -> dict[str, Any]:
    """Code, the field that is wrong where one is, whether the same request may succeed later, and the message in Chinese.

    `reason` is the stable code of the message itself.
    """
    extensions: dict[str, Any] = {"code": error.code}
    if error.field:
        extensions["field"] = error.field
    if error.retryable:
        extensions["retryable"] = True
    if isinstance(error.message, Said):
        extensions |= {"reason": error.message.code, "chinese": error.message.chinese}
    return extensions


def _of_query(message: str) -> Said:
    """A limit of ours has its own words; what the language of queries forbids is told in those of its library."""
    return message if isinstance(message, Said) else RequestFault.QUERY_WRONG(cause=message)


def _with(error: GraphQLError, message: str, extensions: dict[str, Any]) -> GraphQLError:
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions=extensions,
    )
