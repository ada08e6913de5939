"""A major's text beside every occupation: cosines with its name, its definition and its tasks, and places by their mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.model.facts import Occupation
from recommender.adapter.fields import Fields, Float32
from recommender.adapter.linear import Adapter
from recommender.adapter.pairs import PairKind
from recommender.text.passages import TextKind

FIELDS = (TextKind.NAME, TextKind.DEFINITION, TextKind.TASK)  # rows of `Compared.cosines`
_KIND = PairKind.GUIDE


@dataclass(frozen=True, slots=True)
class Compared:
    """How alike a text is to each of `occupations` (m).

    `vector` (d,) is the text's, moved by the adapter where one is in use; `scores` (m,) rank, `cosines` (3, m) are what
    they are the mean of, `zero_shot` (m,) are the scores without the adapter, None where none is in use. `by` names the
    encoder and the adapter.
    """

    text: str
    occupations: Sequence[Occupation]
    fields: Fields
    vector: Float32
    scores: Float32
    cosines: Float32
    zero_shot: Float32 | None
    by: str

    @property
    def method(self) -> str:
        """How the scores were computed."""
        return f"mean cosine with name, definition and tasks, {self.by}"


@dataclass(frozen=True, slots=True)
class Places:
    """The place, from 1, that each of some rows takes by the scores, best first; equal scores keep the order of rows.

    without: the same by the mean of two of the three cosines, in the order of `FIELDS`. unlearned: by the scores without
    the adapter, None where none is in use.
    """

    here: Mapping[int, int]
    without: tuple[Mapping[int, int], ...]
    unlearned: Mapping[int, int] | None

    @classmethod
    def of(cls, compared: Compared, rows: Sequence[int]) -> "Places":
        """`rows` ascend."""
        chosen = np.asarray(rows, np.intp)
        others = (np.delete(compared.cosines, at, axis=0).mean(axis=0) for at in range(len(FIELDS)))
        return cls(
            _places(compared.scores, chosen),
            tuple(_places(scores, chosen) for scores in others),
            None if compared.zero_shot is None else _places(compared.zero_shot, chosen),
        )


def _places(scores: Float32, rows: NDArray[np.intp]) -> dict[int, int]:
    """By row, best first."""
    ordered: list[int] = rows[np.argsort(-scores[rows], kind="stable")].tolist()
    return {row: at for at, row in enumerate(ordered, start=1)}


def compare_major(
    text: str,
    vector: Float32,
    fields: Fields,
    occupations: Sequence[Occupation],
    *,
    adapter: Adapter | None,
    encoder: str,
) -> Compared:
    """A major's text, whose vector (d,) is L2-normalised, beside the occupations of `fields`, in the same order.

    `encoder` is the digest of what made the vectors. Without an adapter for majors the text is compared zero-shot.
    """
    learned = adapter if adapter and _KIND in adapter.residuals else None
    moved: Float32 = learned.apply(vector[None], _KIND)[0] if learned else vector
    documents = fields.documents(_KIND)
    return Compared(
        text=text,
        occupations=occupations,
        fields=fields,
        vector=moved,
        scores=documents @ moved,
        cosines=np.stack([fields.names @ moved, fields.definitions @ moved, fields.tasks @ moved]),
        zero_shot=documents @ vector if learned else None,
        by=_by(learned, encoder),
    )


def _by(adapter: Adapter | None, encoder: str) -> str:
    found = f"encoder {encoder[:12]}"
    return found if adapter is None else f"{found}, adapter {adapter.digest}"
