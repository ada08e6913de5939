"""What developers should look at first, and what they said as pairs to learn from.

A derived match is worth a look the more rests on it and the less certain it is. `use` is the number of offers behind
a match and one for its occupation; `uncertainty` runs from 1 at the threshold that decides to 0 at `REACH` away from
it; the queue is ordered by their product.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.catalogue import Catalogue
from graph.errors import InvalidInput, NotFound
from graph.model.facts import Module, Occupation, Published, Task
from graph.model.judgements import TEXT, Verdicts, text_key
from graph.model.links import RelType
from recommender.curation.lagging import TaskFits
from recommender.shared.faults import JudgingFault
from recommender.supply.phrases import ALIKE
from recommender.supply.seats import Supply, occupations_of

REACH = 0.15
USE = "offers of the major, and one for the occupation; for a task those of all majors that lead to its occupation"


class MatchKind(StrEnum):
    """What a queued match joins."""

    TASK_MODULE = "TASK_MODULE"
    COURSE_MODULE = "COURSE_MODULE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A derived match to look at. `score` decides at `threshold`; `priority` is `use` x `uncertainty`.

    `occupation` is the one of the module. `seen` is the number of the latest judgement on it (0: none) and `judged`
    what that says; a judgement to come names `seen`, so that nobody overrules what they have not read.
    """

    kind: MatchKind
    start: str
    start_text: str
    end: str
    end_text: str
    occupation: str
    score: float
    threshold: float
    use: int
    uncertainty: float
    priority: float
    seen: int
    judged: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPair:
    """Two texts and whether a developer says that they belong together: what calibration and adapter learn from.

    `score` is that of the match today, None where it is not in the queue's reach.
    """

    start: str
    start_text: str
    end: str
    end_text: str
    right: bool
    score: float | None
    who: str
    why: str
    at: str
    number: int


def queue(supply: Supply, fits: TaskFits | None, *, as_of: date) -> tuple[Candidate, ...]:
    """Every derived match within reach of its threshold, highest priority first; equal ones by their ids."""
    found = (
        [*_of_tasks(supply, fits, as_of), *_of_courses(supply, as_of)] if fits else _of_courses(supply, as_of)
    )
    return tuple(sorted(found, key=lambda c: (-c.priority, c.start, c.end)))


def judged_pairs(verdicts: Verdicts, candidates: tuple[Candidate, ...]) -> tuple[JudgedPair, ...]:
    """The verdict that counts for each match, by ids."""
    scores = {(c.start, c.end): c.score for c in candidates}
    return tuple(_pair(verdicts, key, scores.get(key)) for key in sorted(verdicts.by_pair))


def text_of(catalogue: Catalogue, key: str, given: str | None = None, *, field: str) -> str:
    """The text of one side of a match; `given` is that of a `text:` key, which no catalogue holds.

    Raises NotFound for a fact that is not there and InvalidInput for a text that the key does not stand for.
    """
    if key.startswith(TEXT):
        if given is None or text_key(given) != key:
            raise InvalidInput(JudgingFault.TEXT_MISSING(id=key), field=f"{field}Text")
        return given
    node = catalogue.snapshot.nodes.get(key)
    if node is None:
        said = JudgingFault.NOT_IN_REVISION(id=key, revision=catalogue.revision.number)
        raise NotFound(said, field=field)
    return _text(node)


def _text(node: Published) -> str:
    return node.text if isinstance(node, Task) else str(getattr(node, "name", node.id))


def _pair(verdicts: Verdicts, key: tuple[str, str], score: float | None) -> JudgedPair:
    verdict, (start, end) = verdicts.by_pair[key], key
    said = verdict.judgement
    return JudgedPair(
        start=start,
        start_text=said.start_text,
        end=end,
        end_text=said.end_text if end == said.end else said.target_text or "",
        right=verdict.accepted,
        score=score,
        who=said.who,
        why=said.why,
        at=said.at.isoformat(),
        number=said.number,
    )


def _of_tasks(supply: Supply, fits: TaskFits, as_of: date) -> Iterator[Candidate]:
    for occupation, tasks in fits.by_occupation.items():
        use = 1 + len(supply.leading_to(occupation, as_of))
        for fit in tasks:
            sides = (fit.task, fit.text, fit.module, fit.module_name)
            at = (fit.score, fit.threshold)
            yield from _near(supply, MatchKind.TASK_MODULE, sides, at=at, occupation=occupation, use=use)


def _of_courses(supply: Supply, as_of: date) -> Iterator[Candidate]:
    """The course of each linked major that is named most like a module."""
    if supply.likeness is None:
        return
    for occupation, modules in _modules(supply.catalogue).items():
        likeness = supply.likeness.of([module.name for module in modules], supply.courses)
        for link in supply.catalogue.backlinks(occupation, RelType.LEADS_TO):
            taught, use = supply.taught.get(link.start, ()), 1 + len(supply.of_subject(link.start, as_of))
            for row, module in enumerate(modules if taught and link.stands_on(as_of) else ()):
                at, course = max(taught, key=lambda c: (float(likeness[row, c[0]]), c[1].id))
                sides = (course.id, course.name, module.id, module.name)
                found = (round(float(likeness[row, at]), 3), ALIKE)
                yield from _near(
                    supply, MatchKind.COURSE_MODULE, sides, at=found, occupation=occupation, use=use
                )


def _modules(catalogue: Catalogue) -> dict[str, list[Module]]:
    found: dict[str, list[Module]] = {}
    for module in catalogue.all(Module):
        for occupation in occupations_of(catalogue, module):
            if catalogue.find(Occupation, occupation):
                found.setdefault(occupation, []).append(module)
    return found


def _near(
    supply: Supply,
    kind: MatchKind,
    sides: tuple[str, str, str, str],
    *,
    at: tuple[float, float],
    occupation: str,
    use: int,
) -> Iterator[Candidate]:
    """A candidate, where its score lies within reach of the threshold (`at`: both)."""
    score, threshold = at
    uncertainty = round(1 - abs(score - threshold) / REACH, 3)
    if uncertainty <= 0:
        return
    start, start_text, end, end_text = sides
    verdict = supply.verdicts.on(start, end)
    yield Candidate(
        kind=kind,
        start=start,
        start_text=start_text,
        end=end,
        end_text=end_text,
        occupation=occupation,
        score=score,
        threshold=threshold,
        use=use,
        uncertainty=uncertainty,
        priority=round(use * uncertainty, 3),
        seen=verdict.judgement.number if verdict else 0,
        judged=str(verdict) if verdict else None,
    )
