"""The conditions that standards set of their own, in place of the default rules of a level.

A person fills this table in by hand, so every fault of every row is told at once, and one fault refuses the file.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.errors import InvalidInput
from graph.model import ids
from graph.model.conditions import Requirement, RequirementKind, Since, read_condition
from graph.model.facts import Condition, Route, RuleSet
from graph.model.links import RelType
from graph.model.terms import Level, LevelReading, RuleKind
from graph.sayings import Said
from ingest.draft import Draft
from ingest.faults import RuleFault
from ingest.records import OwnRuleRow, StandardRow
from ingest.reports import Fault, refused
from ingest.rules import EVALUATION, POLICY

PLANNED = (Level.L5, Level.L4, Level.L3, Level.L2, Level.L1)
FULL_READINGS = frozenset({LevelReading.PRINTED, LevelReading.WORD})
ONCE = (RequirementKind.HELD, RequirementKind.TITLE, RequirementKind.EDUCATION)
NEEDS = {
    Since.HELD: RequirementKind.HELD,
    Since.TITLE: RequirementKind.TITLE,
    Since.DIPLOMA: RequirementKind.EDUCATION,
    Since.ASSISTANT_TECHNICIAN: RequirementKind.ASSISTANT_TECHNICIAN,
}
BESIDE = {
    RequirementKind.HELD_FOR: RequirementKind.HELD,
    RequirementKind.MAJOR: RequirementKind.EDUCATION,
    RequirementKind.SCHOOL_APPROVED: RequirementKind.EDUCATION,
}
Key = tuple[str, Level]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A row with the condition it states and what that reads as."""

    row: OwnRuleRow
    standard: str
    condition: Condition
    requirement: Requirement


OwnRules = Mapping[Key, Sequence[Parsed]]


def own_rules(draft: Draft, standards: Mapping[str, StandardRow]) -> OwnRules:
    """The rows of the table by standard (its id) and level; raises InvalidInput telling every faulty row.

    standards: by id.
    """
    faults: list[Fault] = []
    groups: defaultdict[Key, list[Parsed]] = defaultdict(list)
    for row in draft.tables.of(OwnRuleRow):
        try:
            parsed = _parsed(draft, row, standards)
            groups[parsed.standard, row.level].append(parsed)
        except InvalidInput as error:
            faults.append(Fault(row.line, error.field or "row", error.said))
    faults += [fault for rows in groups.values() for fault in _faults(rows)]
    if faults:
        raise refused(draft.tables.sources[OwnRuleRow.TABLE].title, faults)
    return dict(groups)


def add_own_rules(draft: Draft, rows: Sequence[Parsed]) -> str:
    """Adds the rule set of one standard and level, with its routes and conditions; returns its id."""
    for parsed in rows:
        _add(draft, parsed)
    return ids.own_rule_set_id(rows[0].standard, rows[0].row.level)


def stated_by(draft: Draft, row: OwnRuleRow) -> dict[str, Any]:
    """Provenance of what a row states: the file, the row, the place in the standard's text, and its own origin."""
    place = row.locator if row.given else f"{row.locator}: {row.text_title}, {row.text_place}"
    return {**draft.tables.stated(row), "locator": place, "origin": row.origin}


def _add(draft: Draft, parsed: Parsed) -> None:
    row, standard = parsed.row, parsed.standard
    rule_set = ids.own_rule_set_id(standard, row.level)
    route = ids.own_route_id(standard, row.level, row.route)
    facts = stated_by(draft, row)
    draft.add(
        RuleSet(
            id=rule_set,
            kind=RuleKind.ELIGIBILITY,
            edition=None,
            level=row.level,
            name=f"申报条件 {row.text_title} {row.level.chinese}",
            **facts,
        )
    )
    draft.add(Route(id=route, name=row.route_name, text=row.route_text, **facts))
    draft.add(parsed.condition)
    draft.join(RelType.CITES, rule_set, ids.clause_id(POLICY, EVALUATION), row, **facts)
    draft.join(RelType.ALTERNATIVE, rule_set, route, row, order=row.route_order, **facts)
    draft.join(RelType.REQUIRES, route, parsed.condition.id, row, order=row.condition_order, **facts)


def _parsed(draft: Draft, row: OwnRuleRow, standards: Mapping[str, StandardRow]) -> Parsed:
    if row.level not in PLANNED:
        raise InvalidInput(
            RuleFault.RULE_LEVEL_UNPLANNED(level=row.level, levels=tuple(level.value for level in PLANNED)),
            field="level",
        )
    standard = _standard(row, standards)
    if not (row.condition and row.kind and row.condition_order is not None):
        raise InvalidInput(RuleFault.RULE_WITHOUT_CONDITION(route=row.route), field="condition")
    condition = Condition(
        id=ids.own_condition_id(standard, row.level, row.route, row.condition),
        kind=row.kind,
        op=row.op,
        value=row.value,
        unit=row.unit or None,
        ref=row.ref or None,
        negated=row.negated,
        **stated_by(draft, row),
    )
    requirement = read_condition(condition)
    _check_below(row.level, requirement)
    return Parsed(row, standard, condition, requirement)


def _check_below(level: Level, requirement: Requirement) -> None:
    """A level may build on lower ones only: otherwise it would be a condition of itself."""
    held = requirement.level
    if held is not None and (held.technical != level.technical or held >= level):
        raise InvalidInput(RuleFault.RULE_NOT_BELOW(level=level, held=held), field="value")


def _standard(row: OwnRuleRow, standards: Mapping[str, StandardRow]) -> str:
    """The id of the standard that a row is about, which must list its level and govern it."""
    named = row.standard or _governing(row, standards)
    if named is None:
        raise InvalidInput(_unknown(row, standards), field="occupation_code")
    if named not in standards:
        raise InvalidInput(RuleFault.RULE_STANDARD_UNKNOWN(standard=named), field="standard")
    found = standards[named]
    if row.occupation_code and (found.occupation_code, found.work_type) != (
        row.occupation_code,
        row.work_type,
    ):
        said = RuleFault.RULE_STANDARD_OF_ANOTHER(standard=named, named=_told(row))
        raise InvalidInput(said, field="standard")
    if not may_list(found, row.level):
        saying = RuleFault.RULE_LEVEL_UNLISTED if found.levels else RuleFault.RULE_NO_LEVEL_LISTED
        said = saying(standard=named, level=row.level, listed=tuple(level.value for level in found.levels))
        raise InvalidInput(said, field="level")
    if newer := _newer(named, row.level, standards):
        said = RuleFault.RULE_STANDARD_NEWER(standard=newer, level=row.level)
        raise InvalidInput(said, field="standard")
    return named


def _governing(row: OwnRuleRow, standards: Mapping[str, StandardRow]) -> str | None:
    """The newest standard of the named occupation and work type that lists the level, dated ones first."""
    of_it = _versions(row.occupation_code, row.work_type, standards)
    listing = {i: s for i, s in of_it.items() if row.level in s.levels} or of_it
    return max(listing, key=lambda i: _age(listing[i]), default=None)


def governs(named: str, level: Level, standards: Mapping[str, StandardRow]) -> bool:
    """Is a standard the one whose conditions count at a level, no newer one listing it?"""
    return _newer(named, level, standards) is None


def _newer(named: str, level: Level, standards: Mapping[str, StandardRow]) -> str | None:
    """A newer standard of the same occupation and work type that lists the level: that one governs it."""
    found = standards[named]
    of_it = _versions(found.occupation_code, found.work_type, standards)
    newer = {i: s for i, s in of_it.items() if level in s.levels and _age(s) > _age(found)}
    return max(newer, key=lambda i: _age(newer[i]), default=None)


def _versions(code: str, work_type: str, standards: Mapping[str, StandardRow]) -> dict[str, StandardRow]:
    return {i: s for i, s in standards.items() if (s.occupation_code, s.work_type) == (code, work_type)}


def _age(standard: StandardRow) -> int:
    """The year of a standard; one without a year counts as the oldest."""
    return standard.year or 0


def _unknown(row: OwnRuleRow, standards: Mapping[str, StandardRow]) -> Said:
    if not row.occupation_code:
        return RuleFault.RULE_STANDARD_UNNAMED()
    others = tuple(sorted(i for i, s in standards.items() if s.occupation_code == row.occupation_code))
    saying = RuleFault.RULE_STANDARD_OTHERS if others else RuleFault.RULE_STANDARD_MISSING
    return saying(named=_told(row), others=others)


def _told(row: OwnRuleRow) -> str:
    return f"{row.occupation_code} {row.work_type}".rstrip()


def may_list(standard: StandardRow, level: Level) -> bool:
    """Does a standard list a level, or may it, since not all of its levels could be read?"""
    return level in standard.levels or standard.level_reading not in FULL_READINGS


def _faults(rows: Sequence[Parsed]) -> Iterator[Fault]:
    """What is wrong with the rows of one standard and level taken together."""
    routes: defaultdict[str, list[Parsed]] = defaultdict(list)
    for parsed in rows:
        routes[parsed.row.route].append(parsed)
    orders: dict[int, str] = {}
    for name, found in routes.items():
        first = found[0].row
        owner = orders.setdefault(first.route_order, name)
        if owner != name:
            said = RuleFault.RULE_ORDER_TAKEN(order=first.route_order, route=owner)
            yield Fault(first.line, "route_order", said)
        yield from _route_faults(found)


def _route_faults(rows: Sequence[Parsed]) -> Iterator[Fault]:
    """What is wrong with the rows of one route taken together."""
    first = rows[0].row
    for parsed in rows[1:]:
        for field in ("route_order", "route_name", "route_text"):
            if getattr(parsed.row, field) != getattr(first, field):
                reason = RuleFault.RULE_DIFFERS(row=first.line, route=first.route)
                yield Fault(parsed.row.line, field, reason)
    yield from _repeated(rows, "condition_order")
    yield from _repeated(rows, "condition")
    kinds = Counter(parsed.requirement.kind for parsed in rows)
    for parsed in rows:
        yield from _companions(parsed, kinds)


def _repeated(rows: Iterable[Parsed], field: str) -> Iterator[Fault]:
    seen: dict[object, int] = {}
    for parsed in rows:
        value = getattr(parsed.row, field)
        line = seen.setdefault(value, parsed.row.line)
        if line != parsed.row.line:
            said = RuleFault.RULE_REPEATED(found=str(value), row=line, route=parsed.row.route)
            yield Fault(parsed.row.line, field, said)


def _companions(parsed: Parsed, kinds: Counter[RequirementKind]) -> Iterator[Fault]:
    """A condition that is about a certificate, title or programme needs the route's one condition on it."""
    requirement, line = parsed.requirement, parsed.row.line
    wanted = NEEDS.get(requirement.since) if requirement.kind is RequirementKind.WORKED else None
    if wanted is not None and not kinds[wanted]:
        yield Fault(line, "ref", RuleFault.RULE_SINCE_WHAT(since=requirement.since, wanted=wanted))
    beside = BESIDE.get(requirement.kind)
    if beside is not None and not kinds[beside]:
        yield Fault(line, "kind", RuleFault.RULE_NEEDS(kind=requirement.kind, wanted=beside))
    if requirement.kind in ONCE and kinds[requirement.kind] > 1:
        yield Fault(line, "kind", RuleFault.RULE_ONCE(kind=requirement.kind))
