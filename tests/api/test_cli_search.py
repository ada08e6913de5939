"""`lifepath search`, `model` and `doctor`, with the real model on an excerpt of the catalogue."""

import pytest

from tests.api.commands import Lifepath

pytestmark = [pytest.mark.server, pytest.mark.model]


@pytest.mark.parametrize(
    ("text", "code"), [("氩弧焊", "6-18-02-04"), ("AI trainer", "4-04-05-05"), ("焊工", "6-18-02-04")]
)
def test_free_text_finds_the_occupation_first(lifepath: Lifepath, text: str, code: str) -> None:
    found = lifepath("search", text, "--first", "2", "--json")
    assert found.code == 0
    first, second = found.json["matches"]
    assert first["code"] == code
    assert (first["exact"], found.json["abstained"]) == (text != "氩弧焊", False)
    assert first["score"] >= second["score"]
    assert first["reasons"]


def test_a_search_reads_well_in_a_terminal(lifepath: Lifepath) -> None:
    told = lifepath("search", "急招焊工（包吃住）", "--first", "1").out.splitlines()
    assert told[1].split()[:3] == ["6-18-02-04", "焊工", "exact"]
    assert told[2] == "read as: 焊工; left out: 急招 (employer), 包吃住 (benefit)"
    assert told[3].startswith("put forward: 焊工; ")


def test_where_no_occupation_is_sure_enough_the_group_that_is_stands_below(lifepath: Lifepath) -> None:
    found = lifepath("search", "销售", "--json").json
    assert (found["abstained"], found["offered"]["code"]) == (True, "4-01-02")
    assert found["probability"] > found["matches"][0]["probability"]
    assert found["threshold"] > found["matches"][0]["probability"]
    assert found["offered"]["probability"] >= found["threshold"]
    told = lifepath("search", "销售").out
    assert f"not decided: {found['why']}\nsure enough: 4-01-02 " in told


def test_context_is_compared_along_with_the_text(lifepath: Lifepath) -> None:
    alone, within = (
        lifepath("search", "训练师", *context, "--json").json["matches"]
        for context in ((), ("--context", "电工班"))
    )
    assert [match["score"] for match in alone] != [match["score"] for match in within]
    refused = lifepath("search", "训练师", "--context", "电" * 2_001)
    assert (refused.code, refused.err) == (2, "error: --context has more than 2000 characters\n")


def test_a_text_of_blanks_is_refused_before_anything_is_loaded(lifepath: Lifepath) -> None:
    found = lifepath("search", " ")
    assert (found.code, found.err) == (2, "error: the text to search for is empty\n")


def test_a_model_that_does_not_exist_is_told(lifepath: Lifepath, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIFEPATH_MODEL", "/no/such/model")
    assert lifepath("model", "info", "--json").json["name"] == "/no/such/model"
    found = lifepath("model", "prepare")
    assert found.code == 2
    assert "/no/such/model" in found.err.splitlines()[-1]


def test_the_built_in_model_is_prepared_once_and_told(lifepath: Lifepath) -> None:
    assert lifepath("model", "prepare", "--json").json["ready"] is True
    told = lifepath("model", "info")
    assert "multilingual-e5-small (built in)" in told.out


def test_the_doctor_finds_a_healthy_store_and_a_slip_in_a_setting(
    lifepath: Lifepath, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIFEPATH_PORT", "0")
    healthy = lifepath("doctor", "--json")
    wrong = [check for check in healthy.json if check["verdict"] == "WRONG"]
    assert (healthy.code, wrong) == (0, [])
    assert {"store", "schema", "catalogue", "model", "vectors", "adapter", "port"} <= {
        c["name"] for c in healthy.json
    }
    monkeypatch.setenv("LIFEPATH_HOEM", "/x")
    ill = lifepath("doctor")
    assert ill.code == 1
    assert "is LIFEPATH_HOME meant?" in ill.out
