"""`lifepath curate fit`: the probabilities of the desk follow what was judged."""

import anyio
import click

from api.calibrating import marks_file, write_refit
from api.cli.curating import fit_told
from api.cli.desking import open_desk
from api.cli.output import json_option, plain, to_json
from api.settings import Settings, read_settings
from graph.errors import InvalidInput
from recommender.desk.marks import read_marks
from recommender.desk.refitting import Refit, judged_texts, refit


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
