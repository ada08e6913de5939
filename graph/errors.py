"""Every error a caller may see: a stable code and a message that is safe to show."""

from graph.sayings import Said


class AppError(Exception):
    """Base of all expected failures; `code` is stable, the message is safe for callers.

    A message that is `Said` can be told in Chinese too: whatever a request over HTTP may run into. A plain one is for the
    command line and for whoever runs the service.
    """

    code = "INTERNAL"
    retryable = False

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    @property
    def said(self) -> Said:
        """The message in both languages; a plain one stands for both."""
        return self.message if isinstance(self.message, Said) else Said(self.message, self.message, self.code)

    def told(self) -> dict[str, str | None]:
        """As every refusal in JSON tells it; `reason` is the code of the message, None for a plain one."""
        known = isinstance(self.message, Said)
        return {
            "code": self.code,
            "field": self.field,
            "reason": self.said.code if known else None,
            "message": str(self.message),
            "message_chinese": self.said.chinese if known else None,
        }


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
