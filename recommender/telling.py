"""What stands beside an answer, as JSON and as sentences in Chinese: nearest goals, changes, what comes after.

Each is computed from an answer, its person and the planner alone, so that a saved one can be computed again.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph.model.facts import Occupation
from recommender.answers import Answer, LearningPath
from recommender.change_words import change_in_english, in_chinese, in_english
from recommender.counterfactuals import Counterfactual, counterfactuals
from recommender.explain import explain
from recommender.moves import Mover
from recommender.nearest import NearGoal, Nearness, nearest_goals
from recommender.onward import NextLevel, Onward, onward
from recommender.output import way_json
from recommender.planner import Planner
from recommender.profile import Goal, WorkerProfile

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

    def onward(self, mover: Mover | None = None) -> Onward | None:
        """What comes after the goal; None where there is no path to it."""
        if not isinstance(self.answer, LearningPath):
            return None
        return onward(self.planner, self.profile, self.answer, mover=mover)

    def beside(self) -> Json:
        """Nearest goals and changes, as JSON."""
        return {
            "nearest": [near_json(near, self.planner) for near in self.nearest],
            "changes": [change_json(found, self.planner) for found in self.changes],
        }

    def again(self, saved: Mapping[str, Any]) -> Json:
        """Those keys of a saved answer that its command added, computed again; moves sideways are not."""
        return {key: compute(self) for key, compute in _AGAIN.items() if key in saved}

    def sentences(self, *, after: Onward | None = None) -> tuple[str, ...]:
        """The whole answer in plain Chinese."""
        head, *rest = explain(self.answer, self.planner.catalogue)
        return (head, *rest[:-1], *self._beside(), *after_in_chinese(after, self.planner), *rest[-1:])

    def _beside(self) -> Iterator[str]:
        for near in self.nearest:
            yield near_in_chinese(near, self.planner)
        for found in self.changes:
            yield in_chinese(found, self.planner.relations)


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
        "lateral": [
            {
                "occupation": move.occupation,
                "name": planner.relations.named(move.occupation),
                "score": move.score,
                "level": move.level,
                "tasks_alike": len(move.transferable),
                "tasks": len(move.transferable) + len(move.missing),
            }
            for move in found.lateral
        ],
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
        f"最早{day.year}年{day.month}月{day.day}日{confirm}。"
    )


def after_in_chinese(found: Onward | None, planner: Planner) -> Iterator[str]:
    """What comes after a goal as sentences."""
    if found is None:
        return
    for level in found.next_levels:
        yield _next_in_chinese(level)
    if found.lateral:
        names = "、".join(planner.relations.named(move.occupation) for move in found.lateral)
        yield f"以后也可以转到任务相近的职业：{names}。"


def _next_in_chinese(found: NextLevel) -> str:
    level = found.goal.level.chinese
    if found.way is None:
        return f"此后的{level}：按现有资料没有确定的途径。"
    day = found.way.earliest
    confirm = "（有待确认的事项）" if found.way.confirm else ""
    return f"此后继续从事本职业，{level}最早可在{day.year}年{day.month}月{day.day}日申报{confirm}。"


def _next_levels_again(told: Told) -> Json | None:
    found = told.onward()
    return None if found is None else onward_json(found, told.planner)


_AGAIN: dict[str, Callable[[Told], Any]] = {
    "explanation": lambda told: list(told.sentences()),
    "nearest": lambda told: told.beside()["nearest"],
    "changes": lambda told: told.beside()["changes"],
    "onward": _next_levels_again,
}
