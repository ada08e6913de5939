"""Groups, occupations with their texts and work types, and the batches of new occupations."""

from typing import Any

from graph.model import ids
from graph.model.facts import Occupation, OccupationGroup, Task, WorkType
from graph.model.links import RelType
from graph.model.terms import GroupTier, OccupationStatus
from graph.sayings import Said
from ingest.draft import Draft
from ingest.faults import Noted, Rejection
from ingest.naming import Method
from ingest.records import GroupRow, NewOccupationRow, OccupationRow, TextRow, WorkTypeRow
from ingest.texts import OccupationText, occupation_texts

EDITION = "2022"
SAME_NAME = Method.SAME_NAME.english
TIERS = (GroupTier.MAJOR, GroupTier.MIDDLE, GroupTier.MINOR)
MINOR_LENGTH = len("6-31-01")


def build_occupations(draft: Draft) -> None:
    """Everything of the classification (职业分类大典)."""
    _groups(draft)
    texts = occupation_texts(draft)
    batches = _batches(draft)
    for row in draft.tables.of(OccupationRow):
        _occupation(draft, row, texts.get(row.code), batches.get(row.code))
    _tasks(draft, texts)
    for row in draft.tables.of(WorkTypeRow):
        _work_type(draft, row)
    for row in draft.tables.of(NewOccupationRow):
        _new_occupation(draft, row)
    _report(draft)


def occupation_id(code: str) -> str:
    """Id of an occupation of the present edition."""
    return ids.occupation_id(code, EDITION)


def _groups(draft: Draft) -> None:
    rows = draft.tables.of(GroupRow)
    for row in rows:
        draft.add(
            OccupationGroup(
                id=ids.group_id(row.code, EDITION),
                code=row.code,
                name=row.name,
                tier=TIERS[row.code.count("-")],
                edition=EDITION,
                **draft.tables.stated(row),
            )
        )
    for row in rows:
        if row.parent:
            _in_group(draft, ids.group_id(row.code, EDITION), row.parent, row)


def _in_group(draft: Draft, member: str, group: str, row: GroupRow | OccupationRow) -> None:
    draft.join(RelType.IN_GROUP, member, ids.group_id(group, EDITION), row)


def _batches(draft: Draft) -> dict[str, NewOccupationRow]:
    """The batch that brought each occupation, the first where several name it."""
    found: dict[str, NewOccupationRow] = {}
    for row in sorted(draft.tables.of(NewOccupationRow), key=lambda row: row.batch):
        if row.occupation_code:
            found.setdefault(row.occupation_code, row)
    return found


def _occupation(
    draft: Draft, row: OccupationRow, text: OccupationText | None, batch: NewOccupationRow | None
) -> None:
    group = ids.group_id(row.code[:MINOR_LENGTH], EDITION)
    if group not in draft.nodes:
        draft.reject(row, Rejection.NO_SUCH_FACT(id=group))
        return
    stated = draft.tables.stated(row)
    stated["locator"] = "; ".join(r.locator for r in (row, batch, text and text.row) if r)
    draft.add(
        Occupation(
            id=occupation_id(row.code),
            code=row.code,
            name=row.name,
            edition=EDITION,
            status=OccupationStatus.IN_FORCE,
            green=row.green,
            digital=row.digital,
            definition=text.definition if text else None,
            aliases=_aliases(row, text),
            **_added(row, batch),
            **stated,
        )
    )
    _in_group(draft, occupation_id(row.code), row.code[:MINOR_LENGTH], row)


def _aliases(row: OccupationRow, text: OccupationText | None) -> tuple[str, ...]:
    if text is None:
        return ()
    return tuple(sorted({*text.aliases, text.name} - {row.name}))


def _added(row: OccupationRow, batch: NewOccupationRow | None) -> dict[str, Any]:
    if batch is None:
        return {"added_year": row.added_year}
    return {
        "added_year": batch.date.year if batch.date else row.added_year,
        "batch": batch.batch,
        "document": batch.document,
        "valid_from": batch.date,
    }


def _tasks(draft: Draft, texts: dict[str, OccupationText]) -> None:
    for code, text in texts.items():
        occupation = occupation_id(code)
        if occupation not in draft.nodes:
            draft.reject(text.row, Rejection.NO_OCCUPATION(name=f"{code} {text.name}"))
            continue
        for order, sentence in enumerate(text.tasks, start=1):
            task = ids.task_id(code, EDITION, sentence)
            draft.add(Task(id=task, text=sentence, **draft.tables.stated(text.row)))
            draft.join(RelType.HAS_TASK, occupation, task, text.row, order=order)


def _work_type(draft: Draft, row: WorkTypeRow) -> None:
    occupation = occupation_id(row.occupation_code)
    if occupation not in draft.nodes:
        draft.reject(row, Rejection.NO_SUCH_FACT(id=occupation))
        return
    work_type = ids.work_type_id(row.occupation_code, EDITION, row.name)
    draft.add(WorkType(id=work_type, name=row.name, **draft.tables.stated(row)))
    draft.join(RelType.HAS_WORK_TYPE, occupation, work_type, row)


def _new_occupation(draft: Draft, row: NewOccupationRow) -> None:
    """Takes what is in public comment; an entry in force must be an occupation already."""
    if row.status is not OccupationStatus.IN_COMMENT:
        if occupation_id(row.occupation_code or "?") not in draft.nodes:
            draft.reject(row, _no_occupation(draft, row))
        return
    draft.add(
        Occupation(
            id=ids.occupation_id(ids.digest(row.name), EDITION),
            code=None,
            name=row.name,
            edition=EDITION,
            status=row.status,
            green=False,
            digital=False,
            batch=row.batch,
            document=row.document,
            **draft.tables.stated(row),
        )
    )


def _no_occupation(draft: Draft, row: NewOccupationRow) -> Said:
    homes = [w.occupation_code for w in draft.tables.of(WorkTypeRow) if w.name == row.name]
    if homes:
        return Rejection.NOW_A_WORK_TYPE(name=row.name, edition=EDITION, code=homes[0])
    return Rejection.NO_OCCUPATION(name=row.name)


def _report(draft: Draft) -> None:
    occupations = [n for n in draft.nodes.values() if isinstance(n, Occupation)]
    missing = [o for o in occupations if o.status is OccupationStatus.IN_FORCE and o.definition is None]
    draft.note(
        TextRow.TABLE,
        Noted.DEFINITIONS_MISSING,
        [f"{o.code} {o.name}" for o in missing],
    )
    comment = [o.name for o in occupations if o.status is OccupationStatus.IN_COMMENT]
    draft.note(NewOccupationRow.TABLE, Noted.IN_COMMENT, comment)
    names = {o.code: o.name for o in occupations}
    draft.note(
        NewOccupationRow.TABLE,
        Noted.FORMER_NAMES,
        [
            f"{r.occupation_code} {r.name} -> {names[r.occupation_code]}"
            for r in draft.tables.of(NewOccupationRow)
            if r.occupation_code in names and names[r.occupation_code] != r.name
        ],
    )
