"""`lifepath goals`, `compare`, `replay`, and `path` with --changes, --onward and --out, beside a store that is served."""

import json
from pathlib import Path
from typing import Any

import icalendar
import pypdfium2
import pytest

from tests.api.commands import Lifepath

pytestmark = pytest.mark.server

PERSON = ("--birth", "1990-05-01", "--held", "电工:L5@2023-06-15", "--spell", "电工:2020-03..now")
DAY = ("--as-of", "2026-11-24")
LEVEL_3 = ("path", "--occupation", "电工", "--level", "L3", *DAY)


def save(lifepath: Lifepath, path: Path, *more: str) -> Path:
    path.write_text(lifepath(*LEVEL_3, *PERSON, *more, "--json").out, encoding="utf-8")
    return path


def edited(path: Path, edit: Any) -> Path:
    answer = json.loads(path.read_text(encoding="utf-8"))
    edit(answer)
    path.write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_path_tells_what_would_change_it_and_what_comes_after(lifepath: Lifepath) -> None:
    shown = lifepath(*LEVEL_3, *PERSON, "--onward")
    assert "opens L3 三级/高级工 on 2028-11-24: 3 years earlier" in shown.out
    assert "after the goal, worked on from 2031-11-24" in shown.out
    assert "2035-11-24" in shown.out
    found = lifepath(*LEVEL_3, *PERSON, "--onward", "--json").json
    assert [level["level"] for level in found["onward"]["next_levels"]] == ["L2", "L1"]
    assert found["changes"][0]["chinese"].startswith("如果")
    assert "此后继续从事本职业" in lifepath(*LEVEL_3, *PERSON, "--onward", "--explain").out


def test_an_unreachable_goal_names_the_nearest(lifepath: Lifepath) -> None:
    shown = lifepath("path", "--occupation", "电工", "--level", "CHIEF", *DAY, *PERSON)
    assert "nearest that can be reached:\n  电工 6-31-01-03: L1 一级/高级技师 (same ladder)" in shown.out
    told = lifepath("path", "--occupation", "电工", "--level", "CHIEF", *DAY, *PERSON, "--explain")
    assert "最接近而又能达到的目标（同一职业）：电工一级/高级技师" in told.out


@pytest.mark.parametrize("more", [(), ("--explain",), ("--onward",), ("--onward", "--explain")])
def test_a_saved_answer_replays_identically(
    lifepath: Lifepath, tmp_path: Path, more: tuple[str, ...]
) -> None:
    found = lifepath("replay", str(save(lifepath, tmp_path / "a.json", *more)))
    assert (found.code, found.out.strip()) == (0, "IDENTICAL")


def test_an_answer_that_was_changed_is_told_place_by_place(lifepath: Lifepath, tmp_path: Path) -> None:
    path = edited(save(lifepath, tmp_path / "a.json"), lambda a: a["steps"][1].update({"to": "2030-01-01"}))
    found = lifepath("replay", str(path))
    assert found.code == 1
    assert "steps.1.to: saved '2030-01-01', now '2031-11-24'" in found.out
    told = lifepath("replay", str(path), "--json")
    assert (told.code, told.json["outcome"]) == (1, "DIFFERENT")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "holds no answer"),
        ("not json", "line 1 is not JSON"),
        ("[]", "answer is missing or no JSON object"),
        ('{"person": {}}', "this is no answer"),
        ('{"outcome": "LEARNING_PATH"}', "envelope is missing"),
        ('{"outcome": "BAD_INPUT"}', "give the file of cases"),
    ],
)
def test_a_file_that_is_no_answer_is_one_line(
    lifepath: Lifepath, tmp_path: Path, content: str, message: str
) -> None:
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    found = lifepath("replay", str(path))
    assert (found.code, found.out) == (2, "")
    assert message in found.err.splitlines()[-1]
    assert lifepath("replay", str(tmp_path / "nothing.json")).code == 2


def test_a_revision_that_never_was_is_said(lifepath: Lifepath, tmp_path: Path) -> None:
    path = edited(save(lifepath, tmp_path / "a.json"), lambda a: a["envelope"].update(revision=99))
    found = lifepath("replay", str(path))
    assert found.code == 2
    assert "no revision 99" in found.err.splitlines()[-1]


def test_a_batch_replays_with_its_cases_bad_ones_too(lifepath: Lifepath, tmp_path: Path) -> None:
    cases, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    goal = {"occupation": "6-31-01-03", "level": "L3"}
    lines = [
        json.dumps({"id": "c-1", "as_of": "2026-11-24", "person": {"birth": "1990-05-01"}, "goal": goal}),
        json.dumps({"id": "c-2", "person": {}, "goal": {"occupation": "6-31-01-03", "level": "L9"}}),
    ]
    cases.write_text("\n".join(lines), encoding="utf-8")
    assert lifepath("path", "--batch", str(cases), "--out", str(out)).code == 2
    found = lifepath("replay", str(out), "--cases", str(cases))
    assert (found.code, found.out.strip()) == (0, "IDENTICAL (2 answers)")
    assert lifepath("replay", str(out)).code == 2
    cases.write_text(lines[0], encoding="utf-8")
    assert "do not belong together" in lifepath("replay", str(out), "--cases", str(cases)).err


def test_a_plan_is_made_again_with_what_changed(lifepath: Lifepath, tmp_path: Path) -> None:
    saved = str(save(lifepath, tmp_path / "a.json"))
    found = lifepath("path", "--changes", saved, "--education", "高职/430107@2020-06")
    assert found.code == 0
    assert "against the answer of before: 1095 days earlier" in found.out
    assert "2031-11-24 becomes 2028-11-24" in found.out
    higher = lifepath("path", "--changes", saved, "--level", "L2", "--json").json
    assert higher["replanned"]["days_earlier"] < 0
    assert higher["envelope"]["inputs"]["goal"]["level"] == "L2"
    assert "nothing changes" in lifepath("path", "--changes", saved).out
    wrong = lifepath("path", "--changes", saved, "--held", "电工:L4@2099-01-01")
    assert wrong.code == 2
    assert "--held 电工:L4@2099-01-01" in wrong.err
    (tmp_path / "b.json").write_text("{}", encoding="utf-8")
    assert lifepath("path", "--changes", str(tmp_path / "b.json")).code == 2


def test_goals_are_proposed_and_compared(lifepath: Lifepath) -> None:
    found = lifepath("goals", *DAY, *PERSON, "--json")
    assert found.json["proposals"][0]["goal"]["level"] == "L4"
    assert "电工" in lifepath("goals", "--group", "6-31-01", *DAY, *PERSON).out
    assert lifepath("goals", "--group", "没有这个类").code == 2
    rows = lifepath("compare", "电工:L3", "焊工:五级", "电工:CHIEF", *DAY, *PERSON, "--json").json["rows"]
    assert [row["goal"]["name"] for row in rows] == ["焊工", "电工", "电工"]
    assert "order: lawful before" in lifepath("compare", "电工:L3", *DAY, *PERSON).out
    assert "OCC:LEVEL" in lifepath("compare", "电工").err
    wrong = lifepath("compare", "电工:L3", "电工:L9", *DAY)
    assert (wrong.code, wrong.err.splitlines()[-1].startswith("error: 电工:L9: no level")) == (2, True)
    held = lifepath("compare", "电工:L3", *DAY, "--held", "没有:L5@2020-01-01")
    assert (held.code, held.err.splitlines()[-1].startswith("error: --held 没有")) == (2, True)


def test_a_plan_is_kept_as_a_page_a_pdf_and_a_calendar(lifepath: Lifepath, tmp_path: Path) -> None:
    for suffix in ("html", "pdf", "ics"):
        found = lifepath(*LEVEL_3, *PERSON, "--out", str(tmp_path / f"plan.{suffix}"))
        assert (found.code, f"written to {tmp_path / f'plan.{suffix}'}" in found.out) == (0, True)
    assert "电工（三级/高级工）" in (tmp_path / "plan.html").read_text(encoding="utf-8")
    with pypdfium2.PdfDocument(tmp_path / "plan.pdf") as pages:
        assert "2031年11月24日" in pages[0].get_textpage().get_text_range()
    calendar = icalendar.Calendar.from_ical((tmp_path / "plan.ics").read_bytes())
    assert len(calendar.events) == 3
    assert lifepath(*LEVEL_3, "--out", str(tmp_path / "plan.docx")).code == 2
    assert lifepath(*LEVEL_3, "--out", str(tmp_path / "nowhere" / "plan.pdf")).code == 2
