"""What goes wrong on the way to the store, in words a caller may see.

Only what a caller or operator can act on is translated. Anything else is a defect of ours: it keeps its type and
is masked at the edge.
"""

from collections.abc import Generator
from contextlib import contextmanager

from neo4j.exceptions import (
    AuthError,
    ConnectionAcquisitionTimeoutError,
    ConstraintError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph.errors import AppError, Conflict, Unavailable

_MEMORY = (
    "the store at {uri} refused a transaction that is larger than its memory allows, and applied nothing of it: "
    "raise server.memory.heap.max_size there (and dbms.memory.transaction.total.max where it is set), and try again"
)
_SLOW = "the store at {uri} gave up: the statement took longer than it allows"
_BY_CODE: dict[str, str] = {
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": _MEMORY,
    "Neo.ClientError.Transaction.TransactionTimedOut": _SLOW,
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration": _SLOW,
    "Neo.ClientError.Database.DatabaseNotFound": "the store at {uri} has no such database: check NEO4J_DATABASE",
    "Neo.ClientError.Security.Forbidden": "the user of the store at {uri} lacks the rights that lifepath needs",
}
# The first that fits; a subclass stands before its class.
_BY_TYPE: tuple[tuple[type[Exception], str], ...] = (
    (AuthError, "the store at {uri} refused the sign-in: check NEO4J_USER and NEO4J_PASSWORD"),
    (TransientError, "the store at {uri} is busy; try again"),
    (
        IncompleteCommit,
        "the store at {uri} broke off while it stored; `lifepath revisions` shows whether it did",
    ),
    (ConnectionAcquisitionTimeoutError, "the store at {uri} did not answer in time"),
    (TimeoutError, "the store at {uri} did not answer in time"),
    (ServiceUnavailable, "the store at {uri} does not answer: is it running, and reachable from here?"),
    (SessionExpired, "the store at {uri} closed the connection; try again"),
    (OSError, "the store at {uri} does not answer: is it running, and reachable from here?"),
)


@contextmanager
def translated(uri: str) -> Generator[None]:
    """Raises AppError for a failure of the server at `uri` that a caller or operator can act on."""
    try:
        yield
    except (DriverError, Neo4jError, OSError) as failure:
        known = _explained(failure, uri)
        if known is None:
            raise
        raise known from failure


@contextmanager
def final(uri: str) -> Generator[None]:
    """Inside a transaction, which the driver runs again after some failures: ends what no repetition cures."""
    try:
        yield
    except Neo4jError as failure:
        if _BY_CODE.get(failure.code or "") is _MEMORY:
            raise Unavailable(_MEMORY.format(uri=uri)) from failure
        raise


def _explained(failure: Exception, uri: str) -> AppError | None:
    if isinstance(failure, ConstraintError):
        return Conflict("a fact with the same id was stored at the same time; nothing was changed, try again")
    text = _BY_CODE.get(failure.code or "") if isinstance(failure, Neo4jError) else None
    text = text or next((text for kind, text in _BY_TYPE if isinstance(failure, kind)), None)
    return Unavailable(text.format(uri=uri)) if text else None
