"""Institutions for a wish: filters before scores, parts that add up, nothing paid for, changes really asked again."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InvalidInput, NotFound
from graph.model.terms import Level, OfferMode, RegionTier
from recommender.shared.places import distance_km
from recommender.shared.profile import Goal
from recommender.shared.reasons import ReasonKind
from recommender.supply.matching import InstitutionMatches, match_institutions
from recommender.supply.scoring import NEUTRAL
from recommender.supply.seats import Basis, Constraints, Supply
from recommender.supply.wishes import Wish
from tests.recommender.supplies import (
    MAJOR,
    NORTH,
    PROVINCE,
    SOUTH,
    evening_course,
    inst,
    institution,
    module,
    offer,
    region,
    supply,
    vectors,
    with_schools,
)
from tests.recommender.worlds import TODAY, occ

GOAL = Goal(occupation=occ("6-99-01-01"), level=Level.L4)
WISH = Wish(goal=GOAL)


def match(
    wish: Wish, over: Supply | None = None, *, as_of: date = TODAY, first: int = 10
) -> InstitutionMatches:
    """The answer."""
    return match_institutions(over or supply(), wish, as_of=as_of, first=first)


def found(wish: Wish, over: Supply | None = None, *, as_of: date = TODAY) -> list[str]:
    """Ids of the institutions, best first."""
    return [item.id for item in match(wish, over, as_of=as_of).items]


def parts(wish: Wish, number: int, over: Supply | None = None) -> dict[str, float | None]:
    """The parts of an institution's score."""
    item = next(item for item in match(wish, over).items if item.id == inst(number))
    return {part.name: part.value for part in item.parts}


def test_only_institutions_that_serve_the_goal_are_found() -> None:
    assert found(WISH) == [inst(2), inst(1)]
    assert match(WISH).found == 2


def test_the_score_is_the_weighted_mean_of_the_parts_shown_with_unknown_ones_neutral() -> None:
    for item in match(replace(WISH, near=NORTH)).items:
        weights = sum(part.weight for part in item.parts)
        mean = sum(p.weight * (NEUTRAL if p.value is None else p.value) for p in item.parts) / weights
        assert item.score == pytest.approx(mean)
        assert all(part.value is None or 0 <= part.value <= 1 for part in item.parts)


def test_what_is_unknown_says_so_and_is_neutral() -> None:
    item = next(item for item in match(WISH).items if item.id == inst(1))
    unknown = {part.name: part.text for part in item.parts if part.value is None}
    assert "no city was given" in unknown["distance"]
    assert "not listed" in unknown["grade"]
    assert item.price_after_subsidy is None
    assert any("after subsidy" in r.text for r in item.reasons if r.kind is ReasonKind.UNKNOWN)


def test_the_content_is_declared_or_derived_and_marked_so() -> None:
    served = match(WISH).items[0].offers[0].served
    assert {s.basis for s in served} == {Basis.COURSE}
    reason = next(r for r in match(WISH).items[0].reasons if r.kind is ReasonKind.SIMILARITY)
    assert (reason.asked, reason.matched) == ("操作", "操作")
    assert "DERIVED" in reason.text
    declared = Supply.of(with_schools(*evening_course()), None)
    items = {item.id: item for item in match(Wish(modules=(module(Level.L5),)), declared).items}
    assert [s.basis for s in items[inst(3)].offers[0].served] == [Basis.DECLARED]


def test_the_nearer_of_two_equal_institutions_comes_first_and_distance_is_approximate() -> None:
    equal = Supply.of(with_schools(institution(2)), supply().likeness)
    assert found(replace(WISH, near=NORTH), equal) == [inst(1), inst(2)]
    assert found(replace(WISH, near=SOUTH), equal) == [inst(2), inst(1)]
    far = match(replace(WISH, near="990100"), equal)
    assert far.items[1].distance_km == pytest.approx(333.6, abs=0.1)
    assert any("approximate" in note for note in far.notes)


def test_without_anything_between_them_the_id_decides() -> None:
    assert found(WISH, Supply.of(with_schools(institution(2)), supply().likeness)) == [inst(1), inst(2)]


def test_a_province_is_too_wide_for_distances() -> None:
    answer = match(replace(WISH, near=PROVINCE))
    assert [item.distance_km for item in answer.items] == [None, None]
    assert any("province" in note for note in answer.notes)


def test_a_degree_never_answers_the_wish_for_a_short_course() -> None:
    evening = replace(WISH, constraints=Constraints(modes=(OfferMode.ONSITE,)))
    answer = match(evening)
    assert answer.items == ()
    assert any(note.startswith("no known provider") for note in answer.notes)
    assert "without the filter modes: 2 institutions instead of 0" in answer.what_would_change_this
    assert "attended as FULL_TIME_DEGREE: 2 institutions instead of 0" in answer.what_would_change_this
    with_evening = Supply.of(with_schools(*evening_course()), supply().likeness)
    assert found(evening, with_evening) == [inst(3)]


@pytest.mark.parametrize(
    ("constraints", "kept"),
    [
        (Constraints(region=NORTH), [inst(1)]),
        (Constraints(region=PROVINCE), [inst(2), inst(1)]),
        (Constraints(longest_years=2), []),
        (Constraints(longest_years=3), [inst(2), inst(1)]),
        (Constraints(entry_route="招生"), [inst(2), inst(1)]),
        (Constraints(entry_route="单招"), []),
    ],
)
def test_filters_come_before_scores_and_count_what_they_leave_out(
    constraints: Constraints, kept: list[str]
) -> None:
    answer = match(replace(WISH, constraints=constraints))
    assert [item.id for item in answer.items] == kept
    assert [e.filter for e in answer.excluded] == list(constraints.given())
    assert answer.excluded[0].seats == 2 - len(kept)


def test_an_institution_is_left_out_on_days_on_which_it_did_not_stand() -> None:
    closed = Supply.of(with_schools(institution(2, valid_to=date(2026, 1, 1))), supply().likeness)
    assert found(WISH, closed) == [inst(1)]
    assert found(WISH, closed, as_of=date(2025, 12, 31)) == [inst(1), inst(2)]


def test_an_offer_of_a_past_plan_says_that_it_may_not_be_offered_again() -> None:
    texts = [reason.text for reason in match(WISH).items[0].reasons]
    assert any("plan is of 2025" in text for text in texts)
    assert any("full-time degree programme of 3 years" in text for text in texts)


def test_each_change_told_is_what_asking_again_gives() -> None:
    near = replace(WISH, near=NORTH)
    equal = Supply.of(with_schools(institution(2)), supply().likeness)
    second = match(near, equal).items[1]
    assert second.id == inst(2)
    assert second.what_would_change_this == ("near 地990200, it would be number 1, not 2",)
    assert found(replace(near, near=SOUTH), equal)[0] == inst(2)
    first = match(near, equal).items[0]
    assert first.what_would_change_this == ("it stays number 1: if distance did not count",)
    narrow = match(replace(near, constraints=Constraints(region=SOUTH)), equal).items[0]
    assert "without the filter region, it would be number 2, not 1" in narrow.what_would_change_this


def test_a_major_finds_its_own_offers_first() -> None:
    answer = match(Wish(major=MAJOR))
    assert {item.id for item in answer.items} == {inst(1), inst(2)}
    assert parts(Wish(major=MAJOR), 1)["major"] == 1


def test_a_cheaper_larger_or_graded_seat_scores_higher_on_that_part_only() -> None:
    other = Supply.of(with_schools(offer(1, "专业400001", price=2_500.0, places=100)), supply().likeness)
    before, after = parts(WISH, 1), parts(WISH, 1, other)
    assert {name for name in before if before[name] != after[name]} == {"price", "places"}
    assert parts(WISH, 2)["grade"] == 1


def test_unknown_price_and_places_are_neutral() -> None:
    other = Supply.of(with_schools(offer(1, "专业400001", price=None, places=None)), supply().likeness)
    known = parts(WISH, 1, other)
    assert (known["price"], known["places"]) == (None, None)


def test_while_names_are_not_compared_the_answer_says_so() -> None:
    answer = match(WISH, Supply.of(with_schools()))
    assert any("not compared" in note for note in answer.notes)
    assert {p.name: p.value for p in answer.items[0].parts}["modules"] is None


def test_an_alike_name_of_an_unlinked_major_serves_nothing() -> None:
    """School 3's major leads to another occupation; no likeness of names makes it serve the goal."""
    assert inst(3) not in found(WISH)


def test_exactly_one_thing_is_sought() -> None:
    for wish in (Wish(), Wish(goal=GOAL, major=MAJOR)):
        with pytest.raises(InvalidInput):
            match(wish)


def test_unknown_things_are_refused_by_name() -> None:
    with pytest.raises(NotFound) as refused:
        match(replace(WISH, near="没有这里"))
    assert refused.value.field == "near"
    with pytest.raises(NotFound):
        match(Wish(modules=("mod:none/2020/L5/000000000000",)))


def test_only_the_newest_plan_of_a_place_counts() -> None:
    newer = Supply.of(with_schools(offer(1, "专业400001", year=2026)), supply().likeness)
    assert [seat.offer.year for seat in newer.by_subject[MAJOR]] == [2026, 2025]


def test_a_city_without_position_has_no_distance() -> None:
    nowhere = region(NORTH, RegionTier.CITY, None, None)
    assert distance_km(nowhere, region(SOUTH, RegionTier.CITY, 112.0, 26.0)) is None


@given(st.integers(-3, 12))
def test_no_more_than_asked_and_always_the_same_first_ones(first: int) -> None:
    wish = Wish(major=MAJOR, near=SOUTH)
    assert [i.id for i in match(wish, first=first).items] == found(wish)[: max(first, 0)]


def test_names_in_other_words_are_compared_by_their_vectors() -> None:
    alike = vectors("a", "b").of(["a"], ["a", "b", "unknown"])
    assert alike.tolist() == [pytest.approx([1, -1, 0])]
