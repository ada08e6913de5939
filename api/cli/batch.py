"""A file of cases answered into a file of answers: one JSON object a line, in the same order."""

import json
import os
from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import click

from api.cli.output import show
from api.cli.saved import read_text
from api.progress import bar
from graph.errors import InvalidInput
from recommender.planning.cases import answer_lines
from recommender.planning.planner import Planner

BAD = "BAD_INPUT"


def read_lines(batch: Path) -> list[str]:
    """The cases of a file, blank lines left out; raises InvalidInput naming the file."""
    cases = [line for line in read_text(batch, "--batch").split("\n") if line.strip()]
    if not cases:
        raise InvalidInput(f"--batch: {batch} holds no case", field="--batch")
    return cases


def answer_all(cases: Sequence[str], out: Path, planner: Planner, *, today: date, as_json: bool) -> int:
    """Writes an answer for each case; a bad one is answered as such and makes the exit code 2."""
    outcomes: Counter[str] = Counter()
    first_bad: str | None = None
    with replacing(out) as file, bar("answering", "case") as progress:
        for number, answer in enumerate(answer_lines(cases, planner, today=today), 1):
            file.write(json.dumps(answer, ensure_ascii=False) + "\n")
            outcomes[answer["outcome"]] += 1
            if answer["outcome"] == BAD and first_bad is None:
                first_bad = f"case {number}: {answer['error']['field']}: {answer['error']['message']}"
            progress(number, len(cases))
    summary = {"cases": outcomes.total(), "outcomes": dict(sorted(outcomes.items())), "out": out}
    show(summary, as_json=as_json, human=_counted)
    if first_bad:
        click.echo(f"error: {outcomes[BAD]} of {outcomes.total()} cases are bad input; {first_bad}", err=True)
    return 2 if first_bad else 0


@contextmanager
def replacing(path: Path) -> Generator[TextIO]:
    """A file that takes the place of `path` when all is written, and not before."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        file = draft.open("w", encoding="utf-8")
    except OSError as error:
        raise InvalidInput(f"--out: cannot write {path}: {error.strerror}", field="--out") from error
    try:
        with file:
            yield file
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _counted(summary: Mapping[str, Any]) -> str:
    outcomes = ", ".join(f"{number} {outcome}" for outcome, number in summary["outcomes"].items())
    return f"{summary['cases']} cases: {outcomes}; answers in {summary['out']}"
