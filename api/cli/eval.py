"""`lifepath eval`: checks the search on sets of one's own."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import anyio
import click

from api.cli.output import json_option, show, table
from api.progress import bar, step
from api.searching import opened_embedder
from api.settings import read_settings
from graph.errors import InvalidInput
from recommender.text.ranking import CUTS, Judged, Language, Quality, compare

FILE = click.Path(path_type=Path)


@click.group("eval")
def command() -> None:
    """Measure the search on queries, texts and judgements of your own."""


@command.command("rank")
@click.option("--queries", required=True, type=FILE, help="Lines of id, tab, text.")
@click.option("--corpus", required=True, type=FILE, help="Lines of id, tab, text: what is searched.")
@click.option(
    "--qrels", required=True, type=FILE, help="Judgements as TREC writes them: query, 0, text, grade."
)
@click.option(
    "--lang",
    required=True,
    type=click.Choice([language.value for language in Language]),
    help="Of the texts.",
)
@json_option
def rank(queries: Path, corpus: Path, qrels: Path, lang: str, as_json: bool) -> None:
    """Rank the whole corpus for each query by writing (TF-IDF of characters), by the encoder alone, and by both.

    Prints mean average precision, mean reciprocal rank and recall within the first 1, 5, 10 and 100. Queries without
    a relevant text are left out. Grades above 0 are relevant.
    """
    judged, left_out = read_judged(queries, corpus, qrels)
    with step("loading the model"):
        embedder = anyio.run(opened_embedder, read_settings().model)
    with bar("encoding", "text") as progress:
        found = compare(judged, embedder, Language(lang), progress=progress)
    result = {
        "queries": len(judged.queries),
        "left_out": left_out,
        "corpus": len(judged.corpus),
        "encoder": embedder.digest,
        "ways": found,
    }
    show(result, as_json=as_json, human=lambda _: _told(found, judged, left_out))


def read_judged(queries: Path, corpus: Path, qrels: Path) -> tuple[Judged, int]:
    """A set from its three files, and how many queries have no relevant text; raises InvalidInput naming file and line."""
    asked, texts = _texts(queries), _texts(corpus)
    rows = {text_id: row for row, text_id in enumerate(texts)}
    relevant: defaultdict[str, list[int]] = defaultdict(list)
    for number, line in _lines(qrels):
        parts = line.split()
        if len(parts) != 4 or not parts[3].lstrip("-").isdigit():
            raise InvalidInput(f"{qrels}, line {number}: expected query, 0, text, grade", field="--qrels")
        query, _, text, grade = parts
        if query not in asked or text not in rows:
            unknown = f"query {query!r}" if query not in asked else f"text {text!r}"
            raise InvalidInput(f"{qrels}, line {number}: there is no {unknown}", field="--qrels")
        if int(grade) > 0:
            relevant[query].append(rows[text])
    judged = [query for query in asked if query in relevant]
    if not judged:
        raise InvalidInput(f"{qrels}: no query has a relevant text", field="--qrels")
    chosen = Judged(
        [asked[q] for q in judged], list(texts.values()), [sorted(set(relevant[q])) for q in judged]
    )
    return chosen, len(asked) - len(judged)


def _texts(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, line in _lines(path):
        text_id, tab, text = line.partition("\t")
        if not tab or not text.strip():
            raise InvalidInput(f"{path}, line {number}: expected id, tab, text", field="file")
        if text_id in found:
            raise InvalidInput(f"{path}, line {number}: id {text_id!r} stands twice", field="file")
        found[text_id] = text.strip()
    if not found:
        raise InvalidInput(f"{path} is empty", field="file")
    return found


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InvalidInput(f"cannot read {path}: {error.strerror}", field="file") from error
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{path} is not UTF-8 text (byte {error.start + 1})", field="file") from error
    return ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _told(found: Mapping[str, Quality], judged: Judged, left_out: int) -> str:
    header = ("ranked by", "MAP", "MRR", *(f"R@{cut}" for cut in CUTS))
    rows = [
        (way, f"{q.map:.4f}", f"{q.mrr:.4f}", *(f"{q.recall[cut]:.4f}" for cut in CUTS))
        for way, q in found.items()
    ]
    counts = f"{len(judged.queries)} queries, {len(judged.corpus)} texts; {left_out} queries left out"
    return f"{table(header, rows)}\n{counts}"
