"""What developers said of one task of an occupation, and the functions of the modules that they accepted."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from graph.catalogue import Catalogue
from graph.model.facts import Module, Occupation, TrainingPackage
from graph.model.ids import fold
from graph.model.judgements import Judgement, Verdict
from graph.model.links import RelType
from recommender.desk.functions import VocationalFunction, by_level
from recommender.supply.seats import occupations_of

Said = Mapping[str, Verdict]  # what counts for each end (id) that a task was judged with


class AskedTask(NamedTuple):
    """A task, the keys that it may have been judged by, its id first where it has one, and what was said of it by any."""

    text: str
    keys: tuple[str, ...]
    said: Said

    @property
    def rejected(self) -> tuple[Judgement, ...]:
        """What rejected something for it, oldest first."""
        found = {v.judgement.number: v.judgement for v in self.said.values() if not v.accepted}
        return tuple(found[number] for number in sorted(found))


def accepted_functions(catalogue: Catalogue, said: Said) -> Iterator[tuple[VocationalFunction, Judgement]]:
    """Functions, each with the modules of it that were accepted alone, and the newest judgement that did.

    Modules that the catalogue does not hold now, or not for a known occupation, are passed over.
    """
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for end, verdict in said.items():
        module = catalogue.find(Module, end) if verdict.accepted else None
        owner = owner_of(catalogue, module) if module else None
        if module and owner:
            found[owner, fold(module.name)].append(end)
    for (owner, name), modules in sorted(found.items()):
        newest = max((said[module].judgement for module in modules), key=lambda judgement: judgement.number)
        yield VocationalFunction(owner, name, by_level(catalogue, modules)), newest


def owner_of(catalogue: Catalogue, module: Module) -> str | None:
    """The id of the occupation whose standard, or else whose training package, has a module; None where neither is known."""
    packages = catalogue.origins(module.id, RelType.INCLUDES, TrainingPackage)
    of_packages: Sequence[str] = [
        link.end for package in packages for link in catalogue.links(package.id, RelType.PACKAGE_FOR)
    ]
    owners = (*occupations_of(catalogue, module), *of_packages)
    return next((owner for owner in owners if catalogue.find(Occupation, owner)), None)
