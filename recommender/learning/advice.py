"""What to learn next: modules a person lacks, each with the institutions that serve it.

Items come stage by stage: the goal's gaps in the order of the planner's steps, the levels above, neighbouring
occupations in turn, and, where nothing is known of the person, where most known places lead to. Within a stage the
order is that of `gaps`; the score says how much speaks for an item and never moves it across stages.

Providers are diverse by maximal marginal relevance: of those that serve a module, the next one shown has the highest
fit less `AGAIN` for each time that its institution was shown before in the same answer.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from graph.catalogue import Catalogue
from graph.model.facts import Occupation, Region
from graph.model.terms import Level
from recommender.learning.gaps import Gap, Gaps, Stage, gaps
from recommender.planning.planner import Planner
from recommender.shared.answers import Envelope
from recommender.shared.ladder import LADDER
from recommender.shared.places import city_of, distance_km, region_of
from recommender.shared.profile import Goal, HeldCertificate, WorkerProfile
from recommender.shared.reasons import Part, Reason, ReasonKind, Recommended
from recommender.supply.matching import NO_PROVIDER
from recommender.supply.scoring import HALF_KM, NEUTRAL, falling, unknowns
from recommender.supply.seats import Basis, Constraints, Serving, Supply

AGAIN = 0.1  # taken from the fit of a provider for each time that it was shown before
NEARNESS = 0.1  # added to it for the same city
MOST_PROVIDERS = 3
NEED = {Stage.GOAL: 1.0, Stage.NEXT_LEVEL: 0.6, Stage.NEIGHBOUR: 0.3, Stage.START: 0.2}
WEIGHTS = {"need": 0.6, "share": 0.2, "provider": 0.2}
POPULARITY_WEIGHT = 0.1


class Popularity(Protocol):
    """How many enrol for a module: a place for enrolment data, of which there is none yet."""

    def of(self, module: str) -> float | None:
        """From 0 to 1; None where it is not known."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """An institution that serves a module by one of its offers. Mode, length and price are those of the offer."""

    institution: str
    offer: str
    basis: Basis
    fit: float
    course: str | None = None
    likeness: float | None = None
    distance_km: float | None = None
    price_after_subsidy: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningItem(Recommended):
    """A module to learn. Of the `providers_known` institutions that serve it, `providers` are a diverse few.

    `note` says "no known provider" where there is none. `wage` and `demand` are always None: no source states them.
    """

    module: str
    stage: Stage
    level: Level
    occupation: str
    standard: str
    providers: tuple[Provider, ...]
    providers_known: int
    note: str | None = None
    wage: float | None = None
    demand: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningAdvice:
    """Modules to learn, in order; `found` says how many there are in all, `model` by which encoder names were compared."""

    goal: Goal | None
    items: tuple[LearningItem, ...]
    found: int
    notes: tuple[str, ...]
    model: str | None
    envelope: Envelope


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningQuestion:
    """Who asks, what for, near where, and what a seat must be."""

    profile: WorkerProfile
    goal: Goal | None = None
    near: str | None = None
    constraints: Constraints = field(default_factory=Constraints)


def recommend_learning(
    planner: Planner,
    supply: Supply,
    question: LearningQuestion,
    *,
    as_of: date,
    first: int = 10,
    popularity: Popularity | None = None,
) -> LearningAdvice:
    """At most `first` modules to learn next.

    Raises NotFound for an unknown occupation or region, InvalidInput for a work type the occupation does not have.
    """
    asked = Asking(planner, supply, question, as_of, _near(planner.catalogue, question))
    found = asked.gaps()
    shown = found.found[: max(first, 0)]
    served = asked.served(shown)
    items = list(_items(asked, shown, served, popularity))
    changes = _changes(asked, shown, served)
    return LearningAdvice(
        goal=question.goal,
        items=tuple(replace(item, what_would_change_this=tuple(changes[item.id])) for item in items),
        found=len(found.found),
        notes=(*found.notes, *_notes(supply, shown)),
        model=supply.model,
        envelope=Envelope(
            revision=planner.catalogue.revision.number,
            as_of=as_of,
            software=planner.software,
            judgements=supply.verdicts.newest,
        ),
    )


def _near(catalogue: Catalogue, question: LearningQuestion) -> Region | None:
    """The city asked for, or the one the person lives in where the catalogue knows it."""
    if question.near is not None:
        return city_of(catalogue, region_of(catalogue, question.near))
    lives = question.profile.region
    known = (r for r in catalogue.all(Region) if lives in {r.id, r.code, r.name})
    region = next(known, None)
    return None if region is None else city_of(catalogue, region)


Served = dict[str, list[Serving]]


@dataclass(frozen=True, slots=True)
class Asking:
    """One question on one day, and what it is answered from; asked again with one thing changed."""

    planner: Planner
    supply: Supply
    question: LearningQuestion
    as_of: date
    near: Region | None

    def gaps(self) -> Gaps:
        """What the person lacks."""
        return gaps(self.planner, self.supply, self.question.profile, self.question.goal, self.as_of)

    def served(self, shown: Sequence[Gap]) -> Served:
        """For each module the best seat of every institution, without majors the person studies or has studied."""
        studied = {education.major for education in self.question.profile.educations}
        found: Served = {}
        for module, servings in self.supply.serving([gap.module for gap in shown], self.as_of).items():
            best: dict[str, Serving] = {}
            for serving in servings:
                refused = self.question.constraints.refusals(self.supply.catalogue, serving.seat)
                if serving.seat.subject not in studied and not refused:
                    best.setdefault(serving.seat.institution.id, serving)
            found[module] = list(best.values())
        return found

    def distance(self, serving: Serving) -> float | None:
        """Kilometres from city to city; None where either is not known."""
        region = serving.seat.region
        city = None if region is None else city_of(self.supply.catalogue, region)
        return None if self.near is None or city is None else distance_km(self.near, city)


def _items(
    asked: Asking, shown: Iterable[Gap], served: Served, popularity: Popularity | None
) -> Iterator[LearningItem]:
    """One item after the other, since each one's providers depend on those shown before."""
    times = Counter[str]()
    for gap in shown:
        chosen = _diverse(asked, served[gap.module.id], times)
        parts = tuple(_parts(gap, chosen, popularity))
        total = sum(part.weight for part in parts)
        yield LearningItem(
            id=gap.module.id,
            module=gap.module.id,
            stage=gap.stage,
            level=gap.module.level,
            occupation=gap.occupation,
            standard=gap.standard,
            score=sum(p.weight * (NEUTRAL if p.value is None else p.value) for p in parts) / total,
            parts=parts,
            reasons=tuple(_reasons(gap, chosen, asked.as_of)),
            providers=tuple(_provider(serving, asked.distance(serving)) for serving in chosen),
            providers_known=len(served[gap.module.id]),
            note=None if chosen else NO_PROVIDER,
        )


def _diverse(asked: Asking, servings: Sequence[Serving], times: Counter[str]) -> list[Serving]:
    """The providers of a module by maximal marginal relevance; `times` counts how often each was shown."""

    def order(serving: Serving) -> tuple[float, str]:
        close, institution = asked.distance(serving), serving.seat.institution.id
        nearness = 0.0 if close is None else NEARNESS * falling(close, HALF_KM)
        return -round(serving.fit + nearness - AGAIN * times[institution], 9), institution

    chosen = sorted(servings, key=order)[:MOST_PROVIDERS]
    times.update(serving.seat.institution.id for serving in chosen)
    return chosen


def _provider(serving: Serving, distance: float | None) -> Provider:
    return Provider(
        institution=serving.seat.institution.id,
        offer=serving.seat.offer.id,
        basis=serving.basis,
        fit=serving.fit,
        course=serving.course.id if serving.course else None,
        likeness=serving.likeness,
        distance_km=distance,
    )


def _parts(gap: Gap, chosen: Sequence[Serving], popularity: Popularity | None) -> Iterator[Part]:
    yield Part(name="need", value=NEED[gap.stage], weight=WEIGHTS["need"], text=gap.why.text)
    weight = gap.module.weight
    share = "unknown" if weight is None else f"{weight:g} %"
    value = None if weight is None else weight / 100
    yield Part(name="share", value=value, weight=WEIGHTS["share"], text=f"share of the assessment: {share}")
    best = max((serving.fit for serving in chosen), default=None)
    text = NO_PROVIDER if best is None else f"best known provider: {chosen[0].seat.institution.name}"
    yield Part(name="provider", value=best, weight=WEIGHTS["provider"], text=text)
    if popularity is not None:
        known = popularity.of(gap.module.id)
        text = "enrolment unknown" if known is None else "share of enrolments"
        yield Part(name="popularity", value=known, weight=POPULARITY_WEIGHT, text=text)


def _reasons(gap: Gap, chosen: Sequence[Serving], as_of: date) -> Iterator[Reason]:
    """Why the module, why its first provider, and what is not known."""
    yield gap.why
    if gap.stage is Stage.GOAL:
        path = (gap.occupation, gap.standard, gap.module.id)
        yield Reason(kind=ReasonKind.PATH, text="a function of the standard that governs", path=path)
    yield from (serving.reason() for serving in chosen)
    if chosen:
        yield from unknowns(chosen[0].seat, as_of)
    else:
        yield Reason(kind=ReasonKind.UNKNOWN, text=f"{NO_PROVIDER}: none of the known offers serves it")
    if gap.module.hours is None:
        yield Reason(kind=ReasonKind.UNKNOWN, text="hours of training are not stated")


def _changes(asked: Asking, shown: Sequence[Gap], served: Served) -> dict[str, list[str]]:
    """For each module shown what would be different if one thing were: the question is really asked again."""
    found: dict[str, list[str]] = {gap.module.id: [] for gap in shown}
    for what, question, about in _variants(asked, shown):
        again = {gap.module.id: gap.stage for gap in replace(asked, question=question).gaps().found}
        for gap in about:
            if again.get(gap.module.id) is not gap.stage:
                found[gap.module.id].append(f"{what}: {_told(again.get(gap.module.id))}")
    constraints = asked.question.constraints
    for name in constraints.given():
        other = replace(asked.question, constraints=constraints.without(name))
        again = replace(asked, question=other).served(shown)
        for module, lines in found.items():
            now, then = len(served[module]), len(again[module])
            if then != now:
                lines.append(f"without the filter {name}: {then} providers, not {now}")
    return found


def _told(stage: Stage | None) -> str:
    return "it would not be recommended" if stage is None else f"it would be recommended as {stage}"


def _variants(asked: Asking, shown: Sequence[Gap]) -> Iterator[tuple[str, LearningQuestion, Sequence[Gap]]]:
    """Questions that differ in one thing, each with the gaps it is about.

    Their own certificate held; the goal one level lower or higher; no goal at all.
    """
    question, goal = asked.question, asked.question.goal
    profile = question.profile
    for occupation, level in dict.fromkeys((gap.occupation, gap.module.level) for gap in shown):
        own = goal.work_type if goal and goal.occupation == occupation else None
        held = HeldCertificate(occupation=occupation, work_type=own, level=level, awarded=asked.as_of)
        richer = replace(profile, certificates=(*profile.certificates, held))
        name = asked.supply.catalogue.get(Occupation, occupation).name
        about = [gap for gap in shown if (gap.occupation, gap.module.level) == (occupation, level)]
        yield f"with a certificate of {level} {name}", replace(question, profile=richer), about
    if goal is not None:
        for level in _beside(goal.level):
            yield f"with {level} as the goal", replace(question, goal=replace(goal, level=level)), shown
        yield "without the goal", replace(question, goal=None), shown


def _beside(level: Level) -> tuple[Level, ...]:
    if level not in LADDER:
        return ()
    at = LADDER.index(level)
    return (*LADDER[max(at - 1, 0) : at], *LADDER[at + 1 : at + 2])


def _notes(supply: Supply, shown: Sequence[Gap]) -> Iterator[str]:
    if supply.likeness is None:
        yield "names of courses and modules are not compared yet: the model is not loaded"
    if any(gap.stage is Stage.START for gap in shown):
        yield "nothing is known of the person that leads to a module: shown is where most known places lead to"
    yield "wage, demand and the price after subsidy are not known of any module"
