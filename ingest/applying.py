"""Applying a loaded snapshot to the store: one revision in one transaction, or nothing where nothing differs."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from types import MappingProxyType

import anyio.to_thread

from graph.errors import InvalidInput
from graph.model.difference import compare
from graph.model.history import Revision
from graph.model.snapshot import Snapshot
from graph.store import Store
from ingest.faults import FileFault
from ingest.loading import Loaded
from ingest.reports import Finding, Rejected
from ingest.tables import sha256

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did, or would do where it was a dry run.

    `new`, `changed` and `closed` count facts by label or relationship type; `base` is the revision compared with;
    `revision` is None for a dry run and where nothing differed. `seconds` by step: current, compare, store.
    """

    base: int
    new: Counts
    changed: Counts
    closed: Counts
    rejected: tuple[Rejected, ...]
    findings: tuple[Finding, ...]
    revision: Revision | None
    dry_run: bool
    seconds: Mapping[str, float]

    @property
    def differs(self) -> bool:
        """Is anything new, changed or closed?"""
        return bool(self.new or self.changed or self.closed)


@dataclass(frozen=True, slots=True)
class Base:
    """A revision by number and its facts: what a difference is computed against."""

    number: int
    snapshot: Snapshot


async def standing(store: Store) -> Base:
    """The newest revision, 0 and nothing for an empty store."""
    number = await store.latest()
    return Base(number, await store.snapshot(number))


async def ingest(
    store: Store,
    loaded: Loaded,
    *,
    who: str,
    dry_run: bool = False,
    archive: Path | None = None,
    base: Base | None = None,
) -> IngestReport:
    """Brings the store to what `loaded` says, as one revision in one transaction; a second run changes nothing.

    Where the newest revision was made from the same inputs, the store's facts are not read; nor where `base` has them
    already. With `dry_run` only the
    difference is computed. Files that a user gave are kept in `archive`, named by their sha256, before anything is
    written. Raises Conflict where the store moved on meanwhile; then nothing changed.
    """
    began = perf_counter()
    base = base or await _base(store, loaded)
    read = perf_counter()
    difference = await anyio.to_thread.run_sync(compare, base.snapshot, loaded.snapshot)
    compared = perf_counter()
    revision: Revision | None = None
    if difference and not dry_run:
        if archive is not None:
            keep(loaded.given, archive, loaded.sources)
        revision = await store.apply(
            difference, base=base.number, who=who, sources=loaded.sources, inputs=loaded.inputs
        )
    seconds = {"current": read - began, "compare": compared - read, "store": perf_counter() - compared}
    counts = difference.counts()
    return IngestReport(
        base=base.number,
        new=_of("new", counts),
        changed=_of("changed", counts),
        closed=_of("closed", counts),
        rejected=loaded.rejected,
        findings=loaded.findings,
        revision=revision,
        dry_run=dry_run,
        seconds=MappingProxyType(seconds),
    )


async def _base(store: Store, loaded: Loaded) -> Base:
    """What to compare with: what was loaded itself, where the newest revision was made from the same inputs."""
    newest = next(reversed(await store.revisions()), None)
    if newest is None:
        return Base(0, await store.snapshot(0))
    same = newest.inputs is not None and newest.inputs == loaded.inputs
    return Base(newest.number, loaded.snapshot if same else await store.snapshot(newest.number))


def keep(files: Sequence[Path], archive: Path, sources: Sequence[str]) -> None:
    """Copies raw files to `archive`/<sha256><suffix>; raises InvalidInput for one that changed since it was read."""
    for path in files:
        digest = sha256(path)
        if not any(source.endswith(digest) for source in sources):
            raise InvalidInput(FileFault.FILE_CHANGED(file=path.name), field="file")
        archive.mkdir(parents=True, exist_ok=True)
        kept = archive / f"{digest}{path.suffix.lower()}"
        if not kept.exists():
            part = kept.with_suffix(f"{kept.suffix}.part")
            shutil.copyfile(path, part)
            part.replace(kept)


def _of(action: str, counts: Counts) -> Counts:
    start = f"{action} "
    return MappingProxyType({k.removeprefix(start): n for k, n in counts.items() if k.startswith(start)})
