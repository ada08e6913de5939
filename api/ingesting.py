"""What an ingest does, whoever asks for it: the command line or the page. Each step is told as it begins."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import anyio.to_thread

from api.faults import UploadStage
from graph.sayings import Said
from graph.store import Store
from ingest.applying import Base, IngestReport, ingest, standing
from ingest.chapters.contents import Damage
from ingest.documents.reading import read_document
from ingest.importing import DocumentKind, LevelContents, ValueChange, import_document
from ingest.loading import Loaded, load
from ingest.patching import Documents

ARCHIVE = "files"  # below the data directory: raw files of ingests, named by their digests
TABLES = "tables"
Steps = Callable[[Said], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class TablesRequest:
    """Tables to be ingested: the folder of the shipped ones, files in place of some, and imported documents to take back."""

    data: Path
    files: Mapping[str, Path]
    without: tuple[str, ...]
    who: str
    dry_run: bool


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """A document to be added: what it is, the occupation it is for where that must be named, who asks, and whether only to look."""

    path: Path
    kind: DocumentKind
    occupation: str | None
    who: str
    dry_run: bool


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What became of a document. `damages` tell why it was refused: then `ingest` is None, and nothing changed."""

    file: str
    kind: DocumentKind
    id: str | None
    contents: tuple[LevelContents, ...]
    damages: tuple[Damage, ...]
    notes: tuple[Damage, ...]
    changes: tuple[ValueChange, ...]
    ingest: IngestReport | None


def _comparing(dry_run: bool) -> Said:
    return UploadStage.COMPARING() if dry_run else UploadStage.STORING()


async def read_files(request: TablesRequest, step: Steps) -> Loaded:
    """The tables as read; raises InvalidInput for what is malformed."""
    with step(UploadStage.READING_TABLES()):
        return await anyio.to_thread.run_sync(load, request.data, request.files)


async def apply_tables(
    store: Store, request: TablesRequest, loaded: Loaded, archive: Path, step: Steps
) -> IngestReport:
    """Brings the store to what the tables say, as one revision, or tells what that would change."""
    with step(_comparing(request.dry_run)):
        wanted, base = await _with_documents(store, request, loaded)
        return await ingest(
            store, wanted, who=request.who, dry_run=request.dry_run, archive=archive, base=base
        )


async def _with_documents(store: Store, request: TablesRequest, loaded: Loaded) -> tuple[Loaded, Base | None]:
    """The tables together with the documents that were imported before, which no ingest of tables takes away."""
    if not request.without and not await store.documents():
        return loaded, None
    base = await standing(store)
    documents = Documents.of(base.snapshot).without(request.without)
    again = await anyio.to_thread.run_sync(load, request.data, request.files, documents)
    return again, base


async def import_file(store: Store, request: DocumentRequest, archive: Path, step: Steps) -> DocumentReport:
    """Adds a document to what the store holds, as one revision, or not at all; the file is kept in `archive`."""
    path, kind = request.path, request.kind
    with step(UploadStage.READING_FILE(file=path.name)):
        document = await anyio.to_thread.run_sync(read_document, path)
    with step(UploadStage.COMPARING_WITH_STORED()):
        base = await standing(store)
        look = partial(
            import_document,
            path,
            document,
            kind=kind,
            current=base.snapshot,
            occupation=request.occupation,
        )
        found = await anyio.to_thread.run_sync(look)
    report = None
    if found.loaded is not None:
        with step(_comparing(request.dry_run)):
            report = await ingest(
                store, found.loaded, who=request.who, dry_run=request.dry_run, archive=archive, base=base
            )
    return DocumentReport(
        path.name, kind, found.id, found.contents, found.damages, found.notes, found.changes, report
    )
