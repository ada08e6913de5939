"""Who teaches what: the seats that institutions offer, and the modules that each of them serves.

What an offer or a course declares counts as declared. Otherwise it is derived from the offer's major: the official
guide says that the major leads to the module's occupation, and one of its courses may have a name like the module's,
or like what an imported standard says within it.
A major that the guide does not link to the occupation serves none of its modules, however alike the names are:
a module's name alone (检修, 营销服务) does not say of what.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from graph.catalogue import Catalogue
from graph.model.facts import Course, Institution, Major, Module, Offer, Region, Standard, TrainingPackage
from graph.model.judgements import NOTHING_JUDGED, Verdict, Verdicts
from graph.model.links import Link, RelType
from graph.model.terms import CarrierKind, OfferMode, Origin
from recommender.shared.places import within
from recommender.shared.reasons import Reason, ReasonKind
from recommender.supply.contents import Sentence
from recommender.supply.phrases import ALIKE, Likened, phrases_of, with_phrases
from recommender.text.likeness import CENTRED, Float32, Likeness


class Basis(StrEnum):
    """Why a seat is taken to serve a module, the strongest first."""

    DECLARED = "DECLARED"
    JUDGED = "JUDGED"
    COURSE = "COURSE"
    MAJOR = "MAJOR"


FIT = {Basis.DECLARED: 1.0, Basis.JUDGED: 0.9, Basis.COURSE: 0.5, Basis.MAJOR: 0.3}
COURSE_SPAN = 0.4  # what the likeness of the names adds to a COURSE


@dataclass(frozen=True, slots=True)
class Seat:
    """An offer with whose it is, where that is, and what it is of: a major, or a training package."""

    offer: Offer
    institution: Institution
    region: Region | None
    major: Major | None
    package: TrainingPackage | None

    @property
    def subject(self) -> str:
        """Id of the major or the package."""
        node = self.major or self.package
        return node.id if node else self.offer.id


@dataclass(frozen=True, slots=True)
class Serving:
    """A seat that serves a module. `fit` from 0 to 1; `course` and `likeness` where a course stands behind it.

    `sentence` is what the standard says within the module, where the course is more like that than like its name;
    `verdict` says who accepted the match where a developer did.
    """

    seat: Seat
    module: Module
    basis: Basis
    fit: float
    occupation: str | None
    course: Course | None = None
    likeness: float | None = None
    verdict: Verdict | None = None
    sentence: Sentence | None = None

    @property
    def origin(self) -> Origin:
        """INSTITUTION where it is declared, DERIVED otherwise."""
        return Origin.INSTITUTION if self.basis is Basis.DECLARED else Origin.DERIVED

    def reason(self) -> Reason:
        """Why, with the matched names or the path in the graph."""
        seat = self.seat
        path = tuple(
            node for node in (self.occupation, seat.subject, seat.offer.id, seat.institution.id) if node
        )
        if self.basis is Basis.DECLARED:
            text = f"{seat.institution.name} declares that {seat.offer.name} covers {self.module.name}"
            return Reason(kind=ReasonKind.PATH, text=text, path=(self.module.id, *path))
        if self.verdict is not None:
            by = self.course.name if self.course else seat.offer.name
            text = (
                f"DERIVED for {seat.institution.name}: that {by} covers {self.module.name} was {self.verdict}"
            )
            return Reason(kind=ReasonKind.PATH, text=text, path=(self.module.id, *path))
        named = f"DERIVED for {seat.institution.name}: the official guide links its major {seat.offer.name} to the occupation"
        if self.basis is Basis.MAJOR:
            text = f"{named}; that it teaches {self.module.name} is not stated"
            return Reason(kind=ReasonKind.PATH, text=text, path=path)
        course = self.course.name if self.course else None
        module = f"the module {self.module.name} ({self.module.level})"
        like = f"what its standard says within {module}: {self.sentence.text}" if self.sentence else module
        return Reason(
            kind=ReasonKind.SIMILARITY,
            text=f"{named}, and a course of that major, {course}, is named much like {like}",
            path=path,
            asked=self.sentence.text if self.sentence else self.module.name,
            matched=course,
            score=self.likeness,
            method=CENTRED,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """What a seat must be; what is None or empty is not asked. What no source states never satisfies a filter."""

    modes: tuple[OfferMode, ...] = ()
    entry_route: str | None = None
    region: str | None = None
    longest_years: float | None = None
    carriers: tuple[CarrierKind, ...] = ()

    def given(self) -> tuple[str, ...]:
        """Names of the filters that are asked."""
        return tuple(name for name in self.__dataclass_fields__ if getattr(self, name) not in (None, ()))

    def without(self, name: str) -> "Constraints":
        """The same with one filter fewer."""
        return replace(self, **{name: getattr(Constraints(), name)})

    def refusals(self, catalogue: Catalogue, seat: Seat) -> tuple[str, ...]:
        """Names of the filters that a seat does not pass."""
        offer, asked = seat.offer, self.given()
        passes = {
            "modes": offer.mode in self.modes,
            "entry_route": self.entry_route is not None and self.entry_route in offer.entry_route,
            "region": self.region is not None
            and seat.region is not None
            and within(catalogue, seat.region, self.region),
            "longest_years": self.longest_years is not None
            and offer.length_years is not None
            and offer.length_years <= self.longest_years,
            "carriers": seat.institution.carrier in self.carriers,
        }
        return tuple(name for name in asked if not passes[name])


@dataclass(frozen=True, slots=True)
class Supply:
    """The seats of one catalogue. `likeness` is None while names are not compared yet.

    `courses` are distinct names, `taught` the rows of each major's courses among them.
    """

    catalogue: Catalogue
    likeness: Likeness | None
    seats: tuple[Seat, ...]
    by_subject: Mapping[str, tuple[Seat, ...]]
    courses: tuple[str, ...]
    taught: Mapping[str, tuple[tuple[int, Course], ...]]
    verdicts: Verdicts = NOTHING_JUDGED

    @classmethod
    def of(
        cls, catalogue: Catalogue, likeness: Likeness | None = None, verdicts: Verdicts = NOTHING_JUDGED
    ) -> "Supply":
        """All seats of the newest plan in which an institution offers a major or a package."""
        seats = tuple(_newest(_seats(catalogue)))
        subjects: defaultdict[str, list[Seat]] = defaultdict(list)
        for seat in seats:
            subjects[seat.subject].append(seat)
        taught = {
            major: catalogue.targets(major, RelType.HAS_COURSE, Course)
            for major in subjects
            if catalogue.find(Major, major)
        }
        courses = sorted({course.name for found in taught.values() for course in found})
        row = {name: at for at, name in enumerate(courses)}
        return cls(
            catalogue,
            likeness,
            seats,
            MappingProxyType({key: tuple(found) for key, found in subjects.items()}),
            tuple(courses),
            MappingProxyType({m: tuple((row[c.name], c) for c in found) for m, found in taught.items()}),
            verdicts,
        )

    @property
    def model(self) -> str | None:
        """Digest of the encoder that names are compared with; None while they are not."""
        return self.likeness.digest if self.likeness else None

    def serving(self, modules: Sequence[Module], as_of: date) -> dict[str, tuple[Serving, ...]]:
        """For each module (id) the seats that serve it and stand on the day: best fit first, then by offer."""
        likeness = self._likeness([module.name for module in modules])
        return {
            module.id: tuple(
                sorted(self._of_module(module, self._likened(module, likeness[row]), as_of), key=_best_first)
            )
            for row, module in enumerate(modules)
        }

    def leading_to(self, occupation: str, as_of: date) -> tuple[Seat, ...]:
        """Seats of majors that the official guide links to an occupation, and of packages for it."""
        links = (
            *self.catalogue.backlinks(occupation, RelType.LEADS_TO),
            *self.catalogue.backlinks(occupation, RelType.PACKAGE_FOR),
        )
        return tuple(
            seat for link in links if link.stands_on(as_of) for seat in self.of_subject(link.start, as_of)
        )

    def of_subject(self, subject: str, as_of: date) -> tuple[Seat, ...]:
        """Seats of a major or a package (id) that stand on a day, with the institution that offers them."""
        return tuple(
            seat for seat in self.by_subject.get(subject, ()) if _stands(self.catalogue, seat, as_of)
        )

    def _likeness(self, names: Sequence[str]) -> Float32:
        """(q, n) of names with the courses; all 0 while nothing is compared."""
        if self.likeness is None or not self.courses or not names:
            return np.zeros((len(names), len(self.courses)), np.float32)
        return self.likeness.of(names, self.courses)

    def _likened(self, module: Module, by_name: Float32) -> Likened:
        """Courses (n,) by the module's name and by what an imported standard says within it."""
        phrases = phrases_of(self.catalogue, module) if self.likeness else ()
        if self.likeness is None or not phrases:
            return Likened(by_name, {})
        own = {
            link.start
            for occupation in occupations_of(self.catalogue, module)
            for link in self.catalogue.backlinks(occupation, RelType.LEADS_TO)
        }
        strangers = [taught for major, taught in self.taught.items() if major not in own]
        return with_phrases(by_name, phrases, self.likeness, self.courses, strangers=strangers)

    def _of_module(self, module: Module, likened: Likened, as_of: date) -> Iterator[Serving]:
        found = {serving.seat.offer.id: serving for serving in self._accepted(module, as_of)}
        found |= dict(self._declared(module, as_of))
        yield from found.values()
        for occupation in occupations_of(self.catalogue, module):
            for link in self.catalogue.backlinks(occupation, RelType.LEADS_TO):
                if not link.stands_on(as_of) or self.verdicts.refused(link.start, module.id):
                    continue
                taught = self._by_major(link.start, module, likened)
                for seat in self.of_subject(link.start, as_of):
                    if seat.offer.id not in found:
                        yield taught.serving(seat, module, occupation)

    def _accepted(self, module: Module, as_of: date) -> Iterator[Serving]:
        """Seats of majors, or of majors with a course, of which a developer said that it covers the module."""
        occupation = next(iter(occupations_of(self.catalogue, module)), None)
        for start, verdict in self.verdicts.accepted_for(module.id):
            course = self.catalogue.find(Course, start)
            holders = [has.start for has in self.catalogue.backlinks(start, RelType.HAS_COURSE)]
            for major in holders if course else [start]:
                for seat in self.of_subject(major, as_of):
                    fit = FIT[Basis.JUDGED]
                    yield Serving(seat, module, Basis.JUDGED, fit, occupation, course, verdict=verdict)

    def _by_major(self, major: str, module: Module, likened: Likened) -> "_Taught":
        """What the course of a major that is most like the module says of it; rejected ones say nothing."""
        courses = self.taught.get(major, ())
        if self.verdicts.judgements:
            courses = tuple(c for c in courses if not self.verdicts.refused(c[1].id, module.id))
        best = max(courses, key=lambda c: (float(likened.scores[c[0]]), c[1].id), default=None)
        score = float(likened.scores[best[0]]) if best else 0.0
        if best is None or score < ALIKE:
            return _Taught(Basis.MAJOR, FIT[Basis.MAJOR])
        fit = FIT[Basis.COURSE] + COURSE_SPAN * min(score, 1.0)
        return _Taught(Basis.COURSE, fit, best[1], score, likened.said.get(best[0]))

    def _declared(self, module: Module, as_of: date) -> Iterator[tuple[str, Serving]]:
        """Seats, by offer, of packages that include the module and of majors with a course that covers it."""
        occupation = next(iter(occupations_of(self.catalogue, module)), None)
        for link in self.catalogue.backlinks(module.id, RelType.INCLUDES):
            for seat in self.of_subject(link.start, as_of):
                yield seat.offer.id, Serving(seat, module, Basis.DECLARED, FIT[Basis.DECLARED], occupation)
        for covers in self.catalogue.backlinks(module.id, RelType.COVERS):
            if covers.origin is Origin.DERIVED or not covers.stands_on(as_of):
                continue
            course = self.catalogue.find(Course, covers.start)
            for has in self.catalogue.backlinks(covers.start, RelType.HAS_COURSE):
                for seat in self.of_subject(has.start, as_of):
                    yield (
                        seat.offer.id,
                        Serving(seat, module, Basis.DECLARED, FIT[Basis.DECLARED], occupation, course),
                    )


@dataclass(frozen=True, slots=True)
class _Taught:
    """How well a major fits a module, and the course and the sentence that say so."""

    basis: Basis
    fit: float
    course: Course | None = None
    likeness: float | None = None
    sentence: Sentence | None = None

    def serving(self, seat: Seat, module: Module, occupation: str) -> Serving:
        """A seat of the major."""
        return Serving(
            seat,
            module,
            self.basis,
            self.fit,
            occupation,
            self.course,
            self.likeness,
            sentence=self.sentence,
        )


def occupations_of(catalogue: Catalogue, module: Module) -> tuple[str, ...]:
    """Ids of the occupations whose standards have the module."""
    standards = catalogue.origins(module.id, RelType.HAS_MODULE, Standard)
    ends = (link.end for s in standards for link in catalogue.links(s.id, RelType.STANDARD_FOR))
    return tuple(dict.fromkeys(ends))


def _seats(catalogue: Catalogue) -> Iterator[Seat]:
    for institution in catalogue.all(Institution):
        region = next(iter(catalogue.targets(institution.id, RelType.LOCATED_IN, Region)), None)
        for offer in catalogue.targets(institution.id, RelType.OFFERS, Offer):
            major = next(iter(catalogue.targets(offer.id, RelType.OF, Major)), None)
            package = next(iter(catalogue.targets(offer.id, RelType.OF, TrainingPackage)), None)
            yield Seat(offer, institution, region, major, package)


def _newest(seats: Iterable[Seat]) -> list[Seat]:
    """Seats of the newest year in which an institution offers a subject, by offer."""
    found = list(seats)
    newest: dict[tuple[str, str], int] = {}
    for seat in found:
        key = (seat.institution.id, seat.subject)
        newest[key] = max(newest.get(key, 0), seat.offer.year)
    kept = [seat for seat in found if seat.offer.year == newest[seat.institution.id, seat.subject]]
    return sorted(kept, key=lambda seat: seat.offer.id)


def _stands(catalogue: Catalogue, seat: Seat, day: date) -> bool:
    """Whether offer, institution and what joins them hold on a day, as far as a source dates them."""
    links: tuple[Link, ...] = catalogue.backlinks(seat.offer.id, RelType.OFFERS)
    return (
        seat.offer.stands_on(day)
        and seat.institution.stands_on(day)
        and all(link.stands_on(day) for link in links)
    )


def _best_first(serving: Serving) -> tuple[float, str]:
    return -serving.fit, serving.seat.offer.id
