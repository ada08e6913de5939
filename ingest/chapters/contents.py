"""What the chapters of a standard say, and what is wrong with a document that does not say it."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.model.terms import Level
from graph.places import Place
from graph.sayings import Said
from ingest.records import JoinedBy


@dataclass(frozen=True, slots=True)
class Damage:
    """Something wrong or unread in a document, by table (or chapter), row and column where it has them."""

    table: Place
    row: int | None
    column: Place | None
    reason: Said

    def __str__(self) -> str:
        row = f" row {self.row}" if self.row is not None else ""
        column = f", {self.column}" if self.column else ""
        return f"{self.table}{row}{column}: {self.reason}"


class Trouble:
    """What was found wrong so far, each once, in order; and what was merely noticed."""

    def __init__(self) -> None:
        self.damages: dict[Damage, None] = {}
        self.notes: dict[Damage, None] = {}

    def wrong(self, table: str, reason: Said, row: int | None = None, column: str | None = None) -> None:
        """Notes a fault; the document is refused for it."""
        self.damages.setdefault(_damage(table, reason, row, column))

    def unread(self, table: str, reason: Said, row: int | None = None, column: str | None = None) -> None:
        """Notes what was not read, or was read as less than certain; the document is taken all the same."""
        self.notes.setdefault(_damage(table, reason, row, column))


def _damage(table: str, reason: Said, row: int | None, column: str | None) -> Damage:
    return Damage(Place(table), row, Place(column) if column else None, reason)


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence of a requirement, and where it stands."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work (工作内容) with its 技能要求 and 相关知识要求."""

    name: str
    skills: tuple[Item, ...]
    knowledge: tuple[Item, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Function:
    """A vocational function (职业功能) at one level, in the order of printing; weights in percent."""

    name: str
    works: tuple[Work, ...]
    place: str
    weight: float = 0.0
    theory_weight: float = 0.0


@dataclass(frozen=True, slots=True)
class LevelText:
    """What a standard says of one level; None where it does not say it."""

    level: Level
    hours: float | None
    ethics_weight: float | None
    basics_weight: float | None
    functions: tuple[Function, ...]
    place: str


@dataclass(frozen=True, slots=True)
class ConditionText:
    """One requirement of a way to a level, in the columns of the table of conditions of a standard's own."""

    condition: str
    kind: str
    op: str
    value: str
    unit: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class RouteText:
    """One way to be admitted to a level: its sentence, and its conditions, none where they could not be read."""

    level: Level
    order: int
    text: str
    place: str
    conditions: tuple[ConditionText, ...]


@dataclass(frozen=True, slots=True)
class StandardText:
    """A standard as its document says; `code` is the printed one, `occupation_code` that of the classification.

    `joined` is how the occupation was found: PRINTED, BY_NAME or GIVEN. `year` None: the document states none.
    """

    code: str
    occupation_code: str
    joined: JoinedBy
    name: str
    work_type: str
    year: int | None
    levels: tuple[LevelText, ...]
    routes: tuple[RouteText, ...]
    document: str
    place: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The outcome of reading a document: a standard, or None where `damages` says what is wrong."""

    standard: StandardText | None
    damages: tuple[Damage, ...]
    notes: tuple[Damage, ...]


def read_without(trouble: Trouble, standard: StandardText | None) -> Reading:
    """The outcome, without the standard where anything is wrong."""
    return Reading(None if trouble.damages else standard, tuple(trouble.damages), tuple(trouble.notes))


def number_of(items: Iterable[Function]) -> tuple[int, int, int]:
    """How many pieces of work, skill requirements and knowledge points functions have."""
    works = [work for function in items for work in function.works]
    return len(works), sum(len(w.skills) for w in works), sum(len(w.knowledge) for w in works)
