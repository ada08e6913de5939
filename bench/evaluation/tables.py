"""The figures as markdown and as JSON."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bench.evaluation.measures import Result
from bench.evaluation.targets import Target
from bench.evaluation.titles import Titles
from bench.quality import DIGITS
from recommender.titles.experience import read

TARGETS = ("target, on proof parts", "wanted", "measured (95 %)", "met")
LEARNED = ("part", "answers to job titles by what was learned", "measured (95 %)")
RANKED = ("set", "part", "queries", "corpus", "ranked by", "MAP (95 %)", "MRR (95 %)", "top-1", "R@5", "R@10")
TITLES = ("part", "way", "job titles known", "8 digits (95 %)", *list(DIGITS)[1:], "MRR", "times cscoder")


def ranked_rows(results: Iterable[Result]) -> list[tuple[str, ...]]:
    """One row for each set, part and way."""
    return [
        (
            result.of,
            result.part,
            str(result.queries),
            str(result.corpus),
            result.way,
            figures["MAP"].told(),
            figures["MRR"].told(),
            f"{figures['top-1'].mean:.3f}",
            f"{figures['R@5'].mean:.3f}",
            f"{figures['R@10'].mean:.3f}",
        )
        for result in results
        for figures in [result.intervals()]
    ]


def title_rows(titles: Iterable[Titles]) -> list[tuple[str, ...]]:
    """One row for each half and way."""
    return [_title_row(half, row) for half in titles for row in half.rows()]


def _title_row(half: Titles, row: Mapping[str, Any]) -> tuple[str, ...]:
    mean, low, high = row["top-1"]
    return (
        f"{half.half}, {len(half.cases)} titles",
        row["way"],
        "yes" if row["aliases"] else "no",
        f"{mean:.3f} ({low:.3f} .. {high:.3f})",
        *(f"{row[name]:.3f}" for name in list(DIGITS)[1:]),
        "-" if row["MRR"] is None else f"{row['MRR']:.3f}",
        f"{row['times cscoder']:.2f}",
    )


def learned_rows(titles: Iterable[Titles]) -> list[tuple[str, str, str]]:
    """One row for each figure of the answers by what was learned."""
    return [(half.half, name, found.told()) for half in titles for name, found in half.learned.items()]


def left_out_rows() -> list[tuple[str, str, str]]:
    """What was learned asked of the titles it was learned from, each by what was fitted without it, as the artefact tells."""
    found: Mapping[str, float] = read().about["left out"]
    return [("dev, titles left out of each fold", name, f"{found[name]:.3f}") for name in sorted(found)]


def markdown(sections: Iterable[tuple[str, Sequence[str], Sequence[Sequence[str]]]], notes: str) -> str:
    """Sections of (title, header, rows) under one heading, after what the figures mean."""
    lines = ["# Quality", "", *notes.strip().splitlines(), ""]
    for title, header, rows in sections:
        lines += [f"## {title}", "", _line(header), "|---" * len(header) + "|", *map(_line, rows), ""]
    return "\n".join(lines)


def measured(
    results: Iterable[Result], titles: Sequence[Titles], reached: Iterable[Target]
) -> dict[str, Any]:
    """Everything as plain values."""
    return {
        "targets": [target._asdict() for target in reached],
        "ranked": [
            {
                "set": result.of,
                "part": result.part,
                "way": result.way,
                "queries": result.queries,
                "corpus": result.corpus,
                **result.intervals(),
            }
            for result in results
        ],
        "learned": {half.half: half.learned for half in titles if half.learned},
        "titles": [
            {"part": half.half, "titles": len(half.cases), **row} for half in titles for row in half.rows()
        ],
    }


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"
