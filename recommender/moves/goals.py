"""Goals that fit a person: next levels of their own occupations, what their majors lead to, like work, or a group's.

Every goal proposed was planned: it comes with its way. Pure: a catalogue and a profile in, values out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from graph.catalogue import Catalogue
from graph.model.facts import Major, Occupation, OccupationGroup
from graph.model.links import RelType
from graph.model.terms import OccupationStatus
from recommender.moves.mover import Mover
from recommender.planning.nearest import levels_listed
from recommender.planning.output import doubt_text
from recommender.planning.planner import Planner
from recommender.planning.wording import by_rules
from recommender.shared.answers import Certainty, Envelope, LearningPath, Way
from recommender.shared.ladder import LADDER
from recommender.shared.profile import Goal, HeldCertificate, WorkerProfile
from recommender.shared.reasons import Part, Reason, ReasonKind, Recommended
from recommender.shared.timeline import months_and_days

MOST_LATERAL = 10
MOST_CONSIDERED = 200  # occupations planned for one answer
RELATION, SOON, CERTAINTY = 0.5, 0.3, 0.2  # weights of the parts
NOTHING_KNOWN = "no work, certificate or major is stated: name an occupation group to choose from"
NOT_COMPARED = "occupations are not compared by meaning here: like work is not proposed"


class GoalKind(StrEnum):
    """Why a goal is thought of: the next level of an own occupation, a major's, like work, or the asked group's."""

    NEXT_LEVEL = "NEXT_LEVEL"
    MAJOR = "MAJOR"
    LATERAL = "LATERAL"
    GROUP = "GROUP"


VALUES = {GoalKind.NEXT_LEVEL: 1.0, GoalKind.MAJOR: 0.8, GoalKind.LATERAL: 0.6, GoalKind.GROUP: 0.4}
_TEXTS = {
    GoalKind.NEXT_LEVEL: "the next level of an occupation of one's own",
    GoalKind.MAJOR: "the official guide links a major of one's own to it",
    GoalKind.LATERAL: "its main tasks are like those of an occupation of one's own",
    GoalKind.GROUP: "it belongs to the asked group",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalProposal(Recommended):
    """One goal with the way to it. Its `id` is the certificate's, or the occupation's where none is in the catalogue."""

    kind: GoalKind
    goal: Goal
    way: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalProposals:
    """Goals, best first, at most one an occupation. `considered` is the number of occupations looked at."""

    group: str | None
    proposals: tuple[GoalProposal, ...]
    considered: int
    notes: tuple[str, ...]
    envelope: Envelope


@dataclass(frozen=True, slots=True)
class _Thought:
    """An occupation that comes to mind, why, and what speaks for it."""

    occupation: str
    kind: GoalKind
    reasons: tuple[Reason, ...]


@dataclass(slots=True)
class _Thoughts:
    """One thought an occupation: the first kind that brings it to mind counts, all reasons are kept."""

    found: dict[str, _Thought] = field(default_factory=dict[str, _Thought])

    def add(self, occupation: str, kind: GoalKind, reasons: Iterable[Reason]) -> None:
        first = self.found.get(occupation)
        if first is None:
            self.found[occupation] = _Thought(occupation, kind, tuple(reasons))
        else:
            self.found[occupation] = _Thought(occupation, first.kind, (*first.reasons, *reasons))


def propose_goals(
    planner: Planner,
    profile: WorkerProfile,
    *,
    as_of: date,
    group: str | None = None,
    first: int = 10,
    mover: Mover | None = None,
) -> GoalProposals:
    """At most `first` goals for a person, best first; with `group` (id) only of its occupations.

    Raises NotFound for an unknown group. Without `mover` like work is not proposed, and a note says so.
    """
    thoughts = _thoughts(planner, profile, group, mover, as_of)
    considered = thoughts[:MOST_CONSIDERED]
    found = [p for t in considered for p in _proposed(planner, profile, t, as_of)]
    found.sort(key=lambda p: (-p.score, p.way.earliest, p.goal.occupation))
    return GoalProposals(
        group=group,
        proposals=tuple(found[: max(first, 0)]),
        considered=len(considered),
        notes=tuple(_notes(len(thoughts), group, mover)),
        envelope=Envelope(revision=planner.catalogue.revision.number, as_of=as_of, software=planner.software),
    )


def own_occupations(profile: WorkerProfile) -> tuple[str, ...]:
    """Occupations of certificates, work and apprenticeships, in this order."""
    parts = (*profile.certificates, *profile.spells, *profile.apprenticeships)
    return tuple(dict.fromkeys(part.occupation for part in parts))


def _thoughts(
    planner: Planner, profile: WorkerProfile, group: str | None, mover: Mover | None, as_of: date
) -> list[_Thought]:
    """The occupations that come to mind: one's own first, then majors', like work, and the group's by id."""
    catalogue, thoughts = planner.catalogue, _Thoughts()
    for occupation in own_occupations(profile):
        thoughts.add(occupation, GoalKind.NEXT_LEVEL, _own_reasons(planner, profile, occupation))
    for education in profile.educations:
        major = catalogue.find(Major, education.major or "")
        for link in catalogue.links(major.id, RelType.LEADS_TO) if major else ():
            text = f"the official guide links the major {planner.relations.named(link.start)} to it"
            reason = Reason(kind=ReasonKind.PATH, text=text, path=(link.start, link.end))
            thoughts.add(link.end, GoalKind.MAJOR, [reason])
    if mover is not None:
        _add_moves(thoughts, mover, profile, as_of)
    if group is None:
        return list(thoughts.found.values())
    members = members_of(catalogue, group)
    for occupation in sorted(members):
        reason = Reason(kind=ReasonKind.PATH, text="it belongs to the asked group", path=(occupation, group))
        thoughts.add(occupation, GoalKind.GROUP, [reason])
    return [thought for o, thought in thoughts.found.items() if o in members]


def members_of(catalogue: Catalogue, group: str) -> frozenset[str]:
    """Occupations of a group and of the groups below it; raises NotFound for an unknown one."""
    groups, edge = {catalogue.get(OccupationGroup, group).id}, [group]
    found: set[str] = set()
    while edge:
        links = [link for top in edge for link in catalogue.backlinks(top, RelType.IN_GROUP)]
        found |= {x.start for x in links if catalogue.find(Occupation, x.start)}
        edge = [x.start for x in links if catalogue.find(OccupationGroup, x.start) and x.start not in groups]
        groups |= set(edge)
    return frozenset(found)


def _add_moves(thoughts: _Thoughts, mover: Mover, profile: WorkerProfile, as_of: date) -> None:
    for moves in mover.batch(own_occupations(profile), profile, as_of=as_of, first=MOST_LATERAL):
        for move in moves.lateral:
            thoughts.add(move.occupation, GoalKind.LATERAL, move.reasons[:2])


def _own_reasons(planner: Planner, profile: WorkerProfile, occupation: str) -> Iterator[Reason]:
    name = planner.relations.named(occupation)
    held = highest_held(profile, occupation)
    if held is not None:
        text = f"it builds on the certificate of {held.level.named} held in {name}"
        yield Reason(kind=ReasonKind.PATH, text=text, path=(occupation,))
    elif any(spell.occupation == occupation for spell in profile.spells):
        yield Reason(kind=ReasonKind.PATH, text=f"it builds on work in {name}", path=(occupation,))
    else:
        yield Reason(
            kind=ReasonKind.PATH, text=f"it builds on an apprenticeship in {name}", path=(occupation,)
        )


def highest_held(profile: WorkerProfile, occupation: str) -> HeldCertificate | None:
    """The certificate of skill of the highest level that is held in an occupation."""
    own = [c for c in profile.certificates if c.occupation == occupation and c.level in LADDER]
    return max(own, key=lambda c: c.level.rung, default=None)


def _proposed(
    planner: Planner, profile: WorkerProfile, thought: _Thought, as_of: date
) -> Iterator[GoalProposal]:
    """The goal that an occupation is proposed with; none where it has no way that the planner knows."""
    occupation = planner.catalogue.find(Occupation, thought.occupation)
    if occupation is None or occupation.status is not OccupationStatus.IN_FORCE:
        return
    held = highest_held(profile, occupation.id)
    path = _best_level(planner, profile, occupation.id, held, as_of)
    if path is None:
        return
    parts = _parts(thought.kind, path.way, as_of)
    yield GoalProposal(
        id=(path.way.steps[-1].certificate if path.way.steps else None) or occupation.id,
        score=round(sum((part.value or 0.0) * part.weight for part in parts), 4),
        parts=parts,
        reasons=(*thought.reasons, *_way_reasons(path.way)),
        what_would_change_this=tuple(doubt.question for doubt in path.way.confirm),
        kind=thought.kind,
        goal=path.goal,
        way=path.way,
    )


def _best_level(
    planner: Planner, profile: WorkerProfile, occupation: str, held: HeldCertificate | None, as_of: date
) -> LearningPath | None:
    """The highest level that is open on the asked day, without any the lowest that can be reached."""
    listed = levels_listed(planner.catalogue, occupation)
    best: LearningPath | None = None
    for level in (x for x in listed if held is None or x > held.level):
        goal = Goal(occupation=occupation, level=level, work_type=held.work_type if held else None)
        found = planner.plan(profile, goal, as_of)
        if not isinstance(found, LearningPath):
            continue
        if best is None or _open_now(found, as_of):
            best = found
        elif _nothing_counts(planner, profile, occupation):
            break  # with nothing to build on, a higher level is never open before a lower one
    return best


def _open_now(path: LearningPath, as_of: date) -> bool:
    return path.way.certainty is Certainty.LAWFUL and path.way.earliest <= as_of


def _nothing_counts(planner: Planner, profile: WorkerProfile, occupation: str) -> bool:
    """Has the person nothing that could count there but age?"""
    return not (profile.educations or profile.titles or occupation in own_occupations(profile)) and not any(
        planner.relations.minor.get(own) == planner.relations.minor.get(occupation)
        for own in own_occupations(profile)
    )


def _parts(kind: GoalKind, way: Way, as_of: date) -> tuple[Part, ...]:
    months = months_and_days((as_of, max(as_of, way.earliest)))[0]
    lawful = way.certainty is Certainty.LAWFUL
    return (
        Part(name="relation", value=VALUES[kind], weight=RELATION, text=_TEXTS[kind]),
        Part(
            name="soon",
            value=round(1 / (1 + months / 12), 4),
            weight=SOON,
            text=f"{months} months until it can be had: the sooner the better",
        ),
        Part(
            name="certainty",
            value=1.0 if lawful else 0.5,
            weight=CERTAINTY,
            text="rests on nothing to confirm" if lawful else "rests on something to confirm",
        ),
    )


def _way_reasons(way: Way) -> Iterator[Reason]:
    for step in way.steps[-1:]:
        cites = tuple(filter(None, (step.rule, step.route, *step.clauses)))
        text = f"open from {way.earliest} {by_rules(step.edition)}: {step.route_text or step.route_name}"
        yield Reason(kind=ReasonKind.RULE, text=text, cites=cites)
    for doubt in way.confirm:
        yield Reason(kind=ReasonKind.UNKNOWN, text=doubt_text(doubt))


def _notes(thoughts: int, group: str | None, mover: Mover | None) -> Iterator[str]:
    if not thoughts and group is None:
        yield NOTHING_KNOWN
    if thoughts > MOST_CONSIDERED:
        yield f"only the first {MOST_CONSIDERED} of {thoughts} occupations were looked at: name a smaller group"
    if mover is None and group is None and thoughts:
        yield NOT_COMPARED
