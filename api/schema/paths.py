"""Views of what the planner answers, and the root that asks it."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

import strawberry
from strawberry.scalars import JSON

from api.schema.arguments import AsOf, Revision, root
from api.schema.provenance import computed, view
from api.schema.refs import (
    CertificateRef,
    ClauseRef,
    ModuleRef,
    OccupationRef,
    RouteRef,
    RuleSetRef,
    StandardRef,
)
from api.schema.scope import Info, root_of, scope_of
from api.schema.situation import GoalInput, ProfileInput, case_of, in_graphql_words
from graph.errors import AppError
from graph.model import facts
from graph.model.facts import Published
from graph.model.terms import Level, LicenceDuty
from recommender import answers
from recommender.answers import Answer, BlockerCode, Certainty, DoubtCode, StepKind, UndeterminedCode
from recommender.cases import read_case
from recommender.explain import explain
from recommender.profile import Goal


def referred(name: str, cls: type[Published], description: str) -> Any:
    """A field: the fact whose id the domain object has under the same name."""

    def resolve(root: strawberry.Parent[Any], info: Info) -> Published | None:
        node_id = getattr(root, name)
        return None if node_id is None else scope_of(info).catalogue.find(cls, node_id)

    return computed(resolve, description)


@view(Goal)
class GoalView:
    """The certificate aimed at."""

    occupation: OccupationRef | None = referred(
        "occupation", facts.Occupation, "The occupation; null where it is not in the catalogue."
    )
    level: Level = strawberry.field(description="The level.")
    work_type: str | None = strawberry.field(
        description="The trade (工种); null where it was asked for the whole occupation."
    )


@view(answers.LevelModules)
class LevelModulesView:
    """Modules of one level."""

    level: Level = strawberry.field(description="The level.")
    modules: list[ModuleRef] = strawberry.field(description="Its modules; empty: no source lists them.")


def _clauses(root: strawberry.Parent[answers.Step], info: Info) -> list[facts.Clause]:
    found = (scope_of(info).catalogue.find(facts.Clause, clause) for clause in root.clauses)
    return [clause for clause in found if clause is not None]


def _assumed(root: strawberry.Parent[answers.Step]) -> list[str]:
    return [assumption.text for assumption in root.assumes]


@view(answers.Step)
class StepView:
    """One stretch of a path. An assessment takes one day: the first on which its rule admits the person."""

    kind: StepKind = strawberry.field(description="What happens in it.")
    start: date = strawberry.field(description="Its first day.")
    end: date = strawberry.field(description="Its last day; of an assessment the same as the first.")
    level: Level | None = strawberry.field(description="The level assessed; null where nothing is.")
    occupation: OccupationRef | None = referred(
        "occupation", facts.Occupation, "The occupation worked in; null where nothing is worked."
    )
    certificate: CertificateRef | None = referred(
        "certificate", facts.Certificate, "The certificate awarded; null where none is, or none is known."
    )
    rule: RuleSetRef | None = referred(
        "rule", facts.RuleSet, "The rules that admit to the assessment; null where nothing is assessed."
    )
    edition: str | None = strawberry.field(
        description="Edition of the rules; null where nothing is assessed."
    )
    route: RouteRef | None = referred(
        "route", facts.Route, "The alternative that admits the person; null where nothing is assessed."
    )
    route_name: str | None = strawberry.field(
        description="Name of that alternative; null where nothing is assessed."
    )
    route_text: str | None = strawberry.field(
        description="That alternative in words; null where nothing is assessed."
    )
    clauses: list[ClauseRef] = computed(_clauses, "Articles of the policy that the rules serve.")
    treatment: str | None = strawberry.field(
        description="What an employer may treat the holder as (clause 6): not the title itself; null for nothing."
    )
    assumes: list[str] = computed(_assumed, "What is assumed in this step.")
    train: list[LevelModulesView] = strawberry.field(
        description="What to train for it; empty: no source lists modules, or all are credited."
    )


@view(answers.Doubt)
class DoubtView:
    """Something that nobody stated and that must be confirmed."""

    code: DoubtCode = strawberry.field(description="What kind of thing.")
    about: str = strawberry.field(description="What it concerns.")
    question: str = strawberry.field(description="The question, in words.")
    ask: str = strawberry.field(description="Who can answer it.")


@view(answers.Way)
class WayView:
    """One dated way to the goal."""

    certainty: Certainty = strawberry.field(description="Whether it rests on what is known only.")
    earliest: date = strawberry.field(description="The first day on which the goal can be reached by it.")
    steps: list[StepView] = strawberry.field(
        description="Its steps in time; empty where the goal is reached."
    )
    confirm: list[DoubtView] = strawberry.field(description="What to confirm; empty where it is LAWFUL.")
    standard: StandardRef | None = referred(
        "standard", facts.Standard, "The standard that governs; null: none is known."
    )
    edition: str | None = strawberry.field(
        description="Edition of the rules it follows; null where no rules are needed."
    )


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
    return info.context.inputs[root_of(info)]


@view(answers.Envelope)
class EnvelopeView:
    """What an answer was computed from: the same envelope gives the same answer."""

    revision: int = strawberry.field(description="Revision of the catalogue.")
    as_of: date = strawberry.field(description="The asked day.")
    software: str = strawberry.field(description="Version of the software.")
    inputs: JSON = computed(_inputs, "Person and goal as a case, the way batches are written.")


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
    licences: list[LicenceWarningView] = strawberry.field(description="Licences to work to know of.")
    notes: list[str] = strawberry.field(description="What else the person should know.")
    explanation: list[str] = computed(_explained, "The answer in plain Chinese, a sentence an entry.")
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


@view(answers.Unreachable)
class UnreachableView:
    """No lawful way leads to the goal, and why."""

    goal: GoalView = strawberry.field(description="The certificate aimed at.")
    blockers: list[BlockerView] = strawberry.field(description="Every reason.")
    licences: list[LicenceWarningView] = strawberry.field(description="Licences to work to know of.")
    notes: list[str] = strawberry.field(description="What else the person should know.")
    explanation: list[str] = computed(_explained, "The answer in plain Chinese, a sentence an entry.")
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
        try:
            case = read_case(raw, planner, today=scope.as_of)
            return planner.plan(case.profile, case.goal, case.as_of)
        except AppError as error:
            raise in_graphql_words(error) from error
