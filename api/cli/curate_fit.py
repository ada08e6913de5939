"""`lifepath curate fit`: the probabilities of the desk follow what was judged."""

from collections.abc import Iterator
from pathlib import Path

import anyio
import click

from api.calibrating import marks_file, write_refit
from api.cli.desking import open_desk
from api.cli.output import json_option, plain, table, to_json
from api.settings import Settings, read_settings
from graph.errors import InvalidInput
from recommender.desk.marks import read_marks
from recommender.desk.refitting import LEAST, Figures, LeftOut, Refit, judged_texts, refit

WHY = {
    LeftOut.NO_TASK: "their sentence is no task of the catalogue and was judged without the others of its occupation (--beside)",
    LeftOut.NOT_COMPARED: "their module is gone, or of a name that the desk does not compare",
    LeftOut.NOT_NEAREST: "a function of another occupation that nobody judged comes before theirs",
}


@click.command("fit")
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@json_option
def fit(*, dry_run: bool, as_json: bool) -> None:
    """Fit the probabilities of the desk again with what was judged, beside the store, and tell what that changes.

    A running service takes them up by itself. However much is judged, no task counts as covered that did not before.
    """
    settings = read_settings()
    found = anyio.run(_refitted, settings)
    path = marks_file(settings)
    written = write_refit(found, path) if not dry_run else None
    value = {**plain(found), "out": str(path) if written else None}
    click.echo(to_json(value) if as_json else "\n".join(fit_told(found, path, written=written)))


async def _refitted(settings: Settings) -> Refit:
    desk = await open_desk(settings)
    shelf = desk.shelf
    if shelf.marks is None:
        raise InvalidInput(
            "nothing was measured with this encoder: there are no marks to fit", field="LIFEPATH_MODEL"
        )
    verdicts = shelf.supply.verdicts
    texts = judged_texts(verdicts)
    vectors = dict(zip(texts, await desk.vectors(texts), strict=True)) if texts else {}
    return refit(
        read_marks(),
        verdicts,
        catalogue=desk.catalogue,
        index=shelf.functions,
        texts=desk.known,
        sentences=vectors,
    )


def fit_told(found: Refit, path: Path, *, written: bool | None) -> Iterator[str]:
    """A fit as a person reads it; `written` is None where it was only tried."""
    yield f"{found.matches} judged matches count, {found.accepted} of them accepted"
    yield from (f"{count} left out: {WHY[why]}" for why, count in found.left_out.items() if count)
    if found.before and found.after:
        yield ""
        yield table(("", "before", "after"), list(_changes(found, found.before, found.after)))
        yield ""
    if not found.marks.judged:
        yield f"below {LEAST} matches the shipped marks stay as they are"
    elif written is None:
        yield "nothing was written"
    else:
        yield f"in use from now on, also by a running service: {path}"


def _changes(found: Refit, before: Figures, after: Figures) -> Iterator[tuple[str, object, object]]:
    shipped, marks = read_marks(), found.marks
    yield "squared error of the probability (after: of tasks not fitted to)", before.brier, after.brier
    yield "accepted ones that count as covered", before.accepted_covered, after.accepted_covered
    yield "rejected ones that count as covered", before.rejected_covered, after.rejected_covered
    yield "accepted ones that count as not covered", before.accepted_not_covered, after.accepted_not_covered
    yield "covered from the score", shipped.covered, marks.covered
    yield "partly from the score", shipped.partly, marks.partly
    yield "not covered below the score", shipped.missing, marks.missing
