"""Lines of Chinese text: they may break between any two characters, but not inside a word or number, nor before punctuation."""

import re
from collections.abc import Callable, Iterator

# A run of Latin letters and digits with what it counts, a space, or one other character; and the punctuation around it.
_OPENING, _CLOSING = "（《【“‘(", "，。；：、！？）》】”’),.;:%"
_UNIT = re.compile(
    rf"[{re.escape(_OPENING)}]*(?:[A-Za-z0-9_./:-]+[年月日个天条项]?|\s|.)[{re.escape(_CLOSING)}]*", re.DOTALL
)


def lines(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    """The text in lines no wider than `width`, as `measure` tells; a unit that is wider than a line is cut."""
    line = ""
    for unit in _UNIT.findall(text):
        if measure(line + unit.rstrip()) <= width:
            line += unit
            continue
        if line.strip():
            yield line.rstrip()
        line = unit.lstrip()
        while measure(line) > width:
            head = _fitting(line, width, measure)
            yield line[:head]
            line = line[head:]
    if line.strip():
        yield line.rstrip()


def _fitting(text: str, width: float, measure: Callable[[str], float]) -> int:
    """How many characters fit, at least one."""
    count = 1
    while count < len(text) and measure(text[: count + 1]) <= width:
        count += 1
    return count
