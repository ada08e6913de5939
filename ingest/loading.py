"""From tables to a snapshot: everything that the public graph should say, and what was noticed on the way."""

import gc
import hashlib
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import graph.model
import ingest
from graph.model.snapshot import Snapshot
from ingest.draft import Draft, Step
from ingest.education import build_institutions, build_majors
from ingest.english import build_english_names
from ingest.occupations import build_occupations
from ingest.patching import Documents, with_documents
from ingest.places import build_industries, build_qualifications, build_regions
from ingest.records import FindingRow
from ingest.reports import Finding, Rejected
from ingest.rules import build_rules
from ingest.standards import build_standards
from ingest.tables import Tables, digests_of, read_tables, sha256

STEPS: tuple[Step, ...] = (
    *(build_rules, build_regions, build_industries, build_occupations, build_english_names),
    *(build_standards, build_qualifications, build_majors, build_institutions),
)


NO_DOCUMENTS = Documents()


@dataclass(frozen=True, slots=True)
class Loaded:
    """The desired snapshot, what was noticed, the rows that were not taken, and the ids of all sources.

    `inputs` is a digest of every file read and of the code that reads them: equal inputs make equal snapshots; None
    where the snapshot rests on what was stored before.
    `given` are the user's own files.
    """

    snapshot: Snapshot
    findings: tuple[Finding, ...]
    rejected: tuple[Rejected, ...]
    sources: tuple[str, ...]
    inputs: str | None
    given: tuple[Path, ...] = ()


def load(
    data: Path, overrides: Mapping[str, Path] | None = None, documents: Documents = NO_DOCUMENTS
) -> Loaded:
    """The snapshot that the tables in `data` state, with the files in `overrides` in place of the named tables.

    `documents` are those imported before: each takes the place of what the tables say of its standard.

    Pure apart from reading files. Raises InvalidInput naming file, row and field for anything malformed; a row
    that is well-formed but refers to nothing is rejected with its reason.
    """
    with _without_collector():
        return _loaded(data, dict(overrides or {}), documents)


def _loaded(data: Path, given: Mapping[str, Path], documents: Documents) -> Loaded:
    tables = with_documents(read_tables(data, given), documents.standards)
    draft = Draft(tables)
    for source in tables.sources.values():
        draft.add(source)
    for step in STEPS:
        step(draft)
    documents.add_to(draft)
    sources = {source.id for source in tables.sources.values()}
    sources |= {document.source.id for document in (*documents.standards, *documents.packages)}
    return Loaded(
        draft.snapshot(),
        tuple(sorted([*draft.findings, *_shipped_findings(tables)])),
        tuple(sorted(draft.rejected)),
        tuple(sorted(sources)),
        _digest({**tables.digests, **documents.digests()}),
        tuple(given.values()),
    )


def inputs_of(data: Path) -> str:
    """The `inputs` that `load(data)` would have, without reading a row."""
    return _digest(digests_of(data, {}))


def _digest(digests: Mapping[str, str]) -> str:
    """Changes with any file that was read and with any line of the code that turned it into facts."""
    code = [path for package in (ingest, graph.model) for path in Path(package.__path__[0]).rglob("*.py")]
    parts = [f"{table} {digest}" for table, digest in sorted(digests.items())]
    parts += [f"{path.name} {sha256(path)}" for path in sorted(code)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@contextmanager
def _without_collector() -> Generator[None]:
    """No garbage collection meanwhile: facts form no cycles, and walking them again and again costs a quarter."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _shipped_findings(tables: Tables) -> list[Finding]:
    """What was noticed when the shipped tables were made, for those that are in use."""
    return [
        Finding(row.table.removesuffix(".csv"), row.finding, row.count, tuple(row.examples.split("|")))
        for row in tables.of(FindingRow)
        if row.table.removesuffix(".csv") not in tables.replaced
    ]
