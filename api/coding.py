"""The coder of job titles beside a resolver: with the shipped experience where it fits."""

import logging

from graph.catalogue import Catalogue
from graph.errors import InvalidInput
from recommender.titles.coding import Coder
from recommender.titles.experience import SHIPPED, Experience, read
from recommender.titles.resolver import Resolver

log = logging.getLogger(__name__)


def coder_of(catalogue: Catalogue, resolver: Resolver) -> Coder:
    """Takes a second. Without usable experience titles are ranked by the resolver alone, which the log tells."""
    return Coder.of(catalogue, resolver, _experience() if resolver.semantics else None)


def _experience() -> Experience | None:
    try:
        return read(SHIPPED)
    except InvalidInput as error:
        log.warning("titles are coded without a probability: %s", error.message)
        return None
