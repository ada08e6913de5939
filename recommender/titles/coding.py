"""What a job title is coded as: answers with probabilities, or a group where no single occupation is sure enough.

Titles are freed of advertising and judged by what was learned from coded titles (`Experience`). A text in a
person's own words, or without Chinese, is not what was learned from: its matches are ranked by the resolver and
have no probability. An exact code, name, 工种 or English name needs none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from graph.catalogue import Catalogue
from graph.errors import InvalidInput
from graph.model.facts import OccupationGroup, Region
from recommender.shared.faults import TextFault
from recommender.text.passages import is_foreign
from recommender.titles.aspects import Comparison
from recommender.titles.classes import Classes
from recommender.titles.cleaning import Cleaned, Cleaner
from recommender.titles.experience import Experience
from recommender.titles.likelihood import Asked, Found, Likelihood, probabilities
from recommender.titles.resolver import LONGEST_TEXT, Match, Resolver

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]
Rows = NDArray[np.intp]
LONGEST_TITLE = 30  # characters of a cleaned title; the longest that was learned from has about as many
LEADING = 3  # occupations told as rivals of each other
TOGETHER = 512  # texts compared at a time


class TextType(StrEnum):
    """EXACT: a code, name, 工种 or English name. TITLE: a job title. WORDS: a person's own words. FOREIGN: without Chinese."""

    EXACT = "EXACT"
    TITLE = "TITLE"
    WORDS = "WORDS"
    FOREIGN = "FOREIGN"


@dataclass(frozen=True, slots=True)
class Likely:
    """An occupation with its probability; None where the text is of a kind that none was learned for."""

    match: Match
    probability: float | None


@dataclass(frozen=True, slots=True)
class Offered:
    """A group that a text belongs to by the summed probability of all in it."""

    group: OccupationGroup
    probability: float


@dataclass(frozen=True, slots=True)
class Precedent:
    """A title coded before that means nearly the same, with its (silver) code and the cosine of both."""

    title: str
    code: str
    cosine: float


@dataclass(frozen=True, slots=True)
class Coding:
    """The answer to one text.

    cleaned: what it was read as. likeliest: the code, of an occupation or a group, with the greatest probability
    (`probability`, None for a text that none was learned for). abstained: no occupation is put forward, as none is
    sure enough; `matches` are then candidates, and `offered` the narrowest group that is sure enough, if any is.
    leading: the likeliest few, however many matches were asked for.
    """

    text: str
    cleaned: Cleaned
    type: TextType
    matches: tuple[Likely, ...]
    likeliest: str | None
    probability: float | None
    abstained: bool
    offered: Offered | None
    precedent: Precedent | None
    leading: tuple[Likely, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """An experience joined with the catalogue and the encoder at hand."""

    experience: Experience
    likelihood: Likelihood


@dataclass(frozen=True, slots=True, eq=False)
class Coder:
    """Codes texts beside a resolver. `learned` is None where there is no experience that fits its encoder."""

    resolver: Resolver
    cleaner: Cleaner
    learned: Learned | None

    @classmethod
    def of(cls, catalogue: Catalogue, resolver: Resolver, experience: Experience | None) -> "Coder":
        """Takes a second. Experience with another encoder than the resolver's is not used."""
        regions = [region.name for region in catalogue.all(Region)]
        fits = (
            experience is not None
            and resolver.semantics is not None
            and experience.model == resolver.semantics.embedder.digest
        )
        if experience is None or not fits:
            return cls(resolver, Cleaner.knowing(regions), None)
        classes = Classes.of(catalogue, (*experience.group_codes, *_groups_in(experience)))
        likelihood = Likelihood.of(
            classes,
            Comparison.of(resolver),
            experience.voters,
            group_codes=experience.group_codes,
            group_vectors=experience.group_vectors,
        )
        return cls(resolver, Cleaner.knowing((*regions, *experience.places)), Learned(experience, likelihood))

    def code(self, text: str, *, context: str | None = None, first: int = 10) -> Coding:
        """What one text means; raises InvalidInput for an empty or overlong one.

        `context` are words on the industry or the employer: they are compared with labels, names and definitions
        along with the title. What was learned from titles sees the title alone.
        """
        return self.code_all([text], context=context, first=first)[0]

    def code_all(self, texts: Sequence[str], *, context: str | None = None, first: int = 10) -> list[Coding]:
        """The same for several texts, in their order; each as it would be alone, up to rounding."""
        cleaned = [self.cleaner.clean(checked(text)) for text in texts]
        types = [self._type(found) for found in cleaned]
        judged = [row for row, kind in enumerate(types) if kind is TextType.TITLE and self.learned]
        ranked = sorted(set(range(len(texts))).difference(judged))
        codings: dict[int, Coding] = {}
        for part in _parts(judged):
            codings |= dict(zip(part, self._judged([cleaned[r] for r in part], context, first), strict=True))
        for part in _parts(ranked):
            asked = [(cleaned[row], types[row]) for row in part]
            codings |= dict(zip(part, self._ranked(asked, context, first), strict=True))
        return [replace(codings[row], text=text) for row, text in enumerate(texts)]

    def _type(self, cleaned: Cleaned) -> TextType:
        if self.resolver.is_exact(cleaned.text):
            return TextType.EXACT
        if is_foreign(cleaned.text):
            return TextType.FOREIGN
        too_long = len(cleaned.text) > LONGEST_TITLE or "。" in cleaned.text
        return TextType.WORDS if too_long else TextType.TITLE

    def _ranked(
        self, asked: Sequence[tuple[Cleaned, TextType]], context: str | None, first: int
    ) -> list[Coding]:
        """By the resolver alone; an exact match is an answer, anything else has no known probability."""
        wider = [
            found.text if kind is TextType.EXACT or not context else f"{found.text} {context}"[:LONGEST_TEXT]
            for found, kind in asked
        ]
        titles = [found.text for found, _ in asked]
        every = self.resolver.resolve_all(wider, first=first, titles=titles)
        return [_by_rank(found, kind, matches) for (found, kind), matches in zip(asked, every, strict=True)]

    def _judged(self, cleaned: Sequence[Cleaned], context: str | None, first: int) -> list[Coding]:
        assert self.learned is not None
        asked = self._asked([found.text for found in cleaned], context)
        found = self.learned.likelihood.found(asked)
        options = found.candidates
        likely = probabilities(options, self.learned.experience.weights)
        bounds = np.searchsorted(options.titles, np.arange(len(cleaned) + 1))
        codings: list[Coding] = []
        for row, title in enumerate(cleaned):
            part = slice(int(bounds[row]), int(bounds[row + 1]))
            order: Rows = np.lexsort((options.classes[part], -likely[part]))
            classes, stated = options.classes[part][order], self._calibrated(likely[part][order])
            matches = self._matches(
                asked.wider_vectors[row], found.writing[row], classes, stated, first=max(first, LEADING)
            )
            coding = self._coding(title, classes, stated, matches, precedent=self._precedent(found, row))
            codings.append(replace(coding, matches=matches[: max(first, 0)], leading=matches[:LEADING]))
        return codings

    def _matches(
        self, vector: Float32, writing: Float32, classes: Rows, stated: Float64, *, first: int
    ) -> tuple[Likely, ...]:
        among = np.flatnonzero(classes < len(self.resolver.occupations))[: max(first, 0)]
        likely: list[Likely] = []
        for at in among:
            row, probability = int(classes[at]), float(stated[at])
            shared = float(writing[row])
            match = self.resolver.judged(row, vector, score=probability, writing=shared)
            likely.append(Likely(match, probability))
        return tuple(likely)

    def _asked(self, titles: Sequence[str], context: str | None) -> Asked:
        assert self.resolver.semantics is not None
        embedder = self.resolver.semantics.embedder
        distinct = list(dict.fromkeys(titles))
        rows = {title: row for row, title in enumerate(distinct)}
        vectors = embedder.encode(distinct, kind="query")[[rows[title] for title in titles]]
        if not context:
            return Asked(titles, vectors, titles, vectors)
        wider = [f"{title} {context}"[:LONGEST_TEXT] for title in titles]
        return Asked(titles, vectors, wider, embedder.encode(wider, kind="query"))

    def _calibrated(self, likely: Float64) -> Float64:
        """Probabilities, falling: the first is calibrated, the others take their share of what is left at most."""
        assert self.learned is not None
        first = float(self.learned.experience.calibration.of(likely[:1])[0])
        rest = max(1 - float(likely[0]), 1e-9)
        others = likely[1:] * min(first / float(likely[0]), (1 - first) / rest)
        return np.append(first, others).round(6)

    def _coding(
        self,
        title: Cleaned,
        classes: Rows,
        stated: Float64,
        matches: tuple[Likely, ...],
        *,
        precedent: Precedent,
    ) -> Coding:
        assert self.learned is not None
        known = self.learned.likelihood.classes
        sure = self.learned.experience.calibration.threshold
        abstained = bool(stated[0] < sure or int(classes[0]) >= known.occupations)
        return Coding(
            text=title.text,
            cleaned=title,
            type=TextType.TITLE,
            matches=matches,
            likeliest=known.codes[int(classes[0])],
            probability=float(stated[0]),
            abstained=abstained,
            offered=self._offered(known, classes, stated) if abstained else None,
            precedent=precedent,
        )

    def _offered(self, known: Classes, classes: Rows, stated: Float64) -> Offered | None:
        """The 小类, else the 中类, with the greatest summed probability, if that is sure enough; else a likeliest 大类."""
        assert self.learned is not None
        sure = self.learned.experience.calibration.threshold
        for members in (known.small, known.middle):
            summed = np.bincount(members[classes], weights=stated)
            best = int(summed.argmax())
            group = known.group_over(int(classes[np.flatnonzero(members[classes] == best)[0]]), members)
            probability = round(min(float(summed[best]), 1.0), 6)
            if group is not None and probability >= sure:
                return Offered(group, probability)
        likeliest = known.nodes[int(classes[0])]
        if isinstance(likeliest, OccupationGroup) and float(stated[0]) >= sure:
            return Offered(likeliest, float(stated[0]))
        return None

    def _precedent(self, found: Found, row: int) -> Precedent:
        assert self.learned is not None
        at, known = int(found.opinions.nearest[row]), self.learned.experience.voters.known
        cosine = min(float(found.opinions.likeness[row]), 1.0)  # the same title may come out a little above
        return Precedent(known.titles[at], known.codes[at], round(cosine, 6))


def _by_rank(cleaned: Cleaned, kind: TextType, matches: Sequence[Match]) -> Coding:
    """An answer where exactly one match is exact."""
    sole = kind is TextType.EXACT and sum(match.exact for match in matches) == 1
    code = matches[0].occupation.code if matches else None
    likely = tuple(Likely(match, None) for match in matches)
    return Coding(cleaned.text, cleaned, kind, likely, code, None, not sole, None, None)


def _parts(rows: Sequence[int]) -> Iterable[Sequence[int]]:
    return (rows[start : start + TOGETHER] for start in range(0, len(rows), TOGETHER))


def checked(text: str) -> str:
    """The text itself; raises InvalidInput for an empty or overlong one."""
    if not text.strip():
        raise InvalidInput(TextFault.TEXT_EMPTY(), field="text")
    if len(text) > LONGEST_TEXT:
        raise InvalidInput(TextFault.TEXT_TOO_LONG(most=LONGEST_TEXT), field="text")
    return text


def _groups_in(experience: Experience) -> list[str]:
    """Codes of groups among the known titles: rest groups that no table of groups lists."""
    return [code for code in experience.voters.codes if code.endswith("-00")]
