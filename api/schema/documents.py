"""Documents parsed and validated once: a query that comes again costs neither."""

from collections.abc import Callable, Generator
from functools import lru_cache

from graphql import DocumentNode, GraphQLError, GraphQLSchema, parse, specified_rules
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import validate_document

from api.limits import limits_rule
from api.settings import Limits

KEPT = 256


def checked_documents(limits: Limits) -> Callable[[], SchemaExtension]:
    """Makes the extension that parses and validates within limits, and keeps the last KEPT documents by their text.

    The library's own two caches look a document up by hashing all of its nodes, for every request.
    """
    rules = (*specified_rules, limits_rule(limits))

    @lru_cache(maxsize=KEPT)
    def checked(schema: GraphQLSchema, query: str) -> tuple[DocumentNode, list[GraphQLError]]:
        document = parse(query, max_tokens=limits.tokens)
        return document, validate_document(schema, document, rules)

    class CheckedDocuments(SchemaExtension):
        def on_parse(self) -> Generator[None]:
            context = self.execution_context
            core: GraphQLSchema = context.schema._schema  # type: ignore[attr-defined]
            context.graphql_document, errors = checked(core, context.query or "")
            context.pre_execution_errors = list(errors)
            yield

    return CheckedDocuments
