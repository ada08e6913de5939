"""What an institution is sought for: a goal, modules or a major; near where, and under which constraints."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from graph.catalogue import Catalogue
from graph.errors import InvalidInput
from graph.model.facts import Major, Module, Occupation
from graph.model.links import RelType
from recommender.shared.faults import CaseFault
from recommender.shared.ladder import LADDER, Ladder, ladder_of
from recommender.shared.profile import Goal
from recommender.supply.seats import Constraints, Seat, Serving, Supply, occupations_of

SAME_NAME, SAME_CLASS = 0.9, 0.5  # of a major: another education level's of the same name; same 专业类


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Exactly one of `goal`, `modules` (ids) and `major` (id) is given; `near` is a region's id, code or name."""

    goal: Goal | None = None
    modules: tuple[str, ...] = ()
    major: str | None = None
    near: str | None = None
    constraints: Constraints = field(default_factory=Constraints)


@dataclass(frozen=True, slots=True)
class Fit:
    """How a seat fits what is sought, each part from 0 to 1, None where it cannot be known or is not asked.

    `served` says by what it serves each module that it serves.
    """

    seat: Seat
    occupation: float | None
    modules: float | None
    major: float | None
    served: tuple[Serving, ...] = ()


@dataclass(frozen=True, slots=True)
class Sought:
    """A wish, looked up: the occupations and modules that seats are compared with, and what to note."""

    occupations: tuple[str, ...]
    modules: tuple[Module, ...]
    major: Major | None
    notes: tuple[str, ...] = ()


def sought(catalogue: Catalogue, wish: Wish) -> Sought:
    """Raises InvalidInput unless exactly one thing is sought, and NotFound for what the catalogue has not."""
    given = [name for name in ("goal", "modules", "major") if getattr(wish, name)]
    if len(given) != 1:
        raise InvalidInput(CaseFault.ONE_WISH(), field="goal")
    if wish.goal is not None:
        return _of_goal(catalogue, wish.goal)
    if wish.major is not None:
        return Sought((), (), catalogue.get(Major, wish.major))
    modules = tuple(catalogue.get(Module, module) for module in dict.fromkeys(wish.modules))
    ends = (occupation for module in modules for occupation in occupations_of(catalogue, module))
    return Sought(tuple(dict.fromkeys(ends)), modules, None)


def fits(supply: Supply, wanted: Sought, as_of: date) -> list[Fit]:
    """Every seat that serves any of what is sought on the day, by offer."""
    if wanted.major is not None:
        return _by_major(supply, wanted.major, as_of)
    served: dict[str, list[Serving]] = {}
    seats: dict[str, Seat] = {}
    for servings in supply.serving(wanted.modules, as_of).values():
        for serving in servings:
            found = served.setdefault(serving.seat.offer.id, [])
            if all(other.module.id != serving.module.id for other in found):
                found.append(serving)
            seats[serving.seat.offer.id] = serving.seat
    leading = {
        occupation: {seat.offer.id: seat for seat in supply.leading_to(occupation, as_of)}
        for occupation in wanted.occupations
    }
    for found in leading.values():
        seats |= found
    return [
        Fit(
            seat,
            sum(offer in found for found in leading.values()) / max(len(leading), 1),
            _coverage(supply, seat, wanted.modules, served.get(offer, [])),
            None,
            tuple(served.get(offer, ())),
        )
        for offer, seat in sorted(seats.items())
    ]


def _coverage(
    supply: Supply, seat: Seat, modules: Sequence[Module], served: Sequence[Serving]
) -> float | None:
    """Mean fit over the modules sought, those beyond the seat's known courses 0; None where courses are not known."""
    named = [serving for serving in served if serving.course or serving.origin.value == "INSTITUTION"]
    known = seat.package is not None or (
        bool(supply.taught.get(seat.subject)) and supply.likeness is not None
    )
    if not modules or (not known and not named):
        return None
    return sum(serving.fit for serving in named) / len(modules)


def _of_goal(catalogue: Catalogue, goal: Goal) -> Sought:
    occupation = catalogue.get(Occupation, goal.occupation)
    ladder = ladder_of(catalogue, occupation, goal)
    if not isinstance(ladder, Ladder) or ladder.standard is None:
        note = f"no known standard of {occupation.name} lists {goal.level}: its modules are not known"
        return Sought((occupation.id,), (), None, (note,))
    levels = {level for level in LADDER if level <= goal.level} if goal.level in LADDER else {goal.level}
    found = catalogue.targets(ladder.standard.id, RelType.HAS_MODULE, Module)
    modules = tuple(module for module in found if module.level in levels)
    notes = () if modules else (f"no source lists the modules of {ladder.standard.id}",)
    return Sought((occupation.id,), modules, None, notes)


def _by_major(supply: Supply, wanted: Major, as_of: date) -> list[Fit]:
    """Seats of a major, of majors of the same name, and of the same 专业类 at the same education level."""
    found: list[Fit] = []
    for subject in supply.by_subject:
        major = supply.catalogue.find(Major, subject)
        fit = major_fit(major, wanted) if major else 0.0
        if fit:
            found += [Fit(seat, None, None, fit) for seat in supply.of_subject(subject, as_of)]
    return sorted(found, key=lambda fit: fit.seat.offer.id)


def major_fit(major: Major, wanted: Major) -> float:
    """1 for the same major, less for one of the same name or of the same 专业类, 0 for others."""
    if major.id == wanted.id:
        return 1.0
    if major.name == wanted.name:
        return SAME_NAME
    same_class = wanted.subcategory is not None and major.subcategory == wanted.subcategory
    return SAME_CLASS if same_class and major.education is wanted.education else 0.0
