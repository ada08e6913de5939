"""Cypher derived from the model: the only place where Cypher is put together from text.

Every piece comes from a closed enum or a dataclass field of `graph.model`, never from data. Reads that the
model does not derive are named files under graph/cypher/ (`named`).
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from graph.model.facts import Published
from graph.model.ids import Kind
from graph.model.links import ENDPOINTS, Link, LinkKey, RelType
from graph.model.schema import INDEXED, LABELS, RECORD_LABELS, label, properties

_FILES = Path(__file__).parent / "cypher"
LINK_FACTS = tuple(name for name in properties(Link) if name not in LinkKey._fields)
LINK_COLUMNS = ("start", "end", "part", *LINK_FACTS)
ROWS_AT_ONCE = 500
Ends = tuple[Kind, Kind]


@cache
def named(name: str) -> str:
    """The statement in graph/cypher/<name>.cypher."""
    return (_FILES / f"{name}.cypher").read_text(encoding="utf-8").strip()


@cache
def load_nodes(cls: type[Published]) -> str:
    """All nodes of a label: `rows` of their properties in the order of `properties(cls)`, `ROWS_AT_ONCE` at a time."""
    return f"MATCH (n:{label(cls)}) {_in_packs([f'n.{name}' for name in properties(cls)])}"


@cache
def load_links(relation: RelType, ends: Ends) -> str:
    """All relationships of a type between two labels: `rows` in `LINK_COLUMNS` order, `ROWS_AT_ONCE` at a time."""
    facts = [f"r.{name}" for name in LINK_COLUMNS[2:]]
    return f"MATCH {_pattern(relation, ends)} {_in_packs(['a.id', 'b.id', *facts])}"


@cache
def create_nodes(cls: type[Published]) -> str:
    """New nodes from `$rows`, each a map of all properties. Returns how many were `written`."""
    facts = ", ".join(f"{name}: row.{name}" for name in properties(cls))
    return f"UNWIND $rows AS row CREATE (n:{label(cls)} {{{facts}}}) RETURN count(n) AS written"


@cache
def create_links(relation: RelType, ends: Ends) -> str:
    """New relationships from `$rows` (start, end, part and facts). Returns how many were `written`: an end may be missing."""
    facts = ", ".join(f"{name}: row.{name}" for name in LINK_COLUMNS[2:])
    return (
        f"{_each_with_ends(ends)} CREATE (a)-[r:{relation.value} {{{facts}}}]->(b) RETURN count(r) AS written"
    )


@cache
def merge_nodes(cls: type[Published]) -> str:
    """Upsert of `$rows`, each a map of all properties; null removes one. Returns how many were `written`."""
    facts = ", ".join(f"n.{name} = row.{name}" for name in properties(cls) if name != "id")
    return f"UNWIND $rows AS row MERGE (n:{label(cls)} {{id: row.id}}) SET {facts} RETURN count(n) AS written"


@cache
def merge_links(relation: RelType, ends: Ends) -> str:
    """Upsert of `$rows` (start, end, part and facts). Returns how many were `written`: an end may be missing."""
    facts = ", ".join(f"r.{name} = row.{name}" for name in LINK_FACTS)
    merge = f"MERGE (a)-[r:{relation.value} {{part: row.part}}]->(b) SET {facts}"
    return f"{_each_with_ends(ends)} {merge} RETURN count(r) AS written"


@cache
def delete_nodes(cls: type[Published]) -> str:
    """Removal of the nodes whose ids are in `$rows`, with what still hangs on them."""
    return f"UNWIND $rows AS row MATCH (n:{label(cls)} {{id: row.id}}) DETACH DELETE n"


@cache
def delete_links(relation: RelType, ends: Ends) -> str:
    """Removal of the relationships named by `$rows` (start, end, part)."""
    start, end = _labels(ends)
    return (
        f"UNWIND $rows AS row MATCH (a:{start} {{id: row.start}})"
        f"-[r:{relation.value} {{part: row.part}}]->(b:{end} {{id: row.end}}) DELETE r"
    )


def constraints() -> dict[str, str]:
    """Unique `id` of every label: constraint name to statement."""
    labels = [label(cls) for cls in LABELS.values()] + list(RECORD_LABELS)
    return {
        f"{name.lower()}_id": f"CREATE CONSTRAINT {name.lower()}_id IF NOT EXISTS FOR (n:{name}) REQUIRE n.id IS UNIQUE"
        for name in labels
    }


def indexes() -> dict[str, str]:
    """Range indexes: index name to statement."""
    return {
        f"{name.lower()}_{prop}": f"CREATE INDEX {name.lower()}_{prop} IF NOT EXISTS FOR (n:{name}) ON (n.{prop})"
        for name, prop in INDEXED
    }


def every_pair() -> list[tuple[RelType, Ends]]:
    """Each relationship type with each pair of kinds it may join."""
    return [(relation, ends) for relation, pairs in ENDPOINTS.items() for ends in pairs]


def _in_packs(columns: Sequence[str]) -> str:
    """Ends a statement so that many rows travel as one: the driver's work is by record, not by value."""
    return (
        f"WITH collect([{', '.join(columns)}]) AS every UNWIND range(0, size(every) - 1, {ROWS_AT_ONCE}) AS first "
        f"RETURN every[first..first + {ROWS_AT_ONCE}] AS rows"
    )


def _each_with_ends(ends: Ends) -> str:
    start, end = _labels(ends)
    return f"UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}})"


def _pattern(relation: RelType, ends: Ends) -> str:
    start, end = _labels(ends)
    return f"(a:{start})-[r:{relation.value}]->(b:{end})"


def _labels(ends: Ends) -> tuple[str, str]:
    return label(LABELS[ends[0]]), label(LABELS[ends[1]])
