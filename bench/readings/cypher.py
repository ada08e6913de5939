"""The first answer to a question by Cypher over Bolt, one transaction a question.

Cypher finds the standard, the rules, how the person's occupations and majors relate to the goal's, and for each level
and edition judges every condition of every route for every choice of certificate, title and programme, three-valued, down
to the first day that may do and the first that surely does. Outside it stay the order of the levels, the counting of
months on the calendar, and how old rules and new ones are weighed; modules, reasons and other ways are not asked for.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any, LiteralString, cast

from neo4j import Driver, GraphDatabase, ManagedTransaction, NotificationMinimumSeverity

from bench.readings.first import First, Question, across, assumable, relations
from graph.model.editions import RULES_2023, rule_choice
from graph.model.ids import rule_set_id, skill_certificate_id
from graph.model.terms import Level, OccupationStatus, RuleChoice, TitleRank
from graph.target import Target
from recommender.planning.evidence import Evidence, Studied
from recommender.shared.ladder import LADDER
from recommender.shared.profile import Education
from recommender.shared.timeline import add_months
from recommender.shared.truth import Verdict

FOREVER = date.max.toordinal()
NEVER = [FOREVER, FOREVER, FOREVER]
UNKNOWN = [0, FOREVER, FOREVER]
ALWAYS = {Verdict.FAIL: NEVER, Verdict.UNKNOWN: UNKNOWN, Verdict.PASS: [0, 0, FOREVER]}
APPROVED = {None: UNKNOWN, True: ALWAYS[Verdict.PASS], False: NEVER}
NO_DAY = "none"
Row = dict[str, Any]
Window = list[int]
Ask = Callable[..., list[Row]]


@dataclass(slots=True)
class CypherReading:
    """Answers over one driver and database; `sent` counts the statements."""

    driver: Driver
    database: str
    sent: int = 0

    def first(self, question: Question) -> First | None:
        """The first answer, None where there is no date."""
        with self.driver.session(database=self.database) as session:
            return session.execute_read(
                lambda transaction: _first(partial(self._rows, transaction), question)
            )

    def _rows(self, transaction: ManagedTransaction, name: str, **parameters: Any) -> list[Row]:
        self.sent += 1
        return transaction.run(_statement(name), parameters).data()


def connected(target: Target) -> Driver:
    """A driver of one thread; servers do not say what they think of the statements."""
    return GraphDatabase.driver(  # pyright: ignore[reportUnknownMemberType]
        target.uri,
        auth=(target.user, target.password),
        notifications_min_severity=NotificationMinimumSeverity.OFF,
    )


def _first(ask: Ask, question: Question) -> First | None:
    if question.reached is not None:
        return question.reached
    goal = question.goal
    found = ask("ladder", occupation=goal.occupation, level=goal.level.value)[0]
    if found["status"] == OccupationStatus.IN_COMMENT or goal.level.technical:
        return None
    if found["listing"]:
        standard = max(found["listing"], key=lambda s: (s["year"] or 0, s["id"]))
        choice, editions = rule_choice(standard["year"])
        levels = [level for level in LADDER if level.value in standard["levels"]]
        doubted = choice is RuleChoice.STRADDLES
    elif assumable(found["code"], ["any"] * found["standards"], goal.level):
        standard, editions, levels, doubted = None, (RULES_2023,), list(LADDER), True
    else:
        return None
    rungs = [
        {
            "edition": edition,
            "level": level.value,
            "rules": rule_set_id(edition, level),
            "certificate": _certificate(found["code"], level, standard),
        }
        for edition in editions
        for level in levels
        if level <= goal.level
    ]
    rules = {(r["edition"], r["level"]): r for r in ask("rules", rungs=rungs)}
    evidence = _evidence(ask, question)
    climbs = (
        [(level, rules[edition, level.value]) for level in levels if level <= goal.level]
        for edition in editions
    )
    return across((_climb(ask, climb, evidence) for climb in climbs), doubted=doubted)


def _certificate(code: str | None, level: Level, standard: Row | None) -> str | None:
    return skill_certificate_id(code, level, standard["work_type"]) if code and standard else None


def _evidence(ask: Ask, question: Question) -> Evidence:
    occupations, majors = question.occupations, question.majors
    stated = [*occupations, *majors]
    rows = ask("relations", stated=stated, occupation=question.goal.occupation) if stated else []
    verdicts = {row["stated"]: row["verdict"] for row in rows}
    related = relations(
        question.goal.occupation, {o: verdicts[o] for o in occupations}, {m: verdicts[m] for m in majors}
    )
    return Evidence.of(question.profile, question.goal.occupation, question.as_of, related)


def _climb(ask: Ask, rungs: Sequence[tuple[Level, Row]], evidence: Evidence) -> First | None:
    """The first answer under the rules of one edition, level by level."""
    held = [(h.level, h.awarded, not h.doubts) for h in evidence.certificates]
    first: First | None = None
    for level, rules in rungs:
        if level is not rungs[-1][0] and any(x is level and sure for x, _, sure in held):
            continue
        row = ask("level", **_asked(rules, held, evidence))[0]
        maybe, surely = _day(row["maybe"]), _day(row["surely"])
        held += [(level, day, sure) for day, sure in ((maybe, False), (surely, True)) if day is not None]
        first = First(surely, True) if surely else First(maybe, False) if maybe else None
    return first


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None or ordinal >= FOREVER else date.fromordinal(ordinal)


def _asked(rules: Row, held: Iterable[tuple[Level, date, bool]], evidence: Evidence) -> dict[str, Any]:
    """The parameters of a level: every stated thing with the days on which it may and surely does count."""
    certificates = [
        {
            "level": level.value,
            "key": str(day.toordinal()),
            "floor": max(day, evidence.as_of).toordinal(),
            "truth": _window(day, sure=sure),
        }
        for level, day, sure in held
    ]
    titles = [
        {
            "height": title.rank.height,
            "key": str(title.awarded.toordinal()),
            "truth": NEVER if field is Verdict.FAIL else _window(title.awarded, sure=field is Verdict.PASS),
        }
        for title, field in evidence.titles
    ]
    schools = [_school(studied, evidence.as_of) for studied in evidence.educations]
    keys = {thing["key"] for thing in (*certificates, *titles, *schools)}
    return {
        "rules": rules["rules"],
        "held": certificates,
        "titles": titles,
        "schools": schools,
        "counted": dict(_counted(rules["counted"], keys, evidence)),
        "apprenticeship": _apprenticeship(evidence),
        "heights": {rank.value: rank.height for rank in TitleRank},
        "nothing": {"floor": evidence.as_of.toordinal(), "key": NO_DAY},
        "never": NEVER,
        "unknown": UNKNOWN,
        "forever": FOREVER,
    }


def _window(day: date, *, sure: bool, until: int = FOREVER) -> Window:
    """First day that may count, first that surely does, first that no longer does."""
    return [day.toordinal(), day.toordinal() if sure else FOREVER, until]


def _school(studied: Studied, as_of: date) -> dict[str, Any]:
    education = studied.education
    day = education.graduated or education.graduates
    graduate = _graduate(education, as_of)
    ahead = education.graduated is None and education.graduates is not None and education.graduates > as_of
    final = _window(add_months(day, -12), sure=True) if ahead and day else graduate
    college = education.kind.value.startswith("技师学院")
    return {
        "kind": education.kind.value,
        "key": str(day.toordinal()) if day else NO_DAY,
        "graduate": graduate,
        "final": final,
        "student": _student(education),
        "major": ALWAYS[studied.major],
        "approved": APPROVED[education.approved],
        "assistant": _window(day, sure=False) if day and college else NEVER,
    }


def _graduate(education: Education, as_of: date) -> Window:
    if education.graduated is not None:
        return _window(education.graduated, sure=True)
    if education.graduates is None:
        return UNKNOWN
    return _window(education.graduates, sure=education.graduates > as_of)


def _student(education: Education) -> Window:
    if education.graduated is not None:
        return NEVER
    start = education.start or date.min
    end = education.graduates
    return _window(start, sure=False) if end is None else _window(start, sure=True, until=end.toordinal())


def _apprenticeship(evidence: Evidence) -> Window:
    counted = [(a.completed.toordinal(), v) for a, v in evidence.apprenticeships if v is not Verdict.FAIL]
    surely = min((day for day, verdict in counted if verdict is Verdict.PASS), default=FOREVER)
    return [min((day for day, _ in counted), default=FOREVER), surely, FOREVER]


def _counted(asked: Iterable[str], keys: set[str], evidence: Evidence) -> Iterator[tuple[str, Window]]:
    """Days by what is counted (`WORKED 48 738000`: 48 months of work since that day), for every day it may be since."""
    for name in asked:
        kind, number = name.split()
        if kind == "AGE":
            born = evidence.birth
            yield name, UNKNOWN if born is None else _window(add_months(born, 12 * int(number)), sure=True)
            continue
        yield f"{name} {NO_DAY}", NEVER
        if kind == "WORKED":
            yield f"{name} ", _worked(evidence, int(number), date.min)
        for key in keys - {NO_DAY}:
            since = date.fromordinal(int(key))
            if kind == "WORKED":
                yield f"{name} {key}", _worked(evidence, int(number), since)
            else:
                yield f"{name} {key}", _window(add_months(since, int(number)), sure=True)


def _worked(evidence: Evidence, months: int, since: date) -> Window:
    maybe, surely = evidence.work.reached(months, since)
    late = FOREVER if surely is None else surely.toordinal()
    return [late if maybe is None else min(late, maybe.toordinal()), late, FOREVER]


@cache
def _statement(name: str) -> LiteralString:
    text = (Path(__file__).parent / f"{name}.cypher").read_text(encoding="utf-8")
    return cast(LiteralString, text)
