"""Views of saved draft packages, the roots that read them, and the mutations that save and publish one."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import strawberry

from api.drafting import PublishedDraft, publish_draft, save_draft
from api.faults import AccessFault
from api.limits import DEFAULT_PAGE
from api.schema.arguments import After, AsOf, First, Revision, root
from api.schema.history import RevisionView
from api.schema.pages import ConnectionView, Page, cut, question_of, slice_of
from api.schema.provenance import computed, view
from api.schema.refs import ModuleRef, OccupationRef, PackageRef, StandardRef
from api.schema.scope import Info, scope_of
from api.schema.ways import referred
from graph.errors import Forbidden, InvalidInput
from graph.model import facts, ids
from graph.model.drafts import SavedDraft
from graph.model.history import Revision as MadeRevision
from graph.model.terms import Level
from ingest.applying import Base
from ingest.desk_drafts import DraftedModule, DraftText, read_draft
from ingest.occupations import EDITION
from recommender.desk.package import ModuleKind

_GONE = "null where the catalogue does not hold it."


def _kind(root: strawberry.Parent[DraftedModule]) -> ModuleKind | None:
    return None if root.kind is None else ModuleKind(root.kind)


@strawberry.type(name="DraftedModule", description="A module of a saved draft, as its author left it.")
class DraftedModuleView:
    """A module of a saved draft."""

    title: str = strawberry.field(description="Its title.")
    kind: ModuleKind | None = computed(_kind, "Reused, to adapt, to write, or to decide; null: not stated.")
    level: Level | None = strawberry.field(
        description="Its level; null: none is stated, so a module of the draft's own cannot be published yet."
    )
    tasks: list[str] = strawberry.field(description="The tasks it must serve.")
    module: ModuleRef | None = referred(
        "module", facts.Module, f"The existing module; null: one of the draft's own. Also {_GONE}"
    )
    standard: StandardRef | None = referred(
        "standard", facts.Standard, f"The standard that has it; null: one of the draft's own. Also {_GONE}"
    )
    why: str | None = strawberry.field(description="What it rests on; null: not stated.")


@strawberry.type(name="DraftedSection", description="A section of the outline of a saved draft.")
class DraftedSectionView:
    """A section of the outline of a saved draft."""

    heading: str = strawberry.field(description="Its heading.")
    lines: list[str] = strawberry.field(description="What stands in it.")
    open: bool = strawberry.field(description="Whether it is still to be filled in.")


def _occupation(root: strawberry.Parent[DraftText], info: Info) -> facts.Occupation | None:
    key = ids.occupation_id(root.code, EDITION) if root.code else ""
    return scope_of(info).catalogue.find(facts.Occupation, key)


@strawberry.type(name="DraftText", description="What a saved draft says, as it is read for publishing.")
class DraftTextView:
    """What a saved draft says."""

    name: str = strawberry.field(description="Name of the occupation.")
    code: str | None = strawberry.field(description="Its code; null: it has none, so it cannot be published.")
    occupation: OccupationRef | None = computed(_occupation, f"The occupation; {_GONE}")
    definition: str | None = strawberry.field(description="Its definition; null: MISSING.")
    modules: list[DraftedModuleView] = strawberry.field(description="Its modules, in order.")
    outline: list[DraftedSectionView] = strawberry.field(description="The outline of a specification.")
    notes: list[str] = strawberry.field(description="What else there is to know.")


def _id(root: strawberry.Parent[SavedDraft]) -> strawberry.ID:
    return strawberry.ID(root.id)


def _text(root: strawberry.Parent[SavedDraft]) -> DraftText | None:
    with suppress(InvalidInput):  # what an older version of the software took
        return read_draft(root.content)
    return None


@view(SavedDraft)
class SavedDraftView:
    """A version of a draft package: a record beside the catalogue, and no part of any revision."""

    id: strawberry.ID = computed(_id, "Such as draft:4-02-04-07/2.")
    subject: str = strawberry.field(
        description="Code of the occupation, or its name: versions are counted for it."
    )
    version: int = strawberry.field(description="From 1; for 'seen' of saveDraft.")
    at: datetime = strawberry.field(description="When it was saved (UTC).")
    who: str = strawberry.field(description="Who saved it, as stated; the service does not check names.")
    base: int = strawberry.field(description="The revision it was made from.")
    content: str = strawberry.field(
        description="All of it as JSON, also what is not read: what the command line saves and shows."
    )
    text: DraftTextView | None = computed(_text, "What it says; null: it cannot be read any more.")


@dataclass(frozen=True, slots=True)
class FactChange:
    """How many facts of a label or relationship type are new, changed and closed."""

    label: str
    new: int
    changed: int
    closed: int


@view(FactChange)
class FactChangeView:
    """What became of the facts of one kind."""

    label: str = strawberry.field(description="The label or relationship type.")
    new: int = strawberry.field(description="How many are new.")
    changed: int = strawberry.field(description="How many say something else.")
    closed: int = strawberry.field(description="How many no longer stand.")


def _changes(root: strawberry.Parent[PublishedDraft]) -> list[FactChange]:
    report = root.ingest
    kinds = sorted(report.new.keys() | report.changed.keys() | report.closed.keys())
    counts = (report.new, report.changed, report.closed)
    return [FactChange(kind, *(count.get(kind, 0) for count in counts)) for kind in kinds]


def _revision(root: strawberry.Parent[PublishedDraft]) -> MadeRevision | None:
    return root.ingest.revision


@strawberry.type(name="PublishedDraft", description="What publishing a draft did, or would do.")
class PublishedDraftView:
    """What publishing a draft did, or would do."""

    draft: SavedDraftView = strawberry.field(description="The version published.")
    package: PackageRef | None = referred(
        "package", facts.TrainingPackage, f"The package it is now, DERIVED; {_GONE}"
    )
    revision: RevisionView | None = computed(
        _revision, "The revision that was made; null for a dry run and where nothing differed."
    )
    changes: list[FactChangeView] = computed(_changes, "What changed, or would, by kind of fact.")


@strawberry.input(description="A module of a draft.")
class DraftModuleInput:
    """A module of a draft."""

    title: str = strawberry.field(description="Its title, 1 to 200 characters.")
    kind: ModuleKind | None = strawberry.field(
        default=None, description="Reused, to adapt, to write, or to decide."
    )
    level: Level | None = strawberry.field(
        default=None, description="Its level; publishing asks for it where the module is the draft's own."
    )
    tasks: list[str] = strawberry.field(default_factory=list, description="The tasks it must serve.")
    module: strawberry.ID | None = strawberry.field(
        default=None, description="Id of the existing module; left out for one of the draft's own."
    )
    standard: strawberry.ID | None = strawberry.field(
        default=None, description="Id of the standard that has it."
    )
    why: str | None = strawberry.field(default=None, description="What it rests on.")


@strawberry.input(description="A section of the outline of a specification.")
class DraftSectionInput:
    """A section of the outline of a specification."""

    heading: str = strawberry.field(description="Its heading.")
    lines: list[str] = strawberry.field(default_factory=list, description="What stands in it.")
    open: bool = strawberry.field(default=False, description="Whether it is still to be filled in.")


@strawberry.input(description="A draft package, whole: what is left out is not in the new version.")
class DraftInput:
    """A draft package."""

    name: str = strawberry.field(description="Name of the occupation, 1 to 200 characters.")
    modules: list[DraftModuleInput] = strawberry.field(description="Its modules, in order.")
    who: str = strawberry.field(description="Who saves it, 1 to 100 characters.")
    code: str | None = strawberry.field(
        default=None, description="Code of the occupation; versions are counted for it, or for the name."
    )
    definition: str | None = strawberry.field(default=None, description="Its definition.")
    outline: list[DraftSectionInput] = strawberry.field(
        default_factory=list, description="The outline of a specification."
    )
    notes: list[str] = strawberry.field(default_factory=list, description="What else there is to know.")
    seen: int = strawberry.field(
        default=0, description="The version that this one was edited from; 0 for the first of its occupation."
    )
    revision: int | None = strawberry.field(
        default=None, description="The revision it was made from; the newest where left out."
    )

    def as_text(self) -> str:
        """The draft as the command line writes it."""
        record = strawberry.asdict(self)
        return json.dumps({key: record[key] for key in DraftText.model_fields}, ensure_ascii=False)


TheDraft = Annotated[DraftInput, strawberry.argument(description="The draft.")]
DraftId = Annotated[strawberry.ID, strawberry.argument(description="Id of the version.")]


@strawberry.type
class Drafts:
    """Roots about saved drafts."""

    @root(ConnectionView[SavedDraftView])
    async def drafts(
        self,
        info: Info,
        *,
        subject: Annotated[
            str | None,
            strawberry.argument(
                description="Only versions of this one: code of the occupation, or its name."
            ),
        ] = None,
        first: First = DEFAULT_PAGE,
        after: After = None,
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> Page[SavedDraft]:
        """Saved versions of drafts, by subject, newest first. They are the same in all revisions."""
        part = slice_of(first, after, most=info.context.limits.page)
        day = as_of or (part.after.as_of if part.after else None)
        scope = await info.context.scope(info.path.key, day, revision)
        every = await info.context.store.drafts.all()
        wanted = None if subject is None else ids.fold(subject)
        chosen = [draft for draft in every if wanted in {None, draft.subject}]
        ordered = sorted(chosen, key=lambda draft: (draft.subject, -draft.version))
        question = question_of(info.field_name, wanted, len(every))
        return cut(ordered, part, scope.catalogue.revision.number, scope.as_of, question)

    @root(SavedDraftView)
    async def draft(
        self, info: Info, *, id: DraftId, as_of: AsOf = None, revision: Revision = None
    ) -> SavedDraft:
        """One saved version of a draft, by its id."""
        await info.context.scope(info.path.key, as_of, revision)
        return await info.context.store.drafts.get(id)


@strawberry.type
class Drafting:
    """Mutations of drafts."""

    @strawberry.mutation(
        graphql_type=SavedDraftView,
        description="Saves a draft as a new version, on top of the version 'seen'. CONFLICT where a later one was saved meanwhile; BAD_INPUT names the field, such as modules.0.title; FORBIDDEN without the token that the service was started with.",
    )
    async def save_draft(self, info: Info, *, input: TheDraft) -> SavedDraft:
        context = info.context
        _check(context.curator)
        saved = await save_draft(
            context.store, input.as_text(), who=input.who, seen=input.seen, revision=input.revision
        )
        await context.scope(info.path.key, None, None)
        return saved

    @strawberry.mutation(
        graphql_type=PublishedDraftView,
        description="Publishes a saved version as a training package of its occupation: DERIVED, never official, one revision, in place of the draft published before. BAD_INPUT names what keeps it from being published, such as modules.0.level; FORBIDDEN as for saveDraft.",
    )
    async def publish_draft(
        self,
        info: Info,
        *,
        id: DraftId,
        who: Annotated[str, strawberry.argument(description="Who publishes it, 1 to 100 characters.")],
        dry_run: Annotated[bool, strawberry.argument(description="Only tell what would change.")] = False,
    ) -> PublishedDraft:
        context = info.context
        _check(context.curator)
        await context.refresh()
        present = await context.catalogue(None)
        base = Base(present.revision.number, present.snapshot)
        found = await publish_draft(context.store, id, base, who=who, dry_run=dry_run)
        await context.refresh()
        await context.scope(info.path.key, None, None)
        return found


def _check(curator: bool) -> None:
    if not curator:
        raise Forbidden(AccessFault.NO_DRAFTS_FROM_YOU())
