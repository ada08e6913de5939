"""What stands in a snapshot, read back as rows: standards, the conditions they set, and the documents imported so far."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import cast

from graph.model.facts import (
    Condition,
    KnowledgePoint,
    Module,
    Published,
    Route,
    RuleSet,
    SkillRequirement,
    Source,
    Standard,
    StandardLevel,
    WorkContent,
)
from graph.model.ids import Id, Kind, parse
from graph.model.links import Link, RelType
from graph.model.snapshot import Snapshot
from ingest.imported import Imported, unstored
from ingest.records import JoinedBy, OwnRuleRow, StandardRow, StatedOrigin, WeightRow
from ingest.standards import JOINED

CONTENTS = (RelType.HAS_LEVEL, RelType.HAS_CONTENT, RelType.HAS_SKILL, RelType.HAS_KNOWLEDGE)
CONTENT_NODES = (Module, StandardLevel, WorkContent, SkillRequirement, KnowledgePoint)
_SET_NAME = "申报条件 "
_JOINED: dict[str, JoinedBy] = {method: code_origin for code_origin, method in JOINED.items()}


@dataclass(frozen=True, slots=True)
class Standing:
    """A snapshot with its relationships by start, read back as rows."""

    snapshot: Snapshot
    leaving: Mapping[str, tuple[Link, ...]]

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Standing":
        leaving: defaultdict[str, list[Link]] = defaultdict(list)
        for link in snapshot.links.values():
            leaving[link.start].append(link)
        ordered = {start: tuple(sorted(links, key=_by_order)) for start, links in leaving.items()}
        return cls(snapshot, MappingProxyType(ordered))

    def imported(self) -> tuple[Imported, ...]:
        """Every document that was imported, by the id of its standard."""
        standards = sorted({k.start for k in self.snapshot.links if k.type is RelType.HAS_LEVEL})
        return tuple(self._imported(self._standard(node_id)) for node_id in standards)

    def versions(self, code: str, work_type: str) -> dict[str, StandardRow]:
        """The standards of an occupation and work type as rows, by id."""
        found = (node for node in self.snapshot.nodes.values() if isinstance(node, Standard))
        rows = {node.id: self.standard_row(node) for node in found if parse(node.id).code == code}
        return {node_id: row for node_id, row in rows.items() if row.work_type == work_type}

    def standard_row(self, standard: Standard) -> StandardRow:
        """A standard as the row that states it."""
        joined = next(iter(self._links(standard.id, RelType.STANDARD_FOR)), None)
        return StandardRow(
            line=0,
            row=standard.locator,
            given=self.source(standard),
            occupation_code=parse(standard.id).code,
            name=standard.name,
            work_type=standard.work_type or "",
            year=standard.year,
            levels=standard.levels,
            level_reading=standard.level_reading,
            levels_printed="",
            printed_code=standard.code,
            code_origin=_JOINED.get(str(joined and joined.method), "PRINTED"),
            document=standard.document,
            parse_method="",
        )

    def rule_rows(self, standard: str) -> tuple[OwnRuleRow, ...]:
        """The conditions that a standard sets of its own, as rows."""
        found = parse(standard)
        sets = [
            node
            for node in self.snapshot.nodes.values()
            if isinstance(node, RuleSet) and _is_of(parse(node.id), found)
        ]
        return tuple(row for rule_set in sets for row in self._set_rows(standard, rule_set))

    def below(self, standard: str) -> dict[str, Published]:
        """The modules, levels and contents of a standard, by id."""
        found: dict[str, Published] = {}
        waiting = [link.end for link in self._links(standard, RelType.HAS_MODULE, RelType.HAS_LEVEL)]
        while waiting:
            node_id = waiting.pop()
            node = self.snapshot.nodes[node_id]
            if isinstance(node, CONTENT_NODES) and node_id not in found:
                found[node_id] = node
                waiting += [link.end for link in self._links(node_id, *CONTENTS)]
        return found

    def _imported(self, standard: Standard) -> Imported:
        nodes = self.below(standard.id)
        links = (link for start in (standard.id, *nodes) for link in self._links(start, *CONTENTS))
        return Imported(
            self.source(standard),
            self.standard_row(standard),
            tuple(self._weight_rows(standard)),
            tuple(
                row for row in self.rule_rows(standard.id) if row.given and row.given.id == standard.source
            ),
            tuple(unstored(nodes[node_id]) for node_id in sorted(nodes)),
            tuple(sorted(map(unstored, links), key=lambda link: link.key)),
        )

    def _weight_rows(self, standard: Standard) -> Iterator[WeightRow]:
        for link in self._links(standard.id, RelType.HAS_MODULE):
            module = self.snapshot.nodes[link.end]
            if isinstance(module, Module) and module.weight is not None:
                yield WeightRow(
                    line=0,
                    row=module.locator,
                    given=self.source(standard),
                    occupation_code=parse(standard.id).code,
                    work_type=standard.work_type or "",
                    year=standard.year,
                    level=module.level,
                    level_printed="",
                    order=link.order or 0,
                    function=module.name,
                    weight=module.weight,
                )

    def _set_rows(self, standard: str, rule_set: RuleSet) -> Iterator[OwnRuleRow]:
        for alternative in self._links(rule_set.id, RelType.ALTERNATIVE):
            route = self.snapshot.nodes[alternative.end]
            for required in self._links(route.id, RelType.REQUIRES) if isinstance(route, Route) else ():
                condition = self.snapshot.nodes[required.end]
                if isinstance(condition, Condition) and isinstance(route, Route):
                    yield self._rule_row(standard, rule_set, (alternative, route), (required, condition))

    def _rule_row(
        self, standard: str, rule_set: RuleSet, way: tuple[Link, Route], required: tuple[Link, Condition]
    ) -> OwnRuleRow:
        (alternative, route), (link, condition) = way, required
        title = rule_set.name.removeprefix(_SET_NAME).removesuffix(rule_set.level.chinese).strip()
        return OwnRuleRow(
            line=0,
            row=condition.locator,
            given=self.source(condition),
            standard=standard,
            occupation_code="",
            work_type="",
            level=rule_set.level,
            route_order=alternative.order or 0,
            route=parse(route.id).parts[-1],
            route_name=route.name,
            route_text=route.text,
            condition_order=link.order,
            condition=parse(condition.id).parts[-1],
            kind=condition.kind,
            op=condition.op,
            value=condition.value,
            unit=condition.unit or "",
            ref=condition.ref or "",
            negated=condition.negated,
            text_title=title,
            text_place=condition.locator,
            origin=cast(StatedOrigin, condition.origin),
        )

    def _links(self, start: str, *types: RelType) -> Iterator[Link]:
        return (link for link in self.leaving.get(start, ()) if link.type in types)

    def _standard(self, node_id: str) -> Standard:
        node = self.snapshot.nodes[node_id]
        assert isinstance(node, Standard)
        return node

    def source(self, fact: Published) -> Source:
        """The source that a fact names."""
        node = self.snapshot.nodes[fact.source]
        assert isinstance(node, Source)
        return unstored(node)


def _is_of(rule_set: Id, standard: Id) -> bool:
    """Is a rule set one of a standard's own, at some level?"""
    own = (rule_set.kind, rule_set.code, rule_set.parts[:-1])
    return own == (Kind.RULE_SET, standard.code, standard.parts)


def _by_order(link: Link) -> tuple[int, str]:
    return (link.order or 0, link.end)
