"""`lifepath path`: one person's way to one certificate, or a file of cases. Needs no model."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import anyio
import click

from api.cli.answers import told
from api.cli.batch import answer_all, read_lines
from api.cli.opening import newest_catalogue
from api.cli.output import json_option, show
from api.cli.person import (
    Part,
    apprenticeship,
    as_student,
    certificate,
    education,
    read_all,
    spell,
    title,
)
from api.settings import read_settings
from graph.errors import AppError, InvalidInput
from graph.model.terms import Level
from recommender.answers import Answer, LearningPath
from recommender.cases import Case, case_answer, read_case
from recommender.explain import explain
from recommender.explain_routes import explain_places, explain_routes
from recommender.output import places_json, routes_json
from recommender.places import city_named
from recommender.planner import Planner
from recommender.routes import routes
from recommender.supply import Supply
from recommender.teaching import TrainingPlaces, places_by_level

PARTS = {
    "spells": ("--spell", spell),
    "certificates": ("--held", certificate),
    "educations": ("--education", education),
    "titles": ("--title", title),
    "apprenticeships": ("--apprenticeship", apprenticeship),
}
Texts = Mapping[str, tuple[str, ...]]


@click.command("path")
@click.option("--occupation", help="Goal: code or exact name of the occupation, such as 电工.")
@click.option("--work-type", help="Goal: 工种, where one matters.")
@click.option("--level", help="Goal: L5, L4, L3, L2 or L1 (五级 to 一级).")
@click.option("--as-of", help="The day to answer for, YYYY-MM-DD; today by default.")
@click.option("--birth", help="Day of birth; without it conditions on age are unknown.")
@click.option("--age", type=int, help="Age in years on the asked day, instead of --birth.")
@click.option("--region", help="Code of the region, such as 430100.")
@click.option(
    "--held", "certificates", multiple=True, help="OCC[/工种]:LEVEL@DATE, a certificate and its award."
)
@click.option(
    "--spell", "spells", multiple=True, help="OCC:FROM..TO or OCC:FROM..now, work; or OCC:40m, months only."
)
@click.option(
    "--education",
    "educations",
    multiple=True,
    help="KIND[/MAJOR]@[FROM..]DATE, such as 高职/460306@2024-09..2027-06; +approved or +unapproved after it "
    "where it is known of the school.",
)
@click.option("--title", "titles", multiple=True, help="RANK[/FIELD]@DATE; JUNIOR, INTERMEDIATE or SENIOR.")
@click.option("--apprenticeship", "apprenticeships", multiple=True, help="OCC@DATE, completed on that day.")
@click.option("--batch", type=click.Path(path_type=Path), help="File of cases, one JSON object a line.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="File for the answers to --batch, in the same order."
)
@click.option(
    "--explain", "in_chinese", is_flag=True, help="Say the answer in plain Chinese, as a counsellor would."
)
@json_option
def command(
    as_of: str | None, batch: Path | None, out: Path | None, in_chinese: bool, as_json: bool, **options: Any
) -> int | None:
    """Plan the lawful, dated way to a certificate, or say why there is none.

    OCC is a code or an exact name. Dates are YYYY-MM-DD or YYYY-MM.
    """
    if batch is None and out is None:
        _answer(options, as_of, in_chinese=in_chinese, as_json=as_json)
        return None
    if batch is None or out is None:
        raise InvalidInput("--batch and --out go together", field="--batch" if batch is None else "--out")
    if given := [name for name, value in options.items() if value]:
        raise InvalidInput(f"--{given[0].replace('_', '-')} cannot be combined with --batch", field="--batch")
    cases = read_lines(batch)
    return answer_all(cases, out, _planner(), today=day_of(as_of), as_json=as_json)


def _answer(options: Mapping[str, Any], as_of: str | None, *, in_chinese: bool, as_json: bool) -> None:
    raw = _case(options, day_of(as_of).isoformat())
    planner = _planner()
    try:
        case = read_case(raw, planner, today=_today())
        answer = planner.plan(case.profile, case.goal, case.as_of)
    except AppError as error:
        raise by_option(error, options) from error
    catalogue = planner.catalogue
    supply = Supply.of(catalogue)
    found = routes(planner, supply, case.profile, case.goal, case.as_of)
    where = _where(supply, answer, case)
    shown = case_answer(None, answer, planner, raw) | routes_json(answer, found, catalogue)
    shown["where"] = places_json(where, catalogue)
    if in_chinese:
        sentences = [*explain(answer, catalogue), *explain_routes(answer, found, catalogue)]
        shown["explanation"] = [*sentences, *explain_places(where, catalogue)]
        show(shown, as_json=as_json, human=lambda found: "\n".join(found["explanation"]))
        return
    show(shown, as_json=as_json, human=lambda _: told(answer, catalogue, found, where))


def _where(supply: Supply, answer: Answer, case: Case) -> Mapping[Level, TrainingPlaces]:
    """Where to train for each level of the answer's way; without a way, nothing."""
    if not isinstance(answer, LearningPath):
        return {}
    near = city_named(supply.catalogue, case.profile.region)
    return places_by_level(supply, answer.way, as_of=case.as_of, near=near)


def _case(options: Mapping[str, Any], as_of: str) -> dict[str, Any]:
    """The case that the options state, in the shape of a line of a batch."""
    for name in ("occupation", "level"):
        if not options[name]:
            raise InvalidInput(f"--{name} is missing: which certificate is the goal?", field=f"--{name}")
    person: dict[str, Any] = {"birth": options["birth"], "age": options["age"], "region": options["region"]}
    for name, (option, read) in PARTS.items():
        person[name] = read_all(option, read, options[name])
    person["educations"] = [as_student(part, as_of) for part in person["educations"]]
    goal: Part = {name: options[name] for name in ("occupation", "work_type", "level")}
    return {"as_of": as_of, "person": person, "goal": goal}


def by_option(error: AppError, options: Texts) -> AppError:
    """The error, told by the option that it concerns instead of the field of a case."""
    place, _, rest = (error.field or "").partition(".")
    name, _, index = rest.partition(".")
    if name in PARTS:
        number = int(index.partition(".")[0])
        option = PARTS[name][0]
        return type(error)(f"{option} {options[name][number]}: {error.message}", field=option)
    if place in ("goal", "person", "as_of"):
        option = f"--{(name or place).replace('_', '-')}"
        return type(error)(f"{option}: {error.message}", field=option)
    return error


def _planner() -> Planner:
    return Planner.of(anyio.run(newest_catalogue, read_settings()))


def day_of(text: str | None) -> date:
    """The asked day, today by default; raises InvalidInput."""
    try:
        return date.fromisoformat(text) if text else _today()
    except ValueError:
        raise InvalidInput(f"--as-of: {text!r} is not a day (YYYY-MM-DD)", field="--as-of") from None


def _today() -> date:
    return datetime.now().astimezone().date()
