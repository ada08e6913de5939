"""What compares occupations by meaning, where the vectors for it are stored already: no encoder is loaded."""

from api.cli.opening import opened
from api.progress import step
from api.settings import Settings
from api.vectors import stored_vectors
from recommender.embedding.e5 import DIGEST
from recommender.moves.mover import Mover
from recommender.planning.planner import Planner
from recommender.text.passages import passages
from recommender.text.tasks import Tasks


async def planner_and_mover(settings: Settings) -> tuple[Planner, Mover | None]:
    """The planner over the newest catalogue, and what finds like work; None where a vector is missing."""
    async with opened(settings) as store:
        with step("loading the catalogue"):
            catalogue = await store.catalogue()
        planner = Planner.of(catalogue)
        if settings.model is not None:
            return planner, None
        texts = passages(catalogue)
        vectors = await stored_vectors(store, [text.encoded for text in texts], DIGEST)
    if vectors is None:
        return planner, None
    return planner, Mover.of(planner, Tasks.among(catalogue, texts, vectors), model=DIGEST)
