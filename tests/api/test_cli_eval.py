"""`lifepath eval rank` on sets of one's own."""

import json
from pathlib import Path

import pytest

from api.cli.frame import run


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """A tiny set: two queries with a relevant text each, and one without."""
    texts = {
        "queries": "q1\t焊工\nq2\tsoftware developer\nq3\tnobody\n",
        "corpus": "d1\t焊接作业人员\nd2\tcomputer programmer\nd3\t养猪场工人\n",
        "qrels": "q1 0 d1 1\nq2\t0\td2\t2\nq3 0 d3 0\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return {name: tmp_path / name for name in texts}


def rank(files: dict[str, Path], *more: str) -> int:
    options = [part for name, path in files.items() for part in (f"--{name}", str(path))]
    return run(["eval", "rank", *options, "--lang", "zh", *more])


@pytest.mark.model
def test_a_set_is_ranked_by_writing_by_the_encoder_and_by_both(
    files: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert rank(files, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["queries"], found["left_out"], found["corpus"]) == (2, 1, 3)
    assert set(found["ways"]) == {"writing", "encoder", "hybrid"}
    assert found["ways"]["encoder"]["mrr"] == 1.0
    assert found["ways"]["hybrid"]["recall"]["1"] == 1.0


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("queries", "q1 焊工\n", "queries, line 1: expected id, tab, text"),
        ("queries", "q1\t焊工\nq1\t电工\n", "queries, line 2: id 'q1' stands twice"),
        ("corpus", "", "corpus is empty"),
        ("qrels", "q1 0 d1\n", "qrels, line 1: expected query, 0, text, grade"),
        ("qrels", "q9 0 d1 1\n", "qrels, line 1: there is no query 'q9'"),
        ("qrels", "q1 0 d9 1\n", "qrels, line 1: there is no text 'd9'"),
        ("qrels", "q1 0 d1 0\n", "no query has a relevant text"),
    ],
)
def test_a_bad_file_is_told_by_name_and_line(
    files: dict[str, Path], name: str, text: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files[name].write_text(text, encoding="utf-8")
    assert rank(files) == 2
    assert says in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    files["corpus"].unlink()
    assert rank(files) == 2
    assert "corpus: No such file" in capsys.readouterr().err
