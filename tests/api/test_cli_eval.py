"""`lifepath eval rank` on sets of one's own."""

import json
from pathlib import Path

import pytest

from api.cli.frame import run
from api.cli.judged_set import JudgedSet, read_set
from graph.errors import InvalidInput


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
    assert rank(files) == 0
    told = capsys.readouterr().out
    for way, quality in found["ways"].items():
        (line,) = (line for line in told.splitlines() if line.startswith(way))
        numbers = [quality["map"], quality["mrr"], *quality["recall"].values()]
        assert line.split()[1:] == [f"{number:.4f}" for number in numbers]
    assert f"2 queries, 3 texts, encoder {found['encoder']}" in told
    assert "left out: 1 queries without a relevant text" in told


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("queries", "q1 焊工\n", "queries, line 1: expected id, tab, text"),
        ("queries", "q1\t焊工\nq1\t电工\n", "queries, line 2: id 'q1' stands twice"),
        ("queries", "q1\t焊工\nq2\t \n", "queries, line 2: the text of 'q2' is empty"),
        ("queries", "\t焊工\n", "queries, line 1: the id is empty"),
        ("queries", "qid\ttext\n", "queries has column names and nothing else"),
        (
            "corpus",
            "id\tlanguage\turl\nd1\tzh\tx\n",
            "corpus, line 1: none of the columns language, url is called",
        ),
        ("corpus", "id\tlanguage\ttext\nd1\tzh\n", "corpus, line 2: expected id, tab, text"),
        ("corpus", "", "corpus is empty"),
        ("qrels", "", "qrels: no query has a relevant text"),
        ("qrels", "q1 0 d1 high\n", "qrels, line 1: expected query, 0, text, grade"),
        ("qrels", "q1 0 d1 nan\n", "qrels, line 1: expected query, 0, text, grade"),
        ("qrels", "q1\td1\t1\nq1\t0\td1\t1\n", "qrels, line 2: expected query, 0, text, grade"),
        ("qrels", "q1 0 d1 1\nq1 0 d1 0\n", "line 2: 'q1' and 'd1' have another grade on line 1"),
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
    assert rank(files, "--json") == 2
    said = capsys.readouterr()
    assert says in said.err
    assert len(said.err.splitlines()) == 1
    assert json.loads(said.out)["error"]["field"] == f"--{name}"


def read(files: dict[str, Path], *, skip_unknown: bool = False) -> JudgedSet:
    return read_set(files["queries"], files["corpus"], files["qrels"], skip_unknown=skip_unknown)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("queries", "\ufeffq1\t焊工\r\nq2\tsoftware developer\r\nq3\tnobody\r\n"),
        ("queries", "qid\tquery\nq1\t焊工\nq2\tsoftware developer\nq3\tnobody"),
        ("corpus", "_id\ttitle\ttext\nd1\t\t焊接作业人员\nd2\tx\tcomputer programmer\nd3\ty\t养猪场工人\n"),
        ("corpus", "d1\t焊接作业人员\tzh\nd2\tcomputer programmer\n\nd3\t养猪场工人\n"),
        ("qrels", "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td2\t2.0\nq3\td3\t-1\n"),
        ("qrels", "topic iter docno grade\nq1 0 d1 1\nq2 0 d2 2\nq2 0 d2 2\n"),
    ],
)
def test_names_of_columns_windows_lines_and_grades_change_nothing(
    files: dict[str, Path], name: str, text: str
) -> None:
    plain = read(files)
    files[name].write_text(text, encoding="utf-8", newline="")
    assert read(files).judged == plain.judged


def test_columns_that_are_not_read_are_counted(files: dict[str, Path]) -> None:
    files["corpus"].write_text("d1\ta\tzh\td\nd2\tb\nd3\tc\n", encoding="utf-8")
    assert read(files).unread == 2


def test_quotes_are_letters_like_any_other(files: dict[str, Path]) -> None:
    files["queries"].write_text('q1\t"焊工\nq2\the said "no"\nq3\t-\n', encoding="utf-8")
    assert read(files).judged.queries == ['"焊工', 'he said "no"']


def test_ids_may_have_blanks_where_tabs_set_columns_apart(files: dict[str, Path]) -> None:
    files["queries"].write_text("query 1\t焊工\n", encoding="utf-8")
    files["qrels"].write_text("query 1\t0\td1\t1\n", encoding="utf-8")
    assert read(files).judged.relevant == [[0]]


def test_judgements_on_what_the_files_lack_are_left_out_only_when_asked(files: dict[str, Path]) -> None:
    with files["qrels"].open("a", encoding="utf-8") as file:
        file.write("q9 0 d1 1\nq1 0 d9 1\n")
    with pytest.raises(InvalidInput, match="line 4: there is no query 'q9' in --queries; --skip-unknown"):
        read(files)
    found = read(files, skip_unknown=True)
    assert (found.unknown, found.judged.relevant) == (2, [[0], [1]])


def test_a_file_of_another_kind_is_told_by_its_option(
    files: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files["corpus"].write_bytes("d1\t焊工\n".encode("gb18030"))
    assert rank(files) == 2
    assert "--corpus: " in (said := capsys.readouterr().err)
    assert "is not UTF-8 text (byte 4)" in said
    assert rank(files | {"corpus": tmp_path}) == 2
    assert "Is a directory" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    files["corpus"].unlink()
    assert rank(files) == 2
    assert "corpus: No such file" in capsys.readouterr().err
