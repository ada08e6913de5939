"""Views of the desk for new occupations, and the roots that analyse one and draft its package."""

from functools import partial
from typing import Annotated

import anyio.to_thread
import strawberry

from api.analysing import Analysed, analysed
from api.faults import RequestFault
from api.schema.arguments import AsOf, Revision, root
from api.schema.contents import SentenceView
from api.schema.curation import JudgementView
from api.schema.moving import TransferView
from api.schema.paths import EnvelopeView, referred
from api.schema.provenance import computed, view
from api.schema.refs import (
    CourseRef,
    InstitutionRef,
    MajorRef,
    ModuleRef,
    OccupationRef,
    OfferRef,
    StandardRef,
    TaskRef,
)
from api.schema.scope import Info, Scope
from graph.errors import InvalidInput
from graph.model import facts
from graph.model.terms import Level
from graph.sayings import in_chinese
from ingest.texts import split_tasks
from recommender.desk import analysis, asked, grouping, matches, near, outline, package, sentences
from recommender.desk.marks import Coverage
from recommender.supply.seats import Basis

KNOWN = "null where the catalogue does not hold it."


@strawberry.input(
    description="An occupation: by code or name where the catalogue knows it, or as a text states it."
)
class NewOccupationInput:
    """An occupation to be looked at."""

    occupation: str | None = strawberry.field(
        default=None, description="Id, code or exact name of a known one."
    )
    name: str | None = strawberry.field(default=None, description="Its name, where it is not known.")
    definition: str | None = strawberry.field(
        default=None, description="Its definition, instead of what is known."
    )
    tasks: list[str] = strawberry.field(
        default_factory=list, description="Its main tasks, each alone or several numbered ones in one text."
    )


Asked = Annotated[NewOccupationInput, strawberry.argument(description="The occupation to look at.")]


@view(asked.AskedOccupation)
class AskedOccupationView:
    """The occupation asked about, as far as texts state it."""

    name: str | None = strawberry.field(description="Its name; null: not stated.")
    code: str | None = strawberry.field(description="Its code; null: it has none yet.")
    definition: str | None = strawberry.field(description="Its definition; null: MISSING.")
    tasks: list[str] = strawberry.field(description="Its main tasks; empty: MISSING.")
    place: str = strawberry.field(description="Where the texts were read.")
    occupation: OccupationRef | None = referred(
        "occupation", facts.Occupation, f"It in the catalogue; {KNOWN}"
    )
    document: str | None = strawberry.field(
        description="The notice that announced it; null: no source states it."
    )
    packages: list[str] = strawberry.field(description="Ids of training packages it has already.")


@view(sentences.SentenceMatch)
class SentenceMatchView:
    """A sentence of an imported standard beside a task; it covers nothing by itself."""

    sentence: SentenceView = strawberry.field(description="The sentence.")
    cosine: float = strawberry.field(description="Of both, each less the mean of its kind.")
    alike: bool = strawberry.field(
        description="Whether it says much the same: tasks of other work hardly ever come as near to any sentence."
    )


@view(matches.FunctionMatch)
class FunctionMatchView:
    """An existing function beside a task."""

    occupation: OccupationRef | None = referred("occupation", facts.Occupation, f"Whose it is; {KNOWN}")
    name: str = strawberry.field(description="Its name.")
    modules: list[str] = strawberry.field(description="Ids of the modules it is at each level, lowest first.")
    standards: list[str] = strawberry.field(description="Ids of the standards it is in.")
    packages: list[str] = strawberry.field(description="Ids of the training packages it is in.")
    certificates: list[str] = strawberry.field(description="Ids of the certificates behind it.")
    score: float | None = strawberry.field(
        description="Ranks functions for one occupation's tasks; null: accepted, and not compared."
    )
    probability: float | None = strawberry.field(
        description="Calibrated: that it is of the task's kind of work; null: not measured, or not compared."
    )
    judged: JudgementView | None = strawberry.field(
        description="What accepted it, modules are then those accepted; null: nobody judged it."
    )
    sentences: list[SentenceMatchView] = strawberry.field(
        description="What imported standards say within these modules that comes nearest to the task, nearest first."
    )


@view(matches.LikeTask)
class LikeTaskView:
    """A main task of another occupation."""

    task: TaskRef | None = referred("task", facts.Task, f"The task; {KNOWN}")
    text: str = strawberry.field(description="Its text.")
    occupation: OccupationRef | None = referred("occupation", facts.Occupation, f"Whose it is; {KNOWN}")
    cosine: float = strawberry.field(description="Of both texts.")
    alike: bool = strawberry.field(description="Whether it counts as the same work.")
    judged: JudgementView | None = strawberry.field(description="What accepted it; null: nobody judged it.")


@view(matches.LikeCourse)
class LikeCourseView:
    """A course of majors that are offered."""

    course: CourseRef | None = referred("course", facts.Course, f"The course, of its first major; {KNOWN}")
    name: str = strawberry.field(description="Its name.")
    majors: list[str] = strawberry.field(description="Ids of the majors that have it.")
    cosine: float = strawberry.field(description="Of its name and the task, each less the mean of its kind.")
    judged: JudgementView | None = strawberry.field(description="What accepted it; null: nobody judged it.")


@view(matches.Behind)
class BehindView:
    """An institution that serves a module of the nearest function."""

    institution: InstitutionRef | None = referred(
        "institution", facts.Institution, f"The institution; {KNOWN}"
    )
    offer: OfferRef | None = referred("offer", facts.Offer, f"The place; {KNOWN}")
    module: ModuleRef | None = referred("module", facts.Module, f"The module; {KNOWN}")
    basis: Basis = strawberry.field(description="Declared, or derived and by what.")
    fit: float = strawberry.field(description="From 0 to 1: how much that says.")


@view(matches.TaskCoverage)
class TaskCoverageView:
    """One task, and what there is for it."""

    task: str = strawberry.field(description="The task.")
    key: str = strawberry.field(
        description="What a judgement on it names as its start: its id, or text:DIGEST of the sentence."
    )
    verdict: Coverage = strawberry.field(description="Whether existing modules cover it; derived.")
    basis: matches.VerdictBasis = strawberry.field(description="What the verdict rests on.")
    probability: float | None = strawberry.field(description="Of the nearest function; null: none is known.")
    functions: list[FunctionMatchView] = strawberry.field(description="The nearest functions, best first.")
    tasks: list[LikeTaskView] = strawberry.field(description="The nearest tasks of other occupations.")
    courses: list[LikeCourseView] = strawberry.field(description="The nearest courses.")
    institutions: list[BehindView] = strawberry.field(
        description="A few that serve the nearest function, best first; empty: none is known."
    )
    institutions_known: int = strawberry.field(description="How many serve it in all.")
    rejected: list[JudgementView] = strawberry.field(
        description="Judgements because of which something is not offered, oldest first."
    )


@view(analysis.Tally)
class TallyView:
    """How many tasks there are of each verdict."""

    covered: int = strawberry.field(description="Covered.")
    partly: int = strawberry.field(description="Covered in part.")
    not_covered: int = strawberry.field(description="Not covered.")
    cannot_tell: int = strawberry.field(description="Nothing can be told.")
    share: float | None = strawberry.field(description="Share covered; null: no tasks are known.")


@view(grouping.MissingPart)
class MissingPartView:
    """Tasks without a module that belong together."""

    name: str = strawberry.field(description="From their own words; derived.")
    tasks: list[int] = strawberry.field(description="Their places among the tasks, from 0.")


@view(near.NearOccupation)
class NearOccupationView:
    """An occupation with like tasks, and what differs."""

    occupation: OccupationRef | None = referred("occupation", facts.Occupation, f"The occupation; {KNOWN}")
    overlap: float = strawberry.field(description="From 0 to 1: how much of both their tasks they share.")
    definition: float | None = strawberry.field(
        description="Cosine of both definitions, each less the mean of all; null: one is MISSING."
    )
    shared: list[TransferView] = strawberry.field(description="Tasks of the new one much like its own.")
    new: list[TransferView] = strawberry.field(description="Tasks of the new one that it does not have.")
    dropped: list[str] = strawberry.field(description="Ids of its tasks that the new one does not have.")
    certificates: list[str] = strawberry.field(description="Ids of its certificates.")


@view(near.Starter)
class StarterView:
    """A major that could start with what it teaches."""

    major: MajorRef | None = referred("major", facts.Major, f"The major; {KNOWN}")
    official: bool = strawberry.field(
        description="Whether the official guide links it to the very occupation; derived otherwise."
    )
    occupations: list[str] = strawberry.field(description="Ids of the occupations it leads to.")
    tasks: list[int] = strawberry.field(description="Places, from 0, of the tasks it helps with.")
    institutions: list[str] = strawberry.field(description="Ids of the institutions that offer it.")
    places: int | None = strawberry.field(description="Known places in all; null: no source states them.")


@view(analysis.Calibrated)
class CalibratedView:
    """What scores of the desk mean: as shipped, or fitted again with what developers judged."""

    digest: str = strawberry.field(description="Names the marks in use.")
    judged: int = strawberry.field(description="How many judged matches they follow; 0: as shipped.")
    newest: int = strawberry.field(
        description="Number of the newest judgement when they were fitted; 0: as shipped."
    )


def _notes_chinese(root: strawberry.Parent[analysis.GapAnalysis | package.DraftPackage]) -> list[str]:
    return [in_chinese(note) for note in root.notes]


def _why_chinese(root: strawberry.Parent[package.DraftModule]) -> str:
    return in_chinese(root.why)


@view(analysis.GapAnalysis)
class GapAnalysisView:
    """What of an occupation existing modules cover, and what is missing."""

    asked: AskedOccupationView = strawberry.field(description="The occupation.")
    tasks: list[TaskCoverageView] = strawberry.field(description="Its tasks, in order.")
    tally: TallyView = strawberry.field(description="Tasks by verdict.")
    missing_parts: list[MissingPartView] = strawberry.field(
        description="Tasks that are not covered, grouped by meaning."
    )
    nearest: list[NearOccupationView] = strawberry.field(description="Occupations with like tasks.")
    starters: list[StarterView] = strawberry.field(
        description="Majors that could start, the official ones first."
    )
    notes: list[str] = strawberry.field(description="What is MISSING, and what else to know.")
    notes_chinese: list[str] = computed(_notes_chinese, "The notes in Chinese, in the same order.")
    model: str = strawberry.field(description="Digest of the encoder that compared.")
    calibration: CalibratedView | None = strawberry.field(
        description="What probabilities and verdicts follow; null: nothing was measured with this encoder."
    )
    envelope: EnvelopeView = strawberry.field(description="What the answer was computed from.")


@view(package.DraftModule)
class DraftModuleView:
    """A module of a draft package."""

    kind: package.ModuleKind = strawberry.field(description="Reused, to adapt, to write, or to decide.")
    title: str = strawberry.field(description="Its title; derived where it is to be written.")
    level: Level | None = strawberry.field(
        description="Its level, a suggestion where it is to be written; null: nothing suggests one."
    )
    tasks: list[str] = strawberry.field(description="The tasks it must serve.")
    module: ModuleRef | None = referred(
        "module", facts.Module, "The module reused or adapted; null: it is to be written."
    )
    standard: StandardRef | None = referred(
        "standard", facts.Standard, "The standard that has it; null: it is to be written."
    )
    why: str = strawberry.field(description="What this rests on.")
    why_chinese: str = computed(_why_chinese, "What this rests on, in Chinese.")


@view(outline.Section)
class SectionView:
    """A section of the draft outline of a standard."""

    heading: str = strawberry.field(description="Its heading.")
    lines: list[str] = strawberry.field(description="What is known for it, or that it is open.")
    open: bool = strawberry.field(description="Whether nothing is known for it.")


@view(package.DraftPackage)
class DraftPackageView:
    """A draft training package: all of it derived, for a developer to edit."""

    name: str = strawberry.field(description="Name of the occupation.")
    code: str | None = strawberry.field(description="Its code; null: it has none yet.")
    occupation: OccupationRef | None = referred(
        "occupation", facts.Occupation, f"It in the catalogue; {KNOWN}"
    )
    definition: str | None = strawberry.field(description="Its definition; null: MISSING.")
    modules: list[DraftModuleView] = strawberry.field(description="Its modules, those reused first.")
    outline: list[SectionView] = strawberry.field(
        description="The outline of a 专项职业能力考核 specification, sections in the order of published ones."
    )
    notes: list[str] = strawberry.field(description="What else to know.")
    notes_chinese: list[str] = computed(_notes_chinese, "The notes in Chinese, in the same order.")
    model: str = strawberry.field(description="Digest of the encoder that compared.")
    envelope: EnvelopeView = strawberry.field(description="What the draft was computed from.")


@strawberry.type
class Desk:
    """Roots about new occupations."""

    @root(GapAnalysisView)
    async def gap_analysis(
        self, info: Info, *, input: Asked, as_of: AsOf = None, revision: Revision = None
    ) -> analysis.GapAnalysis:
        """Which tasks of an occupation existing modules cover, what is missing, what is near, who could start."""
        found, _ = await _analysed(info, input, as_of=as_of, revision=revision)
        return found

    @root(DraftPackageView)
    async def draft_package(
        self, info: Info, *, input: Asked, as_of: AsOf = None, revision: Revision = None
    ) -> package.DraftPackage:
        """A draft training package: modules reused, to adapt and to write, and the outline of a specification."""
        _, draft = await _analysed(info, input, as_of=as_of, revision=revision)
        return draft


async def _analysed(info: Info, given: NewOccupationInput, *, as_of: AsOf, revision: Revision) -> Analysed:
    context = info.context
    scope = await context.scope(info.path.key, as_of, revision)
    occupation = _asked(given, scope)
    context.inputs[info.path.key] = {
        "occupation": given.occupation,
        "name": given.name,
        "definition": given.definition,
        "tasks": given.tasks,
    }
    return await anyio.to_thread.run_sync(
        partial(
            analysed,
            context.prepared(scope.catalogue),
            context.resolver,
            context.likeness,
            occupation,
            as_of=scope.as_of,
        ),
        limiter=context.encoders,
    )


def _asked(given: NewOccupationInput, scope: Scope) -> asked.AskedOccupation:
    tasks = tuple(part for task in given.tasks for part in split_tasks(task))
    if given.occupation is not None:
        known = scope.standing(
            scope.catalogue.occupation(given.occupation, "input.occupation"), "input.occupation"
        )
        return asked.of_text(
            scope.catalogue, name=known.name, code=known.code, definition=given.definition, tasks=tasks
        )
    if not given.name and not tasks:
        raise InvalidInput(RequestFault.OCCUPATION_OR_TASKS(), field="input.occupation")
    return asked.of_text(scope.catalogue, name=given.name, definition=given.definition, tasks=tasks)
