"""Answers as JSON, in the shape that cases are answered in."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from graph.catalogue import Catalogue
from graph.model.facts import Occupation
from graph.model.terms import Level
from recommender.planning.choices import OpenRoute, Routes
from recommender.planning.credits import Credits
from recommender.planning.fronts import same
from recommender.planning.teaching import TrainingPlaces, institution_name
from recommender.shared.answers import (
    Answer,
    Doubt,
    LearningPath,
    LevelModules,
    LicenceWarning,
    Paper,
    Programme,
    ProgrammeSeat,
    Step,
    StepKind,
    Undetermined,
    Way,
)

TREATMENT_NOTE = "an employer may treat the holder so (clause 6); it is not the title itself"
LICENCE_NOTE = "a licence to work is separate from the certificate"
Json = dict[str, Any]


def routes_json(answer: Answer, routes: Routes, catalogue: Catalogue) -> Json:
    """The routes beside an answer: other ways that no way beats, routes without a date, and how far it was looked."""
    own = answer.way if isinstance(answer, LearningPath) else None
    kinds = next((way.kinds for way in routes.ways if same(way, own)), ())
    return {
        "kinds": list(kinds),
        "other_ways": [way_json(way, catalogue) for way in routes.ways if not same(way, own)],
        "ways_found": routes.found,
        "open_routes": [_open_route(route) for route in routes.open_routes],
        "considered": {
            "seats": routes.considered.seats,
            "institutions": routes.considered.institutions,
            "majors": routes.considered.majors,
            "bounds": list(routes.considered.bounds),
        },
    }


def places_json(where: Mapping[Level, TrainingPlaces], catalogue: Catalogue) -> Json:
    """Where to train for each level applied for."""
    return {
        level.value: {
            "found": found.found,
            "note": found.note,
            "places": [
                {
                    "institution": place.institution,
                    "name": institution_name(catalogue, place.institution),
                    "offer": place.offer,
                    "modules": place.modules,
                    "named": place.named,
                    "distance_km": _kilometres(place.distance_km),
                }
                for place in found.places
            ],
        }
        for level, found in where.items()
    }


def credits_json(found: Credits) -> Json:
    """Modules that may be credited, with the reason for each."""
    return {
        "items": [
            {
                "module": credit.module.id,
                "name": credit.module.name,
                "level": credit.module.level,
                "basis": credit.basis.value,
                "origin": credit.origin.value,
                "because": credit.reason.text,
                "matched": credit.reason.matched,
                "score": credit.reason.score,
                "method": credit.reason.method,
            }
            for credit in found.items
        ],
        "notes": list(found.notes),
    }


def answer_json(answer: Answer, catalogue: Catalogue) -> Json:
    """An answer's JSON without the case's id: outcome, then what belongs to it, licences, notes and envelope."""
    if isinstance(answer, LearningPath):
        body = {
            "outcome": "LEARNING_PATH",
            **way_json(answer.way, catalogue),
            "alternatives": [way_json(way, catalogue) for way in answer.alternatives],
            "credited": _modules(answer.credited),
        }
    elif isinstance(answer, Undetermined):
        body = {
            "outcome": "UNDETERMINED",
            "code": answer.code.value,
            "because": answer.because,
            "alternatives": [way_json(way, catalogue) for way in answer.assumed],
        }
    else:
        blockers = [
            {"code": b.code.value, "rule": b.rule, "because": b.because, "conditions": list(b.conditions)}
            for b in answer.blockers
        ]
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


def way_json(way: Way, catalogue: Catalogue) -> Json:
    """One way, as it stands in an answer."""
    return {
        "certainty": way.certainty.value,
        "earliest": _day(way.earliest),
        "standard": way.standard,
        "edition": way.edition,
        "steps": [_step(step, catalogue) for step in way.steps],
        "confirm": [doubt_text(doubt) for doubt in way.confirm],
        "effort": {
            "away_days": way.effort.away_days,
            "cost": way.effort.cost,
            "hours": way.effort.hours,
            "distance_km": way.effort.distance_km,
        },
        **({"kinds": list(way.kinds)} if way.kinds else {}),
    }


def _step(step: Step, catalogue: Catalogue) -> Json:
    if step.kind is not StepKind.ASSESS:
        shown: Json = {"kind": step.kind.value}
        if step.occupation is not None:
            shown["occupation"] = _code(step.occupation, catalogue)
        if step.programme is not None:
            shown["programme"] = _programme(step.programme, catalogue)
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
        "decided_by": list(step.decided_by),
        "unknown": list(step.unknown),
        "rule_source": {"source": step.source, "locator": step.locator, "origin": step.origin},
        "treatment": step.treatment and {"as": step.treatment, "note": TREATMENT_NOTE},
        "assumes": [assumed.text for assumed in step.assumes],
        "train": _modules(step.train),
        "bring": [_paper(paper) for paper in step.bring],
    }


def _paper(paper: Paper) -> Json:
    return {
        "kind": paper.kind.value,
        "text": paper.text,
        "condition": paper.condition,
        "origin": paper.origin.value,
    }


def _programme(programme: Programme, catalogue: Catalogue) -> Json:
    return {
        "kind": programme.kind.value,
        "from": _day(programme.start),
        "to": _day(programme.end),
        "length_years": programme.length_years,
        "seats_known": programme.seats_known,
        "institutions_known": programme.institutions_known,
        "seats": [_seat(seat, catalogue) for seat in programme.seats],
    }


def _seat(seat: ProgrammeSeat, catalogue: Catalogue) -> Json:
    return {
        "offer": seat.offer,
        "institution": seat.institution,
        "name": institution_name(catalogue, seat.institution),
        "major": seat.major,
        "year": seat.year,
        "places": seat.places,
        "price": seat.price,
        "entry_route": seat.entry_route,
        "distance_km": _kilometres(seat.distance_km),
    }


def _open_route(route: OpenRoute) -> Json:
    return {
        "kind": route.kind.value,
        "level": route.level,
        "rule": route.rule,
        "route_id": route.route,
        "clauses": list(route.clauses),
        "opens": route.opens,
        "unknown": list(route.unknown),
        "ask": route.ask,
        "schools": list(route.schools),
        "majors": list(route.majors),
    }


def _kilometres(distance: float | None) -> float | None:
    """Rounded: distances are approximate."""
    return None if distance is None else round(distance)


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
