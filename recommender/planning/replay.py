"""A saved answer computed again from its envelope, and every place where it comes out otherwise.

The envelope names the catalogue's revision, the asked day, the software and the inputs with their digest. Rules and
dates replay exactly on that revision, with the same software.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.errors import InvalidInput
from recommender.planning.cases import answer_case, read_case
from recommender.planning.planner import Planner
from recommender.planning.telling import Told, computed_again
from recommender.shared.canonical import canonical, digest
from recommender.shared.faults import ReplayFault
from recommender.supply.seats import Supply

# The software is told apart; moves sideways and tasks alike rest on a model, what was replanned on another answer.
IGNORED = re.compile(r"envelope\.software|(onward\.lateral|alike|replanned)(\..*)?")
BAD_INPUT = "BAD_INPUT"
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Saved:
    """An answer as it was saved: its case, the revision it was computed from (None: unknown), and the software."""

    answer: Json
    case: Json
    revision: int | None
    software: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """One place of an answer that came out otherwise; None where it is not there at all."""

    path: str
    saved: Any
    replayed: Any


@dataclass(frozen=True, slots=True)
class Replayed:
    """The places that differ, none where the answer is identical, and versions of the software where those differ."""

    id: Any
    places: tuple[Place, ...]
    versions: tuple[str, str] | None

    @property
    def identical(self) -> bool:
        """Did it come out as it was saved?"""
        return not self.places


def saved_answer(raw: object, case: object | None = None) -> Saved:
    """Reads a saved answer; `case` is the line of the batch it answers, without it the envelope must tell.

    Raises InvalidInput for what is no answer, for an envelope that is not whole, or for one of another case.
    """
    answer = _mapping(raw, "answer")
    if "outcome" not in answer:
        raise InvalidInput(ReplayFault.ANSWER_NONE(), field="outcome")
    if answer["outcome"] == BAD_INPUT:
        return Saved(answer, _case(case), None, None)
    envelope = answer.get("envelope")
    inputs, revision, as_of = inputs_of(envelope)
    given = inputs if case is None else _case(case)
    _same_case(inputs, given)
    whole = {"id": answer.get("id"), "as_of": as_of.isoformat(), **_parts_of_case(given)}
    software = _mapping(envelope, "envelope").get("software")
    return Saved(answer, whole, revision, software if isinstance(software, str) else None)


def inputs_of(envelope: object) -> tuple[dict[str, Any], int, date]:
    """Person and goal as a case writes them, revision and asked day; as GraphQL or as a file spells them.

    Raises InvalidInput for an envelope that is not whole, or whose inputs are not those of its digest.
    """
    found = _mapping(envelope, "envelope")
    revision, day = found.get("revision"), _day(found.get("as_of", found.get("asOf")))
    if not isinstance(revision, int) or isinstance(revision, bool) or day is None:
        raise InvalidInput(ReplayFault.ENVELOPE_UNDATED(), field="envelope")
    inputs = _mapping(found.get("inputs"), "envelope.inputs")
    if not {"person", "goal"} <= set(inputs):
        raise InvalidInput(ReplayFault.ENVELOPE_WITHOUT_INPUTS(), field="envelope.inputs")
    if "digest" in found and found["digest"] != digest(inputs):
        raise InvalidInput(ReplayFault.ENVELOPE_CHANGED(), field="envelope.digest")
    return _parts_of_case(inputs), revision, day


def replay(saved: Saved, planner: Planner, *, today: date) -> Replayed:
    """The answer computed again with a planner over its revision, compared with what was saved.

    What its command added is computed again too, but for moves sideways, which rest on a model.
    """
    again = answer_case(saved.case, planner, today=today)
    if again["outcome"] != BAD_INPUT:
        case = read_case(saved.case, planner, today=today)
        answer = planner.plan(case.profile, case.goal, case.as_of)
        told = Told(planner, case.profile, answer)
        again |= computed_again(told, saved.answer, lambda: Supply.of(planner.catalogue))
    found = differences(saved.answer, again)
    changed = saved.software is not None and saved.software != planner.software
    return Replayed(
        saved.answer.get("id"),
        tuple(place for place in found if not IGNORED.fullmatch(place.path)),
        (saved.software or "", planner.software) if changed else None,
    )


def differences(saved: object, replayed: object, path: str = "") -> Iterator[Place]:
    """Every place at which two JSON values differ, from the top down; what is missing counts as None."""
    one, other = _parts(saved), _parts(replayed)
    if one is None or other is None or type(saved) is not type(replayed):
        if saved != replayed:
            yield Place(path, saved, replayed)
        return
    for key in dict.fromkeys((*one, *other)):
        yield from differences(one.get(key), other.get(key), f"{path}.{key}" if path else key)


def _parts(value: Any) -> dict[str, Any] | None:
    """What an object or a list is made of, by key or position; None for anything else."""
    if isinstance(value, dict):
        return {str(key): part for key, part in value.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    if isinstance(value, list):
        return {str(number): part for number, part in enumerate(value)}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return None


def _parts_of_case(case: Json) -> dict[str, Any]:
    return {"person": case["person"], "goal": case["goal"]}


def _case(case: object | None) -> Json:
    if case is None:
        raise InvalidInput(ReplayFault.ANSWER_WITHOUT_INPUTS(), field="cases")
    return _mapping(case, "case")


def _same_case(inputs: Json, case: Json) -> None:
    for part in ("person", "goal"):
        if canonical(inputs[part]) != canonical(case.get(part)):
            raise InvalidInput(ReplayFault.ANSWER_OF_ANOTHER(part=part), field=part)


def _mapping(value: object, field: str) -> Json:
    if not isinstance(value, Mapping):
        raise InvalidInput(ReplayFault.NO_OBJECT(field=field), field=field)
    return dict[str, Any](value)  # type: ignore[arg-type]


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
