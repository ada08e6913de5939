"""What a judgement changes: who serves a module, which tasks transfer, which packages lag; and what is queued first."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from graph.errors import InvalidInput, NotFound
from graph.model.facts import Course, Module
from graph.model.judgements import Decision, Judgement, Verdicts, text_key
from graph.model.links import RelType
from graph.model.terms import Level, Origin
from recommender.curation.gapreport import PackageStanding, gap_report
from recommender.curation.lagging import TaskFits
from recommender.curation.queue import judged_pairs, queue, text_of
from recommender.learning.advice import LearningQuestion, recommend_learning
from recommender.moves.mover import Mover
from recommender.planning.planner import Planner
from recommender.shared.profile import Goal, WorkerProfile
from recommender.supply.matching import match_institutions
from recommender.supply.seats import Basis, Supply, occupations_of
from recommender.supply.wishes import Wish
from recommender.text.likeness import NameVectors
from recommender.text.passages import passages
from recommender.text.tasks import Tasks
from tests.recommender import moving, supplies
from tests.recommender.test_gapreport import catalogue as packaged
from tests.recommender.test_gapreport import fits, names_and_vectors
from tests.recommender.worlds import TODAY, occ

AT = datetime(2026, 11, 24, 8, tzinfo=UTC)


def judged(start: str, end: str, decision: Decision = Decision.ACCEPTED, *, number: int = 1) -> Judgement:
    return Judgement(
        start=start,
        end=end,
        decision=decision,
        who="王老师",
        why="看过教材",
        at=AT,
        start_text="甲",
        end_text="乙",
        number=number,
    )


def course_served(supply: Supply) -> tuple[Module, Course]:
    """A module that a course serves, and that course."""
    for module in supply.catalogue.all(Module):
        for serving in supply.serving([module], TODAY)[module.id]:
            if serving.basis is Basis.COURSE and serving.course:
                return module, serving.course
    raise AssertionError("no course serves a module in this world")


def test_a_rejected_course_no_longer_stands_behind_a_module() -> None:
    plain = supplies.supply()
    module, course = course_served(plain)
    verdicts = Verdicts.of([judged(course.id, module.id, Decision.REJECTED)])
    found = replace(plain, verdicts=verdicts).serving([module], TODAY)[module.id]
    assert course not in [serving.course for serving in found]
    assert {s.seat.offer.id for s in found} == {
        s.seat.offer.id for s in plain.serving([module], TODAY)[module.id]
    }


def test_an_accepted_course_serves_the_module_and_says_who_said_so() -> None:
    plain = supplies.supply()
    module, course = course_served(plain)
    found = replace(plain, verdicts=Verdicts.of([judged(course.id, module.id)])).serving([module], TODAY)
    served = [serving for serving in found[module.id] if serving.basis is Basis.JUDGED]
    assert {serving.course for serving in served} == {course}
    for serving in served:
        assert serving.origin is Origin.DERIVED
        assert "accepted by 王老师 on 2026-11-24: 看过教材" in serving.reason().text


def test_a_rejected_major_serves_the_module_no_more() -> None:
    plain = supplies.supply()
    module, course = course_served(plain)
    majors = {link.start for link in plain.catalogue.backlinks(course.id, RelType.HAS_COURSE)}
    verdicts = Verdicts.of(judged(m, module.id, Decision.REJECTED, number=n) for n, m in enumerate(majors, 1))
    found = replace(plain, verdicts=verdicts).serving([module], TODAY)[module.id]
    assert not {s.seat.subject for s in found if s.basis is not Basis.DECLARED} & majors


def uncertain() -> Supply:
    """Names and their like with vectors shorter than 1, so that equal names come to .49: near the threshold."""
    matrix = np.array([[0.7, 0], [0, 0.7], [0, 0]], np.float32)
    return Supply.of(supplies.supply().catalogue, NameVectors({"操作": 0, "烹饪": 1}, matrix, "short"))


def mover(verdicts: Verdicts) -> Mover:
    tasks = Tasks.of(moving.catalogue(), moving.rows(), moving.vectors(), scale=moving.SCALE)
    planner = Planner.of(moving.catalogue())
    return Mover.of(planner, tasks, model=moving.MODEL, verdicts=verdicts)


@pytest.mark.parametrize("decision", [Decision.ACCEPTED, Decision.REJECTED])
def test_a_judged_pair_of_tasks_is_transferable_or_missing_and_says_who_said_so(decision: Decision) -> None:
    plain = mover(Verdicts.of(())).moves(moving.HERE, as_of=TODAY).lateral[0]
    pool = plain.missing if decision is Decision.ACCEPTED else plain.transferable
    pair = pool[0]
    assert pair.own is not None
    verdicts = Verdicts.of([judged(pair.wanted, pair.own, decision)])
    move = next(
        m for m in mover(verdicts).moves(moving.HERE, as_of=TODAY).lateral if m.occupation == plain.occupation
    )
    now = move.transferable if decision is Decision.ACCEPTED else move.missing
    (found,) = [t for t in now if t.wanted == pair.wanted]
    assert (found.own, found.judged) == (pair.own, f"{decision.lower()} by 王老师 on 2026-11-24: 看过教材")
    assert move.score == plain.score


def test_accepted_matches_keep_a_package_from_lagging() -> None:
    lagging = fits(1.0).by_occupation[occ("6-99-01-01")]
    verdicts = Verdicts.of(judged(f.task, f.module, number=n) for n, f in enumerate(lagging, 1))
    names, vectors = names_and_vectors()
    found = TaskFits.of(packaged(), passages(packaged()), vectors, names, verdicts)
    supply = Supply.of(packaged(), None, verdicts)
    report = gap_report(supply, found, as_of=TODAY, software="test")
    one = next(one for one in report.occupations if one.occupation == occ("6-99-01-01"))
    assert (one.standing, one.behind) == (PackageStanding.FOLLOWS, 0)
    assert all(fit.judged for fit in one.tasks)


@pytest.mark.parametrize("by_text", [False, True])
def test_a_task_is_followed_where_any_level_of_a_function_was_accepted(by_text: bool) -> None:
    fit = fits(1.0).by_occupation[occ("6-99-01-01")][0]
    others = [m for m in packaged().all(Module) if m.name == fit.module_name and m.id != fit.module]
    owners = {m.id: occupations_of(packaged(), m) for m in others}
    other = next(i for i, found in owners.items() if occ("6-99-01-01") in found)
    start = text_key(fit.text) if by_text else fit.task
    names, vectors = names_and_vectors()
    verdicts = Verdicts.of([judged(start, other)])
    found = TaskFits.of(packaged(), passages(packaged()), vectors, names, verdicts)
    after = next(f for f in found.by_occupation[occ("6-99-01-01")] if f.task == fit.task)
    assert (after.module, after.follows) == (other, True)
    assert after.judged == "accepted by 王老师 on 2026-11-24: 看过教材"


def test_every_answer_that_judgements_can_change_names_the_newest_one() -> None:
    verdicts = Verdicts.of([judged("task:1/a", "mod:1/b", number=41)])
    supply = replace(supplies.supply(), verdicts=verdicts)
    planner = supplies.planner()
    profile = WorkerProfile()
    module = supplies.module(Level.L5)
    envelopes = [
        mover(verdicts).moves(moving.HERE, as_of=TODAY).envelope,
        gap_report(Supply.of(packaged(), None, verdicts), None, as_of=TODAY, software="test").envelope,
        match_institutions(supply, Wish(modules=(module,)), as_of=TODAY).envelope,
        recommend_learning(planner, supply, LearningQuestion(profile=profile), as_of=TODAY).envelope,
    ]
    assert [envelope.judgements for envelope in envelopes] == [41] * 4
    goal = Goal(occupation=occ("6-99-01-01"), level=Level.L4)
    assert planner.plan(profile, goal, TODAY).envelope.judgements is None


def test_the_queue_is_ordered_by_use_times_uncertainty_and_knows_what_was_judged() -> None:
    supply = uncertain()
    found = queue(supply, None, as_of=TODAY)
    assert found
    assert [c.priority for c in found] == sorted((c.priority for c in found), reverse=True)
    assert all(c.priority == round(c.use * c.uncertainty, 3) and 0 < c.uncertainty <= 1 for c in found)
    first = found[0]
    verdicts = Verdicts.of([judged(first.start, first.end, Decision.REJECTED, number=7)])
    again = queue(replace(supply, verdicts=verdicts), None, as_of=TODAY)
    (seen,) = [c for c in again if (c.start, c.end) == (first.start, first.end)]
    assert (seen.seen, seen.judged) == (7, "rejected by 王老师 on 2026-11-24: 看过教材")


def test_pairs_to_learn_from_hold_what_counts_of_every_match() -> None:
    supply = uncertain()
    candidates = queue(supply, None, as_of=TODAY)
    first = candidates[0]
    verdicts = Verdicts.of(
        [judged(first.start, first.end), judged(first.start, first.end, Decision.REJECTED, number=2)]
    )
    (pair,) = judged_pairs(verdicts, candidates)
    assert (pair.right, pair.number, pair.score, pair.start_text) == (False, 2, first.score, "甲")


def test_a_mapped_match_gives_a_wrong_pair_and_a_right_one() -> None:
    mapped = replace(judged("task:1/a", "mod:1/b", Decision.REMAPPED), target="mod:1/c", target_text="丙")
    found = judged_pairs(Verdicts.of([mapped]), ())
    assert [(pair.end, pair.end_text, pair.right) for pair in found] == [
        ("mod:1/b", "乙", False),
        ("mod:1/c", "丙", True),
    ]


def test_texts_of_a_match_come_from_the_catalogue_or_fit_their_digest() -> None:
    module = moving.catalogue().all(Module)[0]
    assert text_of(moving.catalogue(), module.id, field="end") == module.name
    assert text_of(moving.catalogue(), text_key("新任务"), "新任务", field="start") == "新任务"
    with pytest.raises(InvalidInput):
        text_of(moving.catalogue(), text_key("新任务"), "别的", field="start")
    with pytest.raises(NotFound):
        text_of(moving.catalogue(), "mod:nowhere/2020/L4/000000000000", field="end")
