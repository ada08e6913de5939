"""Templates of the tables that a user may give to `ingest`: their columns, and rows to start from."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from graph.catalogue import Catalogue
from graph.errors import InvalidInput
from graph.model.conditions import FORMS, RequirementKind
from graph.model.facts import Condition, Occupation, Route, RuleSet, Standard
from graph.model.ids import parse, skill_certificate_id
from graph.model.links import Link, RelType
from graph.model.terms import Level
from ingest.own_rules import PLANNED
from ingest.records import RECORDS, OwnRuleRow, headers
from ingest.tables import REPLACEABLE

Row = Mapping[str, str]
Cells = Sequence[Sequence[str]]
CSV, XLSX = ".csv", ".xlsx"
GUIDE = "guide"
COLUMNS = {
    "standard": "id of the standard, such as std:6-31-01-03/2018; or leave it empty and name occupation_code",
    "occupation_code": "code of the occupation: the newest of its standards that lists the level is meant",
    "work_type": "work type (工种) of that standard; empty for the whole occupation",
    "level": "the level applied for; a level without rows keeps the default rules",
    "route_order": "position of the alternative, from 1; any one of the alternatives suffices",
    "route": "short name of the alternative, for its id",
    "route_name": "the alternative in a few words, for tables",
    "route_text": "the alternative in words of one's own, in Chinese",
    "condition_order": "position of the condition in its alternative, from 1; all of them must hold",
    "condition": "short name of the condition, for its id",
    "kind": "what is looked at; below, each kind with what op, value, unit and ref it takes",
    "op": "how it is compared",
    "value": "what it is compared with",
    "unit": "unit of the value",
    "ref": "what it refers to, such as HELD: counted since that award",
    "negated": "1 where the opposite is required, else 0",
    "text_title": "title of the standard's text",
    "text_place": "place in that text, such as a section or a page",
    "origin": "OFFICIAL, INSTITUTION or SAMPLE: who stands behind the row",
}
_COUNTS = {
    RequirementKind.WORKED: "months",
    RequirementKind.HELD_FOR: "months",
    RequirementKind.AGE: "years",
    RequirementKind.OTHER: "the condition in words; it always has to be confirmed",
}


@dataclass(frozen=True, slots=True)
class Template:
    """A table that a user may give: its columns; `shipped` is False where there is none without the user's."""

    table: str
    columns: tuple[str, ...]
    shipped: bool


def templates() -> tuple[Template, ...]:
    """One for each table that `ingest --table` takes."""
    return tuple(Template(r.TABLE, headers(r), not r.OPTIONAL) for r in RECORDS if r.TABLE in REPLACEABLE)


def template_of(table: str) -> Template:
    """The template of a table; raises InvalidInput."""
    found = {template.table: template for template in templates()}
    if table not in found:
        raise InvalidInput(f"no template {table!r}; templates are {', '.join(found)}", field="table")
    return found[table]


def guide() -> tuple[Cells, Cells]:
    """What each column of own conditions means, and how each kind of condition is written: two tables with headers."""
    columns = [(name, COLUMNS[name]) for name in headers(OwnRuleRow)]
    kinds = [
        (kind.value, form.op, _values(kind), form.unit, " or ".join(ref or "(empty)" for ref in form.refs))
        for kind, form in FORMS.items()
    ]
    return (("column", "meaning"), *columns), (("kind", "op", "value", "unit", "ref"), *kinds)


def own_rule_rows(catalogue: Catalogue, standard_id: str, levels: Sequence[Level] = ()) -> list[Row]:
    """The rules in use today for the levels of a standard, as rows to change, without the place in its text.

    One empty row where no rule is known. Raises InvalidInput for a level that it does not list or does not govern.
    """
    standard = _standard(catalogue, standard_id)
    asked = levels or [level for level in standard.levels if level in PLANNED]
    rows: list[Row] = [
        {"standard": standard.id, "level": level.value, **row}
        for level in asked
        for row in _rows_in_use(catalogue, standard, level)
    ]
    return rows or [{"standard": standard.id, "negated": "0"}]


def write_template(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Writes a csv (UTF-8 with a mark, for spreadsheets) or xlsx file; raises InvalidInput, and never overwrites."""
    cells = [list(columns), *([row.get(name, "") for name in columns] for row in rows)]
    check_place(path)
    try:
        with path.open("xb") as file:
            file.write(_csv(cells) if path.suffix.lower() == CSV else _xlsx(cells))
    except OSError as error:
        raise InvalidInput(f"--out: cannot write {path}: {error.strerror}", field="--out") from error


def check_place(path: Path) -> None:
    """Raises InvalidInput where no template can be written at a path."""
    if path.suffix.lower() not in {CSV, XLSX}:
        raise InvalidInput(f"--out: {path.name} must end in {CSV} or {XLSX}", field="--out")
    if path.exists():
        raise InvalidInput(f"--out: {path} exists and is not overwritten", field="--out")


def _values(kind: RequirementKind) -> str:
    joint = "|" if kind is RequirementKind.EDUCATION else " or "
    return joint.join(FORMS[kind].values) or _COUNTS[kind]


def _standard(catalogue: Catalogue, text: str) -> Standard:
    found = catalogue.find(Standard, text)
    if found is not None:
        return found
    if text.startswith("std:"):
        raise InvalidInput(f"--standard: no standard {text}", field="--standard")
    occupation = catalogue.occupation(text, "--standard")
    ids = [s.id for s in catalogue.origins(occupation.id, RelType.STANDARD_FOR, Standard)]
    raise InvalidInput(
        f"--standard: {occupation.name} has the standards {', '.join(sorted(ids)) or 'none'}: give an id",
        field="--standard",
    )


def _rows_in_use(catalogue: Catalogue, standard: Standard, level: Level) -> list[Row]:
    _check_level(catalogue, standard, level)
    certificate = skill_certificate_id(parse(standard.id).code, level, standard.work_type)
    admitting = catalogue.targets(certificate, RelType.ADMITTED_BY, RuleSet)
    if not admitting:
        return [{"negated": "0"}]
    newest = max(admitting, key=lambda rules: rules.edition or "")
    return [
        _row(catalogue, alternative, requires)
        for alternative in catalogue.links(newest.id, RelType.ALTERNATIVE)
        for requires in catalogue.links(alternative.end, RelType.REQUIRES)
    ]


def _check_level(catalogue: Catalogue, standard: Standard, level: Level) -> None:
    if standard.levels and level not in standard.levels:
        raise InvalidInput(f"--level: {standard.id} lists {', '.join(standard.levels)}", field="--level")
    for occupation in catalogue.targets(standard.id, RelType.STANDARD_FOR, Occupation):
        for other in catalogue.origins(occupation.id, RelType.STANDARD_FOR, Standard):
            newer = (other.year or 0) > (standard.year or 0) and other.work_type == standard.work_type
            if newer and level in other.levels:
                raise InvalidInput(f"--standard: {other.id} is newer and governs {level}", field="--standard")


def _row(catalogue: Catalogue, alternative: Link, requires: Link) -> Row:
    route = catalogue.get(Route, alternative.end)
    condition = catalogue.get(Condition, requires.end)
    return {
        "route_order": str(alternative.order),
        "route": parse(route.id).parts[-1],
        "route_name": route.name,
        "route_text": route.text,
        "condition_order": str(requires.order),
        "condition": parse(condition.id).parts[-1],
        "kind": condition.kind,
        "op": condition.op,
        "value": condition.value,
        "unit": condition.unit or "",
        "ref": condition.ref or "",
        "negated": str(int(condition.negated)),
    }


def _csv(cells: Cells) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(cells)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(cells: Cells) -> bytes:
    """The table on the first sheet; for own conditions the guide on a second one, which ingest does not read."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in cells:
        sheet.append(list(row))
    if tuple(cells[0]) == headers(OwnRuleRow):
        explained = book.create_sheet(GUIDE)
        for line in (line for part in guide() for line in part):
            explained.append(list(line))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
