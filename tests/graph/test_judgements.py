"""Judgements on both servers: kept through every ingest, written once, refused where they come too late."""

from dataclasses import replace
from datetime import UTC, datetime

import anyio
import pytest

from graph.errors import Conflict, InvalidInput
from graph.model import ids
from graph.model.difference import compare
from graph.model.facts import Task
from graph.model.judgements import Decision, Judgement, Submission, Verdicts, text_key
from graph.model.links import RelType
from graph.model.snapshot import Snapshot
from graph.model.terms import Level
from graph.store import Store
from tests.graph.samples import FACT, link, links, nodes

ELECTRICIAN = ids.occupation_id("6-31-01-03", "2022")
TASK = ids.task_id("6-31-01-03", "2022", "安装线路")
MODULE = ids.module_id(ids.standard_id("6-31-01-03", 2018), Level.L4, "线路安装")
OTHER = ids.module_id(ids.standard_id("6-31-01-03", 2018), Level.L4, "设备检修")
ACCEPTED = Judgement(
    start=TASK,
    end=MODULE,
    decision=Decision.ACCEPTED,
    who="王老师",
    why="同一件工作",
    at=datetime(2026, 11, 24, 8, tzinfo=UTC),
    start_text="安装线路",
    end_text="线路安装",
)
REJECTED = replace(ACCEPTED, decision=Decision.REJECTED, who="李老师", why="不是同一件工作")
REMAPPED = replace(ACCEPTED, decision=Decision.REMAPPED, target=OTHER, target_text="设备检修")


def with_task(*, there: bool) -> Snapshot:
    """The small graph with or without the judged task."""
    task, has = Task(id=TASK, text="安装线路", **FACT), link(RelType.HAS_TASK, ELECTRICIAN, TASK)  # type: ignore[arg-type]
    return Snapshot.of([*nodes(), *([task] if there else [])], [*links(), *([has] if there else [])])


async def ingested(store: Store, snapshot: Snapshot) -> None:
    base = await store.latest()
    await store.apply(compare(await store.snapshot(), snapshot), base=base, who="tests", sources=())


async def test_a_judgement_outlives_the_fact_and_counts_again_when_it_is_back(store: Store) -> None:
    await ingested(store, with_task(there=True))
    stored = await store.judgements.add(ACCEPTED)
    for there in (True, False, True):
        await ingested(store, with_task(there=there))
        assert (await store.judgements.all()).judgements == (stored,)
        assert ((await store.catalogue()).find(Task, TASK) is not None) == there
    verdict = (await store.judgements.all()).on(TASK, MODULE)
    assert verdict is not None
    assert str(verdict) == "accepted by 王老师 on 2026-11-24: 同一件工作"


async def test_no_revision_counts_or_changes_judgements(store: Store) -> None:
    await ingested(store, with_task(there=True))
    await store.judgements.add(ACCEPTED)
    assert await store.latest() == 1
    assert len(compare(await store.snapshot(), with_task(there=True)).nodes.closed) == 0


async def test_the_latest_counts_and_all_are_kept(store: Store) -> None:
    first = await store.judgements.add(ACCEPTED)
    second = await store.judgements.add(REJECTED, seen=first.number)
    found = await store.judgements.all()
    assert found.refused(TASK, MODULE)
    assert found.history(TASK, MODULE) == (first, second)
    assert await store.judgements.newest() == found.newest == 2


@pytest.mark.parametrize("seen", [0, 7])
async def test_who_has_not_seen_the_latest_is_told_what_it_says(store: Store, seen: int) -> None:
    await store.judgements.add(ACCEPTED)
    with pytest.raises(Conflict, match="王老师") as refusal:
        await store.judgements.add(REJECTED, seen=seen)
    assert refusal.value.field == "seen"
    assert len((await store.judgements.all()).judgements) == 1


async def test_of_two_at_the_same_moment_one_is_stored_and_the_other_refused(store: Store) -> None:
    outcomes: list[str] = []

    async def judge(judgement: Judgement) -> None:
        try:
            await store.judgements.add(judgement)
        except Conflict:
            outcomes.append("refused")
        else:
            outcomes.append("stored")

    async with anyio.create_task_group() as group:
        group.start_soon(judge, ACCEPTED)
        group.start_soon(judge, REJECTED)
    assert sorted(outcomes) == ["refused", "stored"]


async def test_the_other_tasks_of_a_sentence_s_occupation_are_kept_with_it(store: Store) -> None:
    said = replace(ACCEPTED, start=text_key("安装线路"), beside=("检修 设备", "登记，结果"))
    stored = await store.judgements.add(said)
    assert (await store.judgements.all()).judgements == (stored,)
    assert stored.beside == said.beside


async def test_several_are_stored_together_or_none_of_them(store: Store) -> None:
    other = replace(ACCEPTED, end=OTHER)
    first = await store.judgements.add(ACCEPTED)
    with pytest.raises(Conflict, match=MODULE) as refusal:
        await store.judgements.add_all([Submission((other,)), Submission((REJECTED,))])
    assert refusal.value.field == "seen"
    assert (await store.judgements.all()).judgements == (first,)
    stored = await store.judgements.add_all([Submission((other, REJECTED), seen=first.number)])
    assert [one.number for one in stored] == [2, 3]
    assert (await store.judgements.all()).judgements == (first, *stored)


async def test_of_levels_judged_together_the_latest_on_any_must_have_been_read(store: Store) -> None:
    other = replace(ACCEPTED, end=OTHER)
    await store.judgements.add_all([Submission((ACCEPTED,)), Submission((other,))])
    with pytest.raises(Conflict, match=OTHER):
        await store.judgements.add_all([Submission((REJECTED, replace(REJECTED, end=OTHER)), seen=1)])
    third = await store.judgements.add(replace(ACCEPTED, start=text_key("别的")))
    both = Submission((REJECTED, replace(REJECTED, end=OTHER)), seen=third.number)
    assert len(await store.judgements.add_all([both])) == 2


async def test_a_match_mapped_to_another_end_is_rejected_and_the_other_accepted(store: Store) -> None:
    await store.judgements.add(REMAPPED)
    found = await store.judgements.all()
    assert found.refused(TASK, MODULE)
    assert [start for start, _ in found.accepted_for(OTHER)] == [TASK]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(ACCEPTED, start=ELECTRICIAN), "start"),
        (replace(ACCEPTED, end=ELECTRICIAN), "end"),
        (replace(ACCEPTED, target=OTHER), "target"),
        (replace(REMAPPED, target=None), "target"),
        (replace(REMAPPED, target=MODULE), "target"),
        (replace(ACCEPTED, who=" "), "who"),
        (replace(ACCEPTED, beside=("另一任务",)), "beside"),
        (replace(ACCEPTED, start=text_key("甲"), beside=("",)), "beside"),
        (replace(ACCEPTED, start=text_key("甲"), beside=("乙",) * 61), "beside"),
        (replace(ACCEPTED, why="x" * 1_001), "why"),
    ],
)
def test_what_is_no_judgement_is_named(wrong: Judgement, field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        wrong.checked()
    assert refusal.value.field == field


def test_a_sentence_that_is_no_fact_is_judged_by_its_digest() -> None:
    asked = replace(ACCEPTED, start=text_key("安装  线路 "), number=1).checked()
    assert Verdicts.of([asked]).on(text_key("安装 线路"), MODULE) is not None


def test_of_two_keys_of_a_task_the_later_judgement_counts_and_earlier_states_can_be_read_again() -> None:
    key = text_key("安装线路")
    said = [replace(ACCEPTED, number=1), replace(REJECTED, start=key, number=2)]
    found = Verdicts.of(said)
    assert not found.of_task(TASK, key)[MODULE].accepted
    assert found.until(1).of_task(TASK, key)[MODULE].accepted
    assert (found.newest, found.until(1).newest) == (2, 1)
