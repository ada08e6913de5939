"""Whatever a person may be told over HTTP has Chinese words: every sentence, and every place that tells one."""

import ast
import copy
import importlib
import pickle
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from graph.errors import AppError
from graph.faults import Thing
from graph.model.schema import LABELS
from graph.model.terms import Level
from graph.places import Place
from graph.sayings import Said, Saying
from ingest.faults import DocumentFault, FileFault, Rejection

ROOT = Path(__file__).parents[1]
PACKAGES = ("graph", "ingest", "recommender", "api")
# What speaks on the command line only, or to whoever starts the service.
PLAIN = (
    *("api/cli/", "api/settings.py", "api/adapting.py", "api/calibrating.py", "api/checks.py"),
    *("api/documents/files.py", "api/documents/draft.py", "graph/stamp.py", "graph/embedded.py"),
    *("graph/target.py", "ingest/templates.py", "ingest/patching.py", "recommender/embedding/"),
    *("recommender/adapter/", "recommender/desk/marks.py", "recommender/titles/experience.py"),
)
# Words of programs within sentences, and what a sentence of the command line says that Chinese has no use for.
LEFT_OUT = {"cause", "s"}
SLOT = re.compile(r"\{[^}]*\}")
HAN = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"\b(the|is|are|of|to|no|not|and|or|in|at|for|with|must|be|has|have|was|it)\b")


def _modules() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def _sentences() -> list[Saying]:
    """Every sentence of every part, found by looking through the code, so that none is forgotten."""
    for path in _modules():
        if "(Saying)" in path.read_text(encoding="utf-8"):
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    return [one for part in Saying.__subclasses__() for one in part]


def _slots(text: str) -> set[str]:
    return {re.split(r"[.\[]", name)[0] for _, name, _, _ in Formatter().parse(text) if name}


@pytest.fixture(scope="module")
def sentences() -> list[Saying]:
    return _sentences()


def test_every_sentence_has_chinese_words(sentences: list[Saying]) -> None:
    assert len(sentences) > 200
    assert not [one.name for one in sentences if not HAN.search(one.chinese)]
    assert not [
        (one.name, found[0]) for one in sentences if (found := ENGLISH.search(SLOT.sub("", one.chinese)))
    ]


def test_every_sentence_fills_the_same_places_in_both_languages(sentences: list[Saying]) -> None:
    for one in sentences:
        english, chinese = _slots(one.english), _slots(one.chinese)
        assert english - chinese <= LEFT_OUT, one.name
        assert chinese <= english, one.name


def test_no_two_sentences_share_a_code(sentences: list[Saying]) -> None:
    assert not [code for code, times in Counter(one.name for one in sentences).items() if times > 1]
    for part in Saying.__subclasses__():
        assert len(part.__members__) == len(list(part)), f"{part.__name__} says one thing under two names"


def test_every_kind_of_fact_has_a_chinese_name() -> None:
    assert {cls.__name__ for cls in LABELS.values()} <= set(Thing.__members__)


def test_a_sentence_is_filled_in_by_the_ways_of_each_language() -> None:
    said = DocumentFault.TWICE_AT_LEVEL(name="数据标注", place=Place("table 1 row 3"))
    assert said == "'数据标注' stands twice at one level, first at table 1 row 3"
    assert said.chinese == "“数据标注”在同一等级出现了两次，第一次在第 1 个表格第 3 行"
    assert said.code == "TWICE_AT_LEVEL"
    several = DocumentFault.HEADER_INCOMPLETE(columns=("培训模块", "学时"))
    assert (several, several.chinese) == ("the header lacks 培训模块, 学时", "表头缺 培训模块、学时")
    level = Rejection.WEIGHTS_NOT_100(level=Level.L3, total=99.0, rows=4)
    assert level.chinese == "三级/高级工的权重合计 99，不是 100（共 4 行）"


def test_a_sentence_stays_one_when_it_is_copied_or_sent() -> None:
    said = FileFault.FILE_EMPTY(file="表.csv")
    for again in (copy.deepcopy(said), pickle.loads(pickle.dumps(said))):
        assert isinstance(again, Said)
        assert (str(again), again.chinese, again.code) == ("表.csv is empty", "表.csv 是空的", "FILE_EMPTY")


@pytest.mark.parametrize(
    ("place", "chinese"),
    [
        ("table 2 row 5", "第 2 个表格第 5 行"),
        ("sheet 工作要求 row 12", "工作表“工作要求”第 12 行"),
        ("sheet 标准 一", "工作表“标准 一”"),
        ("chapter 4 权重表", "第 4 章权重表"),
        ("paragraph 7, way 2", "第 7 段，第 2 条途径"),
        ("page 3", "第 3 页"),
        ("line 8", "第 8 行"),
        ("column 3", "第 3 列"),
        ("title", "标题"),
        ("职业编码", "职业编码"),
    ],
)
def test_places_are_read_into_chinese(place: str, chinese: str) -> None:
    assert Place(place).chinese == chinese


def _plain_messages(path: Path) -> Iterator[str]:
    """Where a module raises or makes an error of ours with a text of its own in place of a sentence."""
    names = {cls.__name__ for cls in _errors(AppError)}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            told = node.args[0] if node.args else None
            if isinstance(told, (ast.Constant, ast.JoinedStr, ast.BinOp, ast.IfExp)):
                yield f"{path.relative_to(ROOT)}:{node.lineno}"


def _errors(of: type[AppError]) -> Iterator[type[AppError]]:
    yield of
    for cls in of.__subclasses__():
        yield from _errors(cls)


def test_no_error_that_a_request_may_meet_is_told_in_english_only() -> None:
    spoken = (path for path in _modules() if not str(path.relative_to(ROOT)).startswith(PLAIN))
    assert not [place for path in spoken for place in _plain_messages(path)]
