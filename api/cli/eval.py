"""`lifepath eval`: checks the search on sets of one's own."""

from collections.abc import Mapping
from pathlib import Path

import anyio
import click

from api.cli.judged_set import read_set
from api.cli.output import json_option, show, table
from api.progress import bar, step
from api.searching import opened_embedder
from api.settings import read_settings
from recommender.text.ranking import CUTS, Language, Quality, compare

FILE = click.Path(path_type=Path)
LEFT_OUT = {
    "left_out": "queries without a relevant text",
    "unknown": "judgements on queries or texts that the files do not have",
    "unread_columns": "columns beside id and text",
}


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
@click.option(
    "--skip-unknown",
    is_flag=True,
    help="Leave out, and count, judgements on queries or texts that the files do not have; refused otherwise.",
)
@json_option
def rank(queries: Path, corpus: Path, qrels: Path, lang: str, *, skip_unknown: bool, as_json: bool) -> None:
    """Rank the whole corpus for each query by writing (TF-IDF of characters), by the encoder alone, and by both.

    Prints mean average precision, mean reciprocal rank and recall within the first 1, 5, 10 and 100. Queries without
    a relevant text are left out. Grades above 0 are relevant, all alike. Every file may begin with a line of column
    names; of more than two columns the one called text is read, or without names the second. Judgements may lack their
    second column.
    """
    found = read_set(queries, corpus, qrels, skip_unknown=skip_unknown)
    judged = found.judged
    with step("loading the model"):
        embedder = anyio.run(opened_embedder, read_settings().model)
    with bar("encoding", "text") as progress:
        ways = compare(judged, embedder, Language(lang), progress=progress)
    result = {
        "queries": len(judged.queries),
        "left_out": found.without_relevant,
        "unknown": found.unknown,
        "unread_columns": found.unread,
        "corpus": len(judged.corpus),
        "encoder": embedder.digest,
        "ways": ways,
    }
    show(result, as_json=as_json, human=lambda told: _told(ways, told))


def _told(found: Mapping[str, Quality], result: Mapping[str, object]) -> str:
    header = ("ranked by", "MAP", "MRR", *(f"R@{cut}" for cut in CUTS))
    rows = [
        (way, f"{q.map:.4f}", f"{q.mrr:.4f}", *(f"{q.recall[cut]:.4f}" for cut in CUTS))
        for way, q in found.items()
    ]
    left_out = [f"{result[name]} {what}" for name, what in LEFT_OUT.items() if result[name]]
    counts = f"{result['queries']} queries, {result['corpus']} texts, encoder {result['encoder']}"
    return "\n".join([table(header, rows), counts, *(f"left out: {text}" for text in left_out)])
