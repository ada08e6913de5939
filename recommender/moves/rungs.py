"""The levels of one occupation as one can climb them: certificates, modules, and the rules that admit to each."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.catalogue import Catalogue
from graph.model.conditions import RequirementKind
from graph.model.facts import Certificate, Module, Occupation
from graph.model.links import RelType
from graph.model.terms import CertificateKind, Level
from recommender.shared.ladder import Ladder, ladder_of, read_in_full
from recommender.shared.profile import Goal
from recommender.shared.rules import LevelRules, RouteRule, Rules


@dataclass(frozen=True, slots=True)
class Rungs:
    """Levels that a certificate of skill is known for, lowest first, each with its certificate; modules by level.

    `standard` is the one that governs the lowest level, None where none is known; `editions` those of its rules;
    `whole` is False where not all of its levels could be read.
    """

    certificates: Mapping[Level, str]
    modules: Mapping[Level, tuple[Module, ...]]
    standard: str | None
    editions: tuple[str, ...]
    whole: bool

    @property
    def levels(self) -> tuple[Level, ...]:
        return tuple(self.certificates)

    def above(self, level: Level | None) -> tuple[Level, ...]:
        """The levels above one, all for None; none where they are of another ladder."""
        return tuple(
            x for x in self.levels if level is None or (x.technical == level.technical and x > level)
        )

    def below(self, level: Level) -> tuple[Level, ...]:
        """The levels below one on its ladder, lowest first."""
        return tuple(x for x in self.levels if x.technical == level.technical and x < level)

    def up_to(self, level: Level | None) -> tuple[Module, ...]:
        """Modules of a level and of those below it, of all levels for None."""
        beyond = () if level is None else self.above(level)
        return tuple(m for x, modules in self.modules.items() if x not in beyond for m in modules)


def rungs_of(catalogue: Catalogue, occupation: Occupation, work_type: str | None = None) -> Rungs:
    """The rungs of an occupation, or of one of its trades (工种)."""
    skills = [
        c
        for c in catalogue.origins(occupation.id, RelType.CERTIFIES, Certificate)
        if c.kind is CertificateKind.SKILL and c.level is not None
    ]
    own = [c for c in skills if c.work_type == work_type] or ([] if work_type else skills)
    first = min((c.work_type or "" for c in own), default="")
    chosen = sorted(
        (c for c in own if (c.work_type or "") == first), key=lambda c: c.level.rung if c.level else 0
    )
    certificates = {c.level: c.id for c in chosen if c.level is not None}
    if not certificates:
        return Rungs({}, {}, None, (), whole=False)
    goal = Goal(occupation=occupation.id, level=next(iter(certificates)), work_type=first or None)
    ladder = ladder_of(catalogue, occupation, goal)
    if not isinstance(ladder, Ladder) or ladder.standard is None:
        return Rungs(certificates, {}, None, (), whole=False)
    standard = ladder.standard
    every = catalogue.targets(standard.id, RelType.HAS_MODULE, Module)
    return Rungs(
        certificates,
        {level: tuple(m for m in every if m.level is level) for level in certificates},
        standard.id,
        ladder.editions,
        whole=read_in_full(standard),
    )


def admission(
    rules: Rules, rungs: Rungs, level: Level, held: Level | None
) -> tuple[LevelRules, RouteRule] | None:
    """The rules that admit to a level, own ones or by the newest edition that may govern, and the route that fits best.

    That is the one that builds on `held`, without any the first that builds on no certificate. None where the
    conditions are not known.
    """
    found = rules.find(rungs.certificates.get(level), rungs.editions[-1], level) if rungs.editions else None
    if found is None or not found.routes:
        return None
    return found, min(found.routes, key=lambda route: _fit(route, held))


def _fit(route: RouteRule, held: Level | None) -> tuple[int, int]:
    """What a person must have beside work, fewest first; a certificate that is held comes before all."""
    wanted = route.find(RequirementKind.HELD)
    others = sum(
        r.kind not in {RequirementKind.HELD, RequirementKind.WORKED, RequirementKind.AGE}
        for r in route.requirements
    )
    if wanted is None:
        return (1, others)
    return (0 if wanted.level is held else 2, others)
