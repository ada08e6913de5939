"""What `lifepath learn` and `lifepath match` share: who teaches what, and what a place must be."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import anyio
import click

from api.cli.opening import opened
from api.cli.options import adding, as_of_option
from api.progress import step
from api.searching import compared, opened_embedder
from api.settings import Settings, read_settings
from api.vectors import stored_name_vectors
from graph.catalogue import Catalogue
from graph.model.terms import CarrierKind, OfferMode
from graph.store import Store
from recommender.embedding.e5 import DIGEST
from recommender.shared.places import region_of
from recommender.supply.seats import Constraints, Supply
from recommender.text.likeness import NameVectors

MOST_YEARS = 20


def _some_years(_context: click.Context, _option: click.Parameter, years: float | None) -> float | None:
    """Refuses what is no length of training; that also no comparison holds of."""
    if years is not None and not 0 < years <= MOST_YEARS:
        raise click.BadParameter(f"{years:g} is not above 0 and at most {MOST_YEARS}")
    return years


seat_options = adding(
    click.option(
        "--near", help="Region to be near: code or exact name, such as 长沙市; distances are approximate."
    ),
    click.option(
        "--mode",
        "modes",
        multiple=True,
        type=click.Choice([mode.value for mode in OfferMode]),
        help="Only places attended like this; repeatable.",
    ),
    click.option("--entry-route", help="Only places with this text in how one gets in."),
    click.option("--in-region", help="Only places in this region: code or exact name."),
    click.option(
        "--longest-years", type=float, callback=_some_years, help="Only places of at most so many years."
    ),
    click.option(
        "--carrier",
        "carriers",
        multiple=True,
        type=click.Choice([kind.value for kind in CarrierKind]),
        help="Only places at this kind of carrier; repeatable.",
    ),
    click.option(
        "--first", type=click.IntRange(1, 100), default=10, show_default=True, help="How many to show."
    ),
    as_of_option,
    click.option("--no-model", is_flag=True, help="Never load the encoder: names may then not be compared."),
)


def supplied(*, no_model: bool) -> Supply:
    """Who teaches what in the newest catalogue."""
    return anyio.run(partial(_supplied, read_settings(), no_model=no_model))


def constraints_of(options: Mapping[str, Any], catalogue: Catalogue) -> Constraints:
    """Raises NotFound for an unknown region."""
    region = options["in_region"]
    return Constraints(
        modes=tuple(OfferMode(mode) for mode in options["modes"]),
        entry_route=options["entry_route"],
        region=region_of(catalogue, region, "--in-region").id if region else None,
        longest_years=options["longest_years"],
        carriers=tuple(CarrierKind(kind) for kind in options["carriers"]),
    )


async def _supplied(settings: Settings, *, no_model: bool) -> Supply:
    async with opened(settings) as store:
        with step("loading the catalogue"):
            catalogue = await store.catalogue()
        likeness = await _likeness(store, catalogue, settings, no_model=no_model)
        return Supply.of(catalogue, likeness, await store.judgements.all())


async def _likeness(
    store: Store, catalogue: Catalogue, settings: Settings, *, no_model: bool
) -> NameVectors | None:
    """Vectors of names; the encoder, which takes seconds to load, only where the store lacks any."""
    if settings.model is None:
        found = await stored_name_vectors(store, catalogue, DIGEST)
        if found is not None:
            return found
    if no_model:
        return None
    with step("loading the model"):
        embedder = await opened_embedder(settings.model)
    return await compared(store, catalogue, embedder)
