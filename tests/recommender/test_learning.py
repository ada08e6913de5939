"""What to learn next: gaps first, never what the person has, diverse providers, honest where none is known."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import NotFound
from graph.model.facts import Module
from graph.model.terms import Level, OfferMode
from recommender.learning.advice import LearningAdvice, LearningQuestion, recommend_learning
from recommender.learning.gaps import Stage, covered
from recommender.planning.planner import Planner
from recommender.shared.answers import LearningPath
from recommender.shared.profile import (
    Education,
    EducationKind,
    Goal,
    HeldCertificate,
    Spell,
    WorkerProfile,
)
from recommender.shared.reasons import ReasonKind
from recommender.supply.seats import Basis, Constraints, Supply
from tests.recommender.supplies import (
    MAJOR,
    NEIGHBOUR,
    NORTH,
    SOUTH,
    evening_course,
    inst,
    module,
    planner,
    supply,
    with_schools,
)
from tests.recommender.worlds import ALL, OCCUPATIONS, TODAY, occ

GOAL = Goal(occupation=occ("6-99-01-01"), level=Level.L4)
WORKER = WorkerProfile(
    birth=date(1990, 1, 1), spells=(Spell(occupation=occ("6-99-01-01"), start=date(2010, 1, 1)),)
)
HELD_L5 = HeldCertificate(occupation=occ("6-99-01-01"), level=Level.L5, awarded=date(2020, 1, 1))
CERTIFIED = replace(WORKER, certificates=(HELD_L5,))


def advise(question: LearningQuestion, over: Supply | None = None, *, first: int = 10) -> LearningAdvice:
    """The answer."""
    used = over or supply()
    chosen = planner() if over is None else Planner.of(used.catalogue)
    return recommend_learning(chosen, used, question, as_of=TODAY, first=first)


def test_the_gaps_of_the_goal_come_first_in_the_order_of_the_planners_steps() -> None:
    answer = planner().plan(WORKER, GOAL, TODAY)
    assert isinstance(answer, LearningPath)
    wanted = [m.id for step in answer.way.steps for level in step.train for m in level.modules]
    items = advise(LearningQuestion(profile=WORKER, goal=GOAL)).items
    assert [item.id for item in items[: len(wanted)]] == wanted
    assert {item.stage for item in items[: len(wanted)]} == {Stage.GOAL}
    assert [s for s in Stage for item in items if item.stage is s] == [item.stage for item in items]


def test_then_come_the_next_level_and_neighbouring_occupations() -> None:
    by_stage = {item.stage: item for item in advise(LearningQuestion(profile=WORKER, goal=GOAL)).items}
    assert by_stage[Stage.NEXT_LEVEL].id == module(Level.L3)
    assert by_stage[Stage.NEIGHBOUR].id == module(Level.L5, NEIGHBOUR)


def test_what_certificates_cover_is_never_recommended() -> None:
    found = {item.id for item in advise(LearningQuestion(profile=CERTIFIED, goal=GOAL)).items}
    assert module(Level.L5) not in found
    assert module(Level.L4) in found


def test_a_rule_with_its_clause_stands_behind_every_gap_of_the_goal() -> None:
    item = advise(LearningQuestion(profile=WORKER, goal=GOAL)).items[0]
    rule = next(reason for reason in item.reasons if reason.kind is ReasonKind.RULE)
    assert any(cited.startswith("rules:") for cited in rule.cites)
    assert any(cited.startswith("clause:") for cited in rule.cites)


def test_providers_are_derived_from_majors_with_the_names_that_matched() -> None:
    item = advise(LearningQuestion(profile=WORKER, goal=GOAL)).items[0]
    assert {provider.institution for provider in item.providers} == {inst(1), inst(2)}
    assert {provider.basis for provider in item.providers} == {Basis.COURSE}
    similar = [reason for reason in item.reasons if reason.kind is ReasonKind.SIMILARITY]
    assert all((r.asked, r.matched) == ("操作", "操作") and "DERIVED" in r.text for r in similar)
    assert all(r.path[-1] in {inst(1), inst(2)} for r in similar)


def test_what_an_institution_declares_comes_before_what_is_derived() -> None:
    declared = Supply.of(with_schools(*evening_course()), supply().likeness)
    item = advise(LearningQuestion(profile=WORKER, goal=GOAL), declared).items[0]
    assert (item.providers[0].institution, item.providers[0].basis) == (inst(3), Basis.DECLARED)


def test_a_module_that_nobody_serves_says_so() -> None:
    alone = Goal(occupation=occ("6-99-03-01"), level=Level.L5)
    item = advise(LearningQuestion(profile=WorkerProfile(), goal=alone)).items[0]
    assert (item.note, item.providers, item.providers_known) == ("no known provider", (), 0)
    assert any("no known provider" in r.text for r in item.reasons if r.kind is ReasonKind.UNKNOWN)


def test_a_degree_never_stands_in_for_an_evening_course() -> None:
    evening = Constraints(modes=(OfferMode.ONSITE, OfferMode.ONLINE, OfferMode.MIXED))
    items = advise(LearningQuestion(profile=WORKER, goal=GOAL, constraints=evening)).items
    assert all(item.note == "no known provider" for item in items)
    assert "without the filter modes: 2 providers, not 0" in items[0].what_would_change_this
    declared = Supply.of(with_schools(*evening_course()), supply().likeness)
    items = advise(LearningQuestion(profile=WORKER, goal=GOAL, constraints=evening), declared).items
    assert [provider.institution for provider in items[0].providers] == [inst(3)]


def test_a_degree_is_shown_as_one() -> None:
    item = advise(LearningQuestion(profile=WORKER, goal=GOAL)).items[0]
    assert any("full-time degree programme of 3 years" in reason.text for reason in item.reasons)


def test_nobody_is_sent_to_a_major_again() -> None:
    studied = Education(kind=EducationKind.HIGHER, major=MAJOR, graduated=date(2012, 6, 30))
    items = advise(LearningQuestion(profile=replace(WORKER, educations=(studied,)), goal=GOAL)).items
    assert items
    assert all(provider.institution == inst(3) for item in items for provider in item.providers)


def test_the_first_provider_changes_from_module_to_module() -> None:
    items = advise(LearningQuestion(profile=WORKER, goal=GOAL, near=NORTH)).items
    assert items[0].providers[0].institution == inst(1)
    one_each = [item.providers[0].institution for item in items[:3]]
    assert set(one_each) <= {inst(1), inst(2)}
    near_south = advise(LearningQuestion(profile=WORKER, goal=GOAL, near=SOUTH)).items
    assert near_south[0].providers[0].institution == inst(2)


def test_somebody_of_whom_nothing_is_known_gets_entry_modules_and_is_told_why() -> None:
    answer = advise(LearningQuestion(profile=WorkerProfile()))
    assert {item.stage for item in answer.items} == {Stage.START}
    assert {item.level for item in answer.items} == {Level.L5}
    assert all(item.providers for item in answer.items)
    assert any("nothing is known" in note for note in answer.notes)


def test_without_a_goal_the_next_level_of_what_is_held_comes_first() -> None:
    items = advise(LearningQuestion(profile=CERTIFIED)).items
    assert (items[0].stage, items[0].id) == (Stage.NEXT_LEVEL, module(Level.L4))


def test_a_goal_without_a_known_standard_says_why_there_are_no_gaps() -> None:
    unknown = Goal(occupation=occ("6-99-05-01"), level=Level.L5)
    answer = advise(LearningQuestion(profile=WORKER, goal=unknown))
    assert any(note.startswith("NO_STANDARD") for note in answer.notes)
    assert Stage.GOAL not in {item.stage for item in answer.items}


def test_each_change_told_is_what_asking_again_gives() -> None:
    asked = LearningQuestion(profile=CERTIFIED, goal=GOAL)
    item = advise(asked).items[0]
    assert "with a certificate of L4 旧规工: it would not be recommended" in item.what_would_change_this
    held = replace(CERTIFIED, certificates=(HELD_L5, replace(HELD_L5, level=Level.L4)))
    again = advise(replace(asked, profile=held))
    assert item.id not in {other.id for other in again.items}
    assert "without the goal: it would be recommended as NEXT_LEVEL" in item.what_would_change_this
    assert advise(replace(asked, goal=None)).items[0].stage is Stage.NEXT_LEVEL


def test_wage_demand_and_price_after_subsidy_are_unknown() -> None:
    answer = advise(LearningQuestion(profile=WORKER, goal=GOAL))
    assert {(item.wage, item.demand) for item in answer.items} == {(None, None)}
    assert {p.price_after_subsidy for item in answer.items for p in item.providers} == {None}


@dataclass(frozen=True, slots=True)
class Enrolments:
    """What enrolment data would say: all for one module."""

    module: str

    def of(self, module: str) -> float | None:
        return 1.0 if module == self.module else None


def test_enrolment_data_would_be_a_part_of_the_score_and_unknown_ones_neutral() -> None:
    asked = LearningQuestion(profile=WORKER, goal=GOAL)
    plain = advise(asked)
    counted = recommend_learning(
        planner(), supply(), asked, as_of=TODAY, popularity=Enrolments(module(Level.L4))
    )
    assert [i.id for i in plain.items] == [i.id for i in counted.items]
    by_id = {i.id: i for i in counted.items}
    parts = {i.id: {p.name: p.value for p in i.parts} for i in counted.items}
    assert parts[module(Level.L4)]["popularity"] == 1.0
    assert parts[module(Level.L5)]["popularity"] is None
    assert all("popularity" not in {p.name for p in item.parts} for item in plain.items)
    assert by_id[module(Level.L4)].score > next(i.score for i in plain.items if i.id == module(Level.L4))


def test_unknown_regions_are_refused_when_asked_and_ignored_in_a_profile() -> None:
    with pytest.raises(NotFound):
        advise(LearningQuestion(profile=WORKER, goal=GOAL, near="没有这里"))
    lives = replace(WORKER, region="没有这里")
    assert advise(LearningQuestion(profile=lives, goal=GOAL)).items


@given(
    st.lists(st.tuples(st.sampled_from(sorted(OCCUPATIONS)), st.sampled_from(ALL)), max_size=4),
    st.none() | st.tuples(st.sampled_from(sorted(OCCUPATIONS)), st.sampled_from(ALL)),
    st.integers(0, 30),
)
def test_whatever_is_held_nothing_covered_is_recommended_and_nothing_twice(
    held: list[tuple[str, Level]], aimed: tuple[str, Level] | None, first: int
) -> None:
    certificates = tuple(
        HeldCertificate(occupation=occ(code), level=level, awarded=date(2020, 1, 1)) for code, level in held
    )
    goal = Goal(occupation=occ(aimed[0]), level=aimed[1]) if aimed else None
    profile = WorkerProfile(certificates=certificates)
    answer = advise(LearningQuestion(profile=profile, goal=goal), first=first)
    found = [item.id for item in answer.items]
    assert len(found) == len(set(found)) == min(first, answer.found)
    assert not covered(supply().catalogue, profile) & set(found)
    stages = [list(Stage).index(item.stage) for item in answer.items]
    assert stages == sorted(stages)


def test_every_item_is_a_module_of_the_catalogue_and_no_course() -> None:
    items = advise(LearningQuestion(profile=WORKER, goal=GOAL), first=50).items
    assert all(supply().catalogue.find(Module, item.id) for item in items)
