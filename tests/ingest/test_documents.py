"""Documents of standards: read alike from docx, xlsx and pdf, and refused by table, row and column."""

from pathlib import Path

import pytest

from graph.errors import InvalidInput
from graph.model.terms import Level
from ingest.chapters import Known, Reading, StandardText, read_standard
from ingest.chapters.conditions import fully_read
from ingest.chapters.wording import items, level_of, plain
from ingest.documents import read_document
from tests.ingest.cuts import read
from tests.ingest.damages import FILES, KINDS, Kind, damaged
from tests.ingest.retyped import CODE, ETHICS, HOURS, NAME, YEAR, facts, standard
from tests.ingest.writing import WRITERS

KNOWN = Known({CODE: NAME}, {})


def reading(path: Path) -> Reading:
    return read_standard(read_document(path), KNOWN)


@pytest.fixture(scope="module", params=sorted(WRITERS))
def text(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> StandardText:
    """The retyped standard, read from one of the formats."""
    path = WRITERS[request.param](standard(), tmp_path_factory.mktemp("standard") / f"it.{request.param}")
    found = reading(path)
    assert found.damages == ()
    assert found.standard is not None
    return found.standard


def test_the_retyped_facts_are_those_of_the_shipped_tables(data: Path) -> None:
    shipped = [row for row in read(data / "standard_weights.csv") if row["occupation_code"] == CODE]
    retyped = [(level, row) for level, rows in facts().items() for row in rows]
    assert {(r["level"], r["function"], r["weight"]) for r in shipped} == {
        (level.value, row["function"], row["weight"]) for level, row in retyped
    }
    assert {row["year"] for row in shipped} == {str(YEAR)}


def test_a_standard_is_read_alike_from_every_format(text: StandardText) -> None:
    assert (text.code, text.occupation_code, text.joined) == (CODE, CODE, "PRINTED")
    assert (text.name, text.year, text.work_type) == (NAME, YEAR, "")
    assert {level.level: level.hours for level in text.levels} == HOURS
    assert [
        (level.level, f.name, f.weight, f.theory_weight) for level in text.levels for f in level.functions
    ] == [
        (level, row["function"], float(row["weight"]), float(row["theory_weight"]))
        for level, rows in facts().items()
        for row in rows
    ]


def test_merged_cells_and_pages_do_not_lose_a_requirement(text: StandardText) -> None:
    for level in text.levels:
        for n, function in enumerate(level.functions, start=1):
            assert [work.name for work in function.works] == ["SAMPLE工作一", "SAMPLE工作二"]
            for k, work in enumerate(function.works, start=1):
                assert [item.text for item in work.skills] == [
                    f"能够完成SAMPLE工作的第{n}.{k}.{i}步并且写得很长以便在表格里换行" for i in (1, 2)
                ]
                assert [item.text for item in work.knowledge] == [f"SAMPLE知识{'一二'[k - 1]}"]


def test_basic_requirements_take_the_rest_of_the_theory_test(text: StandardText) -> None:
    for level in text.levels:
        assert level.ethics_weight == ETHICS
        functions = sum(function.theory_weight for function in level.functions)
        assert level.basics_weight is not None
        assert functions + level.ethics_weight + level.basics_weight == 100


def test_regular_conditions_are_read_and_a_level_with_an_unread_one_is_left_alone(text: StandardText) -> None:
    read_levels = fully_read(text.routes)
    assert list(read_levels) == [Level.L5]
    worked, apprenticed = (route.conditions[0] for route in read_levels[Level.L5])
    assert (worked.kind, worked.value, worked.unit, worked.ref) == ("WORKED", "24", "MONTHS", "")
    assert apprenticed.kind == "APPRENTICESHIP"
    held, since = next(route for route in text.routes if route.level is Level.L4).conditions
    assert (held.kind, held.value) == ("HELD", "L5")
    assert (since.kind, since.value, since.ref) == ("WORKED", "36", "HELD")


def test_what_is_not_read_is_told_with_its_place(tmp_path: Path) -> None:
    notes = [str(note) for note in reading(WRITERS["docx"](standard(), tmp_path / "it.docx")).notes]
    assert len(notes) == 1
    assert notes[0].startswith("paragraph ")
    assert "申报条件: UNREAD: L4 SAMPLE" in notes[0]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_damaged_document_is_refused_by_table_row_and_column(kind: Kind, tmp_path: Path) -> None:
    found = reading(damaged(kind, tmp_path))
    assert found.standard is None
    told = "\n".join(map(str, found.damages))
    for part in kind.said:
        assert part in told


@pytest.mark.parametrize("name", ["a wrong header", "a percentage is no number", "hours are no number"])
def test_one_fault_is_told_once_without_what_follows_from_it(name: str, tmp_path: Path) -> None:
    kind = next(kind for kind in KINDS if kind.name == name)
    assert len(reading(damaged(kind, tmp_path)).damages) == 1


@pytest.mark.parametrize("suffix", ["xlsx", "pdf"])
def test_a_broken_merged_cell_is_seen_in_every_format(suffix: str, tmp_path: Path) -> None:
    broken = next(kind for kind in KINDS if kind.name == "a merged cell is broken")
    told = [damage.reason for damage in reading(damaged(broken, tmp_path, suffix)).damages]
    assert told == ["is empty: no merged cell covers this row"]


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_is_refused_by_its_name(name: str, tmp_path: Path) -> None:
    file, write, said = FILES[name]
    with pytest.raises(InvalidInput) as refused:
        read_document(write(tmp_path / file))
    assert said in refused.value.message


def test_a_code_that_was_renumbered_is_found_by_the_name(tmp_path: Path) -> None:
    document = read_document(WRITERS["docx"](standard(), tmp_path / "it.docx"))
    found = read_standard(document, Known({"4-04-05-99": NAME, CODE: "SAMPLE员"}, {})).standard
    assert found is not None
    assert (found.code, found.occupation_code, found.joined) == (CODE, "4-04-05-99", "BY_NAME")
    given = read_standard(document, Known({"4-04-05-98": "SAMPLE员"}, {}), "4-04-05-98").standard
    assert given is not None
    assert (given.occupation_code, given.joined) == ("4-04-05-98", "GIVEN")


@pytest.mark.parametrize(
    ("text", "technical", "level"),
    [
        ("3.1 五级/初级工", False, Level.L5),
        ("四级/中级工（％）", False, Level.L4),
        ("高级技师", False, Level.L1),
        ("3.2 中级", True, Level.T2),
        ("中级", False, Level.L4),
        ("技师学院", False, None),
        ("六级/入门工", False, None),
        ("五级/初级工、四级/中级工", False, None),
    ],
)
def test_a_level_is_read_only_where_a_text_names_one(text: str, technical: bool, level: Level | None) -> None:
    assert level_of(text, technical) is level


def test_items_of_a_cell_are_told_apart_by_their_numbers_or_lines() -> None:
    assert items("1.1.1能做甲；1.1.2能做\n乙。") == ["能做甲", "能做乙"]
    assert items("能做甲；\n能做乙。") == ["能做甲", "能做乙"]
    assert items("1.1.1 3D建模") == ["3D建模"]


def test_a_name_loses_its_number_and_its_footnote_mark() -> None:
    assert plain("1．焊接①") == "焊接"
    assert plain("3D 打印") == "3D打印"
