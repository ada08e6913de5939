"""The schema: every root in one query type, with its limits, its caches and its way of showing errors."""

from pathlib import Path
from typing import Any

import strawberry
from strawberry.types import ExecutionResult

from api.schema.comparing import Comparing
from api.schema.curation import Curation
from api.schema.curation import Mutation as Curating
from api.schema.desk import Desk
from api.schema.documents import checked_documents
from api.schema.drafts import Drafting, Drafts
from api.schema.failures import shown
from api.schema.gapreport import Gaps
from api.schema.history import History
from api.schema.leading import Leading
from api.schema.learning import Learning
from api.schema.lists import Lists
from api.schema.lookups import Lookups
from api.schema.matching import Matching
from api.schema.moving import Moving
from api.schema.paths import Paths
from api.schema.provenance import VIEWS
from api.schema.resolving import Resolving
from api.settings import Limits


@strawberry.type(description="Everything that can be asked. Each root takes asOf and revision.")
class Query(
    Lookups,
    Lists,
    Paths,
    Comparing,
    Resolving,
    Leading,
    Moving,
    Learning,
    Matching,
    Gaps,
    Curation,
    Desk,
    Drafts,
    History,
):
    """Everything that can be asked."""


@strawberry.type(description="Everything that can be changed.")
class Mutation(Curating, Drafting):
    """Everything that can be changed."""


class Schema(strawberry.Schema):
    """A schema whose errors are safe to show: known ones with their code, all others masked."""

    async def execute(self, *args: Any, **kwargs: Any) -> ExecutionResult:
        result = await super().execute(*args, **kwargs)
        if result.errors:
            result.errors = [shown(error) for error in result.errors]
        return result

    def process_errors(self, errors: list[Any], execution_context: Any = None) -> None:
        """Errors are logged where they are masked."""


def build_schema(limits: Limits) -> Schema:
    """The schema within limits. Parsed and validated documents are kept, for queries that come again."""
    return Schema(
        Query, mutation=Mutation, types=list(VIEWS.values()), extensions=[checked_documents(limits)]
    )


def main() -> None:
    """Writes api/schema.graphql, the schema as committed."""
    path = Path(__file__).parents[1] / "schema.graphql"
    path.write_text(build_schema(Limits()).as_str() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
