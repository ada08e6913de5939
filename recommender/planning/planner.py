"""The planner: from a person's situation to a certificate, lawful and dated, or an honest reason why not.

Pure: everything comes from one `Catalogue` and one `WorkerProfile`. Time is counted as in `recommender/shared/timeline.py`,
conditions are judged as in `recommender/planning/judge.py`, ways are searched as in `recommender/planning/search.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.metadata import version

from graph.catalogue import Catalogue
from graph.errors import NotFound
from graph.model.editions import RULES_2023
from graph.model.facts import Certificate, Occupation
from graph.model.links import RelType
from graph.model.terms import Level, LicenceDuty, OccupationStatus
from recommender.planning.evidence import Evidence, Studied
from recommender.planning.search import Found, Label, climb, merged
from recommender.planning.ways import Request, across_editions, credited, edition_doubted, ways_of
from recommender.shared.answers import (
    Answer,
    Blocker,
    BlockerCode,
    Certainty,
    Envelope,
    LearningPath,
    LicenceWarning,
    Programme,
    Undetermined,
    UndeterminedCode,
    Unreachable,
    Way,
)
from recommender.shared.faults import CaseFault
from recommender.shared.ladder import (
    LADDER,
    SKILL_CLASSES,
    Ladder,
    NoLadder,
    assumed_ladder,
    certificate_of,
    ladder_of,
    skill_class,
)
from recommender.shared.profile import Goal, HeldCertificate, WorkerProfile
from recommender.shared.relations import Relations
from recommender.shared.rules import LevelRules, Rules, rules_of


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans over one catalogue; build it once (`Planner.of`) and ask it often."""

    catalogue: Catalogue
    relations: Relations
    rules: Rules
    software: str = field(default_factory=lambda: version("lifepath"))

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Planner":
        """Reads rules and relations out of a catalogue; raises InvalidInput for a rule it cannot read."""
        return cls(catalogue, Relations.of(catalogue), rules_of(catalogue))

    def plan(self, profile: WorkerProfile, goal: Goal, as_of: date) -> Answer:
        """The best way to `goal` for a person, as of a day.

        Raises NotFound for an unknown occupation and InvalidInput for a work type it does not have.
        """
        request = self.request(profile, goal, as_of)
        ladder = ladder_of(self.catalogue, request.occupation, goal)
        held = _reached_already(profile, goal)
        if held is not None:
            return self._arrived(request, held, ladder)
        if request.occupation.status is OccupationStatus.IN_COMMENT:
            because = "the occupation is in public comment, not in force"
            return _undetermined(request, UndeterminedCode.IN_COMMENT, because)
        if isinstance(ladder, NoLadder):
            return self._without_ladder(request, ladder)
        if goal.level.technical:
            because = "the conditions of technical and professional levels (专业技术等级) are not known here"
            return _undetermined(request, UndeterminedCode.TECHNICAL_LEVELS, because)
        return self._climbed(request, ladder)

    def request(self, profile: WorkerProfile, goal: Goal, as_of: date) -> Request:
        """The question with what is looked up for it; raises NotFound for an unknown occupation."""
        occupation = self.catalogue.find(Occupation, goal.occupation)
        if occupation is None:
            raise NotFound(CaseFault.GOAL_OCCUPATION_UNKNOWN(id=goal.occupation), field="goal.occupation")
        return Request(
            profile=profile,
            goal=goal,
            occupation=occupation,
            evidence=Evidence.of(profile, goal.occupation, as_of, self.relations),
            envelope=Envelope(revision=self.catalogue.revision.number, as_of=as_of, software=self.software),
            licences=self._licences(occupation),
        )

    def entering(self, request: Request, studied: Studied, programme: Programme) -> Request:
        """The same question where the person enters a school programme."""
        goal, as_of = request.goal.occupation, request.envelope.as_of
        evidence = Evidence.of(request.profile, goal, as_of, self.relations, studied)
        return replace(request, evidence=evidence, programme=programme)

    def ladder(self, request: Request) -> Ladder | None:
        """The ladder that ways are planned on, if only as an assumption; None where there is none to plan."""
        ladder = ladder_of(self.catalogue, request.occupation, request.goal)
        in_comment = request.occupation.status is OccupationStatus.IN_COMMENT
        if in_comment or request.goal.level.technical or _reached_already(request.profile, request.goal):
            return None
        if isinstance(ladder, NoLadder):
            return assumed_ladder() if _assumable(request, ladder) else None
        return ladder

    def every_way(self, request: Request, ladder: Ladder) -> list[Way]:
        """All ways that no other beats by day and doubts; where a programme is entered, those that rest on it."""
        labels = {e: _resting(f.labels, request) for e, f in self._found(request, ladder).items()}
        ways = {e: ways_of(self.catalogue, request, ladder, x, most=None) for e, x in labels.items() if x}
        if request.programme is not None and len(ladder.editions) > 1:
            return [edition_doubted(way) for found in ways.values() for way in found]
        if not ways:
            return []
        first, others = across_editions(ways, closed=len(ladder.editions) > len(ways), most=None)
        return [first, *others]

    def _found(self, request: Request, ladder: Ladder) -> dict[str, Found]:
        goal = request.goal.level
        return {e: climb(self.admitting(request, ladder, e), goal, request.evidence) for e in ladder.editions}

    def _climbed(self, request: Request, ladder: Ladder) -> LearningPath | Unreachable:
        found = self._found(request, ladder)
        ways = {e: ways_of(self.catalogue, request, ladder, f.labels) for e, f in found.items() if f.labels}
        if not ways:
            return _unreachable(
                request, [b for f in found.values() for b in f.blockers], self._notes(request, ladder)
            )
        first, others = across_editions(ways, closed=len(ladder.editions) > len(ways))
        return LearningPath(
            goal=request.goal,
            way=first,
            alternatives=others,
            credited=credited(self.catalogue, request, ladder.standard),
            licences=request.licences,
            notes=request.evidence.notes,
            envelope=request.envelope,
        )

    def admitting(self, request: Request, ladder: Ladder, edition: str) -> dict[Level, LevelRules]:
        """The rules of each level up to the goal's: the standard's own, elsewhere those of an edition.

        Raises NotFound where the catalogue lacks the rules of that edition.
        """
        return {
            level: self.rules.get(self._certificate(request, ladder, level), edition, level)
            for level in ladder.levels
            if level <= request.goal.level
        }

    def _certificate(self, request: Request, ladder: Ladder, level: Level) -> str | None:
        standard = ladder.standard
        return (
            None if standard is None else certificate_of(self.catalogue, request.occupation, level, standard)
        )

    def _notes(self, request: Request, ladder: Ladder) -> tuple[str, ...]:
        """A standard that starts above 五级 cannot follow the default rules at its lowest level: say so."""
        lowest = ladder.levels[0]
        certificate = self._certificate(request, ladder, lowest)
        if ladder.standard is None or lowest is Level.L5 or certificate in self.rules.own:
            return ()
        own = (
            f"{ladder.standard.id} starts at {lowest.named} and must set conditions of its own for that level"
        )
        return (f"{own}, which are not known here; the blockers are those of the default rules",)

    def _arrived(self, request: Request, held: HeldCertificate, ladder: Ladder | NoLadder) -> LearningPath:
        """The goal is held already: no steps, and the day of the award."""
        standard = ladder.standard if isinstance(ladder, Ladder) else None
        return LearningPath(
            goal=request.goal,
            way=Way(
                certainty=Certainty.LAWFUL,
                earliest=held.awarded,
                steps=(),
                standard=standard.id if standard else None,
            ),
            alternatives=(),
            credited=credited(self.catalogue, request, standard),
            licences=request.licences,
            notes=(f"{held.level.named} is held since {held.awarded}",),
            envelope=request.envelope,
        )

    def _without_ladder(self, request: Request, ladder: NoLadder) -> Undetermined | Unreachable:
        """Neither a standard nor the catalogue of qualifications lists the goal's level."""
        if not ladder.standards and skill_class(request.occupation) not in SKILL_CLASSES:
            return _no_skill_ladder(request)
        if _assumable(request, ladder):
            return self._assumed(request)
        if ladder.unread:
            titles = ", ".join(s.id for s in ladder.standards)
            because = f"the levels that {titles} lists could not be read in full"
            return _undetermined(request, UndeterminedCode.LEVELS_UNKNOWN, because)
        listed = ", ".join(level.named for level in ladder.listed) or "none known"
        because = f"no certificate of {request.goal.level.named} exists; the levels that do: {listed}"
        return _unreachable(request, [Blocker(BlockerCode.NO_SUCH_LEVEL, None, because, ladder.listed)])

    def _assumed(self, request: Request) -> Undetermined:
        """No standard is known: the ways under the rules of 2023, as a planning assumption."""
        ladder = assumed_ladder()
        found = self._found(request, ladder)[RULES_2023]
        ways = tuple(ways_of(self.catalogue, request, ladder, found.labels)) if found.labels else ()
        because = "no national standard is known; the rules of 2023 are a planning assumption"
        return _undetermined(request, UndeterminedCode.NO_STANDARD, because, ways)

    def _licences(self, occupation: Occupation) -> tuple[LicenceWarning, ...]:
        return tuple(
            LicenceWarning(
                certificate=link.end,
                name=self.catalogue.get(Certificate, link.end).name,
                field=link.part or None,
                duty=LicenceDuty(link.kind or LicenceDuty.MAY_BE_REQUIRED),
            )
            for link in self.catalogue.links(occupation.id, RelType.REQUIRES_LICENCE)
        )


def _assumable(request: Request, ladder: NoLadder) -> bool:
    """Without any standard, an occupation of the skilled classes is planned for under an assumption."""
    skilled = skill_class(request.occupation) in SKILL_CLASSES
    return skilled and not ladder.standards and request.goal.level in LADDER


def _resting(labels: tuple[Label, ...], request: Request) -> list[Label]:
    """The labels that rest on the programme that is entered; all where none is."""
    entered = request.evidence.entered
    return [label for label in labels if entered is None or label.rests_on(entered)]


def _reached_already(profile: WorkerProfile, goal: Goal) -> HeldCertificate | None:
    """The earliest certificate of the goal's occupation, and work type where one is asked, at or above its level."""
    found = [
        held
        for held in profile.certificates
        if held.occupation == goal.occupation
        and held.level.technical == goal.level.technical
        and held.level >= goal.level
        and goal.work_type in {None, held.work_type}
    ]
    return min(found, key=lambda held: held.awarded, default=None)


def _no_skill_ladder(request: Request) -> Unreachable:
    names = ", ".join(licence.name for licence in request.licences)
    known = f"a licence (职业资格) is known: {names}" if names else "no licence is known either"
    because = f"{request.occupation.name} has no ladder of skill levels (职业技能等级); {known}"
    return _unreachable(request, [Blocker(BlockerCode.NO_SKILL_LADDER, None, because)])


def _undetermined(
    request: Request, code: UndeterminedCode, because: str, assumed: tuple[Way, ...] = ()
) -> Undetermined:
    return Undetermined(
        goal=request.goal,
        code=code,
        because=because,
        assumed=assumed,
        licences=request.licences,
        notes=request.evidence.notes,
        envelope=request.envelope,
    )


def _unreachable(request: Request, blockers: Iterable[Blocker], notes: tuple[str, ...] = ()) -> Unreachable:
    return Unreachable(
        goal=request.goal,
        blockers=merged(blockers),
        licences=request.licences,
        notes=(*request.evidence.notes, *notes),
        envelope=request.envelope,
    )
