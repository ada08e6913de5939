"""The table of quality: intervals, figures, targets and where reference sets are looked for."""

import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.evaluation import timings
from bench.evaluation.__main__ import reference
from bench.evaluation.adapting import Adapted
from bench.evaluation.baselines import ENCODER, OURS, TF_IDF
from bench.evaluation.chinese import Mix, best_mix
from bench.evaluation.english import JOB_TITLES
from bench.evaluation.measures import Result, Task, joined
from bench.evaluation.sets import described_occupations, halves, job_titles, vacancy_sentences
from bench.evaluation.tables import left_out_rows, markdown, measured, ranked_rows
from bench.evaluation.targets import NOT_MEASURED, targets
from bench.intervals import interval, ratio
from recommender.adapter.fields import Fields
from recommender.adapter.pairs import Part, pairs
from recommender.adapter.training import SHARES, average_precisions
from recommender.text.passages import passages
from tests.recommender.embedders import LetterEmbedder
from tests.recommender.test_adapter import some, trained

REFERENCE = os.environ.get("LIFEPATH_REFERENCE")
with_reference = pytest.mark.skipif(REFERENCE is None, reason="LIFEPATH_REFERENCE names no folder")
TASK = Task("a set", "proof", ["甲", "乙"], [(0, 2), (1,)], [(), (0,)])


def result(way: str, found: list[float], of: str = JOB_TITLES) -> Result:
    values = np.array(found)
    return Result(of, "proof", way, 9, values, values, values, values, values)


@settings(max_examples=25)  # each draws 4,000 samples
@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_an_interval_holds_its_mean(values: list[float]) -> None:
    found = interval(np.array(values))
    assert found.low - 1e-9 <= found.mean <= found.high + 1e-9
    assert found == interval(np.array(values))


def test_a_ratio_is_of_means_over_the_same_queries() -> None:
    found = ratio(np.array([1.0, 1, 0, 1]), np.array([1.0, 0, 0, 1]))
    assert found.mean == pytest.approx(1.5)
    assert ratio(np.ones(5), np.ones(5)) == (1, 1, 1)


def test_figures_are_those_of_each_query_and_ignored_rows_do_not_count() -> None:
    scores = np.array([[0.1, 0.9, 0.5], [0.9, 0.8, 0.1]], np.float32)
    found = TASK.result("a way", scores)
    np.testing.assert_allclose(found.map, [(1 / 2 + 2 / 3) / 2, 1])
    np.testing.assert_allclose(found.mrr, [1 / 2, 1])
    np.testing.assert_allclose(found.first, [0, 1])
    assert scores[1, 0] == np.float32(0.9)


def test_results_of_parts_are_joined_query_by_query() -> None:
    found = joined([result(OURS, [0.0, 1.0]), result(OURS, [0.5])])
    assert found.queries == 3
    assert found.intervals()["MAP"].mean == 0.5


def test_of_equally_good_shares_of_writing_the_least_is_chosen() -> None:
    cosines = np.array([[0.1, 0.9, 0.5], [0.0, 0.8, 0.1]], np.float32)
    assert best_mix(TASK, cosines, {"none": np.zeros_like(cosines)}) == Mix("none", 0)
    helpful = np.array([[9, 0, 9], [0, 9, 0]], np.float32)
    assert best_mix(TASK, cosines, {"none": np.zeros_like(cosines), "all": helpful}).measure == "all"


def test_targets_are_met_by_intervals_and_unmeasured_ones_say_so() -> None:
    found = [result(OURS, [1.0] * 9), result(ENCODER, [0.0] * 9), result(TF_IDF, [1.0] * 9)]
    reached = {target.what: target for target in targets(found, [])}
    assert reached[f"MELO usa_en, MRR ahead of {ENCODER}"].met
    assert reached[f"MELO usa_en, MRR ahead of {TF_IDF}"].met is False
    assert reached["MELO usa_en, MRR (a stretch)"].met
    skills = reached["ESCO essential skills, MAP"]
    assert skills.met is None
    assert NOT_MEASURED in skills.cells()


def test_a_kind_without_a_residual_has_the_share_of_writing_that_is_best_without_one() -> None:
    embedder, known = LetterEmbedder(), some()
    texts = passages(known)
    fields = Fields.of(texts, embedder.encode([text.encoded for text in texts], kind="passage"))
    found = Adapted.choosing(trained(), fields, known, embedder)
    for kind, share in found.shares.items():
        asked = pairs(known)[kind, Part.DEVELOPMENT]
        vectors = embedder.encode([one.text for one in asked], kind="query")
        if kind in found.adapter.residuals:
            assert share == found.adapter.fit(kind).share
            continue
        tried = {s: replace(found, shares={kind: s}) for s in SHARES}
        means = {
            s: average_precisions(one.scores(kind, [a.text for a in asked], vectors), asked).mean()
            for s, one in tried.items()
        }
        assert means[share] == max(means.values())


def test_targets_of_time_are_those_measured_last_and_say_so_where_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timings, "RESULTS", tmp_path)
    assert [target.met for target in timings.timed()] == [None] * 3
    kept = {"ratios": [0.95, 0.8, 0.97], "single_ms": {"coded": [41.0] * 20 + [20.0] * 30}}
    (tmp_path / "coding.json").write_text(json.dumps(kept), encoding="utf-8")
    rounds = {"rounds": [{"wall": 61.0}, {"wall": 59.0}, {"wall": 75.0}]}
    (tmp_path / "adapter.json").write_text(json.dumps(rounds), encoding="utf-8")
    batch, single, training = timings.timed()
    assert (batch.measured, batch.met) == ((0.95, 0.8, 0.97), True)
    assert (single.measured, single.met) == ((20.0, 20.0, 41.0), True)
    assert (training.measured, training.met) == ((61.0, 59.0, 75.0), False)


def test_titles_left_out_of_each_fold_are_told_as_the_artefact_tells_them() -> None:
    names = [name for _, name, _ in left_out_rows()]
    assert {"top-1", "Brier skill", "accuracy at 80 % coverage"} <= set(names)


def test_tables_have_a_row_for_each_way_and_as_many_cells_as_their_header() -> None:
    rows = ranked_rows([result(OURS, [0.25, 0.75]), result(ENCODER, [0.5, 0.5])])
    text = markdown([("Ranking", ("x",) * len(rows[0]), rows)], "What it means.")
    lines = [line for line in text.splitlines() if line.startswith("|")]
    assert len(lines) == 4
    assert len({line.count("|") for line in lines}) == 1
    plain = measured([result(OURS, [0.25, 0.75])], [], targets([], []))
    assert plain["ranked"][0]["MAP"][0] == 0.5


def test_reference_sets_are_found_in_a_folder_or_its_part_and_left_out_with_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("LIFEPATH_REFERENCE", raising=False)
    assert reference(None) is None
    assert "no folder is given" in capsys.readouterr().err
    assert reference(tmp_path) is None
    assert "has no sets" in capsys.readouterr().err
    (tmp_path / "eval" / "melo_usa_en").mkdir(parents=True)
    assert reference(tmp_path) == tmp_path / "eval" == reference(tmp_path / "eval")
    monkeypatch.setenv("LIFEPATH_REFERENCE", str(tmp_path))
    assert reference(None) == tmp_path / "eval"


@with_reference
def test_the_reference_sets_have_the_sizes_that_their_description_states() -> None:
    folder = reference(Path(str(REFERENCE)))
    assert folder is not None
    judged = job_titles(folder)
    assert (len(judged.queries), len(judged.corpus)) == (633, 33_809)
    assert sum(len(half.queries) for half in halves(judged).values()) == 633
    sentences = [vacancy_sentences(folder, name) for name in ("house", "tech")]
    assert [len(found.queries) for found in sentences] == [61, 75]
    assert {len(found.corpus) for found in sentences} == {13_896}
    known = described_occupations(folder)
    assert len(known.titles) == len(known.essential) == 3_006
    assert all(known.essential)
