"""Views of the modules that a person may be credited."""

from typing import Any

import strawberry

from api.schema.beside import told
from api.schema.provenance import computed, view
from api.schema.reasons import ReasonView
from api.schema.refs import ModuleRef
from api.schema.scope import Info, scope_of
from graph.model.terms import Origin
from recommender.planning.credits import Credit, CreditBasis, Credits, credits_of
from recommender.shared.answers import LearningPath


@view(Credit)
class CreditView:
    """A module that may need no training, and why."""

    module: ModuleRef = strawberry.field(description="The module.")
    basis: CreditBasis = strawberry.field(description="What it would be credited for.")
    reason: ReasonView = strawberry.field(description="Why, with the texts that match.")
    origin: Origin = strawberry.field(description="DERIVED: the assessor decides.")


@view(Credits)
class CreditsView:
    """Modules that may be credited; none of it moves a day, and what is to be trained stays in the steps."""

    items: list[CreditView] = strawberry.field(description="The credits, lowest level first.")
    notes: list[str] = strawberry.field(description="What was not compared.")


def _credits(root: strawberry.Parent[LearningPath], info: Info) -> Credits:
    asked = told(root, info)
    supply = info.context.prepared(scope_of(info).catalogue).supply(info.context.likeness)
    return credits_of(asked.planner, supply, asked.profile, root.goal, root.envelope.as_of)


CREDITS: Any = computed(
    _credits,
    "Modules that may be credited, for certificates, degrees and work, with reasons; computed when asked.",
)
