"""`lifepath path`: one person's way to one certificate, or a file of cases. Needs no model."""

import importlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import anyio
import click

from api.cli.answers import credit_lines, told
from api.cli.batch import answer_all, read_lines
from api.cli.beside import (
    alike_lines,
    change_lines,
    nearest_lines,
    onward_lines,
    replanned_lines,
    sideways_lines,
)
from api.cli.opening import newest_catalogue
from api.cli.output import json_option, show
from api.cli.placing import check_out
from api.cli.replanning import Before, before
from api.cli.stating import by_option, day_of, person_from, person_options, today
from api.documents.files import SUFFIXES, document, write
from api.settings import read_settings
from graph.errors import AppError, InvalidInput
from recommender.planning.cases import case_answer, read_case, read_person
from recommender.planning.onward import Onward
from recommender.planning.planner import Planner
from recommender.planning.telling import FullyTold, Told, onward_json, replanned_json
from recommender.planning.whatif import Replanned, merged, replanned
from recommender.supply.seats import Supply

GOAL = ("occupation", "work_type", "level")


@click.command("path")
@click.option("--occupation", help="Goal: code or exact name of the occupation, such as 电工.")
@click.option("--work-type", help="Goal: 工种, where one matters.")
@click.option("--level", help="Goal: L5, L4, L3, L2 or L1 (五级 to 一级).")
@person_options
@click.option(
    "--changes",
    type=click.Path(path_type=Path),
    help="An answer of before (--json): its person and goal with what the other options add, and what that changes.",
)
@click.option("--onward", is_flag=True, help="Also tell what comes after the goal: the next levels.")
@click.option(
    "--alike",
    is_flag=True,
    help="Also tell, where being related is in doubt, which main tasks are most alike.",
)
@click.option("--batch", type=click.Path(path_type=Path), help="File of cases, one JSON object a line.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="File for the answers to --batch, in the same order; without it a plan to keep: FILE.html, .pdf or .ics.",
)
@click.option(
    "--explain", "in_chinese", is_flag=True, help="Say the answer in plain Chinese, as a counsellor would."
)
@json_option
def command(
    as_of: str | None, batch: Path | None, out: Path | None, changes: Path | None, **options: Any
) -> int | None:
    """Plan the lawful, dated way to a certificate, or say why there is none.

    OCC is a code or an exact name. Dates are YYYY-MM-DD or YYYY-MM.
    """
    shown = {name: options.pop(name) for name in ("onward", "alike", "in_chinese", "as_json")}
    if batch is None:
        if out is not None and out.suffix not in SUFFIXES:
            message = "--batch and --out go together; a plan to keep ends with .html, .pdf or .ics"
            raise InvalidInput(message, field="--batch")
        check_out(out, changes)
        _answer(options, as_of, changes, out, **shown)
        return None
    if out is None:
        raise InvalidInput("--batch and --out go together", field="--out")
    if given := [name for name, value in {**options, "changes": changes}.items() if value]:
        raise InvalidInput(f"--{given[0].replace('_', '-')} cannot be combined with --batch", field="--batch")
    check_out(out, batch)
    cases = read_lines(batch)
    return answer_all(cases, out, _planner(), today=day_of(as_of), as_json=shown["as_json"])


def _answer(
    options: Mapping[str, Any],
    as_of: str | None,
    changes: Path | None,
    out: Path | None,
    *,
    onward: bool,
    alike: bool,
    in_chinese: bool,
    as_json: bool,
) -> None:
    old = before(changes) if changes else None
    day = old.as_of if old and not as_of else day_of(as_of)
    raw = _case(options, day, old)
    planner = old.newest if old else _planner()
    answer = _told(raw, planner, options, old)
    full = answer.full(Supply.of(planner.catalogue))
    after = answer.onward if onward or out else None
    compared = replanned(old.answer, answer.answer) if old else None
    if out is not None:
        write(out, document(full, answer.profile, after, suffix=out.suffix))
    shown = case_answer(None, answer.answer, planner, raw) | full.json()
    if after is not None and onward:
        shown["onward"] = onward_json(after, planner) | {"lateral": _lateral(after)}
    if alike:
        shown["alike"] = _alike(full)
    if compared is not None:
        shown["replanned"] = replanned_json(compared)
    if in_chinese:
        shown["explanation"] = list(full.sentences(after if onward else None))
    lines = shown.get("explanation") or _lines(full, after if onward else None, compared)
    kept = sideways_lines(shown["onward"]["lateral"]) if "onward" in shown else []
    kept += alike_lines(shown["alike"]) if alike else []
    kept += [f"written to {out}"] if out else []
    show(shown, as_json=as_json, human=lambda _: "\n".join([*lines, *kept]))


def _told(raw: dict[str, Any], planner: Planner, options: Mapping[str, Any], old: Before | None) -> Told:
    """The answer; what is wrong with what the options state is told by their names."""
    try:
        if old is None:
            case = read_case(raw, planner, today=today())
            return Told(planner, case.profile, planner.plan(case.profile, case.goal, case.as_of))
        read_person(person_from(options, raw["as_of"]), planner, as_of=date.fromisoformat(raw["as_of"]))
    except AppError as error:
        raise by_option(error, options) from error
    case = read_case(raw, planner, today=today())
    return Told(planner, case.profile, planner.plan(case.profile, case.goal, case.as_of))


def _lateral(after: Onward) -> list[dict[str, Any]] | None:
    """Imported when asked for: comparing by meaning takes libraries that a path does without."""
    return importlib.import_module("api.cli.sideways").lateral(after)


def _alike(full: FullyTold) -> list[dict[str, Any]] | None:
    """Imported when asked for, as moves sideways are."""
    return importlib.import_module("api.cli.related").alike_tasks(full.answer, full.routes, full.planner)


def _lines(full: FullyTold, after: Onward | None, compared: Replanned | None) -> list[str]:
    planner = full.planner
    blocks = [credit_lines(full.credited), nearest_lines(full.nearest, planner)]
    blocks += [change_lines(full.changes, planner), onward_lines(after)]
    if compared is not None:
        blocks.append("\n".join(replanned_lines(compared)))
    return [told(full.answer, planner.catalogue, full.routes, full.where, blocks)]


def _case(options: Mapping[str, Any], as_of: date, old: Before | None) -> dict[str, Any]:
    """The case that the options state, in the shape of a line of a batch; what they leave out is that of before."""
    person = person_from(options, as_of.isoformat())
    given = {name: options[name] for name in GOAL}
    if old is not None:
        person = merged(old.inputs["person"], person)
        given = {**old.inputs["goal"], **{name: text for name, text in given.items() if text}}
    for name in ("occupation", "level"):
        if not given[name]:
            raise InvalidInput(f"--{name} is missing: which certificate is the goal?", field=f"--{name}")
    return {"as_of": as_of.isoformat(), "person": person, "goal": given}


def _planner() -> Planner:
    return Planner.of(anyio.run(newest_catalogue, read_settings()))
