"""What one GraphQL request may cost: bounds on the document before it runs, and on the facts it returns."""

from collections.abc import Mapping
from dataclasses import dataclass

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
    SelectionSetNode,
    ValidationContext,
    ValidationRule,
)
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.faults import RequestFault
from api.settings import Limits
from graph.errors import InvalidInput
from graph.sayings import Said

FIELDS = 1_000
FACTS = 5_000
BODY_BYTES = 128 << 10
DEFAULT_PAGE = 20


@dataclass(slots=True)
class Budget:
    """How many facts a request may still return; spent by every list below the roots."""

    left: int = FACTS

    def spend(self, count: int) -> None:
        """Raises InvalidInput when the request asks for more than the whole budget."""
        self.left -= count
        if self.left < 0:
            raise InvalidInput(RequestFault.QUERY_TOO_LARGE(most=FACTS))


@dataclass(frozen=True, slots=True)
class Cost:
    """Depth, aliases and fields of a selection, its fragments counted wherever they are spread."""

    depth: int = 0
    aliases: int = 0
    fields: int = 0

    def beside(self, other: "Cost") -> "Cost":
        """The cost of two selections of one object."""
        return Cost(max(self.depth, other.depth), self.aliases + other.aliases, self.fields + other.fields)

    def below(self, field: FieldNode) -> "Cost":
        """The cost of a field with this selection under it."""
        return Cost(self.depth + 1, self.aliases + (field.alias is not None), self.fields + 1)


class _Costs:
    """Costs of the selections of one document; each fragment is counted once, so the work stays linear."""

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self._known: dict[str, Cost] = {}

    def of(self, selections: SelectionSetNode | None) -> Cost:
        cost = Cost()
        for selection in selections.selections if selections else ():
            if isinstance(selection, FieldNode):
                if not selection.name.value.startswith("__"):
                    cost = cost.beside(self.of(selection.selection_set).below(selection))
            elif isinstance(selection, FragmentSpreadNode):
                cost = cost.beside(self._spread(selection.name.value))
            else:
                cost = cost.beside(self.of(getattr(selection, "selection_set", None)))
        return cost

    def _spread(self, name: str) -> Cost:
        """An unknown fragment or a cycle costs nothing here: other rules refuse the document for it."""
        if name not in self._known:
            self._known[name] = Cost()
            if name in self._fragments:
                self._known[name] = self.of(self._fragments[name].selection_set)
        return self._known[name]


def limits_rule(limits: Limits) -> type[ValidationRule]:
    """The validation rule that refuses documents beyond `limits`. Introspection is free."""

    class LimitsRule(ValidationRule):
        def __init__(self, context: ValidationContext) -> None:
            super().__init__(context)
            definitions = context.document.definitions
            fragments = {d.name.value: d for d in definitions if isinstance(d, FragmentDefinitionNode)}
            costs = _Costs(fragments)
            for definition in definitions:
                if isinstance(definition, OperationDefinitionNode):
                    for message in _excesses(costs.of(definition.selection_set), limits):
                        context.report_error(GraphQLError(message, definition))

    return LimitsRule


def _excesses(cost: Cost, limits: Limits) -> list[Said]:
    checks = (
        (RequestFault.QUERY_TOO_DEEP, cost.depth, limits.depth),
        (RequestFault.QUERY_ALIASES, cost.aliases, limits.aliases),
        (RequestFault.QUERY_FIELDS, cost.fields, FIELDS),
    )
    return [saying(found=found, most=most) for saying, found, most in checks if found > most]


class BoundedBodies:
    """Middleware that refuses requests whose body is longer than `most` bytes, with 413; a path in `at` has its own bound."""

    def __init__(self, app: ASGIApp, *, most: int, at: Mapping[str, int]) -> None:
        self._app = app
        self._most = most
        self._at = at

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._at.get(scope["path"], self._most)
        body = await _read(receive, most)
        if body is None:
            refusal = PlainTextResponse(f"the body has more than {most} bytes", status_code=413)
            await refusal(scope, receive, send)
            return
        await self._app(scope, _once(body, receive), send)


async def _read(receive: Receive, most: int) -> Message | None:
    """The whole body as one message; None where it is longer than `most` bytes. A client that leaves is passed on."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return message
        body += message.get("body", b"")
        if len(body) > most:
            return None
        if not message.get("more_body", False):
            return {"type": "http.request", "body": bytes(body), "more_body": False}


def _once(first: Message, then: Receive) -> Receive:
    """Hands out a message that was read already, and after it what comes next."""
    waiting = [first]

    async def receive() -> Message:
        return waiting.pop() if waiting else await then()

    return receive
