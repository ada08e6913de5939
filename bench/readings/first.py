"""What all readings of a question must agree on: the day of the first answer, and whether it is lawful as it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from graph.model.facts import Standard
from graph.model.terms import Level
from recommender.shared.answers import Answer, Certainty, LearningPath, Undetermined
from recommender.shared.ladder import LADDER, SKILL_CLASSES
from recommender.shared.profile import Goal, WorkerProfile
from recommender.shared.relations import Relations
from recommender.shared.truth import Verdict


class First(NamedTuple):
    """The first answer: its day, and whether nothing has to be confirmed."""

    day: date
    lawful: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A person, what they aim at, and the day to answer for."""

    profile: WorkerProfile
    goal: Goal
    as_of: date

    @property
    def occupations(self) -> list[str]:
        """Ids of the other occupations that the person states, each once."""
        p = self.profile
        stated = [x.occupation for x in (*p.spells, *p.certificates, *p.apprenticeships)]
        stated += [title.field_of for title in p.titles if title.field_of]
        return list(dict.fromkeys(x for x in stated if x != self.goal.occupation))

    @property
    def majors(self) -> list[str]:
        """The majors that the person states, each once."""
        return list(dict.fromkeys(e.major for e in self.profile.educations if e.major))

    @property
    def reached(self) -> First | None:
        """The day on which the goal was reached already."""
        goal = self.goal
        days = [
            held.awarded
            for held in self.profile.certificates
            if held.occupation == goal.occupation
            and held.level.technical == goal.level.technical
            and held.level >= goal.level
            and goal.work_type in {None, held.work_type}
        ]
        return First(min(days), lawful=True) if days else None


def first_of(answer: Answer) -> First | None:
    """The first answer of the planner; None where there is no date."""
    if isinstance(answer, LearningPath):
        return First(answer.way.earliest, answer.way.certainty is Certainty.LAWFUL)
    if isinstance(answer, Undetermined) and answer.assumed:
        return First(answer.assumed[0].earliest, lawful=False)
    return None


def across(found: Iterable[First | None], *, doubted: bool) -> First | None:
    """The answer over the editions that may govern: the later day, lawful only where all are.

    `doubted`: the standard is of the year in which the rules changed, or there is none.
    """
    every = list(found)
    given = [first for first in every if first is not None]
    if not given:
        return None
    lawful = not doubted and len(given) == len(every) and all(first.lawful for first in given)
    return First(max(first.day for first in given), lawful)


def assumable(code: str | None, standards: Iterable[Standard | str], level: Level) -> bool:
    """Is an occupation without the level planned for under the rules of 2023, as an assumption?"""
    return (code or "")[:1] in SKILL_CLASSES and not list(standards) and level in LADDER


def relations(goal: str, occupations: Mapping[str, int], majors: Mapping[str, int]) -> Relations:
    """What was found out about a person's occupations and majors, as the planner looks it up."""
    near = {x: goal for x, verdict in occupations.items() if verdict == Verdict.UNKNOWN}
    leads = {m: frozenset({goal} if verdict == Verdict.PASS else {""}) for m, verdict in majors.items()}
    return Relations(
        minor={goal: goal, **near},
        related=frozenset((x, goal) for x, verdict in occupations.items() if verdict == Verdict.PASS),
        linked=leads,
        linked_minor={
            m: frozenset({goal} if verdict == Verdict.UNKNOWN else ()) for m, verdict in majors.items()
        },
        majors_by_code={},
        names={},
    )
