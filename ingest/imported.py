"""A document that was imported, as the rows and facts that it adds: made from its text, or found again in a snapshot.

The graph is the record of what was imported: a later ingest of tables finds the documents' facts in the store and
keeps them (docs/adr/0070), so that no file has to be at hand a second time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from graph.model import ids
from graph.model.facts import (
    KnowledgePoint,
    Module,
    Published,
    SkillRequirement,
    Source,
    StandardLevel,
    WorkContent,
)
from graph.model.links import Link, RelType
from graph.model.terms import LevelReading, Origin
from ingest.chapters.conditions import fully_read
from ingest.chapters.contents import Function, Item, LevelText, RouteText, StandardText, Work
from ingest.naming import Given
from ingest.records import OwnRuleRow, StandardRow, WeightRow
from ingest.standards import standard_id

Fact = TypeVar("Fact", bound=Published | Link)
ROUTE_NAME = "as the standard says"


@dataclass(frozen=True, slots=True)
class Imported:
    """What one standard's document adds.

    `standard`, `weights` and `rules` are rows like those of the tables; `nodes` are its modules with all that the
    document says of them, its levels and the contents below; `links` join the contents.
    """

    source: Source
    standard: StandardRow
    weights: tuple[WeightRow, ...]
    rules: tuple[OwnRuleRow, ...]
    nodes: tuple[Published, ...]
    links: tuple[Link, ...]

    @property
    def id(self) -> str:
        """The id of the standard."""
        return standard_id(self.standard)


def source_of(name: str, digest: str) -> Source:
    """The source that a document of a user is; that it is official is the user's word."""
    return Source(
        id=ids.source_id(digest),
        source=ids.source_id(digest),
        locator=name,
        origin=Origin.OFFICIAL,
        title=name,
        publisher=Given.BY_THE_USER.english,
        publisher_chinese=Given.BY_THE_USER.chinese,
        digest=digest,
        note=Given.DOCUMENT_GIVEN.english,
        note_chinese=Given.DOCUMENT_GIVEN.chinese,
    )


def imported(text: StandardText, source: Source) -> Imported:
    """A standard's text as rows and facts."""
    standard = _standard_row(text, source)
    facts = _Facts(source, standard_id(standard))
    for order, level in enumerate(text.levels, start=1):
        facts.add_level(level, order)
    return Imported(
        source,
        standard,
        tuple(_weight_rows(text, source)),
        tuple(_rule_rows(text, standard_id(standard), source)),
        tuple(facts.nodes.values()),
        tuple(facts.links),
    )


def unstored(fact: Fact) -> Fact:
    """The fact without the revisions that a store gave it."""
    return replace(fact, first_revision=0, revision=0)


def _standard_row(text: StandardText, source: Source) -> StandardRow:
    return StandardRow(
        line=0,
        row=text.place,
        given=source,
        occupation_code=text.occupation_code,
        name=text.name,
        work_type=text.work_type,
        year=text.year,
        levels=tuple(level.level for level in text.levels),
        level_reading=LevelReading.PRINTED,
        levels_printed="",
        printed_code=text.code,
        code_origin=text.joined,
        document=text.document,
        parse_method="",
    )


def _weight_rows(text: StandardText, source: Source) -> Iterator[WeightRow]:
    for level in text.levels:
        for order, function in enumerate(level.functions, start=1):
            yield WeightRow(
                line=0,
                row=function.place,
                given=source,
                occupation_code=text.occupation_code,
                work_type=text.work_type,
                year=text.year,
                level=level.level,
                level_printed="",
                order=order,
                function=function.name,
                weight=function.weight,
            )


def _rule_rows(text: StandardText, standard: str, source: Source) -> Iterator[OwnRuleRow]:
    """Rows of the levels whose every condition was read and which stand in the document."""
    listed = {level.level for level in text.levels}
    for level, routes in fully_read(text.routes).items():
        for route in routes if level in listed else ():
            yield from _route_rows(route, text, standard, source)


def _route_rows(route: RouteText, text: StandardText, standard: str, source: Source) -> Iterator[OwnRuleRow]:
    for order, condition in enumerate(route.conditions, start=1):
        yield OwnRuleRow(
            line=0,
            row=f"{route.place}, way {route.order}",
            given=source,
            standard=standard,
            occupation_code="",
            work_type="",
            level=route.level,
            route_order=route.order,
            route=f"own-{route.order}",
            route_name=f"{ROUTE_NAME}, way {route.order}",
            route_text=route.text,
            condition_order=order,
            condition=condition.condition,
            kind=condition.kind,
            op=condition.op,
            value=condition.value,
            unit=condition.unit,
            ref=condition.ref,
            negated=False,
            text_title=text.document,
            text_place=route.place,
            origin=Origin.OFFICIAL,
        )


class _Facts:
    """Nodes and relationships of a standard's document under construction."""

    def __init__(self, source: Source, standard: str) -> None:
        self.source, self.standard = source, standard
        self.nodes: dict[str, Published] = {}
        self.links: list[Link] = []

    def add_level(self, text: LevelText, order: int) -> None:
        """A level, its modules and their contents."""
        level = ids.standard_level_id(self.standard, text.level)
        self._add(
            StandardLevel(
                id=level,
                level=text.level,
                hours=text.hours,
                ethics_weight=text.ethics_weight,
                basics_weight=text.basics_weight,
                **self._stated(text.place),
            )
        )
        self._join(RelType.HAS_LEVEL, self.standard, level, order, text.place)
        for function in text.functions:
            self._add_module(text, function)

    def _add_module(self, level: LevelText, function: Function) -> None:
        module = ids.module_id(self.standard, level.level, function.name)
        self._add(
            Module(
                id=module,
                name=function.name,
                level=level.level,
                weight=function.weight,
                theory_weight=function.theory_weight,
                **self._stated(function.place),
            )
        )
        for order, work in enumerate(function.works, start=1):
            self._add_work(module, work, order)

    def _add_work(self, module: str, work: Work, order: int) -> None:
        content = ids.work_content_id(module, work.name)
        self._add(WorkContent(id=content, name=work.name, **self._stated(work.place)))
        self._join(RelType.HAS_CONTENT, module, content, order, work.place)
        for place, item in _numbered(work.skills):
            skill = ids.skill_id(content, item.text)
            self._add(SkillRequirement(id=skill, text=item.text, **self._stated(item.place)))
            self._join(RelType.HAS_SKILL, content, skill, place, item.place)
        for place, item in _numbered(work.knowledge):
            point = ids.knowledge_id(content, item.text)
            self._add(KnowledgePoint(id=point, text=item.text, **self._stated(item.place)))
            self._join(RelType.HAS_KNOWLEDGE, content, point, place, item.place)

    def _add(self, node: Published) -> None:
        self.nodes.setdefault(node.id, node)

    def _join(self, relation: RelType, start: str, end: str, order: int, place: str) -> None:
        self.links.append(Link(type=relation, start=start, end=end, order=order, **self._stated(place)))

    def _stated(self, place: str) -> dict[str, Any]:
        return {"source": self.source.id, "locator": place, "origin": self.source.origin}


def _numbered(found: Iterable[Item]) -> Iterator[tuple[int, Item]]:
    return enumerate(found, start=1)
