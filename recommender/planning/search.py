"""The search up one ladder: every dated way to each level that no other way beats, exact.

A way to a level is a label (day of award, what must be confirmed). A label is dominated by one that is no later and
rests on no other doubts. Rules look back at lower levels only, and an earlier award is never worse for them, so the
labels of each level, lowest level first, are complete.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from graph.model.conditions import Requirement, RequirementKind
from graph.model.terms import Level
from recommender.planning.evidence import Doubts, Evidence, Held, Studied
from recommender.planning.judge import Binding, Judgement, judge
from recommender.shared.answers import Blocker
from recommender.shared.rules import LevelRules, RouteRule
from recommender.shared.truth import Verdict

_SCHOOL_KINDS = frozenset({RequirementKind.EDUCATION, RequirementKind.ASSISTANT_TECHNICIAN})


@dataclass(frozen=True, slots=True)
class Label:
    """An assessment at `level` on the first day that `route` allows; `after` is the planned one it builds on.

    `waited`: something was met on that day, and not before it. What decided is read from `judgements` when it is asked for,
    since most labels are never shown.
    """

    level: Level
    on: date
    doubts: Doubts
    rules: LevelRules
    route: RouteRule
    binding: Binding
    judgements: tuple[Judgement, ...]
    waited: bool
    after: "Label | None"

    @property
    def decided_by(self) -> tuple[Requirement, ...]:
        """The requirements that were met last: those whose verdict is the youngest."""
        since = [j.truth.since(self.on) for j in self.judgements]
        last = max(since, default=date.min)
        return tuple(j.requirement for j, start in zip(self.judgements, since, strict=True) if start == last)

    @property
    def unknown(self) -> tuple[Requirement, ...]:
        """The requirements that may or may not hold on that day."""
        return tuple(j.requirement for j in self.judgements if j.truth.at(self.on) is Verdict.UNKNOWN)

    @property
    def waited_for(self) -> frozenset[RequirementKind]:
        """Kinds of what the day was waited for; none where nothing was."""
        return frozenset(r.kind for r in self.decided_by) if self.waited else frozenset()

    @property
    def steps(self) -> int:
        """Number of assessments up to and with this one."""
        return 1 + (self.after.steps if self.after else 0)

    def rests_on(self, studied: Studied) -> bool:
        """Does this assessment or one that it builds on need a programme?"""
        return any(label.binding.studied is studied for label in self.chain())

    def chain(self) -> list["Label"]:
        """The assessments in their order."""
        return [*(self.after.chain() if self.after else []), self]


@dataclass(frozen=True, slots=True)
class Found:
    """Labels of the goal's level by day, and why each route is closed to a level that has none."""

    labels: tuple[Label, ...]
    blockers: tuple[Blocker, ...]


def climb(rules: Mapping[Level, LevelRules], goal: Level, evidence: Evidence) -> Found:
    """Every undominated way to `goal` over the levels of a ladder, lowest first, by the rules of each."""
    reached: dict[Level, tuple[Label, ...]] = {}
    blockers: list[Blocker] = []
    for level, admitting in rules.items():
        if level > goal:
            break
        if level < goal and any(not held.doubts for held in evidence.held(level)):
            continue
        reached[level], closed = _at(admitting, evidence, reached)
        blockers += [] if reached[level] else closed
    return Found(reached.get(goal, ()), tuple(reversed(blockers)))


def _at(
    rules: LevelRules, evidence: Evidence, reached: dict[Level, tuple[Label, ...]]
) -> tuple[tuple[Label, ...], tuple[Blocker, ...]]:
    labels: list[Label] = []
    closed: list[list[Judgement]] = []
    for route in rules.routes:
        found = False
        for binding in _bindings(route, evidence, reached):
            judgements = [judge(r, evidence, binding) for r in route.requirements]
            for label in _labels(rules, route, binding, judgements, evidence.as_of):
                labels.append(label)
                found = True
            if not found:
                closed.append(judgements)
    if labels:
        return undominated(labels), ()
    return (), merged(b for judgements in closed for b in _blocked(rules, judgements, evidence.as_of))


def _bindings(
    route: RouteRule, evidence: Evidence, reached: dict[Level, tuple[Label, ...]]
) -> Iterator[Binding]:
    """Each choice of certificate, title and programme for a route; None where the person has none."""
    held_rule = route.find(RequirementKind.HELD)
    held = _held(held_rule.level, evidence, reached) if held_rule and held_rule.level else []
    titles = evidence.titles if route.find(RequirementKind.TITLE) else ()
    schools = evidence.educations if any(r.kind in _SCHOOL_KINDS for r in route.requirements) else ()
    for choice in product(held or [None], titles or [None], schools or [None]):
        yield Binding(*choice)


def _held(level: Level, evidence: Evidence, reached: dict[Level, tuple[Label, ...]]) -> list[Held]:
    planned = [Held(level, label.on, label.doubts, label) for label in reached.get(level, ())]
    return [*evidence.held(level), *planned]


def _labels(
    rules: LevelRules, route: RouteRule, binding: Binding, judgements: list[Judgement], as_of: date
) -> Iterator[Label]:
    """One label for each day, from `as_of` on, on which no requirement fails and a verdict changes."""
    base = binding.doubts
    after = binding.held.step if binding.held else None
    floor = max(as_of, binding.held.awarded) if binding.held else as_of
    days = sorted({day for j in judgements for day in j.truth.days_from(floor)})
    for day in days:
        verdicts = [j.truth.at(day) for j in judgements]
        if Verdict.FAIL in verdicts:
            continue
        unknown = (j for j, verdict in zip(judgements, verdicts, strict=True) if verdict is Verdict.UNKNOWN)
        doubts = base.union(*(j.doubts(day) for j in unknown))
        yield Label(
            rules.level,
            day,
            doubts,
            rules,
            route,
            binding,
            tuple(judgements),
            day > floor,
            after if isinstance(after, Label) else None,
        )
        if not doubts - base:
            return


def _blocked(rules: LevelRules, judgements: list[Judgement], as_of: date) -> list[Blocker]:
    """The requirements of a closed route that never hold, or else all of them: they never hold together."""
    never = [
        j for j in judgements if all(j.truth.at(day) is Verdict.FAIL for day in j.truth.days_from(as_of))
    ]
    return [Blocker(j.code, rules.id, j.because, conditions=(j.requirement.id,)) for j in never or judgements]


def merged(blockers: Iterable[Blocker]) -> tuple[Blocker, ...]:
    """Each reason once, with all the conditions that fail for it."""
    found: dict[tuple[object, ...], Blocker] = {}
    for blocker in blockers:
        key = (blocker.code, blocker.rule, blocker.because)
        conditions = (*found[key].conditions, *blocker.conditions) if key in found else blocker.conditions
        found[key] = replace(blocker, conditions=tuple(dict.fromkeys(conditions)))
    return tuple(found.values())


def undominated(labels: Iterable[Label]) -> tuple[Label, ...]:
    """Labels that no other one beats: by day, then fewer doubts, fewer steps, and the order of the routes."""
    kept: list[Label] = []
    for label in sorted(labels, key=lambda x: (x.on, len(x.doubts), x.steps)):
        if not any(other.doubts <= label.doubts for other in kept):
            kept.append(label)
    return tuple(kept)
