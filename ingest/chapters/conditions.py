"""The conditions of application (申报条件) of chapter 1, as far as their sentences are regular.

A sentence is read where it consists of clauses of known forms and of nothing else; any other is reported as it stands.
Nothing is guessed: a level with an unread sentence keeps the default rules, since leaving a way out would shut out those
who may take it.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from graph.model.conditions import SEPARATOR, SchoolStatus
from graph.model.ids import fold
from graph.model.terms import EducationKind, Level
from ingest.chapters.contents import ConditionText, RouteText, Trouble
from ingest.chapters.sections import Lines
from ingest.chapters.wording import level_places, levels_in
from ingest.faults import DocumentFault

_OPENING = re.compile(r"具备(以下|下列)(条件|情况)(之一)?(者|的)?")
_NUMBERED = re.compile(r"^\s*[(]?\s*\d+\s*[).、]\s*")
_REMARK = re.compile(r"^([①-⑳*※]|注|说明|(本职业|相关职业|本专业|相关专业)\s*[:：指])")
_STARTS = re.compile(rf"^(——|--|[(]?\d+[).、]|{_OPENING.pattern})|{_REMARK.pattern}")
_ENDS_IN_PART = re.compile(r"(,|后|并|且|或者?)$")  # the rest of such a sentence is missing
_INLINE = re.compile(r"(?<=[。;:])\s*(?=\(\s*\d+\s*\))")
_ALTERNATIVES = re.compile(r"[;,]\s*或者?(?=取得|具有|持有|经)")
_JOINTS = re.compile(r"^(后|,|并且|并|且|\s)+")
_ENDS = "。;;. "
_RELATED = r"本职业(\(工种\))?或相关职业(\(工种\))?"
_WORKED = re.compile(rf"(累计)?从事{_RELATED}(工作)?满?(?P<years>\d+)年(\(含\))?(以上)?")
_APPRENTICE = re.compile(rf"{_RELATED}学徒期满")
_HELD = re.compile(
    rf"(取得|持有){_RELATED}(?P<level>[^,证]{{2,10}}?)(职业资格|职业技能等级|技能等级)?证书(\([^)]*证书\))?"
)
_AGE = re.compile(rf"年满(?P<years>\d+)周岁(,?(拟|准备)?从事(或拟从事)?{_RELATED}(工作)?)?")
_DIPLOMA = re.compile(
    r"(取得|具有)?(?P<approved>经评估论证、?以[中高]级技能为培养目标的)?"
    r"(?P<schools>技工学校|高级技工学校、技师学院|中等及以上职业学校|高等职业学校|大专及以上)"
    r"(?P<major>本专业或相关专业)?(毕业证书|毕业生)(?P<final>\([^)]*应届毕业生\))?"
)
# Schools as the default rules read the same words.
_ADVANCED = (
    EducationKind.ADVANCED_TECHNICAL,
    EducationKind.TECHNICIAN_COLLEGE,
    EducationKind.ASSISTANT_TECHNICIAN_CLASS,
)
_COLLEGES = (EducationKind.HIGHER, EducationKind.VOCATIONAL_BACHELOR)
_SCHOOLS: Mapping[str, tuple[EducationKind, ...]] = {
    "技工学校": (EducationKind.TECHNICAL, *_ADVANCED),
    "高级技工学校、技师学院": _ADVANCED,
    "中等及以上职业学校": (EducationKind.SECONDARY, *_COLLEGES),
    "高等职业学校": _COLLEGES,
    "大专及以上": (*_COLLEGES, EducationKind.BACHELOR, EducationKind.POSTGRADUATE),
}
Conditions = tuple[ConditionText, ...]


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
        elif level is None or _REMARK.match(sentence):
            trouble.unread(place, DocumentFault.CONDITION_UNREAD(found=sentence[:80]), column="申报条件")
        else:
            routes += _routes(level, sentence, place, routes, trouble=trouble)
    return tuple(routes)


def fully_read(routes: tuple[RouteText, ...]) -> dict[Level, tuple[RouteText, ...]]:
    """The routes of each level whose every sentence was read."""
    levels = dict.fromkeys(route.level for route in routes)
    by_level = {level: tuple(r for r in routes if r.level is level) for level in levels}
    return {level: found for level, found in by_level.items() if all(r.conditions for r in found)}


def _sentences(lines: Lines) -> Iterator[tuple[str, str]]:
    for place, line in _whole(lines):
        for sentence in _INLINE.split(line):
            if sentence.strip("—- "):
                yield place, sentence.strip("—- ")


def _whole(lines: Lines) -> Iterator[tuple[str, str]]:
    """Folded lines with their places; a line that was broken before its sentence ended is joined again."""
    broken: tuple[str, str] | None = None
    for line in lines.lines:
        text = fold(line.text).strip()
        if broken is not None and not _STARTS.match(text):
            broken = broken[0], broken[1] + text
        else:
            if broken is not None:
                yield broken
            broken = line.place, text
        if broken[1].endswith(("。", ";", ":")):
            yield broken
            broken = None
    if broken is not None:
        yield broken


def _routes(
    level: Level, sentence: str, place: str, before: list[RouteText], *, trouble: Trouble
) -> list[RouteText]:
    """The ways of one sentence: one for each alternative in it."""
    first = 1 + sum(route.level is level for route in before)
    found: list[RouteText] = []
    for order, text in enumerate(_ALTERNATIVES.split(_NUMBERED.sub("", sentence)), start=first):
        plain = text.strip(_ENDS)
        conditions = () if _ENDS_IN_PART.search(plain) else _below(level, _conditions(plain))
        if not conditions:
            trouble.unread(
                place,
                DocumentFault.CONDITION_OF_LEVEL_UNREAD(level=level, found=plain[:80]),
                column="申报条件",
            )
        found.append(RouteText(level, order, plain, place, conditions))
    return found


def _below(level: Level, conditions: Conditions) -> Conditions:
    """The conditions, unless they ask for a certificate that is not of a lower level: that cannot be meant."""
    held = [Level(c.value) for c in conditions if c.kind == "HELD"]
    return conditions if all(h.technical == level.technical and h < level for h in held) else ()


def _conditions(text: str) -> Conditions:
    """The conditions of a sentence, clause by clause; none where any of it is of no known form, or repeats one."""
    found: list[ConditionText] = []
    rest = text
    while rest:
        clause = _clause(rest)
        if clause is None:
            return ()
        conditions, length = clause
        found += conditions
        rest = _JOINTS.sub("", rest[length:])
    names = [condition.condition for condition in found]
    return tuple(_since(found)) if len(names) == len({*names}) else ()


def _clause(text: str) -> tuple[Conditions, int] | None:
    """The conditions of the clause that a text begins with, and its length; None where it is of no known form."""
    for form, read in _FORMS:
        if found := form.match(text):
            return read(found), found.end()
    return None


def _since(conditions: list[ConditionText]) -> Iterator[ConditionText]:
    """Work counts since the certificate where the same sentence asks for one."""
    held = any(condition.kind == "HELD" for condition in conditions)
    for condition in conditions:
        if condition.kind == "WORKED" and held:
            yield ConditionText("worked", "WORKED", ">=", condition.value, "MONTHS", "HELD")
        else:
            yield condition


def _held(found: re.Match[str]) -> Conditions:
    levels = [level for level, _, _ in level_places(found["level"], technical=False)]
    if len(levels) != 1:
        return (_UNKNOWN, _UNKNOWN)
    return (ConditionText("held", "HELD", "=", levels[0].value, "LEVEL", "RELATED_OCCUPATION"),)


def _worked(found: re.Match[str]) -> Conditions:
    return (ConditionText("worked", "WORKED", ">=", str(int(found["years"]) * 12), "MONTHS"),)


def _age(found: re.Match[str]) -> Conditions:
    return (ConditionText("age", "AGE", ">=", found["years"], "YEARS"),)


def _apprenticed(_: re.Match[str]) -> Conditions:
    return (ConditionText("apprenticeship", "APPRENTICESHIP", "=", "COMPLETED", "", "RELATED_OCCUPATION"),)


def _diploma(found: re.Match[str]) -> Conditions:
    schools = SEPARATOR.join(kind.value for kind in _SCHOOLS[found["schools"]])
    status = SchoolStatus.GRADUATE_OR_FINAL_YEAR if found["final"] else SchoolStatus.GRADUATE
    conditions = [ConditionText("diploma", "EDUCATION", "IN", schools, "KIND", status.value)]
    if found["major"]:
        conditions.append(ConditionText("major", "MAJOR", "=", "RELATED"))
    if found["approved"]:
        conditions.append(ConditionText("approved", "SCHOOL_APPROVED", "=", "true"))
    return tuple(conditions)


# Stands twice for what was not understood, so that the sentence counts as unread.
_UNKNOWN = ConditionText("unknown", "OTHER", "=", "")
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Conditions]], ...] = (
    (_HELD, _held),
    (_WORKED, _worked),
    (_APPRENTICE, _apprenticed),
    (_AGE, _age),
    (_DIPLOMA, _diploma),
)
