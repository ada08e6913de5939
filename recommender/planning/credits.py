"""Modules of a goal that need no training, each with the reason; DERIVED, so that the assessor decides.

A certificate covers the modules of its own level and below, in its own trade. Certificates of neighbouring
occupations, courses of a finished programme and tasks that were worked at cover a module where the texts match at
least as well as the thresholds say. Nothing of this moves a lawful date: what is to be trained stays in the steps.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.catalogue import Catalogue
from graph.model.conditions import RequirementKind
from graph.model.facts import Module, Occupation, Standard, Task
from graph.model.links import RelType
from graph.model.terms import EducationKind, Level, Origin
from recommender.planning.planner import Planner
from recommender.planning.ways import Request
from recommender.shared.ladder import LADDER, Ladder, ladder_of
from recommender.shared.profile import Education, Goal, HeldCertificate, Spell, WorkerProfile
from recommender.shared.reasons import Reason, ReasonKind
from recommender.shared.timeline import add_months
from recommender.shared.truth import Verdict
from recommender.supply.seats import ALIKE as ALIKE_COURSES
from recommender.supply.seats import Supply
from recommender.text.functions import ALIKE as ALIKE_FUNCTIONS
from recommender.text.functions import METHOD as BY_NAME
from recommender.text.functions import Functions, likeness
from recommender.text.lexical import tokens
from recommender.text.likeness import CENTRED

CONTAINED = 0.75  # share of the characters and pairs of a module's name that a task's text must have
IN_TASK = "share of a name's characters and character pairs that a task's text has"
TELLING = 0.8  # of the names of functions; of 388 standards at most three use one as telling as that
PROVEN_MONTHS = 12  # worked in one stretch, before its tasks count as proven
NO_MODEL = "courses of finished programmes are not compared: the vectors of names are not loaded"


class CreditBasis(StrEnum):
    """Why a module may be credited, the strongest first."""

    CERTIFICATE = "CERTIFICATE"
    NEIGHBOUR = "NEIGHBOUR"
    DEGREE = "DEGREE"
    TASK = "TASK"


@dataclass(frozen=True, slots=True)
class Credit:
    """A module that may need no training, and why."""

    module: Module
    basis: CreditBasis
    reason: Reason
    origin: Origin = Origin.DERIVED


@dataclass(frozen=True, slots=True)
class Credits:
    """Credits by module, lowest level first; `notes` say what was not compared."""

    items: tuple[Credit, ...]
    notes: tuple[str, ...] = ()


def credits_of(planner: Planner, supply: Supply, profile: WorkerProfile, goal: Goal, as_of: date) -> Credits:
    """What of the modules up to the goal's level a person may be credited.

    Raises NotFound for an unknown occupation and InvalidInput for a work type it does not have.
    """
    request = planner.request(profile, goal, as_of)
    ladder = ladder_of(planner.catalogue, request.occupation, goal)
    if not isinstance(ladder, Ladder) or ladder.standard is None:
        return Credits(())
    modules = _modules(planner.catalogue, ladder.standard, goal.level)
    asked = Asked(planner, supply, request, ladder, ladder.standard, modules)
    found: dict[str, Credit] = {}
    for credit in (*_certified(asked), *_neighbouring(asked), *_studied(asked), *_worked(asked)):
        found.setdefault(credit.module.id, credit)
    compared = supply.likeness is not None or not any(e.graduated for e in profile.educations)
    items = tuple(found[module.id] for module in modules if module.id in found)
    return Credits(items, () if compared or not modules else (NO_MODEL,))


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: whose credits, and for which modules, lowest level first."""

    planner: Planner
    supply: Supply
    request: Request
    ladder: Ladder
    standard: Standard
    modules: tuple[Module, ...]

    @property
    def profile(self) -> WorkerProfile:
        """The person."""
        return self.request.profile

    def related(self, occupation: str) -> bool:
        """May the occupation count for the goal's, being another one?"""
        goal = self.request.goal.occupation
        return occupation != goal and self.planner.relations.occupation(occupation, goal) is not Verdict.FAIL


def _modules(catalogue: Catalogue, standard: Standard, goal: Level) -> tuple[Module, ...]:
    found = catalogue.targets(standard.id, RelType.HAS_MODULE, Module)
    return tuple(m for level in LADDER if level <= goal for m in found if m.level is level)


def _certified(asked: Asked) -> Iterator[Credit]:
    """By certificates of the goal's own occupation and trade."""
    goal = asked.request.goal
    for held in asked.profile.certificates:
        if held.occupation == goal.occupation and held.work_type == goal.work_type and held.level in LADDER:
            text = f"the certificate of {held.level} of {held.awarded} covers its own level and those below"
            reason = Reason(kind=ReasonKind.PATH, text=text, path=(goal.occupation, asked.standard.id))
            yield from (
                Credit(m, CreditBasis.CERTIFICATE, reason) for m in asked.modules if m.level <= held.level
            )


def _neighbouring(asked: Asked) -> Iterator[Credit]:
    """By certificates of occupations that may count as related: a function of a like, telling name at the same level."""
    neighbours = [c for c in asked.profile.certificates if c.level in LADDER and asked.related(c.occupation)]
    if not neighbours:
        return
    functions = Functions.of(asked.planner.catalogue)
    telling = [module for module in asked.modules if functions.telling(module.name) >= TELLING]
    for held in neighbours:
        own = _held_modules(asked.planner.catalogue, held)
        name = asked.planner.relations.named(held.occupation)
        for module in telling:
            alike = {m.id: likeness(m.name, module.name) for m in own if m.level is module.level}
            best = max((m for m in own if m.id in alike), key=lambda m: alike[m.id], default=None)
            if best is not None and alike[best.id] >= ALIKE_FUNCTIONS:
                text = f"the certificate of {held.level} in {name} covers a function of a like name at {module.level}"
                reason = _alike(
                    text, module, matched=best.name, score=alike[best.id], method=BY_NAME, node=best.id
                )
                yield Credit(module, CreditBasis.NEIGHBOUR, reason)


def _held_modules(catalogue: Catalogue, held: HeldCertificate) -> tuple[Module, ...]:
    """Modules that a certificate covers, by the newest standard that lists its level."""
    occupation = catalogue.find(Occupation, held.occupation)
    goal = Goal(occupation=held.occupation, level=held.level, work_type=None)
    ladder = ladder_of(catalogue, occupation, goal) if occupation else None
    if not isinstance(ladder, Ladder) or ladder.standard is None:
        return ()
    return _modules(catalogue, ladder.standard, held.level)


def _studied(asked: Asked) -> Iterator[Credit]:
    """By finished programmes whose major leads to the occupation: a course of a like name.

    Up to the level that such a diploma opens without any certificate: beyond it, content is other.
    """
    catalogue, likeness_of = asked.planner.catalogue, asked.supply.likeness
    for education in asked.profile.educations:
        level = _opened(asked, education.kind)
        leads = {link.end for link in catalogue.links(education.major or "", RelType.LEADS_TO)}
        if likeness_of is None or level is None or not _finished(education, asked, leads):
            continue
        courses = [course for _, course in asked.supply.taught.get(education.major or "", ())]
        modules = [module for module in asked.modules if module.level <= level]
        if not courses or not modules:
            continue
        scores = likeness_of.of([m.name for m in modules], [course.name for course in courses])
        for module, row in zip(modules, scores, strict=True):
            best = int(row.argmax())
            if row[best] >= ALIKE_COURSES:
                text = f"a course of the finished major {asked.planner.relations.named(education.major)} has a like name"
                score = float(row[best])
                yield Credit(
                    module,
                    CreditBasis.DEGREE,
                    _alike(
                        text,
                        module,
                        matched=courses[best].name,
                        score=score,
                        method=CENTRED,
                        node=courses[best].id,
                    ),
                )


def _finished(education: Education, asked: Asked, leads: set[str]) -> bool:
    done = education.graduated is not None and education.graduated <= asked.request.envelope.as_of
    return done and asked.request.goal.occupation in leads


def _opened(asked: Asked, kind: EducationKind) -> Level | None:
    """The lowest level that a diploma of a kind opens without a certificate, by any edition that may govern."""
    for edition in asked.ladder.editions:
        for level, rules in asked.planner.admitting(asked.request, asked.ladder, edition).items():
            for route in rules.routes:
                diploma = route.find(RequirementKind.EDUCATION)
                if diploma and kind in diploma.schools and not route.find(RequirementKind.HELD):
                    return level
    return None


def _worked(asked: Asked) -> Iterator[Credit]:
    """By a year or more of work in the occupation, or one that may be related: a main task that names the module.

    Only of the lowest level: what a task says does not tell its level.
    """
    lowest = [module for module in asked.modules if module.level is asked.ladder.levels[0]]
    for spell in asked.profile.spells:
        own = spell.occupation == asked.request.goal.occupation
        if not _proven(spell, asked.request.envelope.as_of) or not (own or asked.related(spell.occupation)):
            continue
        tasks = asked.planner.catalogue.targets(spell.occupation, RelType.HAS_TASK, Task)
        for module in lowest:
            best = max(tasks, key=lambda task: contained(module.name, task.text), default=None)
            score = contained(module.name, best.text) if best else 0.0
            if best is not None and score >= CONTAINED:
                text = f"a main task of {asked.planner.relations.named(spell.occupation)}, worked in since {spell.start}, names it"
                yield Credit(
                    module,
                    CreditBasis.TASK,
                    _alike(text, module, matched=best.text, score=score, method=IN_TASK, node=best.id),
                )


def _proven(spell: Spell, as_of: date) -> bool:
    return spell.dated and add_months(spell.start, PROVEN_MONTHS) <= min(spell.end or as_of, as_of)


def contained(name: str, text: str) -> float:
    """The share of a name's characters and character pairs that a text has, from 0 to 1."""
    wanted = frozenset(tokens(name))
    return len(wanted & frozenset(tokens(text))) / len(wanted) if wanted else 0.0


def _alike(text: str, module: Module, *, matched: str, score: float, method: str, node: str) -> Reason:
    return Reason(
        kind=ReasonKind.SIMILARITY,
        text=text,
        path=(node, module.id),
        asked=module.name,
        matched=matched,
        score=round(score, 3),
        method=method,
    )
