"""`gapAnalysis` and `draftPackage` over GraphQL, `lifepath gap`, and the documents of a draft."""

import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

from api.cli.frame import run
from api.cli.gap import told
from api.documents.draft import SUFFIXES, draft_document
from graph.errors import InvalidInput
from graph.model.facts import Module
from graph.model.judgements import Decision, Judgement, Verdicts, text_key
from recommender.desk.analysis import GapAnalysis, analyse
from recommender.desk.asked import of_text
from recommender.desk.package import DraftPackage, ModuleKind, drafted
from recommender.text.likeness import NameVectors, names
from recommender.text.passages import passages
from recommender.titles.resolver import Resolver, Semantics
from tests.api.asking import Service, catalogue_of, without_store
from tests.api.excerpt import excerpt
from tests.recommender.embedders import LetterEmbedder
from tests.recommender.worlds import TODAY

EMBEDDER = LetterEmbedder()
TASKS = ("安装、调试继电控制电路", "检修电气设备", "为客人表演魔术")
ASK = """query ($input: NewOccupationInput!) {
    gapAnalysis(input: $input, asOf: "2026-11-24") {
        asked { name code tasks place occupation { name } } tally { covered partly notCovered cannotTell share }
        tasks { task verdict probability functions { name occupation { name } modules standards } tasks { text alike }
                courses { name } institutions { institution { name } basis } institutionsKnown }
        missingParts { name tasks } nearest { occupation { name } overlap new { wantedText ownText } }
        starters { major { name } official institutions } notes notesChinese model envelope { revision inputs }
    }
    draftPackage(input: $input, asOf: "2026-11-24") {
        name modules { kind title level tasks module { name } standard { name } why } outline { heading lines open }
    }
}"""


@pytest.fixture(scope="module")
def service() -> Service:
    """The excerpt with vectors; its store cannot be reached."""
    catalogue = catalogue_of(excerpt())
    service, _ = without_store(catalogue)
    texts = [passage.encoded for passage in passages(catalogue)]
    service.resolver = Resolver.build(catalogue, Semantics(EMBEDDER, EMBEDDER.encode(texts, kind="passage")))
    named = names(catalogue)
    service.likeness = NameVectors.build(named, EMBEDDER.encode(named, kind="passage"), digest="letters")
    return service


def drawn(service: Service, *said: Judgement) -> tuple[GapAnalysis, DraftPackage]:
    prepared = service.holder.prepared(service.holder.present)
    prepared.verdicts = Verdicts.of(said)
    shelf = prepared.shelf(service.resolver, service.likeness)
    asked = of_text(shelf.catalogue, name="样例工", definition=None, tasks=TASKS)
    vectors = EMBEDDER.encode(asked.tasks, kind="passage")
    found = analyse(shelf, asked, vectors, as_of=TODAY, software="test")
    return found, drafted(shelf, found, vectors)


async def test_a_new_occupation_is_analysed_and_drafted_from_its_texts(service: Service) -> None:
    data = await service.ask(ASK, input={"name": "样例工", "tasks": ["1.安装电路；\n2.检修电气设备。"]})
    found, draft = data["gapAnalysis"], data["draftPackage"]
    assert found["asked"]["tasks"] == ["安装电路", "检修电气设备"]
    assert [task["verdict"] for task in found["tasks"]] == ["CANNOT_TELL"] * 2
    assert any("measured" in note for note in found["notes"])
    assert len(found["notesChinese"]) == len(found["notes"])
    assert any("没有校准过" in note for note in found["notesChinese"])
    assert found["envelope"]["inputs"]["name"] == "样例工"
    served = {task for module in draft["modules"] for task in module["tasks"]}
    assert served == {"安装电路", "检修电气设备"}
    assert draft["outline"][1]["heading"] == "一、定义"


async def test_an_occupation_without_texts_says_missing(service: Service) -> None:
    data = await service.ask(ASK, input={"name": "无文工"})
    assert data["gapAnalysis"]["tally"]["share"] is None
    assert any(note.startswith("MISSING") for note in data["gapAnalysis"]["notes"])


@pytest.mark.parametrize(
    ("given", "code"), [({}, "BAD_INPUT"), ({"occupation": "独角兽饲养员"}, "NOT_FOUND")]
)
async def test_what_is_not_given_or_not_known_is_told_by_field(
    service: Service, given: dict[str, Any], code: str
) -> None:
    result = await service.result(ASK, input=given)
    assert result.errors
    assert {error.extensions["code"] for error in result.errors if error.extensions} == {code}


def test_every_task_is_served_by_exactly_one_module(service: Service) -> None:
    _, draft = drawn(service)
    served = [task for module in draft.modules for task in module.tasks]
    assert sorted(served) == sorted(TASKS)
    assert all(module.module for module in draft.modules if module.kind is ModuleKind.REUSE)


def test_a_draft_is_written_as_docx_markdown_and_json_with_the_same_content(service: Service) -> None:
    _, draft = drawn(service)
    word = docx.Document(BytesIO(draft_document(draft, ".docx")))
    cells = {cell.text for row in word.tables[0].rows for cell in row.cells}
    headings = [p.text for p in word.paragraphs if str(p.style and p.style.name).startswith("Heading 2")]
    text = draft_document(draft, ".md").decode()
    plain = json.loads(draft_document(draft, ".json"))
    for module, written in zip(draft.modules, plain["modules"], strict=True):
        assert module.title in cells
        assert module.title in text
        assert written["tasks"] == list(module.tasks)
    assert headings == [section.heading for section in draft.outline]
    assert "DERIVED" in text
    with pytest.raises(InvalidInput, match=r"\.pdf"):
        draft_document(draft, ".pdf")
    assert ".docx" in SUFFIXES


def test_all_outputs_say_who_accepted_a_module_when_and_why(service: Service) -> None:
    catalogue = service.holder.present
    module = catalogue.all(Module)[0]
    said = Judgement(
        start=text_key(TASKS[2]),
        end=module.id,
        decision=Decision.ACCEPTED,
        who="王老师",
        why="看过教材",
        at=datetime(2026, 11, 24, 8, tzinfo=UTC),
        start_text=TASKS[2],
        end_text=module.name,
        number=7,
    )
    found, draft = drawn(service, said)
    word = docx.Document(BytesIO(draft_document(draft, ".docx")))
    printed, markdown = "\n".join(told(found, catalogue)), draft_document(draft, ".md").decode()
    for text in (printed, draft_document(draft, ".json").decode()):
        assert "accepted by 王老师 on 2026-11-24: 看过教材 (judgement 7)" in text
    table = "\n".join(cell.text for row in word.tables[0].rows for cell in row.cells)
    for text in (table, markdown):
        assert "人工判断（第 7 号）：王老师于 2026-11-24 判为对应：看过教材" in text
    assert "covered (judged)" in printed
    assert "judgements up to 7" in printed
    assert "人工判断至第7号" in markdown


def test_people_read_verdicts_texts_side_by_side_and_notes(service: Service) -> None:
    found, _ = drawn(service)
    text = "\n".join(told(found, service.holder.present))
    for part in (TASKS[0], "cannot tell", "module", "nearest occupations", "note:", "revision 1"):
        assert part in text


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (["gap"], "FILE|CODE"),
        (["gap", "nothing.docx"], "FILE|CODE"),
        (["gap", "电工", "--out", "x.pdf"], "--out"),
        (["gap", "电工", "--as-of", "soon"], "--as-of"),
    ],
)
def test_wrong_input_is_named_before_anything_is_opened(
    arguments: list[str], option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*arguments, "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["field"] == option


def test_a_damaged_notice_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "n.docx"
    path.write_bytes(b"PK\x03\x04 broken")
    assert run(["gap", str(path)]) == 2
    assert "n.docx" in capsys.readouterr().err
