"""An answer of the planner as a person reads it in a terminal."""

from collections.abc import Iterable, Mapping, Sequence

from api.cli.output import table
from graph.catalogue import Catalogue
from graph.model.facts import Major, Occupation, Standard
from graph.model.terms import Level, LicenceDuty, Origin
from recommender.planning.choices import OpenRoute, Routes
from recommender.planning.credits import CreditBasis, Credits
from recommender.planning.fronts import same
from recommender.planning.teaching import TrainingPlaces, institution_name
from recommender.planning.wording import in_english, requirements
from recommender.shared.answers import (
    Answer,
    Doubt,
    LearningPath,
    LevelModules,
    LicenceWarning,
    ProgrammeSeat,
    Step,
    StepKind,
    Undetermined,
    Way,
    WayKind,
)
from recommender.shared.reasons import Reason

DUTIES = {
    LicenceDuty.REQUIRED: "is required by law",
    LicenceDuty.MAY_BE_REQUIRED: "may be required: confirm with the employer or the authority",
}
HEADER = ("date", "step", "level", "rule", "clause", "route")


def told(
    answer: Answer,
    catalogue: Catalogue,
    routes: Routes | None = None,
    where: Mapping[Level, TrainingPlaces] | None = None,
    beside: Iterable[str] = (),
) -> str:
    """The whole answer: outcome, dated steps, what to train, bring and confirm, other ways, licences, envelope.

    `routes` take the place of the alternatives, which are among them; `beside` are blocks of what else there is to say.
    """
    blocks = [_headline(answer, catalogue), *_outcome(answer, catalogue, routes), *_where(where, catalogue)]
    blocks += [*_routes(answer, routes, catalogue), *beside, _licences(answer.licences)]
    blocks += [_list("note", answer.notes), _envelope(answer)]
    return "\n\n".join(block for block in blocks if block)


def _headline(answer: Answer, catalogue: Catalogue) -> str:
    occupation = catalogue.get(Occupation, answer.goal.occupation)
    parts = [occupation.name, occupation.code, answer.goal.work_type]
    level = answer.goal.level
    return " ".join(part for part in parts if part) + f": {level.named}"


def _outcome(answer: Answer, catalogue: Catalogue, routes: Routes | None) -> Iterable[str]:
    shown = routes.ways if routes else ()
    if isinstance(answer, LearningPath):
        kinds = next((way.kinds for way in shown if same(way, answer.way)), ())
        yield _way(f"LEARNING_PATH{_kinds(kinds)}", answer.way, catalogue)
        yield _modules("already covered by certificates held", answer.credited)
        others = [way for way in answer.alternatives if not any(same(other, way) for other in shown)]
        for number, way in enumerate(others, 1):
            yield _way(f"alternative {number}", way, catalogue)
    elif isinstance(answer, Undetermined):
        yield f"UNDETERMINED ({answer.code}): {answer.because}"
        for way in answer.assumed:
            yield _way("under a planning assumption", way, catalogue)
    else:
        yield "\n".join(["UNREACHABLE", *(f"  {b.code}: {b.because}{_of(b.rule)}" for b in answer.blockers)])


def _routes(answer: Answer, routes: Routes | None, catalogue: Catalogue) -> Iterable[str]:
    if routes is None:
        return
    own = answer.way if isinstance(answer, LearningPath) else None
    others = [way for way in routes.ways if not same(way, own)]
    for number, way in enumerate(others, 1):
        away = f", {way.effort.away_days} days of full-time study" if way.effort.away_days else ""
        yield _way(f"other way {number}{_kinds(way.kinds)}{away}", way, catalogue, train=own is None)
    if routes.open_routes:
        yield "\n".join(["routes without a date:", *(f"  {_open_route(r)}" for r in routes.open_routes)])
    if routes.ways or routes.open_routes:
        found = routes.considered
        looked = f"looked at seats: {found.seats}, majors: {found.majors}, institutions: {found.institutions}"
        yield "\n".join([looked, *(f"  {bound}" for bound in found.bounds)])


def credit_lines(found: Credits) -> str:
    """Modules that may be credited without a certificate of one's own, a line each."""
    others = [credit for credit in found.items if credit.basis is not CreditBasis.CERTIFICATE]
    lines = [f"  {c.module.level} {c.module.name}: {c.reason.text}{_matched(c.reason)}" for c in others]
    head = "may be credited besides (DERIVED; the assessor decides, no day changes):"
    return "\n".join(
        [*([head] if lines else []), *lines, *(f"note on credits: {note}" for note in found.notes)]
    )


def _matched(reason: Reason) -> str:
    return "" if reason.score is None else f" ({reason.matched}; {reason.score:.2f}, {reason.method})"


def _kinds(kinds: Sequence[WayKind]) -> str:
    return f" ({', '.join(kinds)})" if kinds else ""


def _open_route(route: OpenRoute) -> str:
    opens = f" {route.level} by {route.rule}" if route.level else ""
    clauses = " ".join(clause.rpartition("/")[2] for clause in route.clauses)
    unknown = "; ".join(route.unknown)
    return f"{route.kind}{opens}, clause {clauses}: {route.opens}. Not known: {unknown} (ask: {route.ask})"


def _where(where: Mapping[Level, TrainingPlaces] | None, catalogue: Catalogue) -> Iterable[str]:
    for level, found in (where or {}).items():
        lines = [f"where to train for {level}: {found.note or f'{found.found} institutions known'}"]
        for place in found.places:
            far = "" if place.distance_km is None else f", about {place.distance_km:.0f} km"
            served = (
                "which modules it teaches is not known"
                if place.named is None
                else f"{place.named} of {place.modules} modules"
            )
            lines.append(f"  {institution_name(catalogue, place.institution)}: {served}{far}")
        yield "\n".join(lines)


def _of(rule: str | None) -> str:
    return f" [{rule}]" if rule else ""


def _way(title: str, way: Way, catalogue: Catalogue, *, train: bool = True) -> str:
    standard = catalogue.find(Standard, way.standard) if way.standard else None
    governed = f"; standard {standard.document}" if standard else ""
    lines = [f"{title}, {way.certainty}, earliest {way.earliest}{governed}"]
    if way.steps:
        lines.append(table(HEADER, [_step(step) for step in way.steps]))
    lines += [f"  assumed: {text}" for text in dict.fromkeys(a.text for s in way.steps for a in s.assumes)]
    lines += [f"  decided by: {_decided(step, catalogue)}" for step in way.steps if step.decided_by]
    lines += [f"  {_own_rules(step)}" for step in way.steps if step.rule and step.edition is None]
    lines += [f"  treatment: {_treatment(step)}" for step in way.steps if step.treatment]
    lines += [f"  bring for {s.level}: {'; '.join(p.text for p in s.bring)}" for s in way.steps if s.bring]
    lines += [
        f"  seat: {_seat(seat, catalogue)}" for s in way.steps if s.programme for seat in s.programme.seats
    ]
    lines += [f"  confirm: {_doubt(doubt)}" for doubt in way.confirm]
    trained = [step for step in way.steps if train and step.level and step.train]
    lines += [_modules(f"to train for {step.level}", step.train) for step in trained]
    return "\n".join(line for line in lines if line)


def _step(step: Step) -> tuple[object, ...]:
    if step.programme is not None:
        entered = f"{step.programme.kind}, {step.programme.length_years:g} years, {step.programme.seats_known} seats known"
        return (step.start, step.kind, "", "", "", entered)
    if step.kind is not StepKind.ASSESS:
        return (step.start, f"{step.kind} until {step.end}", "", "", "", "")
    level = step.level.named if step.level else ""
    clauses = " ".join(clause.rpartition("/")[2] for clause in step.clauses)
    return (step.start, step.kind, level, step.rule, clauses, step.route_text or step.route_name)


def _seat(seat: ProgrammeSeat, catalogue: Catalogue) -> str:
    major = catalogue.find(Major, seat.major)
    parts = [institution_name(catalogue, seat.institution), major.name if major else seat.major]
    parts += [] if seat.price is None else [f"{seat.price:g} CNY a year before subsidy ({seat.year})"]
    parts += [] if seat.distance_km is None else [f"about {seat.distance_km:.0f} km"]
    return ", ".join(parts)


def _decided(step: Step, catalogue: Catalogue) -> str:
    return f"{'; '.join(map(in_english, requirements(catalogue, step.decided_by)))}, for {step.level}"


def _own_rules(step: Step) -> str:
    sample = " - made up for demonstration, not a fact" if step.origin is Origin.SAMPLE else ""
    return f"own rules: {step.rule} is set by the standard itself, {step.origin}{sample} ({step.locator})"


def _treatment(step: Step) -> str:
    return f"from {step.start} an employer may treat the holder as {step.treatment} (clause 6); it is not the title"


def _doubt(doubt: Doubt) -> str:
    return f"{doubt.question} (ask: {doubt.ask})"


def _modules(title: str, levels: Sequence[LevelModules]) -> str:
    lines = [f"  {found.level}: {_names(found)}" for found in levels]
    return "\n".join([f"{title}:", *lines]) if lines else ""


def _names(found: LevelModules) -> str:
    named = [m.name if m.weight is None else f"{m.name} {m.weight:g} %" for m in found.modules]
    return ", ".join(named) or "no source lists the modules of this level"


def _licences(licences: Iterable[LicenceWarning]) -> str:
    return _list(
        "licence", [f"{x.name}{f' ({x.field})' if x.field else ''} {DUTIES[x.duty]}" for x in licences]
    )


def _list(title: str, lines: Iterable[str]) -> str:
    return "\n".join(f"{title}: {line}" for line in lines)


def _envelope(answer: Answer) -> str:
    envelope = answer.envelope
    return f"as of {envelope.as_of}, catalogue revision {envelope.revision}, lifepath {envelope.software}"
