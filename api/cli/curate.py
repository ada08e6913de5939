"""`lifepath curate`: judging derived matches, and taking the judgements away as pairs to learn from."""

import csv
import getpass
from collections.abc import Awaitable, Callable
from dataclasses import fields
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import anyio
import click

from api.cli.batch import replacing
from api.cli.gap_report import compared_tasks
from api.cli.opening import opened
from api.cli.output import json_option, plain, show, table
from api.cli.stating import day_of
from api.progress import step
from api.settings import Settings, read_settings
from graph.catalogue import Catalogue
from graph.model.facts import Occupation
from graph.model.judgements import Decision, Judgement
from graph.store import Store
from recommender.curation import USE, Candidate, JudgedPair, MatchKind, judged_pairs, queue, text_of

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
        help="Number of the latest judgement on it, as `list` tells.",
    ),
    click.option("--text", help="The sentence itself, where START is text:DIGEST."),
)


def judging(command: Command) -> Command:
    """Adds what every judgement needs, and `--json`."""
    for option in reversed(REASON):
        command = option(command)
    return json_option(command)


@click.group("curate")
def command() -> None:
    """Judge derived matches: what developers accepted or rejected counts from then on, and is kept for good."""


@command.command("list")
@click.option(
    "--kind", type=click.Choice([kind.value for kind in MatchKind]), help="Only matches of this kind."
)
@click.option("--occupation", help="Only modules of this occupation: code or exact name.")
@click.option("--judged", is_flag=True, help="Those that are judged already, instead of those that are not.")
@click.option(
    "--first", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many to show."
)
@click.option("--as-of", help="The day to answer for, YYYY-MM-DD; today by default.")
@json_option
def listed(
    *, kind: str | None, occupation: str | None, judged: bool, first: int, as_of: str | None, as_json: bool
) -> None:
    """Show what needs a look, most used and least certain first."""
    catalogue, found = _with_store(partial(_queued, day=day_of(as_of)))
    of: Occupation | None = catalogue.occupation(occupation, "--occupation") if occupation else None
    chosen = [
        one
        for one in found
        if kind in {None, one.kind}
        and (one.judged is not None) == judged
        and (not of or of.id == one.occupation)
    ]
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


@command.command("export")
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where it goes (.tsv)."
)
@json_option
def export(out: Path, *, as_json: bool) -> None:
    """Write what counts of all judgements as pairs of texts, right or not, with the score of today."""
    found = _with_store(_exported)
    with replacing(out) as file:
        rows = csv.writer(file, delimiter="\t", lineterminator="\n")
        rows.writerow([f.name for f in fields(JudgedPair)])
        rows.writerows(plain(pair).values() for pair in found)
    right = sum(pair.right for pair in found)
    told = {"pairs": len(found), "right": right, "wrong": len(found) - right, "out": str(out)}
    show(told, as_json=as_json, human=lambda t: f"{t['pairs']} pairs, {t['right']} right: {t['out']}")


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
    as_json: bool,
) -> None:
    async def stored(store: Store, catalogue: Catalogue, _: Settings) -> Judgement:
        judgement = Judgement(
            start=start,
            end=end,
            decision=decision,
            who=who or getpass.getuser(),
            why=why,
            at=datetime.now(UTC),
            start_text=text_of(catalogue, start, text, field="START"),
            end_text=text_of(catalogue, end, field="END"),
            target=target,
            target_text=None if target is None else text_of(catalogue, target, field="TARGET"),
        )
        return await store.judgements.add(judgement, seen=seen)

    show(_with_store(stored), as_json=as_json, human=_said)


def _with_store(work: Callable[[Store, Catalogue, Settings], Awaitable[T]]) -> T:
    """What `work` does with the store and its newest catalogue."""

    async def run() -> T:
        settings = read_settings()
        async with opened(settings) as store:
            with step("loading the catalogue"):
                catalogue = await store.catalogue()
            return await work(store, catalogue, settings)

    return anyio.run(run)


async def _queued(
    store: Store, catalogue: Catalogue, settings: Settings, *, day: date
) -> tuple[Catalogue, tuple[Candidate, ...]]:
    supply, fits = await compared_tasks(store, catalogue, settings, no_model=False)
    return catalogue, queue(supply, fits, as_of=day)


async def _exported(store: Store, catalogue: Catalogue, settings: Settings) -> tuple[JudgedPair, ...]:
    verdicts = await store.judgements.all()
    if not verdicts.judgements:
        return ()
    _, found = await _queued(store, catalogue, settings, day=day_of(None))
    return judged_pairs(verdicts, found)


def _told(found: list[Candidate], *, many: int) -> str:
    rows = [
        (
            f"{c.priority:.2f}",
            c.use,
            c.score,
            c.threshold,
            c.start,
            c.start_text,
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
    return (
        f"judgement {judgement.number} by {judgement.who}: {judgement.decision} {judgement.start_text} / "
        f"{judgement.end_text}{to}"
    )
