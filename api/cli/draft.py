"""`lifepath draft`: versions of draft packages, and publishing one into the catalogue as DERIVED."""

import getpass
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import anyio
import click

from api.cli.ingest import told
from api.cli.opening import opened
from api.cli.output import json_option, show, table
from api.documents.files import write
from api.drafting import PublishedDraft, publish_draft, save_draft
from api.progress import step
from api.searching import keep_compared
from api.settings import read_settings
from graph.model.drafts import SavedDraft
from graph.store import Store
from ingest.applying import standing
from ingest.desk_drafts import read_draft
from ingest.files import decode, read_bytes

Answer = TypeVar("Answer")
HEADER = ("id", "saved", "by", "of revision")
MODULES = ("", "kind", "module", "level", "tasks", "existing module")


@click.group("draft")
def command() -> None:
    """Save, show and publish draft packages that `lifepath gap --out DRAFT.json` wrote and a developer edited."""


@command.command("save")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--after", type=int, help="The version that was edited: refused where a later one was saved.")
@click.option("--who", help="Who saves it; the user by default.")
@json_option
def save(file: Path, after: int | None, who: str | None, as_json: bool) -> None:
    """Save FILE (JSON) as the next version of its occupation's draft."""
    text = decode(file.name, read_bytes(file))
    read_draft(text)

    async def work(store: Store) -> SavedDraft:
        return await save_draft(store, text, who=who or getpass.getuser(), seen=after)

    show(_on_store(work), as_json=as_json, human=_saved)


@command.command("list")
@json_option
def listed(as_json: bool) -> None:
    """List every version."""

    async def work(store: Store) -> list[SavedDraft]:
        return await store.drafts.all()

    show(_on_store(work), as_json=as_json, human=_listed)


@command.command("show")
@click.argument("draft", metavar="ID")
@click.option("--out", type=click.Path(path_type=Path), help="Write it to a file (JSON), to be edited.")
@json_option
def shown(draft: str, out: Path | None, as_json: bool) -> None:
    """Show one version; --json or --out give it as it was saved, to be edited."""

    async def work(store: Store) -> SavedDraft:
        return await store.drafts.get(draft)

    found = _on_store(work)
    if out is not None:
        write(out, found.content.encode())
    show(found, as_json=as_json, human=_told)


@command.command("publish")
@click.argument("draft", metavar="ID")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option("--who", help="Who is named in the revision; the user by default.")
@json_option
def publish(draft: str, dry_run: bool, who: str | None, as_json: bool) -> None:
    """Publish one version as a training package of its occupation: DERIVED, never official, as one revision."""
    by = who or getpass.getuser()

    async def work(store: Store) -> PublishedDraft:
        await store.drafts.get(draft)
        with step("loading what stands"):
            base = await standing(store)
        with step("comparing" if dry_run else "comparing and storing"):
            found = await publish_draft(store, draft, base, who=by, dry_run=dry_run)
        if found.ingest.revision is not None:
            await keep_compared(store, read_settings().model)
        return found

    show(_on_store(work), as_json=as_json, human=_published)


def _on_store(work: Callable[[Store], Awaitable[Answer]]) -> Answer:
    async def run() -> Answer:
        async with opened(read_settings()) as store:
            return await work(store)

    return anyio.run(run)


def _told(saved: SavedDraft) -> str:
    """A version as a person reads it: who saved it, its modules with their tasks, and what is still open."""
    draft = read_draft(saved.content)
    rows = [
        (str(at), m.kind, m.title, m.level.chinese if m.level else "no level yet", len(m.tasks), m.module)
        for at, m in enumerate(draft.modules, start=1)
    ]
    still = [section.heading for section in draft.outline if section.open]
    lines = [
        f"{saved.id}: {draft.name} {draft.code or 'without a code'}; DERIVED, not official",
        f"saved {saved.at:%Y-%m-%d %H:%M} by {saved.who}, made from revision {saved.base}",
        f"definition: {draft.definition or 'MISSING'}",
        "",
        table(MODULES, rows) if rows else "no modules yet",
        *(f"  {at}. {task}" for at, m in enumerate(draft.modules, start=1) for task in m.tasks),
        *(["", f"open in the outline: {'; '.join(still)}"] if still else []),
        *(f"note: {note}" for note in draft.notes),
    ]
    return "\n".join(lines)


def _saved(saved: SavedDraft) -> str:
    return f"saved as {saved.id}; `lifepath draft publish {saved.id}` makes it a package of the catalogue"


def _published(found: PublishedDraft) -> str:
    said = f"{found.draft.id} as {found.package}, DERIVED: a draft, not an official package"
    return f"{said}\n\n{told(found.ingest)}"


def _listed(found: list[SavedDraft]) -> str:
    if not found:
        return "no draft was saved"
    return table(HEADER, [(d.id, f"{d.at:%Y-%m-%d %H:%M}", d.who, d.base) for d in found])
