"""`lifepath compare`: several goals for one person side by side."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import anyio
import click

from api.cli.opening import newest_catalogue
from api.cli.output import json_option, show, table
from api.cli.stating import by_option, day_of, person_from, person_options
from api.settings import read_settings
from graph.errors import AppError, InvalidInput
from graph.model.facts import Occupation
from recommender.planning.cases import Case, case_answer, read_case
from recommender.planning.planner import Planner
from recommender.planning.telling import goal_json
from recommender.planning.whatif import Compared, Comparison, compare_paths, outcome_of
from recommender.shared.profile import Goal

MOST_GOALS = 20
HEADER = (
    "occupation",
    "level",
    "outcome",
    "earliest",
    "certainty",
    "assessments",
    "modules",
    "treatment",
    "licences",
)


@click.command("compare")
@click.argument("goals", nargs=-1, required=True, metavar="OCC[/工种]:LEVEL...")
@person_options
@json_option
def command(goals: tuple[str, ...], as_of: str | None, as_json: bool, **options: Any) -> None:
    """Show several goals side by side, best first, such as 电工:L3 焊工:L3.

    OCC is a code or an exact name; LEVEL L5 to L1 or 五级 to 一级.
    """
    if len(goals) > MOST_GOALS:
        raise InvalidInput(f"at most {MOST_GOALS} goals are compared, not {len(goals)}", field="goals")
    wanted = [_goal(text) for text in goals]
    day = day_of(as_of)
    person = person_from(options, day.isoformat())
    planner = Planner.of(anyio.run(newest_catalogue, read_settings()))
    raws = [{"person": person, "goal": goal, "as_of": day.isoformat()} for goal in wanted]
    cases = [_read(text, raw, planner, options, day) for text, raw in zip(goals, raws, strict=True)]
    try:
        found = compare_paths(planner, cases[0].profile, [case.goal for case in cases], as_of=day)
    except AppError as error:
        raise by_option(error, options) from error
    asked = {case.goal: raw for case, raw in zip(cases, raws, strict=True)}
    show(_json(found, planner, asked), as_json=as_json, human=lambda _: "\n".join(_told(found, planner)))


def _read(text: str, raw: dict[str, Any], planner: Planner, options: Mapping[str, Any], day: date) -> Case:
    """The case of one goal, written as `text`; what is wrong is told by that text, or by the option of the person."""
    try:
        return read_case(raw, planner, today=day)
    except AppError as error:
        if (error.field or "").startswith("goal."):
            raise type(error)(f"{text}: {error.message}", field="goals") from error
        raise by_option(error, options) from error


def _goal(text: str) -> dict[str, Any]:
    name, found, level = text.rpartition(":")
    if not found or not name or not level:
        raise InvalidInput(f"{text!r} is not written as OCC:LEVEL, such as 电工:L3", field="goals")
    occupation, _, work_type = name.partition("/")
    return {"occupation": occupation, "work_type": work_type or None, "level": level}


def _json(found: Comparison, planner: Planner, asked: dict[Goal, dict[str, Any]]) -> dict[str, Any]:
    rows = [
        {
            "goal": goal_json(row.goal, planner),
            "assessments": row.assessments,
            "modules": row.modules,
            "treatment": row.treatment,
            "answer": case_answer(None, row.answer, planner, asked[row.goal]),
        }
        for row in found.rows
    ]
    return {"ordering": found.ordering, "rows": rows}


def _told(found: Comparison, planner: Planner) -> Iterator[str]:
    yield table(HEADER, [_row(row, planner) for row in found.rows])
    yield "modules: how many there are to train; -: those of a level are not known"
    yield "treatment: what an employer may treat the holder as (clause 6); it is not the title itself"
    yield f"order: {found.ordering}"
    envelope = found.rows[0].answer.envelope
    yield f"as of {envelope.as_of}, catalogue revision {envelope.revision}, lifepath {envelope.software}"


def _row(row: Compared, planner: Planner) -> tuple[object, ...]:
    name = planner.catalogue.get(Occupation, row.goal.occupation).name
    work_type = f"/{row.goal.work_type}" if row.goal.work_type else ""
    licences = ", ".join(licence.name for licence in row.answer.licences) or None
    return (
        f"{name}{work_type}",
        row.goal.level.named,
        outcome_of(row.answer),
        row.way.earliest if row.way else None,
        row.way.certainty if row.way else None,
        row.assessments,
        row.modules,
        row.treatment,
        licences,
    )
