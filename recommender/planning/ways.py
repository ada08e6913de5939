"""Labels of the search as ways to show: with certificates, modules to train, and what must be confirmed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from graph.catalogue import Catalogue
from graph.model.editions import RULES_2023
from graph.model.facts import Module, Occupation, Standard
from graph.model.links import RelType
from graph.model.terms import Level
from recommender.planning.evidence import ASSESSOR, Evidence
from recommender.planning.search import Label
from recommender.planning.steps import steps_of
from recommender.shared.answers import (
    Certainty,
    Doubt,
    DoubtCode,
    Effort,
    Envelope,
    LevelModules,
    LicenceWarning,
    Programme,
    Step,
    StepKind,
    Way,
)
from recommender.shared.ladder import LADDER, Ladder, certificate_of
from recommender.shared.profile import Goal, WorkerProfile

MOST_ALTERNATIVES = 5
STRADDLES = Doubt(
    DoubtCode.EDITION,
    RULES_2023,
    "does the standard of 2023 follow the rules of 2023? the rules changed in that year",
    ASSESSOR,
)
NO_STANDARD = Doubt(
    DoubtCode.STANDARD,
    RULES_2023,
    "no standard of this occupation is known: is there one, and does it follow the rules of 2023?",
    ASSESSOR,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One question with what was looked up for it."""

    profile: WorkerProfile
    goal: Goal
    occupation: Occupation
    evidence: Evidence
    envelope: Envelope
    licences: tuple[LicenceWarning, ...]
    programme: Programme | None = None


def ways_of(
    catalogue: Catalogue,
    request: Request,
    ladder: Ladder,
    labels: Sequence[Label],
    *,
    most: int | None = MOST_ALTERNATIVES,
) -> list[Way]:
    """The answer first (the earliest lawful way, without any the earliest), then at most `most` others by day.

    labels: at least one, by day, none dominated.
    """
    first = next((label for label in labels if not label.doubts), labels[0])
    others = [label for label in labels if label is not first][:most]
    return [_way(catalogue, request, ladder, label) for label in (first, *others)]


def across_editions(
    ways: dict[str, list[Way]], *, closed: bool, most: int | None = MOST_ALTERNATIVES
) -> tuple[Way, tuple[Way, ...]]:
    """The answer over the editions a standard may follow: the later one, lawful only where both are.

    ways: of each edition that gives any, its answer first. `closed`: another edition gives none.
    """
    answers = [found[0] for found in ways.values()]
    first = max(answers, key=lambda way: way.earliest)
    others = [way for way in dict.fromkeys(way for found in ways.values() for way in found) if way != first]
    if len(answers) == 1 and not closed:
        return first, tuple(others)
    lawful = not closed and all(way.certainty is Certainty.LAWFUL for way in answers)
    kept = sorted(others, key=lambda way: (way not in answers, way.earliest))[:most]
    return (
        first if lawful else edition_doubted(first),
        tuple(sorted(map(edition_doubted, kept), key=lambda way: way.earliest)),
    )


def credited(catalogue: Catalogue, request: Request, standard: Standard | None) -> tuple[LevelModules, ...]:
    """Modules that held certificates cover: their own level and below, in their own work type."""
    covered = _covered(request)
    if covered is None or standard is None:
        return ()
    return _modules(catalogue, standard, [x for x in LADDER if x <= covered])


def _way(catalogue: Catalogue, request: Request, ladder: Ladder, label: Label) -> Way:
    edition = next((stage.rules.edition for stage in reversed(label.chain()) if stage.rules.edition), None)
    doubts = [STRADDLES] if ladder.straddles and edition else []
    doubts += [] if ladder.standard else [NO_STANDARD]
    confirm = (*doubts, *sorted(label.doubts, key=lambda d: (d.code, d.about, d.question)))
    steps = steps_of(label, request.evidence)
    return Way(
        certainty=Certainty.TO_BE_CONFIRMED if confirm else Certainty.LAWFUL,
        earliest=label.on,
        steps=tuple(_filled(catalogue, request, ladder.standard, steps)),
        confirm=confirm,
        standard=ladder.standard.id if ladder.standard else None,
        edition=edition,
        effort=_effort(request),
    )


def _effort(request: Request) -> Effort:
    programme = request.programme
    return Effort(away_days=(programme.end - programme.start).days) if programme else Effort()


def _filled(
    catalogue: Catalogue, request: Request, standard: Standard | None, steps: Iterable[Step]
) -> Iterator[Step]:
    """Assessments with their certificate and the modules to train: their level's and those of levels skipped."""
    covered = _covered(request)
    entered = request.programme
    for step in steps:
        if step.level is None or standard is None:
            yield replace(step, programme=entered) if step.kind is StepKind.ENROL else step
            continue
        missing = [x for x in LADDER if x <= step.level and (covered is None or x > covered)]
        covered = step.level
        yield replace(
            step,
            certificate=certificate_of(catalogue, request.occupation, step.level, standard),
            train=_modules(catalogue, standard, missing),
        )


def _modules(catalogue: Catalogue, standard: Standard, levels: Iterable[Level]) -> tuple[LevelModules, ...]:
    """Modules of a standard by level; a level that the standard lists without modules has none known."""
    modules = catalogue.targets(standard.id, RelType.HAS_MODULE, Module)
    return tuple(
        LevelModules(level, tuple(m for m in modules if m.level is level))
        for level in levels
        if level in standard.levels
    )


def _covered(request: Request) -> Level | None:
    """The highest level held in the goal's occupation and work type."""
    levels = [
        held.level
        for held in request.profile.certificates
        if held.occupation == request.goal.occupation
        and held.work_type == request.goal.work_type
        and held.level in LADDER
    ]
    return max(levels, default=None)


def edition_doubted(way: Way) -> Way:
    """The same way, resting on the edition that it was planned under; a standard's own rules rest on none."""
    if way.edition is None:
        return way
    doubt = Doubt(
        DoubtCode.EDITION,
        way.edition,
        f"does the standard follow the rules of {way.edition}? its year is not known or is before 2018",
        ASSESSOR,
    )
    return replace(way, certainty=Certainty.TO_BE_CONFIRMED, confirm=(doubt, *way.confirm))
