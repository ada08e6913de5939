"""A draft package of the desk: what a developer saved or edited, checked, and as facts that are all DERIVED."""

import hashlib
import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph.errors import InvalidInput
from graph.model import ids
from graph.model.facts import Module, Occupation, Published, Source, TrainingPackage
from graph.model.links import Link, RelType
from graph.model.snapshot import Snapshot
from graph.model.terms import Level, Origin
from ingest.faults import DraftFault
from ingest.imported_packages import DRAFT, ImportedPackage, with_package
from ingest.loading import Loaded
from ingest.naming import Given, Method
from ingest.occupations import EDITION

METHOD = Method.AT_THE_DESK.english
MOST_MODULES, MOST_PARTS = 200, 100
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
Sentence = Annotated[str, Field(min_length=1, max_length=2_000, pattern=r"\S")]
Treatment = Literal["REUSE", "ADAPT", "WRITE", "DECIDE"]


class DraftedModule(BaseModel):
    """A module as the file says. With `module` it is an existing one by id, otherwise one of the draft's own."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    title: Name
    kind: Treatment | None = None
    level: Level | None = None
    tasks: Annotated[tuple[Sentence, ...], Field(max_length=MOST_PARTS)] = ()
    module: str | None = None
    standard: str | None = None
    why: str | None = None


class DraftedSection(BaseModel):
    """A section of the outline of a specification; `open` where nothing stands in it yet."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    heading: Name
    lines: Annotated[tuple[Sentence, ...], Field(max_length=MOST_PARTS * 10)] = ()
    open: bool = False


class DraftText(BaseModel):
    """A draft as its file says; keys beyond these are kept in the record and not read."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    name: Name
    code: str | None = None
    definition: str | None = None
    modules: Annotated[tuple[DraftedModule, ...], Field(max_length=MOST_MODULES)]
    outline: Annotated[tuple[DraftedSection, ...], Field(max_length=MOST_PARTS)] = ()
    notes: Annotated[tuple[str, ...], Field(max_length=MOST_PARTS)] = ()

    @property
    def subject(self) -> str:
        """What versions are counted for: the code, or the name where there is none."""
        return self.code or ids.fold(self.name)


def read_draft(text: str) -> DraftText:
    """The draft in a JSON text; raises InvalidInput naming the first wrong field."""
    try:
        return DraftText.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "draft"
        said = DraftFault.DRAFT_FIELD(field=place, cause=first["msg"])
        raise InvalidInput(said, field=place) from error


def published(text: DraftText, content: str, current: Snapshot, *, version: int, who: str) -> Loaded:
    """`current` with the draft as a DERIVED package of its occupation, in place of drafts published before.

    Raises InvalidInput, naming what is wrong, where the occupation is not in the catalogue, a module has no level or
    two have one title and level, or a module named by its id does not exist.
    """
    occupation = _occupation(text, current)
    source = _source(text, content, version=version, who=who)
    package = package_of(text, version)
    stated: dict[str, Any] = {"source": source.id, "origin": Origin.DERIVED, "method": METHOD}
    nodes: list[Published] = [
        TrainingPackage(
            id=package,
            name=f"{occupation.name}（草案）",
            version=f"{DRAFT}{version}",
            locator=source.locator,
            **stated,
        )
    ]
    links = [
        Link(type=RelType.PACKAGE_FOR, start=package, end=occupation.id, locator=source.locator, **stated)
    ]
    seen: set[str] = set()
    for order, module in enumerate(text.modules, start=1):
        place = f"modules.{order - 1}"
        end = _end(module, package, current, place)
        if end in seen:
            raise InvalidInput(DraftFault.DRAFT_TWICE(place=place, title=module.title), field=place)
        seen.add(end)
        if module.module is None and module.level is not None:
            nodes.append(
                Module(id=end, name=module.title, level=module.level, weight=None, locator=place, **stated)
            )
        links.append(
            Link(type=RelType.INCLUDES, start=package, end=end, order=order, locator=place, **stated)
        )
    found = ImportedPackage(source, package, tuple(nodes), tuple(links))
    draft = with_package(_without_drafts(current, occupation.id), found)
    return Loaded(draft.snapshot(), (), (), (source.id,), None)


def package_of(text: DraftText, version: int) -> str:
    """The id of the package that a version becomes where it is published."""
    return ids.package_id(text.code or "", EDITION, f"{DRAFT}{version}")


def _occupation(text: DraftText, current: Snapshot) -> Occupation:
    found = current.nodes.get(ids.occupation_id(text.code, EDITION)) if text.code else None
    if not isinstance(found, Occupation):
        saying = DraftFault.DRAFT_CODE_UNKNOWN if text.code else DraftFault.DRAFT_WITHOUT_CODE
        raise InvalidInput(saying(name=text.name, code=text.code), field="code")
    return found


def _end(module: DraftedModule, package: str, current: Snapshot, place: str) -> str:
    if module.module is not None:
        if not isinstance(current.nodes.get(module.module), Module):
            said = DraftFault.DRAFT_MODULE_UNKNOWN(place=f"{place}.module", module=module.module)
            raise InvalidInput(said, field=f"{place}.module")
        return module.module
    if module.level is None:
        said = DraftFault.DRAFT_LEVEL_MISSING(place=f"{place}.level", title=module.title)
        raise InvalidInput(said, field=f"{place}.level")
    return ids.package_module_id(package, module.level, module.title)


def _source(text: DraftText, content: str, *, version: int, who: str) -> Source:
    digest = hashlib.sha256(content.encode()).hexdigest()
    source = ids.source_id(digest)
    title = Given.DRAFT_PACKAGE(name=text.name, version=version)
    return Source(
        id=source,
        source=source,
        locator=f"draft {text.subject} version {version}",
        origin=Origin.DERIVED,
        method=METHOD,
        title=str(title),
        title_chinese=title.chinese,
        publisher=who,
        digest=digest,
        note=Given.DRAFT_NOT_OFFICIAL.english,
        note_chinese=Given.DRAFT_NOT_OFFICIAL.chinese,
    )


def _without_drafts(current: Snapshot, occupation: str) -> Snapshot:
    """`current` without drafts that were published before for an occupation, and their own modules."""
    drafts = {
        key.start
        for key in current.links
        if key.type is RelType.PACKAGE_FOR and key.end == occupation and _is_draft(current, key.start)
    }
    if not drafts:
        return current
    included = {k.end for k in current.links if k.type is RelType.INCLUDES and k.start in drafts}
    own = {end for end in included if ids.parse(end).edition}
    sources = {current.nodes[draft].source for draft in drafts}
    gone = drafts | own | sources
    nodes = [node for key, node in current.nodes.items() if key not in gone]
    return Snapshot.of(nodes, (k for key, k in current.links.items() if not {key.start, key.end} & gone))


def _is_draft(current: Snapshot, node_id: str) -> bool:
    node = current.nodes[node_id]
    return isinstance(node, TrainingPackage) and node.version.startswith(DRAFT)


def as_json(text: str) -> str:
    """A JSON text without needless space, so that equal drafts have one digest."""
    return json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True)
