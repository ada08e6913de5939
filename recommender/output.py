"""Answers as JSON, in the shape that cases are answered in."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from graph.catalogue import Catalogue
from graph.model.facts import Occupation
from recommender.answers import (
    Answer,
    Doubt,
    LearningPath,
    LevelModules,
    LicenceWarning,
    Step,
    StepKind,
    Undetermined,
    Way,
)

TREATMENT_NOTE = "an employer may treat the holder so (clause 6); it is not the title itself"
LICENCE_NOTE = "a licence to work is separate from the certificate"
Json = dict[str, Any]


def answer_json(answer: Answer, catalogue: Catalogue) -> Json:
    """An answer's JSON without the case's id: outcome, then what belongs to it, licences, notes and envelope."""
    if isinstance(answer, LearningPath):
        body = {
            "outcome": "LEARNING_PATH",
            **_way(answer.way, catalogue),
            "alternatives": [_way(way, catalogue) for way in answer.alternatives],
            "credited": _modules(answer.credited),
        }
    elif isinstance(answer, Undetermined):
        body = {
            "outcome": "UNDETERMINED",
            "code": answer.code.value,
            "because": answer.because,
            "alternatives": [_way(way, catalogue) for way in answer.assumed],
        }
    else:
        blockers = [{"code": b.code.value, "rule": b.rule, "because": b.because} for b in answer.blockers]
        body = {"outcome": "UNREACHABLE", "blockers": blockers}
    return {
        **body,
        "licences": [_licence(licence) for licence in answer.licences],
        "notes": list(answer.notes),
        "envelope": {
            "revision": answer.envelope.revision,
            "as_of": answer.envelope.as_of.isoformat(),
            "software": answer.envelope.software,
        },
    }


def doubt_text(doubt: Doubt) -> str:
    """A doubt as one sentence that names whom to ask."""
    return f"{doubt.question} (ask {doubt.ask})"


def _way(way: Way, catalogue: Catalogue) -> Json:
    return {
        "certainty": way.certainty.value,
        "earliest": _day(way.earliest),
        "standard": way.standard,
        "edition": way.edition,
        "steps": [_step(step, catalogue) for step in way.steps],
        "confirm": [doubt_text(doubt) for doubt in way.confirm],
    }


def _step(step: Step, catalogue: Catalogue) -> Json:
    if step.kind is not StepKind.ASSESS:
        shown: Json = {"kind": step.kind.value}
        if step.occupation is not None:
            shown["occupation"] = _code(step.occupation, catalogue)
        return {
            **shown,
            "from": _day(step.start),
            "to": _day(step.end),
            "assumes": [assumed.text for assumed in step.assumes],
        }
    return {
        "kind": step.kind.value,
        "level": step.level,
        "on": _day(step.start),
        "certificate": step.certificate,
        "rule": step.rule,
        "edition": step.edition,
        "route": step.route_name,
        "route_id": step.route,
        "route_text": step.route_text,
        "clauses": list(step.clauses),
        "treatment": step.treatment and {"as": step.treatment, "note": TREATMENT_NOTE},
        "assumes": [assumed.text for assumed in step.assumes],
        "train": _modules(step.train),
    }


def _modules(levels: Iterable[LevelModules]) -> list[Json]:
    return [
        {
            "level": found.level,
            "modules": [{"id": m.id, "name": m.name, "weight": m.weight} for m in found.modules],
        }
        for found in levels
    ]


def _licence(licence: LicenceWarning) -> Json:
    return {
        "certificate": licence.certificate,
        "name": licence.name,
        "field": licence.field,
        "duty": licence.duty.value,
        "note": LICENCE_NOTE,
    }


def _code(occupation_id: str, catalogue: Catalogue) -> str:
    found = catalogue.find(Occupation, occupation_id)
    return (found.code if found else None) or occupation_id


def _day(day: date) -> str:
    return day.isoformat()
