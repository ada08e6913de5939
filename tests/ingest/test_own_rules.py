"""Conditions that a standard sets of its own: taken at their level, refused row by row. All figures are SAMPLE."""

from pathlib import Path

import pytest

from graph.errors import InvalidInput
from graph.model.difference import compare
from graph.model.facts import Condition, RuleSet, Source, Standard
from graph.model.history import Action, changes_of, rewind
from graph.model.links import Link, RelType
from graph.model.terms import Level, LevelReading, Origin, RuleChoice
from ingest import Loaded, load
from ingest.records import OwnRuleRow, headers
from tests.ingest.cuts import ELECTRICIAN, read, rewrite, write

STANDARD = f"std:{ELECTRICIAN}/2018"
CERTIFICATE = f"cert:skill/{ELECTRICIAN}/L3"
SAMPLE = {
    "standard": STANDARD,
    "level": "L3",
    "route_order": "1",
    "route": "worked-3",
    "route_name": "worked 3 years",
    "route_text": "样例：累计工作满3年",
    "condition_order": "1",
    "condition": "worked",
    "kind": "WORKED",
    "op": ">=",
    "value": "36",
    "unit": "MONTHS",
    "negated": "0",
    "text_title": "样例标准",
    "text_place": "1.9.1",
    "origin": "SAMPLE",
}


def given(folder: Path, *changes: dict[str, str]) -> Path:
    """A file of rows, each the sample with some cells of its own."""
    names = headers(OwnRuleRow)
    rows = [[{**SAMPLE, **changed}.get(name, "") for name in names] for changed in changes]
    return write(folder / "own.csv", names, rows)


def taken(small: Path, folder: Path, *changes: dict[str, str]) -> Loaded:
    return load(small, {"eligibility": given(folder, *changes)})


def refusal(small: Path, folder: Path, *changes: dict[str, str]) -> str:
    with pytest.raises(InvalidInput) as refused:
        taken(small, folder, *changes)
    return refused.value.message


def admitting(loaded: Loaded, certificate: str) -> list[Link]:
    links = loaded.snapshot.links.values()
    return [x for x in links if x.type is RelType.ADMITTED_BY and x.start == certificate]


def test_own_conditions_admit_at_their_level_and_defaults_at_the_others(small: Path, tmp_path: Path) -> None:
    loaded = taken(small, tmp_path, {})
    (own,) = admitting(loaded, CERTIFICATE)
    assert (own.end, own.kind, own.origin) == (
        f"rules:{ELECTRICIAN}/2018/L3",
        RuleChoice.OWN,
        Origin.SAMPLE,
    )
    (default,) = admitting(loaded, CERTIFICATE.replace("L3", "L4"))
    assert (default.end, default.kind) == ("rules:2018/L4", RuleChoice.BY_YEAR)


def test_a_rule_of_its_own_tells_the_file_the_row_the_place_and_who_stands_behind_it(
    small: Path, tmp_path: Path
) -> None:
    loaded = taken(small, tmp_path, {})
    rules = loaded.snapshot.nodes[f"rules:{ELECTRICIAN}/2018/L3"]
    assert isinstance(rules, RuleSet)
    assert rules.edition is None
    assert (rules.locator, rules.origin) == ("eligibility row 2: 样例标准, 1.9.1", Origin.SAMPLE)
    source = loaded.snapshot.nodes[rules.source]
    assert isinstance(source, Source)
    assert source.title == "own.csv"
    condition = loaded.snapshot.nodes[f"cond:{ELECTRICIAN}/2018/L3/worked-3/worked"]
    assert isinstance(condition, Condition)
    assert (condition.kind, condition.value) == ("WORKED", "36")


def test_an_occupation_and_work_type_name_the_standard_that_governs_the_level(
    small: Path, tmp_path: Path
) -> None:
    loaded = taken(small, tmp_path, {"standard": "", "occupation_code": ELECTRICIAN})
    assert [x.end for x in admitting(loaded, CERTIFICATE)] == [f"rules:{ELECTRICIAN}/2018/L3"]


def test_without_the_file_nothing_of_it_remains(small: Path, tmp_path: Path) -> None:
    own = taken(small, tmp_path, {})
    difference = compare(own.snapshot, load(small).snapshot)
    assert {i.partition(":")[0] for i in difference.nodes.closed} == {"rules", "route", "cond", "src"}
    assert [str(key) for key in difference.links.new] == [f"{CERTIFICATE} -ADMITTED_BY-> rules:2018/L3"]


def test_a_level_that_could_not_be_read_exists_where_its_own_conditions_are_given(
    small: Path, tmp_path: Path
) -> None:
    rewrite(
        small / "standards.csv",
        lambda row: (row["occupation_code"], row["year"]) == (ELECTRICIAN, "2018"),
        levels="",
        level_reading="UNKNOWN",
    )
    rewrite(small / "standard_weights.csv", lambda row: row["occupation_code"] == ELECTRICIAN)
    assert not admitting(load(small), CERTIFICATE)
    loaded = taken(small, tmp_path, {})
    standard = loaded.snapshot.nodes[STANDARD]
    assert isinstance(standard, Standard)
    assert (standard.levels, standard.level_reading) == ((Level.L3,), LevelReading.PARTIAL)
    assert standard.origin is Origin.DERIVED
    assert [x.kind for x in admitting(loaded, CERTIFICATE)] == [RuleChoice.OWN]


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"kind": "FLY"}, "row 2, kind: 'FLY' is none of: WORKED, HELD"),
        ({"level": "L9"}, "row 2, level: 'L9' is none of APPRENTICE, L5"),
        ({"level": "T2"}, "row 2, level: T2 is not planned with; levels are L5"),
        ({"standard": "std:9-99-99-99/2018"}, "row 2, standard: no standard std:9-99-99-99/2018"),
        (
            {"standard": "", "occupation_code": ELECTRICIAN, "work_type": "样例工"},
            f"row 2, occupation_code: no standard of {ELECTRICIAN} 样例工; known are std:{ELECTRICIAN}/2018",
        ),
        ({"standard": ""}, "row 2, occupation_code: neither standard nor occupation_code is filled in"),
        ({"occupation_code": "6-18-02-04"}, f"row 2, standard: {STANDARD} is not a standard of 6-18-02-04"),
        (
            {"standard": f"std:{ELECTRICIAN}/UNKNOWN"},
            f"row 2, standard: {STANDARD} is newer and governs L3: name that one",
        ),
        ({"kind": "", "condition": ""}, "row 2, condition: route 'worked-3' has no condition here"),
        ({"value": "three"}, "row 2, value: 'three' is not a whole number above zero"),
        ({"unit": "YEARS"}, "row 2, unit: 'YEARS' is not MONTHS"),
        ({"ref": "HELD"}, "row 2, ref: work is counted since HELD, but the route has no HELD condition"),
        ({"negated": "1"}, "row 2, negated: a condition of kind WORKED cannot be negated"),
        (
            {"kind": "HELD", "op": "=", "value": "L3", "unit": "LEVEL", "ref": "RELATED_OCCUPATION"},
            "row 2, value: L3 cannot require a certificate of L3: only of a lower level",
        ),
        (
            {"kind": "MAJOR", "op": "=", "value": "RELATED", "unit": ""},
            "row 2, kind: MAJOR needs a condition EDUCATION in the same route",
        ),
        ({"text_place": ""}, "row 2, text_place: is empty, and must be filled in"),
        ({"origin": "DERIVED"}, "row 2, origin: 'DERIVED' is none of OFFICIAL, INSTITUTION, SAMPLE"),
    ],
)
def test_a_wrong_row_is_refused_with_its_field(
    small: Path, tmp_path: Path, cells: dict[str, str], says: str
) -> None:
    message = refusal(small, tmp_path, cells)
    assert message.startswith("own.csv: 1 wrong row, nothing was taken:\n")
    assert says in message


def test_every_wrong_row_is_told_at_once(small: Path, tmp_path: Path) -> None:
    message = refusal(
        small,
        tmp_path,
        {"kind": "FLY"},
        {"route": "worked-4", "condition": "other"},
        {"route": "worked-5"},
        {"route": "worked-4", "condition": "other", "route_text": "another"},
    )
    assert [line.partition(":")[0] for line in message.splitlines()] == [
        "own.csv",
        "  row 2, kind",
        "  row 4, route_order",
        "  row 5, condition",
        "  row 5, condition_order",
        "  row 5, route_text",
    ]


def test_a_level_that_the_standard_does_not_list_is_refused(small: Path, tmp_path: Path) -> None:
    rewrite(small / "standards.csv", lambda row: row["occupation_code"] == ELECTRICIAN, levels="L5/L4")
    assert f"row 2, level: {STANDARD} does not list L3; it lists L5, L4" in refusal(small, tmp_path, {})


def test_a_file_of_headers_only_is_refused(small: Path, tmp_path: Path) -> None:
    assert refusal(small, tmp_path) == "own.csv has headers but no row of table eligibility"


def test_the_revision_before_and_the_one_with_them_are_both_rebuilt(small: Path, tmp_path: Path) -> None:
    before, own = load(small).snapshot.stamped(1), taken(small, tmp_path, {}).snapshot
    removed = compare(own.stamped(2), before)
    changes = changes_of(removed, 3)
    rules = f"rules:{ELECTRICIAN}/2018/L3"
    assert [(c.action, c.before["locator"]) for c in changes if c.entity == rules] == [
        (Action.CLOSED, "eligibility row 2: 样例标准, 1.9.1")
    ]
    assert rules in rewind(before, changes, 2).nodes
    assert rules not in before.nodes


def test_the_shipped_tables_set_no_conditions_of_their_own(small: Path) -> None:
    assert not (small / "eligibility.csv").exists()
    assert {row["edition"] for row in read(small / "eligibility_rules.csv")} == {"2018", "2023"}
