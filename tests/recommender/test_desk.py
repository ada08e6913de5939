"""The desk in a small world of vectors drawn by hand: verdicts, groups, what is near, and what is missing."""

from dataclasses import replace

import numpy as np
import pytest

from graph.errors import InvalidInput
from graph.model.facts import Occupation
from graph.sayings import Said
from recommender.desk.analysis import GapAnalysis, analyse
from recommender.desk.asked import MOST_TASKS, OccupationPart, of_catalogue, of_text
from recommender.desk.coverage import Shelf
from recommender.desk.functions import FunctionIndex, TextVectors, functions_of, in_context
from recommender.desk.grouping import missing_parts
from recommender.desk.marks import Coverage, Marks, read_marks
from recommender.desk.package import ModuleKind, drafted
from recommender.supply.seats import Supply
from recommender.text.likeness import NameVectors, names
from recommender.text.passages import passages
from recommender.text.tasks import Tasks
from tests.api.asking import catalogue_of
from tests.api.excerpt import excerpt
from tests.recommender.embedders import LetterEmbedder
from tests.recommender.worlds import TODAY

MARKS = Marks("letters", 10.0, -5.0, covered=0.7, partly=0.5, missing=0.2, generic=())
EMBEDDER = LetterEmbedder()


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """The excerpt of the catalogue, compared by the characters of its texts."""
    catalogue = catalogue_of(excerpt())
    texts = passages(catalogue)
    vectors = EMBEDDER.encode([text.encoded for text in texts], kind="passage")
    named = names(catalogue)
    by_name = NameVectors.build(named, EMBEDDER.encode(named, kind="passage"), digest="letters")
    known = TextVectors(texts, vectors)
    index = FunctionIndex.of(catalogue, known, by_name, generic=frozenset())
    return Shelf.of(
        index, Tasks.among(catalogue, texts, vectors), by_name, Supply.of(catalogue, by_name), marks=MARKS
    )


def analysed(shelf: Shelf, *tasks: str, name: str = "样例工") -> GapAnalysis:
    asked = of_text(shelf.catalogue, name=name, definition="从事样例的人员。", tasks=tasks)
    vectors = EMBEDDER.encode(asked.tasks, kind="passage") if asked.tasks else np.zeros((0, 64), np.float32)
    return analyse(shelf, asked, vectors, as_of=TODAY, software="test")


def test_a_score_is_read_by_the_marks_in_their_order() -> None:
    found = [MARKS.verdict(score) for score in (0.8, 0.6, 0.3, 0.1)]
    assert found == [Coverage.COVERED, Coverage.PARTLY, Coverage.CANNOT_TELL, Coverage.NOT_COVERED]
    assert MARKS.probability(0.5) == pytest.approx(0.5)


def test_the_shipped_marks_are_ordered_and_leave_training_and_guidance_out() -> None:
    marks = read_marks()
    assert marks.missing < marks.partly <= marks.covered
    assert "培训与指导" in marks.generic


def test_every_task_stands_beside_functions_tasks_and_courses(shelf: Shelf) -> None:
    found = analysed(shelf, "安装、调试继电控制电路", "跳舞")
    first = found.tasks[0]
    assert first.task == "安装、调试继电控制电路"
    assert first.nearest is not None
    assert "电" in shelf.catalogue.get(Occupation, first.nearest.occupation).name
    assert first.tasks
    assert found.tally.covered + found.tally.partly + found.tally.not_covered + found.tally.cannot_tell == 2


def test_an_occupation_is_not_compared_with_itself(shelf: Shelf) -> None:
    electrician = of_catalogue(shelf.catalogue, shelf.catalogue.occupation("电工"))
    vectors = EMBEDDER.encode(electrician.tasks, kind="passage")
    found = analyse(shelf, electrician, vectors, as_of=TODAY, software="test")
    owners = {match.occupation for task in found.tasks for match in task.functions}
    owners |= {near.occupation for task in found.tasks for near in task.tasks}
    owners |= {near.occupation for near in found.nearest}
    assert electrician.occupation not in owners
    assert any("already" in note for note in found.notes)


def test_an_occupation_without_texts_is_missing_and_says_which_file_to_bring(shelf: Shelf) -> None:
    found = analysed(shelf, name="无文工")
    assert found.tasks == ()
    assert found.tally.share is None
    assert found.asked.missing == (OccupationPart.TASKS,)
    assert any(note.startswith("MISSING: tasks") and "docx" in note for note in found.notes)


def test_with_another_encoder_nothing_is_said_to_be_covered(shelf: Shelf) -> None:
    found = analysed(replace(shelf, marks=None), "安装、调试继电控制电路")
    assert found.tasks[0].verdict is Coverage.CANNOT_TELL
    assert found.tasks[0].probability is None


def test_one_task_alone_counts_for_less_than_the_same_one_among_its_like() -> None:
    alone = np.ones((1, 3), np.float32)
    assert in_context(alone)[0] < in_context(np.repeat(alone, 6, axis=0))[0]


def test_missing_tasks_are_grouped_by_meaning_and_named_by_their_own_words() -> None:
    tasks = ("检测样例质量，登记结果", "检测样例外观，登记结果", "驾驶货车运输货物")
    vectors = EMBEDDER.encode(tasks, kind="passage")
    centred = vectors - vectors.mean(axis=0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True)
    found = missing_parts(tasks, centred, [0, 1, 2])
    assert [part.tasks for part in found] == [(0, 1), (2,)]
    assert all(part.name in "".join(tasks) for part in found)


def test_no_group_has_more_than_three_tasks_and_none_is_named_after_a_tool() -> None:
    tasks = tuple(f"使用第{n}种工具、仪器，检测样例质量{n}" for n in range(7))
    vectors = EMBEDDER.encode(tasks, kind="passage")
    found = missing_parts(tasks, vectors, range(7))
    assert sorted(place for part in found for place in part.tasks) == list(range(7))
    assert max(len(part.tasks) for part in found) <= 3
    assert all(part.name.startswith("检测样例质量") for part in found)
    assert missing_parts(("使用样例剂、样例灯等材料清除样例污渍",), vectors, [0])[0].name == "清除样例污渍"


def test_what_a_text_is_silent_about_is_taken_from_the_catalogue(shelf: Shelf) -> None:
    found = of_text(shelf.catalogue, name="电工", definition=None, tasks=("甲", "甲", " "))
    assert (found.code, found.tasks) == ("6-31-01-03", ("甲",))
    assert found.definition


def test_too_many_tasks_are_refused(shelf: Shelf) -> None:
    with pytest.raises(InvalidInput, match="at most"):
        of_text(shelf.catalogue, name=None, definition=None, tasks=tuple(map(str, range(MOST_TASKS + 1))))


def test_functions_are_one_for_all_levels_of_an_occupation(shelf: Shelf) -> None:
    found = functions_of(shelf.catalogue)
    assert len({(f.occupation, f.name) for f in found}) == len(found)
    assert any(len(f.modules) > 1 for f in found)


def test_a_task_is_covered_only_where_it_fits_the_function_by_itself() -> None:
    marks = replace(MARKS, itself=0.4)
    assert marks.verdict(0.8, itself=0.4) is Coverage.COVERED
    assert marks.verdict(0.8, itself=0.3) is Coverage.PARTLY
    assert marks.verdict(0.1, itself=0.9) is Coverage.NOT_COVERED


def test_a_task_that_only_its_neighbours_speak_for_is_partly_covered(shelf: Shelf) -> None:
    tasks = ("安装、调试继电控制电路", "检修继电控制电路", "登记")
    fit = shelf.functions.fit(tasks, EMBEDDER.encode(tasks, kind="passage"))
    row, best = 2, int(fit.score[2].argmax())
    lenient = replace(
        MARKS, covered=float(fit.score[row, best]) - 0.01, partly=0.0, missing=-1.0, itself=-1.0
    )
    strict = replace(lenient, itself=float(fit.itself[row, best]) + 0.01)
    verdicts = [
        analysed(replace(shelf, marks=marks), *tasks).tasks[row].verdict for marks in (lenient, strict)
    ]
    assert verdicts == [Coverage.COVERED, Coverage.PARTLY]


def test_what_verdicts_were_found_to_be_worth_is_told_beside_them(shelf: Shelf) -> None:
    told = analysed(replace(shelf, marks=replace(MARKS, checked=(40, 0.2, 0.3))), "登记").notes[-1]
    assert "of 40 COVERED tasks" in told
    assert "20% are taught wholly and 30% in part" in told
    assert "COVERED" not in analysed(shelf, "登记").notes[-1]


def test_a_draft_adapts_what_only_texts_call_covered(shelf: Shelf) -> None:
    tasks = ("安装、调试继电控制电路", "检修继电控制电路")
    easy = replace(shelf, marks=replace(MARKS, covered=0.0, partly=0.0, missing=-1.0, itself=-1.0))
    found = analysed(easy, *tasks)
    assert {task.verdict for task in found.tasks} == {Coverage.COVERED}
    draft = drafted(easy, found, EMBEDDER.encode(tasks, kind="passage"))
    assert {module.kind for module in draft.modules} == {ModuleKind.ADAPT}


@pytest.mark.parametrize(
    ("task", "name"),
    [
        ("进行样例需求分析，协助确定样例内容", "样例需求分析"),
        ("操作样例机、样例罐等加热设备，对样例件进行固化", "样例件固化"),
        ("根据样例标准，制定样例方案并实施", "制定样例方案并实施"),
        ("使用样例工具，采用焊接方式将样例零件装配成样例部件", "采用焊接方式将样例零件装配成样例部件"),
        ("有序组织实施线上样例活动等，处置突发情况", "线上样例活动"),
        (
            "设计基于样例定位、样例主题和样例个人特点的样例形象一、样例形象二、样例形象三",
            "设计样例形象一、样例形象二、样例形象三",
        ),
        (
            "编写" + "、".join(f"第{n}种样例文件" for n in "一二三四五六七"),
            "编写第一种样例文件、第二种样例文件、第三种样例文件等",
        ),
    ],
)
def test_a_missing_part_is_named_by_what_is_done_and_not_cut_within_a_word(task: str, name: str) -> None:
    (part,) = missing_parts((task,), EMBEDDER.encode((task,), kind="passage"), [0])
    assert part.name == name


def test_what_a_draft_rests_on_is_said_in_both_languages(shelf: Shelf) -> None:
    tasks = ("安装、调试继电控制电路", "跳舞")
    found = analysed(shelf, *tasks)
    draft = drafted(shelf, found, EMBEDDER.encode(tasks, kind="passage"))
    said = [*(module.why for module in draft.modules), *draft.notes]
    assert all(isinstance(one, Said) and one.chinese != str(one) for one in said)
    with_standard = next(module for module in draft.modules if module.standard)
    assert "国家职业技能标准" in with_standard.why


def test_the_outline_has_the_sections_of_published_specifications_in_their_order(shelf: Shelf) -> None:
    found = analysed(shelf, "跳舞")
    draft = drafted(shelf, found, EMBEDDER.encode(("跳舞",), kind="passage"))
    assert [section.heading for section in draft.outline] == [
        "能力名称",
        "一、定义",
        "二、适用对象",
        "三、能力标准与鉴定内容",
        "四、鉴定要求",
    ]
    assessment = draft.outline[-1]
    assert assessment.open
    assert [line[:3] for line in assessment.lines] == ["（一）", "（二）", "（三）", "（四）"]
    contents = draft.outline[3].lines
    assert contents[:2] == (f"能力单元：{draft.modules[0].title}", "工作任务：跳舞")
    assert "考核比重：待定" in contents[2]
