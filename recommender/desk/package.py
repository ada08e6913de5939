"""A draft training package from a gap analysis: modules reused with their source, modules to adapt and to write.

Nothing in it is official: titles, levels and the outline are DERIVED, and what nothing states stays open.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from graph.catalogue import Catalogue
from graph.model.facts import Certificate, Module
from graph.model.judgements import Verdict
from graph.model.terms import Level
from recommender.answers import Envelope
from recommender.desk.analysis import GapAnalysis
from recommender.desk.coverage import FunctionMatch, Shelf
from recommender.desk.grouping import missing_parts
from recommender.desk.marks import Coverage
from recommender.desk.outline import Section, outline
from recommender.index import Float32
from recommender.ladder import LADDER

UNNAMED = "未命名职业"


class ModuleKind(StrEnum):
    """REUSE: an existing module as it is. ADAPT: one that serves a part. WRITE: none exists. DECIDE: nobody can tell yet."""

    REUSE = "REUSE"
    ADAPT = "ADAPT"
    WRITE = "WRITE"
    DECIDE = "DECIDE"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftModule:
    """A module of a draft. `tasks` are the texts that it must serve.

    level: that of the module reused, otherwise a suggestion, None where nothing suggests one. module, standard: ids of
    what is reused or adapted; None for a module to write. `why` tells what the line rests on.
    """

    kind: ModuleKind
    title: str
    level: Level | None
    tasks: tuple[str, ...]
    module: str | None
    standard: str | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPackage:
    """A draft to be edited by a developer; all of it DERIVED. `outline` has the sections of a standard's draft, in order."""

    name: str
    code: str | None
    occupation: str | None
    definition: str | None
    modules: tuple[DraftModule, ...]
    outline: tuple[Section, ...]
    notes: tuple[str, ...]
    model: str
    envelope: Envelope


def drafted(shelf: Shelf, found: GapAnalysis, vectors: Float32) -> DraftPackage:
    """The draft for an analysis, by the vectors (q, d) of its tasks."""
    level = suggested_level(found, shelf.catalogue)
    apart = shelf.functions.tasks(vectors) if len(vectors) else vectors
    modules = (*_existing(found, shelf.catalogue), *_new(found, apart, level))
    asked = found.asked
    name = asked.name or UNNAMED
    return DraftPackage(
        name=name,
        code=asked.code,
        occupation=asked.occupation,
        definition=asked.definition,
        modules=modules,
        outline=outline(name, asked.definition, [(m.title, m.tasks) for m in modules]),
        notes=found.notes,
        model=found.model,
        envelope=found.envelope,
    )


def suggested_level(found: GapAnalysis, catalogue: Catalogue) -> Level | None:
    """The level at which most of the nearest occupations begin; of equals the lowest; None where none has levels."""
    lowest = [
        min(levels, key=LADDER.index)
        for near in found.nearest
        if (
            levels := [
                c.level for i in near.certificates if (c := catalogue.get(Certificate, i)).level in LADDER
            ]
        )
    ]
    counts = Counter(level for level in lowest if level is not None)
    return max(LADDER, key=lambda level: (counts[level], -LADDER.index(level))) if counts else None


def _existing(found: GapAnalysis, catalogue: Catalogue) -> Iterator[DraftModule]:
    """One line for each function that covers tasks, wholly or in part; reused ones first."""
    for verdict, kind in ((Coverage.COVERED, ModuleKind.REUSE), (Coverage.PARTLY, ModuleKind.ADAPT)):
        served: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        matches: dict[tuple[str, ...], FunctionMatch] = {}
        for task in found.tasks:
            near = task.nearest
            if near is not None and task.verdict is verdict:
                key = (near.occupation, near.name, _why(near))
                served[key].append(task.task)
                matches.setdefault(key, near)
        yield from (_reused(catalogue, kind, matches[key], tuple(tasks)) for key, tasks in served.items())


def _reused(
    catalogue: Catalogue, kind: ModuleKind, match: FunctionMatch, tasks: tuple[str, ...]
) -> DraftModule:
    module = catalogue.get(Module, match.modules[0])
    return DraftModule(
        kind=kind,
        title=match.name,
        level=module.level,
        tasks=tasks,
        module=module.id,
        standard=match.standards[0] if match.standards else None,
        why=_why(match) or _compared(match),
    )


def _why(match: FunctionMatch) -> str:
    """Who accepted the match, when and why; nothing where nobody judged it."""
    said = match.judged
    return f"JUDGED: {Verdict(True, said)} (judgement {said.number})" if said else ""


def _compared(match: FunctionMatch) -> str:
    sure = "unknown" if match.probability is None else f"{match.probability:.2f}"
    return f"DERIVED: tasks and module compared by meaning, probability {sure}; lowest of {len(match.modules)} levels"


def _new(found: GapAnalysis, apart: Float32, level: Level | None) -> Iterator[DraftModule]:
    """Modules to write, and those of which nobody can tell, each for one group of tasks."""
    reasons = {
        Coverage.NOT_COVERED: (ModuleKind.WRITE, "DERIVED: no existing module is like these tasks"),
        Coverage.CANNOT_TELL: (
            ModuleKind.DECIDE,
            "whether an existing module covers these tasks cannot be told",
        ),
    }
    tasks = found.asked.tasks
    for verdict, (kind, why) in reasons.items():
        places = [at for at, task in enumerate(found.tasks) if task.verdict is verdict]
        for part in missing_parts(tasks, apart, places) if places else ():
            yield DraftModule(
                kind=kind,
                title=part.name,
                level=level,
                tasks=tuple(tasks[at] for at in part.tasks),
                module=None,
                standard=None,
                why=f"{why}; title from their own words, level where the nearest occupations begin",
            )
