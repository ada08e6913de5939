"""The catalogue that requests are answered from: loaded once, swapped whole when the store moves on."""

import logging
from collections import OrderedDict

import anyio

from graph.catalogue import Catalogue
from graph.errors import AppError, NotReady
from graph.store import Store

log = logging.getLogger(__name__)
KEPT_REVISIONS = 3
POLL_SECONDS = 2.0


class CatalogueHolder:
    """The present catalogue of a store, and a few past ones.

    A request takes a catalogue once and keeps it to its end; a swap never touches one that is in use.
    """

    def __init__(self, store: Store, *, kept: int = KEPT_REVISIONS) -> None:
        self._store = store
        self._kept = kept
        self._present: Catalogue | None = None
        self._past: OrderedDict[int, Catalogue] = OrderedDict()
        self._one_load = anyio.Lock()
        self._waiting_for = "the catalogue is being loaded"

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
            self._keep(found)
        return found

    async def refresh(self) -> bool:
        """Loads the newest catalogue where the store has moved on; True if it was swapped.

        Raises NotReady for a store without any revision.
        """
        async with self._one_load:
            latest = await self._store.latest()
            before = self._present
            if before is not None and latest == before.revision.number:
                return False
            self._present = await self._store.catalogue()
            if before is not None:
                self._keep(before)
        return True

    async def watch(self, *, every: float = POLL_SECONDS) -> None:
        """Keeps the catalogue fresh for ever, at the price of one short read `every` seconds.

        A store that is down or empty is waited for; what is loaded stays in use meanwhile.
        """
        while True:
            try:
                if await self.refresh():
                    log.info("catalogue of revision %d is in use", self.present.revision.number)
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

    def _keep(self, catalogue: Catalogue) -> None:
        self._past[catalogue.revision.number] = catalogue
        self._past.move_to_end(catalogue.revision.number)
        while len(self._past) > self._kept:
            self._past.popitem(last=False)
