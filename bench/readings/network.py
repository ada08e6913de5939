"""The first answer to a question by networkx: the catalogue as one of its graphs, each question as a shortest path.

The states of a person are nodes (level, day), the asked day is the start, and an assessment that a route admits to is an
edge as long as the days that pass. Conditions are judged by the planner's own reading of them, for every choice of
certificate, title and programme; finding the standard, the relations and the way are done on graphs of networkx.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

import networkx as nx

from bench.readings.first import First, Question, across, assumable, relations
from graph.catalogue import Catalogue
from graph.model.conditions import RequirementKind
from graph.model.editions import RULES_2023, rule_choice
from graph.model.facts import Occupation, Standard
from graph.model.links import RelType
from graph.model.terms import Level, OccupationStatus, Origin, RuleChoice
from recommender.planning.evidence import Evidence, Held
from recommender.planning.judge import Binding, judge
from recommender.shared.ladder import LADDER, certificate_of
from recommender.shared.rules import LevelRules, RouteRule, Rules, rules_of
from recommender.shared.truth import Verdict

START = (None, date.min)
SCHOOLS = frozenset({RequirementKind.EDUCATION, RequirementKind.ASSISTANT_TECHNICIAN})
State = tuple[Level | None, date]


@dataclass(frozen=True, slots=True)
class NetworkReading:
    """Answers over one catalogue held as a graph of networkx."""

    catalogue: Catalogue
    facts: Any  # networkx is not typed
    rules: Rules

    @classmethod
    def of(cls, catalogue: Catalogue) -> "NetworkReading":
        """All facts as nodes and edges, the type of a relationship as the key of its edge."""
        graph = nx.MultiDiGraph()
        graph.add_nodes_from((node.id, {"fact": node}) for node in catalogue.snapshot.nodes.values())
        for link in catalogue.snapshot.links.values():
            graph.add_edge(link.start, link.end, (link.type, link.part), origin=link.origin)
        return cls(catalogue, graph, rules_of(catalogue))

    def first(self, question: Question) -> First | None:
        """The first answer, None where there is no date."""
        goal = question.goal
        occupation = self.facts.nodes[goal.occupation]["fact"]
        if question.reached is not None:
            return question.reached
        if occupation.status is OccupationStatus.IN_COMMENT or goal.level.technical:
            return None
        standards = self._standards(goal.occupation)
        listing = [s for s in standards if goal.level in s.levels]
        standard = max(listing, key=lambda s: (s.year or 0, s.id), default=None)
        if standard is None and not assumable(occupation.code, standards, goal.level):
            return None
        choice, editions = rule_choice(standard.year) if standard else (None, (RULES_2023,))
        evidence = self._evidence(question)
        found = (
            _shortest(dict(self._admitting(occupation, standard, edition, goal.level)), goal.level, evidence)
            for edition in editions
        )
        return across(found, doubted=choice in {None, RuleChoice.STRADDLES})

    def _standards(self, occupation: str) -> list[Standard]:
        """Those of the whole occupation, or else those of its trades."""
        every = [self.facts.nodes[n]["fact"] for n in self._before(occupation, RelType.STANDARD_FOR)]
        return [s for s in every if s.work_type is None] or every

    def _admitting(
        self, occupation: Occupation, standard: Standard | None, edition: str, goal: Level
    ) -> Iterator[tuple[Level, LevelRules]]:
        for level in LADDER:
            if level <= goal and (standard is None or level in standard.levels):
                made = standard and certificate_of(self.catalogue, occupation, level, standard)
                yield level, self.rules.get(made, edition, level)

    def _evidence(self, question: Question) -> Evidence:
        goal = question.goal.occupation
        occupations = {x: self._related(x, goal) for x in question.occupations}
        majors = {m: self._linked(m, goal) for m in question.majors}
        return Evidence.of(question.profile, goal, question.as_of, relations(goal, occupations, majors))

    def _related(self, other: str, goal: str) -> Verdict:
        official = any(
            key[0] is RelType.RELATED_TO and facts["origin"] is Origin.OFFICIAL
            for one, two in ((other, goal), (goal, other))
            for key, facts in (self.facts.get_edge_data(one, two) or {}).items()
        )
        if official:
            return Verdict.PASS
        near = set(self._after(other, RelType.IN_GROUP)) & set(self._after(goal, RelType.IN_GROUP))
        return Verdict.UNKNOWN if near else Verdict.FAIL

    def _linked(self, major: str, goal: str) -> Verdict:
        ends = list(self._after(major, RelType.LEADS_TO)) if major in self.facts else []
        if goal in ends:
            return Verdict.PASS
        near = set(self._after(goal, RelType.IN_GROUP))
        beside = any(near & set(self._after(end, RelType.IN_GROUP)) for end in ends)
        return Verdict.UNKNOWN if beside or not ends else Verdict.FAIL

    def _after(self, node: str, relation: RelType) -> Iterator[str]:
        return (end for _, end, key in self.facts.out_edges(node, keys=True) if key[0] is relation)

    def _before(self, node: str, relation: RelType) -> Iterator[str]:
        return (start for start, _, key in self.facts.in_edges(node, keys=True) if key[0] is relation)


def _shortest(rules: Mapping[Level, LevelRules], goal: Level, evidence: Evidence) -> First | None:
    """The shortest path to the goal's level over assessments without doubts, or else over all."""
    states = _states(rules, goal, evidence)
    certain = nx.DiGraph((a, b, d) for a, b, d in states.edges(data=True) if d["sure"])
    for graph, lawful in ((certain, True), (states, False)):
        if START not in graph:
            continue
        lengths = nx.single_source_dijkstra_path_length(graph, START, weight="days")
        days = [length for (level, _), length in lengths.items() if level is goal]
        if days:
            return First(evidence.as_of + timedelta(min(days)), lawful)
    return None


def _states(rules: Mapping[Level, LevelRules], goal: Level, evidence: Evidence) -> Any:
    """The graph of a question: every (level, day) that can be had, lowest level first."""
    graph = nx.DiGraph()
    for level, admitting in rules.items():
        if level < goal and any(not held.doubts for held in evidence.held(level)):
            continue
        for route in admitting.routes:
            for before, binding in _bindings(route, evidence, graph):
                for day, sure in _days(route, binding, evidence):
                    _join(graph, before, (level, day), sure=sure, as_of=evidence.as_of)
    return graph


def _bindings(route: RouteRule, evidence: Evidence, graph: Any) -> Iterator[tuple[State, Binding]]:
    held_rule = route.find(RequirementKind.HELD)
    held: list[tuple[State, Held | None]] = [(START, None)]
    if held_rule is not None and held_rule.level is not None:
        held = [(START, x) for x in evidence.held(held_rule.level)]
        held += [(s, Held(s[0], s[1])) for s in list(graph.nodes) if s[0] is held_rule.level]
    titles = evidence.titles if route.find(RequirementKind.TITLE) else (None,)
    schooled = any(r.kind in SCHOOLS for r in route.requirements)
    schools = evidence.educations if schooled else (None,)
    for (before, certificate), title, studied in product(held, titles, schools):
        yield before, Binding(certificate, title, studied)


def _days(route: RouteRule, binding: Binding, evidence: Evidence) -> Iterator[tuple[date, bool]]:
    """The first day on which nothing fails, and the first on which all surely holds."""
    truths = [judge(requirement, evidence, binding).truth for requirement in route.requirements]
    floor = max(evidence.as_of, binding.held.awarded) if binding.held else evidence.as_of
    days = sorted({day for truth in truths for day in truth.days_from(floor)})
    weakest = [(day, min(truth.at(day) for truth in truths)) for day in days]
    open_days = [day for day, verdict in weakest if verdict is not Verdict.FAIL]
    certain = [day for day, verdict in weakest if verdict is Verdict.PASS and not binding.doubts]
    yield from ((day, False) for day in open_days[:1] if day not in certain)
    yield from ((day, True) for day in certain[:1])


def _join(graph: Any, before: State, after: State, *, sure: bool, as_of: date) -> None:
    """An edge, certain where any assessment between the two states is."""
    begin = as_of if before == START else before[1]
    sure = sure or (graph.has_edge(before, after) and graph.edges[before, after]["sure"])
    graph.add_edge(before, after, days=(after[1] - begin).days, sure=sure)
