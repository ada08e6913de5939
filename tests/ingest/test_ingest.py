"""Ingest on real servers: once, twice, dry, changed, closed, and every past revision as it was."""

from pathlib import Path

import pytest

from graph.errors import InvalidInput
from graph.model.difference import compare
from graph.model.facts import Occupation, Source
from graph.model.ids import source_id
from graph.store import Store
from ingest import Loaded, ingest, load
from ingest.tables import sha256
from tests.ingest.cuts import ELECTRICIAN, WELDER, read, rewrite, write

pytestmark = pytest.mark.anyio


async def test_an_ingest_is_one_revision_and_a_second_one_changes_nothing(store: Store, small: Path) -> None:
    loaded = load(small)
    first = await ingest(store, loaded, who="first")
    again = await ingest(store, load(small), who="again")
    assert first.revision is not None
    assert (first.revision.number, first.revision.who, first.base) == (1, "first", 0)
    assert first.new["Occupation"] == 5 + 12
    assert not first.changed
    assert not first.closed
    assert again.revision is None
    assert not again.differs
    assert [r.number for r in await store.revisions()] == [1]
    assert await store.snapshot() == loaded.snapshot.stamped(1)


async def test_the_same_facts_from_other_bytes_are_compared_and_found_equal(
    store: Store, small: Path
) -> None:
    await ingest(store, load(small), who="test")
    rows = read(small / "occupations.csv")
    quoted = small / "occupations.csv"
    quoted.write_text(quoted.read_text(encoding="utf-8").replace("电工", '"电工"'), encoding="utf-8")
    again = await ingest(store, load(small), who="test")
    assert read(quoted) == rows
    assert again.revision is None
    assert not again.differs


async def test_a_dry_run_tells_the_difference_and_changes_nothing(store: Store, small: Path) -> None:
    dry = await ingest(store, load(small), who="test", dry_run=True)
    assert (dry.dry_run, dry.revision, dry.new["Occupation"]) == (True, None, 17)
    assert await store.latest() == 0
    assert not (await store.snapshot()).nodes


async def test_a_changed_row_changes_its_fact_only_and_the_past_stays_as_it_was(
    store: Store, small: Path
) -> None:
    before = load(small)
    await ingest(store, before, who="test")
    _rename(small, ELECTRICIAN, "电气工")
    report = await ingest(store, load(small), who="test")
    assert report.revision is not None
    assert report.changed["Occupation"] == 1
    past, present = await store.snapshot(1), await store.snapshot(2)
    electrician = f"occ:{ELECTRICIAN}@2022"
    assert _name(past.nodes[electrician]) == "电工"
    assert _name(present.nodes[electrician]) == "电气工"
    assert present.nodes[electrician].revision == 2
    assert past == before.snapshot.stamped(1)
    assert [c.revision for c in await store.changes(electrician)] == [2]


async def test_a_row_that_is_gone_closes_its_facts_and_is_new_again_when_it_comes_back(
    store: Store, small: Path
) -> None:
    before = load(small)
    await ingest(store, before, who="test")
    whole = (small / "occupations.csv").read_bytes()
    rewrite(small / "occupations.csv", lambda row: row["code"] != WELDER)
    gone = await ingest(store, load(small), who="test")
    (small / "occupations.csv").write_bytes(whole)
    back = await ingest(store, load(small), who="test")
    assert gone.closed["Occupation"] == back.new["Occupation"] == 1
    assert gone.closed["HAS_WORK_TYPE"] == gone.closed["WorkType"]
    assert await store.snapshot(1) == before.snapshot.stamped(1)
    assert f"occ:{WELDER}@2022" not in (await store.snapshot(2)).nodes
    assert not compare(await store.snapshot(3), before.snapshot)


async def test_a_users_file_is_kept_by_its_digest_only_when_something_was_written(
    store: Store, small: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "files"
    loaded = _with_users_file(small, tmp_path)
    await ingest(store, loaded, who="test", dry_run=True, archive=archive)
    assert not archive.exists()
    await ingest(store, loaded, who="test", archive=archive)
    digest = sha256(loaded.given[0])
    assert [path.name for path in archive.iterdir()] == [f"{digest}.csv"]
    assert isinstance((await store.snapshot()).nodes[source_id(digest)], Source)


async def test_a_file_that_changed_after_it_was_read_stops_the_ingest(
    store: Store, small: Path, tmp_path: Path
) -> None:
    loaded = _with_users_file(small, tmp_path)
    loaded.given[0].write_text("something else", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"mine\.csv changed while it was being imported"):
        await ingest(store, loaded, who="test", archive=tmp_path / "files")
    assert await store.latest() == 0


def _with_users_file(small: Path, tmp_path: Path) -> Loaded:
    header = tuple(read(small / "occupations.csv")[0])
    rows = [tuple(row.values()) for row in read(small / "occupations.csv")]
    return load(small, {"occupations": write(tmp_path / "mine.csv", header, rows)})


def _rename(folder: Path, code: str, name: str) -> None:
    rows = read(folder / "occupations.csv")
    changed = [{**row, "name": name} if row["code"] == code else row for row in rows]
    write(folder / "occupations.csv", list(rows[0]), [list(row.values()) for row in changed])


def _name(node: object) -> str:
    assert isinstance(node, Occupation)
    return node.name
