"""Views of the standing gap report, and the root that asks for it."""

from dataclasses import dataclass
from functools import partial
from typing import Annotated

import anyio.to_thread
import strawberry

from api.limits import DEFAULT_PAGE
from api.schema.arguments import After, AsOf, First, Revision, root
from api.schema.contents import SentenceView
from api.schema.pages import ConnectionView, Page, cut, question_of, slice_of
from api.schema.paths import EnvelopeView
from api.schema.provenance import view
from api.schema.refs import GroupRef, ModuleRef, OccupationRef
from api.schema.scope import Info, Scope
from api.schema.ways import referred
from graph.model import facts
from graph.model.links import RelType
from graph.model.terms import GroupTier, OccupationStatus
from recommender.curation.gapreport import (
    GapCount,
    GapKind,
    GapReport,
    GroupGaps,
    OccupationGaps,
    PackageStanding,
    by_group,
)
from recommender.curation.lagging import TaskFit
from recommender.shared.answers import Envelope

TIERS = (GroupTier.MAJOR, GroupTier.MIDDLE)


@view(TaskFit)
class TaskFitView:
    """A main task beside the own module that comes nearest, by its name or by a sentence of its standard; derived."""

    task: str = strawberry.field(description="Id of the task.")
    text: str = strawberry.field(description="The task.")
    module: ModuleRef | None = referred(
        "module", facts.Module, "The module; null where the catalogue does not hold it."
    )
    module_name: str = strawberry.field(description="Name of the module.")
    score: float = strawberry.field(description="Cosine of both, each less the mean of its kind.")
    threshold: float = strawberry.field(
        description="The score from which a module of this occupation follows a task."
    )
    follows: bool = strawberry.field(description="Whether the module follows the task.")
    judged: str | None = strawberry.field(
        description="Which developer accepted or rejected the match, when and why; null: nobody judged it."
    )
    sentence: SentenceView | None = strawberry.field(
        description="The sentence of the module's standard that comes nearest; null: the name does, or no standard was imported."
    )


@view(OccupationGaps)
class OccupationGapsView:
    """What one occupation lacks."""

    occupation: OccupationRef | None = referred(
        "occupation", facts.Occupation, "The occupation; null where the catalogue does not hold it."
    )
    major: GroupRef | None = referred(
        "major", facts.OccupationGroup, "Its 大类; null: the classification has not placed it."
    )
    middle: GroupRef | None = referred(
        "middle", facts.OccupationGroup, "Its 中类; null: the classification has not placed it."
    )
    gaps: list[GapKind] = strawberry.field(description="What it lacks; empty: nothing of what is looked at.")
    standing: PackageStanding | None = strawberry.field(
        description="How its package stands to its tasks; null: it has no package."
    )
    behind: float | None = strawberry.field(
        description="Share of its tasks, 0 to 1, that no own module follows; null: it cannot be told."
    )
    tasks: list[TaskFitView] = strawberry.field(
        description="Its tasks, each beside the nearest own module; empty where nothing is compared."
    )


@view(GapCount)
class GapCountView:
    """How many occupations of a group have a gap."""

    gap: GapKind = strawberry.field(description="What they lack.")
    occupations: int = strawberry.field(description="How many.")


@view(GroupGaps)
class GroupGapsView:
    """A group of the classification by what its occupations lack."""

    group: GroupRef | None = referred(
        "group", facts.OccupationGroup, "The group; null: occupations that have none."
    )
    tier: GroupTier = strawberry.field(description="大类 or 中类.")
    occupations: int = strawberry.field(description="How many occupations it has among those asked for.")
    counts: list[GapCountView] = strawberry.field(description="Each gap with the number of occupations.")
    cannot_tell: int = strawberry.field(description="Packages of which it cannot be told whether they lag.")


@strawberry.input(description="Which occupations: all that is given must hold.")
class GapFilter:
    """Which occupations."""

    group: str | None = strawberry.field(
        default=None,
        description="In this group or one below it: id, code or exact name of a 大类, 中类 or 小类.",
    )
    gaps: list[GapKind] | None = strawberry.field(default=None, description="Lacking all of these.")
    status: OccupationStatus | None = strawberry.field(default=None, description="Of this standing.")
    standing: PackageStanding | None = strawberry.field(
        default=None, description="Whose package stands like this to its tasks."
    )

    def chosen(self, scope: Scope, report: GapReport) -> list[OccupationGaps]:
        """The occupations that it lets through; raises NotFound for an unknown group."""
        groups = self._groups(scope)
        return [one for one in report.occupations if self._fits(scope, one, groups)]

    def _groups(self, scope: Scope) -> set[str] | None:
        if self.group is None:
            return None
        top = scope.meant(facts.OccupationGroup, self.group, "filter.group")
        return scope.below(top.id, RelType.IN_GROUP)

    def _fits(self, scope: Scope, one: OccupationGaps, groups: set[str] | None) -> bool:
        if groups is not None and not scope.linked(one.occupation, RelType.IN_GROUP, groups):
            return False
        if self.standing is not None and one.standing is not self.standing:
            return False
        status = scope.catalogue.get(facts.Occupation, one.occupation).status
        return set(self.gaps or ()) <= set(one.gaps) and self.status in {None, status}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """The gap report as far as it was asked for: counts over all of it, and one page."""

    groups: tuple[GroupGaps, ...]
    occupations: Page[OccupationGaps]
    threshold: float | None
    lags_from: float
    method: str
    model: str | None
    notes: tuple[str, ...]
    envelope: Envelope


@strawberry.type(name="GapReport", description="What occupations lack, by 大类 and 中类 and one by one.")
class GapReportView:
    """What occupations lack, by 大类 and 中类 and one by one."""

    groups: list[GroupGapsView] = strawberry.field(
        description="Counts of all that is asked for: by 大类, then by 中类."
    )
    occupations: ConnectionView[OccupationGapsView] = strawberry.field(
        description="The occupations that have what is asked for, by id."
    )
    threshold: float | None = strawberry.field(
        description="The score from which a module follows a task by its name alone; null while there are no vectors."
    )
    lags_from: float = strawberry.field(
        description="A package lags where more than this share of the tasks is followed by no module."
    )
    method: str = strawberry.field(description="How tasks and modules are compared.")
    model: str | None = strawberry.field(
        description="Digest of the encoder; null while there are no vectors."
    )
    notes: list[str] = strawberry.field(description="What was assumed, and what is not known.")
    envelope: EnvelopeView = strawberry.field(description="What the answer was computed from.")


@strawberry.type
class Gaps:
    """The root that asks for the gap report."""

    @root(GapReportView)
    async def gap_report(
        self,
        info: Info,
        *,
        filter: Annotated[
            GapFilter | None, strawberry.argument(description="Only these; all where left out.")
        ] = None,
        first: First = DEFAULT_PAGE,
        after: After = None,
        as_of: AsOf = None,
        revision: Revision = None,
    ) -> Reported:
        """What occupations lack (text, standard, package, major, institution), and which packages lag behind their tasks."""
        context = info.context
        part = slice_of(first, after, most=context.limits.page)
        day = as_of or (part.after.as_of if part.after else None)
        scope = await context.scope(info.path.key, day, revision)
        wanted = filter or GapFilter()
        context.inputs[info.path.key] = {"filter": {k: v for k, v in vars(wanted).items() if v is not None}}
        made = partial(
            context.prepared(scope.catalogue).gap_report,
            context.resolver,
            context.likeness,
            as_of=scope.as_of,
        )
        report = await anyio.to_thread.run_sync(made, limiter=context.encoders)
        chosen = wanted.chosen(scope, report)
        page = cut(
            chosen, part, scope.catalogue.revision.number, scope.as_of, question_of(info.field_name, wanted)
        )
        return Reported(
            groups=tuple(g for tier in TIERS for g in by_group(chosen, tier)),
            occupations=page,
            threshold=report.threshold,
            lags_from=report.lags_from,
            method=report.method,
            model=report.model,
            notes=report.notes,
            envelope=report.envelope,
        )
