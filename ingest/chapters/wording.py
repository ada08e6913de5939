"""How standards write levels, numbers before headings, and lists within a cell."""

import re
from collections.abc import Iterator

from graph.model.ids import fold
from graph.model.terms import Level

SKILL_WORDS: dict[Level, tuple[str, ...]] = {
    Level.CHIEF: ("首席技师",),
    Level.SPECIAL: ("特级技师",),
    Level.L1: ("一级/高级技师", "高级技师", "一级"),
    Level.L2: ("二级/技师", "技师", "二级"),
    Level.L3: ("三级/高级工", "高级工", "三级", "高级"),
    Level.L4: ("四级/中级工", "中级工", "四级", "中级"),
    Level.L5: ("五级/初级工", "初级工", "五级", "初级"),
    Level.APPRENTICE: ("学徒工",),
}
TECHNICAL_WORDS: dict[Level, tuple[str, ...]] = {
    Level.T1: ("高级",),
    Level.T2: ("中级",),
    Level.T3: ("初级",),
}
# What follows these words makes another term of them: 技师学院, 高级技能, 中级职称.
_OTHER_TERM = r"(?!学院|技工|技能|职称|职务|专业|工程|工班|班|以上职业学校)"
_NUMBER = re.compile(
    r"^\s*(第\s*[一二三四五六七八九十\d]+\s*[章部分]+\s*|[一二三四五六七八九十]+、\s*"
    r"|\d+(\.\d+)+[.．、\s]*|\d+([.．、\s]+|(?=[^\x00-\x7f])))"
)
_ITEM = re.compile(r"(?<=[；。;\s])(?=\d{1,2}\.\d{1,2}\.\d{1,2}(?!\d))")
_STYLES = (
    re.compile(r"^\d{1,2}(?:\.\d{1,2}){2}(?!\d)[.．、\s]*"),
    re.compile(r"^\d{1,2}\.\d{1,2}(?![\d.])[.．、\s]*"),
    re.compile(r"^[(（]\s*\d{1,2}\s*[)）]\s*"),
    re.compile(r"^\d{1,2}\s*[.．、)）](?!\d)\s*"),
    re.compile(r"^[①-⑳]\s*"),
)
_FOOTNOTE = re.compile(r"[①-⑳*※]+$")
_ENDS = "。；;. "


def plain(text: str) -> str:
    """A name without the number before it, footnote marks and white space."""
    bare = _NUMBER.sub("", fold_kept(text), count=1)
    return "".join(fold(_FOOTNOTE.sub("", bare.strip())).split()) or "".join(fold(text).split())


def fold_kept(text: str) -> str:
    """Folded text whose footnote marks stay marks: NFKC would make digits of them."""
    return "".join(c if "①" <= c <= "⑳" else fold(c) or " " for c in text).strip()


def heading(text: str) -> str:
    """A heading without number and colon."""
    return plain(text).rstrip(":")


def levels_in(text: str, technical: bool) -> list[Level]:
    """Every level that a text names, in order."""
    return [level for level, _, _ in level_places(text, technical)]


def level_places(text: str, technical: bool) -> Iterator[tuple[Level, int, int]]:
    """(level, start, end) of every level that a folded text names, in order."""
    words = TECHNICAL_WORDS if technical else SKILL_WORDS
    by_word = {word: level for level, every in words.items() for word in every}
    longest = sorted(by_word, key=len, reverse=True)
    pattern = "|".join(word.replace("/", r"\s*/\s*") for word in longest)
    for found in re.finditer(rf"({pattern}){_OTHER_TERM}", text):
        yield by_word["".join(found[0].split())], found.start(), found.end()


def level_of(text: str, technical: bool) -> Level | None:
    """The level that a text is the name of, such as `3.1 五级/初级工` or `四级/中级工(%)`; None for any other text."""
    bare = re.sub(r"\((%|国家职业资格.级)\)|[%:]|等级$", "", heading(text))
    found = list(level_places(bare, technical))
    if len({level for level, _, _ in found}) != 1:
        return None
    ends, starts = [0, *(end for _, _, end in found)], [*(start for _, start, _ in found), len(bare)]
    rest = "".join(bare[end:start] for end, start in zip(ends, starts, strict=True))
    return found[0][0] if not rest.strip("()/") else None


def items(cell: str) -> list[str]:
    """The sentences of a cell, without their numbers: one for each number, or for each line where the first has none.

    A line is numbered as the first one is: `0.02 mm` within a sentence begins no other.
    """
    lines = [line.strip() for line in _ITEM.sub("\n", fold_lines(cell)).splitlines() if line.strip()]
    if not lines:
        return []
    style = _style(lines[0]) or next((_STYLES[0] for line in lines if _STYLES[0].match(line)), None)
    if style is not None:
        lines = [style.sub("", line, count=1) for line in _continued(lines, style)]
    return list(dict.fromkeys(filter(None, (line.strip(_ENDS) for line in lines))))


def _style(line: str) -> re.Pattern[str] | None:
    """The kind of number that a line begins with; None where it has none."""
    return next((style for style in _STYLES if style.match(line)), None)


def fold_lines(cell: str) -> str:
    """A cell with each of its lines folded; marks such as ① stay marks."""
    return "\n".join(fold_kept(line) for line in cell.splitlines())


def _continued(lines: list[str], style: re.Pattern[str]) -> list[str]:
    """Lines without a number of the style are the rest of the one before, as is one whose number does not come next."""
    whole: list[str] = []
    last: tuple[int, ...] = ()
    for line in lines:
        found = style.match(line)
        number = tuple(map(int, re.findall(r"\d+", found[0]))) if found else ()
        if not whole or (found and (not last or not number or _follows(last, number))):
            whole.append(line)
            last = number or last
        else:
            whole[-1] += line
    return whole


def _follows(last: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Does a number come after the last one? With three parts any does: no measure is written so."""
    if len(number) > 2:
        return True
    return number == (*last[:-1], last[-1] + 1) or (len(number) == 2 and number == (last[0] + 1, 1))
