"""From free text to occupations: a job title, a 工种, a description, in Chinese or English.

An occupation's score is a weighted mean of four cosines, of the text with its best label (name, 工种 or job title),
its name, its definition and its best task, plus a small share for what they have in common in writing. Weights were
chosen on the development half of a public set of job titles (docs/adr/0023); the proof half played no part.
A text without Chinese is compared with English names in place of labels and names, and without that share of writing.
An exact code, name, 工种 or English name wins outright. Until the sentence encoder is loaded, writing alone decides.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.catalogue import Catalogue
from graph.errors import InvalidInput
from graph.model.facts import Occupation
from graph.model.ids import fold
from recommender.embedding.embedder import Embedder
from recommender.shared.faults import TextFault
from recommender.text.lexical import Lexical, tokens
from recommender.text.passages import (
    LABELS,
    Passage,
    TextKind,
    english_passages,
    is_foreign,
    passages,
    searchable,
)
from recommender.titles.english import EnglishNames
from recommender.titles.exact import Exact, exact_texts
from recommender.titles.owned import Group

Float32 = NDArray[np.float32]
Rows = NDArray[np.intp]
BEST_LABEL, NAME, DEFINITION, TASK = 0.5, 0.2, 0.2, 0.1
WRITING = 0.015
DESCRIPTIONS = 0.2  # of what descriptions share with the text, against labels
LONGEST_TEXT = 2_000
_TIERS = {  # exact names and codes, exact 工种, then everything else
    TextKind.NAME: 0,
    TextKind.ENGLISH_NAME: 0,
    TextKind.WORK_TYPE: 1,
}


@dataclass(frozen=True, slots=True)
class Match:
    """An occupation that a text may mean.

    `score` ranks the matches of one text: 1 for an exact one; not a probability. `text` and `kind` are what matched
    best, `similarity` its cosine with the text (None while the encoder is not loaded), `writing` from 0 to 1 how
    the occupation compares in writing with the best one.
    """

    occupation: Occupation
    score: float
    exact: bool
    kind: TextKind
    text: str
    similarity: float | None
    writing: float


@dataclass(frozen=True, slots=True)
class Semantics:
    """The encoder and the vectors of all passages (n, d), in their order, and of English names (e, d); None: not encoded."""

    embedder: Embedder
    vectors: Float32
    english: Float32 | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for each occupation (m,) and passage (n,) as the meaning of one text; `exact` by row.

    `foreign`: English names count; `named` are the cosines with them (e,), None without their vectors.
    """

    scores: Float32
    writing: Float32
    cosines: Float32 | None
    foreign: bool
    named: Float32 | None
    exact: Mapping[int, tuple[TextKind, str]]
    tokens: frozenset[str]


class Scored(NamedTuple):
    """Scores and shared writing (q, m) of texts with occupations, and cosines with passages (q, n) and English names (q, e).

    Cosines are None without an encoder, and `named` also where no text is compared with English names.
    """

    scores: Float32
    writing: Float32
    cosines: Float32 | None
    named: Float32 | None


@dataclass(frozen=True, slots=True)
class Resolver:
    """Finds the occupations of one catalogue by free text. `semantics` is None while the encoder is not loaded."""

    occupations: tuple[Occupation, ...]
    passages: tuple[Passage, ...]
    semantics: Semantics | None
    english: EnglishNames
    _spans: Rows
    _groups: Mapping[frozenset[TextKind], Group]
    _foreign_labels: Group
    _labels: Lexical
    _descriptions: Lexical
    _exact: Exact

    @classmethod
    def build(cls, catalogue: Catalogue, semantics: Semantics | None = None) -> "Resolver":
        """Takes a second for the whole catalogue. Vectors of another catalogue raise InvalidInput."""
        occupations, texts, english = searchable(catalogue), passages(catalogue), english_passages(catalogue)
        row_of = {occupation.id: row for row, occupation in enumerate(occupations)}
        owners = np.array([row_of[p.occupation] for p in texts], np.intp)
        kinds = [LABELS, *(frozenset({kind}) for kind in TextKind)]
        by_writing = cls(
            occupations,
            texts,
            None,
            EnglishNames.of(english, row_of),
            np.searchsorted(owners, np.arange(len(occupations) + 1)),
            MappingProxyType(
                {k: Group.of(owners, np.array([p.kind in k for p in texts], bool)) for k in kinds}
            ),
            Group.of(owners, np.array([p.kind in LABELS and is_foreign(p.text) for p in texts], bool)),
            Lexical.of([p.text for p in texts if p.kind in LABELS]),
            Lexical.of(_descriptions(occupations, texts)),
            exact_texts(occupations, (*texts, *english)),
        )
        return by_writing if semantics is None else by_writing.with_meaning(semantics)

    def with_meaning(self, semantics: Semantics) -> "Resolver":
        """This resolver with an encoder, at once. Vectors of another catalogue raise InvalidInput."""
        if len(semantics.vectors) != len(self.passages):
            said = TextFault.VECTORS_DIFFER(vectors=len(semantics.vectors), texts=len(self.passages))
            raise InvalidInput(said)
        names, english = self.english.passages, semantics.english
        if english is not None and len(english) != len(names):
            said = TextFault.ENGLISH_VECTORS_DIFFER(vectors=len(english), texts=len(names))
            raise InvalidInput(said)
        return replace(self, semantics=semantics)

    @property
    def semantic(self) -> bool:
        """False while only writing is compared, because the encoder is not loaded yet."""
        return self.semantics is not None

    def resolve(self, text: str, *, first: int = 10) -> list[Match]:
        """The occupations that `text` means, likeliest first, at most `first`; equal scores go by id.

        Exact ones come first. Without the encoder, occupations that share nothing with the text are left out.
        Raises InvalidInput for an empty or overlong text.
        """
        return self.resolve_all([text], first=first)[0]

    def resolve_all(
        self, texts: Sequence[str], *, first: int = 10, titles: Sequence[str] | None = None
    ) -> list[list[Match]]:
        """The same for several texts, in their order.

        `titles` are the texts without what was added of their context: where one has no Chinese, its text is compared
        with English names, though its context may be Chinese.
        """
        foreign = np.array([is_foreign(title) for title in titles or texts], bool)
        asked = [_checked(text) for text in texts]
        return [self._matches(evidence, first) for evidence in self._evidence(asked, foreign)]

    def _matches(self, evidence: Evidence, first: int) -> list[Match]:
        tiers = np.full(len(self.occupations), len(_TIERS), np.float32)
        for row, (kind, _) in evidence.exact.items():
            tiers[row] = _TIERS[kind]
        order = np.lexsort(np.stack([-evidence.scores, tiers]))
        if not self.semantic:
            order = order[(evidence.scores > 0)[order] | (tiers < len(_TIERS))[order]]
        return [self._match(int(row), evidence) for row in order[: max(first, 0)]]

    def scores(self, texts: Sequence[str]) -> Float32:
        """Scores of all occupations for each text, (q, m), without regard to exact matches."""
        foreign = np.array([is_foreign(text) for text in texts], bool)
        return self._scored([_checked(text) for text in texts], foreign).scores

    def is_exact(self, text: str) -> bool:
        """Whether a text is the code, the id, the name, a 工种 or an English name of an occupation."""
        return fold(text).lower() in self._exact

    def judged(self, row: int, vector: Float32, *, score: float, writing: float) -> Match:
        """An occupation (row) as a match of a text with this vector (d,), by a score that was found elsewhere."""
        assert self.semantics is not None
        span = slice(int(self._spans[row]), int(self._spans[row + 1]))
        cosines = self.semantics.vectors[span] @ vector
        at = int(np.argmax(cosines))
        passage = self.passages[span][at]
        similarity = float(cosines[at])
        return Match(self.occupations[row], score, False, passage.kind, passage.text, similarity, writing)

    def writing(self, texts: Sequence[str]) -> Float32:
        """What each text shares with all occupations in writing, (q, m), from 0 to 1 for the best one of a text."""
        return self._writing([_checked(text) for text in texts])

    def _scored(self, texts: Sequence[str], foreign: NDArray[np.bool_]) -> "Scored":
        writing = self._writing(texts, foreign)
        if self.semantics is None:
            return Scored(writing, writing, None, None)
        vectors = self.semantics.embedder.encode(texts, kind="query")
        cosines = vectors @ self.semantics.vectors.T
        scores, named = self._fused(cosines, writing), None
        if self.english.passages and self.semantics.english is not None and foreign.any():
            named = vectors @ self.semantics.english.T
            scores[foreign] = self._named(cosines[foreign], named[foreign])
        return Scored(scores, writing, cosines, named)

    def _evidence(self, texts: Sequence[str], foreign: NDArray[np.bool_]) -> list[Evidence]:
        if not texts:
            return []
        scores, writing, cosines, named = self._scored(texts, foreign)
        return [
            Evidence(
                scores=scores[at],
                writing=writing[at],
                cosines=None if cosines is None else cosines[at],
                foreign=bool(foreign[at]),
                named=named[at] if named is not None and foreign[at] else None,
                exact={
                    row: (kind, label) for row, kind, label in reversed(self._exact.get(text.lower(), ()))
                },
                tokens=frozenset(tokens(text)),
            )
            for at, text in enumerate(texts)
        ]

    def _match(self, row: int, evidence: Evidence) -> Match:
        passage, similarity = self._closest(row, evidence)
        exact = row in evidence.exact
        kind, label = evidence.exact.get(row, (passage.kind, passage.text))
        return Match(
            occupation=self.occupations[row],
            score=1.0 if exact else float(evidence.scores[row]),
            exact=exact,
            kind=kind,
            text=label,
            similarity=similarity,
            writing=float(evidence.writing[row]),
        )

    def _fused(self, cosines: Float32, writing: Float32) -> Float32:
        """(q, m); what an occupation lacks is stood for by its name, which it has."""
        none = np.full((len(cosines), len(self.occupations)), -1, np.float32)
        name = self._groups[frozenset({TextKind.NAME})].best(cosines, none)
        label = self._groups[LABELS].best(cosines, name)
        definition = self._groups[frozenset({TextKind.DEFINITION})].best(cosines, name)
        task = self._groups[frozenset({TextKind.TASK})].best(cosines, name)
        meaning = BEST_LABEL * label + NAME * name + DEFINITION * definition + TASK * task
        return ((1 - WRITING) * meaning + WRITING * writing).astype(np.float32)

    def _named(self, cosines: Float32, named: Float32) -> Float32:
        """(q, m) of texts without Chinese: English names stand for labels and name, and labels without Chinese count too.

        What is said of an occupation in Chinese alone stands where it has no English name.
        """
        none = np.full((len(cosines), len(self.occupations)), -1, np.float32)
        chinese = self._groups[frozenset({TextKind.NAME})].best(cosines, none)
        name = self.english.usual(named, chinese)
        label = self.english.best(named, self._groups[LABELS].best(cosines, chinese))
        label = np.maximum(label, self._foreign_labels.best(cosines, none))
        definition = self._groups[frozenset({TextKind.DEFINITION})].best(cosines, name)
        task = self._groups[frozenset({TextKind.TASK})].best(cosines, name)
        meaning = BEST_LABEL * label + NAME * name + DEFINITION * definition + TASK * task
        return meaning.astype(np.float32)

    def _writing(self, texts: Sequence[str], foreign: NDArray[np.bool_] | None = None) -> Float32:
        """What labels and descriptions share with texts, (q, m), from 0 to 1 for the best of a text; all 0 for none.

        English names are labels of those texts that are `foreign` (q,).
        """
        labels = np.zeros((len(texts), len(self.occupations)), np.float32)
        group = self._groups[LABELS]
        if len(group.rows):
            best = np.maximum.reduceat(self._labels.scores_all(texts), group.starts, axis=1)
            labels[:, group.owners] = best
        if foreign is not None and foreign.any():
            asked = [text for text, chosen in zip(texts, foreign, strict=True) if chosen]
            labels[foreign] = self.english.writing(asked, labels[foreign])
        descriptions = _of_best(self._descriptions.scores_all(texts))
        return _of_best((_of_best(labels) + DESCRIPTIONS * descriptions).astype(np.float32))

    def _closest(self, row: int, evidence: Evidence) -> tuple[Passage, float | None]:
        """The passage of an occupation that is nearest to the text, and its cosine; English names before Chinese texts."""
        span = slice(int(self._spans[row]), int(self._spans[row + 1]))
        among, cosines, named = self.passages[span], evidence.cosines, evidence.named
        if evidence.foreign and (cosines is None or named is not None):
            among = (*self.english.passages[self.english.of_occupation(row)], *among)
        if cosines is None:
            shared = [len(evidence.tokens.intersection(tokens(passage.text))) for passage in among]
            return among[int(np.argmax(shared))], None
        found = cosines[span]
        if named is not None:
            found = np.concatenate([named[self.english.of_occupation(row)], found])
        at = int(np.argmax(found))
        return among[at], float(found[at])


def _checked(text: str) -> str:
    asked = fold(text)
    if not asked:
        raise InvalidInput(TextFault.TEXT_EMPTY(), field="text")
    if len(asked) > LONGEST_TEXT:
        raise InvalidInput(TextFault.TEXT_TOO_LONG(most=LONGEST_TEXT), field="text")
    return asked


def _of_best(scores: Float32) -> Float32:
    """(q, n): of each row, in shares of its greatest."""
    greatest = scores.max(axis=1, initial=0.0, keepdims=True)
    return (scores / np.where(greatest > 0, greatest, 1)).astype(np.float32)


def _descriptions(occupations: Sequence[Occupation], texts: Sequence[Passage]) -> list[str]:
    """Name, definition and tasks of each occupation as one text."""
    parts: defaultdict[str, list[str]] = defaultdict(list)
    for passage in texts:
        if passage.kind not in {TextKind.WORK_TYPE, TextKind.ALIAS}:
            parts[passage.occupation].append(passage.text)
    return ["。".join(parts[occupation.id]) for occupation in occupations]
