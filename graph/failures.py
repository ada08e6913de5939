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
from graph.faults import StoreFault

_BY_CODE: dict[str, StoreFault] = {
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": StoreFault.STORE_MEMORY,
    "Neo.ClientError.Transaction.TransactionTimedOut": StoreFault.STORE_SLOW,
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration": StoreFault.STORE_SLOW,
    "Neo.ClientError.Database.DatabaseNotFound": StoreFault.STORE_NO_DATABASE,
    "Neo.ClientError.Security.Forbidden": StoreFault.STORE_NO_RIGHTS,
}
# The first that fits; a subclass stands before its class.
_BY_TYPE: tuple[tuple[type[Exception], StoreFault], ...] = (
    (AuthError, StoreFault.STORE_SIGN_IN),
    (TransientError, StoreFault.STORE_BUSY),
    (IncompleteCommit, StoreFault.STORE_BROKE_OFF),
    (ConnectionAcquisitionTimeoutError, StoreFault.STORE_LATE),
    (TimeoutError, StoreFault.STORE_LATE),
    (ServiceUnavailable, StoreFault.STORE_SILENT),
    (SessionExpired, StoreFault.STORE_CLOSED),
    (OSError, StoreFault.STORE_SILENT),
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
        if _BY_CODE.get(failure.code or "") is StoreFault.STORE_MEMORY:
            raise Unavailable(StoreFault.STORE_MEMORY(uri=uri)) from failure
        raise


def _explained(failure: Exception, uri: str) -> AppError | None:
    if isinstance(failure, ConstraintError):
        return Conflict(StoreFault.STORED_AT_ONCE())
    known = _BY_CODE.get(failure.code or "") if isinstance(failure, Neo4jError) else None
    known = known or next((saying for kind, saying in _BY_TYPE if isinstance(failure, kind)), None)
    return Unavailable(known(uri=uri)) if known else None
