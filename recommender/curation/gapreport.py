"""The standing gap report: what every occupation lacks, and which packages lag behind their occupation's tasks.

"No institution" means none of those the catalogue knows. Whether a package lags is DERIVED (recommender/curation/lagging.py),
and CANNOT_TELL where there are no tasks or no modules to compare: never "no".
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.catalogue import Catalogue
from graph.model.facts import Occupation, OccupationGroup
from graph.model.links import Link, RelType
from graph.model.terms import GroupTier
from recommender.curation.lagging import METHOD, STRAY, TaskFit, TaskFits
from recommender.shared.answers import Envelope
from recommender.supply.seats import Supply
from recommender.text.passages import searchable

LAGS_FROM = 0.5  # a package lags where more than this share of the tasks is followed by no module


class GapKind(StrEnum):
    """What an occupation lacks."""

    NO_TEXT = "NO_TEXT"
    NO_STANDARD = "NO_STANDARD"
    NO_PACKAGE = "NO_PACKAGE"
    NO_MAJOR = "NO_MAJOR"
    NO_INSTITUTION = "NO_INSTITUTION"
    PACKAGE_LAGS = "PACKAGE_LAGS"


class PackageStanding(StrEnum):
    """How a package stands to the tasks of its occupation."""

    FOLLOWS = "FOLLOWS"
    LAGS = "LAGS"
    CANNOT_TELL = "CANNOT_TELL"


@dataclass(frozen=True, slots=True, kw_only=True)
class OccupationGaps:
    """What one occupation lacks. `major` and `middle` are ids of its 大类 and 中类, None where it has none.

    `standing`, `behind` (the share of its tasks that no own module follows, 0 to 1) and `tasks` are about its package;
    `standing` is None where it has none, `behind` where it cannot be told.
    """

    occupation: str
    major: str | None
    middle: str | None
    gaps: tuple[GapKind, ...]
    standing: PackageStanding | None
    behind: float | None
    tasks: tuple[TaskFit, ...]


@dataclass(frozen=True, slots=True)
class GapCount:
    """How many occupations of a group have a gap."""

    gap: GapKind
    occupations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupGaps:
    """A 大类 or 中类 (id; None: occupations without one) by its number of occupations, and those with each gap.

    `cannot_tell` counts packages of which it cannot be told whether they lag.
    """

    group: str | None
    tier: GroupTier
    occupations: int
    counts: tuple[GapCount, ...]
    cannot_tell: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GapReport:
    """All occupations by id, and by what names and thresholds a package was judged; `threshold` is None without vectors."""

    occupations: tuple[OccupationGaps, ...]
    threshold: float | None
    lags_from: float
    method: str
    model: str | None
    notes: tuple[str, ...]
    envelope: Envelope


def gap_report(supply: Supply, fits: TaskFits | None, *, as_of: date, software: str) -> GapReport:
    """The report on a day. Without `fits` no package can be judged."""
    catalogue = supply.catalogue
    found = tuple(
        _gaps(supply, occupation, fits, as_of)
        for occupation in searchable(catalogue)
        if occupation.stands_on(as_of)
    )
    return GapReport(
        occupations=found,
        threshold=fits.threshold if fits else None,
        lags_from=LAGS_FROM,
        method=METHOD,
        model=fits.model if fits else None,
        notes=tuple(_notes(fits)),
        envelope=Envelope(
            revision=catalogue.revision.number,
            as_of=as_of,
            software=software,
            judgements=supply.verdicts.newest,
        ),
    )


def by_group(found: Iterable[OccupationGaps], tier: GroupTier) -> tuple[GroupGaps, ...]:
    """Occupations counted by 大类 or 中类, by id; those without one last."""
    groups: dict[str | None, list[OccupationGaps]] = {}
    for one in found:
        groups.setdefault(one.major if tier is GroupTier.MAJOR else one.middle, []).append(one)
    return tuple(_counted(key, tier, groups[key]) for key in sorted(groups, key=lambda key: (not key, key)))


def _counted(group: str | None, tier: GroupTier, members: list[OccupationGaps]) -> GroupGaps:
    counts = Counter(gap for one in members for gap in one.gaps)
    return GroupGaps(
        group=group,
        tier=tier,
        occupations=len(members),
        counts=tuple(GapCount(gap, counts[gap]) for gap in GapKind),
        cannot_tell=sum(one.standing is PackageStanding.CANNOT_TELL for one in members),
    )


def _gaps(supply: Supply, occupation: Occupation, fits: TaskFits | None, as_of: date) -> OccupationGaps:
    catalogue, key = supply.catalogue, occupation.id
    packaged = _any(catalogue.backlinks(key, RelType.PACKAGE_FOR), as_of)
    tasks = fits.by_occupation.get(key, ()) if fits and packaged else ()
    behind = sum(not fit.follows for fit in tasks) / len(tasks) if tasks else None
    standing = _standing(behind) if packaged else None
    lacks = {
        GapKind.NO_TEXT: not occupation.definition or not _any(catalogue.links(key, RelType.HAS_TASK), as_of),
        GapKind.NO_STANDARD: not _any(catalogue.backlinks(key, RelType.STANDARD_FOR), as_of),
        GapKind.NO_PACKAGE: not packaged,
        GapKind.NO_MAJOR: not _any(catalogue.backlinks(key, RelType.LEADS_TO), as_of),
        GapKind.NO_INSTITUTION: not supply.leading_to(key, as_of),
        GapKind.PACKAGE_LAGS: standing is PackageStanding.LAGS,
    }
    groups = _groups(catalogue, key)
    return OccupationGaps(
        occupation=key,
        major=groups.get(GroupTier.MAJOR),
        middle=groups.get(GroupTier.MIDDLE),
        gaps=tuple(gap for gap, lacking in lacks.items() if lacking),
        standing=standing,
        behind=None if behind is None else round(behind, 3),
        tasks=tasks,
    )


def _standing(behind: float | None) -> PackageStanding:
    if behind is None:
        return PackageStanding.CANNOT_TELL
    return PackageStanding.LAGS if behind > LAGS_FROM else PackageStanding.FOLLOWS


def _any(links: Iterable[Link], as_of: date) -> bool:
    return any(link.stands_on(as_of) for link in links)


def _groups(catalogue: Catalogue, occupation: str) -> Mapping[GroupTier, str]:
    """The groups above an occupation, by tier."""
    found: dict[GroupTier, str] = {}
    node = occupation
    while above := catalogue.targets(node, RelType.IN_GROUP, OccupationGroup):
        node = above[0].id
        found[above[0].tier] = node
    return found


def _notes(fits: TaskFits | None) -> Iterable[str]:
    yield "no institution: none of those in the catalogue offers a package of it or a major that leads to it"
    if fits is None:
        yield "whether packages lag cannot be told: the vectors of tasks and modules are not there"
    else:
        yield (
            f"a module follows a task from {fits.threshold} on: {STRAY:.0%} of tasks stay below with modules of another "
            f"大类. A package lags where more than {LAGS_FROM:.0%} of the tasks are followed by none; DERIVED from names, to be looked at"
        )
        yield from _imported(fits)


def _imported(fits: TaskFits) -> Iterable[str]:
    read = sum(any(fit.sentence for fit in found) for found in fits.by_occupation.values())
    if read:
        yield (
            f"for {read} occupation{'s' * (read != 1)} a sentence of an imported standard comes nearer to a task than any name; "
            "such occupations have a mark of their own"
        )
