"""`lifepath match`: which institutions serve a goal, modules or a major."""

from collections.abc import Iterable
from typing import Any

import click

from api.cli.meaning import major_meant
from api.cli.output import json_option, plain, table, to_json
from api.cli.stating import day_of
from api.cli.supplying import constraints_of, seat_options, supplied
from graph.catalogue import Catalogue
from graph.errors import AppError, InvalidInput, NotFound
from graph.model.facts import Institution, Module, Offer
from recommender.planning.cases import read_level
from recommender.shared.profile import Goal
from recommender.supply.matching import InstitutionMatch, InstitutionMatches, match_institutions
from recommender.supply.wishes import Wish

HEADER = ("institution", "place", "mode", "years", "CNY a year", "places", "km", "score")

OPTIONS = {
    "goal": "--occupation",
    "modules": "--module",
    "near": "--near",
}  # by the part of a wish that they state


@click.command("match")
@click.option("--occupation", help="Serving the way to a certificate: code or exact name of the occupation.")
@click.option("--work-type", help="Its 工种, where one matters.")
@click.option("--level", help="Its level: L5, L4, L3, L2 or L1 (五级 to 一级).")
@click.option("--module", "modules", multiple=True, help="Serving this module: its id; repeatable.")
@click.option("--major", help="Offering this major: code, exact name, or id such as maj:高职/510204.")
@seat_options
@json_option
def command(*, as_of: str | None, as_json: bool, **options: Any) -> None:
    """Show institutions for a goal, for modules or for a major, best first, with the parts of every score.

    Nobody can pay for a place: equal scores go by distance, then by id. What no source states is neutral.
    """
    day = day_of(as_of)
    goal = {name: options[name] for name in ("occupation", "level") if options[name]}
    if len(goal) == 1 or (options["work_type"] and not goal):
        raise InvalidInput("--occupation and --level go together", field="--occupation")
    if sum(map(bool, (goal, options["modules"], options["major"]))) != 1:
        raise InvalidInput(
            "give exactly one of --occupation with --level, --module and --major", field="--occupation"
        )
    supply = supplied(no_model=options["no_model"])
    major = options["major"]
    wish = Wish(
        goal=_goal(supply.catalogue, options) if goal else None,
        modules=tuple(_module(supply.catalogue, module) for module in options["modules"]),
        major=major_meant(supply.catalogue, major, "--major").id if major else None,
        near=options["near"],
        constraints=constraints_of(options, supply.catalogue),
    )
    try:
        found = match_institutions(supply, wish, as_of=day, first=options["first"])
    except AppError as error:
        place = (error.field or "").partition(".")[0]
        raise type(error)(error.message, field=OPTIONS.get(place, error.field)) from error
    told = to_json(_with_names(found, supply.catalogue)) if as_json else _lines(found, supply.catalogue)
    click.echo(told)


def _goal(catalogue: Catalogue, options: dict[str, Any]) -> Goal:
    occupation = catalogue.occupation(options["occupation"], "--occupation")
    level = read_level(options["level"], "--level")
    return Goal(occupation=occupation.id, level=level, work_type=options["work_type"])


def _module(catalogue: Catalogue, module: str) -> str:
    if catalogue.find(Module, module) is None:
        raise NotFound(f"no module has the id {module!r}", field="--module")
    return module


def _with_names(matches: InstitutionMatches, catalogue: Catalogue) -> dict[str, Any]:
    """The answer, each institution with its name."""
    found = ((item, catalogue.get(Institution, item.institution).name) for item in matches.items)
    return {**plain(matches), "items": [{"name": name, **plain(item)} for item, name in found]}


def _lines(matches: InstitutionMatches, catalogue: Catalogue) -> str:
    return "\n".join(_told(matches, catalogue))


def _told(matches: InstitutionMatches, catalogue: Catalogue) -> Iterable[str]:
    """The answer as a person reads it: institutions, why the first, what was left out and what would change it."""
    if matches.items:
        yield table(HEADER, [_row(item, catalogue) for item in matches.items])
    for item in matches.items[:1]:
        yield f"\nwhy {catalogue.get(Institution, item.institution).name} first:"
        yield from (f"  {p.name} {_value(p.value)} x {p.weight:g}: {p.text}" for p in item.parts)
        yield from (f"  {reason.kind}: {reason.text}" for reason in item.reasons)
        yield from (f"  would change this: {text}" for text in item.what_would_change_this)
    yield ""
    yield from (f"left out by {e.filter}: {e.seats} places" for e in matches.excluded)
    yield from (f"would change this: {text}" for text in matches.what_would_change_this)
    yield from (f"note: {note}" for note in matches.notes)
    envelope = matches.envelope
    yield (
        f"{len(matches.items)} of {matches.found} institutions; as of {envelope.as_of}, "
        f"catalogue revision {envelope.revision}"
    )


def _value(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.2f}"


def _row(item: InstitutionMatch, catalogue: Catalogue) -> tuple[object, ...]:
    offer = catalogue.get(Offer, item.offers[0].offer)
    far = None if item.distance_km is None else f"{item.distance_km:.0f}"
    return (
        catalogue.get(Institution, item.institution).name,
        offer.name,
        offer.mode,
        offer.length_years,
        offer.price,
        offer.places,
        far,
        f"{item.score:.3f}",
    )
