"""The desk after developers judged: what was accepted covers a task, what was rejected is not offered for it again."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from graph.catalogue import Catalogue
from graph.model.facts import Course, Module, Task
from graph.model.judgements import NOTHING_JUDGED, Decision, Judgement, Verdicts, text_key
from graph.model.links import RelType
from recommender.desk.analysis import GapAnalysis, analyse
from recommender.desk.asked import of_catalogue, of_text
from recommender.desk.coverage import FunctionMatch, Shelf, TaskCoverage, VerdictBasis
from recommender.desk.functions import FunctionIndex, TextVectors
from recommender.desk.marks import Coverage, Marks
from recommender.desk.package import ModuleKind, drafted
from recommender.supply.seats import Supply
from recommender.text.likeness import NameVectors, names
from recommender.text.passages import passages
from recommender.text.tasks import Tasks
from tests.api.asking import catalogue_of
from tests.api.excerpt import excerpt
from tests.recommender import supplies
from tests.recommender.embedders import LetterEmbedder
from tests.recommender.worlds import TODAY

STRICT = Marks("letters", 10.0, -20.0, covered=5.0, partly=4.5, missing=4.0, generic=())
EMBEDDER = LetterEmbedder()
TASK = "为客人表演魔术"
OTHER = "检修电气设备"
AT = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """The excerpt, compared by characters, with marks that no score reaches; functions of one name are left out."""
    return shelf_over(catalogue_of(excerpt()))


def shelf_over(catalogue: Catalogue) -> Shelf:
    texts, named = passages(catalogue), names(catalogue)
    by_name = NameVectors.build(named, EMBEDDER.encode(named, kind="passage"), digest="letters")
    vectors = EMBEDDER.encode([text.encoded for text in texts], kind="passage")
    index = FunctionIndex.of(
        catalogue, TextVectors(texts, vectors), by_name, generic=frozenset({"培训与指导"})
    )
    supply = Supply.of(catalogue, by_name)
    return Shelf.of(index, Tasks.among(catalogue, texts, vectors), by_name, supply, marks=STRICT)


def judged(shelf: Shelf, *said: Judgement) -> Shelf:
    numbered = [replace(one, number=number) for number, one in enumerate(said, start=1)]
    return replace(shelf, supply=replace(shelf.supply, verdicts=Verdicts.of(numbered)))


def say(
    start: str, end: str, decision: Decision = Decision.ACCEPTED, *, target: str | None = None
) -> Judgement:
    return Judgement(
        start=start,
        end=end,
        decision=decision,
        who="王老师",
        why="看过教材",
        at=AT,
        start_text=TASK,
        end_text="模块",
        target=target,
        target_text=target and "目标",
    )


def analysed(shelf: Shelf, *, code: str | None = None) -> GapAnalysis:
    known = None if code is None else of_catalogue(shelf.catalogue, shelf.catalogue.occupation(code))
    asked = known or of_text(shelf.catalogue, name="样例工", definition=None, tasks=(TASK, OTHER))
    vectors = EMBEDDER.encode(asked.tasks, kind="passage")
    return analyse(shelf, asked, vectors, as_of=TODAY, software="test")


def first(shelf: Shelf) -> TaskCoverage:
    return analysed(shelf).tasks[0]


def nearest(task: TaskCoverage) -> FunctionMatch:
    assert task.nearest is not None
    return task.nearest


def far(shelf: Shelf) -> Module:
    """A module that is not among what is offered for the task."""
    offered = {module for match in first(shelf).functions for module in match.modules}
    return next(m for m in shelf.catalogue.all(Module) if m.id not in offered)


def test_without_judgements_every_verdict_is_compared_and_the_envelope_says_none(shelf: Shelf) -> None:
    found = analysed(shelf)
    assert {task.basis for task in found.tasks} == {VerdictBasis.COMPARED}
    assert all(match.judged is None for task in found.tasks for match in task.functions)
    assert found.envelope.judgements == 0
    assert shelf.supply.verdicts is NOTHING_JUDGED


def test_an_accepted_module_covers_the_sentence_and_says_who_when_and_why(shelf: Shelf) -> None:
    module = far(shelf)
    said = say(text_key(TASK), module.id)
    found = analysed(judged(shelf, said))
    task = found.tasks[0]
    assert (task.verdict, task.basis, task.key) == (
        Coverage.COVERED,
        VerdictBasis.JUDGED,
        text_key(TASK),
    )
    assert nearest(task).modules == (module.id,)
    assert nearest(task).judged == replace(said, number=1)
    assert found.tally.covered == 1
    assert 0 not in {place for part in found.missing_parts for place in part.tasks}
    assert found.envelope.judgements == 1
    assert any("decided 1 of 2" in note for note in found.notes)


def test_the_draft_reuses_what_was_accepted_and_writes_it_no_more(shelf: Shelf) -> None:
    module = far(shelf)
    after = judged(shelf, say(text_key(TASK), module.id))
    draft = drafted(after, analysed(after), EMBEDDER.encode((TASK, OTHER), kind="passage"))
    (reused,) = [m for m in draft.modules if m.kind is ModuleKind.REUSE]
    assert (reused.module, reused.level, reused.tasks) == (module.id, module.level, (TASK,))
    assert "accepted by 王老师 on 2026-11-24: 看过教材 (judgement 1)" in reused.why
    assert all(TASK not in m.tasks for m in draft.modules if m is not reused)


def test_a_rejected_function_is_not_offered_again_and_the_next_best_takes_its_place(shelf: Shelf) -> None:
    before = first(shelf)
    best, second = before.functions[:2]
    after = judged(shelf, *(say(text_key(TASK), m, Decision.REJECTED) for m in best.modules))
    task = first(after)
    assert nearest(task) == second
    assert len(task.functions) == len(before.functions)
    assert [said.end for said in task.rejected] == list(best.modules)
    assert analysed(after).tasks[1].functions == analysed(shelf).tasks[1].functions


def test_a_function_rejected_at_one_level_is_offered_at_the_others(shelf: Shelf) -> None:
    best = next(match for match in first(shelf).functions if len(match.modules) > 1)
    task = first(judged(shelf, say(text_key(TASK), best.modules[0], Decision.REJECTED)))
    (same,) = [m for m in task.functions if (m.occupation, m.name) == (best.occupation, best.name)]
    assert same.modules == best.modules[1:]


def test_a_remapped_match_is_covered_by_its_new_end_and_the_old_one_is_gone(shelf: Shelf) -> None:
    module, old = far(shelf), nearest(first(shelf)).modules[0]
    task = first(judged(shelf, say(text_key(TASK), old, Decision.REMAPPED, target=module.id)))
    assert (task.verdict, nearest(task).modules) == (Coverage.COVERED, (module.id,))
    assert old not in {m for match in task.functions for m in match.modules}


def test_the_later_judgement_counts(shelf: Shelf) -> None:
    said = say(text_key(TASK), far(shelf).id)
    task = first(judged(shelf, said, replace(said, decision=Decision.REJECTED)))
    assert (task.verdict, task.basis) == (Coverage.NOT_COVERED, VerdictBasis.COMPARED)


def test_a_task_of_the_catalogue_is_judged_by_its_id_and_by_the_key_of_its_text(shelf: Shelf) -> None:
    electrician = shelf.catalogue.occupation("电工")
    task = shelf.catalogue.targets(electrician.id, RelType.HAS_TASK, Task)[0]
    module = far(shelf)
    for start in (task.id, text_key(task.text)):
        found = analysed(judged(shelf, say(start, module.id)), code="电工")
        (one,) = [t for t in found.tasks if t.task == task.text]
        assert (one.key, one.verdict, one.basis) == (task.id, Coverage.COVERED, VerdictBasis.JUDGED)
        assert sum(t.basis is VerdictBasis.JUDGED for t in found.tasks) == 1


def test_own_modules_and_those_of_generic_names_count_where_a_developer_accepted_them(shelf: Shelf) -> None:
    electrician = shelf.catalogue.occupation("电工")
    task = shelf.catalogue.targets(electrician.id, RelType.HAS_TASK, Task)[0]
    generic = next(m for m in shelf.catalogue.all(Module) if m.name == "培训与指导")
    found = analysed(judged(shelf, say(task.id, generic.id)), code="电工")
    (one,) = [t for t in found.tasks if t.task == task.text]
    assert (one.verdict, nearest(one).score, nearest(one).probability) == (Coverage.COVERED, None, None)


def test_a_judgement_on_a_module_that_is_gone_waits_until_it_is_back(shelf: Shelf) -> None:
    gone = "mod:6-31-01-03/1999/L4/000000000000"
    assert first(judged(shelf, say(text_key(TASK), gone))) == first(shelf)


@pytest.mark.parametrize("decision", [Decision.ACCEPTED, Decision.REJECTED])
def test_tasks_beside_a_task_follow_judgements_too(shelf: Shelf, decision: Decision) -> None:
    before = first(shelf)
    task = before.tasks[-1].task
    after = first(judged(shelf, say(text_key(TASK), task, decision)))
    if decision is Decision.ACCEPTED:
        assert (after.tasks[0].task, after.tasks[0].alike) == (task, True)
        assert after.tasks[0].judged is not None
    else:
        assert task not in [t.task for t in after.tasks]
    assert after.verdict is before.verdict


@pytest.mark.parametrize("decision", [Decision.ACCEPTED, Decision.REJECTED])
def test_courses_beside_a_task_follow_judgements_too(decision: Decision) -> None:
    taught = shelf_over(supplies.supply().catalogue)
    before = first(taught)
    course = before.courses[-1]
    same = [c.id for c in taught.catalogue.all(Course) if c.name == course.name]
    after = first(judged(taught, *(say(text_key(TASK), i, decision) for i in same)))
    if decision is Decision.ACCEPTED:
        assert after.courses[0].name == course.name
        assert after.courses[0].judged is not None
    else:
        assert course.name not in [c.name for c in after.courses]
