"""What a developer states of a match, made into the judgements that are stored: one, or one for each level of a function."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from graph.catalogue import Catalogue
from graph.errors import InvalidInput
from graph.model.facts import Module, Standard, TrainingPackage
from graph.model.ids import fold
from graph.model.judgements import Decision, Judgement, Submission, Verdicts
from graph.model.links import RelType
from recommender.curation.queue import text_of
from recommender.desk.functions import by_level
from recommender.shared.faults import JudgingFault
from recommender.supply.seats import occupations_of

Ends = tuple[str, Decision, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A decision on the match of `start` with `end`, as a person states it; `start_text` is that of a `text:` key.

    With `all_levels` it counts for the function that the module `end` is, at every level. `seen` is the number of the
    newest judgement that the person has read. `beside` are the other tasks of a sentence's occupation.
    """

    start: str
    end: str
    decision: Decision
    who: str
    why: str
    at: datetime
    target: str | None = None
    start_text: str | None = None
    seen: int = 0
    all_levels: bool = False
    beside: tuple[str, ...] = ()


def submission(catalogue: Catalogue, stated: Statement) -> Submission:
    """The judgements that a statement stands for, that on its own `end` first.

    Raises NotFound for what the catalogue does not hold, InvalidInput for what cannot be judged; both name the field.
    """
    start_text = text_of(catalogue, stated.start, stated.start_text, field="start")
    every = _each_level(catalogue, stated) if stated.all_levels else [_as_stated(stated)]
    found = (_judgement(catalogue, stated, start_text, ends) for ends in every)
    return Submission(tuple(found), stated.seen)


def levels_of(catalogue: Catalogue, module: Module) -> tuple[str, ...]:
    """The function that a module is, at all levels, lowest first: ids of the modules of its name in the standards of its
    occupations and in the packages that include it."""
    name = fold(module.name)
    standards = {
        link.start
        for occupation in occupations_of(catalogue, module)
        for link in catalogue.backlinks(occupation, RelType.STANDARD_FOR)
        if catalogue.find(Standard, link.start)
    }
    packages = {p.id for p in catalogue.origins(module.id, RelType.INCLUDES, TrainingPackage)}
    wholes = ((RelType.HAS_MODULE, standards), (RelType.INCLUDES, packages))
    near = (m for relation, ids in wholes for i in ids for m in catalogue.targets(i, relation, Module))
    return by_level(catalogue, {module.id, *(other.id for other in near if fold(other.name) == name)})


def counting(verdicts: Verdicts) -> Iterator[Judgement]:
    """What counts for every match, as judgements that say the same when they are stored elsewhere; by start and end.

    A match that was mapped stays one line as long as both its ends count.
    """
    for (start, end), verdict in sorted(verdicts.by_pair.items()):
        said = verdict.judgement
        whole = all(
            (found := verdicts.on(start, other)) and found.judgement is said
            for other in (said.end, said.target)
            if other
        )
        if whole and end == said.end:
            yield said
        elif not whole:
            decision = Decision.ACCEPTED if verdict.accepted else Decision.REJECTED
            text = said.end_text if end == said.end else said.target_text or ""
            yield replace(said, end=end, end_text=text, decision=decision, target=None, target_text=None)


def _judgement(catalogue: Catalogue, stated: Statement, start_text: str, ends: Ends) -> Judgement:
    end, decision, target = ends
    return Judgement(
        start=stated.start,
        end=end,
        decision=decision,
        who=stated.who,
        why=stated.why,
        at=stated.at,
        start_text=start_text,
        end_text=text_of(catalogue, end, field="end"),
        target=target,
        target_text=None if target is None else text_of(catalogue, target, field="target"),
        beside=stated.beside,
    ).checked()


def _as_stated(stated: Statement) -> Ends:
    return stated.end, stated.decision, stated.target


def _each_level(catalogue: Catalogue, stated: Statement) -> Iterator[Ends]:
    """What is mapped to another function goes to the same level of it, or to the named one where that level is missing;
    levels that only the other function has are accepted."""
    yield _as_stated(stated)
    ends = levels_of(catalogue, _module(catalogue, stated.end))
    targets = () if stated.target is None else levels_of(catalogue, _module(catalogue, stated.target))
    by_name = {catalogue.get(Module, target).level: target for target in reversed(targets)}
    used = {stated.target}
    for end in ends:
        if end != stated.end:
            target = by_name.get(catalogue.get(Module, end).level, stated.target)
            used.add(target)
            yield end, stated.decision, target
    yield from ((target, Decision.ACCEPTED, None) for target in targets if target not in used)


def _module(catalogue: Catalogue, end: str) -> Module:
    found = catalogue.find(Module, end)
    if found is None:
        raise InvalidInput(JudgingFault.NOT_A_MODULE(id=end), field="allLevels")
    return found
