"""The 36 occupations added in 2024 and 2025 at the desk: each notice in, verdicts, nearest occupations and a draft out.

Their texts come from the folder of reference material; the service itself ships none of them but two.
"""

import csv
import os
from pathlib import Path

import pytest

from api.cli.desking import asked_for, notice_of
from api.cli.gap import told
from api.documents.draft import draft_document
from api.prepared import shelf_of
from graph.catalogue import Catalogue
from graph.model.facts import Module, Occupation, Standard
from graph.model.links import RelType
from ingest.desk_drafts import read_draft
from recommender.desk.analysis import MISSING, GapAnalysis, analyse
from recommender.desk.asked import OccupationPart, of_catalogue
from recommender.desk.coverage import Shelf
from recommender.desk.functions import TextVectors
from recommender.desk.marks import Coverage
from recommender.desk.package import DraftPackage, ModuleKind, drafted
from recommender.supply.seats import Supply
from recommender.text.likeness import NameVectors, names
from recommender.text.passages import passages
from tests.api.asking import shipped_catalogue
from tests.ingest.writing import Script, write_docx
from tests.recommender.embedders import LetterEmbedder
from tests.recommender.test_contents import MARKS
from tests.recommender.worlds import TODAY

REFERENCE = os.environ.get("LIFEPATH_REFERENCE")
EMBEDDER = LetterEmbedder()
YEARS = ("2024", "2025")
MANY = 36
with_reference = pytest.mark.skipif(
    not REFERENCE, reason="LIFEPATH_REFERENCE does not name the folder of reference material"
)


def rows(table: str) -> list[dict[str, str]]:
    path = Path(REFERENCE or "") / "data" / f"{table}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def announced() -> list[dict[str, str]]:
    """The texts of the occupations that the table of new ones dates in those years."""
    codes = {row["2022大典编码"] for row in rows("new_occupations") if row["发布日期"][:4] in YEARS}
    return [row for row in rows("occupations") if row["职业编码"] in codes]


def notice(row: dict[str, str], path: Path) -> Path:
    """One occupation as a notice announces it; every second one is a docx, the others are plain text."""
    tasks = [f"{n}.{task}；" for n, task in enumerate(row["主要工作任务"].split("|"), start=1)]
    lines = [f"{row['职业名称']}（{row['职业编码']}）", f"定义：{row['定义']}", "主要工作任务：", *tasks]
    if path.suffix == ".docx":
        return write_docx(Script(list(lines)), path)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """All shipped tables, compared by the characters of their texts."""
    catalogue = shipped_catalogue()
    texts, named = passages(catalogue), names(catalogue)
    known = TextVectors(texts, EMBEDDER.encode([text.encoded for text in texts], kind="passage"))
    by_name = NameVectors.build(named, EMBEDDER.encode(named, kind="passage"), digest="letters")
    made = shelf_of(Supply.of(catalogue, by_name), known, by_name)
    return Shelf.of(made.functions, made.tasks, by_name, made.supply, marks=MARKS)


def answer(shelf: Shelf, path: Path) -> tuple[GapAnalysis, DraftPackage]:
    asked = asked_for(
        shelf.catalogue, str(path), notice=notice_of(str(path)), name=None, definition=None, tasks=()
    )
    vectors = EMBEDDER.encode(asked.texts, kind="passage")
    found = analyse(shelf, asked, vectors, as_of=TODAY, software="test")
    return found, drafted(shelf, found, vectors)


@with_reference
def test_every_new_occupation_gets_an_answer_from_its_notice_and_nothing_is_invented(
    shelf: Shelf, tmp_path: Path
) -> None:
    every = announced()
    assert len(every) == MANY
    for at, row in enumerate(every):
        path = notice(row, tmp_path / f"{row['职业编码']}.{'docx' if at % 2 else 'txt'}")
        found, draft = answer(shelf, path)
        check_analysis(row, found)
        check_draft(shelf.catalogue, row, found, draft)


def check_analysis(row: dict[str, str], found: GapAnalysis) -> None:
    """All that the notice says was read, every task has its verdict, and what is near is another occupation."""
    tasks = tuple(row["主要工作任务"].split("|"))
    assert (found.asked.name, found.asked.code) == (row["职业名称"], row["职业编码"])
    assert (found.asked.definition, found.asked.tasks) == (row["定义"], tasks)
    assert [task.task for task in found.tasks] == list(tasks)
    tally = found.tally
    assert tally.covered + tally.partly + tally.not_covered + tally.cannot_tell == len(tasks)
    assert tally.share == tally.covered / len(tasks)
    assert len(found.nearest) == 5
    assert all(row["职业编码"] not in near.occupation for near in found.nearest)
    missing = [at for at, task in enumerate(found.tasks) if task.verdict is Coverage.NOT_COVERED]
    assert sorted(at for part in found.missing_parts for at in part.tasks) == missing
    assert found.asked.missing == ()
    assert not any(note.startswith(MISSING) for note in found.notes)


def check_draft(catalogue: Catalogue, row: dict[str, str], found: GapAnalysis, draft: DraftPackage) -> None:
    """Each task has one place; what is reused exists, and what does not exist claims no source."""
    assert sorted(task for module in draft.modules for task in module.tasks) == sorted(found.asked.tasks)
    reused = [module for module in draft.modules if module.module is not None]
    assert {module.kind for module in reused} <= {ModuleKind.REUSE, ModuleKind.ADAPT}
    for module in reused:
        fact = catalogue.get(Module, module.module or "")
        assert (module.title, module.level) == (fact.name, fact.level)
        assert module.standard in {s.id for s in catalogue.origins(fact.id, RelType.HAS_MODULE, Standard)}
    assert len({module.module for module in reused}) == len(reused)
    assert all(module.why.startswith("DERIVED") for module in draft.modules)
    assert all(m.standard is None for m in draft.modules if m.module is None)
    text = draft_document(draft, ".md").decode()
    assert "DERIVED" in text
    assert "学时" not in text
    assert "OFFICIAL" not in text
    published = read_draft(draft_document(draft, ".json").decode())
    assert published.code == row["职业编码"]
    assert [module.title for module in published.modules] == [module.title for module in draft.modules]
    assert row["职业名称"] in "\n".join(told(found, catalogue))


@with_reference
def test_without_its_notice_the_desk_says_missing_and_which_one_to_bring(shelf: Shelf) -> None:
    codes = {row["职业编码"] for row in announced()}
    known = [o for o in shelf.catalogue.all(Occupation) if o.code in codes]
    assert len(known) == MANY
    asked = [of_catalogue(shelf.catalogue, occupation) for occupation in known]
    bare = [one for one in asked if one.missing]
    assert len(bare) == MANY - 2
    for one in bare:
        assert set(one.missing) == {OccupationPart.DEFINITION, OccupationPart.TASKS}
        vectors = EMBEDDER.encode(one.texts, kind="passage")
        found = analyse(shelf, one, vectors, as_of=TODAY, software="test")
        assert found.tally.share is None
        assert any(n.startswith(MISSING) and (one.document or "") in n for n in found.notes)
        assert drafted(shelf, found, vectors).modules == ()
