"""Adding documents to a snapshot: to what stands in the store, or to what the tables state.

A document takes the place of all that was known of its standard, and of nothing else: certificates of the occupation
are made again from all its standards, by the same code that makes them from tables.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.errors import NotFound
from graph.model import ids
from graph.model.facts import Published, RuleSet
from graph.model.ids import parse
from graph.model.links import Link, LinkKey, RelType
from graph.model.snapshot import Snapshot
from graph.model.terms import Level
from ingest.draft import Draft
from ingest.imported import Imported
from ingest.imported_packages import ImportedPackage, add_package, packages_in, with_package, without_derived
from ingest.own_rules import governs
from ingest.records import RECORDS, OwnRuleRow, Record, StandardRow, WeightRow
from ingest.standards import build_standards, package_of, standard_id
from ingest.standing import Standing
from ingest.tables import Tables

MADE_AGAIN = frozenset(
    {
        *(
            RelType.STANDARD_FOR,
            RelType.HAS_MODULE,
            RelType.HAS_LEVEL,
            RelType.HAS_CONTENT,
            RelType.HAS_SKILL,
        ),
        *(
            RelType.HAS_KNOWLEDGE,
            RelType.CERTIFIES,
            RelType.ADMITTED_BY,
            RelType.ALTERNATIVE,
            RelType.REQUIRES,
        ),
        *(RelType.PACKAGE_FOR, RelType.CITES),
    }
)


def patched(current: Snapshot, document: Imported) -> Snapshot:
    """`current` with a document in place of what was known of its standard.

    What others say of its modules (courses that cover them, offers of its package, an official package that includes
    them) stays, as far as the modules stand in the document too.
    """
    standing = Standing.of(current)
    code, work_type = document.standard.occupation_code, document.standard.work_type
    versions = {**standing.versions(code, work_type), document.id: document.standard}
    rules = [
        row
        for node_id in versions
        for row in standing.rule_rows(node_id)
        if governs(node_id, row.level, versions) and not _replaced(row, document, current)
    ]
    gone = _gone(standing, document, versions, set(_rule_sets(rules)))
    rules += _in_force(document, versions, rules)
    draft = _draft(current, gone, document, [*versions.values()], rules)
    draft.add(document.source)
    build_standards(draft)
    add_contents(draft, document)
    _restore(draft, current, gone)
    without_derived(draft)
    _drop_source(draft, current, document.id, document.source.id)
    return draft.snapshot()


def patched_by_package(current: Snapshot, package: ImportedPackage) -> Snapshot:
    """`current` with an official package in place of those derived from standards of its occupation and work type."""
    draft = with_package(current, package)
    without_derived(draft)
    _drop_source(draft, current, package.id, package.source.id)
    return draft.snapshot()


def with_documents(tables: Tables, documents: Sequence[Imported]) -> Tables:
    """Tables with the rows of documents in place of those on the same standards.

    Conditions in the user's own table win over those of a document, for the same standard and level.
    """
    if not documents:
        return tables
    keys = {_key(document.standard) for document in documents}
    standards = [row for row in tables.of(StandardRow) if _key(row) not in keys]
    standards += [document.standard for document in documents]
    weights = [row for row in tables.of(WeightRow) if _key(row) not in keys]
    weights += [row for document in documents for row in document.weights]
    rules, by_id = [*tables.of(OwnRuleRow)], {standard_id(row): row for row in standards}
    for document in documents:
        rules += _in_force(document, by_id, rules)
    rows: dict[type[Record], tuple[Record, ...]] = {
        **tables.rows,
        StandardRow: tuple(standards),
        WeightRow: tuple(weights),
        OwnRuleRow: tuple(rules),
    }
    sources = {OwnRuleRow.TABLE: documents[0].source, **tables.sources}
    return replace(tables, rows=rows, sources=sources)


def add_contents(draft: Draft, document: Imported) -> None:
    """Adds what a document says beyond the rows of tables, where its standard was taken."""
    if document.id not in draft.nodes:
        return
    draft.add(document.source)
    for node in document.nodes:
        draft.nodes[node.id] = node
    for link in document.links:
        draft.links.setdefault(link.key, link)


def _key(row: StandardRow | WeightRow) -> tuple[str, str, int | None]:
    return row.occupation_code, row.work_type, row.year


def _in_force(
    document: Imported, standards: Mapping[str, StandardRow], others: Iterable[OwnRuleRow]
) -> list[OwnRuleRow]:
    """A document's conditions of the levels that its standard governs and no other row is about."""
    standard = document.standard
    of_it = {document.id, f"{standard.occupation_code} {standard.work_type}"}
    taken = {row.level for row in others if of_it & {row.standard, f"{row.occupation_code} {row.work_type}"}}
    return [
        row for row in document.rules if row.level not in taken and governs(document.id, row.level, standards)
    ]


def _replaced(row: OwnRuleRow, document: Imported, current: Snapshot) -> bool:
    """Was a condition stated by an earlier document of the same standard?"""
    before = current.nodes.get(document.id)
    return (
        row.standard == document.id
        and before is not None
        and bool(row.given and row.given.id == before.source)
    )


def _rule_sets(rules: Iterable[OwnRuleRow]) -> Iterable[str]:
    return (ids.own_rule_set_id(row.standard, row.level) for row in rules)


def _gone(standing: Standing, document: Imported, versions: Iterable[str], kept_rules: set[str]) -> set[str]:
    """Nodes that are made again: the standard with all below it, its certificates, its package, and the conditions of
    any of its versions that no longer count."""
    standard = document.standard
    code, work_type = standard.occupation_code, standard.work_type or None
    gone = {document.id, *standing.below(document.id)}
    gone |= {ids.skill_certificate_id(code, level, work_type) for level in Level}
    gone.add(package_of(standard)[0])
    for node in standing.snapshot.nodes.values():
        if isinstance(node, RuleSet) and node.id not in kept_rules and _is_below(node.id, versions):
            gone |= _tree(standing, node.id)
    return gone & standing.snapshot.nodes.keys()


def _is_below(rule_set: str, standards: Iterable[str]) -> bool:
    """Is a rule set one that one of the standards sets of its own?"""
    found = parse(rule_set)
    return any((found.code, found.parts[:-1]) == (std.code, std.parts) for std in map(parse, standards))


def _tree(standing: Standing, rule_set: str) -> set[str]:
    routes = {link.end for link in standing.leaving.get(rule_set, ()) if link.type is RelType.ALTERNATIVE}
    conditions = {
        link.end for r in routes for link in standing.leaving.get(r, ()) if link.type is RelType.REQUIRES
    }
    return {rule_set} | routes | conditions


def _draft(
    current: Snapshot,
    gone: set[str],
    document: Imported,
    standards: Sequence[StandardRow],
    rules: Sequence[OwnRuleRow],
) -> Draft:
    rows: dict[type[Record], tuple[Record, ...]] = dict.fromkeys(RECORDS, ())
    rows |= {StandardRow: tuple(standards), WeightRow: document.weights, OwnRuleRow: tuple(rules)}
    nodes = {key: node for key, node in current.nodes.items() if key not in gone}
    links = {key: link for key, link in current.links.items() if not {key.start, key.end} & gone}
    return Draft(Tables(rows, {OwnRuleRow.TABLE: document.source}, {}, frozenset()), nodes, links)


def _restore(draft: Draft, current: Snapshot, gone: set[str]) -> None:
    """Takes back what others say of nodes that were made again."""
    for key, link in current.links.items():
        ends = {key.start, key.end}
        if ends & gone and ends <= draft.nodes.keys() and _is_of_others(key, gone):
            draft.links.setdefault(key, link)


def _is_of_others(key: LinkKey, gone: set[str]) -> bool:
    """The package derived from the standard is made again with it; drafts and official ones that include its modules are not."""
    own_package = key.type is RelType.INCLUDES and key.start in gone
    return key.type not in MADE_AGAIN and not own_package


def _drop_source(draft: Draft, current: Snapshot, node_id: str, source: str) -> None:
    """Drops the source of an earlier document on the same node, where nothing else rests on it."""
    before = current.nodes.get(node_id)
    if before is None or before.source == source:
        return
    facts: Iterable[Published | Link] = (*draft.nodes.values(), *draft.links.values())
    if not any(fact.source == before.source and fact is not draft.nodes[before.source] for fact in facts):
        del draft.nodes[before.source]


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents that are part of a catalogue beside the tables."""

    standards: tuple[Imported, ...] = ()
    packages: tuple[ImportedPackage, ...] = ()

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Documents":
        """Those that were imported into a snapshot."""
        standing = Standing.of(snapshot)
        return cls(standing.imported(), packages_in(standing))

    def without(self, ids_left_out: Sequence[str]) -> "Documents":
        """The others; raises NotFound for an id that is not that of an imported standard or package."""
        known = {document.id for document in (*self.standards, *self.packages)}
        for left_out in ids_left_out:
            if left_out not in known:
                raise NotFound(
                    f"no document was imported for {left_out!r}; {_listed(known)}", field="--without"
                )
        return Documents(
            tuple(document for document in self.standards if document.id not in ids_left_out),
            tuple(package for package in self.packages if package.id not in ids_left_out),
        )

    def digests(self) -> dict[str, str]:
        """A digest of all that each document says, by the id of its standard or package."""
        every = (*self.standards, *self.packages)
        return {d.id: hashlib.sha256(repr(d).encode()).hexdigest() for d in every}

    def add_to(self, draft: Draft) -> None:
        """Adds what the documents say beyond the rows of tables."""
        for standard in self.standards:
            add_contents(draft, standard)
        for package in self.packages:
            add_package(draft, package)
        without_derived(draft)


def _listed(known: Iterable[str]) -> str:
    names = ", ".join(sorted(known))
    return f"there are documents for {names}" if names else "there are none"
