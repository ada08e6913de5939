"""Sets in English: job titles against ESCO's labels, sentences of vacancies against its skills."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bench.evaluation.baselines import ENCODER, OURS, by_writing
from bench.evaluation.measures import Result, Task, joined
from bench.evaluation.sets import halves, job_titles, vacancy_sentences
from recommender.embedding.embedder import Embedder
from recommender.text.ranking import Judged, Language, fused, without_means

JOB_TITLES = "MELO usa_en: job title to ESCO label"
BOTH = "dev and proof"
SENTENCES = {
    "house": "HOUSE: vacancy sentence to ESCO skill",
    "tech": "TECH: vacancy sentence to ESCO skill",
}


def results(folder: Path, embedder: Embedder) -> Iterator[Result]:
    """Job titles by halves, the first for development, then both, as others publish them; sentences, on which nothing was
    chosen, whole.
    """
    found = [ranked(JOB_TITLES, part, half, embedder) for part, half in halves(job_titles(folder)).items()]
    for half in found:
        yield from half
    yield from (replace(joined(ways), part=BOTH) for ways in zip(*found, strict=True))
    for name, what in SENTENCES.items():
        yield from ranked(what, "all", vacancy_sentences(folder, name), embedder)


def ranked(what: str, part: str, judged: Judged, embedder: Embedder) -> Sequence[Result]:
    """Each way of ranking the corpus of one set."""
    task = Task(what, part, judged.queries, judged.relevant)
    ways = by_writing(judged.corpus, judged.queries, Language.EN)
    *_, shared = ways.values()
    asked = embedder.encode(judged.queries, kind="query")
    corpus = embedder.encode(judged.corpus, kind="passage")
    apart = without_means(asked, corpus)
    ways[ENCODER] = asked @ corpus.T
    ways[OURS] = fused(apart.queries @ apart.corpus.T, shared)
    return [task.result(way, scores) for way, scores in ways.items()]
