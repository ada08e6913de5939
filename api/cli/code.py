"""`lifepath code`: the occupations of a file of job titles."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anyio
import click
import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from api.cli.batch import replacing
from api.cli.opening import opened
from api.cli.output import json_option, show
from api.cli.placing import check_out
from api.coding import coder_of
from api.progress import bar, step
from api.searching import encoded, opened_embedder
from api.settings import Settings, read_settings
from graph.errors import InvalidInput
from ingest.files import Sheet, read_sheets
from recommender.titles.coding import Coder, Coding, checked
from recommender.titles.resolver import Resolver
from recommender.titles.suggestions import why

FILE = click.Path(path_type=Path)
USUAL = ("岗位名称", "职位名称", "职业名称", "岗位", "职位", "title", "job_title")
COLUMNS = ("code", "name", "probability", "abstained", "group", "alternatives", "why")
TYPES = (".csv", ".xlsx")
OTHERS = 3  # alternatives told
TOGETHER = 512  # titles coded between two signs of progress


@dataclass(frozen=True, slots=True)
class Titles:
    """A table of titles: its header, its rows with their numbers in the file, and where the title stands."""

    header: list[str]
    rows: tuple[tuple[int, list[str]], ...]
    column: int


@click.command("code")
@click.argument("titles", type=FILE, metavar="TITLES")
@click.option("--out", required=True, type=FILE, help="Where the coded table goes: .csv or .xlsx.")
@click.option("--column", help="The column of titles; by default one with a usual name, or the only one.")
@click.option("--sheet", help="The sheet, where the file has several.")
@click.option("--context", help="Words on the industry or the employer of all titles.")
@json_option
def command(
    titles: Path, out: Path, *, column: str | None, sheet: str | None, context: str | None, as_json: bool
) -> int:
    """Code each row of TITLES (.csv, .xlsx or .xls) with an occupation, into a table with more columns.

    Where no occupation is sure enough the code stays empty: `abstained` is yes, `group` is the 小类 or 中类 that is
    sure enough, if any, and `alternatives` are the likeliest. Rows that cannot be coded say so under `why`.
    """
    if out.suffix.lower() not in TYPES:
        raise InvalidInput(f"--out: {out} must end in .csv or .xlsx", field="--out")
    check_out(out, titles)
    table = read_titles(titles, column=column, sheet=sheet)
    coder = anyio.run(_coder, read_settings())
    answers = coded(table, coder, context=context)
    write_table(out, [*table.header, *COLUMNS], _lines(table, answers))
    return _tell(table, answers, out, as_json=as_json)


def read_titles(path: Path, *, column: str | None, sheet: str | None) -> Titles:
    """The table in a file; raises InvalidInput naming file, sheet or column."""
    found = _sheet(path, read_sheets(path), sheet)
    (_, header), *rows = found.rows
    if not rows:
        raise InvalidInput(f"{path.name} has a header but no title below it", field="TITLES")
    wide = max(len(header), *(len(row) for _, row in rows))
    filled = tuple((number, row + [""] * (wide - len(row))) for number, row in rows)
    return Titles(header + [""] * (wide - len(header)), filled, _column(path, header, column))


def coded(titles: Titles, coder: Coder, *, context: str | None) -> list[Coding | InvalidInput]:
    """The answer to each row, in order, or what is wrong with its title."""
    answers: list[Coding | InvalidInput] = []
    with bar("coding titles", "title") as progress:
        for start in range(0, len(titles.rows), TOGETHER):
            part = [row[titles.column] for _, row in titles.rows[start : start + TOGETHER]]
            answers += _part(part, coder, context)
            progress(len(answers), len(titles.rows))
    return answers


def write_table(out: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Writes a table that takes the place of `out` when it is complete."""
    if out.suffix.lower() == ".csv":
        with replacing(out) as file:
            file.write("\ufeff")
            csv.writer(file, lineterminator="\n").writerows(_harmless(row) for row in (header, *rows))
        return
    book = openpyxl.Workbook(write_only=True)
    sheet: Any = book.create_sheet("coded")
    for row in (header, *rows):
        sheet.append([_printable(cell) for cell in _harmless(row)])
    draft = out.with_name(f".{out.name}.draft")
    try:
        book.save(draft)
        draft.replace(out)
    except OSError as error:
        raise InvalidInput(f"--out: cannot write {out}: {error.strerror}", field="--out") from error
    finally:
        draft.unlink(missing_ok=True)


async def _coder(settings: Settings) -> Coder:
    async with opened(settings) as store:
        with step("loading the catalogue"):
            catalogue = await store.catalogue()
        with step("loading the model"):
            embedder = await opened_embedder(settings.model)
        resolver = Resolver.build(catalogue, await encoded(store, catalogue, embedder))
    return coder_of(catalogue, resolver)


def _part(texts: Sequence[str], coder: Coder, context: str | None) -> list[Coding | InvalidInput]:
    faults = [_fault(text) for text in texts]
    good = [text for text, fault in zip(texts, faults, strict=True) if fault is None]
    found = iter(coder.code_all(good, context=context, first=OTHERS + 1))
    return [next(found) if fault is None else fault for fault in faults]


def _fault(text: str) -> InvalidInput | None:
    try:
        checked(text)
    except InvalidInput as error:
        return error
    return None


def _sheet(path: Path, sheets: Sequence[Sheet], wanted: str | None) -> Sheet:
    if wanted is None:
        return sheets[0]
    for sheet in sheets:
        if sheet.name == wanted:
            return sheet
    names = ", ".join(sheet.name for sheet in sheets)
    raise InvalidInput(f"--sheet: {path.name} has no sheet {wanted!r}; it has {names}", field="--sheet")


def _column(path: Path, header: Sequence[str], wanted: str | None) -> int:
    names = [wanted] if wanted else list(USUAL)
    for name in names:
        if header.count(name) == 1:
            return header.index(name)
    if wanted is None and len(header) == 1:
        return 0
    missing = f"no column {wanted!r}" if wanted else "no column of a usual name; name it with --column"
    raise InvalidInput(f"--column: {path.name} has {missing}; it has {', '.join(header)}", field="--column")


def _lines(titles: Titles, answers: Sequence[Coding | InvalidInput]) -> list[list[object]]:
    return [[*row, *_cells(answer)] for (_, row), answer in zip(titles.rows, answers, strict=True)]


def _cells(answer: Coding | InvalidInput) -> tuple[object, ...]:
    if isinstance(answer, InvalidInput):
        return ("", "", "", "yes", "", "", f"not coded: {answer.message}")
    group = f"{answer.offered.group.code} {answer.offered.group.name}" if answer.offered else ""
    told = "" if answer.probability is None else round(answer.probability, 3)
    if answer.abstained:
        return ("", "", told, "yes", group, _named(answer, 0), why(answer))
    first = answer.matches[0].match.occupation
    return (first.code or "", first.name, told, "no", group, _named(answer, 1), why(answer))


def _named(answer: Coding, start: int) -> str:
    return "; ".join(_one(likely) for likely in answer.matches[start : start + OTHERS])


def _one(likely: Any) -> str:
    occupation = likely.match.occupation
    share = "" if likely.probability is None else f" {likely.probability:.2f}"
    return f"{occupation.code or occupation.id} {occupation.name}{share}"


def _harmless(row: Sequence[object]) -> list[object]:
    """Text that a spreadsheet would run as a formula stays text."""
    return [
        f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "@")) else cell for cell in row
    ]


def _printable(cell: object) -> object:
    """The cell without characters that a workbook cannot hold: each is shown as one that stands for any."""
    return ILLEGAL_CHARACTERS_RE.sub("\ufffd", cell) if isinstance(cell, str) else cell


def _tell(titles: Titles, answers: Sequence[Coding | InvalidInput], out: Path, *, as_json: bool) -> int:
    """Prints the summary and each row that could not be coded; returns the exit code."""
    counts: Counter[str] = Counter(_outcome(answer) for answer in answers)
    faults = [
        {"row": number, "message": answer.message}
        for (number, _), answer in zip(titles.rows, answers, strict=True)
        if isinstance(answer, InvalidInput)
    ]
    summary = {
        "titles": len(answers),
        "outcomes": dict(sorted(counts.items())),
        "out": out,
        "bad_rows": faults,
    }
    show(summary, as_json=as_json, human=_human)
    for fault in faults:
        click.echo(f"error: row {fault['row']}: {fault['message']}", err=True)
    return 2 if faults else 0


def _outcome(answer: Coding | InvalidInput) -> str:
    if isinstance(answer, InvalidInput):
        return "bad"
    if not answer.abstained:
        return "coded"
    return "group" if answer.offered else "open"


def _human(summary: Mapping[str, Any]) -> str:
    told = ", ".join(f"{number} {outcome}" for outcome, number in summary["outcomes"].items())
    return f"{summary['titles']} titles: {told}; in {summary['out']}"
