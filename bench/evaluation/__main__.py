"""`python -m bench.evaluation [--reference FOLDER] [--only NAME ...]`: the table of quality.

Figures are means over queries with 95 % bootstrap intervals (2,000 samples, fixed seed). The encoder is the same in all
rows that use one. Nothing that was chosen or learned was chosen or learned on `proof` or `all`. Times are those that
`python -m bench coding` and `python -m bench adapter` measured last, with their own ranges.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from api.cli.output import table
from bench.evaluation import chinese, desk, english, essential, titles
from bench.evaluation.measures import Result
from bench.evaluation.tables import (
    LEARNED,
    RANKED,
    TARGETS,
    TITLES,
    learned_rows,
    left_out_rows,
    markdown,
    measured,
    ranked_rows,
    title_rows,
)
from bench.evaluation.targets import of_desk, targets
from bench.evaluation.timings import timed
from bench.evaluation.titles import Titles
from bench.quality import catalogue
from bench.results import RESULTS, keep
from bench.vectors import KeptVectors

VARIABLE = "LIFEPATH_REFERENCE"
PARTS = (
    "titles",
    "pairs",
    "desk",
    "sets",
)  # job titles, pairs of the catalogue, new occupations, reference sets


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the tables; where all parts are measured keeps them under bench/results/. Returns an exit code."""
    options = _options(arguments)
    folder = reference(options.reference)
    results, coded = _ranked(folder, options.only), _coded(options.only)
    figures = desk.figures() if "desk" in options.only else []
    reached = [*targets(results, coded), *of_desk(results, figures), *timed()]
    sections: list[tuple[str, Sequence[str], list[tuple[str, ...]]]] = [
        ("Targets", TARGETS, [target.cells() for target in reached]),
        ("Job titles", TITLES, title_rows(coded)),
        ("Probability", LEARNED, [*left_out_rows(), *learned_rows(coded)]),
        ("Ranking", RANKED, ranked_rows(results)),
    ]
    for title, header, rows in sections:
        print(f"\n{title}\n{table(header, rows)}")
    if set(options.only) == set(PARTS):
        keep("eval", measured(results, coded, reached))
        (RESULTS / "eval.md").write_text(markdown(sections, __doc__ or ""), encoding="utf-8")
        print(f"\nkept in {RESULTS / 'eval.md'} and eval.json")
    return 0


def reference(given: Path | None) -> Path | None:
    """The folder of reference sets that was given, or its part `eval`; None where it has none, with words on stderr."""
    folder = given or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    for place in () if folder is None else (folder / "eval", folder):
        if (place / "melo_usa_en").is_dir():
            return place
    why = f"no folder is given (--reference or {VARIABLE})" if folder is None else f"{folder} has no sets"
    print(f"reference sets are left out: {why}", file=sys.stderr)
    return None


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.evaluation", description=__doc__)
    parser.add_argument("--reference", type=Path, help=f"folder of reference sets; default ${VARIABLE}")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="measure these parts alone")
    return parser.parse_args(arguments)


def _coded(only: Sequence[str]) -> list[Titles]:
    return list(titles.asked(KeptVectors(None))) if "titles" in only else []


def _ranked(folder: Path | None, only: Sequence[str]) -> list[Result]:
    """Every set that is there, told as soon as it is ranked."""
    found: list[Result] = []
    for result in _sets(folder, only):
        if not found or (found[-1].of, found[-1].part) != (result.of, result.part):
            print(f"ranking {result.of}, {result.part}: {result.queries} queries", flush=True)
        found.append(result)
    return found


def _sets(folder: Path | None, only: Sequence[str]) -> Iterator[Result]:
    if "pairs" in only:
        known = catalogue(aliases=False)
        yield from chinese.results(known, KeptVectors(None), KeptVectors(None, group="pairs"))
    if "desk" in only:
        yield from desk.results(KeptVectors(None, group="desk"))
    if "sets" in only and folder is not None:
        embedder = KeptVectors(None, group="eval")
        yield from english.results(folder, embedder)
        yield from essential.results(folder, embedder)


if __name__ == "__main__":
    sys.exit(main())
