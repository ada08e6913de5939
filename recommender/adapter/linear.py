"""The adapter: a linear residual for each kind of text, learned from the graph's own pairs on top of a frozen encoder.

An artefact says what it was made from and how well it did on pairs that took no part. It is used only with the encoder
whose vectors it was fitted on; without it everything is compared zero-shot.
"""

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from graph.errors import InvalidInput
from recommender.adapter.pairs import PairKind

Float32 = NDArray[np.float32]
FORMAT = 2
_FACTS = "facts"
_ESTIMATES = frozenset({"zero_shot", "adapted", "writing", "ours", "over_zero_shot", "over_writing"})


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over texts with its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Fit:
    """What was chosen for one kind of text, and what that gives on the proof part: mean average precision.

    strength: how much of the residual counts, 0 where the development part does better without. share: of writing, beside
    the cosine. learned, chosen, proved: number of texts of each part. `adapted` is the encoder with the residual, `writing`
    the encoder with the share of writing that is best for it, `ours` both; the gains say how much more `ours` is.
    """

    kind: PairKind
    learned: int
    chosen: int
    proved: int
    temperature: float
    strength: float
    share: float
    zero_shot: Estimate
    adapted: Estimate
    writing: Estimate
    ours: Estimate
    over_zero_shot: Estimate
    over_writing: Estimate

    @property
    def confirmed(self) -> bool:
        """Whether a residual was chosen and the proof part does not contradict it; any other is never shipped."""
        return self.strength > 0 and self.over_writing.mean > 0


@dataclass(frozen=True, slots=True)
class Training:
    """What an adapter was made from: the encoder's digest, the revision and the digest of its inputs, the seed.

    judged: pairs learned from that a developer accepted. judgements: number of the newest judgement then; 0 for none.
    """

    encoder: str
    revision: int
    inputs: str | None
    seed: int
    seconds: float
    fits: tuple[Fit, ...]
    judged: int = 0
    judgements: int = 0


@dataclass(frozen=True, slots=True)
class Adapter:
    """Residuals (d, d) by kind of text; kinds without one are compared zero-shot. `digest` names the matrices."""

    residuals: Mapping[PairKind, Float32]
    training: Training
    digest: str

    @classmethod
    def of(cls, residuals: Mapping[PairKind, Float32], training: Training) -> "Adapter":
        """Residuals already carry their strength."""
        kept = {kind: np.ascontiguousarray(residuals[kind], "<f4") for kind in sorted(residuals)}
        content = hashlib.sha256(training.encoder.encode())
        for kind, residual in kept.items():
            content.update(kind.encode() + residual.tobytes())
        return cls(MappingProxyType(kept), training, content.hexdigest()[:16])

    def apply(self, vectors: Float32, kind: PairKind) -> Float32:
        """Vectors (n, d) of texts that ask, moved towards what they mean, L2-normalised; zero-shot where nothing was learned."""
        residual = self.residuals.get(kind)
        return vectors if residual is None else adapted(vectors, residual)

    def fit(self, kind: PairKind) -> Fit:
        """How it was fitted to a kind, and how well it does; raises KeyError for a kind it was not fitted to."""
        return next(fit for fit in self.training.fits if fit.kind is kind)

    @classmethod
    def load(cls, path: Path, *, encoder: str | None = None) -> "Adapter | None":
        """The adapter of a file; None where there is no file, or where it was fitted on another encoder than asked.

        Raises InvalidInput for a file that is no adapter.
        """
        if not path.is_file():
            return None
        found = read(path.read_bytes(), source=str(path))
        return found if encoder in {None, found.training.encoder} else None

    def why_unfit(self, *, encoder: str, inputs: str | None) -> str | None:
        """Why it cannot be used with an encoder (its digest) and with what a catalogue was read from; None where it can.

        A revision that a person made has no inputs: it stands on the tables before it, so it does not count against one.
        """
        made = self.training
        if made.encoder != encoder:
            return f"it was fitted on the encoder {made.encoder}, not on {encoder}: train again, `lifepath model train`"
        if inputs is not None and made.inputs is not None and made.inputs != inputs:
            return f"it was trained on other tables (revision {made.revision}) than those in use: train again, `lifepath model train`"
        return None

    def content(self) -> bytes:
        """The artefact: an .npz of the matrices and of a JSON text with everything else."""
        facts = {"format": FORMAT, "digest": self.digest, "training": asdict(self.training)}
        arrays: dict[str, Any] = {kind.value: residual for kind, residual in self.residuals.items()}
        file = io.BytesIO()
        np.savez(file, **{_FACTS: np.array(json.dumps(facts))}, **arrays)
        return file.getvalue()


def adapted(vectors: Float32, residual: Float32) -> Float32:
    """`x + x V` for each of the vectors (n, d), L2-normalised."""
    moved = vectors + vectors @ residual
    return moved / np.linalg.norm(moved, axis=1, keepdims=True)


def read(content: bytes, *, source: str) -> Adapter:
    """An adapter from the bytes of its artefact; `source` names it in messages. Raises InvalidInput."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            facts = json.loads(str(file[_FACTS]))
            if facts["format"] != FORMAT:
                raise InvalidInput(
                    f"{source} has format {facts['format']}; only {FORMAT} is read: train again"
                )
            residuals = {PairKind(name): file[name] for name in file.files if name != _FACTS}
            found = Adapter.of(residuals, _training(facts["training"]))
    except (BadZipFile, KeyError, TypeError, ValueError, EOFError) as error:
        raise InvalidInput(f"{source} is no adapter of lifepath: {error}") from error
    if found.digest != facts["digest"]:
        raise InvalidInput(f"{source} is damaged: its matrices are not those of its digest")
    return found


def _training(facts: Mapping[str, Any]) -> Training:
    known: dict[str, Any] = {**facts, "fits": tuple(_fit(fit) for fit in facts["fits"])}
    return Training(**known)


def _fit(facts: Mapping[str, Any]) -> Fit:
    known: dict[str, Any] = {**facts, "kind": PairKind(facts["kind"])}
    known |= {name: Estimate(**facts[name]) for name in _ESTIMATES}
    return Fit(**known)
