"""The conditions of application (申报条件) of chapter 1, as far as their sentences are regular.

A sentence is read where every part of it is of a known form; any other is reported as it stands. Nothing is guessed: a
level with an unread sentence keeps the default rules, since leaving a way out would shut out those who may take it.
"""

import re
from collections.abc import Iterator

from graph.model.ids import fold
from graph.model.terms import Level
from ingest.chapters.contents import ConditionText, RouteText, Trouble
from ingest.chapters.sections import Lines
from ingest.chapters.wording import level_places, levels_in

_OPENING = re.compile(r"具备(以下|下列)(条件|情况)(之一)?(者|的)?")
_NUMBERED = re.compile(r"^\s*[(]?\s*\d+\s*[).、]\s*")
_INLINE = re.compile(r"(?<=[。;:])\s*(?=\(\s*\d+\s*\))")
_FULL_YEARS = r"(满)?(?P<years>\d+)年(\(含\))?(以上)?"
_RELATED = r"(本职业(\(工种\))?或相关职业(\(工种\))?|本职业|相关职业)"
_WORKED = re.compile(rf"(累计)?从事{_RELATED}(工作)?{_FULL_YEARS}")
_APPRENTICE = re.compile(rf"{_RELATED}学徒期满")
_HELD = re.compile(
    rf"(取得|持有){_RELATED}(?P<level>[^,]{{2,10}}?)(职业资格证书|职业技能等级证书|技能等级证书|证书)(\([^)]*\))?后?"
)
_AGE = re.compile(r"年满(?P<years>\d+)周岁")
_INTENDS = re.compile(rf"(拟|准备)?从事(或拟从事)?{_RELATED}(工作)?")
_ENDS = "。;;. "


def read_routes(lines: Lines | None, technical: bool, trouble: Trouble) -> tuple[RouteText, ...]:
    """Every way that the section states, by level and in order; those not read have no conditions and are noted."""
    if lines is None or technical:
        return ()
    routes: list[RouteText] = []
    level: Level | None = None
    for place, sentence in _sentences(lines):
        opened = levels_in(sentence, technical) if _OPENING.search(sentence) else []
        if opened:
            level = opened[0]
            continue
        if level is None or not _NUMBERED.match(sentence):
            trouble.unread(place, f"UNREAD: {sentence[:80]}", column="申报条件")
            continue
        text = _NUMBERED.sub("", sentence).strip(_ENDS)
        conditions = _below(level, _conditions(text))
        if not conditions:
            trouble.unread(place, f"UNREAD: {level} {text[:80]}", column="申报条件")
        order = 1 + sum(route.level is level for route in routes)
        routes.append(RouteText(level, order, text, place, conditions))
    return tuple(routes)


def fully_read(routes: tuple[RouteText, ...]) -> dict[Level, tuple[RouteText, ...]]:
    """The routes of each level whose every sentence was read."""
    levels = dict.fromkeys(route.level for route in routes)
    by_level = {level: tuple(r for r in routes if r.level is level) for level in levels}
    return {level: found for level, found in by_level.items() if all(r.conditions for r in found)}


def _sentences(lines: Lines) -> Iterator[tuple[str, str]]:
    for line in lines.lines:
        for sentence in _INLINE.split(fold(line.text)):
            if sentence.strip("—- "):
                yield line.place, sentence.strip("—- ")


def _below(level: Level, conditions: tuple[ConditionText, ...]) -> tuple[ConditionText, ...]:
    """The conditions, unless they ask for a certificate that is not of a lower level: that cannot be meant."""
    held = [Level(c.value) for c in conditions if c.kind == "HELD"]
    return conditions if all(h.technical == level.technical and h < level for h in held) else ()


def _conditions(text: str) -> tuple[ConditionText, ...]:
    """The conditions of a sentence whose whole is of a known form; none for any other."""
    if found := _WORKED.fullmatch(text):
        return (_worked(found, ""),)
    if _APPRENTICE.fullmatch(text):
        return (
            ConditionText("apprenticeship", "APPRENTICESHIP", "=", "COMPLETED", "", "RELATED_OCCUPATION"),
        )
    if found := _AGE.match(text):
        rest = text[found.end() :].strip(",，")
        age = ConditionText("age", "AGE", ">=", found["years"], "YEARS")
        return (age,) if not rest or _INTENDS.fullmatch(rest) else ()
    return _after_certificate(text)


def _after_certificate(text: str) -> tuple[ConditionText, ...]:
    """A certificate of a level, and years of work since."""
    held = _HELD.match(text)
    if held is None:
        return ()
    levels = [level for level, _, _ in level_places(held["level"], technical=False)]
    worked = _WORKED.fullmatch(text[held.end() :].strip(",，"))
    if len(levels) != 1 or worked is None:
        return ()
    certificate = ConditionText("held", "HELD", "=", levels[0].value, "LEVEL", "RELATED_OCCUPATION")
    return certificate, _worked(worked, "HELD")


def _worked(found: re.Match[str], since: str) -> ConditionText:
    return ConditionText("worked", "WORKED", ">=", str(int(found["years"]) * 12), "MONTHS", since)
