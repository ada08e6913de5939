"""Views of why something is recommended, shared by all recommenders."""

import strawberry

from api.schema.provenance import view
from recommender.shared.reasons import Part, Reason, ReasonKind


@view(Reason)
class ReasonView:
    """One reason, in words and in ids, so that it can be checked."""

    kind: ReasonKind = strawberry.field(description="What kind of reason.")
    text: str = strawberry.field(description="The reason in words.")
    cites: list[str] = strawberry.field(
        description="Ids of the rules, clauses, standards or licences behind it; empty where it is no rule."
    )
    path: list[str] = strawberry.field(description="Ids of the facts along it, in order; empty for none.")
    asked: str | None = strawberry.field(description="The own text compared; null where no texts are.")
    matched: str | None = strawberry.field(
        description="The text it was compared with; null where no texts are."
    )
    score: float | None = strawberry.field(
        description="How alike both texts are, by `method`; null where no texts are compared."
    )
    method: str | None = strawberry.field(
        description="How the score was computed; null where no texts are compared."
    )


@view(Part)
class PartView:
    """One part of a score."""

    name: str = strawberry.field(description="Its name.")
    value: float | None = strawberry.field(
        description="From 0 to 1; null: no source states it, and it is neutral."
    )
    weight: float = strawberry.field(description="How much it counts.")
    text: str = strawberry.field(description="What it says.")
