"""Reading the reference tables and writing the shipped ones: plain UTF-8 csv with English headers."""

import csv
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Row = dict[str, str]
_MARKS = re.compile(r"[①-⑳*∗。]")
_SUFFIX = re.compile(r"_国家职业.*$|\.pdf$")
_TRIAL = re.compile(r"\(试行\)")
_FLAGS = re.compile(r"(L/S|S/L|L|S)$")
_BRACKET = re.compile(r"\(([^()]*)\)")
_YEAR = re.compile(r"[(（]([0-9]{4})年版[)）]")


def fold(text: str) -> str:
    """NFKC form without any white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def unmarked(text: str) -> str:
    """The folded text without footnote marks."""
    return fold(_MARKS.sub("", text))


def printed_year(text: str) -> str:
    """The year of a title such as 冲印师(1999年版), or nothing."""
    found = _YEAR.search(text)
    return found[1] if found else ""


def name_and_work_type(text: str) -> tuple[str, str]:
    """The name and the work type in brackets, of a standard's title or file name, without marks and suffixes."""
    plain = _TRIAL.sub("", unmarked(_YEAR.sub("", _SUFFIX.sub("", text))))
    plain = re.sub(r"^X?[0-9-]+_", "", plain)
    found = _BRACKET.findall(plain)
    return _FLAGS.sub("", _BRACKET.sub("", plain)), found[0] if found else ""


@dataclass
class Build:
    """Where tables come from and go to, and what was noticed on the way: (table, finding, count, examples)."""

    reference: Path
    target: Path
    findings: list[tuple[str, str, int, str]] = field(default_factory=list)
    written: list[tuple[str, int]] = field(default_factory=list)

    def read(self, name: str) -> list[Row]:
        """Rows of a reference table; `_row` is the line in the file, the header being line 1."""
        with (self.reference / name).open(encoding="utf-8-sig", newline="") as file:
            rows = [
                {key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(file)
            ]
        for number, row in enumerate(rows, start=2):
            row["_row"] = str(number)
        return rows

    def write(self, name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Writes data/<name>; rows in the order given."""
        count = 0
        with (self.target / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            for row in rows:
                writer.writerow(["" if cell is None else cell for cell in row])
                count += 1
        self.written.append((name, count))

    def note(self, table: str, finding: str, items: Sequence[str]) -> None:
        """Records something a reader of the table must know, with up to six examples."""
        if items:
            self.findings.append((table, finding, len(items), "|".join(items[:6])))

    def digest(self, name: str) -> str:
        """sha256 of a reference table."""
        return hashlib.sha256((self.reference / name).read_bytes()).hexdigest()
