"""Views of certificates, the rules that admit to them, and the policy."""

import strawberry

from api.schema.provenance import (
    FactView,
    Joined,
    ProvenanceView,
    computed,
    joined,
    link_of,
    node_of,
    origins,
    targets,
    view,
)
from api.schema.refs import ClauseRef, OccupationRef, RouteRef, RuleSetRef
from api.schema.scope import Info, scope_of
from graph.model import facts
from graph.model.links import RelType
from graph.model.terms import CertificateKind, Level, RuleChoice, RuleKind

Admission = Joined[facts.RuleSet]


def _admissions(root: strawberry.Parent[facts.Published], info: Info) -> list[Admission]:
    return joined(scope_of(info), root.id, RelType.ADMITTED_BY, facts.RuleSet)


def _choice(root: strawberry.Parent[Admission]) -> RuleChoice | None:
    return RuleChoice(root.link.kind) if root.link.kind else None


@strawberry.type(name="Admission", description="Rules that admit to a certificate, and why it is these.")
class AdmissionView:
    """Rules that admit to a certificate, and why it is these."""

    rule_set: RuleSetRef = computed(node_of, "The rules.")
    choice: RuleChoice | None = computed(_choice, "Why these rules apply; null: no source states it.")
    provenance: ProvenanceView = computed(link_of, "Where this is stated.")


@view(facts.Certificate)
class CertificateView(FactView):
    """A certificate of skill, a qualification or a special ability; it exists only where a source lists it."""

    kind: CertificateKind = strawberry.field(description="Which of the three kinds it is.")
    name: str = strawberry.field(description="Its name.")
    level: Level | None = strawberry.field(description="Its level; null where it has none.")
    work_type: str | None = strawberry.field(
        description="The trade (工种) it is for; null where it is for the whole occupation."
    )
    category: str | None = strawberry.field(
        description="Category in the catalogue of qualifications; null: no source states it."
    )
    occupations: list[OccupationRef] = targets(
        RelType.CERTIFIES, facts.Occupation, "The occupations it is for."
    )
    admitted_by: list[AdmissionView] = computed(
        _admissions,
        "The rules that admit to it: two where the edition that applies is unknown, none where no source states any.",
    )
    licence_for: list[OccupationRef] = origins(
        RelType.REQUIRES_LICENCE,
        facts.Occupation,
        "Occupations that need or may need it as a licence to work.",
    )


@view(facts.RuleSet)
class RuleSetView(FactView):
    """The rules that admit to one level (申报条件): any one of its routes suffices."""

    kind: RuleKind = strawberry.field(description="What the rules decide.")
    edition: str | None = strawberry.field(
        description="Edition of the national writing rules; null for the own conditions of one standard."
    )
    level: Level = strawberry.field(description="The level they admit to.")
    name: str = strawberry.field(description="Their name.")
    routes: list[RouteRef] = targets(RelType.ALTERNATIVE, facts.Route, "The alternatives, in printed order.")
    clauses: list[ClauseRef] = targets(RelType.CITES, facts.Clause, "Articles of the policy they serve.")


@view(facts.Route)
class RouteView(FactView):
    """One alternative of a rule set: all its conditions must hold."""

    name: str = strawberry.field(description="Its name within the rule set.")
    text: str = strawberry.field(description="The rule in words.")
    conditions: list["ConditionView"] = targets(
        RelType.REQUIRES, facts.Condition, "Its conditions, all of which must hold."
    )
    clauses: list[ClauseRef] = targets(RelType.CITES, facts.Clause, "Articles of the policy it serves.")


@view(facts.Condition)
class ConditionView(FactView):
    """One requirement of a route, as data: kind, operator, value, unit."""

    kind: str = strawberry.field(description="What is looked at, such as WORKED, HELD or EDUCATION.")
    op: str = strawberry.field(description="How it is compared, such as >=, = or IN.")
    value: str = strawberry.field(description="What it is compared with.")
    unit: str | None = strawberry.field(description="Unit of the value; null where it has none.")
    ref: str | None = strawberry.field(
        description="What the condition refers to, such as HELD: counted since that award; null for nothing."
    )
    negated: bool = strawberry.field(description="True where the opposite is required.")


@view(facts.Clause)
class ClauseView(FactView):
    """An article of the policy on lifelong vocational training, in our own words."""

    number: int = strawberry.field(description="Its number.")
    title: str = strawberry.field(description="What it is about.")
    text: str = strawberry.field(description="What it says, in our own words.")
    response: str = strawberry.field(description="What this system does about it.")
    cited_by: list[RuleSetRef] = origins(RelType.CITES, facts.RuleSet, "Rule sets that serve it.")
