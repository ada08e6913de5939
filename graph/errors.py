"""Every error a caller may see: a stable code and a message that is safe to show."""


class AppError(Exception):
    """Base of all expected failures; `code` is stable, the message is safe for callers."""

    code = "INTERNAL"
    retryable = False

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class InvalidInput(AppError):
    """An argument, file or row is wrong; `field` names it where there is one."""

    code = "BAD_INPUT"


class NotFound(AppError):
    """The requested thing does not exist, or the caller may not know that it does."""

    code = "NOT_FOUND"


class Conflict(AppError):
    """A uniqueness rule or a stale revision stands in the way."""

    code = "CONFLICT"


class Forbidden(AppError):
    """The principal may not do this."""

    code = "FORBIDDEN"


class Unavailable(AppError):
    """The store is down or too slow; the same call may succeed later."""

    code = "UNAVAILABLE"
    retryable = True


class NotReady(AppError):
    """No catalogue is loaded yet."""

    code = "NOT_READY"
    retryable = True
