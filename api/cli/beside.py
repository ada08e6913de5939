"""What stands beside an answer as a person reads it in a terminal: nearest goals, changes, what comes after."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from api.cli.output import table
from recommender.planning.change_words import in_english
from recommender.planning.counterfactuals import Counterfactual
from recommender.planning.nearest import NearGoal, Nearness
from recommender.planning.onward import NextLevel, Onward
from recommender.planning.planner import Planner
from recommender.planning.whatif import Replanned
from recommender.shared.answers import Step, StepKind

WHOSE = {Nearness.SAME_LADDER: "same ladder", Nearness.SAME_GROUP: "same 小类"}


def nearest_lines(nearest: Iterable[NearGoal], planner: Planner) -> str:
    """The nearest goals that can be reached, a line each."""
    lines = [f"  {_near(near, planner)}" for near in nearest]
    return "\n".join(["nearest that can be reached:", *lines]) if lines else ""


def change_lines(changes: Iterable[Counterfactual], planner: Planner) -> str:
    """What would change the answer, a line each."""
    lines = [f"  {in_english(found, planner.relations)}" for found in changes]
    return "\n".join(["would change this:", *lines]) if lines else ""


def onward_lines(found: Onward | None) -> str:
    """What comes after the goal: a table of the next levels."""
    if found is None:
        return ""
    head = f"after the goal, worked on from {found.awarded}:"
    rows = [_next(level) for level in found.next_levels]
    body = [table(("level", "earliest", "after", "certainty", "by"), rows)] if rows else ["  no higher level"]
    reasons = [f"  {x.goal.level}: {why}" for x in found.next_levels for why in x.because]
    return "\n".join([head, *body, *reasons, *(f"  note: {note}" for note in found.notes)])


def sideways_lines(lateral: Iterable[Mapping[str, Any]] | None) -> list[str]:
    """Like work to move to after the goal, a line each; None: nothing to compare with is stored."""
    if lateral is None:
        return [
            "sideways after the goal: not compared; `lifepath serve` or `lifepath moves` stores what it takes"
        ]
    told = [f"  {x['name']}: {x['tasks_alike']} of {x['tasks']} main tasks much alike" for x in lateral]
    return ["sideways after the goal:", *told] if told else []


def alike_lines(alike: Iterable[Mapping[str, Any]] | None) -> list[str]:
    """The tasks most alike beside each doubt about being related; None: nothing to compare with is stored."""
    if alike is None:
        return ["tasks alike: not compared; `lifepath serve` or `lifepath moves` stores what it takes"]
    told = [
        line
        for x in alike
        for line in (
            f"  {x['question']}",
            f"    {x['score']:.2f}: own task {x['own']}",
            f"      beside, of {x['name']}: {x['other']}",
        )
    ]
    head = "tasks most alike where being related is in doubt (DERIVED; they decide nothing):"
    return [head, *told] if told else ["tasks alike: no doubt here is about being related, or none are known"]


def replanned_lines(found: Replanned) -> Iterator[str]:
    """Step by step what is different from an answer of before."""
    if found.same:
        yield "nothing changes against the answer of before"
        return
    if found.days_earlier:
        when = "earlier" if found.days_earlier > 0 else "later"
        yield f"against the answer of before: {abs(found.days_earlier)} days {when}"
    else:
        yield "against the answer of before:"
    yield table(("step", "what changes"), [(change.kind, change.text) for change in found.steps])
    yield from (f"  {note}" for note in found.notes)


def _near(near: NearGoal, planner: Planner) -> str:
    name = planner.relations.named(near.goal.occupation)
    level = near.goal.level.named
    if near.held:
        return f"{name}: {level} ({WHOSE[near.nearness]}), held already"
    return f"{name}: {level} ({WHOSE[near.nearness]}), {near.way.certainty}, earliest {near.way.earliest}"


def _next(found: NextLevel) -> tuple[object, ...]:
    level = found.goal.level.named
    if found.way is None:
        return (level, None, None, None, "no way is known")
    last = found.way.steps[-1] if found.way.steps else None
    months = found.months_after or 0
    after = f"{months // 12} years {months % 12} months" if months % 12 else f"{months // 12} years"
    return (level, found.way.earliest, after, found.way.certainty, _by(last))


def _by(step: Step | None) -> str | None:
    if step is None or step.kind is not StepKind.ASSESS:
        return None
    return step.route_text or step.route_name
