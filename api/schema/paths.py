"""Views of what the planner answers, and the root that asks it."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

import strawberry
from strawberry.scalars import JSON

from api.schema.arguments import AsOf, Revision, root
from api.schema.beside import (
    CHANGES,
    NEAREST,
    ONWARD,
    CounterfactualView,
    NearGoalView,
    OnwardView,
    answered,
    told,
)
from api.schema.choosing import RoutesView
from api.schema.crediting import CREDITS, CreditsView
from api.schema.provenance import computed, view
from api.schema.refs import CertificateRef, ConditionRef, RuleSetRef, StandardRef
from api.schema.scope import Info, asked_with, root_of, scope_of
from api.schema.situation import GoalInput, ProfileInput, case_of
from api.schema.ways import (
    DoubtView,
    GoalView,
    LevelModulesView,
    StepView,
    WayView,
    all_referred,
    referred,
)
from graph.model import facts
from graph.model.terms import Level, LicenceDuty
from recommender.planning.choices import Routes
from recommender.planning.explain import explain
from recommender.planning.explain_routes import explain_routes
from recommender.planning.routes import routes
from recommender.shared import answers
from recommender.shared.answers import Answer, BlockerCode, Certainty, UndeterminedCode
from recommender.shared.canonical import digest


@view(answers.LicenceWarning)
class LicenceWarningView:
    """A licence to work, separate from any certificate of skill."""

    certificate: CertificateRef | None = referred(
        "certificate", facts.Certificate, "The licence; null where it is not in the catalogue."
    )
    name: str = strawberry.field(description="Its name.")
    field: str | None = strawberry.field(
        description="Field of the licence, such as 电工作业; null where it has no fields."
    )
    duty: LicenceDuty = strawberry.field(description="Whether an official text requires it.")


def _inputs(root: strawberry.Parent[answers.Envelope], info: Info) -> dict[str, Any]:
    asked = asked_with(info, root)
    return asked.inputs if asked else info.context.inputs[root_of(info)]


def _digest(root: strawberry.Parent[answers.Envelope], info: Info) -> str:
    return digest(_inputs(root, info))


@view(answers.Envelope)
class EnvelopeView:
    """What an answer was computed from: the same envelope gives the same answer."""

    revision: int = strawberry.field(description="Revision of the catalogue.")
    as_of: date = strawberry.field(description="The asked day.")
    software: str = strawberry.field(description="Version of the software.")
    judgements: int | None = strawberry.field(
        description="Number of the newest judgement there was, 0 for none; null: none can change this answer."
    )
    inputs: JSON = computed(_inputs, "Person and goal as a case, the way batches are written.")
    digest: str = computed(
        _digest, "The sha256 of the inputs: JSON with sorted keys and no spaces, in UTF-8."
    )


def of_way(name: str, graphql_type: Any, description: str) -> Any:
    """A field of the best way, shown on the path itself."""

    def resolve(root: strawberry.Parent[answers.LearningPath]) -> Any:
        return getattr(root.way, name)

    return strawberry.field(resolver=resolve, description=description, graphql_type=graphql_type)


def _standard(root: strawberry.Parent[answers.LearningPath], info: Info) -> facts.Standard | None:
    standard = root.way.standard
    return None if standard is None else scope_of(info).catalogue.find(facts.Standard, standard)


def _explained(root: strawberry.Parent[Answer], info: Info) -> list[str]:
    return list(explain(root, scope_of(info).catalogue))


def _routes(root: strawberry.Parent[Answer], info: Info) -> Routes:
    asked = told(root, info)
    supply = info.context.prepared(scope_of(info).catalogue).supply(info.context.likeness)
    return routes(asked.planner, supply, asked.profile, root.goal, root.envelope.as_of)


def _told(root: strawberry.Parent[Answer], info: Info) -> list[str]:
    return list(explain_routes(root, _routes(root, info), scope_of(info).catalogue))


ROUTES = "Ways on the job and through school that no other way beats, and routes without a date; computed when asked."
ROUTES_TOLD = "The routes in plain Chinese, a sentence an entry; computed when asked."


@view(answers.LearningPath)
class LearningPathView:
    """The earliest lawful way; where there is none, the earliest that rests on something to be confirmed."""

    goal: GoalView = strawberry.field(description="The certificate aimed at.")
    certainty: Certainty = of_way("certainty", Certainty, "Whether it rests on what is known only.")
    earliest: date = of_way(
        "earliest", date, "The first day on which the goal can be reached; its award where held."
    )
    steps: Sequence[StepView] = of_way(
        "steps", list[StepView], "The steps in time; empty where the goal is reached."
    )
    confirm: Sequence[DoubtView] = of_way(
        "confirm", list[DoubtView], "What to confirm; empty where the way is LAWFUL."
    )
    standard: StandardRef | None = computed(_standard, "The standard that governs; null: none is known.")
    edition: str | None = of_way(
        "edition", str | None, "Edition of the rules followed; null where no rules are needed."
    )
    alternatives: list[WayView] = strawberry.field(description="Other ways, the earliest first.")
    credited: list[LevelModulesView] = strawberry.field(
        description="Modules that held certificates cover: their own level and below, in their own trade."
    )
    credits: CreditsView = CREDITS
    licences: list[LicenceWarningView] = strawberry.field(description="Licences to work to know of.")
    notes: list[str] = strawberry.field(description="What else the person should know.")
    explanation: list[str] = computed(_explained, "The answer in plain Chinese, a sentence an entry.")
    routes: RoutesView = computed(_routes, ROUTES)
    routes_explained: list[str] = computed(_told, ROUTES_TOLD)
    changes: list[CounterfactualView] = CHANGES
    onward: OnwardView = ONWARD
    envelope: EnvelopeView = strawberry.field(description="What the answer was computed from.")


@view(answers.Undetermined)
class UndeterminedView:
    """Nothing certain can be said, and why."""

    goal: GoalView = strawberry.field(description="The certificate aimed at.")
    code: UndeterminedCode = strawberry.field(description="Why, as a code.")
    because: str = strawberry.field(description="Why, in words.")
    assumed: list[WayView] = strawberry.field(description="Ways under a planning assumption that each names.")
    licences: list[LicenceWarningView] = strawberry.field(description="Licences to work to know of.")
    notes: list[str] = strawberry.field(description="What else the person should know.")
    explanation: list[str] = computed(_explained, "The answer in plain Chinese, a sentence an entry.")
    routes: RoutesView = computed(_routes, ROUTES)
    routes_explained: list[str] = computed(_told, ROUTES_TOLD)
    nearest: list[NearGoalView] = NEAREST
    changes: list[CounterfactualView] = CHANGES
    envelope: EnvelopeView = strawberry.field(description="What the answer was computed from.")


@view(answers.Blocker)
class BlockerView:
    """One reason that closes a way."""

    code: BlockerCode = strawberry.field(description="The reason as a code.")
    rule: RuleSetRef | None = referred(
        "rule", facts.RuleSet, "The rules that stop it; null where the goal itself does not exist."
    )
    because: str = strawberry.field(description="The reason in words.")
    levels: list[Level] = strawberry.field(
        description="The levels that do exist, where the asked one does not; empty for other reasons."
    )
    conditions: list[ConditionRef] = all_referred(
        "conditions", facts.Condition, "The conditions that fail for this reason."
    )


@view(answers.Unreachable)
class UnreachableView:
    """No lawful way leads to the goal, and why."""

    goal: GoalView = strawberry.field(description="The certificate aimed at.")
    blockers: list[BlockerView] = strawberry.field(description="Every reason.")
    licences: list[LicenceWarningView] = strawberry.field(description="Licences to work to know of.")
    notes: list[str] = strawberry.field(description="What else the person should know.")
    explanation: list[str] = computed(_explained, "The answer in plain Chinese, a sentence an entry.")
    routes: RoutesView = computed(_routes, ROUTES)
    routes_explained: list[str] = computed(_told, ROUTES_TOLD)
    nearest: list[NearGoalView] = NEAREST
    changes: list[CounterfactualView] = CHANGES
    envelope: EnvelopeView = strawberry.field(description="What the answer was computed from.")


PathAnswer = Annotated[
    LearningPathView | UndeterminedView | UnreachableView,
    strawberry.union(
        "PathAnswer", description="A way, an honest 'cannot tell', or 'no way' with every reason."
    ),
]


@strawberry.type
class Paths:
    """The root that asks the planner."""

    @root(PathAnswer)
    async def learning_path(
        self,
        info: Info,
        *,
        profile: Annotated[ProfileInput, strawberry.argument(description="Where the person stands.")],
        goal: Annotated[GoalInput, strawberry.argument(description="The certificate aimed at.")],
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> Answer:
        """How a person lawfully gets from where they stand to a certificate, and when at the earliest."""
        scope = await info.context.scope(info.path.key, as_of, revision)
        planner = info.context.prepared(scope.catalogue).planner
        raw = case_of(profile, goal)
        info.context.inputs[info.path.key] = raw
        return answered(info.context, planner, raw, scope.as_of)
