"""Ingests asked for over HTTP: one at a time, each to its end or without any effect, its steps and outcome kept to be read.

An ingest belongs to the service and not to the request that asked for it: who asked may go away, and finds it later.
What is under way lives in this process; what it did is a revision of the store.
"""

import asyncio
import logging
import secrets
import shutil
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import anyio.to_thread

from api.faults import RequestFault, UploadFault, UploadStage
from api.ingesting import (
    ARCHIVE,
    TABLES,
    DocumentReport,
    DocumentRequest,
    TablesRequest,
    apply_tables,
    import_file,
    read_files,
)
from api.services import Services
from graph.errors import AppError, Conflict, InvalidInput
from graph.places import Place
from graph.sayings import Said
from ingest.applying import IngestReport
from ingest.chapters.contents import Damage
from ingest.reports import Refused
from ingest.tables import refusals

log = logging.getLogger(__name__)
WRONG_SHOWN = 500
Asked = TablesRequest | DocumentRequest


class Stage(StrEnum):
    """How far an upload has come."""

    RUNNING = "RUNNING"
    DONE = "DONE"
    REFUSED = "REFUSED"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class UploadStep:
    """A step, and the seconds it took; None while it is under way."""

    title: Said
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something wrong in an uploaded file: its table, or the place in a document, and row and field where it has them.

    `check` is the code of the reason, `found` and `wanted` what was met and what would pass; empty: nothing to name.
    """

    table: str | Place
    file: str
    row: int | None
    field: str | Place
    reason: Said
    check: str
    found: str = ""
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """An ingest that was asked for: of which files (in place of `tables`), by whom, how far it is and what it did.

    `wrong` tells why it was REFUSED, the first of `wrong_in_all`; `error` why it FAILED. In both cases, and after a dry
    run, nothing changed. `report` is there once it is DONE, `document` where a document was read.
    """

    id: str
    at: datetime
    who: str
    dry_run: bool
    kind: str
    files: tuple[str, ...]
    tables: tuple[str, ...]
    stage: Stage = Stage.RUNNING
    steps: tuple[UploadStep, ...] = ()
    wrong: tuple[Wrong, ...] = ()
    wrong_in_all: int = 0
    error: Said | None = None
    report: IngestReport | None = None
    document: DocumentReport | None = None


class Uploads:
    """The newest upload; at most one is under way."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._task: asyncio.Task[None] | None = None
        self.latest: Upload | None = None

    def check_free(self) -> None:
        """Raises Conflict while an ingest is under way."""
        if self._task is not None and not self._task.done():
            raise Conflict(UploadFault.UPLOAD_BUSY())

    def start(self, asked: Asked, folder: Path, *, base: int | None = None) -> Upload:
        """Begins an ingest of the files in `folder`, which is removed at its end.

        Raises Conflict while another is under way. With `base` it fails where that is not the newest revision.
        """
        self.check_free()
        self.latest = upload = _upload(asked)
        self._task = asyncio.create_task(self._run(asked, folder, base))
        self._task.add_done_callback(partial(self._ended, folder))
        return upload

    async def stop(self) -> None:
        """Ends what is under way: what was not stored by then never will be."""
        if self._task is not None and not self._task.done():
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _run(self, asked: Asked, folder: Path, base: int | None) -> None:
        try:
            await self._check_base(base)
            if isinstance(asked, TablesRequest):
                await self._tables(asked)
            else:
                await self._document(asked)
        except InvalidInput as error:
            self._refuse(_told(error, _label(asked)))
        except AppError as error:
            self._now(stage=Stage.FAILED, error=error.said)

    async def _check_base(self, base: int | None) -> None:
        if base is None:
            return
        newest = await self._services.store.latest()
        if newest != base:
            raise Conflict(UploadFault.UPLOAD_MOVED_ON(newest=newest, base=base), field="base")

    async def _tables(self, asked: TablesRequest) -> None:
        """Each file is looked at by itself first, so that the faults of all of them are told at once."""
        with self._step(UploadStage.LOOKING_THROUGH()):
            refused = await anyio.to_thread.run_sync(refusals, asked.files)
        if refused:
            self._refuse([wrong for table, error in refused for wrong in _told(error, table)])
            return
        loaded = await read_files(asked, self._step)
        report = await apply_tables(self._services.store, asked, loaded, self._archive, self._step)
        await self._done(report)

    async def _document(self, asked: DocumentRequest) -> None:
        document = await import_file(self._services.store, asked, self._archive, self._step)
        self._now(document=document)
        if document.ingest is None:
            self._refuse([_wrong(damage, document.file) for damage in document.damages])
            return
        await self._done(document.ingest)

    async def _done(self, report: IngestReport) -> None:
        """What was stored is in use before it is told."""
        if report.revision is not None:
            with self._step(UploadStage.LOADING()):
                await self._services.holder.refresh()
        self._now(stage=Stage.DONE, report=report)

    @property
    def _archive(self) -> Path:
        return self._services.settings.home / ARCHIVE

    @contextmanager
    def _step(self, title: Said) -> Generator[None]:
        before = self._latest.steps
        began = perf_counter()
        self._now(steps=(*before, UploadStep(title, None)))
        yield
        self._now(steps=(*before, UploadStep(title, round(perf_counter() - began, 1))))

    def _refuse(self, wrong: Sequence[Wrong]) -> None:
        self._now(stage=Stage.REFUSED, wrong=tuple(wrong[:WRONG_SHOWN]), wrong_in_all=len(wrong))

    def _now(self, **changed: Any) -> None:
        self.latest = replace(self._latest, **changed)

    @property
    def _latest(self) -> Upload:
        assert self.latest is not None, "nothing was started"
        return self.latest

    def _ended(self, folder: Path, task: asyncio.Task[None]) -> None:
        """Nothing is left of the files, even of a task that never began; an unforeseen end is masked and logged."""
        shutil.rmtree(folder, ignore_errors=True)
        if task.cancelled():
            self._now(stage=Stage.FAILED, error=UploadFault.UPLOAD_STOPPED())
        elif (cause := task.exception()) is not None:
            reference = secrets.token_hex(4)
            log.error("internal error %s while ingesting", reference, exc_info=cause)
            self._now(stage=Stage.FAILED, error=RequestFault.INTERNAL(reference=reference))


def _upload(asked: Asked) -> Upload:
    of_tables = isinstance(asked, TablesRequest)
    return Upload(
        id=secrets.token_hex(8),
        at=datetime.now(UTC),
        who=asked.who,
        dry_run=asked.dry_run,
        kind=TABLES if of_tables else asked.kind.value,
        files=tuple(path.name for path in (asked.files.values() if of_tables else (asked.path,))),
        tables=tuple(asked.files) if of_tables else (),
    )


def _label(asked: Asked) -> str:
    """What an error without rows is told of."""
    return next(iter(asked.files), TABLES) if isinstance(asked, TablesRequest) else asked.kind.value


def _told(error: InvalidInput, table: str) -> list[Wrong]:
    """The faults of a refusal, row by row; one without rows as it was said."""
    if isinstance(error, Refused):
        return [
            Wrong(table, error.file, f.line, f.field, f.reason, f.reason.code, f.found, f.wanted)
            for f in error.faults
        ]
    return [Wrong(table, "", None, error.field or "", error.said, error.said.code)]


def _wrong(damage: Damage, file: str) -> Wrong:
    reason = damage.reason
    return Wrong(damage.table, file, damage.row, damage.column or "", reason, reason.code)
