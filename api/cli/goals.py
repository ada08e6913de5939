"""`lifepath goals`: goals that fit a person, or the best of an occupation group, each with its way."""

from collections.abc import Iterator
from typing import Any

import anyio
import click

from api.cli.likeness import planner_and_mover
from api.cli.output import json_option, show, table
from api.cli.stating import by_option, day_of, person_from, person_options
from api.settings import read_settings
from graph.catalogue import Catalogue
from graph.errors import AppError, InvalidInput, NotFound
from graph.model.facts import OccupationGroup
from graph.model.ids import fold
from recommender.moves.goals import GoalProposal, GoalProposals, propose_goals
from recommender.planning.cases import read_person
from recommender.planning.output import way_json
from recommender.planning.planner import Planner
from recommender.planning.telling import goal_json

HEADER = ("code", "occupation", "level", "earliest", "certainty", "score", "why")


@click.command("goals")
@click.option(
    "--group", help="Id, code or exact name of an occupation group to choose from, such as 6-31-01."
)
@click.option("--first", type=click.IntRange(1, 100), default=10, show_default=True, help="How many to show.")
@person_options
@json_option
def command(group: str | None, first: int, as_of: str | None, as_json: bool, **options: Any) -> None:
    """Propose goals: next levels of one's own occupations, what majors lead to, like work, or a group's.

    OCC is a code or an exact name. Like work needs the vectors that `lifepath serve` or `lifepath moves` stored.
    """
    day = day_of(as_of)
    planner, mover = anyio.run(planner_and_mover, read_settings())
    try:
        profile = read_person(person_from(options, day.isoformat()), planner, as_of=day)
    except AppError as error:
        raise by_option(error, options) from error
    chosen = group_of(planner.catalogue, group) if group else None
    found = propose_goals(planner, profile, as_of=day, group=chosen, first=first, mover=mover)
    show(_json(found, planner), as_json=as_json, human=lambda _: "\n".join(_told(found, planner)))


def group_of(catalogue: Catalogue, text: str) -> str:
    """The id of a group by its id, code or name; raises NotFound, or InvalidInput where several share the name."""
    wanted = fold(text)
    found = [g.id for g in catalogue.all(OccupationGroup) if wanted in {g.id, g.code, g.name}]
    if not found:
        raise NotFound(f"--group: no occupation group {text!r}", field="--group")
    if len(found) > 1:
        raise InvalidInput(f"--group: {text!r} means {', '.join(found)}; give the id", field="--group")
    return found[0]


def _json(found: GoalProposals, planner: Planner) -> dict[str, Any]:
    return {
        "group": found.group,
        "considered": found.considered,
        "proposals": [_proposal(proposal, planner) for proposal in found.proposals],
        "notes": list(found.notes),
        "envelope": found.envelope,
    }


def _proposal(found: GoalProposal, planner: Planner) -> dict[str, Any]:
    return {
        "id": found.id,
        "kind": found.kind,
        "goal": goal_json(found.goal, planner),
        "score": found.score,
        "parts": found.parts,
        "reasons": found.reasons,
        "what_would_change_this": found.what_would_change_this,
        "way": way_json(found.way, planner.catalogue),
    }


def _told(found: GoalProposals, planner: Planner) -> Iterator[str]:
    if found.proposals:
        yield table(HEADER, [_row(proposal, planner) for proposal in found.proposals])
    else:
        yield "no goal is proposed"
    yield f"looked at {found.considered} occupations"
    yield from (f"note: {note}" for note in found.notes)
    envelope = found.envelope
    yield f"as of {envelope.as_of}, catalogue revision {envelope.revision}, lifepath {envelope.software}"


def _row(found: GoalProposal, planner: Planner) -> tuple[object, ...]:
    goal = goal_json(found.goal, planner)
    level = found.goal.level.named
    way = found.way
    score = f"{found.score:.3f}"
    return (
        goal["occupation"],
        goal["name"],
        level,
        way.earliest,
        way.certainty,
        score,
        found.reasons[0].text,
    )
