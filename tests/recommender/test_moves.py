"""Moves in a small world: what transfers, what is missing, what is up and what is sideways, and why."""

from datetime import date

import pytest

from graph.catalogue import Catalogue
from graph.errors import NotFound
from graph.model.facts import Certificate, Occupation
from graph.model.ids import Kind, kind_of
from graph.model.snapshot import Snapshot
from graph.model.terms import Level
from recommender.embedding.embedder import open_embedder
from recommender.moves.mover import Move, MoveKind, Mover, Moves
from recommender.planning.planner import Planner
from recommender.shared.profile import HeldCertificate, Spell, WorkerProfile
from recommender.shared.reasons import ReasonKind
from recommender.text.passages import TextKind, passages
from recommender.text.tasks import Tasks
from tests.api.excerpt import shipped
from tests.recommender.moving import HERE, HIGH, MODEL, catalogue, mover
from tests.recommender.worlds import TODAY, occ

NEIGHBOUR, ELSEWHERE, FAR = map(occ, ("6-99-01-02", "6-99-02-01", "6-99-03-01"))
GROUPS = ("6-31-01", "4-10-01", "4-04-05")
NO_TASKS, NO_STANDARD = occ("6-99-04-01"), occ("6-99-05-01")


def moves(occupation: str = HERE, profile: WorkerProfile | None = None, first: int = 10) -> Moves:
    return mover().moves(occupation, profile, as_of=TODAY, first=first)


def lateral(goal: str, profile: WorkerProfile | None = None) -> Move:
    return next(move for move in moves(HERE, profile).lateral if move.id == goal)


def held(occupation: str, level: Level) -> WorkerProfile:
    certificate = HeldCertificate(occupation=occupation, level=level, awarded=date(2024, 1, 1))
    return WorkerProfile(certificates=(certificate,))


def test_each_task_counts_once_and_the_rest_is_missing_beside_what_comes_nearest() -> None:
    move = lateral(ELSEWHERE)
    assert [(t.own_text, t.wanted_text) for t in move.transferable] == [("甲装", "丙装"), ("甲修", "丙修")]
    assert [(t.own_text, t.wanted_text) for t in move.missing] == [("甲检", "丙检"), ("甲装", "丙管")]
    assert all(t.score is not None for t in (*move.transferable, *move.missing))


def test_the_best_is_the_one_that_shares_most() -> None:
    found = moves().lateral
    assert [move.score for move in found] == sorted((move.score for move in found), reverse=True)
    assert found[-1].id == FAR


def test_without_a_certificate_all_levels_are_ahead_lowest_first() -> None:
    found = [m for m in moves().advancement if m.kind is MoveKind.NEXT_LEVEL]
    assert [m.level for m in found] == [Level.L5, Level.L4, Level.L3, Level.L2, Level.L1]
    assert any("no certificate" in note for note in moves().notes)
    assert all(catalogue().find(Certificate, m.id) for m in found)


def test_a_held_level_and_those_below_are_not_recommended() -> None:
    found = moves(HERE, held(HERE, Level.L3)).advancement
    assert [m.level for m in found if m.kind is MoveKind.NEXT_LEVEL] == [Level.L2, Level.L1]


def test_the_next_level_cites_the_rule_that_builds_on_the_one_below_and_the_treatment() -> None:
    move = moves(HERE, held(HERE, Level.L4)).advancement[0]
    rules = [reason for reason in move.reasons if reason.kind is ReasonKind.RULE]
    assert "rules:2018/L3" in rules[0].cites
    assert "持四级证书" in rules[0].text
    assert any("助理工程师" in reason.text and "clause:hunan-2018/6" in reason.cites for reason in rules)


def test_functions_of_the_level_below_are_shared_as_derived_from_their_name() -> None:
    move = next(m for m in moves().advancement if m.level is Level.L4)
    assert [t.wanted_text for t in move.shared_modules] == ["操作"]
    assert any(r.text.startswith("DERIVED") and r.asked == "操作" for r in move.reasons)


def test_a_related_occupation_that_begins_higher_is_an_advancement_and_no_lateral_move() -> None:
    found = moves()
    (above,) = [m for m in found.advancement if m.kind is MoveKind.BUILDS_ON]
    assert (above.id, above.level, above.counts) == (HIGH, Level.L3, True)
    assert above.id not in {move.id for move in found.lateral}
    assert any("begin at L3" in reason.text for reason in above.reasons)
    assert not [m for m in moves(ELSEWHERE).advancement if m.kind is MoveKind.BUILDS_ON], "not related"


def test_a_held_certificate_opens_the_level_above_in_a_related_occupation() -> None:
    profile = held(HERE, Level.L3)
    above = next(m for m in moves(HERE, profile).advancement if m.id == HIGH)
    assert above.level is Level.L2
    assert any("持三级证书" in r.text and "rules:2018/L2" in r.cites for r in above.reasons)


def test_an_occupation_of_the_same_group_must_be_confirmed_and_another_does_not_count() -> None:
    assert lateral(NEIGHBOUR).counts is None
    assert lateral(ELSEWHERE).counts is False
    assert any(r.kind is ReasonKind.PATH and "grp:6-99-01@2022" in r.path for r in lateral(NEIGHBOUR).reasons)
    assert any("评价机构" in text for text in lateral(NEIGHBOUR).what_would_change_this)


def test_what_the_person_works_in_or_holds_is_not_recommended() -> None:
    profile = WorkerProfile(
        spells=(Spell(occupation=NEIGHBOUR, start=date(2020, 1, 1)),),
        certificates=held(ELSEWHERE, Level.L5).certificates,
    )
    ids = {move.id for move in moves(HERE, profile).lateral}
    assert not ids & {HERE, NEIGHBOUR, ELSEWHERE}
    assert ids


def test_unknown_parts_are_left_out_of_the_score_and_said() -> None:
    move = lateral(NEIGHBOUR)
    unknown = {part.name for part in move.parts if part.value is None}
    assert {"certificates", "demand and wages"} <= unknown
    known = [(part.value, part.weight) for part in move.parts if part.value is not None]
    mean = sum(value * weight for value, weight in known) / sum(weight for _, weight in known)
    assert move.score == pytest.approx(mean, abs=1e-4)
    assert any(r.kind is ReasonKind.UNKNOWN and "wages" in r.text for r in move.reasons)


def test_an_occupation_without_known_tasks_still_has_next_levels_and_says_so() -> None:
    found = moves(NO_TASKS)
    assert found.lateral == ()
    assert found.advancement
    assert any("no main tasks" in note for note in found.notes)


def test_an_occupation_without_a_certificate_has_no_next_levels_and_says_so() -> None:
    found = moves(NO_STANDARD)
    assert found.advancement == ()
    assert any("no certificate of skill is known" in note for note in found.notes)


def test_an_unknown_occupation_is_not_found() -> None:
    with pytest.raises(NotFound):
        moves("occ:0-00-00-00@2022")


def test_the_answer_names_the_model_the_revision_and_the_day() -> None:
    found = moves()
    assert (found.model, found.envelope.revision, found.envelope.as_of) == (MODEL, 1, TODAY)


def test_a_batch_answers_each_as_alone() -> None:
    asked = [HERE, NO_TASKS, FAR, HERE]
    assert mover().batch(asked, as_of=TODAY) == [moves(occupation) for occupation in asked]


def test_occupations_that_do_not_stand_on_the_day_are_left_out() -> None:
    names = {o.id for o in catalogue().all(Occupation) if o.stands_on(TODAY)}
    assert {move.occupation for move in (*moves().lateral, *moves().advancement)} <= names


@pytest.fixture(scope="module")
def with_the_model() -> Mover:
    """The built-in model over a few groups: repair of machines, childcare, and software."""
    everything = shipped().snapshot
    chosen = {
        o.id
        for o in everything.nodes.values()
        if isinstance(o, Occupation) and (o.code or "").startswith(GROUPS)
    }
    links = [
        k
        for k in everything.links.values()
        if k.start in chosen and kind_of(k.end) in {Kind.TASK, Kind.GROUP}
    ]
    nodes = {key: everything.nodes[key] for key in chosen | {link.end for link in links}}
    plain = Catalogue.of(Snapshot.of(nodes.values(), links), catalogue().revision)
    texts = [text for text in passages(plain) if text.kind is TextKind.TASK]
    embedder = open_embedder(None)
    vectors = embedder.encode([text.encoded for text in texts], kind="passage")
    return Mover.of(Planner.of(plain), Tasks.among(plain, texts, vectors), model=embedder.digest)


@pytest.mark.model
@pytest.mark.parametrize("name", ["电工", "保育师"])
def test_with_the_model_the_nearest_work_is_of_its_own_kind(with_the_model: Mover, name: str) -> None:
    start = with_the_model.catalogue.occupation(name)
    found = with_the_model.moves(start.id, as_of=TODAY, first=3).lateral
    assert {move.occupation[:8] for move in found} == {start.id[:8]}


@pytest.mark.model
def test_with_the_model_the_same_task_in_other_words_transfers(with_the_model: Mover) -> None:
    start = with_the_model.catalogue.occupation("电工")
    pairs = [
        (pair.own_text, pair.wanted_text)
        for move in with_the_model.moves(start.id, as_of=TODAY, first=100).lateral
        for pair in move.transferable
    ]
    assert ("安装、调试、维护、保养电气设备", "维护、保养机电设备") in pairs
