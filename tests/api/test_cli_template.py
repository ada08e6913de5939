"""`lifepath template`, and own conditions of a standard from the template to the path. All figures are SAMPLE."""

import csv
import json
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from api.cli.frame import run
from api.settings import CHECKOUT, variables
from graph.opening import open_store
from ingest import REPLACEABLE
from ingest.files import read_sheets
from ingest.records import OwnRuleRow, headers
from tests.api.commands import Lifepath
from tests.ingest.cuts import ELECTRICIAN, cut, write

STANDARD = f"std:{ELECTRICIAN}/2018"
GOAL = ("--occupation", ELECTRICIAN, "--level", "L3", "--birth", "1995-01-01", "--as-of", "2026-11-24")
PERSON = ("--spell", f"{ELECTRICIAN}:2021-03..now")
PLACE = {"text_title": "样例标准", "text_place": "1.9.1", "origin": "SAMPLE"}
SHORTER = {
    "standard": STANDARD,
    "level": "L3",
    "route_order": "5",
    "route": "worked-6",
    "route_name": "worked 6 years",
    "route_text": "样例：累计工作满6年",
    "condition_order": "1",
    "condition": "worked",
    "kind": "WORKED",
    "op": ">=",
    "value": "72",
    "unit": "MONTHS",
    "negated": "0",
    **PLACE,
}


@pytest.fixture
async def home(anyio_backend: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[Path]:
    """A store of its own, shared as `lifepath serve` shares it, and a few tables to load into it."""
    data = tmp_path / "data"
    data.mkdir()
    cut(CHECKOUT / "data", data)
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LIFEPATH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LIFEPATH_DATA", str(data))
    async with open_store(tmp_path / "home", None, share=True):
        yield tmp_path


def test_the_tables_that_can_be_given_are_listed(lifepath: Lifepath) -> None:
    found = lifepath("template", "--json").json
    assert [template["table"] for template in found] == list(REPLACEABLE)
    own = next(template for template in found if not template["shipped"])
    assert own["table"] == "eligibility"
    assert tuple(own["columns"]) == headers(OwnRuleRow)


def test_a_template_starts_from_the_rules_in_use_and_is_not_overwritten(
    lifepath: Lifepath, tmp_path: Path
) -> None:
    file = tmp_path / "own.csv"
    done = lifepath("template", "eligibility", "--standard", STANDARD, "--level", "L5", "--out", str(file))
    assert done.code == 0
    assert f"lifepath ingest --table eligibility={file} --dry-run" in done.out
    rows = _read(file)
    assert [(row["level"], row["kind"], row["value"]) for row in rows] == [
        ("L5", "WORKED", "12"),
        ("L5", "APPRENTICESHIP", "COMPLETED"),
    ]
    assert {row["origin"] for row in rows} == {""}
    again = lifepath("template", "eligibility", "--out", str(file))
    assert (again.code, again.err) == (2, f"error: --out: {file} exists and is not overwritten\n")


def test_an_xlsx_template_explains_itself_on_a_second_sheet(lifepath: Lifepath, tmp_path: Path) -> None:
    file = tmp_path / "own.xlsx"
    assert lifepath("template", "eligibility", "--out", str(file)).code == 0
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["Sheet", "guide"]
    explained = {str(row[0]) for row in book["guide"].iter_rows(values_only=True)}
    assert {*headers(OwnRuleRow), "WORKED", "OTHER"} <= explained
    assert tuple(read_sheets(file)[0].rows[0][1]) == headers(OwnRuleRow)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("wages", "--out", "x.csv"), "no template 'wages'; templates are occupations, "),
        (("eligibility",), "--out is missing"),
        (("eligibility", "--out", "x.txt"), "must end in .csv or .xlsx"),
        (("majors", "--standard", STANDARD, "--out", "x.csv"), "--standard goes with eligibility only"),
        (("eligibility", "--level", "L3", "--out", "x.csv"), "--level goes with --standard"),
        (("--out", "x.csv"), "name a table"),
        (("eligibility", "--standard", "std:9/2018", "--out", "x.csv"), "no standard std:9/2018"),
        (("eligibility", "--standard", "电工", "--out", "x.csv"), f"电工 has the standards {STANDARD}, "),
    ],
)
def test_what_cannot_be_written_is_refused_and_nothing_is_written(
    lifepath: Lifepath, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: Sequence[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = lifepath("template", *arguments)
    assert done.code == 2
    assert says in done.err
    assert not list(tmp_path.glob("x.*"))


@pytest.mark.server
def test_from_the_template_to_the_path_and_back(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def answer(*arguments: str) -> Any:
        capsys.readouterr()
        assert run([*arguments, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    own = home / "own.csv"
    answer("ingest")
    before = answer("path", *GOAL, *PERSON)
    answer("template", "eligibility", "--standard", STANDARD, "--level", "L3", "--out", str(own))
    rows = [*({**row, **PLACE} for row in _read(own)), SHORTER]
    names = headers(OwnRuleRow)
    write(own, names, [[row.get(name, "") for name in names] for row in rows])
    table = f"eligibility={own}"
    dry = answer("ingest", "--table", table, "--dry-run")
    assert (dry["revision"], dry["new"]["RuleSet"], dry["new"]["Route"]) == (None, 1, 5)
    assert answer("path", *GOAL, *PERSON)["steps"] == before["steps"]
    answer("ingest", "--table", table)
    after = answer("path", *GOAL, *PERSON)
    assert (before["earliest"], after["earliest"]) == ("2032-03-01", "2027-03-01")
    step = after["steps"][-1]
    assert (step["rule"], step["edition"]) == (f"rules:{ELECTRICIAN}/2018/L3", None)
    assert step["decided_by"] == [f"cond:{ELECTRICIAN}/2018/L3/worked-6/worked"]
    assert step["rule_source"]["origin"] == "SAMPLE"
    assert step["rule_source"]["locator"].endswith(": 样例标准, 1.9.1")
    answer("ingest")
    assert answer("path", *GOAL, *PERSON)["steps"] == before["steps"]


def _read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
