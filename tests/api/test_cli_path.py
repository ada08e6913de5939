"""`lifepath path` beside a store that is served: answers, and one clear line for whatever is wrong."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.commands import Lifepath

pytestmark = pytest.mark.server

ELECTRICIAN = ("--occupation", "电工", "--level", "L3", "--as-of", "2026-11-24")


def test_an_electrician_sees_dated_steps_with_rule_edition_and_clause(lifepath: Lifepath) -> None:
    found = lifepath(
        *("path", *ELECTRICIAN, "--birth", "1990-05-01", "--held", "电工:L5@2023-06-15"),
        *("--spell", "电工:2020-03..now", "--json"),
    )
    assert found.code == 0
    assert (found.json["outcome"], found.json["certainty"]) == ("LEARNING_PATH", "LAWFUL")
    assessed = [step for step in found.json["steps"] if step["kind"] == "ASSESS"]
    assert [(step["level"], step["on"], step["rule"], step["edition"]) for step in assessed] == [
        ("L4", "2026-11-24", "rules:2018/L4", "2018"),
        ("L3", "2031-11-24", "rules:2018/L3", "2018"),
    ]
    assert all(step["clauses"] for step in assessed)
    assert [licence["duty"] for licence in found.json["licences"]] == ["MAY_BE_REQUIRED"]
    assert found.json["envelope"]["revision"] == 1


def test_the_same_answer_reads_well_in_a_terminal(lifepath: Lifepath) -> None:
    found = lifepath("path", *ELECTRICIAN, "--birth", "1990-05-01", "--spell", "6-31-01-03:2020-03..now")
    assert found.code == 0
    for part in ("电工 6-31-01-03", "LAWFUL", "rules:2018/L4", "特种作业操作证", "catalogue revision 1"):
        assert part in found.out


def test_routes_and_what_to_bring_stand_beside_the_answer(lifepath: Lifepath) -> None:
    """The excerpt has no seats, so that schools are routes without a date."""
    arguments = ("path", *ELECTRICIAN, "--birth", "1990-05-01", "--held", "6-31-01-03:L5@2023-06-15")
    found = lifepath(*arguments, "--json").json
    assert set(found["kinds"]) == {"FASTEST", "MOST_CERTAIN", "LEAST_AWAY", "ON_THE_JOB"}
    assert (found["other_ways"], found["ways_found"], found["considered"]["seats"]) == ([], 1, 0)
    assert {route["kind"] for route in found["open_routes"]} == {"SCHOOL", "APPRENTICESHIP", "COMPETITION"}
    assert found["where"]["L3"]["note"] == "no known provider"
    assert {credit["basis"] for credit in found["credits"]["items"]} == {"CERTIFICATE"}
    assert all(paper["origin"] == "DERIVED" for step in found["steps"] for paper in step.get("bring", ()))
    told = lifepath(*arguments).out
    for part in (
        "(FASTEST, MOST_CERTAIN, LEAST_AWAY, ON_THE_JOB)",
        "bring for L3: certificate of L4",
        "where to train for L3: no known provider",
        "routes without a date",
        "looked at seats: 0",
    ):
        assert part in told
    assert "竞赛途径，不能给出日期" in lifepath(*arguments, "--explain").out


@pytest.mark.parametrize(
    ("occupation", "level", "outcome", "code"),
    [
        ("中国共产党机关负责人", "L3", "UNREACHABLE", "NO_SKILL_LADDER"),
        ("打字员", "L4", "UNDETERMINED", "NO_STANDARD"),
        ("电工", "CHIEF", "UNREACHABLE", "NO_SUCH_LEVEL"),
    ],
)
def test_where_no_path_can_be_told_the_reason_is(
    lifepath: Lifepath, occupation: str, level: str, outcome: str, code: str
) -> None:
    arguments = ("path", "--occupation", occupation, "--level", level, "--as-of", "2026-11-24")
    found = lifepath(*arguments, "--json")
    assert found.code == 0
    assert found.json["outcome"] == outcome
    assert (found.json.get("code") or found.json["blockers"][0]["code"]) == code
    assert outcome in lifepath(*arguments).out


@pytest.mark.parametrize(
    ("arguments", "field", "message"),
    [
        (("--occupation", "电焊王", "--level", "L3"), "--occupation", "电焊王"),
        (("--occupation", "电工", "--level", "L9"), "--level", "L9"),
        (("--occupation", "电工"), "--level", "missing"),
        (("--level", "L3"), "--occupation", "missing"),
        ((*ELECTRICIAN, "--spell", "电工:2020-03..2019-01"), "--spell", "before it starts"),
        (
            (*ELECTRICIAN, "--birth", "1990-05-01", "--held", "电工:L5@1989-01-01"),
            "--held",
            "before the birth",
        ),
        ((*ELECTRICIAN, "--held", "电工:L5"), "--held", "OCC:LEVEL@DATE"),
        ((*ELECTRICIAN, "--birth", "1990-13-01"), "--birth", "1990-13-01"),
        ((*ELECTRICIAN, "--education", "夜校@2020-01-01"), "--education", "夜校"),
        ((*ELECTRICIAN[:4], "--as-of", "yesterday"), "--as-of", "yesterday"),
        ((*ELECTRICIAN[:4], "--as-of", ""), "--as-of", "is not a day"),
        ((*ELECTRICIAN[:4], "--as-of", "9999-12-31"), "--as-of", "is not from 1900-01-01 to 2199-12-31"),
        ((*ELECTRICIAN, "--education", "高职@2026-09..9999-07"), "--education", "is not from 1900-01-01"),
        ((*ELECTRICIAN, "--colour", "red"), "--colour", "--colour"),
    ],
)
def test_wrong_input_is_one_line_that_names_the_option(
    lifepath: Lifepath, arguments: tuple[str, ...], field: str, message: str
) -> None:
    found = lifepath("path", *arguments)
    last = found.err.splitlines()[-1]
    assert (found.code, found.out) == (2, "")
    assert last.startswith("error: ")
    assert field in last
    assert message in last
    told = lifepath("path", *arguments, "--json")
    assert told.code == 2
    assert told.json["error"]["field"] == field
    assert message in told.json["error"]["message"]


def _case(number: int, level: str) -> str:
    goal = {"occupation": "6-31-01-03", "level": level}
    return json.dumps({"id": f"c-{number}", "as_of": "2026-11-24", "person": {}, "goal": goal})


def test_a_batch_is_answered_in_order_and_its_bad_lines_are_told(lifepath: Lifepath, tmp_path: Path) -> None:
    cases, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [_case(1, "L3"), _case(2, "L9"), "", "{not json", '{"id": 4, "person": {"age": 3}, "goal": {}}']
    cases.write_text("\n".join([*lines, _case(5, "L5")]), encoding="utf-8")
    found = lifepath("path", "--batch", str(cases), "--out", str(out), "--json")
    assert found.code == 2
    assert found.json["cases"] == 5
    assert found.json["outcomes"]["BAD_INPUT"] == 3
    answers = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [answer["id"] for answer in answers] == ["c-1", "c-2", None, 4, "c-5"]
    assert answers[1]["error"]["field"] == "goal.level"
    assert "case 2: goal.level" in found.err.splitlines()[-1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_a_batch_without_a_bad_line_ends_well(lifepath: Lifepath, tmp_path: Path) -> None:
    cases, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    cases.write_text(_case(1, "L3") + "\n", encoding="utf-8")
    assert lifepath("path", "--batch", str(cases), "--out", str(out)).code == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "holds no case"), (b"\n \n", "holds no case"), ("电工".encode("gb18030"), "not UTF-8")],
)
def test_a_file_that_is_no_batch_leaves_the_answers_of_before(
    lifepath: Lifepath, tmp_path: Path, content: bytes, message: str
) -> None:
    cases, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    cases.write_bytes(content)
    out.write_text("before", encoding="utf-8")
    found = lifepath("path", "--batch", str(cases), "--out", str(out))
    assert found.code == 2
    assert message in found.err
    assert out.read_text(encoding="utf-8") == "before"


def test_answers_never_take_the_place_of_their_cases_or_of_a_folder(
    lifepath: Lifepath, tmp_path: Path
) -> None:
    cases = tmp_path / "in.jsonl"
    cases.write_text(_case(1, "L3"), encoding="utf-8")
    for out, told in ((cases, "is the file that is read"), (tmp_path, "it is a directory")):
        found = lifepath("path", "--batch", str(cases), "--out", str(out), "--json")
        assert (found.code, found.json["error"]["field"]) == (2, "--out")
        assert told in found.json["error"]["message"]
    assert cases.read_text(encoding="utf-8") == _case(1, "L3")
    assert list(tmp_path.iterdir()) == [cases]


@pytest.mark.parametrize("lines", [1, 2])
def test_brackets_without_end_are_told_by_file(lifepath: Lifepath, tmp_path: Path, lines: int) -> None:
    answer = tmp_path / "answer.json"
    answer.write_text("\n".join(["[" * 100_000] * lines), encoding="utf-8")
    for command in (("replay", str(answer)), ("path", "--changes", str(answer))):
        found = lifepath(*command)
        assert found.code == 2
        assert "answer.json" in found.err
        assert "too deep" in found.err.splitlines()[-1]


def test_batch_and_out_go_together(lifepath: Lifepath) -> None:
    assert lifepath("path", "--batch", "x.jsonl").code == 2
    assert lifepath("path", "--out", "x.jsonl").code == 2
    assert lifepath("path", "--batch", "x", "--out", "y", "--level", "L3").code == 2


def test_revisions_and_schema_speak_of_the_same_store(lifepath: Lifepath) -> None:
    assert lifepath("revisions", "--json").json[0]["who"] == "tests"
    assert "tests" in lifepath("revisions").out
    assert lifepath("schema", "diff", "--json").json == {"missing": [], "unexpected": []}
    assert "nothing to create" in lifepath("schema", "apply").out


def test_a_path_needs_no_model_and_imports_none() -> None:
    script = "import sys, api.cli.path; print(sorted({'torch', 'sentence_transformers', 'strawberry'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
