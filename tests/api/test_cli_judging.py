"""`lifepath curate fit` and `lifepath gap --judgements`, beside a real store and with the real encoder."""

import csv
from collections.abc import AsyncGenerator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from api.calibrating import FILE
from api.cli.curating import COLUMNS
from api.cli.frame import run
from api.settings import variables
from graph.model.difference import compare
from graph.opening import open_store
from recommender.desk.marks import read_marks
from recommender.desk.refitting import LEAST
from tests.api.commands import Lifepath, Outcome
from tests.api.excerpt import excerpt
from tests.api.models import save_model

pytestmark = [pytest.mark.server, pytest.mark.model]
VERBS, THINGS = (
    ("安装", "检修", "调试", "维护"),
    ("低压电器", "电动机", "照明线路", "变压器", "控制电路", "焊接接头"),
)
TASKS = tuple(verb + thing for verb, thing in product(VERBS, THINGS))
ASKED = ("--name", "样例工", "--as-of", "2026-11-24", *(part for task in TASKS for part in ("--task", task)))
OTHER = ("--name", "别的工", "--as-of", "2026-11-24", "--task", "检查电缆接头", "--json")


@pytest.fixture(scope="module")
async def home(anyio_backend: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Path]:
    """A data directory of its own, so that nothing is judged at first."""
    folder = tmp_path_factory.mktemp("home")
    async with open_store(folder, None, share=True) as store:
        difference = compare(await store.snapshot(), excerpt())
        await store.apply(difference, base=0, who="tests", sources=())
        yield folder


@pytest.fixture
def lifepath(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Lifepath:
    """Runs a command in this process on that directory."""
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LIFEPATH_HOME", str(home))

    def lifepath(*arguments: str) -> Outcome:
        capsys.readouterr()
        code = run(arguments)
        said = capsys.readouterr()
        return Outcome(code, said.out, said.err)

    return lifepath


def accepted(path: Path, tasks: Sequence[dict[str, Any]]) -> Path:
    """A file in which a developer accepts the nearest function of every task, and says beside which others it stood."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for task in tasks:
            beside = "\n".join(text for text in TASKS if text != task["task"])
            said = {"start": task["key"], "text": task["task"], "end": task["functions"][0]["modules"][0]}
            why = {"decision": "ACCEPTED", "why": "看过教材", "who": "王老师", "beside": beside}
            writer.writerow({**dict.fromkeys(COLUMNS, ""), **said, **why})
    return path


def test_judgements_move_the_probabilities_once_they_are_fitted_and_an_earlier_answer_can_be_had_again(
    lifepath: Lifepath, home: Path, tmp_path: Path
) -> None:
    none = lifepath("curate", "fit", "--json")
    assert (none.code, none.json["matches"], none.json["before"], none.json["out"]) == (0, 0, None, None)
    first = lifepath("gap", *ASKED, "--json").json
    before = lifepath("gap", *OTHER).json
    assert (first["envelope"]["judgements"], first["calibration"]["judged"]) == (0, 0)

    file = accepted(tmp_path / "j.csv", first["tasks"])
    newest = lifepath("curate", "file", str(file), "--json").json["stored"][-1]["number"]
    assert newest == len(TASKS) >= LEAST

    tried = lifepath("curate", "fit", "--dry-run", "--json").json
    assert (tried["matches"], tried["accepted"], tried["out"]) == (len(TASKS), len(TASKS), None)
    assert not (home / FILE).exists()
    assert "nothing was written" in lifepath("curate", "fit", "--dry-run").out
    fitted = lifepath("curate", "fit", "--json").json
    assert fitted == {**tried, "out": str(home / FILE)}
    assert read_marks(home / FILE).judged == len(TASKS)
    assert (
        f"{len(TASKS)} judged matches count, {len(TASKS)} of them accepted" in lifepath("curate", "fit").out
    )

    after = lifepath("gap", *OTHER).json
    digest = read_marks(home / FILE).digest
    assert after["calibration"] == {"digest": digest, "judged": len(TASKS), "newest": newest}
    assert after["tasks"][0]["probability"] > before["tasks"][0]["probability"], "all were accepted"

    again = lifepath("gap", *ASKED, "--judgements", "0", "--json").json
    assert again == first
    half = lifepath("gap", *ASKED, "--judgements", str(newest // 2), "--json").json
    assert half["envelope"]["judgements"] == newest // 2
    assert [task["basis"] for task in half["tasks"]].count("JUDGED") == newest // 2
    assert half["calibration"] == first["calibration"], "later judgements count in nothing"
    told = lifepath("gap", *ASKED, "--judgements", str(newest)).out
    assert f"judgements up to {newest}" in told
    assert "covered (judged)" in told

    beyond = lifepath("gap", *ASKED, "--judgements", str(newest + 1), "--json")
    assert (beyond.code, beyond.json["error"]["field"]) == (2, "--judgements")
    assert f"the newest judgement is {newest}" in beyond.json["error"]["message"]


def test_a_fit_that_cannot_be_written_is_told_and_leaves_the_marks_of_before(
    lifepath: Lifepath, home: Path
) -> None:
    (home / FILE).unlink(missing_ok=True)
    (home / FILE).mkdir()
    refused = lifepath("curate", "fit", "--json")
    (home / FILE).rmdir()
    assert (refused.code, refused.json["error"]["field"]) == (2, "LIFEPATH_HOME")
    assert sorted(path.name for path in home.iterdir() if FILE in path.name) == []


def test_an_encoder_that_nothing_was_measured_with_has_no_marks_to_fit(
    lifepath: Lifepath, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LIFEPATH_MODEL", str(save_model(tmp_path / "model", TASKS)))
    refused = lifepath("curate", "fit", "--json")
    assert (refused.code, refused.json["error"]["field"]) == (2, "LIFEPATH_MODEL")
    assert "there are no marks to fit" in refused.json["error"]["message"]
