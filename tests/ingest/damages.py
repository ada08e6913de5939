"""Ways in which the document of a standard can be wrong: each damages the retyped one, and what must be said of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.ingest.retyped import CODE, NAME, standard
from tests.ingest.writing import (
    WRITERS,
    Script,
    write_docx,
    write_protected,
    write_scan,
)

# Tables of the document: one for each of five levels, then the weights of theory and of skills.
L5, L4, THEORY, SKILLS = 0, 1, 5, 6


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of damage: how to make it on a script, and what a report must say of it."""

    name: str
    damage: Callable[[Script], None]
    said: tuple[str, ...]


def _without(text: str) -> Callable[[Script], None]:
    return lambda script: script.blocks.remove(text)


def _instead(old: str, new: str) -> Callable[[Script], None]:
    def damage(script: Script) -> None:
        script.blocks[script.blocks.index(old)] = new

    return damage


def _cell(table: int, row: int, column: int, text: str) -> Callable[[Script], None]:
    def damage(script: Script) -> None:
        script.grids[table].rows[row][column] = text

    return damage


def _without_last_level(script: Script) -> None:
    start = next(i for i, block in enumerate(script.blocks) if block == "3.5 一级/高级技师")
    del script.blocks[start : start + 2]


def _function_twice(script: Script) -> None:
    first = script.grids[L5].rows
    first.append(["4.数据标注", *first[-1][1:]])


def _another_occupation(script: Script) -> None:
    script.blocks[script.blocks.index(CODE)] = "4-99-99-99"
    script.blocks[script.blocks.index(NAME)] = "SAMPLE员"


KINDS = (
    Kind("a chapter is missing", _without("4 权重表"), ("chapter 4 权重表: is missing",)),
    Kind(
        "a wrong header", _cell(L5, 0, 2, "要求"), ("table 1 row 1, 技能要求: the header lacks this column",)
    ),
    Kind(
        "a merged cell is broken", _cell(L5, 2, 0, ""), ("table 1 row 3, 职业功能: is empty: no merged cell",)
    ),
    Kind(
        "a level is unknown", _instead("3.2 四级/中级工", "3.2 六级/入门工"), ("'六级/入门工' is no level",)
    ),
    Kind(
        "a level has no table", _without_last_level, ("chapter 1 lists L1 一级/高级技师; no table is for it",)
    ),
    Kind("percentages do not sum to 100", _cell(SKILLS, 2, 2, "61"), ("sum to 101, not 100", "五级/初级工")),
    Kind(
        "a total is misprinted",
        _cell(SKILLS, -1, 2, "99"),
        ("table 7 row 10, 五级/初级工: the total is printed as 99, but the rows above sum to 100",),
    ),
    Kind(
        "a percentage is no number",
        _cell(THEORY, 4, 2, "三十"),
        ("table 6 row 5, 五级/初级工: '三十' is not",),
    ),
    Kind("a function stands twice", _function_twice, ("table 1 row 8, 职业功能: '数据标注' stands twice",)),
    Kind("work has no requirement", _cell(L4, 1, 2, ""), ("table 2 row 2, 技能要求: 'SAMPLE工作一' has no",)),
    Kind("a weight has no function", _cell(SKILLS, 2, 1, "数据标记"), ("'数据标记' has a weight but no",)),
    Kind(
        "hours are no number",
        _instead("四级/中级工不少于120标准学时（SAMPLE）；", "四级/中级工不少于若干标准学时；"),
        ("学时: hours of L4 are not a number: '四级/中级工不少于若干标准学时'",),
    ),
    Kind(
        "the occupation is unknown", _another_occupation, ("4-99-99-99 is no occupation", "--occupation CODE")
    ),
    Kind("the code is missing", _without(CODE), ("职业编码: is missing",)),
    Kind("no level is named", _instead("1.4 职业技能等级", "1.4 其他"), ("等级: is missing",)),
)


def damaged(kind: Kind, folder: Path, suffix: str = "docx") -> Path:
    """The document with one damage."""
    script = standard()
    kind.damage(script)
    return WRITERS[suffix](script, folder / f"damaged.{suffix}")


def _cut_off(path: Path) -> Path:
    content = write_docx(standard(), path).read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path


def _written(content: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


FILES: dict[str, tuple[str, Callable[[Path], Path], str]] = {
    "a scan": ("scan.pdf", write_scan, "scan.pdf has no text, it is probably a scan"),
    "a protected pdf": ("closed.pdf", write_protected, "closed.pdf is protected by a password"),
    "a pdf that was cut off": ("cut.pdf", _written(b"%PDF-1.7\n1 0 obj"), "cut.pdf"),
    "a docx that was cut off": ("cut.docx", _cut_off, "cut.docx is damaged or cut off"),
    "a protected or old file": (
        "old.doc",
        _written(b"\xd0\xcf\x11\xe0" + b"0" * 600),
        "save it as docx or xlsx",
    ),
    "an empty file": ("empty.docx", _written(b""), "empty.docx is empty"),
}
