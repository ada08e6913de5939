"""What every recommender keeps to, whatever it recommends. A new one is added to RECOMMENDERS."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from graph.model.terms import Level
from recommender.learning.advice import LearningQuestion, recommend_learning
from recommender.moves.goals import propose_goals
from recommender.moves.mover import Moves
from recommender.shared.profile import Goal, HeldCertificate, Spell, WorkerProfile
from recommender.shared.reasons import ReasonKind, Recommended
from recommender.supply.matching import match_institutions
from recommender.supply.wishes import Wish
from recommender.titles.suggestions import suggestions
from tests.recommender import coders, majors, moving, supplies
from tests.recommender.worlds import TODAY, occ

Items = tuple[Recommended, ...]
SOMEONE = WorkerProfile(
    spells=(Spell(occupation=occ("6-99-01-02"), start=date(2020, 1, 1)),),
    certificates=(
        HeldCertificate(occupation=occ("6-99-01-01"), level=Level.L4, awarded=date(2024, 1, 1)),
        HeldCertificate(occupation=occ("6-99-02-01"), level=Level.L5, awarded=date(2024, 1, 1)),
    ),
)
NOBODY = WorkerProfile()


@dataclass(frozen=True, slots=True)
class Recommender:
    """`ask` answers several questions for one person, each with at most k items.

    `has` are ids of what SOMEONE has already and must not be told.
    """

    name: str
    questions: tuple[str, ...]
    ask: Callable[[Sequence[str], WorkerProfile, int], list[Items]]
    has: frozenset[str]


def _moves(part: Callable[[Moves], Items]) -> Callable[[Sequence[str], WorkerProfile, int], list[Items]]:
    def ask(questions: Sequence[str], profile: WorkerProfile, k: int) -> list[Items]:
        return [part(found) for found in moving.mover().batch(questions, profile, as_of=TODAY, first=k)]

    return ask


def _learning(questions: Sequence[str], profile: WorkerProfile, k: int) -> list[Items]:
    """A question is the occupation aimed at, or "" for no goal."""
    goals = [Goal(occupation=question, level=Level.L3) if question else None for question in questions]
    asked = [LearningQuestion(profile=profile, goal=goal, near=supplies.SOUTH) for goal in goals]
    planner, supply = supplies.planner(), supplies.supply()
    return [recommend_learning(planner, supply, q, as_of=TODAY, first=k).items for q in asked]


def _goals(questions: Sequence[str], profile: WorkerProfile, k: int) -> list[Items]:
    """A question is the group to choose from, or "" for none."""
    planner = moving.mover().planner
    found = [
        propose_goals(planner, profile, as_of=TODAY, group=question or None, first=k)
        for question in questions
    ]
    return [answer.proposals for answer in found]


def _matching(questions: Sequence[str], _: WorkerProfile, k: int) -> list[Items]:
    """A question is the occupation aimed at, or the major sought."""
    wishes = [
        Wish(major=question, near=supplies.NORTH)
        if question.startswith("maj:")
        else Wish(goal=Goal(occupation=question, level=Level.L3), near=supplies.NORTH)
        for question in questions
    ]
    return [match_institutions(supplies.supply(), wish, as_of=TODAY, first=k).items for wish in wishes]


def _coding(questions: Sequence[str], _: WorkerProfile, k: int) -> list[Items]:
    """A question is a job title."""
    return [suggestions(found) for found in coders.coder().code_all(questions, first=k)]


def _leading(questions: Sequence[str], _: WorkerProfile, k: int) -> list[Items]:
    """A question is a major; what the guide states of it is no recommendation."""
    return [majors.led(question, first=k, learned=majors.adapter()).likely for question in questions]


_TITLES = ("氩弧焊师傅", "电工", "welder", "后厨", "销售服务生", "我会修电路，也会给人烧电焊。")
_OCCUPATIONS = tuple(occ(code) for code in (*moving.TASKS, "6-99-04-01", "6-99-05-01"))
_HELD = frozenset({"cert:skill/6-99-01-01/L5", "cert:skill/6-99-01-01/L4", "cert:skill/6-99-02-01/L5"})
_KNOWN = frozenset(occ(code) for code in ("6-99-01-01", "6-99-01-02", "6-99-02-01"))
_GOALS = tuple(occ(code) for code in ("6-99-01-01", "6-99-01-02", "6-99-03-01", "6-99-05-01"))
_COVERED = frozenset(supplies.module(level) for level in (Level.L5, Level.L4))
RECOMMENDERS = (
    Recommender("advancement", _OCCUPATIONS, _moves(lambda found: found.advancement), _HELD | _KNOWN),
    Recommender("lateral moves", _OCCUPATIONS, _moves(lambda found: found.lateral), _HELD | _KNOWN),
    Recommender("goals", ("", "grp:6-99-01@2022", "grp:6-99-02@2022"), _goals, _HELD),
    Recommender("learning", ("", *_GOALS), _learning, _COVERED),
    Recommender("titles", _TITLES, _coding, frozenset()),
    Recommender("majors", majors.MAJORS, _leading, frozenset()),
    Recommender("institutions", (*_GOALS, supplies.MAJOR), _matching, frozenset()),
)


@pytest.mark.parametrize("recommender", RECOMMENDERS, ids=lambda recommender: recommender.name)
class TestEveryRecommender:
    """One behaviour each, for all of them."""

    @pytest.mark.parametrize("k", [0, 1, 2, 100])
    def test_gives_at_most_k_items_and_the_best_of_what_more_would_give(
        self, recommender: Recommender, k: int
    ) -> None:
        every = recommender.ask(recommender.questions, SOMEONE, 1_000)
        assert recommender.ask(recommender.questions, SOMEONE, k) == [items[:k] for items in every]
        assert any(every), "there is something to recommend"

    def test_gives_nothing_twice(self, recommender: Recommender) -> None:
        for items in recommender.ask(recommender.questions, NOBODY, 100):
            assert len({item.id for item in items}) == len(items)

    def test_gives_nothing_that_the_person_has(self, recommender: Recommender) -> None:
        for items in recommender.ask(recommender.questions, SOMEONE, 100):
            assert not recommender.has & {item.id for item in items}

    def test_answers_a_batch_as_each_question_alone(self, recommender: Recommender) -> None:
        together = recommender.ask(recommender.questions, SOMEONE, 10)
        assert together == [recommender.ask([q], SOMEONE, 10)[0] for q in recommender.questions]

    def test_answers_the_same_question_the_same_way(self, recommender: Recommender) -> None:
        first = recommender.ask(recommender.questions, NOBODY, 10)
        assert first == recommender.ask(recommender.questions, NOBODY, 10)

    def test_gives_a_reason_for_every_item_and_texts_for_every_similarity(
        self, recommender: Recommender
    ) -> None:
        for items in recommender.ask(recommender.questions, NOBODY, 100):
            for item in items:
                assert item.reasons
                assert all(reason.text for reason in item.reasons)
                alike = [r for r in item.reasons if r.kind is ReasonKind.SIMILARITY]
                assert all(r.asked and r.matched and r.score is not None and r.method for r in alike)

    def test_knows_every_part_from_0_to_1_or_says_that_it_is_unknown(self, recommender: Recommender) -> None:
        for items in recommender.ask(recommender.questions, NOBODY, 100):
            for part in (part for item in items for part in item.parts):
                assert part.text
                assert part.weight > 0
                assert part.value is None or 0 <= part.value <= 1
