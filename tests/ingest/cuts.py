"""A few occupations cut out of the shipped tables, with everything that hangs on them."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

Cells = dict[str, str]
ELECTRICIAN, WELDER = "6-31-01-03", "6-18-02-04"
CODES = frozenset({ELECTRICIAN, WELDER, "6-31-01-01", "1-01-00-01", "4-04-05-05"})
TOWNS = 3


def read(path: Path, *, encoding: str = "utf-8") -> list[Cells]:
    """Rows of a table."""
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


def write(
    path: Path, header: Sequence[str], rows: Sequence[Sequence[object]], encoding: str = "utf-8"
) -> Path:
    """A csv file of the given cells."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    return path


def rewrite(path: Path, keep: Callable[[Cells], bool], **cells: str) -> None:
    """Keeps some rows of a table and sets columns of all of them."""
    rows = read(path)
    header = list(rows[0])
    write(path, header, [[{**row, **cells}[name] for name in header] for row in rows if keep(row)])


def cut(data: Path, target: Path) -> Path:
    """The tables of `data` with CODES only, written to `target`."""
    for path in sorted(data.glob("*.csv")):
        (target / path.name).write_bytes(path.read_bytes())
    groups = {code[:size] for code in CODES for size in (1, 4, 7)}
    majors = _majors(target)
    keeps: dict[str, Callable[[Cells], bool]] = {
        "occupations": lambda row: row["code"] in CODES,
        "occupation_groups": lambda row: row["code"] in groups,
        "new_occupations": lambda row: row["occupation_code"] in CODES or row["status"] == "IN_COMMENT",
        "major_occupations": lambda row: row["printed_code"] in CODES,
        "majors": lambda row: (row["education"], row["code"]) in majors,
        "major_courses": lambda row: (row["education"], row["major_code"]) in majors,
        "offers": lambda row: (row["education"], row["major_code"]) in majors,
        "industries": lambda row: row["code"] in {"C", "33", "334", "3340"},
        "qualifications": lambda row: int(row["row"]) > 90,
    }
    keeps["occupation_names_en"] = lambda row: row["occupation_code"] in {*CODES, ""}
    for table in ("work_types", "standards", "standard_weights", "licences"):
        keeps[table] = lambda row: row["occupation_code"] in CODES
    for table, keep in keeps.items():
        rewrite(target / f"{table}.csv", keep)
    return target


def _majors(folder: Path) -> set[tuple[str, str]]:
    pairs = read(folder / "major_occupations.csv")
    return {(row["education"], row["major_code"]) for row in pairs if row["printed_code"] in CODES}
