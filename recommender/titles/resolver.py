"""From free text to occupations: a job title, a 工种, a description, in Chinese or English.

An occupation's score is a weighted mean of four cosines, of the text with its best label (name, 工种 or job title),
its name, its definition and its best task, plus a small share for what they have in common in writing. Weights were
chosen on the development half of a public set of job titles (docs/adr/0023); the proof half played no part.
An exact code, name or 工种 wins outright. Until the sentence encoder is loaded, writing alone decides.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from graph.catalogue import Catalogue
from graph.errors import InvalidInput
from graph.model.facts import Occupation
from graph.model.ids import fold
from recommender.embedding.embedder import Embedder
from recommender.shared.faults import TextFault
from recommender.text.lexical import Lexical, tokens
from recommender.text.passages import LABELS, Passage, TextKind, passages, searchable

Float32 = NDArray[np.float32]
Rows = NDArray[np.intp]
BEST_LABEL, NAME, DEFINITION, TASK = 0.5, 0.2, 0.2, 0.1
WRITING = 0.015
DESCRIPTIONS = 0.2  # of what descriptions share with the text, against labels
LONGEST_TEXT = 2_000
_TIERS = {TextKind.NAME: 0, TextKind.WORK_TYPE: 1}  # exact names and codes, exact 工种, then everything else


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
class Group:
    """Passages of some kinds: their rows, in order of occupation, and the occupations (rows) they belong to."""

    rows: Rows
    starts: Rows
    owners: Rows

    @classmethod
    def of(cls, owners: Rows, chosen: NDArray[np.bool_]) -> "Group":
        rows = np.flatnonzero(chosen)
        owned, starts = np.unique(owners[rows], return_index=True)
        return cls(rows, starts.astype(np.intp), owned)

    def best(self, scores: Float32, otherwise: Float32) -> Float32:
        """(q, m): the greatest of the scores (q, n) of each occupation's passages, `otherwise` (q, m) where it has none."""
        result = otherwise.copy()
        if len(self.rows):
            result[:, self.owners] = np.maximum.reduceat(scores[:, self.rows], self.starts, axis=1)
        return result


@dataclass(frozen=True, slots=True)
class Semantics:
    """The encoder and the vectors of all passages (n, d), in their order."""

    embedder: Embedder
    vectors: Float32


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for each occupation (m,) and passage (n,) as the meaning of one text; `exact` by row."""

    scores: Float32
    writing: Float32
    cosines: Float32 | None
    exact: Mapping[int, tuple[TextKind, str]]
    tokens: frozenset[str]


@dataclass(frozen=True, slots=True)
class Resolver:
    """Finds the occupations of one catalogue by free text. `semantics` is None while the encoder is not loaded."""

    occupations: tuple[Occupation, ...]
    passages: tuple[Passage, ...]
    semantics: Semantics | None
    _spans: Rows
    _groups: Mapping[frozenset[TextKind], Group]
    _labels: Lexical
    _descriptions: Lexical
    _exact: Mapping[str, tuple[tuple[int, TextKind, str], ...]]

    @classmethod
    def build(cls, catalogue: Catalogue, semantics: Semantics | None = None) -> "Resolver":
        """Takes a second for the whole catalogue. Vectors of another catalogue raise InvalidInput."""
        occupations, texts = searchable(catalogue), passages(catalogue)
        row_of = {occupation.id: row for row, occupation in enumerate(occupations)}
        owners = np.array([row_of[p.occupation] for p in texts], np.intp)
        kinds = [LABELS, *(frozenset({kind}) for kind in TextKind)]
        by_writing = cls(
            occupations,
            texts,
            None,
            np.searchsorted(owners, np.arange(len(occupations) + 1)),
            MappingProxyType(
                {k: Group.of(owners, np.array([p.kind in k for p in texts], bool)) for k in kinds}
            ),
            Lexical.of([p.text for p in texts if p.kind in LABELS]),
            Lexical.of(_descriptions(occupations, texts)),
            _exact(occupations, texts),
        )
        return by_writing if semantics is None else by_writing.with_meaning(semantics)

    def with_meaning(self, semantics: Semantics) -> "Resolver":
        """This resolver with an encoder, at once. Vectors of another catalogue raise InvalidInput."""
        if len(semantics.vectors) != len(self.passages):
            said = TextFault.VECTORS_DIFFER(vectors=len(semantics.vectors), texts=len(self.passages))
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

    def resolve_all(self, texts: Sequence[str], *, first: int = 10) -> list[list[Match]]:
        """The same for several texts, in their order."""
        return [self._matches(evidence, first) for evidence in self._evidence([_checked(t) for t in texts])]

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
        asked = [_checked(text) for text in texts]
        writing = self._writing(asked)
        cosines = self._cosines(asked)
        return writing if cosines is None else self._fused(cosines, writing)

    def is_exact(self, text: str) -> bool:
        """Whether a text is the code, the id, the name or a 工种 of an occupation."""
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

    def _evidence(self, texts: Sequence[str]) -> list[Evidence]:
        if not texts:
            return []
        writing, cosines = self._writing(texts), self._cosines(texts)
        scores = writing if cosines is None else self._fused(cosines, writing)
        return [
            Evidence(
                scores=scores[at],
                writing=writing[at],
                cosines=None if cosines is None else cosines[at],
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

    def _cosines(self, texts: Sequence[str]) -> Float32 | None:
        """Of each text with every passage, (q, n); None while the encoder is not loaded."""
        if self.semantics is None:
            return None
        return self.semantics.embedder.encode(texts, kind="query") @ self.semantics.vectors.T

    def _fused(self, cosines: Float32, writing: Float32) -> Float32:
        """(q, m); what an occupation lacks is stood for by its name, which it has."""
        none = np.full((len(cosines), len(self.occupations)), -1, np.float32)
        name = self._groups[frozenset({TextKind.NAME})].best(cosines, none)
        label = self._groups[LABELS].best(cosines, name)
        definition = self._groups[frozenset({TextKind.DEFINITION})].best(cosines, name)
        task = self._groups[frozenset({TextKind.TASK})].best(cosines, name)
        meaning = BEST_LABEL * label + NAME * name + DEFINITION * definition + TASK * task
        return ((1 - WRITING) * meaning + WRITING * writing).astype(np.float32)

    def _writing(self, texts: Sequence[str]) -> Float32:
        """What labels and descriptions share with texts, (q, m), from 0 to 1 for the best of a text; all 0 for none."""
        labels = np.zeros((len(texts), len(self.occupations)), np.float32)
        group = self._groups[LABELS]
        if len(group.rows):
            best = np.maximum.reduceat(self._labels.scores_all(texts), group.starts, axis=1)
            labels[:, group.owners] = best
        descriptions = _of_best(self._descriptions.scores_all(texts))
        return _of_best((_of_best(labels) + DESCRIPTIONS * descriptions).astype(np.float32))

    def _closest(self, row: int, evidence: Evidence) -> tuple[Passage, float | None]:
        """The passage of an occupation that is nearest to the text, and its cosine."""
        span = slice(int(self._spans[row]), int(self._spans[row + 1]))
        if evidence.cosines is not None:
            at = int(np.argmax(evidence.cosines[span]))
            return self.passages[span][at], float(evidence.cosines[span][at])
        shared = [len(evidence.tokens.intersection(tokens(p.text))) for p in self.passages[span]]
        return self.passages[span][int(np.argmax(shared))], None


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


def _exact(
    occupations: Sequence[Occupation], texts: Sequence[Passage]
) -> Mapping[str, tuple[tuple[int, TextKind, str], ...]]:
    """Occupations (row, kind, text) by code, id, name and 工种, folded; a crowd-sourced title never decides alone."""
    row_of = {occupation.id: row for row, occupation in enumerate(occupations)}
    found: defaultdict[str, list[tuple[int, TextKind, str]]] = defaultdict(list)
    for row, occupation in enumerate(occupations):
        for key in filter(None, (occupation.code, occupation.id)):
            found[fold(key).lower()].append((row, TextKind.NAME, occupation.name))
    for kind in (TextKind.NAME, TextKind.WORK_TYPE):
        for passage in texts:
            if passage.kind is kind:
                found[fold(passage.text).lower()].append((row_of[passage.occupation], kind, passage.text))
    return MappingProxyType({key: tuple(rows) for key, rows in found.items()})
