"""Views of ways to a certificate: their steps, what to bring and what to confirm."""

from datetime import date
from typing import Any

import strawberry

from api.schema.provenance import computed, view
from api.schema.refs import (
    CertificateRef,
    ClauseRef,
    ConditionRef,
    InstitutionRef,
    MajorRef,
    ModuleRef,
    OccupationRef,
    OfferRef,
    RouteRef,
    RuleSetRef,
    SourceRef,
    StandardRef,
)
from api.schema.scope import Info, root_of, scope_of
from graph.model import facts
from graph.model.facts import Published
from graph.model.terms import Level, Origin
from recommender.planning import relatedness, teaching
from recommender.shared import answers
from recommender.shared.answers import Certainty, DoubtCode, PaperKind, StepKind, WayKind
from recommender.shared.places import city_named
from recommender.shared.profile import EducationKind, Goal


def referred(name: str, cls: type[Published], description: str) -> Any:
    """A field: the fact whose id the domain object has under the same name."""

    def resolve(root: strawberry.Parent[Any], info: Info) -> Published | None:
        node_id = getattr(root, name)
        return None if node_id is None else scope_of(info).catalogue.find(cls, node_id)

    return computed(resolve, description)


def all_referred(name: str, cls: type[Published], description: str) -> Any:
    """A field: the facts whose ids the domain object has under the same name, without those not in the catalogue."""

    def resolve(root: strawberry.Parent[Any], info: Info) -> list[Published]:
        found = (scope_of(info).catalogue.find(cls, node_id) for node_id in getattr(root, name))
        return [node for node in found if node is not None]

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


def _assumed(root: strawberry.Parent[answers.Step]) -> list[str]:
    return [assumption.text for assumption in root.assumes]


@view(answers.Paper)
class PaperView:
    """Something to bring to an application (申报材料)."""

    kind: PaperKind = strawberry.field(description="What kind of paper.")
    condition: ConditionRef | None = referred(
        "condition",
        facts.Condition,
        "The condition that it proves; null where the catalogue does not hold it.",
    )
    text: str = strawberry.field(description="What it is, in our own words.")
    origin: Origin = strawberry.field(
        description="DERIVED from the condition: no official list of papers is at hand."
    )


@view(answers.ProgrammeSeat)
class ProgrammeSeatView:
    """A seat of a programme, as its source states it."""

    offer: OfferRef | None = referred(
        "offer", facts.Offer, "The offer; null where the catalogue does not hold it."
    )
    institution: InstitutionRef | None = referred(
        "institution", facts.Institution, "Who offers it; null where the catalogue does not hold it."
    )
    major: MajorRef | None = referred(
        "major", facts.Major, "The major studied; null where the catalogue does not hold it."
    )
    year: int = strawberry.field(description="The year of the plan that states it.")
    length_years: float = strawberry.field(description="Its length in years.")
    price: float | None = strawberry.field(
        description="CNY a year before subsidy; null: no source states it."
    )
    places: int | None = strawberry.field(description="Places in the plan; null: no source states it.")
    entry_route: str = strawberry.field(description="How one gets in, as the source says.")
    distance_km: float | None = strawberry.field(
        description="Approximate, from city to city; null where either city is not known."
    )


@view(answers.Programme)
class ProgrammeView:
    """A full-time school programme that a way enters."""

    kind: EducationKind = strawberry.field(description="Kind of school.")
    start: date = strawberry.field(description="When its term is assumed to begin.")
    end: date = strawberry.field(
        description="When it is assumed to end: its stated length after the beginning."
    )
    length_years: float = strawberry.field(description="Its stated length in years.")
    seats: list[ProgrammeSeatView] = strawberry.field(description="The nearest few of the seats known.")
    seats_known: int = strawberry.field(description="How many seats are known in all.")
    institutions_known: int = strawberry.field(description="How many institutions offer them.")


@view(answers.Effort)
class EffortView:
    """What a way takes beside time."""

    away_days: int = strawberry.field(
        description="Days of full-time study of the programme that it enters, to its end."
    )
    cost: float | None = strawberry.field(description="CNY; null: no source states what all of it costs.")
    hours: float | None = strawberry.field(description="Hours of training; null: no source states them.")
    distance_km: float | None = strawberry.field(
        description="Kilometres to travel; null: where it would be done is not decided."
    )


@view(teaching.TrainingPlace)
class TrainingPlaceView:
    """An institution that may train for an application, by the best of its seats."""

    institution: InstitutionRef | None = referred(
        "institution", facts.Institution, "The institution; null where the catalogue does not hold it."
    )
    offer: OfferRef | None = referred(
        "offer", facts.Offer, "The seat; null where the catalogue does not hold it."
    )
    modules: int = strawberry.field(description="How many modules there are to train.")
    named: int | None = strawberry.field(
        description="How many of them are declared, or named much like one of its courses; null: that is not known."
    )
    distance_km: float | None = strawberry.field(
        description="Approximate, from city to city; null where either city is not known."
    )


@view(teaching.TrainingPlaces)
class TrainingPlacesView:
    """Where to train for an application."""

    places: list[TrainingPlaceView] = strawberry.field(description="The best few; empty: none is known.")
    found: int = strawberry.field(description="How many institutions there are in all.")
    note: str | None = strawberry.field(
        description="What to know where no institution is known; null where one is."
    )


def _places(root: strawberry.Parent[answers.Step], info: Info) -> teaching.TrainingPlaces | None:
    scope = scope_of(info)
    supply = info.context.prepared(scope.catalogue).supply(info.context.likeness)
    person: dict[str, Any] = info.context.inputs.get(root_of(info), {}).get("person") or {}
    near = city_named(scope.catalogue, person.get("region"))
    return teaching.training_places(supply, root, as_of=scope.as_of, near=near)


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
        description="Edition of the rules; null for a standard's own conditions, and where nothing is assessed."
    )
    source: SourceRef | None = referred(
        "source", facts.Source, "The source that states the rules; null where nothing is assessed."
    )
    locator: str | None = strawberry.field(
        description="The place in that source; null where nothing is assessed."
    )
    origin: Origin | None = strawberry.field(
        description="Who stands behind the rules; null where nothing is assessed."
    )
    decided_by: list[ConditionRef] = all_referred(
        "decided_by",
        facts.Condition,
        "The conditions that were met last: they set the day. Empty where nothing is assessed.",
    )
    unknown: list[ConditionRef] = all_referred(
        "unknown",
        facts.Condition,
        "The conditions that are not known to hold on that day; see what to confirm.",
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
    clauses: list[ClauseRef] = all_referred(
        "clauses", facts.Clause, "Articles of the policy that the rules serve."
    )
    treatment: str | None = strawberry.field(
        description="What an employer may treat the holder as (clause 6): not the title itself; null for nothing."
    )
    assumes: list[str] = computed(_assumed, "What is assumed in this step.")
    train: list[LevelModulesView] = strawberry.field(
        description="What to train for it; empty: no source lists modules, or all are credited."
    )
    bring: list[PaperView] = strawberry.field(
        description="What to bring to the application; empty where nothing is assessed."
    )
    where: TrainingPlacesView | None = computed(
        _places,
        "Where to train for it, from the person's region where it is stated; null where nothing is trained.",
    )
    programme: ProgrammeView | None = strawberry.field(
        description="The school programme that is entered; null where none is."
    )


@view(relatedness.Alike)
class AlikeView:
    """Two main tasks that are much alike; it helps to ask, and decides nothing."""

    occupation: OccupationRef | None = referred(
        "occupation", facts.Occupation, "The other occupation; null where it is not in the catalogue."
    )
    own: str = strawberry.field(description="A main task of the goal's occupation.")
    other: str = strawberry.field(description="The main task of the other occupation that is most like it.")
    score: float = strawberry.field(description="How alike both texts are, by `method`.")
    method: str = strawberry.field(description="How the score was computed.")
    origin: Origin = strawberry.field(description="DERIVED: no official table says how alike they are.")


def _alike(root: strawberry.Parent[answers.Doubt], info: Info) -> relatedness.Alike | None:
    prepared = info.context.prepared(scope_of(info).catalogue)
    tasks = prepared.task_vectors(info.context.resolver)
    return None if tasks is None else relatedness.alike(root, prepared.planner.relations, tasks)


@view(answers.Doubt)
class DoubtView:
    """Something that nobody stated and that must be confirmed."""

    code: DoubtCode = strawberry.field(description="What kind of thing.")
    about: str = strawberry.field(description="What it concerns.")
    question: str = strawberry.field(description="The question, in words.")
    ask: str = strawberry.field(description="Who can answer it.")
    goal: OccupationRef | None = referred(
        "goal", facts.Occupation, "What it would have to be related to; null where that is not the question."
    )
    alike: AlikeView | None = computed(
        _alike,
        "The main tasks that are most alike, where being related is the question; null where none are known or the "
        "encoder is not loaded.",
    )


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
    effort: EffortView = strawberry.field(description="What it takes beside time.")
    kinds: list[WayKind] = strawberry.field(
        description="What is good about it among the ways it was compared with; empty where it was not compared."
    )
