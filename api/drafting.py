"""Saving and publishing draft packages, for the command line and for GraphQL alike."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import anyio.to_thread

from api.faults import RequestFault
from graph.errors import InvalidInput
from graph.model.drafts import SavedDraft, check_who
from graph.store import Store
from ingest.applying import Base, IngestReport, ingest
from ingest.desk_drafts import as_json, package_of, published, read_draft


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedDraft:
    """What publishing a version did, or would do where `ingest` was a dry run; `package` is the id of the package."""

    draft: SavedDraft
    package: str
    ingest: IngestReport


async def save_draft(
    store: Store, text: str, *, who: str, seen: int | None = None, revision: int | None = None
) -> SavedDraft:
    """Stores a draft (JSON) as the next version of its subject; `revision` is the one it was made from, None: the newest.

    Raises InvalidInput for what is malformed, by field, and
    Conflict as `Drafts.add`.
    """
    check_who(who)
    draft, newest = read_draft(text), await store.latest()
    if revision is not None and not 0 < revision <= newest:
        said = RequestFault.REVISION_NONE(revision=revision, newest=newest)
        raise InvalidInput(said, field="revision")
    saved = SavedDraft(
        subject=draft.subject,
        version=0,
        at=datetime.now(UTC),
        who=who,
        base=revision or newest,
        content=as_json(text),
    )
    return await store.drafts.add(saved, seen=seen)


async def publish_draft(
    store: Store, draft: str, base: Base, *, who: str, dry_run: bool = False
) -> PublishedDraft:
    """Publishes a version (id) as a DERIVED package: one revision on top of `base`.

    Raises NotFound, InvalidInput as `published`, and Conflict where the store is past `base`.
    """
    check_who(who)
    saved = await store.drafts.get(draft)
    text = read_draft(saved.content)
    make = partial(published, text, saved.content, base.snapshot, version=saved.version, who=who)
    loaded = await anyio.to_thread.run_sync(make)
    report = await ingest(store, loaded, who=who, dry_run=dry_run, base=base)
    return PublishedDraft(draft=saved, package=package_of(text, saved.version), ingest=report)
