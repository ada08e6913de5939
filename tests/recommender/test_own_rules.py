"""Conditions that a standard sets of its own: the planner follows them at their level, and says what decided.

The world is invented, and so are all figures here (SAMPLE).
"""

from datetime import date
from typing import Any

import pytest

from graph.catalogue import Catalogue
from graph.errors import InvalidInput
from graph.model import ids
from graph.model.conditions import FORMS, RequirementKind, read_condition
from graph.model.facts import Condition, Published, Route, RuleSet
from graph.model.links import Link, RelType
from graph.model.snapshot import Snapshot
from graph.model.terms import Level, RuleChoice, RuleKind
from recommender.moves.rungs import Rungs, admission
from recommender.planning.explain import explain
from recommender.planning.planner import Planner
from recommender.planning.wording import by_rules, in_chinese, in_english
from recommender.shared.answers import Certainty, DoubtCode, LearningPath, Step, StepKind, Unreachable
from recommender.shared.profile import Education, EducationKind, Goal, HeldCertificate, Spell, WorkerProfile
from recommender.shared.rules import rules_of
from tests.graph.samples import FACT, link
from tests.recommender.worlds import TODAY, catalogue, occ, planner

OLD, UNDATED, STRADDLING, HIGH = "6-99-01-01", "6-99-04-01", "6-99-03-01", "6-99-07-01"
YEARS = {OLD: 2018, UNDATED: None, STRADDLING: 2023, HIGH: 2019}
Cells = tuple[str, str, str, str | None, str | None]
WORKED_3: Cells = ("WORKED", ">=", "36", "MONTHS", None)
HELD_L4: Cells = ("HELD", "=", "L4", "LEVEL", "RELATED_OCCUPATION")
COLLEGE: Cells = ("EDUCATION", "IN", "高职|普通本科", "KIND", "GRADUATE")
RELATED: Cells = ("MAJOR", "=", "RELATED", None, None)
SINCE_DIPLOMA: Cells = ("WORKED", ">=", "24", "MONTHS", "DIPLOMA")
DRIVES: Cells = ("OTHER", "=", "持有样例驾驶证", None, None)


def world(code: str, level: Level, *routes: tuple[Cells, ...]) -> Catalogue:
    """The small world with own conditions of one standard at one level."""
    snapshot = catalogue().snapshot
    added: list[Published] = []
    links: list[Link] = []
    standard = ids.standard_id(code, YEARS[code])
    rules = ids.own_rule_set_id(standard, level)
    added.append(
        RuleSet(id=rules, kind=RuleKind.ELIGIBILITY, edition=None, level=level, name="样例", **FACT)  # type: ignore[arg-type]
    )
    links.append(
        link(RelType.ADMITTED_BY, ids.skill_certificate_id(code, level), rules, kind=RuleChoice.OWN.value)
    )
    for number, cells in enumerate(routes, 1):
        route = ids.own_route_id(standard, level, f"r{number}")
        added.append(Route(id=route, name=f"r{number}", text=f"样例{number}", **FACT))  # type: ignore[arg-type]
        links.append(link(RelType.ALTERNATIVE, rules, route, order=number))
        for place, (kind, op, value, unit, ref) in enumerate(cells, 1):
            condition = ids.own_condition_id(standard, level, f"r{number}", f"c{place}")
            added.append(
                Condition(id=condition, kind=kind, op=op, value=value, unit=unit, ref=ref, **FACT)  # type: ignore[arg-type]
            )
            links.append(link(RelType.REQUIRES, route, condition, order=place))
    whole = Snapshot.of([*snapshot.nodes.values(), *added], [*snapshot.links.values(), *links])
    return Catalogue.of(whole, catalogue().revision)


def plan(found: Catalogue, code: str, level: Level, **facts: Any) -> Any:
    profile = WorkerProfile(birth=date(1990, 5, 1), **facts)
    return Planner.of(found).plan(profile, Goal(occupation=occ(code), level=level), TODAY)


def assessed(answer: Any) -> list[Step]:
    assert isinstance(answer, LearningPath)
    return [step for step in answer.way.steps if step.kind is StepKind.ASSESS]


def test_own_conditions_win_at_their_level_and_defaults_serve_the_others() -> None:
    own = plan(world(OLD, Level.L3, (HELD_L4,)), OLD, Level.L3)
    default = planner().plan(
        WorkerProfile(birth=date(1990, 5, 1)), Goal(occupation=occ(OLD), level=Level.L3), TODAY
    )
    assert isinstance(default, LearningPath)
    assert (default.way.earliest, own.way.earliest) == (date(2036, 11, 24), date(2031, 11, 24))
    assert [(s.rule, s.edition) for s in assessed(own)] == [
        ("rules:2018/L5", "2018"),
        ("rules:2018/L4", "2018"),
        (f"rules:{OLD}/2018/L3", None),
    ]
    assert own.way.edition == "2018"
    assert own.way.certainty is Certainty.LAWFUL


def test_a_level_below_with_own_conditions_is_climbed_by_them() -> None:
    answer = plan(world(OLD, Level.L4, (WORKED_3,)), OLD, Level.L3)
    assert [(s.rule, s.start) for s in assessed(answer)] == [
        (f"rules:{OLD}/2018/L4", date(2029, 11, 24)),
        ("rules:2018/L3", date(2034, 11, 24)),
    ]


def test_a_standard_above_the_first_level_is_entered_by_its_own_conditions() -> None:
    without = planner().plan(
        WorkerProfile(birth=date(1990, 5, 1)), Goal(occupation=occ(HIGH), level=Level.L3), TODAY
    )
    assert isinstance(without, Unreachable)
    answer = plan(world(HIGH, Level.L3, (WORKED_3,)), HIGH, Level.L3)
    assert answer.way.earliest == date(2029, 11, 24)
    assert not answer.notes


def test_a_closed_own_route_names_the_conditions_that_fail_and_no_longer_asks_for_own_ones() -> None:
    answer = plan(world(HIGH, Level.L3, (COLLEGE, RELATED), (HELD_L4,)), HIGH, Level.L3)
    assert isinstance(answer, Unreachable)
    rules = f"rules:{HIGH}/2019/L3"
    start = rules.replace("rules:", "cond:")
    assert {b.rule for b in answer.blockers} == {rules}
    assert {c for b in answer.blockers for c in b.conditions} == {
        f"{start}/r1/c1",
        f"{start}/r1/c2",
        f"{start}/r2/c1",
    }
    assert not any("conditions of its own" in note for note in answer.notes)


def test_own_conditions_do_not_depend_on_the_year_of_the_standard() -> None:
    for code in (UNDATED, STRADDLING):
        answer = plan(world(code, Level.L5, (WORKED_3,)), code, Level.L5)
        assert (answer.way.earliest, answer.way.certainty) == (date(2029, 11, 24), Certainty.LAWFUL)
        assert (answer.way.edition, answer.way.confirm, answer.alternatives) == (None, (), ())


def test_defaults_above_an_own_level_still_leave_the_edition_in_doubt() -> None:
    answer = plan(world(STRADDLING, Level.L5, (WORKED_3,)), STRADDLING, Level.L4)
    assert [d.code for d in answer.way.confirm] == [DoubtCode.EDITION]


def test_work_can_be_counted_from_a_diploma() -> None:
    studied = Education(
        kind=EducationKind.HIGHER, major=ids.major_id("高职", "400001"), graduated=date(2026, 6, 30)
    )
    spell = Spell(occupation=occ(OLD), start=date(2024, 1, 1))
    found = world(OLD, Level.L3, (COLLEGE, RELATED, SINCE_DIPLOMA))
    answer = plan(found, OLD, Level.L3, educations=(studied,), spells=(spell,))
    (step,) = assessed(answer)
    assert step.start == date(2028, 6, 30)
    assert step.decided_by == (f"cond:{OLD}/2018/L3/r1/c3",)


def test_a_condition_that_no_profile_states_is_to_be_confirmed() -> None:
    found = world(OLD, Level.L5, (WORKED_3, DRIVES))
    answer = plan(found, OLD, Level.L5)
    assert answer.way.certainty is Certainty.TO_BE_CONFIRMED
    assert [d.code for d in answer.way.confirm] == [DoubtCode.OTHER_CONDITION]
    (step,) = assessed(answer)
    assert step.unknown == (f"cond:{OLD}/2018/L5/r1/c2",)
    said = "\n".join(explain(answer, found))
    assert "依据该职业标准自行规定的申报条件（样例，不是正式规定）" in said
    assert "是否符合以下条件：持有样例驾驶证" in said


def test_a_step_says_which_conditions_were_met_last() -> None:
    held = HeldCertificate(occupation=occ(OLD), level=Level.L4, awarded=date(2024, 3, 1))
    found = world(OLD, Level.L3, (HELD_L4, WORKED_3))
    before = plan(
        found,
        OLD,
        Level.L3,
        certificates=(held,),
        spells=(Spell(occupation=occ(OLD), start=date(2010, 1, 1)),),
    )
    (step,) = assessed(before)
    assert (step.start, step.decided_by) == (TODAY, (f"cond:{OLD}/2018/L3/r1/c1",))
    (step,) = assessed(plan(found, OLD, Level.L3, certificates=(held,)))
    assert (step.start, step.decided_by) == (date(2029, 11, 24), (f"cond:{OLD}/2018/L3/r1/c2",))


@pytest.mark.parametrize("kind", RequirementKind)
def test_every_kind_of_condition_is_read_and_said_in_both_languages(kind: RequirementKind) -> None:
    form = FORMS[kind]
    condition = Condition(
        id="cond:2018/L3/r/c",
        kind=kind,
        op=form.op,
        value=form.values[0] if form.values else "24",
        unit=form.unit or None,
        ref=form.refs[0] or None,
        **FACT,  # type: ignore[arg-type]
    )
    requirement = read_condition(condition)
    for told in (in_english(requirement), in_chinese(requirement)):
        assert told
        assert "None" not in told
        assert "{" not in told


def test_a_stored_condition_that_cannot_be_read_is_named() -> None:
    with pytest.raises(InvalidInput, match=f"condition cond:{OLD}/2018/L3/r1/c1: kind: 'FLIES' is none of"):
        rules_of(world(OLD, Level.L3, (("FLIES", ">=", "1", None, None),)))


def test_rules_are_named_by_their_edition_or_as_the_standards_own() -> None:
    assert by_rules("2018") == "by the rules of 2018"
    assert by_rules(None) == "by the standard's own conditions"


def test_moves_see_the_own_conditions_of_a_level() -> None:
    rungs = Rungs(
        {Level.L4: ids.skill_certificate_id(OLD, Level.L4)}, {}, f"std:{OLD}/2018", ("2018",), whole=True
    )
    admitting = admission(rules_of(world(OLD, Level.L4, (WORKED_3,))), rungs, Level.L4, None)
    assert admitting is not None
    assert admitting[0].id == f"rules:{OLD}/2018/L4"
