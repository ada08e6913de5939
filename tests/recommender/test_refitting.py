"""Marks of the desk fitted again: what moves, what never does, and which judgements count."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.calibrating import MarksHolder, write_refit
from api.cli.curate_fit import fit_told
from graph.errors import InvalidInput
from graph.model.facts import Task
from graph.model.judgements import NOTHING_JUDGED, Decision, Judgement, Verdicts, text_key
from graph.model.links import RelType
from recommender.desk.functions import FunctionIndex, TextVectors
from recommender.desk.marks import Coverage, marks_in_use, read_marks
from recommender.desk.refitting import (
    LEAST,
    Figures,
    JudgedMatch,
    LeftOut,
    Refit,
    judged_matches,
    judged_texts,
    refit,
    refitted,
)
from recommender.text.likeness import NameVectors, names
from recommender.text.passages import passages
from tests.api.asking import catalogue_of
from tests.api.excerpt import excerpt
from tests.recommender.embedders import LetterEmbedder

SHIPPED = read_marks()
AT = datetime(2026, 11, 24, 8, tzinfo=UTC)
SCORES = st.floats(0, 1.4)


def matches(*said: tuple[float, bool]) -> list[JudgedMatch]:
    return [JudgedMatch(f"task{n}", "occ", "name", score, right) for n, (score, right) in enumerate(said)]


@given(st.lists(st.tuples(SCORES, st.booleans()), max_size=LEAST - 1))
def test_below_the_least_number_the_shipped_marks_stay(said: list[tuple[float, bool]]) -> None:
    assert refitted(SHIPPED, matches(*said), newest=9) is SHIPPED


@settings(max_examples=15)
@given(st.lists(st.tuples(SCORES, st.booleans()), min_size=LEAST, max_size=60), SCORES)
def test_no_judgements_make_a_task_covered_or_not_covered_that_was_not(
    said: list[tuple[float, bool]], score: float
) -> None:
    try:
        found = refitted(SHIPPED, matches(*said), newest=9)
    except InvalidInput:
        return
    assert found.missing <= found.partly <= found.covered
    for verdict in (Coverage.COVERED, Coverage.NOT_COVERED):
        if found.verdict(score) is verdict:
            assert SHIPPED.verdict(score) is verdict
    assert (found.judged, found.newest, found.shipped) == (len(said), 9, SHIPPED.digest)


def test_accepted_matches_make_like_ones_surer_and_rejected_ones_less_sure() -> None:
    many = LEAST + 10
    up = refitted(SHIPPED, matches(*[(0.75, True)] * many), newest=1)
    down = refitted(SHIPPED, matches(*[(0.8, False)] * many), newest=1)
    assert up.probability(0.75) > SHIPPED.probability(0.75)
    assert up.covered == SHIPPED.covered
    assert down.probability(0.8) < SHIPPED.probability(0.8)
    assert down.covered > SHIPPED.covered
    assert down.verdict(0.8) is not Coverage.COVERED


def test_the_fit_does_not_depend_on_the_order_and_is_the_same_again() -> None:
    said = matches(*[(0.1 * n, n % 3 == 0) for n in range(LEAST)])
    assert refitted(SHIPPED, said, newest=1) == refitted(SHIPPED, said[::-1], newest=1)


def test_judgements_that_contradict_the_scores_are_refused() -> None:
    said = [(0.2, True)] * 3_000 + [(1.2, False)] * 3_000
    with pytest.raises(InvalidInput, match="contradicts"):
        refitted(SHIPPED, matches(*said), newest=1)


def judged(start: str, end: str, number: int, decision: Decision = Decision.ACCEPTED) -> Judgement:
    return Judgement(
        start=start,
        end=end,
        decision=decision,
        who="王老师",
        why="看过教材",
        at=AT,
        start_text="任务",
        end_text="模块",
        number=number,
    )


class World:
    """The excerpt compared by characters: its tasks, its functions and their scores."""

    def __init__(self) -> None:
        self.catalogue, embedder = catalogue_of(excerpt()), LetterEmbedder()
        found, named = passages(self.catalogue), names(self.catalogue)
        self.texts = TextVectors(found, embedder.encode([t.encoded for t in found], kind="passage"))
        by_name = NameVectors.build(named, embedder.encode(named, kind="passage"), digest="letters")
        self.index = FunctionIndex.of(self.catalogue, self.texts, by_name, generic=frozenset({"培训与指导"}))
        occupation = self.catalogue.occupation("打字员")
        self.tasks = self.catalogue.targets(occupation.id, RelType.HAS_TASK, Task)

    def refit(self, verdicts: Verdicts) -> Refit:
        return refit(
            SHIPPED,
            verdicts,
            catalogue=self.catalogue,
            index=self.index,
            texts=self.texts,
            sentences={},
        )

    def ranked(self, task: Task) -> list[int]:
        """Rows of functions for a task of 打字员, best first."""
        every = self.texts.passages
        own = [at for at, p in enumerate(every) if p.text in {t.text for t in self.tasks}]
        texts = [every[at].text for at in own]
        scores = self.index.scores(texts, self.texts.vectors[own])[texts.index(task.text)]
        return sorted(range(len(scores)), key=lambda row: (-scores[row], row))

    def counted(self, *said: Judgement) -> tuple[list[tuple[str, bool]], dict[LeftOut, int]]:
        verdicts = Verdicts.of(said)
        texts = judged_texts(verdicts)
        vectors = dict(zip(texts, LetterEmbedder().encode(texts, kind="passage"), strict=True))
        found, left = judged_matches(
            self.catalogue, self.index, texts=self.texts, verdicts=verdicts, sentences=vectors
        )
        return [(match.name, match.right) for match in found], {k: v for k, v in left.items() if v}


@pytest.fixture(scope="module")
def world() -> World:
    return World()


def test_the_nearest_function_counts_by_the_task_s_id_and_by_its_text(world: World) -> None:
    task = world.tasks[0]
    best = world.index.functions[world.ranked(task)[0]]
    for start in (task.id, text_key(task.text)):
        found, left = world.counted(judged(start, best.modules[0], 1))
        assert (found, left) == ([(best.name, True)], {})


def test_of_several_levels_one_that_is_accepted_is_enough_and_they_count_once(world: World) -> None:
    task = world.tasks[0]
    best = next(f for f in (world.index.functions[r] for r in world.ranked(task)) if len(f.modules) > 1)
    first = world.index.functions[world.ranked(task)[0]]
    said = [judged(task.id, first.modules[0], 1, Decision.REJECTED)] if first is not best else []
    levels = [judged(task.id, best.modules[0], 2, Decision.REJECTED), judged(task.id, best.modules[1], 3)]
    found, _ = world.counted(*said, *levels)
    assert [pair for pair in found if pair[0] == best.name] == [(best.name, True)]


def test_the_next_one_counts_after_a_rejected_one_and_none_behind_one_that_nobody_judged(
    world: World,
) -> None:
    task = world.tasks[0]
    rows = world.ranked(task)
    first, last = world.index.functions[rows[0]], world.index.functions[rows[-1]]
    other = next(f for f in (world.index.functions[r] for r in rows) if f.occupation != first.occupation)
    ahead = [world.index.functions[row] for row in rows[: rows.index(world.index.functions.index(other))]]
    said = [
        judged(task.id, m, n, Decision.REJECTED)
        for n, m in enumerate((m for f in ahead for m in f.modules), start=1)
    ]
    found, left = world.counted(*said, judged(task.id, other.modules[0], 900))
    assert (other.name, True) in found
    assert LeftOut.NOT_NEAREST not in left
    found, left = world.counted(judged(task.id, last.modules[0], 1))
    assert (found, left) == ([], {LeftOut.NOT_NEAREST: 1})


def test_sentences_and_modules_that_are_not_compared_are_counted_apart(world: World) -> None:
    generic = next(
        m for m in world.catalogue.snapshot.nodes.values() if getattr(m, "name", "") == "培训与指导"
    )
    any_module = world.index.functions[0].modules[0]
    found, left = world.counted(
        judged(text_key("为客人表演魔术"), any_module, 1), judged(world.tasks[0].id, generic.id, 2)
    )
    assert (found, left) == ([], {LeftOut.NO_TASK: 1, LeftOut.NOT_COMPARED: 1})


def test_a_sentence_counts_with_the_score_it_has_beside_the_other_tasks_of_its_occupation(
    world: World,
) -> None:
    tasks = [f"{task.text}的样例" for task in world.tasks]
    scores = world.index.scores(tasks, LetterEmbedder().encode(tasks, kind="passage"))[0]
    best = world.index.functions[int(scores.argmax())]
    said = judged(text_key(tasks[0]), best.modules[0], 1)
    stated = replace(said, start_text=tasks[0], beside=tuple(tasks[1:]))
    verdicts = Verdicts.of([stated])
    vectors = dict(zip(tasks, LetterEmbedder().encode(tasks, kind="passage"), strict=True))
    found, _ = judged_matches(
        world.catalogue, world.index, texts=world.texts, verdicts=verdicts, sentences=vectors
    )
    assert [(match.name, match.right) for match in found] == [(best.name, True)]
    assert found[0].score == pytest.approx(float(scores.max()), abs=1e-5)
    assert world.counted(replace(stated, beside=())) == ([], {LeftOut.NO_TASK: 1})


def test_without_judgements_the_fit_is_the_shipped_one_and_nothing_is_written(
    world: World, tmp_path: Path
) -> None:
    found = world.refit(NOTHING_JUDGED)
    assert (found.marks, found.matches, found.before) == (SHIPPED, 0, None)
    path = tmp_path / "desk.json"
    path.write_text("an earlier one")
    assert write_refit(found, path) is False
    assert not path.exists()
    assert marks_in_use(path) == marks_in_use(None) == SHIPPED


def fitted() -> Refit:
    marks = refitted(SHIPPED, matches(*[(0.8, False)] * LEAST), newest=33)
    return Refit(marks, LEAST, 0, {LeftOut.NO_TASK: 2}, None, None)


def test_what_a_fit_counts_can_be_written(world: World, tmp_path: Path) -> None:
    said = judged(text_key("为客人表演魔术"), world.index.functions[0].modules[0], 1)
    found = world.refit(Verdicts.of([said]))
    assert write_refit(replace(found, marks=fitted().marks), tmp_path / "desk.json") is True
    report = json.loads((tmp_path / "desk.json").read_text(encoding="utf-8"))["report"]
    assert report["left_out"] == {"NO_TASK": 1, "NOT_COMPARED": 0, "NOT_NEAREST": 0}


def test_what_was_fitted_is_read_again_with_its_report_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    assert write_refit(fitted(), path) is True
    assert marks_in_use(path) == fitted().marks
    assert json.loads(path.read_text(encoding="utf-8"))["report"]["left_out"] == {"NO_TASK": 2}
    assert [p.name for p in tmp_path.iterdir()] == ["desk.json"]


@pytest.mark.parametrize(
    ("written", "last"),
    [(True, "in use from now on"), (None, "nothing was written"), (False, "stay as they are")],
)
def test_people_read_what_counts_what_does_not_and_what_changed(written: bool | None, last: str) -> None:
    found = fitted() if written is not False else replace(fitted(), marks=SHIPPED)
    figures = Figures(brier=0.2, accepted_covered=1, rejected_covered=7, accepted_not_covered=0)
    text = "\n".join(
        fit_told(replace(found, before=figures, after=figures), Path("desk.json"), written=written)
    )
    for part in ("20 judged matches count, 0 of them accepted", "2 left out: their sentence", "0.7561", last):
        assert part in text


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"encoder": 1}'])
def test_a_damaged_file_or_one_fitted_from_other_marks_is_not_used(tmp_path: Path, content: str) -> None:
    path = tmp_path / "desk.json"
    path.write_text(content)
    assert marks_in_use(path) == SHIPPED
    path.write_text(replace(fitted().marks, shipped="others").content(), encoding="utf-8")
    assert marks_in_use(path) == SHIPPED


async def test_a_service_takes_up_a_new_fit_and_goes_back_without_one(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    holder = MarksHolder(path)
    await holder.refresh()
    assert holder.present == SHIPPED
    write_refit(fitted(), path)
    await holder.refresh()
    first = holder.present
    assert first == fitted().marks
    await holder.refresh()
    assert holder.present is first
    path.unlink()
    await holder.refresh()
    assert holder.present == SHIPPED
