"""What `learningPath` is asked: the shapes of a case, with the names that GraphQL gives them."""

from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any, cast

import strawberry

from graph.errors import AppError
from graph.model.terms import Level
from recommender.shared.profile import EducationKind, TitleRank

_KEYS = {"start": "from"}
_DAY = "a day (YYYY-MM-DD) or a month (YYYY-MM)"
_OCCUPATION = "Id, code or exact name of an occupation"


@strawberry.input(description="Work in one occupation: dated, or a bare number of months.")
class SpellInput:
    """Work in one occupation."""

    occupation: str = strawberry.field(description=f"{_OCCUPATION}.")
    start: str | None = strawberry.field(
        default=None, name="from", description=f"When it began: {_DAY}, meaning the first day of it."
    )
    to: str | None = strawberry.field(
        default=None,
        description=f"Last day worked: {_DAY}, meaning the last day of it; null: still going on.",
    )
    months: int | None = strawberry.field(
        default=None,
        description="Instead of from and to: so many months ending on the asked day. "
        "What rests on it must be confirmed.",
    )


@strawberry.input(description="A certificate of skill that is held.")
class CertificateInput:
    """A certificate of skill that is held."""

    occupation: str = strawberry.field(description=f"{_OCCUPATION}.")
    work_type: str | None = strawberry.field(
        default=None, description="The trade (工种) it is for, where for one."
    )
    level: Level = strawberry.field(description="Its level.")
    awarded: str = strawberry.field(description=f"When it was awarded: {_DAY}, meaning the last day of it.")


@strawberry.input(description="A school programme, finished or not yet.")
class EducationInput:
    """A school programme."""

    kind: EducationKind = strawberry.field(description="Kind of school.")
    major: str | None = strawberry.field(
        default=None, description="Id or code of the major; null: not known."
    )
    start: str | None = strawberry.field(default=None, name="from", description=f"When it began: {_DAY}.")
    graduated: str | None = strawberry.field(
        default=None, description=f"When the person graduated: {_DAY}, meaning the last day of it."
    )
    graduates: str | None = strawberry.field(
        default=None,
        description=f"For a student, when the programme ends: {_DAY}, meaning the last day of it.",
    )
    approved: bool | None = strawberry.field(
        default=None, description="Is the school approved for training at that level? null: not known."
    )


@strawberry.input(description="A professional title (职称).")
class TitleInput:
    """A professional title."""

    rank: TitleRank = strawberry.field(description="Its rank.")
    field_of: str | None = strawberry.field(
        default=None, description=f"{_OCCUPATION} whose field it is of; null: not known."
    )
    awarded: str = strawberry.field(description=f"When it was awarded: {_DAY}, meaning the last day of it.")


@strawberry.input(description="A completed apprenticeship (学徒期满).")
class ApprenticeshipInput:
    """A completed apprenticeship."""

    occupation: str = strawberry.field(description=f"{_OCCUPATION}.")
    completed: str = strawberry.field(
        description=f"When it was completed: {_DAY}, meaning the last day of it."
    )


@strawberry.input(description="Where a person stands. What is left out is not known; nothing is filled in.")
class ProfileInput:
    """Where a person stands."""

    birth: str | None = strawberry.field(
        default=None, description="Day of birth (YYYY-MM-DD); null: conditions of age are unknown."
    )
    age: int | None = strawberry.field(
        default=None,
        description="Age in years on the asked day, instead of `birth`: taken as just reached.",
    )
    region: str | None = strawberry.field(
        default=None, description="Code of the region where the person lives."
    )
    spells: list[SpellInput] = strawberry.field(default_factory=list, description="What was worked.")
    certificates: list[CertificateInput] = strawberry.field(
        default_factory=list, description="Certificates of skill that are held."
    )
    educations: list[EducationInput] = strawberry.field(
        default_factory=list, description="School programmes."
    )
    titles: list[TitleInput] = strawberry.field(default_factory=list, description="Professional titles.")
    apprenticeships: list[ApprenticeshipInput] = strawberry.field(
        default_factory=list, description="Completed apprenticeships."
    )


@strawberry.input(description="The certificate aimed at.")
class GoalInput:
    """The certificate aimed at."""

    occupation: str = strawberry.field(description=f"{_OCCUPATION}.")
    work_type: str | None = strawberry.field(
        default=None, description="The trade (工种), where the certificate is for one."
    )
    level: Level = strawberry.field(description="Its level.")


def case_of(profile: ProfileInput, goal: GoalInput) -> dict[str, Any]:
    """The same as a case, in the keys that cases are written with."""
    return {"person": person_of(profile), "goal": goal_of(goal)}


def person_of(profile: ProfileInput) -> dict[str, Any]:
    """The same as the person of a case."""
    return _plain(profile)


def goal_of(goal: GoalInput) -> dict[str, Any]:
    """The same as the goal of a case."""
    return _plain(goal)


def _plain(value: object) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in cast(list[object], value)]
    if isinstance(value, StrEnum):
        return value.value
    if is_dataclass(value):
        return {_KEYS.get(f.name, f.name): _plain(getattr(value, f.name)) for f in fields(value)}
    return value


def in_graphql_words(error: AppError) -> AppError:
    """The same failure, its field named as in the arguments of `learningPath`."""
    if error.field is None:
        return error
    head, *rest = error.field.split(".")
    words = [part if part.isdigit() else _camel(part) for part in rest]
    return type(error)(error.message, field=".".join(["profile" if head == "person" else head, *words]))


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
