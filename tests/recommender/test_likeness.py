"""Names of modules and courses compared by meaning, with the real encoder."""

import numpy as np
import pytest

from recommender.embedding.embedder import open_embedder
from recommender.supply.seats import ALIKE
from recommender.text.likeness import NameVectors, names
from tests.recommender.supplies import evening_course, with_schools

SAME = [
    ("茶艺服务", "茶艺"),
    ("生活照护", "老年健康照护"),
    ("固定翼无人机航空摄影", "无人机航空摄影测量技术"),
    ("健康科普教育", "健康教育与健康促进"),
    ("数控加工刀具操作与调整", "数控加工及编程"),
    ("合作共育", "婴幼儿家园共育"),
]
OTHERS = [
    "市场营销基础",
    "电力安全技术",
    "工程制图与CAD",
    "药品注册管理实务",
    "桥梁结构施工",
    "会计基础",
    "英语",
]
OTHERS += [
    "大数据分析与应用",
    "烹饪原料",
    "园林工程施工图设计",
    "电机与变压器检修",
    "宠物疾病临床诊断技术",
    "平面设计",
]


@pytest.fixture(scope="module")
def likeness() -> NameVectors:
    """The built-in model over the names above."""
    found = sorted({*(name for pair in SAME for name in pair), *OTHERS})
    return NameVectors.build(found, open_embedder(None).encode(found, kind="passage"), digest="built in")


@pytest.mark.model
@pytest.mark.parametrize(("module", "course"), SAME)
def test_a_course_of_the_same_content_is_alike_and_the_likest(
    likeness: NameVectors, module: str, course: str
) -> None:
    courses = [course, *(other for _, other in SAME if other != course), *OTHERS]
    scores = likeness.of([module], courses)[0]
    assert scores[0] >= ALIKE
    assert int(np.argmax(scores)) == 0


@pytest.mark.model
def test_courses_of_other_content_are_not_alike(likeness: NameVectors) -> None:
    assert float(likeness.of([module for module, _ in SAME], OTHERS).max()) < ALIKE


def test_the_names_are_those_of_modules_and_of_courses_that_somebody_offers() -> None:
    assert set(names(with_schools(*evening_course()))) == {"操作", "烹饪"}


def test_no_names_are_no_obstacle() -> None:
    assert NameVectors.build([], np.empty((0, 4), np.float32), digest="none").of(["a"], ["b"]).tolist() == [
        [0.0]
    ]
