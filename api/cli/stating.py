"""The options by which a command is told of a person, and what is wrong with them by the option's name."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import click

from api.cli.options import adding, as_of_option
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
from graph.errors import AppError, InvalidInput
from recommender.shared.timeline import stated_day

Texts = Mapping[str, tuple[str, ...]]
PARTS = {
    "spells": ("--spell", spell),
    "certificates": ("--held", certificate),
    "educations": ("--education", education),
    "titles": ("--title", title),
    "apprenticeships": ("--apprenticeship", apprenticeship),
}
about_person = adding(
    click.option("--birth", help="Day of birth; without it conditions on age are unknown."),
    click.option("--age", type=int, help="Age in years on the asked day, instead of --birth."),
    click.option("--region", help="Code of the region, such as 430100."),
    click.option(
        "--held", "certificates", multiple=True, help="OCC[/工种]:LEVEL@DATE, a certificate and its award."
    ),
    click.option(
        "--spell",
        "spells",
        multiple=True,
        help="OCC:FROM..TO or OCC:FROM..now, work; or OCC:40m, months only.",
    ),
    click.option(
        "--education",
        "educations",
        multiple=True,
        help="KIND[/MAJOR]@[FROM..]DATE, such as 高职/460306@2024-09..2027-06; +approved or +unapproved after it "
        "where it is known of the school.",
    ),
    click.option(
        "--title", "titles", multiple=True, help="RANK[/FIELD]@DATE; JUNIOR, INTERMEDIATE or SENIOR."
    ),
    click.option(
        "--apprenticeship", "apprenticeships", multiple=True, help="OCC@DATE, completed on that day."
    ),
)
person_options = adding(as_of_option, about_person)


def person_from(options: Mapping[str, Any], as_of: str) -> Part:
    """The person of a case that the options state; raises InvalidInput naming the option."""
    person: Part = {"birth": options["birth"], "age": options["age"], "region": options["region"]}
    for name, (option, read) in PARTS.items():
        person[name] = read_all(option, read, options[name])
    person["educations"] = [as_student(part, as_of) for part in person["educations"]]
    return person


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


def day_of(text: str | None) -> date:
    """The asked day, today by default; raises InvalidInput."""
    if text is None:
        return today()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise InvalidInput(f"--as-of: {text!r} is not a day (YYYY-MM-DD)", field="--as-of") from None
    return stated_day(day, "--as-of")


def today() -> date:
    """The present day where the command runs."""
    return datetime.now().astimezone().date()
