"""English names of occupations: all of them, told apart, never official; a wrong row is named."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import pytest

from graph.catalogue import Catalogue
from graph.errors import InvalidInput, NotFound
from graph.model.facts import EnglishName, Occupation
from graph.model.history import Revision
from graph.model.links import RelType
from graph.model.terms import Origin
from ingest import Loaded, load
from tests.ingest.cuts import ELECTRICIAN, WELDER, write

TABLE = "occupation_names_en"
HEADER = ("occupation_code", "occupation_name", "names")
_REVISION = Revision(1, datetime(2026, 11, 29, tzinfo=UTC), "test", (), MappingProxyType({}))
GOOD = ((ELECTRICIAN, "电工", "electrician"), (WELDER, "焊工", "welder/welding operator"))


def given(small: Path, tmp_path: Path, *rows: tuple[str, str, str]) -> Loaded:
    return load(small, {TABLE: write(tmp_path / "mine.csv", HEADER, rows)})


def named(loaded: Loaded) -> set[str]:
    return {node.name for node in loaded.snapshot.nodes.values() if isinstance(node, EnglishName)}


def test_every_occupation_has_an_english_name_those_in_comment_too(catalogue: Catalogue) -> None:
    bare = [o.name for o in catalogue.all(Occupation) if not catalogue.links(o.id, RelType.HAS_ENGLISH_NAME)]
    assert bare == []


def test_no_two_occupations_share_an_english_name(catalogue: Catalogue) -> None:
    counted = Counter(name.name.casefold() for name in catalogue.all(EnglishName))
    assert [name for name, count in counted.items() if count > 1] == []


def test_no_english_name_passes_for_official(catalogue: Catalogue) -> None:
    facts = [*catalogue.all(EnglishName)]
    links = [k for k in catalogue.snapshot.links.values() if k.type is RelType.HAS_ENGLISH_NAME]
    assert len(facts) == len(links) == 2195
    assert {(f.origin, f.method) for f in (*facts, *links)} == {(Origin.DERIVED, "translated by the project")}


def test_the_usual_name_comes_first_and_tells_its_row(catalogue: Catalogue) -> None:
    mechanic = catalogue.occupation("汽车维修工")
    names = catalogue.targets(mechanic.id, RelType.HAS_ENGLISH_NAME, EnglishName)
    assert [name.name for name in names] == ["motor vehicle mechanic", "car mechanic", "auto mechanic"]
    assert names[0].locator.startswith(f"{TABLE} row ")


@pytest.mark.parametrize("text", ["electrician", "Electrician", " ELECTRICIAN "])
def test_an_occupation_is_known_by_its_english_name_whatever_its_capitals(
    catalogue: Catalogue, text: str
) -> None:
    assert catalogue.occupation(text).code == ELECTRICIAN


def test_what_is_no_english_name_is_not_found(catalogue: Catalogue) -> None:
    with pytest.raises(NotFound):
        catalogue.occupation("electric")


def test_an_english_name_of_two_occupations_names_both_codes(small: Path, tmp_path: Path) -> None:
    loaded = given(small, tmp_path, GOOD[0], (WELDER, "焊工", "welder/electrician"))
    shared = Catalogue.of(loaded.snapshot, _REVISION)
    with pytest.raises(InvalidInput, match=f"{WELDER}, {ELECTRICIAN}"):
        shared.occupation("electrician")


@pytest.mark.parametrize(
    "row",
    [("9-99-99-99", "电工", "electrician"), (ELECTRICIAN, "焊工", "welder"), ("", "没有的职业", "nobody")],
)
def test_a_row_that_names_no_occupation_is_left_out_with_its_place(
    small: Path, tmp_path: Path, row: tuple[str, str, str]
) -> None:
    loaded = given(small, tmp_path, row, GOOD[1])
    assert named(loaded) == {"welder", "welding operator"}
    (told,) = [rejected for rejected in loaded.rejected if rejected.row.startswith(TABLE)]
    assert told.row == f"{TABLE} row 2"
    assert f"{row[0]} {row[1]}".strip() in told.reason


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("", "names"),
        ("/welder", "names"),
        ("电工", "names"),
        ("welder//fitter", "names"),
        ("welder/Welder", "stands twice"),
    ],
)
def test_wrong_names_are_refused_with_file_row_and_field(
    small: Path, tmp_path: Path, names: str, told: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        given(small, tmp_path, GOOD[0], (WELDER, "焊工", names))
    assert refused.value.message.startswith("mine.csv: row 3, names: ")
    assert told in refused.value.message


def test_an_occupation_that_stands_twice_is_refused_with_both_rows(small: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"row 4.* repeats row 2") as refused:
        given(small, tmp_path, *GOOD, (ELECTRICIAN, "电工", "sparky"))
    assert refused.value.field == "occupation_code"


def test_a_translation_of_the_users_own_is_derived_too(small: Path, tmp_path: Path) -> None:
    loaded = given(small, tmp_path, *GOOD)
    nodes = [node for node in loaded.snapshot.nodes.values() if isinstance(node, EnglishName)]
    assert {(n.origin, n.method) for n in nodes} == {(Origin.DERIVED, "translation given by the user")}
