"""The occupation that the desk is asked about: one of the catalogue, or one that a text announces."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.catalogue import Catalogue
from graph.errors import InvalidInput
from graph.model.facts import Occupation, Task, TrainingPackage
from graph.model.ids import fold
from graph.model.judgements import text_key
from graph.model.links import RelType
from recommender.shared.faults import TextFault
from recommender.text.passages import described

MOST_TASKS = 60


class OccupationPart(StrEnum):
    """What should be known of an occupation before its tasks can be compared."""

    NAME = "NAME"
    DEFINITION = "DEFINITION"
    TASKS = "TASKS"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOccupation:
    """What is known of the occupation; None and empty where nothing states it.

    `occupation` is its id where the catalogue has it; `place` says where its texts were read, `document` which notice
    added it; `packages` are the ids of those it has already.
    """

    name: str | None
    code: str | None
    definition: str | None
    tasks: tuple[str, ...]
    place: str
    occupation: str | None = None
    document: str | None = None
    packages: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """What has to be encoded: the tasks, then the definition, which says whose it is, as those of the catalogue do."""
        if self.definition is None:
            return self.tasks
        return (*self.tasks, described(self.name, self.definition) if self.name else self.definition)

    @property
    def missing(self) -> tuple[OccupationPart, ...]:
        """The parts that nothing states."""
        stated = {
            OccupationPart.NAME: self.name,
            OccupationPart.DEFINITION: self.definition,
            OccupationPart.TASKS: self.tasks,
        }
        return tuple(part for part, value in stated.items() if not value)


def of_catalogue(catalogue: Catalogue, occupation: Occupation) -> AskedOccupation:
    """What the catalogue knows of one of its occupations."""
    tasks = catalogue.targets(occupation.id, RelType.HAS_TASK, Task)
    packages = catalogue.origins(occupation.id, RelType.PACKAGE_FOR, TrainingPackage)
    return AskedOccupation(
        name=occupation.name,
        code=occupation.code,
        definition=occupation.definition,
        tasks=tuple(task.text for task in tasks),
        place=f"catalogue revision {catalogue.revision.number}",
        occupation=occupation.id,
        document=occupation.document,
        packages=tuple(package.id for package in packages),
    )


def of_text(
    catalogue: Catalogue,
    *,
    name: str | None,
    definition: str | None,
    tasks: tuple[str, ...],
    code: str | None = None,
    place: str = "stated by the caller",
) -> AskedOccupation:
    """What a text says of an occupation, joined with the catalogue's one of the same code or exact name.

    Where the text is silent, what the catalogue knows stays. Raises InvalidInput for more than `MOST_TASKS` tasks.
    """
    if len(tasks) > MOST_TASKS:
        raise InvalidInput(TextFault.TASKS_TOO_MANY(tasks=len(tasks), most=MOST_TASKS), field="tasks")
    found = _known(catalogue, code, name)
    known = of_catalogue(catalogue, found) if found else None
    stated = tuple(dict.fromkeys(text for task in tasks if (text := task.strip())))
    return AskedOccupation(
        name=(known and known.name) or (fold(name) if name else None),
        code=(known and known.code) or code,
        definition=(definition.strip() if definition else None) or (known and known.definition),
        tasks=stated or (known.tasks if known else ()),
        place=place,
        occupation=known and known.occupation,
        document=known and known.document,
        packages=known.packages if known else (),
    )


def task_keys(
    catalogue: Catalogue, occupation: str | None, tasks: Sequence[str]
) -> tuple[tuple[str, ...], ...]:
    """What each task may have been judged by: its id first where the occupation (id) has it, and the key of its text."""
    known = catalogue.targets(occupation, RelType.HAS_TASK, Task) if occupation else ()
    ids = {fold(task.text): task.id for task in known}
    return tuple((*([i] if (i := ids.get(fold(text))) else []), text_key(text)) for text in tasks)


def _known(catalogue: Catalogue, code: str | None, name: str | None) -> Occupation | None:
    """The occupation of this code, or else the only one of this name."""
    every = catalogue.all(Occupation)
    by_code = [o for o in every if code and o.code == code]
    by_name = [o for o in every if name and o.name == fold(name)]
    found = by_code or by_name
    return found[0] if len(found) == 1 else None
