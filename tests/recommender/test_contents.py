"""Sentences of imported standards beside tasks and courses, in a world of vectors drawn by hand."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from graph.catalogue import Catalogue
from graph.model import ids
from graph.model.facts import Module, WorkContent
from graph.model.links import RelType
from graph.model.terms import Level
from ingest.documents import read_document
from ingest.importing import DocumentKind, import_document
from recommender.curation.lagging import TaskFit, TaskFits
from recommender.desk.analysis import GapAnalysis, analyse
from recommender.desk.asked import of_text
from recommender.desk.coverage import Shelf
from recommender.desk.functions import FunctionIndex, TextVectors
from recommender.desk.marks import Coverage, Marks
from recommender.desk.package import module_meant
from recommender.desk.sentences import ABSENT, SentenceMatch, ranked, withheld
from recommender.supply.contents import ContentKind, sentence_texts, sentences_of
from recommender.supply.seats import Basis, Supply
from recommender.text.likeness import NameVectors, names
from recommender.text.passages import passages
from recommender.text.tasks import Tasks
from tests.api.asking import catalogue_of
from tests.api.excerpt import excerpt
from tests.graph.samples import FACT, link
from tests.ingest.retyped import CODE, standard
from tests.ingest.writing import write_docx
from tests.recommender import supplies
from tests.recommender.embedders import LetterEmbedder
from tests.recommender.worlds import TODAY

EMBEDDER = LetterEmbedder()
MARKS = Marks("letters", 10.0, -5.0, covered=0.7, partly=0.5, missing=0.2, generic=())
OWN = f"occ:{CODE}@2022"
SAID = "能够完成SAMPLE工作的第2.1.1步并且写得很长以便在表格里换行"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The excerpt with the retyped standard imported."""
    path = write_docx(standard(), tmp_path_factory.mktemp("contents") / "standard.docx")
    found = import_document(path, read_document(path), kind=DocumentKind.STANDARD, current=excerpt())
    assert found.loaded is not None
    return catalogue_of(found.loaded.snapshot)


def named(catalogue: Catalogue) -> NameVectors:
    found, said = names(catalogue), sentence_texts(catalogue)
    plain = NameVectors.build(found, EMBEDDER.encode(found, kind="passage"), digest="letters")
    return plain.with_sentences(said, EMBEDDER.encode(said, kind="passage"))


def shelf_over(catalogue: Catalogue) -> Shelf:
    texts, by_name = passages(catalogue), named(catalogue)
    vectors = EMBEDDER.encode([text.encoded for text in texts], kind="passage")
    index = FunctionIndex.of(catalogue, TextVectors(texts, vectors), by_name, generic=frozenset())
    tasks = Tasks.among(catalogue, texts, vectors)
    return Shelf.of(index, tasks, by_name, Supply.of(catalogue, by_name), marks=MARKS)


@pytest.fixture(scope="module")
def shelf(catalogue: Catalogue) -> Shelf:
    return shelf_over(catalogue)


@cache
def before() -> Shelf:
    """The same without the import."""
    return shelf_over(catalogue_of(excerpt()))


def analysed(shelf: Shelf, *tasks: str) -> GapAnalysis:
    asked = of_text(shelf.catalogue, name="样例工", definition=None, tasks=tasks)
    vectors = EMBEDDER.encode(asked.tasks, kind="passage")
    return analyse(shelf, asked, vectors, as_of=TODAY, software="test")


def test_a_module_holds_what_its_standard_says_of_it_with_level_and_source(catalogue: Catalogue) -> None:
    module = next(
        m for m in catalogue.all(Module) if m.id.startswith(f"mod:{CODE}/") and m.name == "数据标注"
    )
    found = sentences_of(catalogue, module)
    assert [one.kind for one in found[:4]] == [
        ContentKind.WORK,
        ContentKind.SKILL,
        ContentKind.SKILL,
        ContentKind.KNOWLEDGE,
    ]
    assert len(found) == 2 * (1 + 2 + 1)
    assert {one.level for one in found} == {module.level}
    source = catalogue.source(catalogue.entity(found[0].id))
    assert source is not None
    assert source.title == "standard.docx"
    bare = next(m for m in catalogue.all(Module) if CODE not in m.id)
    assert sentences_of(catalogue, bare) == ()


def test_a_task_stands_beside_the_sentence_that_says_the_same(shelf: Shelf) -> None:
    found = analysed(shelf, SAID).tasks[0]
    shown = [(m, s) for m in found.functions for s in m.sentences if s.alike]
    match, sentence = shown[0]
    assert match.occupation == OWN
    assert sorted(sentence.sentence.text) == sorted(SAID)  # the faked encoder knows letters, not their order
    assert sentence.cosine == pytest.approx(1.0)
    assert sentence.sentence.module in match.modules


def test_a_sentence_covers_nothing_by_itself(shelf: Shelf) -> None:
    """The verdict is that of the function's own score, which no import raises."""
    tasks = (SAID, "安装、调试继电控制电路", "为客人表演魔术", "SAMPLE工作一")
    order = [Coverage.NOT_COVERED, Coverage.CANNOT_TELL, Coverage.PARTLY, Coverage.COVERED]
    for told, plain in zip(analysed(shelf, *tasks).tasks, analysed(before(), *tasks).tasks, strict=True):
        score = max(match.score or 0 for match in plain.functions)
        assert told.functions[0].score is not None
        assert told.functions[0].score <= score + 1e-6
        if plain.verdict is not Coverage.NOT_COVERED:
            assert order.index(told.verdict) <= order.index(plain.verdict)
        else:
            assert told.verdict in {Coverage.NOT_COVERED, Coverage.CANNOT_TELL}


def test_the_module_meant_is_the_level_at_which_the_sentence_stands(shelf: Shelf) -> None:
    match = next(m for m in analysed(shelf, SAID).tasks[0].functions if m.occupation == OWN)
    said = next(one for one in shelf.sentences.sentences if one.module == match.modules[-1])
    alike, unlike = (SentenceMatch(sentence=said, cosine=0.9, alike=alike) for alike in (True, False))
    assert module_meant(replace(match, sentences=(alike,))) == match.modules[-1]
    assert module_meant(replace(match, sentences=(unlike,))) == match.modules[0]


def test_functions_of_the_best_occupation_are_put_right_by_what_their_standard_says() -> None:
    scores = np.array([0.9, 0.8, 0.7, 0.2, -np.inf], np.float32)
    owners = np.array([0, 0, 1, 2, 3])
    nearest = np.array([ABSENT, 0.8, ABSENT, 0.9, 1.0], np.float32)
    assert ranked(scores, nearest, owners, mark=0.6, count=2) == [1, 0, 3]
    assert ranked(scores, nearest, owners, mark=0.95, count=2) == [0, 1]
    assert ranked(np.full(2, -np.inf, np.float32), nearest[:2], owners[:2], mark=0.6, count=2) == []


def test_nobody_calls_a_task_missing_that_a_standard_says(shelf: Shelf) -> None:
    said = SentenceMatch(sentence=shelf.sentences.sentences[0], cosine=0.9, alike=True)
    assert withheld(Coverage.NOT_COVERED, [said]) is Coverage.CANNOT_TELL
    assert withheld(Coverage.NOT_COVERED, []) is Coverage.NOT_COVERED
    assert withheld(Coverage.PARTLY, [said]) is Coverage.PARTLY


def fits(catalogue: Catalogue) -> dict[str, tuple[TaskFit, ...]]:
    texts = passages(catalogue)
    vectors = EMBEDDER.encode([text.encoded for text in texts], kind="passage")
    return dict(TaskFits.of(catalogue, texts, vectors, named(catalogue)).by_occupation)


def test_an_imported_standard_counts_for_its_own_package_and_for_no_other(catalogue: Catalogue) -> None:
    told, plain = fits(catalogue), fits(catalogue_of(excerpt()))
    own = told.pop(OWN)
    assert any(fit.sentence for fit in own)
    assert all(fit.score >= old.score for fit, old in zip(own, plain.pop(OWN), strict=True))
    assert all(fit.threshold >= 0 for fit in own)
    assert told == plain


def test_a_course_serves_a_module_by_what_the_standard_says_within_it() -> None:
    module = supplies.with_schools().get(Module, supplies.module(Level.L5))
    work = WorkContent(id=ids.work_content_id(module.id, "烹饪"), name="烹饪", **FACT)  # type: ignore[arg-type]
    said = supplies.with_schools(work, link(RelType.HAS_CONTENT, module.id, work.id))
    likeness = supplies.vectors("烹饪", "绘画").with_sentences(["烹饪"], np.eye(2, dtype=np.float32)[[0]])
    told, plain = (
        Supply.of(known, likeness).serving([module], TODAY)[module.id][0]
        for known in (said, supplies.with_schools())
    )
    assert (plain.basis, plain.sentence) == (Basis.MAJOR, None)
    assert told.basis is Basis.COURSE
    assert told.sentence is not None
    assert (told.course and told.course.name, told.sentence.text) == ("烹饪", "烹饪")
    assert "what its standard says within the module 操作" in told.reason().text
