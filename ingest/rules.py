"""The policy's clauses and the default eligibility rules as data."""

from graph.model import ids
from graph.model.facts import Clause, Condition, Route, RuleSet
from graph.model.links import RelType
from graph.model.terms import RuleKind
from ingest.draft import Draft
from ingest.records import ClauseRow, RuleRow

POLICY = "hunan-2018"
EVALUATION, TREATMENT, APPRENTICESHIP = 5, 6, 7
ROUTE_CLAUSES = {"TITLE": TREATMENT, "APPRENTICESHIP": APPRENTICESHIP}


def build_rules(draft: Draft) -> None:
    """Clauses, rule sets, their routes and conditions, and what cites what."""
    for row in draft.tables.of(ClauseRow):
        draft.add(
            Clause(
                id=ids.clause_id(row.policy, row.number),
                number=row.number,
                title=row.title,
                text=row.text,
                response=row.response,
                **draft.tables.stated(row),
            )
        )
    for row in draft.tables.of(RuleRow):
        _rule(draft, row)


def _rule(draft: Draft, row: RuleRow) -> None:
    """Takes one condition; its route and rule set come with their first condition."""
    rule_set = ids.rule_set_id(row.edition, row.level)
    route = ids.route_id(row.edition, row.level, row.route)
    condition = ids.condition_id(row.edition, row.level, row.route, row.condition)
    stated = draft.tables.stated(row)
    name = f"申报条件 {row.edition} {row.level.chinese}"
    draft.add(
        RuleSet(
            id=rule_set, kind=RuleKind.ELIGIBILITY, edition=row.edition, level=row.level, name=name, **stated
        )
    )
    draft.add(Route(id=route, name=row.route_name, text=row.route_text, **stated))
    draft.add(
        Condition(
            id=condition,
            kind=row.kind,
            op=row.op,
            value=row.value,
            unit=row.unit or None,
            ref=row.ref or None,
            negated=row.negated,
            **stated,
        )
    )
    draft.join(RelType.CITES, rule_set, ids.clause_id(POLICY, EVALUATION), row)
    draft.join(RelType.ALTERNATIVE, rule_set, route, row, order=row.route_order)
    draft.join(RelType.REQUIRES, route, condition, row, order=row.condition_order)
    if row.kind in ROUTE_CLAUSES:
        draft.join(RelType.CITES, route, ids.clause_id(POLICY, ROUTE_CLAUSES[row.kind]), row)
