"""`lifepath learn`: which modules to learn next, and who serves them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import click

from api.cli.output import json_option, plain, table, to_json
from api.cli.stating import about_person, by_option, day_of, person_from
from api.cli.supplying import constraints_of, seat_options, supplied
from graph.catalogue import Catalogue
from graph.errors import AppError, InvalidInput
from graph.model.facts import Course, Institution, Module, Occupation, Offer
from recommender.learning.advice import (
    LearningAdvice,
    LearningItem,
    LearningQuestion,
    Provider,
    recommend_learning,
)
from recommender.planning.cases import read_case, read_person
from recommender.planning.planner import Planner
from recommender.shared.profile import Goal, WorkerProfile
from recommender.supply.seats import Supply

HEADER = ("why", "level", "module", "occupation", "share %", "score", "known providers")
PROVIDERS = ("module", "institution", "place", "mode", "years", "CNY a year", "km", "basis", "by its course")


@click.command("learn")
@click.option("--occupation", help="Goal: code or exact name of the occupation; none: no goal.")
@click.option("--work-type", help="Goal: 工种, where one matters.")
@click.option("--level", help="Goal: L5, L4, L3, L2 or L1 (五级 to 一级).")
@about_person
@seat_options
@json_option
def command(*, as_of: str | None, as_json: bool, **options: Any) -> None:
    """Show what to learn next: the goal's gaps first, never what certificates cover already.

    Providers are declared, or DERIVED from their majors. Degree programmes are shown as such; --mode ONSITE asks for
    short courses only. Persons are described as for `lifepath path`.
    """
    day = day_of(as_of)
    case = _case(options, day.isoformat())
    supply = supplied(no_model=options["no_model"])
    advice = _advice(supply, case, options, day)
    told = to_json(_with_names(advice, supply.catalogue)) if as_json else _lines(advice, supply.catalogue)
    click.echo(told)


def _case(options: Mapping[str, Any], as_of: str) -> dict[str, Any]:
    """Person and goal in the shape of a case; the goal is None where none is given."""
    person = person_from(options, as_of)
    goal = {name: options[name] for name in ("occupation", "work_type", "level")}
    if not any(goal.values()):
        return {"person": person, "goal": None}
    for name in ("occupation", "level"):
        if not goal[name]:
            raise InvalidInput(f"--{name} is missing: a goal has both", field=f"--{name}")
    return {"person": person, "goal": goal}


def _advice(supply: Supply, case: Mapping[str, Any], options: Mapping[str, Any], day: date) -> LearningAdvice:
    planner = Planner.of(supply.catalogue)
    try:
        profile, goal = _situation(case, planner, day)
    except AppError as error:
        raise by_option(error, options) from error
    constraints = constraints_of(options, supply.catalogue)
    question = LearningQuestion(profile=profile, goal=goal, near=options["near"], constraints=constraints)
    return recommend_learning(planner, supply, question, as_of=day, first=options["first"])


def _situation(case: Mapping[str, Any], planner: Planner, day: date) -> tuple[WorkerProfile, Goal | None]:
    if case["goal"] is None:
        return read_person(case["person"], planner, as_of=day), None
    found = read_case(dict(case), planner, today=day)
    return found.profile, found.goal


def _with_names(advice: LearningAdvice, catalogue: Catalogue) -> dict[str, Any]:
    """The answer, each module and institution with its name."""

    def provider(found: Provider) -> dict[str, Any]:
        return {"name": catalogue.get(Institution, found.institution).name, **plain(found)}

    items = [
        {
            "name": catalogue.get(Module, item.module).name,
            **plain(item),
            "providers": [provider(found) for found in item.providers],
        }
        for item in advice.items
    ]
    return {**plain(advice), "items": items}


def _lines(advice: LearningAdvice, catalogue: Catalogue) -> str:
    return "\n".join(_told(advice, catalogue))


def _told(advice: LearningAdvice, catalogue: Catalogue) -> Iterable[str]:
    """The answer as a person reads it: modules, who serves them, why the first, and what would change it."""
    yield table(HEADER, [_row(item, catalogue) for item in advice.items])
    served = [(item, provider) for item in advice.items for provider in item.providers]
    if served:
        yield "\nwho serves them (price after subsidy: unknown):"
        yield table(PROVIDERS, [_provider(item, provider, catalogue) for item, provider in served])
    for item in advice.items[:1]:
        yield f"\nwhy {catalogue.get(Module, item.module).name} first:"
        yield from (f"  {reason.kind}: {reason.text}" for reason in item.reasons)
        yield from (f"  would change this: {text}" for text in item.what_would_change_this)
    yield ""
    yield from (f"note: {note}" for note in advice.notes)
    envelope = advice.envelope
    yield f"{len(advice.items)} of {advice.found} modules; as of {envelope.as_of}, catalogue revision {envelope.revision}"


def _row(item: LearningItem, catalogue: Catalogue) -> tuple[object, ...]:
    module = catalogue.get(Module, item.module)
    occupation = catalogue.get(Occupation, item.occupation).name
    known = item.note or str(item.providers_known)
    weight = None if module.weight is None else f"{module.weight:g}"
    return (item.stage, item.level, module.name, occupation, weight, f"{item.score:.3f}", known)


def _provider(item: LearningItem, provider: Provider, catalogue: Catalogue) -> tuple[object, ...]:
    offer = catalogue.get(Offer, provider.offer)
    course = catalogue.get(Course, provider.course).name if provider.course else None
    far = None if provider.distance_km is None else f"{provider.distance_km:.0f}"
    return (
        f"{item.level} {catalogue.get(Module, item.module).name}",
        catalogue.get(Institution, provider.institution).name,
        offer.name,
        offer.mode,
        plain(offer.length_years),
        plain(offer.price),
        far,
        provider.basis,
        course,
    )
