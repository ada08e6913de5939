"""Why a move is recommended, and what would change that: in words and in ids."""

from collections.abc import Iterable, Sequence

from graph.catalogue import Catalogue
from graph.model.facts import Certificate, Occupation
from graph.model.ids import clause_id
from graph.model.links import RelType
from graph.model.terms import Level, LicenceDuty
from recommender.moves.destinations import NOTHING_KNOWN, Destination, Start
from recommender.moves.rungs import Rungs, admission
from recommender.planning.planner import Planner
from recommender.planning.steps import TREATMENT
from recommender.planning.wording import by_rules
from recommender.shared.reasons import Reason, ReasonKind
from recommender.shared.truth import Verdict
from recommender.text.functions import METHOD, Shared, Transfer

EXAMPLES = 3  # pairs told as reasons
PAIRED = "cosine of tasks, paired one to one"
_TREATMENT_CLAUSE = clause_id("hunan-2018", 6)


def why_go(
    planner: Planner,
    start: Start,
    goal: Destination,
    alike: Sequence[Transfer],
    missing: Sequence[Transfer],
    *,
    builds_on: bool,
) -> tuple[Reason, ...]:
    """The reasons for another occupation; `alike` and `missing` are its tasks."""
    return (
        *_of_tasks(alike, missing),
        *_of_modules(goal.shared),
        *_of_relation(planner, start, goal),
        *_of_entry(planner, start, goal, builds_on=builds_on),
        *_of_licences(planner.catalogue, goal.occupation),
        Reason(kind=ReasonKind.UNKNOWN, text=NOTHING_KNOWN),
    )


def why_climb(planner: Planner, start: Start, level: Level, shared: Shared) -> tuple[Reason, ...]:
    """The reasons for a higher level of the same occupation; `shared` compares its modules with lower ones."""
    rungs, below = start.rungs, start.rungs.below(level)
    place = Reason(
        kind=ReasonKind.PATH,
        text=f"{level.named} of {start.occupation.name}",
        path=(rungs.certificates[level], start.occupation.id),
    )
    rule = _rule(planner, rungs, level, below[-1] if below else None)
    return (rule, place, *_of_treatment(planner.catalogue, level), *_of_modules(shared))


def what_changes(start: Start, goal: Destination, missing: Sequence[Transfer]) -> tuple[str, ...]:
    """What would make another occupation a better or clearer move."""
    return tuple(_changes(start, goal, missing))


def _of_tasks(alike: Sequence[Transfer], missing: Sequence[Transfer]) -> Iterable[Reason]:
    """The pairs most alike; without any that is much alike, the nearest pair only."""
    if not alike and not missing:
        yield Reason(kind=ReasonKind.UNKNOWN, text="the main tasks of one of the two are not known")
        return
    text = f"{len(alike)} of its {len(alike) + len(missing)} main tasks are much like ones done now"
    best = sorted(alike or missing, key=lambda t: (-(t.score or 0.0), t.wanted))
    for transfer in best[: EXAMPLES if alike else 1]:
        yield _similarity(transfer, text if alike else f"{text}; the nearest pair", PAIRED)


def _of_modules(shared: Shared) -> Iterable[Reason]:
    for transfer in shared.alike[:EXAMPLES]:
        yield _similarity(
            transfer, f"DERIVED: {transfer.wanted_text} has a function of like name here", METHOD
        )


def _similarity(transfer: Transfer, text: str, method: str) -> Reason:
    return Reason(
        kind=ReasonKind.SIMILARITY,
        text=text,
        path=tuple(filter(None, (transfer.own, transfer.wanted))),
        asked=transfer.own_text,
        matched=transfer.wanted_text,
        score=transfer.score,
        method=method,
    )


def _of_relation(planner: Planner, start: Start, goal: Destination) -> Iterable[Reason]:
    """Why certificates and work count, or may count; nothing where they do not."""
    one, other = start.occupation, goal.occupation
    if goal.counts is Verdict.UNKNOWN:
        group = planner.relations.minor[one.id] or ""
        text = (
            f"{one.name} and {other.name} share a 小类; whether they are related (相关职业) no table states"
        )
        yield Reason(kind=ReasonKind.PATH, text=text, path=(one.id, group, other.id))
    elif goal.counts is Verdict.PASS:
        text = f"an official table calls {one.name} and {other.name} related (相关职业)"
        yield Reason(kind=ReasonKind.PATH, text=text, path=(one.id, other.id))


def _of_entry(planner: Planner, start: Start, goal: Destination, *, builds_on: bool) -> Iterable[Reason]:
    """The rule that admits to the level where one would enter."""
    if goal.level is None:
        text = (
            f"no certificate of skill is known for {goal.occupation.name}: where one would enter is unknown"
        )
        yield Reason(kind=ReasonKind.UNKNOWN, text=text)
        return
    if builds_on:
        text = f"its levels begin at {goal.level.named}: entry builds on work or a certificate gained before"
        yield Reason(kind=ReasonKind.RULE, text=text, cites=tuple(filter(None, (goal.rungs.standard,))))
    yield _rule(planner, goal.rungs, goal.level, start.level if goal.counts is Verdict.PASS else None)


def _rule(planner: Planner, rungs: Rungs, level: Level, held: Level | None) -> Reason:
    found = admission(planner.rules, rungs, level, held)
    if found is None:
        text = f"the conditions for {level.named} are not known here"
        return Reason(kind=ReasonKind.UNKNOWN, text=text)
    rules, route = found
    text = f"{level.named}, {by_rules(rules.edition)}, is open for instance to those of whom it holds: {route.text}"
    return Reason(kind=ReasonKind.RULE, text=text, cites=(rules.id, route.id, *route.clauses))


def _of_treatment(catalogue: Catalogue, level: Level) -> Iterable[Reason]:
    if level in TREATMENT:
        text = f"an employer may treat the holder as {TREATMENT[level]}: treatment, not the title itself"
        cites = (_TREATMENT_CLAUSE,) if _TREATMENT_CLAUSE in catalogue.snapshot.nodes else ()
        yield Reason(kind=ReasonKind.RULE, text=text, cites=cites)


def _of_licences(catalogue: Catalogue, occupation: Occupation) -> Iterable[Reason]:
    for link in catalogue.links(occupation.id, RelType.REQUIRES_LICENCE):
        name = catalogue.get(Certificate, link.end).name + (f" ({link.part})" if link.part else "")
        required = link.kind == LicenceDuty.REQUIRED
        duty = "is required by law" if required else "may be required: confirm it"
        yield Reason(kind=ReasonKind.RULE, text=f"a licence to work, {name}, {duty}", cites=(link.end,))


def _changes(start: Start, goal: Destination, missing: Sequence[Transfer]) -> Iterable[str]:
    one, other = start.occupation.name, goal.occupation.name
    if goal.counts is Verdict.UNKNOWN:
        yield f"an assessor (评价机构) who counts {one} as related to {other}: work and certificates would count"
    if goal.counts is Verdict.FAIL:
        yield f"an official table that calls {one} and {other} related (相关职业)"
    closest = max(missing, key=lambda t: t.score or 0.0, default=None)
    if closest:
        yield f"learning to do: {closest.wanted_text}"
    if goal.level is None:
        yield f"a standard for {other}"
    elif not goal.rungs.modules.get(goal.level):
        yield f"a source that lists the functions of {other} at {goal.level.named}"
