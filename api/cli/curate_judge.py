"""`lifepath curate accept`, `reject` and `remap`: one match judged."""

import getpass
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import click

from api.cli.opening import with_catalogue
from api.cli.options import adding
from api.cli.output import json_option, plain, to_json
from api.settings import Settings
from graph.catalogue import Catalogue
from graph.model.facts import Module
from graph.model.ids import Kind, kind_of, parse
from graph.model.judgements import Decision, Judgement
from graph.store import Store
from recommender.curation.judging import Statement, levels_of, submission

judging = adding(
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
    json_option,
)


@click.command("accept")
@click.argument("start")
@click.argument("end")
@judging
def accept(start: str, end: str, *, as_json: bool, **said: Any) -> None:
    """Say that START (a task, course, major or module) and END (ids) belong together."""
    _judge(Decision.ACCEPTED, start, end, None, as_json=as_json, **said)


@click.command("reject")
@click.argument("start")
@click.argument("end")
@judging
def reject(start: str, end: str, *, as_json: bool, **said: Any) -> None:
    """Say that START and END (ids) do not belong together."""
    _judge(Decision.REJECTED, start, end, None, as_json=as_json, **said)


@click.command("remap")
@click.argument("start")
@click.argument("end")
@click.argument("target")
@judging
def remap(start: str, end: str, target: str, *, as_json: bool, **said: Any) -> None:
    """Say that START belongs to TARGET and not to END (ids)."""
    _judge(Decision.REMAPPED, start, end, target, as_json=as_json, **said)


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

    (first, *others), levels = with_catalogue(stored)
    value = {**plain(first), "also": plain(others)}
    alone = levels - 1 if not all_levels else 0
    click.echo(to_json(value) if as_json else "\n".join([*map(said, (first, *others)), *_alone(alone)]))


def _alone(others: int) -> list[str]:
    """That a judgement counts for one level where the function has more."""
    if not others:
        return []
    return [f"it counts for this level alone; with --all-levels for the {others} others of this function too"]


def said(judgement: Judgement) -> str:
    """A judgement on one line."""
    to = f", mapped to {judgement.target_text}" if judgement.target else ""
    number = f"judgement {judgement.number}" if judgement.number else "a judgement"
    level = f" ({parse(judgement.end).parts[-2]})" if kind_of(judgement.end) is Kind.MODULE else ""
    return f"{number} by {judgement.who}: {judgement.decision} {judgement.start_text} / {judgement.end_text}{level}{to}"
