"""What was aimed at, and whether it is reached: on proof parts only, each with its interval."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bench.evaluation.baselines import ADAPTED, BM25, ENCODER, OURS, TF_IDF
from bench.evaluation.chinese import DESCRIBED, TASKS
from bench.evaluation.desk import FUNCTIONS, Figure
from bench.evaluation.english import JOB_TITLES
from bench.evaluation.essential import SKILLS
from bench.evaluation.measures import Result
from bench.evaluation.titles import Titles
from bench.intervals import Float64, Interval, interval
from recommender.adapter.pairs import PairKind

PROOF = "proof"
NOT_MEASURED = "not measured in this run"


class Target(NamedTuple):
    """A figure that is wanted, what was measured (None where it was not), and whether it is met."""

    what: str
    wanted: str
    measured: Interval | None
    met: bool | None

    def cells(self) -> tuple[str, str, str, str]:
        shown = NOT_MEASURED if self.measured is None else self.measured.told()
        return self.what, self.wanted, shown, {True: "yes", False: "no", None: "-"}[self.met]


def targets(results: Sequence[Result], titles: Sequence[Titles]) -> list[Target]:
    """All targets of ranking, in a fixed order."""
    return [*_of_titles(titles), *_of_pairs(results), *_of_sets(results)]


def _of_titles(titles: Sequence[Titles]) -> Iterator[Target]:
    learned = next((half.learned for half in titles if half.half == PROOF), {})
    top = learned.get("top-1, occupations and groups")
    yield _least(
        "job titles, right first, times cscoder's own matcher", learned.get("times cscoder's matcher"), 1.5
    )
    yield _above(
        "job titles, right first, ahead of TF-IDF over job titles", learned.get("ahead of alias TF-IDF")
    )
    for coverage in ("80 %", "50 %"):
        found = learned.get(f"accuracy at {coverage} coverage")
        least = 0.0 if top is None else top.mean
        yield _least(f"job titles, right of the surest {coverage} (wanted: of all)", found, round(least, 3))
    yield _above("job titles, Brier skill", learned.get("Brier skill"))
    yield Target("job titles, equal-mass calibration error", "shown", learned.get("equal-mass ECE"), None)


def _of_pairs(results: Sequence[Result]) -> Iterator[Target]:
    definitions = TASKS[PairKind.DEFINITION]
    for kind, way in ((PairKind.MAJOR, OURS), (PairKind.GUIDE, ADAPTED)):
        for without in (ENCODER, DESCRIBED):
            found = (_figure(results, TASKS[kind], way_shown, "map") for way_shown in (way, without))
            yield _least(f"{TASKS[kind]}: MAP of {way} more than {without}", _difference(*found), 0.05)
    for way in (OURS, ADAPTED):
        yield _least(f"{definitions}: MRR of {way}", _mean(_figure(results, definitions, way, "mrr")), 0.85)


def _of_sets(results: Sequence[Result]) -> Iterator[Target]:
    ours = _figure(results, JOB_TITLES, OURS, "mrr")
    for way in (TF_IDF, ENCODER):
        ahead = _difference(ours, _figure(results, JOB_TITLES, way, "mrr"))
        yield _above(f"MELO usa_en, MRR ahead of {way}", ahead)
    yield _least("MELO usa_en, MRR (a stretch)", _mean(ours), 0.66)
    yield _least("ESCO essential skills, MAP", _mean(_figure(results, SKILLS, OURS, "map")), 0.20)


def of_desk(results: Sequence[Result], figures: Sequence[Figure]) -> list[Target]:
    """Targets of the desk for new occupations."""
    ours = _figure(results, FUNCTIONS, OURS, "map")
    ahead = [
        _above(f"{FUNCTIONS}: MAP ahead of {way}", _difference(ours, _figure(results, FUNCTIONS, way, "map")))
        for way in (BM25, ENCODER)
    ]
    return [*ahead, *(Target(f.what, f.wanted, f.found, f.met) for f in figures)]


def _figure(results: Sequence[Result], of: str, way: str, figure: str) -> Float64 | None:
    """A figure of every query of the proof part of a set; None where it was not ranked so."""
    found = (r for r in results if (r.of, r.part, r.way) == (of, PROOF, way))
    return next((getattr(result, figure) for result in found), None)


def _difference(first: Float64 | None, second: Float64 | None) -> Interval | None:
    return None if first is None or second is None else interval(first - second)


def _mean(values: Float64 | None) -> Interval | None:
    return None if values is None else interval(values)


def _least(what: str, measured: Interval | None, wanted: float) -> Target:
    return Target(
        what, f"at least {wanted:g}", measured, None if measured is None else measured.mean >= wanted
    )


def _above(what: str, measured: Interval | None) -> Target:
    """Met where the whole interval lies above 0."""
    return Target(what, "interval above 0", measured, None if measured is None else measured.low > 0)
