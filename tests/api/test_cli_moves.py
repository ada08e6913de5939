"""What `lifepath moves` tells, over the small world of moves."""

import json

import pytest

from api.cli.frame import run
from api.cli.moves import asked, told, with_names
from api.cli.output import to_json
from graph.errors import InvalidInput, NotFound
from tests.recommender.moving import catalogue, mover
from tests.recommender.worlds import TODAY

HOLDS_L3 = {"certificates": [{"occupation": "旧规工", "level": "L3", "awarded": "2024-01"}], "spells": []}


def test_up_and_sideways_are_told_with_levels_and_pairs_of_tasks() -> None:
    text = "\n".join(told(asked(mover(), "旧规工", HOLDS_L3, first=10, as_of=TODAY), catalogue()))
    assert text.startswith("旧规工 6-99-01-01")
    assert text.index("up:") < text.index("sideways:") < text.index("task by task:")
    for part in ("二级/技师", "2 of 4", "confirm", "丙修", "demand and wages are not known", "revision 1"):
        assert part in text


def test_an_occupation_without_tasks_is_told_what_is_not_known() -> None:
    text = "\n".join(told(asked(mover(), "无标准工", {}, first=10, as_of=TODAY), catalogue()))
    assert "up: nothing known" in text
    assert "sideways: nothing known" in text
    assert "no main tasks of 无标准工 are known" in text


def test_json_names_every_occupation_and_says_both_texts() -> None:
    found = json.loads(to_json(with_names(asked(mover(), "旧规工", {}, first=2, as_of=TODAY), catalogue())))
    assert len(found["lateral"]) == 2
    best = found["lateral"][0]
    assert (best["name"], best["code"], best["kind"]) == ("新规工", "6-99-02-01", "LATERAL")
    assert {"wanted_text", "own_text", "score"} <= set(best["transferable"][0])


def test_a_wrong_certificate_is_told_by_its_option() -> None:
    wrong = {"certificates": [{"occupation": "旧规工", "level": "L9", "awarded": "2024-01"}], "spells": []}
    with pytest.raises(InvalidInput, match="--held") as error:
        asked(mover(), "旧规工", wrong, first=2, as_of=TODAY)
    assert error.value.field == "--held"


def test_an_unknown_occupation_is_told() -> None:
    with pytest.raises(NotFound):
        asked(mover(), "独角兽饲养员", {}, first=2, as_of=TODAY)


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (["moves", "电工", "--held", "电工"], "--held"),
        (["moves", "电工", "--spell", "电工"], "--spell"),
        (["moves", "电工", "--first", "0"], "--first"),
        (["moves", "电工", "--as-of", "soon"], "--as-of"),
    ],
)
def test_wrong_options_are_named_before_anything_is_opened(
    arguments: list[str], option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*arguments, "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["field"] == option
