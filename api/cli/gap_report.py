"""`lifepath gap-report`: what every occupation lacks, by group and one by one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import anyio
import click
import openpyxl

from api.cli.opening import opened
from api.cli.options import as_of_option
from api.cli.output import json_option, plain, table, to_json
from api.cli.placing import check_out
from api.cli.stating import day_of
from api.progress import step
from api.searching import compared, encoded, opened_embedder
from api.settings import Settings, read_settings
from api.vectors import stored_name_vectors, stored_vectors
from graph.catalogue import Catalogue
from graph.errors import InvalidInput, NotFound
from graph.model.facts import Occupation, OccupationGroup
from graph.model.ids import fold
from graph.model.terms import GroupTier
from graph.store import Store
from recommender.curation.gapreport import (
    GapKind,
    GapReport,
    GroupGaps,
    OccupationGaps,
    by_group,
    gap_report,
)
from recommender.curation.lagging import TaskFits
from recommender.embedding.e5 import DIGEST
from recommender.supply.seats import Supply
from recommender.text.passages import passages

Row = list[object]
GROUP_HEADER = ("code", "group", "occupations", *(gap.value for gap in GapKind), "cannot tell")
HEADER = ("code", "occupation", "大类", "中类", *(gap.value for gap in GapKind), "package", "behind")
TASK_HEADER = (
    *("code", "occupation", "task", "nearest own module", "score", "followed from", "followed", "judged"),
    *("sentence of its standard", "level"),
)


@click.command("gap-report")
@click.option("--group", help="Only this 大类, 中类 or 小类: code or exact name.")
@click.option(
    "--gap",
    "gaps",
    multiple=True,
    type=click.Choice([gap.value for gap in GapKind]),
    help="Only occupations that lack this; repeatable, all must hold.",
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write all of it as a workbook (.xlsx)."
)
@as_of_option
@click.option("--no-model", is_flag=True, help="Never load the encoder: whether packages lag may be unknown.")
@json_option
def command(
    *,
    group: str | None,
    gaps: Sequence[str],
    out: Path | None,
    as_of: str | None,
    no_model: bool,
    as_json: bool,
) -> None:
    """Show what occupations lack: text, standard, package, major, institution; and which packages lag.

    Without --group the 大类 and 中类 are counted; with --group or --gap the occupations are listed too.
    """
    if out is not None and out.suffix.lower() != ".xlsx":
        raise InvalidInput(f"--out: {out} must end in .xlsx", field="--out")
    check_out(out)
    day = day_of(as_of)
    catalogue, report = anyio.run(partial(_read, read_settings(), day, no_model=no_model))
    chosen = narrowed(catalogue, report, group=group, gaps=[GapKind(gap) for gap in gaps])
    if out is not None:
        write_book(out, catalogue, report, chosen)
    if as_json:
        click.echo(to_json(with_names(catalogue, report, chosen)))
    else:
        click.echo("\n".join(told(catalogue, report, chosen, each=bool(group or gaps))))


async def _read(settings: Settings, day: date, *, no_model: bool) -> tuple[Catalogue, GapReport]:
    async with opened(settings) as store:
        with step("loading the catalogue"):
            catalogue = await store.catalogue()
        supply, fits = await compared_tasks(store, catalogue, settings, no_model=no_model)
    return catalogue, gap_report(supply, fits, as_of=day, software=version("lifepath"))


async def compared_tasks(
    store: Store, catalogue: Catalogue, settings: Settings, *, no_model: bool
) -> tuple[Supply, TaskFits | None]:
    """The encoder, which takes seconds to load, only where the store lacks a vector."""
    texts, verdicts = passages(catalogue), await store.judgements.all()
    if settings.model is None:
        vectors = await stored_vectors(store, [text.encoded for text in texts], DIGEST)
        names = await stored_name_vectors(store, catalogue, DIGEST)
        if vectors is not None and names is not None:
            fits = TaskFits.of(catalogue, texts, vectors, names, verdicts)
            return Supply.of(catalogue, names, verdicts), fits
    if no_model:
        return Supply.of(catalogue, None, verdicts), None
    with step("loading the model"):
        embedder = await opened_embedder(settings.model)
    found = await encoded(store, catalogue, embedder)
    names = await compared(store, catalogue, embedder)
    fits = TaskFits.of(catalogue, texts, found.vectors, names, verdicts)
    return Supply.of(catalogue, names, verdicts), fits


def narrowed(
    catalogue: Catalogue, report: GapReport, *, group: str | None, gaps: Sequence[GapKind]
) -> list[OccupationGaps]:
    """Occupations of a group (code or exact name) that lack all of `gaps`; raises NotFound for an unknown group."""
    inside: Callable[[str], bool] = _inside(catalogue, group) if group is not None else lambda _: True
    return [one for one in report.occupations if set(gaps) <= set(one.gaps) and inside(one.occupation)]


def _inside(catalogue: Catalogue, group: str) -> Callable[[str], bool]:
    wanted = fold(group)
    found = [g for g in catalogue.all(OccupationGroup) if wanted in {g.id, g.code, g.name}]
    if not found:
        raise NotFound(f"--group: no group with the code or exact name {wanted!r}", field="--group")
    if len(found) > 1 and len({g.code for g in found}) > 1:
        codes = ", ".join(g.code for g in found)
        raise InvalidInput(
            f"--group: {wanted!r} names several groups: {codes}; give the code", field="--group"
        )
    code = found[0].code

    def inside(occupation: str) -> bool:
        own = catalogue.get(Occupation, occupation).code
        return own is not None and own.startswith(f"{code}-")

    return inside


def with_names(catalogue: Catalogue, report: GapReport, chosen: Sequence[OccupationGaps]) -> dict[str, Any]:
    """The report on the chosen occupations, each with its name and code, and the counts of their groups."""
    occupations = [(one, catalogue.get(Occupation, one.occupation)) for one in chosen]
    return {
        **plain(report),
        "groups": [plain(group) for tier in _TIERS for group in by_group(chosen, tier)],
        "occupations": [{"code": o.code, "name": o.name, **plain(one)} for one, o in occupations],
    }


_TIERS = (GroupTier.MAJOR, GroupTier.MIDDLE)


def told(
    catalogue: Catalogue, report: GapReport, chosen: Sequence[OccupationGaps], *, each: bool
) -> Iterator[str]:
    """Counts by 大类 and 中类 as a person reads them; with `each` every occupation after them."""
    yield f"{len(chosen)} occupations"
    for tier, title in zip(_TIERS, ("大类", "中类"), strict=True):
        groups = by_group(chosen, tier)
        yield f"\nby {title}:" if groups else f"\nby {title}: none"
        if groups:
            yield table(GROUP_HEADER, [_group_row(catalogue, group) for group in groups])
    if each and chosen:
        yield "\none by one:"
        yield table(HEADER, [_row(catalogue, one) for one in chosen])
    yield ""
    yield from (f"note: {note}" for note in report.notes)
    made = report.envelope
    yield f"as of {made.as_of}, catalogue revision {made.revision}, lifepath {made.software}"


def write_book(path: Path, catalogue: Catalogue, report: GapReport, chosen: Sequence[OccupationGaps]) -> None:
    """A workbook of four sheets: groups, occupations, tasks beside modules, notes. Raises InvalidInput where it cannot be written."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    groups = [_group_row(catalogue, group) for tier in _TIERS for group in by_group(chosen, tier)]
    notes: list[Row] = [[note] for note in (*report.notes, report.method, f"encoder {report.model}")]
    _sheet(book, "groups", GROUP_HEADER, groups)
    _sheet(book, "occupations", HEADER, [_row(catalogue, one) for one in chosen])
    _sheet(book, "tasks (derived)", TASK_HEADER, _task_rows(catalogue, chosen))
    _sheet(
        book,
        "notes",
        (f"catalogue revision {report.envelope.revision}, as of {report.envelope.as_of}",),
        notes,
    )
    try:
        book.save(path)
    except OSError as error:
        raise InvalidInput(f"--out: cannot write {path}: {error.strerror}", field="--out") from error


def _sheet(book: openpyxl.Workbook, name: str, header: Sequence[str], rows: Iterable[Row]) -> None:
    sheet = book.create_sheet(name)
    sheet.append(list(header))
    for row in rows:
        sheet.append(row)


def _group_row(catalogue: Catalogue, group: GroupGaps) -> Row:
    node = catalogue.find(OccupationGroup, group.group) if group.group else None
    counts = [count.occupations for count in group.counts]
    code, name = (node.code, node.name) if node else (None, "not placed in the classification")
    return [code, name, group.occupations, *counts, group.cannot_tell]


def _row(catalogue: Catalogue, one: OccupationGaps) -> Row:
    occupation = catalogue.get(Occupation, one.occupation)
    above = [catalogue.get(OccupationGroup, g).code if g else None for g in (one.major, one.middle)]
    lacks = ["x" if gap in one.gaps else None for gap in GapKind]
    return [occupation.code, occupation.name, *above, *lacks, one.standing, one.behind]


def _task_rows(catalogue: Catalogue, chosen: Iterable[OccupationGaps]) -> Iterator[Row]:
    for one in chosen:
        occupation = catalogue.get(Occupation, one.occupation)
        for fit in one.tasks:
            told = [fit.score, fit.threshold, "yes" if fit.follows else "no", fit.judged]
            told += [fit.sentence.text, fit.sentence.level] if fit.sentence else [None, None]
            yield [occupation.code, occupation.name, fit.text, fit.module_name, *told]
