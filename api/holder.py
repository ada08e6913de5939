"""The catalogue that requests are answered from: loaded once, swapped whole when the store moves on."""

import gc
import logging
from collections import OrderedDict
from typing import TypeVar

import anyio

from api.faults import Waiting
from api.prepared import Prepared
from graph.catalogue import Catalogue
from graph.errors import AppError, NotReady
from graph.model.judgements import NOTHING_JUDGED, Verdicts
from graph.store import Store
from recommender.desk.marks import Marks

log = logging.getLogger(__name__)
Kept = TypeVar("Kept")
KEPT_REVISIONS = 3
POLL_SECONDS = 2.0


class CatalogueHolder:
    """The present catalogue of a store, and a few past ones.

    A request takes a catalogue once and keeps it to its end; a swap never touches one that is in use. `marks` are what
    scores of the desk mean, None for those shipped.
    """

    def __init__(self, store: Store, *, kept: int = KEPT_REVISIONS) -> None:
        self._store = store
        self._kept = kept
        self._present: Catalogue | None = None
        self._verdicts: Verdicts = NOTHING_JUDGED
        self.marks: Marks | None = None
        self._past: OrderedDict[int, Catalogue] = OrderedDict()
        self._prepared: OrderedDict[int, Prepared] = OrderedDict()
        self._one_load = anyio.Lock()
        self._waiting_for: str = Waiting.CATALOGUE_LOADING()

    @property
    def loaded(self) -> bool:
        """Is there a catalogue to answer from?"""
        return self._present is not None

    @property
    def present(self) -> Catalogue:
        """The newest catalogue loaded; raises NotReady, saying what it waits for."""
        if self._present is None:
            raise NotReady(self._waiting_for)
        return self._present

    async def at(self, revision: int | None) -> Catalogue:
        """The catalogue of a revision, the present one for None.

        A past one costs trips to the store unless it is among the last few asked for. Raises NotFound for a
        revision that never was.
        """
        present = self.present
        if revision is None or revision == present.revision.number:
            return present
        if (found := self._recall(revision)) is not None:
            return found
        async with self._one_load:
            found = self._recall(revision) or await self._store.catalogue(revision)
            _keep(self._past, revision, found, self._kept)
        return found

    def prepared(self, catalogue: Catalogue) -> Prepared:
        """What was computed from a catalogue, kept as long as the catalogue may be asked for again."""
        number = catalogue.revision.number
        found = self._prepared.get(number)
        if found is None or found.catalogue is not catalogue:
            found = Prepared(catalogue)
            _keep(self._prepared, number, found, self._kept + 1)
        found.verdicts, found.marks = self._verdicts, self.marks
        return found

    async def refresh_verdicts(self) -> None:
        """Takes up what developers judged since: it counts for every revision."""
        if await self._store.judgements.newest() != self._verdicts.newest:
            self._verdicts = await self._store.judgements.all()

    def hold(self, catalogue: Catalogue) -> None:
        """Puts a catalogue in use; the one before it stays at hand."""
        if self._present is not None:
            _keep(self._past, self._present.revision.number, self._present, self._kept)
        self._present = catalogue

    async def refresh(self) -> bool:
        """Loads the newest catalogue where the store has moved on; True if it was swapped.

        Raises NotReady for a store without any revision.
        """
        async with self._one_load:
            latest = await self._store.latest()
            if self._present is not None and latest == self._present.revision.number:
                return False
            self.hold(await self._store.catalogue())
            gc.freeze()  # a catalogue holds half a million objects for long: each full collection would walk them
        return True

    async def watch(self, *, every: float = POLL_SECONDS) -> None:
        """Keeps the catalogue fresh for ever, and what was judged, at the price of two short reads `every` seconds.

        A store that is down or empty is waited for; what is loaded stays in use meanwhile.
        """
        while True:
            try:
                if await self.refresh():
                    log.info("catalogue of revision %d is in use", self.present.revision.number)
                await self.refresh_verdicts()
            except AppError as error:
                if error.message != self._waiting_for:
                    log.warning("catalogue not refreshed: %s", error.message)
                self._waiting_for = error.message
            await anyio.sleep(every)

    def _recall(self, revision: int) -> Catalogue | None:
        found = self._past.get(revision)
        if found is not None:
            self._past.move_to_end(revision)
        return found


def _keep(kept: OrderedDict[int, Kept], revision: int, value: Kept, most: int) -> None:
    """Adds to the end and drops from the front what is more than `most`."""
    kept[revision] = value
    kept.move_to_end(revision)
    while len(kept) > most:
        kept.popitem(last=False)
