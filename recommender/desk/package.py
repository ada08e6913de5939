"""A draft training package from a gap analysis: modules reused with their source, modules to adapt and to write.

Nothing in it is official: titles, levels and the outline are DERIVED, and what nothing states stays open.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.catalogue import Catalogue
from graph.model.facts import Certificate, Module, Standard
from graph.model.judgements import Judgement
from graph.model.links import RelType
from graph.model.terms import Level
from graph.sayings import Said
from recommender.desk.analysis import GapAnalysis
from recommender.desk.coverage import Shelf
from recommender.desk.grouping import missing_parts
from recommender.desk.marks import Coverage
from recommender.desk.matches import FunctionMatch, TaskCoverage
from recommender.desk.near import SERVED
from recommender.desk.outline import Section, outline
from recommender.desk.sayings import DraftReason, together
from recommender.desk.sentences import SentenceMatch
from recommender.shared.answers import Envelope
from recommender.shared.ladder import LADDER
from recommender.text.index import Float32

UNNAMED = "未命名职业"


class ModuleKind(StrEnum):
    """REUSE: an existing module as it is, as a developer accepted. ADAPT: one that comes near, by texts or for a part.
    WRITE: none exists. DECIDE: nobody can tell yet."""

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
    """The draft for an analysis, by the same vectors."""
    level = suggested_level(found, shelf.catalogue)
    vectors = vectors[: len(found.tasks)]
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
    """One line for each module that covers tasks, wholly or in part; those reused as they are first."""
    served: defaultdict[str, list[TaskCoverage]] = defaultdict(list)
    for task in found.tasks:
        if task.nearest is not None and task.verdict in SERVED:
            served[module_meant(task.nearest)].append(task)
    lines = [_reused(catalogue, module, tasks) for module, tasks in served.items()]
    yield from sorted(lines, key=lambda line: line.kind is not ModuleKind.REUSE)


def _reused(catalogue: Catalogue, node: str, tasks: Sequence[TaskCoverage]) -> DraftModule:
    """A module (id) is reused as it is where developers accepted it for each of its tasks, otherwise it has to be adapted:
    of tasks that only texts call COVERED few are taught wholly (docs/adr/0088)."""
    module = catalogue.get(Module, node)
    standard = next(iter(catalogue.origins(node, RelType.HAS_MODULE, Standard)), None)
    matches = [task.nearest for task in tasks if task.nearest is not None]
    partly = sum(task.verdict is Coverage.PARTLY for task in tasks)
    judged = list(dict.fromkeys(_judged(match.judged) for match in matches if match.judged is not None))
    compared = [match for match in matches if match.judged is None]
    whys = [*judged, *([_compared(compared)] if compared else [])]
    places = [DraftReason.DRAFT_STANDARD(standard=_title(standard))] if standard else []
    covers = [DraftReason.DRAFT_PARTLY(partly=partly, tasks=len(tasks))] if partly else []
    return DraftModule(
        kind=ModuleKind.ADAPT if compared else ModuleKind.REUSE,
        title=module.name,
        level=module.level,
        tasks=tuple(task.task for task in tasks),
        module=module.id,
        standard=standard.id if standard else None,
        why=together([*whys, *places, *covers]),
    )


def _judged(said: Judgement) -> Said:
    """Who accepted a match, when and why."""
    return DraftReason.DRAFT_JUDGED(who=said.who, day=said.at.date(), why=said.why, number=said.number)


def _title(standard: Standard) -> str:
    """A standard as developers name it."""
    return f"{standard.name}国家职业技能标准{f'（{standard.year}年版）' if standard.year else ''}"


def module_meant(match: FunctionMatch) -> str:
    """Id of the module to use: that in which the standard says much the same as the task, otherwise the lowest level."""
    said = _said(match)
    return said.sentence.module if said else match.modules[0]


def _said(match: FunctionMatch) -> SentenceMatch | None:
    return next((one for one in match.sentences if one.alike), None)


def _compared(matches: Sequence[FunctionMatch]) -> Said:
    """What a module is reused for: how sure that is, and why at this level."""
    known = sorted(match.probability for match in matches if match.probability is not None)
    least, most = (f"{known[0]:.2f}", f"{known[-1]:.2f}") if known else ("unknown", "unknown")
    sure = least if least == most else f"{least} to {most}"
    found = [said for match in matches if (said := _said(match)) is not None]
    said = list(
        dict.fromkeys(DraftReason.DRAFT_SENTENCE(text=one.sentence.text, cosine=one.cosine) for one in found)
    )
    levels = len(matches[0].modules)
    lowest = DraftReason.DRAFT_ONLY_LEVEL() if levels == 1 else DraftReason.DRAFT_LOWEST_LEVEL(levels=levels)
    return DraftReason.DRAFT_COMPARED(
        sure=Said(sure, sure.replace(" to ", " 到 ").replace("unknown", "不明"), "SURE"),
        level=together(said) if said else lowest,
    )


def _new(found: GapAnalysis, apart: Float32, level: Level | None) -> Iterator[DraftModule]:
    """Modules to write, and those of which nobody can tell, each for one group of tasks."""
    reasons = {
        Coverage.NOT_COVERED: (ModuleKind.WRITE, DraftReason.DRAFT_UNLIKE),
        Coverage.CANNOT_TELL: (ModuleKind.DECIDE, DraftReason.DRAFT_UNDECIDED),
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
                why=why(title=DraftReason.DRAFT_TITLE()),
            )
