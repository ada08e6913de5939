"""An official training package as facts: made from its text, or found again in a snapshot; and added to one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graph.model import ids
from graph.model.facts import Module, Published, Source, TrainingPackage
from graph.model.ids import Kind, kind_of, parse
from graph.model.links import Link, RelType
from graph.model.snapshot import Snapshot
from graph.model.terms import Origin
from ingest.draft import Draft
from ingest.imported import unstored
from ingest.occupations import EDITION, occupation_id
from ingest.packages import PackageModule, PackageText
from ingest.standards import JOINED
from ingest.standing import Standing
from ingest.tables import Tables

OWN_LINKS = (RelType.PACKAGE_FOR, RelType.INCLUDES)
DRAFT = "draft"  # with this word begins the version of a package that was drafted at the desk


@dataclass(frozen=True, slots=True)
class ImportedPackage:
    """What a package's file adds: the package, modules that no standard lists, and what joins them."""

    source: Source
    id: str
    nodes: tuple[Published, ...]
    links: tuple[Link, ...]


def imported_package(text: PackageText, source: Source, current: Snapshot) -> ImportedPackage:
    """A package's text as facts. Its modules are those of the newest standard that lists one of the same name and level."""
    stated: dict[str, Any] = {"source": source.id, "locator": text.place, "origin": source.origin}
    package = ids.package_id(text.occupation_code, EDITION, text.version)
    nodes: list[Published] = [
        TrainingPackage(id=package, name=text.name, version=text.version, hours=text.hours, **stated)
    ]
    joined: dict[str, Any] = (
        {"origin": Origin.DERIVED, "method": JOINED[text.joined]} if text.joined in JOINED else {}
    )
    occupation = occupation_id(text.occupation_code)
    links = [Link(type=RelType.PACKAGE_FOR, start=package, end=occupation, **{**stated, **joined})]
    versions = Standing.of(current).versions(text.occupation_code, text.version.partition("-")[2])
    newest = sorted(versions, key=lambda node_id: -(versions[node_id].year or 0))
    for order, module in enumerate(text.modules, start=1):
        stated = {"source": source.id, "locator": module.place, "origin": source.origin}
        end = _module(module, newest, current) or ids.package_module_id(package, module.level, module.name)
        if parse(end).edition:
            nodes.append(Module(id=end, name=module.name, level=module.level, weight=None, **stated))
        links.append(
            Link(type=RelType.INCLUDES, start=package, end=end, order=order, hours=module.hours, **stated)
        )
    return ImportedPackage(source, package, tuple(nodes), tuple(links))


def _module(module: PackageModule, standards: Iterable[str], current: Snapshot) -> str | None:
    found = (ids.module_id(standard, module.level, module.name) for standard in standards)
    return next((node_id for node_id in found if node_id in current.nodes), None)


def packages_in(standing: Standing) -> tuple[ImportedPackage, ...]:
    """Every package that did not come from the tables, by id: official ones, and published drafts of the desk."""
    nodes = standing.snapshot.nodes
    packages = [
        n
        for n in nodes.values()
        if isinstance(n, TrainingPackage) and (n.origin is not Origin.DERIVED or n.version.startswith(DRAFT))
    ]
    return tuple(_found(standing, package) for package in sorted(packages, key=lambda p: p.id))


def _found(standing: Standing, package: TrainingPackage) -> ImportedPackage:
    links = [link for link in standing.leaving.get(package.id, ()) if link.type in OWN_LINKS]
    own = [standing.snapshot.nodes[link.end] for link in links if _is_own(link.end)]
    return ImportedPackage(
        standing.source(package),
        package.id,
        tuple(unstored(node) for node in (package, *own)),
        tuple(unstored(link) for link in links),
    )


def _is_own(module: str) -> bool:
    """Is a module one that a package alone has? Those of standards have no edition in their id."""
    return kind_of(module) is Kind.MODULE and parse(module).edition is not None


def add_package(draft: Draft, package: ImportedPackage) -> None:
    """Adds a package, in place of an earlier one of the same version; what it joins must exist."""
    before = {package.id, *(k.end for k in draft.links if k.start == package.id and _is_own(k.end))}
    draft.nodes = {key: node for key, node in draft.nodes.items() if key not in before}
    draft.links = {key: link for key, link in draft.links.items() if not {key.start, key.end} & before}
    draft.add(package.source)
    for node in package.nodes:
        draft.add(node)
    for link in package.links:
        if link.end in draft.nodes:
            draft.links.setdefault(link.key, link)


def with_package(current: Snapshot, package: ImportedPackage) -> Draft:
    """A draft of `current` with an official package in place of an earlier one."""
    draft = Draft(Tables({}, {}, {}, frozenset()), dict(current.nodes), dict(current.links))
    add_package(draft, package)
    return draft


def without_derived(draft: Draft) -> None:
    """Drops derived packages, drafts with their own modules among them, where the same occupation and work type has an official one."""
    packages = [node for node in draft.nodes.values() if isinstance(node, TrainingPackage)]
    official = {_trains(package) for package in packages if package.origin is not Origin.DERIVED}
    gone = {p.id for p in packages if p.origin is Origin.DERIVED and _trains(p) in official}
    if not gone:
        return
    included = {k.end for k in draft.links if k.type is RelType.INCLUDES and k.start in gone}
    gone |= {end for end in included if _is_own(end)}
    gone |= {draft.nodes[p.id].source for p in packages if p.id in gone and p.version.startswith(DRAFT)}
    draft.nodes = {key: node for key, node in draft.nodes.items() if key not in gone}
    draft.links = {k: link for k, link in draft.links.items() if not {k.start, k.end} & gone}


def _trains(package: TrainingPackage) -> tuple[str, str]:
    """Occupation and work type of a package: its version is `<year>[-<work type>]`."""
    return parse(package.id).code, package.version.partition("-")[2]


def unmatched(package: ImportedPackage) -> Sequence[str]:
    """Names of the modules that no standard of the occupation lists, with their level."""
    own = (node for node in package.nodes if isinstance(node, Module))
    return [f"{module.level.chinese} {module.name}" for module in own]
