"""Documents added to what stands: they replace what was known of their standard or package, and outlive later ingests."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import InvalidInput, NotFound, NotReady
from graph.model.difference import Difference, compare
from graph.model.facts import (
    Certificate,
    Module,
    RuleSet,
    Source,
    StandardLevel,
    TrainingPackage,
)
from graph.model.links import Link, RelType
from graph.model.snapshot import Snapshot
from graph.model.terms import Level, Origin, RuleChoice
from ingest import load
from ingest.documents import read_document
from ingest.importing import DocumentKind, Outcome, import_document
from ingest.patching import Documents
from tests.ingest.packages import PACKAGE_KINDS, package
from tests.ingest.retyped import CODE, HOURS, YEAR, standard
from tests.ingest.test_own_rules import given
from tests.ingest.writing import WRITERS, Script, write_docx

STANDARD = f"std:{CODE}/{YEAR}"
DERIVED_PACKAGE = f"pkg:{CODE}@2022/{YEAR}"
OFFICIAL_PACKAGE = f"pkg:{CODE}@2022/2024"


@pytest.fixture
def tables(small: Path) -> Snapshot:
    """What the tables of a few occupations state, as revision 1."""
    return load(small).snapshot.stamped(1)


def outcome(
    current: Snapshot, path: Path, kind: DocumentKind = DocumentKind.STANDARD, occupation: str | None = None
) -> Outcome:
    return import_document(path, read_document(path), kind=kind, current=current, occupation=occupation)


def taken(current: Snapshot, path: Path, kind: DocumentKind = DocumentKind.STANDARD) -> Snapshot:
    found = outcome(current, path, kind)
    assert found.damages == ()
    assert found.loaded is not None
    return found.loaded.snapshot


def document(folder: Path, change: Callable[[Script], None] = lambda _: None, name: str = "it") -> Path:
    script = standard()
    change(script)
    return write_docx(script, folder / f"{name}.docx")


def touched(difference: Difference) -> set[str]:
    nodes, links = difference.nodes, difference.links
    changed = {*nodes.new, *nodes.changed, *nodes.closed}
    return changed | {f"{k.start} {k.end}" for k in (*links.new, *links.changed, *links.closed)}


def admitting(snapshot: Snapshot, level: Level) -> list[Link]:
    return [
        link
        for key, link in snapshot.links.items()
        if key.type is RelType.ADMITTED_BY and key.start == f"cert:skill/{CODE}/{level}"
    ]


def test_a_document_changes_its_own_standard_and_nothing_else(tables: Snapshot, tmp_path: Path) -> None:
    difference = compare(tables, taken(tables, document(tmp_path)))
    assert all(CODE in entity or entity.startswith("src:") for entity in touched(difference))
    assert set(difference.nodes.closed) == set()
    assert difference.counts()["changed Module"] == 18
    assert difference.counts()["new SkillRequirement"] == 72


def test_contents_hang_on_the_modules_that_were_known_before(tables: Snapshot, tmp_path: Path) -> None:
    snapshot = taken(tables, document(tmp_path))
    before = {node.id for node in tables.nodes.values() if isinstance(node, Module) and CODE in node.id}
    after = {node.id for node in snapshot.nodes.values() if isinstance(node, Module) and CODE in node.id}
    assert after == before
    assert {k.start for k in snapshot.links if k.type is RelType.HAS_CONTENT} == after
    levels = [node for node in snapshot.nodes.values() if isinstance(node, StandardLevel)]
    assert {level.level: level.hours for level in levels} == HOURS
    assert all(level.origin is Origin.OFFICIAL for level in levels)
    assert all(isinstance(snapshot.nodes[level.source], Source) for level in levels)


def test_importing_the_same_file_twice_changes_nothing(tables: Snapshot, tmp_path: Path) -> None:
    path = document(tmp_path)
    once = taken(tables, path).stamped(2)
    assert not compare(once, taken(once, path))


def test_a_later_ingest_of_tables_keeps_the_document(small: Path, tables: Snapshot, tmp_path: Path) -> None:
    once = taken(tables, document(tmp_path)).stamped(2)
    again = load(small, {}, Documents.of(once))
    assert not compare(once, again.snapshot)
    assert again.inputs != load(small).inputs
    assert Documents.of(again.snapshot).digests() == Documents.of(once).digests()


def test_a_document_that_is_taken_back_leaves_what_the_tables_state(
    small: Path, tables: Snapshot, tmp_path: Path
) -> None:
    once = taken(tables, document(tmp_path)).stamped(2)
    documents = Documents.of(once)
    assert not compare(tables, load(small, {}, documents.without([STANDARD])).snapshot)
    with pytest.raises(
        NotFound, match=f"no document was imported for 'std:x'; there are documents for {STANDARD}"
    ):
        documents.without(["std:x"])


def test_a_newer_file_of_the_same_standard_closes_what_it_no_longer_says(
    tables: Snapshot, tmp_path: Path
) -> None:
    once = taken(tables, document(tmp_path)).stamped(2)
    newer = document(tmp_path, _without_a_level, "newer")
    twice = taken(once, newer)
    difference = compare(once, twice)
    assert difference.counts()["closed StandardLevel"] == 1
    assert difference.counts()["closed Module"] == 4
    assert f"cert:skill/{CODE}/L1" in difference.nodes.closed
    assert sum(isinstance(n, Source) for n in twice.nodes.values()) == sum(
        isinstance(n, Source) for n in once.nodes.values()
    )


def _without_a_level(script: Script) -> None:
    start = next(i for i, block in enumerate(script.blocks) if block == "3.5 一级/高级技师")
    del script.blocks[start : start + 2]
    index = next(
        i for i, block in enumerate(script.blocks) if isinstance(block, str) and "本职业共设" in block
    )
    script.blocks[index] = "本职业共设4个等级：五级/初级工、四级/中级工、三级/高级工、二级/技师。"
    for grid in script.grids[-2:]:
        grid.rows = [row[:-1] for row in grid.rows]


def test_conditions_that_were_all_read_admit_in_place_of_the_default_rules(
    tables: Snapshot, tmp_path: Path
) -> None:
    snapshot = taken(tables, document(tmp_path))
    (own,) = admitting(snapshot, Level.L5)
    assert (own.kind, own.end) == (RuleChoice.OWN, f"rules:{CODE}/{YEAR}/L5")
    assert isinstance(snapshot.nodes[own.end], RuleSet)
    (default,) = admitting(snapshot, Level.L4)
    assert default.end == "rules:2018/L4"


def test_conditions_in_a_users_own_table_win_over_those_of_a_document(small: Path, tmp_path: Path) -> None:
    row = {"standard": STANDARD, "level": "L5", "value": "12"}
    table = given(tmp_path, row)
    current = load(small, {"eligibility": table}).snapshot.stamped(1)
    snapshot = taken(current, document(tmp_path))
    assert not compare(_rules(current), _rules(snapshot))
    assert not compare(snapshot, load(small, {"eligibility": table}, Documents.of(snapshot)).snapshot)


def _rules(snapshot: Snapshot) -> Snapshot:
    own = {k: n for k, n in snapshot.nodes.items() if k.startswith(f"rules:{CODE}")}
    return Snapshot.of([replace(node, first_revision=0, revision=0) for node in own.values()], [])


def test_values_that_a_document_states_otherwise_are_told_before_anything_changes(
    tables: Snapshot, tmp_path: Path
) -> None:
    found = outcome(tables, document(tmp_path, _with_other_weights))
    told = [str(change) for change in found.changes if change.field == "weight"]
    assert [text.rpartition("/")[0].rpartition("/")[2] for text in told] == ["L5", "L5"]
    assert sorted(text.partition("weight: ")[2] for text in told) == ["30.0 -> 35.0", "60.0 -> 55.0"]
    theory = [change for change in found.changes if change.field == "theory_weight"]
    assert theory
    assert all(change.before is None and "not stated -> " in str(change) for change in theory)


def _with_other_weights(script: Script) -> None:
    rows = script.grids[-1].rows
    for name, weight in (("数据标注", "55"), ("数据采集和处理", "35")):
        next(row for row in rows if row[1] == name)[2] = weight


def test_the_order_of_two_imports_does_not_matter(tables: Snapshot, tmp_path: Path) -> None:
    one = document(tmp_path)
    other = document(tmp_path, _of_2026, "other")
    forth = taken(taken(tables, one).stamped(2), other)
    back = taken(taken(tables, other).stamped(2), one)
    assert not compare(forth, back)
    newer = forth.nodes[f"cert:skill/{CODE}/L3"]
    assert isinstance(newer, Certificate)
    assert newer.source == forth.nodes[f"std:{CODE}/2026"].source


def _of_2026(script: Script) -> None:
    script.blocks[0] = "国家职业技能标准 SAMPLE（2026年版）"


def test_an_occupation_that_is_no_code_is_refused_and_an_empty_store_says_what_to_do(
    tables: Snapshot, tmp_path: Path
) -> None:
    path = document(tmp_path)
    with pytest.raises(InvalidInput, match="no occupation has the code '9-9'"):
        outcome(tables, path, occupation="9-9")
    with pytest.raises(NotReady, match="run `lifepath ingest` first"):
        outcome(Snapshot.of([], []), path)


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_an_official_package_takes_the_place_of_the_derived_one(
    small: Path, tables: Snapshot, tmp_path: Path, suffix: str
) -> None:
    path = WRITERS[suffix](package(), tmp_path / f"package.{suffix}")
    snapshot = taken(tables, path, DocumentKind.PACKAGE)
    assert DERIVED_PACKAGE not in snapshot.nodes
    official = snapshot.nodes[OFFICIAL_PACKAGE]
    assert isinstance(official, TrainingPackage)
    assert (official.hours, official.origin) == (160, Origin.OFFICIAL)
    included = [x for k, x in snapshot.links.items() if k.start == OFFICIAL_PACKAGE and x.hours]
    assert {snapshot.nodes[x.end].id.split("/")[0]: x.hours for x in included if x.order == 1} == {
        f"mod:{CODE}@2022": 20
    }
    assert sum(link.hours or 0 for link in included) == 160
    assert sum(link.end.startswith(f"mod:{CODE}/") for link in included) == 4
    assert not compare(snapshot.stamped(2), taken(snapshot.stamped(2), path, DocumentKind.PACKAGE))
    assert not compare(snapshot, load(small, {}, Documents.of(snapshot)).snapshot)


@pytest.mark.parametrize("name", PACKAGE_KINDS)
def test_a_damaged_package_is_refused_by_table_row_and_column(
    tables: Snapshot, tmp_path: Path, name: str
) -> None:
    damage, said = PACKAGE_KINDS[name]
    script = package()
    damage(script)
    found = outcome(tables, write_docx(script, tmp_path / "p.docx"), DocumentKind.PACKAGE)
    assert found.loaded is None
    assert said in "\n".join(map(str, found.damages))
