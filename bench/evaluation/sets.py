"""Reads the reference sets of job titles and skills. Their folder is given, never assumed.

Where a set is split, a half is for development and a half for proof: by the last hexadecimal digit of the sha256 of
what it is split by (even: development).
"""

import csv
import gzip
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from recommender.text.ranking import Judged

UNIT = 3  # digits of an ISCO group whose occupations stay together
UNLABELLED = frozenset({"LABEL NOT PRESENT", "UNDERSPECIFIED"})


@dataclass(frozen=True, slots=True)
class Described:
    """Occupations with title, description and ISCO group, and the rows of `skills` that are essential to each."""

    titles: tuple[str, ...]
    descriptions: tuple[str, ...]
    groups: tuple[str, ...]
    skills: tuple[str, ...]
    essential: tuple[tuple[int, ...], ...]

    def only(self, rows: Iterable[int]) -> "Described":
        """These occupations, with all the skills."""
        kept = list(rows)
        return Described(
            tuple(self.titles[row] for row in kept),
            tuple(self.descriptions[row] for row in kept),
            tuple(self.groups[row] for row in kept),
            self.skills,
            tuple(self.essential[row] for row in kept),
        )


def for_development(key: str) -> bool:
    """Whether what has this key belongs to the development half."""
    return int(hashlib.sha256(key.encode()).hexdigest()[-1], 16) % 2 == 0


def job_titles(folder: Path) -> Judged:
    """MELO usa_en: official job titles of the USA, and all labels of ESCO occupations that mean the same."""
    place = folder / "melo_usa_en"
    queries, corpus = _texts(place / "queries.tsv"), _texts(place / "corpus_elements.tsv")
    row_of = {text_id: row for row, text_id in enumerate(corpus)}
    relevant: defaultdict[str, set[int]] = defaultdict(set)
    for line in _lines(place / "annotations.tsv"):
        query, _, text, grade = line.split("\t")
        if int(grade) > 0:
            relevant[query].add(row_of[text])
    asked = [query for query in queries if query in relevant]
    return Judged(
        [queries[query] for query in asked],
        list(corpus.values()),
        [sorted(relevant[query]) for query in asked],
    )


def vacancy_sentences(folder: Path, name: str) -> Judged:
    """Sentences of vacancies (`name` house or tech) and the ESCO skills that were read in them."""
    place = folder / "skill_extraction_val"
    corpus = sorted(set(_lines(place / "skills_en_label.txt")))
    row_of = {text: row for row, text in enumerate(corpus)}
    relevant: defaultdict[str, set[int]] = defaultdict(set)
    with (place / f"{name}_validation_annotations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["label"] not in UNLABELLED and row["label"] in row_of:
                relevant[row["sentence"]].add(row_of[row["label"]])
    return Judged(list(relevant), corpus, [sorted(rows) for rows in relevant.values()])


def described_occupations(folder: Path) -> Described:
    """ESCO's occupations and the skills essential to them."""
    with gzip.open(folder / "esco_essential_skills.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    needed = [row["essential_skills"].split("|") for row in rows]
    skills = tuple(sorted({skill for names in needed for skill in names}))
    row_of = {skill: row for row, skill in enumerate(skills)}
    return Described(
        tuple(row["title"] for row in rows),
        tuple(f"{row['title']}. {row['description']}" for row in rows),
        tuple(row["iscoGroup"][:UNIT] for row in rows),
        skills,
        tuple(tuple(sorted({row_of[name] for name in names})) for names in needed),
    )


def halves(judged: Judged) -> dict[str, Judged]:
    """A set split by its queries: `dev` and `proof`."""
    kept: dict[str, list[int]] = {"dev": [], "proof": []}
    for row, query in enumerate(judged.queries):
        kept["dev" if for_development(query) else "proof"].append(row)
    return {part: _only(judged, rows) for part, rows in kept.items()}


def _only(judged: Judged, rows: Sequence[int]) -> Judged:
    return Judged(
        [judged.queries[row] for row in rows], judged.corpus, [judged.relevant[row] for row in rows]
    )


def _texts(path: Path) -> dict[str, str]:
    return {text_id: text for text_id, _, text in (line.partition("\t") for line in _lines(path))}


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
