"""A user's document against what stands: read, checked against the classification, and made into the wanted snapshot."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from graph.errors import InvalidInput, NotReady
from graph.model.difference import compare
from graph.model.difference import name as name_of
from graph.model.facts import Occupation, Provenance, Source, WorkType
from graph.model.links import RelType
from graph.model.schema import properties
from graph.model.snapshot import Snapshot
from graph.model.terms import Level, OccupationStatus
from graph.places import Place
from ingest.chapters.conditions import fully_read
from ingest.chapters.contents import Damage, LevelText, StandardText, number_of
from ingest.chapters.reading import Known, read_standard
from ingest.documents.blocks import Document
from ingest.faults import DocumentFault
from ingest.imported import imported, source_of
from ingest.imported_packages import imported_package, unmatched
from ingest.loading import Loaded
from ingest.packages import PackageText, read_package
from ingest.patching import patched, patched_by_package
from ingest.tables import sha256

_PROVENANCE = frozenset(properties(Provenance))


class DocumentKind(StrEnum):
    """What a document is."""

    STANDARD = "standard"
    PACKAGE = "package"


@dataclass(frozen=True, slots=True)
class LevelContents:
    """What was read of one level: hours of training, and how many functions, pieces of work and requirements.

    `conditions` tells how many ways of application were read; None where one could not be, so that none is taken.
    """

    level: Level
    hours: float | None
    functions: int
    works: int
    skills: int
    knowledge: int
    conditions: int | None


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A value that a document states otherwise than what stood, None where one does not state it; no field: it is gone."""

    id: str
    field: str | None
    before: str | None
    after: str | None

    def __str__(self) -> str:
        if not self.field:
            return f"{self.id} is gone"
        before, after = ("not stated" if value is None else value for value in (self.before, self.after))
        return f"{self.id} {self.field}: {before} -> {after}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a document says, and the snapshot with it; `damages` tell why there is none.

    `id` is that of the standard or package; `changes` are the values that differ from what stood.
    """

    id: str | None
    contents: tuple[LevelContents, ...]
    damages: tuple[Damage, ...]
    notes: tuple[Damage, ...]
    loaded: Loaded | None
    changes: tuple[ValueChange, ...] = ()


def import_document(
    path: Path,
    document: Document,
    *,
    kind: DocumentKind,
    current: Snapshot,
    occupation: str | None = None,
) -> Outcome:
    """The outcome of adding `document`, which was read from `path`, to what stands.

    Raises NotReady where no occupations stand yet, and InvalidInput for an `occupation` that is no code of them.
    """
    known = known_in(current)
    if occupation is not None and occupation not in known.names:
        said = DocumentFault.OCCUPATION_CODE_UNKNOWN(code=occupation)
        raise InvalidInput(said, field="--occupation")
    source = source_of(path.name, sha256(path))
    if kind is DocumentKind.PACKAGE:
        return _package(path, document, current, known, source=source, occupation=occupation)
    reading = read_standard(document, known, occupation)
    if reading.standard is None:
        return Outcome(None, (), reading.damages, reading.notes, None)
    facts = imported(reading.standard, source)
    contents = tuple(_contents(reading.standard, level) for level in reading.standard.levels)
    loaded = _loaded(patched(current, facts), source, path)
    return Outcome(facts.id, contents, (), reading.notes, loaded, value_changes(current, loaded.snapshot))


def known_in(current: Snapshot) -> Known:
    """The classification in force, from a snapshot; raises NotReady where there is none."""
    names = {
        node.code: node.name
        for node in current.nodes.values()
        if isinstance(node, Occupation) and node.code and node.status is OccupationStatus.IN_FORCE
    }
    if not names:
        raise NotReady(DocumentFault.NO_OCCUPATIONS_YET())
    return Known(names, _work_types(current))


def value_changes(current: Snapshot, wanted: Snapshot) -> tuple[ValueChange, ...]:
    """Values of nodes that differ, whatever their source, and nodes that are gone; by id."""
    difference = compare(current, wanted).nodes
    changed = [
        ValueChange(node_id, name, _told(getattr(before, name)), _told(getattr(after, name)))
        for node_id, (before, after) in difference.changed.items()
        for name in properties(type(after))
        if name not in _PROVENANCE and getattr(before, name) != getattr(after, name)
    ]
    gone = [ValueChange(i, None, name_of(node), None) for i, node in difference.closed.items()]
    return tuple(sorted([*changed, *gone], key=lambda change: (change.id, change.field or "")))


def _told(value: object) -> str | None:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))  # type: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return None if value is None else str(value)


def _work_types(current: Snapshot) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for key in current.links:
        if key.type is RelType.HAS_WORK_TYPE:
            occupation, work_type = current.nodes[key.start], current.nodes[key.end]
            if isinstance(occupation, Occupation) and occupation.code and isinstance(work_type, WorkType):
                found.setdefault(occupation.code, set()).add(work_type.name)
    return {code: frozenset(names) for code, names in found.items()}


def _package(
    path: Path,
    document: Document,
    current: Snapshot,
    known: Known,
    *,
    source: Source,
    occupation: str | None,
) -> Outcome:
    reading = read_package(document, known, occupation)
    if reading.package is None:
        return Outcome(None, (), reading.damages, reading.notes, None)
    facts = imported_package(reading.package, source, current)
    notes = [
        *reading.notes,
        *(
            Damage(Place("modules"), None, None, DocumentFault.MODULE_OF_ITS_OWN(module=name))
            for name in unmatched(facts)
        ),
    ]
    loaded = _loaded(patched_by_package(current, facts), source, path)
    changes = value_changes(current, loaded.snapshot)
    return Outcome(facts.id, _package_contents(reading.package), (), tuple(notes), loaded, changes)


def _contents(standard: StandardText, level: LevelText) -> LevelContents:
    routes = [route for route in standard.routes if route.level is level.level]
    read = fully_read(standard.routes).get(level.level)
    ways = len(read) if read is not None else None if routes else 0
    works, skills, knowledge = number_of(level.functions)
    return LevelContents(level.level, level.hours, len(level.functions), works, skills, knowledge, ways)


def _package_contents(package: PackageText) -> tuple[LevelContents, ...]:
    hours: Counter[Level] = Counter()
    for module in package.modules:
        hours[module.level] += module.hours  # type: ignore[assignment]
    counts = Counter(module.level for module in package.modules)
    return tuple(LevelContents(level, hours[level], n, 0, 0, 0, 0) for level, n in counts.items())


def _loaded(snapshot: Snapshot, source: Source, path: Path) -> Loaded:
    return Loaded(snapshot, (), (), (source.id,), None, (path,))
