"""Applying a loaded snapshot to the store: one revision in one transaction, or nothing where nothing differs."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from types import MappingProxyType

from graph.errors import InvalidInput
from graph.model.difference import compare
from graph.model.history import Revision
from graph.store import Store
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


async def ingest(
    store: Store, loaded: Loaded, *, who: str, dry_run: bool = False, archive: Path | None = None
) -> IngestReport:
    """Brings the store to what `loaded` says, as one revision in one transaction; a second run changes nothing.

    Where the newest revision was made from the same inputs, the store's facts are not read. With `dry_run` only the
    difference is computed. Files that a user gave are kept in `archive`, named by their sha256, before anything is
    written. Raises Conflict where the store moved on meanwhile; then nothing changed.
    """
    began = perf_counter()
    revisions = await store.revisions()
    base = revisions[-1].number if revisions else 0
    same = bool(revisions) and revisions[-1].inputs == loaded.inputs
    current = loaded.snapshot if same else await store.snapshot(base)
    read = perf_counter()
    difference = compare(current, loaded.snapshot)
    compared = perf_counter()
    revision: Revision | None = None
    if difference and not dry_run:
        if archive is not None:
            keep(loaded.given, archive, loaded.sources)
        revision = await store.apply(
            difference, base=base, who=who, sources=loaded.sources, inputs=loaded.inputs
        )
    seconds = {"current": read - began, "compare": compared - read, "store": perf_counter() - compared}
    counts = difference.counts()
    return IngestReport(
        base=base,
        new=_of("new", counts),
        changed=_of("changed", counts),
        closed=_of("closed", counts),
        rejected=loaded.rejected,
        findings=loaded.findings,
        revision=revision,
        dry_run=dry_run,
        seconds=MappingProxyType(seconds),
    )


def keep(files: Sequence[Path], archive: Path, sources: Sequence[str]) -> None:
    """Copies raw files to `archive`/<sha256><suffix>; raises InvalidInput for one that changed since it was read."""
    for path in files:
        digest = sha256(path)
        if not any(source.endswith(digest) for source in sources):
            raise InvalidInput(f"{path.name} changed while it was being imported; run it again", field="file")
        archive.mkdir(parents=True, exist_ok=True)
        kept = archive / f"{digest}{path.suffix.lower()}"
        if not kept.exists():
            part = kept.with_suffix(f"{kept.suffix}.part")
            shutil.copyfile(path, part)
            part.replace(kept)


def _of(action: str, counts: Counts) -> Counts:
    start = f"{action} "
    return MappingProxyType({k.removeprefix(start): n for k, n in counts.items() if k.startswith(start)})
