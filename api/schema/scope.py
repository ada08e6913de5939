"""What a query root answers from, and how the fields below it find that again.

Views return domain objects, which know neither revision nor day. So each root leaves its `Scope` under the name
that the response gives it, and a field below looks it up at the start of its own path.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import strawberry
from anyio import CapacityLimiter
from strawberry.fastapi import BaseContext

from api.faults import RequestFault
from api.holder import CatalogueHolder
from api.limits import Budget
from api.prepared import Prepared
from api.settings import Limits
from graph.catalogue import Catalogue
from graph.errors import InvalidInput, NotFound
from graph.faults import CatalogueFault, thing
from graph.model.facts import Published
from graph.model.ids import fold
from graph.model.links import Link, RelType
from graph.store import Store
from recommender.adapter.linear import Adapter
from recommender.shared.answers import Envelope
from recommender.shared.profile import WorkerProfile
from recommender.shared.timeline import stated_day
from recommender.text.likeness import Likeness
from recommender.titles.coding import Coder
from recommender.titles.resolver import Resolver

CHINA = ZoneInfo("Asia/Shanghai")
Node = TypeVar("Node", bound=Published)


@dataclass(frozen=True, slots=True)
class Scope:
    """One catalogue on one day. Everything it returns stands on that day and is paid from the budget."""

    catalogue: Catalogue
    as_of: date
    budget: Budget

    def get(self, cls: type[Node], node_id: str, field: str = "id") -> Node:
        """The node with this id; raises NotFound, also where it does not stand on the day."""
        node = self.catalogue.find(cls, node_id)
        if node is None:
            number = self.catalogue.revision.number
            said = CatalogueFault.NONE_IN_REVISION(kind=thing(cls), id=node_id, revision=number)
            raise NotFound(said, field=field)
        return self.standing(node, field)

    def standing(self, node: Node, field: str = "id") -> Node:
        """`node` itself; raises NotFound where it does not stand on the day."""
        if not node.stands_on(self.as_of):
            raise NotFound(RequestFault.NOT_STANDING(id=node.id, day=self.as_of), field=field)
        return node

    def named(self, cls: type[Node], field: str, value: object) -> Node:
        """The node of a class with this value of `id` or of another property.

        Raises NotFound, or InvalidInput, naming their ids, where several share the value.
        """
        if field == "id":
            return self.get(cls, str(value))
        wanted = fold(value) if isinstance(value, str) else value
        found = [node for node in self.all(cls) if getattr(node, field) == wanted]
        if not found:
            said = RequestFault.NONE_WITH(kind=thing(cls), field=field, value=value, day=self.as_of)
            raise NotFound(said, field=field)
        if len(found) > 1:
            ids = tuple(node.id for node in found)
            raise InvalidInput(RequestFault.SHARED(field=field, value=value, ids=ids), field=field)
        return found[0]

    def meant(self, cls: type[Node], text: str, field: str) -> Node:
        """The node of a class with this id, code or exact name; raises NotFound or InvalidInput for `field`."""
        wanted = fold(text)
        for name in ("id", "code", "name"):
            found = [node for node in self.all(cls) if getattr(node, name) == wanted]
            if len(found) > 1:
                ids = tuple(node.id for node in found)
                raise InvalidInput(RequestFault.MEANS_SEVERAL(text=text, ids=ids), field=field)
            if found:
                return found[0]
        raise NotFound(RequestFault.NONE_ON_DAY(kind=thing(cls), text=text, day=self.as_of), field=field)

    def below(self, top: str, relation: RelType) -> set[str]:
        """Ids of a node and of all that lie below it along a relationship that points upwards."""
        found, edge = {top}, [top]
        while edge:
            links = (link for above in edge for link in self.catalogue.backlinks(above, relation))
            edge = [link.start for link in links if link.stands_on(self.as_of) and link.start not in found]
            found.update(edge)
        return found

    def linked(self, start: str, relation: RelType, ends: set[str]) -> bool:
        """Whether a node points at one of `ends`."""
        links = self.catalogue.links(start, relation)
        return any(link.end in ends and link.stands_on(self.as_of) for link in links)

    def all(self, cls: type[Node]) -> list[Node]:
        """Every node of a class, by id; free, since a page is cut from it."""
        return [node for node in self.catalogue.all(cls) if node.stands_on(self.as_of)]

    def links(self, start: str, relation: RelType) -> list[Link]:
        """Relationships that leave a node."""
        return self._paid(self.catalogue.links(start, relation))

    def backlinks(self, end: str, relation: RelType) -> list[Link]:
        """Relationships that enter a node."""
        return self._paid(self.catalogue.backlinks(end, relation))

    def targets(self, start: str, relation: RelType, cls: type[Node]) -> list[Node]:
        """Nodes of a class that a node points at."""
        return self._nodes(cls, [link.end for link in self.links(start, relation)])

    def origins(self, end: str, relation: RelType, cls: type[Node]) -> list[Node]:
        """Nodes of a class that point at a node."""
        return self._nodes(cls, [link.start for link in self.backlinks(end, relation)])

    def _nodes(self, cls: type[Node], ids: list[str]) -> list[Node]:
        found = (self.catalogue.find(cls, node_id) for node_id in ids)
        return [node for node in found if node is not None and node.stands_on(self.as_of)]

    def _paid(self, links: tuple[Link, ...]) -> list[Link]:
        self.budget.spend(len(links))
        return [link for link in links if link.stands_on(self.as_of)]


@dataclass(frozen=True, slots=True)
class Asked:
    """What one answer was computed from: the person, and the inputs as a case is written.

    A root that gives several answers remembers each by its envelope.
    """

    envelope: Envelope
    profile: WorkerProfile
    inputs: dict[str, Any]


class Context(BaseContext):
    """What resolvers reach: the store, the catalogue of this request, the scopes of its roots.

    `resolver` finds occupations by free text and `coder` decides on one, at most so many at a time as `encoders` allows; `likeness` compares names
    of modules and courses; `adapter` moves vectors of texts that ask. None: not loaded yet, or for the adapter, none there. `curator` says whether the request may judge matches.
    """

    def __init__(
        self,
        store: Store,
        holder: CatalogueHolder,
        limits: Limits,
        *,
        resolver: Resolver | None = None,
        coder: Coder | None = None,
        likeness: Likeness | None = None,
        adapter: Adapter | None = None,
        encoders: CapacityLimiter | None = None,
        curator: bool = False,
    ) -> None:
        super().__init__()
        self.store = store
        self.limits = limits
        self.resolver = resolver
        self.coder = coder
        self.likeness = likeness
        self.adapter = adapter
        self.encoders = encoders or CapacityLimiter(1)
        self.curator = curator
        self.scopes: dict[str | int, Scope] = {}
        self.inputs: dict[str | int, dict[str, Any]] = {}
        self.asked: list[Asked] = []
        self._holder = holder
        self._present: Catalogue | None = None
        self._budget = Budget()

    async def catalogue(self, revision: int | None) -> Catalogue:
        """The catalogue of a revision; for None the newest, the same one throughout the request."""
        if self._present is None:
            self._present = self._holder.present
        if revision is None or revision == self._present.revision.number:
            return self._present
        return await self._holder.at(revision)

    def prepared(self, catalogue: Catalogue) -> Prepared:
        """What was computed from a catalogue: planner and search texts."""
        return self._holder.prepared(catalogue)

    async def refresh_verdicts(self) -> None:
        """Lets a judgement that was just stored count at once."""
        await self._holder.refresh_verdicts()

    async def refresh(self) -> None:
        """Takes up the newest revision: one that was just made counts at once."""
        await self._holder.refresh()
        self._present = None

    async def scope(self, root: str | int, as_of: date | None, revision: int | None) -> Scope:
        """Opens the scope of a root, named as in the response; raises InvalidInput for a day that nothing is of."""
        day = today() if as_of is None else stated_day(as_of, "asOf")
        scope = Scope(await self.catalogue(revision), day, self._budget)
        self.scopes[root] = scope
        return scope


Info = strawberry.Info[Context, None]


def scope_of(info: Info) -> Scope:
    """The scope that the root of this field's path has opened."""
    return info.context.scopes[root_of(info)]


def asked_with(info: Info, envelope: Envelope) -> Asked | None:
    """What the answer with this very envelope was computed from; None where its root remembers none."""
    return next((asked for asked in info.context.asked if asked.envelope is envelope), None)


def root_of(info: Info) -> str | int:
    """The name that the response gives to the root of this field's path."""
    path = info.path
    while path.prev is not None:
        path = path.prev
    return path.key


def today() -> date:
    """The present day in China, where the rules apply."""
    return datetime.now(CHINA).date()
