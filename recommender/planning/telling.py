"""All that stands beside an answer, as JSON and as sentences in Chinese: routes, places, nearest goals, changes, what comes after.

Each is computed from an answer, its person and the planner alone, so that a saved one can be computed again.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph.model.facts import Occupation
from graph.model.terms import Level
from recommender.planning.change_words import change_in_english, in_chinese, in_english
from recommender.planning.choices import Routes
from recommender.planning.counterfactuals import Counterfactual, counterfactuals
from recommender.planning.credits import Credits, credits_of
from recommender.planning.explain import chinese_day, explain
from recommender.planning.explain_routes import explain_credits, explain_places, explain_routes
from recommender.planning.nearest import NearGoal, Nearness, nearest_goals
from recommender.planning.onward import NextLevel, Onward, onward
from recommender.planning.output import credits_json, places_json, routes_json, way_json
from recommender.planning.planner import Planner
from recommender.planning.routes import routes
from recommender.planning.teaching import TrainingPlaces, places_by_level
from recommender.planning.whatif import Replanned
from recommender.shared.answers import Answer, LearningPath
from recommender.shared.places import city_named
from recommender.shared.profile import Goal, WorkerProfile
from recommender.supply.seats import Supply

ADDED = frozenset(
    {
        "kinds",
        "other_ways",
        "ways_found",
        "open_routes",
        "considered",
        "where",
        "credits",
        "nearest",
        "changes",
        "explanation",
    }
)
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """An answer with the person it was given to."""

    planner: Planner
    profile: WorkerProfile
    answer: Answer

    @property
    def nearest(self) -> tuple[NearGoal, ...]:
        """What can be reached instead."""
        return nearest_goals(self.planner, self.profile, self.answer)

    @property
    def changes(self) -> tuple[Counterfactual, ...]:
        """What would open the goal, or open it earlier."""
        return counterfactuals(self.planner, self.profile, self.answer)

    @property
    def onward(self) -> Onward | None:
        """What comes after the goal; None where there is no path to it."""
        if not isinstance(self.answer, LearningPath):
            return None
        return onward(self.planner, self.profile, self.answer)

    def full(self, supply: Supply) -> "FullyTold":
        """With all that stands beside it, computed once."""
        answer, goal, as_of = self.answer, self.answer.goal, self.answer.envelope.as_of
        near = city_named(self.planner.catalogue, self.profile.region)
        path = isinstance(answer, LearningPath)
        return FullyTold(
            planner=self.planner,
            answer=answer,
            routes=routes(self.planner, supply, self.profile, goal, as_of),
            where=places_by_level(supply, answer.way, as_of=as_of, near=near) if path else {},
            credited=credits_of(self.planner, supply, self.profile, goal, as_of),
            nearest=self.nearest,
            changes=self.changes,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FullyTold:
    """An answer with the routes beside it, where to train, nearest goals and what would change it."""

    planner: Planner
    answer: Answer
    routes: Routes
    where: Mapping[Level, TrainingPlaces]
    credited: Credits
    nearest: tuple[NearGoal, ...]
    changes: tuple[Counterfactual, ...]

    def json(self) -> Json:
        """All that stands beside the answer."""
        catalogue = self.planner.catalogue
        return {
            **routes_json(self.answer, self.routes, catalogue),
            "where": places_json(self.where, catalogue),
            "credits": credits_json(self.credited),
            "nearest": [near_json(near, self.planner) for near in self.nearest],
            "changes": [change_json(found, self.planner) for found in self.changes],
        }

    def sentences(self, after: Onward | None = None) -> tuple[str, ...]:
        """The whole answer in plain Chinese, as a counsellor would say it."""
        catalogue = self.planner.catalogue
        *answered, tail = explain(self.answer, catalogue)
        return (
            *answered,
            *explain_routes(self.answer, self.routes, catalogue),
            *explain_places(self.where, catalogue),
            *explain_credits(self.credited),
            *(near_in_chinese(near, self.planner) for near in self.nearest),
            *(in_chinese(found, self.planner.relations) for found in self.changes),
            *after_in_chinese(after),
            tail,
        )


def computed_again(told: Told, keys: Collection[str], supply: Callable[[], Supply]) -> Json:
    """Those of some keys that a command adds to an answer; `supply` is asked for only where one needs it."""
    found: Json = {}
    if "onward" in keys and (after := told.onward) is not None:
        found["onward"] = onward_json(after, told.planner)
    if not ADDED & set(keys):
        return found
    full = told.full(supply())
    added = {**full.json(), "explanation": list(full.sentences(told.onward if "onward" in keys else None))}
    return found | {key: value for key, value in added.items() if key in keys}


def goal_json(goal: Goal, planner: Planner) -> Json:
    """A goal with the name of its occupation."""
    occupation = planner.catalogue.get(Occupation, goal.occupation)
    return {
        "occupation": occupation.code or occupation.id,
        "name": occupation.name,
        "work_type": goal.work_type,
        "level": goal.level.value,
    }


def near_json(near: NearGoal, planner: Planner) -> Json:
    """A nearest goal, its way by certainty and day."""
    return {
        "nearness": near.nearness.value,
        "goal": goal_json(near.goal, planner),
        "held": near.held,
        "certainty": near.way.certainty.value,
        "earliest": near.way.earliest.isoformat(),
    }


def change_json(found: Counterfactual, planner: Planner) -> Json:
    """A counterfactual: in words, and what the planner gives with it."""
    relations = planner.relations
    return {
        "text": in_english(found, relations),
        "chinese": in_chinese(found, relations),
        "changes": [{"kind": c.kind.value, "text": change_in_english(c, relations)} for c in found.changes],
        "effect": found.effect.value,
        "certainty": found.way.certainty.value,
        "earliest": found.way.earliest.isoformat(),
        "now": found.now,
        "months_earlier": found.months_earlier,
    }


def onward_json(found: Onward, planner: Planner) -> Json:
    """What comes after a goal."""
    return {
        "awarded": found.awarded.isoformat(),
        "next_levels": [_next_json(level, planner) for level in found.next_levels],
        "notes": list(found.notes),
    }


def _next_json(found: NextLevel, planner: Planner) -> Json:
    way = None if found.way is None else way_json(found.way, planner.catalogue)
    return {
        "level": found.goal.level.value,
        "months_after": found.months_after,
        "way": way,
        "because": list(found.because),
    }


def near_in_chinese(near: NearGoal, planner: Planner) -> str:
    """A nearest goal as a sentence."""
    name = planner.catalogue.get(Occupation, near.goal.occupation).name
    whose = "同一职业" if near.nearness is Nearness.SAME_LADDER else "同一小类"
    if near.held:
        return f"{whose}中您已取得：{name}{near.goal.level.chinese}。"
    day = near.way.earliest
    confirm = "（有待确认的事项）" if near.way.confirm else ""
    return (
        f"最接近而又能达到的目标（{whose}）：{name}{near.goal.level.chinese}，"
        f"最早{chinese_day(day)}{confirm}。"
    )


def after_in_chinese(found: Onward | None) -> Iterator[str]:
    """What comes after a goal as sentences."""
    for level in found.next_levels if found else ():
        yield _next_in_chinese(level)


def _next_in_chinese(found: NextLevel) -> str:
    level = found.goal.level.chinese
    if found.way is None:
        return f"此后的{level}：按现有资料没有确定的途径。"
    day = found.way.earliest
    confirm = "（有待确认的事项）" if found.way.confirm else ""
    return f"此后继续从事本职业，{level}最早可在{chinese_day(day)}申报{confirm}。"


def replanned_json(found: Replanned) -> Json:
    """What is different from an answer of before."""
    return {
        "same": found.same,
        "days_earlier": found.days_earlier,
        "steps": [{"kind": change.kind.value, "text": change.text} for change in found.steps],
        "notes": list(found.notes),
    }
