"""`lifepath curate`: judging derived matches, by one and by file, and taking the judgements away."""

import getpass
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import anyio
import click

from api.calibrating import marks_file, write_refit
from api.cli.curating import FileReport, fit_told, take_file, write_judgements, write_queue
from api.cli.desking import open_desk
from api.cli.gap import cut
from api.cli.gap_report import compared_tasks
from api.cli.opening import opened
from api.cli.output import json_option, plain, show, table, to_json
from api.cli.stating import day_of
from api.progress import step
from api.settings import Settings, read_settings
from graph.catalogue import Catalogue
from graph.errors import InvalidInput
from graph.model.facts import Module, Occupation
from graph.model.ids import Kind, kind_of, parse
from graph.model.judgements import Decision, Judgement
from graph.store import Store
from ingest.templates import check_place
from recommender.curation.judging import Statement, levels_of, submission
from recommender.curation.queue import USE, Candidate, MatchKind, queue
from recommender.desk.marks import read_marks
from recommender.desk.refitting import Refit, judged_texts, refit

Command = TypeVar("Command", bound=Callable[..., object])
T = TypeVar("T")
HEADER = ("priority", "use", "score", "threshold", "start", "text", "end", "name", "seen", "judged")
REASON = (
    click.option("--why", required=True, help="The reason; it is kept and shown."),
    click.option("--who", help="Who judges; the user by default."),
    click.option(
        "--seen",
        type=click.IntRange(0),
        default=0,
        help="Number of the newest judgement that was read, as `list` and answers tell.",
    ),
    click.option("--text", help="The sentence itself, where START is text:DIGEST."),
    click.option(
        "--beside",
        multiple=True,
        help="With --text: another task of its occupation; repeatable. With all of them it counts in `fit`.",
    ),
    click.option(
        "--all-levels",
        is_flag=True,
        help="For the function that the module is at every level: one judgement each, all stored or none.",
    ),
)
FILTERS = (
    click.option(
        "--kind", type=click.Choice([kind.value for kind in MatchKind]), help="Only matches of this kind."
    ),
    click.option("--occupation", help="Only modules of this occupation: code or exact name."),
    click.option("--first", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many."),
    click.option("--as-of", help="The day to answer for, YYYY-MM-DD; today by default."),
)
PLACE = click.Path(dir_okay=False, path_type=Path)
_FILE = "lifepath curate file"


def judging(command: Command) -> Command:
    """Adds what every judgement needs, and `--json`."""
    for option in reversed(REASON):
        command = option(command)
    return json_option(command)


def filtered(command: Command) -> Command:
    """Adds what narrows the queue."""
    for option in reversed(FILTERS):
        command = option(command)
    return command


@click.group("curate")
def command() -> None:
    """Judge derived matches: what developers accepted or rejected counts from then on, and is kept for good."""


@command.command("list")
@filtered
@click.option("--judged", is_flag=True, help="Those that are judged already, instead of those that are not.")
@json_option
def listed(
    *, kind: str | None, occupation: str | None, judged: bool, first: int, as_of: str | None, as_json: bool
) -> None:
    """Show what needs a look, most used and least certain first."""
    catalogue, found = _with_store(partial(_queued, day=day_of(as_of)))
    chosen = _chosen(catalogue, found, kind=kind, occupation=occupation, judged=judged)
    show(chosen[:first], as_json=as_json, human=partial(_told, many=len(chosen)))


@command.command("accept")
@click.argument("start")
@click.argument("end")
@judging
def accept(start: str, end: str, *, as_json: bool, **said: Any) -> None:
    """Say that START (a task, course, major or module) and END (ids) belong together."""
    _judge(Decision.ACCEPTED, start, end, None, as_json=as_json, **said)


@command.command("reject")
@click.argument("start")
@click.argument("end")
@judging
def reject(start: str, end: str, *, as_json: bool, **said: Any) -> None:
    """Say that START and END (ids) do not belong together."""
    _judge(Decision.REJECTED, start, end, None, as_json=as_json, **said)


@command.command("remap")
@click.argument("start")
@click.argument("end")
@click.argument("target")
@judging
def remap(start: str, end: str, target: str, *, as_json: bool, **said: Any) -> None:
    """Say that START belongs to TARGET and not to END (ids)."""
    _judge(Decision.REMAPPED, start, end, target, as_json=as_json, **said)


@command.command("template")
@filtered
@click.option("--out", required=True, type=PLACE, help="The file to write, .csv or .xlsx; never overwritten.")
@json_option
def template(
    *, out: Path, as_json: bool, kind: str | None, occupation: str | None, first: int, as_of: str | None
) -> None:
    """Write what needs a look as a file to fill in: decision (ACCEPTED, REJECTED or REMAPPED with a target) and why.

    all_levels 1 lets a row count for the function at every level of the module's occupation.
    """
    check_place(out)
    catalogue, found = _with_store(partial(_queued, day=day_of(as_of)))
    chosen = _chosen(catalogue, found, kind=kind, occupation=occupation, judged=False)[:first]
    write_queue(out, catalogue, chosen)
    told = {"rows": len(chosen), "out": str(out)}
    show(
        told,
        as_json=as_json,
        human=lambda t: f"{t['rows']} matches to judge: {t['out']}; then: {_FILE} {out}",
    )


@command.command("file")
@click.argument("file", type=PLACE)
@click.option("--who", help="Who judged where a row does not say who; the user by default.")
@click.option("--dry-run", is_flag=True, help="Only check the file and tell what would be stored.")
@json_option
def from_file(file: Path, *, who: str | None, dry_run: bool, as_json: bool) -> None:
    """Store all judgements of FILE (csv or xlsx, as `template` and `export` write it), or none where a row is wrong.

    Rows without a decision say nothing; rows that say what counts already are passed over.
    """

    async def taken(store: Store, catalogue: Catalogue, _: Settings) -> FileReport:
        return await take_file(store, catalogue, file, who=who or getpass.getuser(), dry_run=dry_run)

    show(_with_store(taken), as_json=as_json, human=_taken)


@command.command("export")
@click.option("--out", required=True, type=PLACE, help="The file to write, .csv or .xlsx; never overwritten.")
@json_option
def export(out: Path, *, as_json: bool) -> None:
    """Write what counts of all judgements as a file that `curate file` reads, here or on another machine."""

    async def exported(store: Store, catalogue: Catalogue, _: Settings) -> tuple[Judgement, ...]:
        return write_judgements(out, catalogue, await store.judgements.all())

    check_place(out)
    found = _with_store(exported)
    told = {"judgements": len(found), "out": str(out)}
    show(told, as_json=as_json, human=lambda t: f"{t['judgements']} judgements that count: {t['out']}")


@command.command("fit")
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@json_option
def fit(*, dry_run: bool, as_json: bool) -> None:
    """Fit the probabilities of the desk again with what was judged, beside the store, and tell what that changes.

    A running service takes them up by itself. However much is judged, no task counts as covered that did not before.
    """
    settings = read_settings()
    found = anyio.run(_refitted, settings)
    path = marks_file(settings)
    written = write_refit(found, path) if not dry_run else None
    value = {**plain(found), "out": str(path) if written else None}
    click.echo(to_json(value) if as_json else "\n".join(fit_told(found, path, written=written)))


async def _refitted(settings: Settings) -> Refit:
    desk = await open_desk(settings)
    shelf = desk.shelf
    if shelf.marks is None:
        raise InvalidInput(
            "nothing was measured with this encoder: there are no marks to fit", field="LIFEPATH_MODEL"
        )
    verdicts = shelf.supply.verdicts
    texts = judged_texts(verdicts)
    vectors = dict(zip(texts, await desk.vectors(texts), strict=True)) if texts else {}
    return refit(
        read_marks(),
        verdicts,
        catalogue=desk.catalogue,
        index=shelf.functions,
        texts=desk.known,
        sentences=vectors,
    )


def _judge(
    decision: Decision,
    start: str,
    end: str,
    target: str | None,
    *,
    why: str,
    who: str | None,
    seen: int,
    text: str | None,
    beside: Sequence[str],
    all_levels: bool,
    as_json: bool,
) -> None:
    stated = Statement(
        start=start,
        end=end,
        decision=decision,
        who=who or getpass.getuser(),
        why=why,
        at=datetime.now(UTC),
        target=target,
        start_text=text,
        seen=seen,
        all_levels=all_levels,
        beside=tuple(beside),
    )

    async def stored(store: Store, catalogue: Catalogue, _: Settings) -> tuple[list[Judgement], int]:
        found = await store.judgements.add_all([submission(catalogue, stated)])
        module = catalogue.find(Module, end)
        return list(found), len(levels_of(catalogue, module)) if module else 1

    (first, *others), levels = _with_store(stored)
    value = {**plain(first), "also": plain(others)}
    alone = levels - 1 if not all_levels else 0
    click.echo(to_json(value) if as_json else "\n".join([*map(_said, (first, *others)), *_alone(alone)]))


def _alone(others: int) -> list[str]:
    """That a judgement counts for one level where the function has more."""
    if not others:
        return []
    return [f"it counts for this level alone; with --all-levels for the {others} others of this function too"]


def _with_store(work: Callable[[Store, Catalogue, Settings], Awaitable[T]]) -> T:
    """What `work` does with the store and its newest catalogue."""

    async def run() -> T:
        settings = read_settings()
        async with opened(settings) as store:
            with step("loading the catalogue"):
                catalogue = await store.catalogue()
            return await work(store, catalogue, settings)

    return anyio.run(run)


def _chosen(
    catalogue: Catalogue,
    found: Sequence[Candidate],
    *,
    kind: str | None,
    occupation: str | None,
    judged: bool,
) -> list[Candidate]:
    """The queue narrowed; raises NotFound for an unknown occupation."""
    of: Occupation | None = catalogue.occupation(occupation, "--occupation") if occupation else None
    return [
        one
        for one in found
        if kind in {None, one.kind}
        and (one.judged is not None) == judged
        and (not of or of.id == one.occupation)
    ]


async def _queued(
    store: Store, catalogue: Catalogue, settings: Settings, *, day: date
) -> tuple[Catalogue, tuple[Candidate, ...]]:
    supply, fits = await compared_tasks(store, catalogue, settings, no_model=False)
    return catalogue, queue(supply, fits, as_of=day)


def _told(found: list[Candidate], *, many: int) -> str:
    rows = [
        (
            f"{c.priority:.2f}",
            c.use,
            c.score,
            c.threshold,
            c.start,
            cut(c.start_text),
            c.end,
            c.end_text,
            c.seen,
            c.judged,
        )
        for c in found
    ]
    notes = (
        f"{len(found)} of {many}; use: {USE}",
        "priority: use times uncertainty, which is 1 at the threshold",
    )
    return "\n".join([table(HEADER, rows) if rows else "nothing to look at", "", *notes])


def _said(judgement: Judgement) -> str:
    to = f", mapped to {judgement.target_text}" if judgement.target else ""
    number = f"judgement {judgement.number}" if judgement.number else "a judgement"
    level = f" ({parse(judgement.end).parts[-2]})" if kind_of(judgement.end) is Kind.MODULE else ""
    return f"{number} by {judgement.who}: {judgement.decision} {judgement.start_text} / {judgement.end_text}{level}{to}"


def _taken(report: FileReport) -> str:
    what = "would be stored" if report.dry_run else "stored"
    counts = f"{report.unchanged} rows say what counts already, {report.without_decision} say nothing"
    return "\n".join(
        [*map(_said, report.stored), f"{report.file}: {len(report.stored)} judgements {what}; {counts}"]
    )
