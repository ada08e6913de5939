"""`lifepath learn` and `lifepath match` beside a store that is served, without the model."""

import json
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import Any

import pytest

from api.cli.frame import run
from api.settings import variables
from graph.model.difference import compare
from graph.opening import open_store
from tests.recommender.supplies import evening_course, with_schools

pytestmark = pytest.mark.server
Answer = Callable[..., tuple[int, str, str]]
GOAL = ("--occupation", "旧规工", "--level", "L4", "--no-model", "--as-of", "2026-11-24")


@pytest.fixture(scope="module")
async def home(anyio_backend: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Path]:
    """A data directory whose store holds the world of schools and is shared."""
    folder = tmp_path_factory.mktemp("home")
    async with open_store(folder, None, share=True) as store:
        world = with_schools(*evening_course()).snapshot
        await store.apply(compare(await store.snapshot(), world), base=0, who="tests", sources=())
        yield folder


@pytest.fixture
def lifepath(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Answer:
    """Runs a command in this process: exit code, stdout, stderr."""
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LIFEPATH_HOME", str(home))

    def lifepath(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err

    return lifepath


def read(answer: tuple[int, str, str]) -> Any:
    """The JSON of an answer that must succeed."""
    code, out, err = answer
    assert code == 0, err
    return json.loads(out)


def test_gaps_come_first_and_what_is_held_never(lifepath: Answer) -> None:
    everything = read(lifepath("learn", *GOAL, "--json"))
    assert [(i["stage"], i["level"]) for i in everything["items"][:2]] == [("GOAL", "L5"), ("GOAL", "L4")]
    held = read(lifepath("learn", *GOAL, "--held", "旧规工:L5@2020-01-01", "--json"))
    assert "L5" not in {i["level"] for i in held["items"] if i["stage"] == "GOAL"}


def test_a_person_reads_who_serves_what_and_why(lifepath: Answer) -> None:
    code, out, _ = lifepath("learn", *GOAL, "--near", "地990100")
    assert code == 0
    assert "DECLARED" in out
    assert "学校3" in out
    assert "full-time degree" not in out.split("would change this")[0].split("why")[0]
    assert "note: wage, demand and the price after subsidy are not known" in out


def test_without_person_and_goal_there_is_an_answer(lifepath: Answer) -> None:
    found = read(lifepath("learn", "--no-model", "--json"))
    assert {item["stage"] for item in found["items"]} == {"START"}


def test_only_a_short_course_answers_the_wish_for_one(lifepath: Answer) -> None:
    found = read(lifepath("match", *GOAL, "--mode", "ONSITE", "--json"))
    assert [item["name"] for item in found["items"]] == ["学校3"]
    assert "without the filter modes: 3 institutions instead of 1" in found["what_would_change_this"]


def test_institutions_are_shown_with_the_parts_of_the_first(lifepath: Answer) -> None:
    code, out, _ = lifepath("match", *GOAL, "--in-region", "地990200", "--near", "990200")
    assert code == 0
    assert "学校1" not in out
    assert "grade 1.00 x 0.1" in out
    assert "left out by region" in out


def test_a_major_may_be_named_by_id_code_or_name(lifepath: Answer) -> None:
    by_id, by_code, by_name = (
        read(lifepath("match", "--major", major, "--no-model", "--json"))["items"]
        for major in ("maj:高职/400001", "400001", "专业400001")
    )
    assert by_id == by_code == by_name != []


def test_a_wish_that_nobody_serves_says_so(lifepath: Answer) -> None:
    code, out, _ = lifepath("match", *GOAL, "--entry-route", "单招")
    assert code == 0
    assert "no known provider" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("learn", "--occupation", "旧规工"), "--level"),
        (("learn", *GOAL, "--near", "没有这里"), "没有这里"),
        (("learn", *GOAL, "--held", "没有:L5@2020-01-01"), "--held"),
        (("learn", *GOAL, "--birth", "2030-01-01"), "--birth"),
        (("match",), "exactly one"),
        (("match", "--occupation", "旧规工"), "--level"),
        (("match", *GOAL, "--major", "maj:高职/400001"), "exactly one"),
        (("match", "--major", "maj:高职/000000", "--no-model"), "maj:高职/000000"),
        (("match", "--occupation", "旧规工", "--level", "L9", "--no-model"), "L9"),
        (("match", *GOAL, "--mode", "EVENING"), "EVENING"),
        (("match", *GOAL, "--in-region", "没有这里"), "--in-region"),
        (("match", *GOAL, "--near", "没有这里"), "--near"),
        (("match", "--module", "mod:x", "--no-model"), "--module"),
        (("match", *GOAL, "--longest-years", "nan"), "--longest-years"),
        (("match", *GOAL, "--longest-years", "-1"), "--longest-years"),
    ],
)
def test_wrong_input_is_one_line_that_names_it(
    lifepath: Answer, arguments: tuple[str, ...], said: str
) -> None:
    code, out, err = lifepath(*arguments)
    assert code == 2
    assert out == ""
    last = err.strip().splitlines()[-1]
    assert last.startswith("error: ")
    assert said in last
