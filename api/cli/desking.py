"""What `lifepath gap` compares with, and the occupation it is asked about: a code, a name, a notice, or text as typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import anyio.to_thread
import numpy as np

from api.calibrating import marks_file
from api.cli.opening import opened
from api.prepared import shelf_of
from api.progress import bar, step
from api.searching import compared, opened_embedder
from api.settings import Settings
from api.vectors import semantics, stored_name_vectors, stored_vectors
from graph.catalogue import Catalogue
from graph.errors import InvalidInput, NotFound
from graph.store import Store
from ingest.documents import read_notice
from ingest.documents.notices import NewOccupationNotice
from recommender.desk.asked import AskedOccupation, of_catalogue, of_text
from recommender.desk.coverage import Shelf
from recommender.desk.functions import TextVectors
from recommender.desk.marks import marks_in_use, read_marks
from recommender.embedding.e5 import DIGEST
from recommender.embedding.embedder import Embedder
from recommender.supply.seats import Supply
from recommender.text.index import Float32
from recommender.text.likeness import NameVectors
from recommender.text.passages import passages


@dataclass(slots=True)
class Desk:
    """What tasks are compared with, and the encoder; it takes seconds to load, so only where a text has no vector yet."""

    shelf: Shelf
    model: str | None
    known: TextVectors
    embedder: Embedder | None = None

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue that is compared with."""
        return self.shelf.catalogue

    async def vectors(self, texts: Sequence[str]) -> Float32:
        """Vectors (n, d) of texts, encoded where the catalogue does not have them."""
        rows = {passage.encoded: row for row, passage in enumerate(self.known.passages)}
        if all(text in rows for text in texts):
            return self.known.vectors[np.array([rows[text] for text in texts], np.intp)]
        if self.embedder is None:
            with step("loading the model"):
                self.embedder = await opened_embedder(self.model)
        embedder = self.embedder
        return await anyio.to_thread.run_sync(lambda: embedder.encode(texts, kind="passage"))


async def open_desk(settings: Settings, *, judgements: int | None = None) -> Desk:
    """The desk over the newest catalogue; what lacks a vector in the store is encoded and stored.

    With `judgements` only those up to this number count, also in the marks: where those in use follow later ones, the
    shipped marks stand in. Raises InvalidInput where there is no such judgement.
    """
    async with opened(settings) as store:
        with step("loading the catalogue"):
            catalogue = await store.catalogue()
        known, named, embedder = await _vectors(store, catalogue, settings)
        every = await store.judgements.all()
    if judgements is not None and judgements > every.newest:
        message = f"--judgements: there is no judgement {judgements}, the newest judgement is {every.newest}"
        raise InvalidInput(message, field="--judgements")
    verdicts = every if judgements is None else every.until(judgements)
    marks = await anyio.to_thread.run_sync(marks_in_use, marks_file(settings))
    if marks.newest > verdicts.newest:
        marks = read_marks()
    with step("preparing what tasks are compared with"):
        shelf = shelf_of(Supply.of(catalogue, named, verdicts), known, named, marks)
    return Desk(shelf, settings.model, known, embedder)


async def _vectors(
    store: Store, catalogue: Catalogue, settings: Settings
) -> tuple[TextVectors, NameVectors, Embedder | None]:
    texts = passages(catalogue)
    if settings.model is None:
        vectors = await stored_vectors(store, [text.encoded for text in texts], DIGEST)
        named = await stored_name_vectors(store, catalogue, DIGEST)
        if vectors is not None and named is not None:
            return TextVectors(texts, vectors), named, None
    with step("loading the model"):
        embedder = await opened_embedder(settings.model)
    with bar("encoding texts", "text") as progress:
        found = await semantics(store, catalogue, embedder, progress=progress)
    return TextVectors(texts, found.vectors), await compared(store, catalogue, embedder), embedder


def notice_of(subject: str) -> tuple[Path, tuple[NewOccupationNotice, ...]] | None:
    """The occupations of a notice, where `subject` is a file; None where it is none. Raises InvalidInput as `read_notice`."""
    path = Path(subject)
    looks_like_file = path.suffix.lower() in {".docx", ".pdf", ".txt", ".xlsx", ".doc", ".md"}
    if not path.is_file():
        if looks_like_file:
            raise InvalidInput(f"there is no file {subject}", field="FILE|CODE")
        return None
    return path, read_notice(path).occupations


def asked_for(
    catalogue: Catalogue,
    subject: str | None,
    *,
    notice: tuple[Path, tuple[NewOccupationNotice, ...]] | None,
    name: str | None,
    definition: str | None,
    tasks: Sequence[str],
) -> AskedOccupation:
    """The occupation asked about; what is stated by options comes before what a file or the catalogue says."""
    if notice is not None:
        path, every = notice
        found = _chosen(every, name)
        return of_text(
            catalogue,
            name=found.name or name,
            code=found.code,
            definition=definition or found.definition,
            tasks=tuple(tasks) or found.tasks,
            place=f"{path.name}, {found.place}",
        )
    if subject is None:
        return of_text(catalogue, name=name, definition=definition, tasks=tuple(tasks))
    try:
        known = of_catalogue(catalogue, catalogue.occupation(subject, "FILE|CODE"))
    except NotFound as error:
        raise NotFound(f"{error.message}, and no such file", field="FILE|CODE") from error
    if not (definition or tasks):
        return known
    return of_text(catalogue, name=known.name, code=known.code, definition=definition, tasks=tuple(tasks))


def _chosen(every: Sequence[NewOccupationNotice], name: str | None) -> NewOccupationNotice:
    named = [found for found in every if name is None or name in {found.name, found.code}]
    if len(named) != 1:
        names = ", ".join(found.name or "without a name" for found in every)
        raise InvalidInput(f"the notice announces {names}: choose one by --name", field="--name")
    return named[0]
