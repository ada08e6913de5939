"""Standards, their modules, the certificates they open, and training packages derived from them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from graph.model import ids
from graph.model.editions import rule_choice
from graph.model.facts import Certificate, Module, Standard, TrainingPackage
from graph.model.links import RelType
from graph.model.terms import CertificateKind, Level, LevelReading, Origin, RuleChoice
from ingest.draft import Draft
from ingest.faults import Noted, Rejection
from ingest.naming import Method
from ingest.occupations import EDITION, SAME_NAME, occupation_id
from ingest.own_rules import OwnRules, add_own_rules, own_rules, stated_by
from ingest.records import JoinedBy, OwnRuleRow, RuleRow, StandardRow, WeightRow, WorkTypeRow

WORD_READING = Method.WORD_READING.english
OWN_LEVELS = Method.OWN_LEVELS.english
FUNCTIONS_AND_WEIGHTS = Method.FUNCTIONS_AND_WEIGHTS.english
JOINED: dict[JoinedBy, str] = {"BY_NAME": SAME_NAME, "GIVEN": Method.NAMED_AT_IMPORT.english}
BY_YEAR = Method.BY_YEAR.english
FULL = 100.0
TOLERANCE = 0.01
StandardKey = tuple[str, str, int | None]


def build_standards(draft: Draft) -> None:
    """Everything that comes from the index of standards and the weight tables."""
    known = {standard_id(row): row for row in draft.tables.of(StandardRow)}
    own = own_rules(
        draft, {i: row for i, row in known.items() if occupation_id(row.occupation_code) in draft.nodes}
    )
    taken = [row for given in known.values() if _standard(draft, row := _completed(given, own), given)]
    weights = _weights(draft, taken)
    for row in taken:
        rows = weights.get((row.occupation_code, row.work_type, row.year), [])
        for weight in rows:
            _module(draft, row, weight)
        if rows:
            _package(draft, row, rows)
    _certificates(draft, taken, own)
    _report(draft, taken, own)


def _completed(row: StandardRow, own: OwnRules) -> StandardRow:
    """A standard with the levels that could not be read, but for which it sets conditions of its own."""
    named = {level for standard, level in own if standard == standard_id(row)} - set(row.levels)
    if not named:
        return row
    levels = tuple(sorted({*row.levels, *named}, key=lambda level: (level.technical, level.rung)))
    return row.model_copy(update={"levels": levels, "level_reading": LevelReading.PARTIAL})


def _standard(draft: Draft, row: StandardRow, given: StandardRow) -> bool:
    """Adds a standard; `given` is its row as it came."""
    occupation = occupation_id(row.occupation_code)
    if occupation not in draft.nodes:
        draft.reject(row, Rejection.NO_SUCH_FACT(id=occupation))
        return False
    stated = draft.tables.stated(row)
    if row.level_reading in {LevelReading.WORD, LevelReading.PARTIAL}:
        stated |= {"origin": Origin.DERIVED, "method": WORD_READING}
    if row is not given:
        stated |= {"origin": Origin.DERIVED, "method": OWN_LEVELS}
    draft.add(
        Standard(
            id=standard_id(row),
            code=row.printed_code or row.occupation_code,
            name=row.name,
            year=row.year,
            work_type=row.work_type or None,
            levels=row.levels,
            level_reading=row.level_reading,
            document=row.document,
            **stated,
        )
    )
    joined: dict[str, Any] = {"origin": Origin.DERIVED, "method": JOINED.get(row.code_origin)}
    draft.join(
        RelType.STANDARD_FOR,
        standard_id(row),
        occupation,
        row,
        **(joined if row.code_origin in JOINED else {}),
    )
    return True


def standard_id(row: StandardRow) -> str:
    """The id of the standard that a row is about."""
    return ids.standard_id(row.occupation_code, row.year, row.work_type or None)


def _weights(draft: Draft, standards: Iterable[StandardRow]) -> dict[StandardKey, list[WeightRow]]:
    """Rows of every level group that sums to 100, by standard, low levels first; other groups are rejected."""
    levels = {(row.occupation_code, row.work_type, row.year): row.levels for row in standards}
    groups: defaultdict[tuple[StandardKey, Level], list[WeightRow]] = defaultdict(list)
    for row in draft.tables.of(WeightRow):
        groups[(row.occupation_code, row.work_type, row.year), row.level].append(row)
    taken: defaultdict[StandardKey, list[WeightRow]] = defaultdict(list)
    for (key, level), rows in sorted(groups.items(), key=lambda item: item[0][1].rung):
        total = sum(row.weight for row in rows)
        if key not in levels or level not in levels[key]:
            draft.reject(rows[0], Rejection.LEVEL_NOT_LISTED(code=key[0], level=level, rows=len(rows)))
        elif abs(total - FULL) > TOLERANCE:
            draft.reject(rows[0], Rejection.WEIGHTS_NOT_100(level=level, total=total, rows=len(rows)))
        else:
            taken[key] += sorted(rows, key=lambda row: row.order)
    return taken


def _module(draft: Draft, standard: StandardRow, row: WeightRow) -> None:
    start = standard_id(standard)
    module = ids.module_id(start, row.level, row.function)
    draft.add(
        Module(id=module, name=row.function, level=row.level, weight=row.weight, **draft.tables.stated(row))
    )
    draft.join(RelType.HAS_MODULE, start, module, row, weight=row.weight, order=row.order)


def package_of(standard: StandardRow) -> tuple[str, str]:
    """Id and version, `<year>[-<work type>]`, of the package that is derived from a standard."""
    version = "-".join(filter(None, (str(standard.year or ids.UNKNOWN), standard.work_type)))
    return ids.package_id(standard.occupation_code, EDITION, version), version


def _package(draft: Draft, standard: StandardRow, rows: Sequence[WeightRow]) -> None:
    derived: dict[str, Any] = {"origin": Origin.DERIVED, "method": FUNCTIONS_AND_WEIGHTS}
    package, version = package_of(standard)
    draft.add(
        TrainingPackage(
            id=package,
            name=f"{_title(standard.name, standard.work_type)} {standard.year or ids.UNKNOWN}",
            version=version,
            **{**draft.tables.stated(rows[0]), **derived},
        )
    )
    draft.join(RelType.PACKAGE_FOR, package, occupation_id(standard.occupation_code), rows[0], **derived)
    for order, row in enumerate(rows, start=1):
        module = ids.module_id(standard_id(standard), row.level, row.function)
        draft.join(RelType.INCLUDES, package, module, row, order=order, **derived)


def _certificates(draft: Draft, standards: Iterable[StandardRow], own: OwnRules) -> None:
    """One certificate for each occupation, work type and level; the newest dated standard decides its rules."""
    listing: defaultdict[tuple[str, str, Level], list[StandardRow]] = defaultdict(list)
    for row in standards:
        for level in row.levels:
            listing[row.occupation_code, row.work_type, level].append(row)
    for (code, work_type, level), rows in listing.items():
        newest = max(rows, key=lambda row: row.year or 0)
        certificate = ids.skill_certificate_id(code, level, work_type or None)
        standard = draft.nodes[standard_id(newest)]
        stated: dict[str, Any] = {
            **draft.tables.stated(newest),
            "origin": standard.origin,
            "method": standard.method,
        }
        draft.add(
            Certificate(
                id=certificate,
                kind=CertificateKind.SKILL,
                name=f"{_title(newest.name, work_type)} {level.chinese}",
                level=level,
                work_type=work_type or None,
                **stated,
            )
        )
        draft.join(RelType.CERTIFIES, certificate, occupation_id(code), newest, **_origin(stated))
        if not level.technical:
            _admit(draft, certificate, level, newest, own)


def _admit(draft: Draft, certificate: str, level: Level, standard: StandardRow, own: OwnRules) -> None:
    """By the standard's own conditions where it sets any, else by the default rules of its year."""
    if rows := own.get((standard_id(standard), level)):
        rule_set, row = add_own_rules(draft, rows), rows[0].row
        facts = stated_by(draft, row)
        draft.join(RelType.ADMITTED_BY, certificate, rule_set, row, kind=RuleChoice.OWN.value, **facts)
        return
    choice, editions = rule_choice(standard.year)
    for edition in editions:
        draft.join(
            RelType.ADMITTED_BY,
            certificate,
            ids.rule_set_id(edition, level),
            standard,
            kind=choice.value,
            origin=Origin.DERIVED,
            method=BY_YEAR,
        )


def _origin(stated: dict[str, Any]) -> dict[str, Any]:
    return {"origin": stated["origin"], "method": stated["method"]}


def _title(name: str, work_type: str) -> str:
    return f"{name}({work_type})" if work_type else name


def _report(draft: Draft, standards: Sequence[StandardRow], own: OwnRules) -> None:
    draft.note(
        OwnRuleRow.TABLE,
        Noted.OWN_CONDITIONS,
        [f"{standard} {level}" for standard, level in own],
    )
    known = {(row.occupation_code, row.name) for row in draft.tables.of(WorkTypeRow)}
    draft.note(
        StandardRow.TABLE,
        Noted.WORK_TYPES_UNLISTED,
        [
            f"{row.occupation_code} {_title(row.name, row.work_type)}"
            for row in standards
            if row.work_type and (row.occupation_code, row.work_type) not in known
        ],
    )
    straddling = [row for row in standards if row.levels and rule_choice(row.year)[0] is RuleChoice.STRADDLES]
    draft.note(
        RuleRow.TABLE,
        Noted.STANDARDS_OF_2023,
        [f"{row.occupation_code} {row.name}" for row in straddling],
    )
    undated = [row for row in standards if row.levels and rule_choice(row.year)[0] is RuleChoice.YEAR_UNKNOWN]
    draft.note(
        RuleRow.TABLE,
        Noted.STANDARDS_UNDATED,
        [f"{row.occupation_code} {row.name}" for row in undated],
    )
