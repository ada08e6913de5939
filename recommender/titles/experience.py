"""What was learned from coded job titles, as one file: known titles, weights, calibration, and how it came about.

The codes it was learned from are silver: made by others, partly by machine, and wrong for about one title in seven.
"""

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.errors import InvalidInput
from recommender.text.calibration import Calibration
from recommender.text.combining import Weights
from recommender.titles.features import FEATURES
from recommender.titles.voting import Known, Softmax, Voters

Float32 = NDArray[np.float32]
SHIPPED = Path(__file__).parents[1] / "artefacts" / "titles.npz"
FORMAT = 1  # raise it with any change of features or of the file


@dataclass(frozen=True, slots=True, eq=False)
class Experience:
    """Everything needed to code titles beside a catalogue and an encoder.

    group_codes, group_texts, group_vectors (g, d): names of groups and titles used for them; places: names that a
    cleaner knows; `about` tells inputs, seed, sizes and measures; `digest` names the whole content.
    """

    voters: Voters
    weights: Weights
    calibration: Calibration
    group_codes: tuple[str, ...]
    group_texts: tuple[str, ...]
    group_vectors: Float32
    places: tuple[str, ...]
    about: Mapping[str, Any]
    digest: str

    @property
    def model(self) -> str:
        """The digest of the encoder whose vectors it holds."""
        return str(self.about["model"])


def packed(
    voters: Voters,
    weights: Weights,
    calibration: Calibration,
    *,
    groups: tuple[Sequence[str], Sequence[str], Float32],
    places: Sequence[str],
    about: Mapping[str, Any],
) -> bytes:
    """The content of the file; the same for the same arguments. Vectors are kept as float16."""
    softmax, known = voters.softmax, voters.known
    told = {
        **about,
        "format": FORMAT,
        "features": FEATURES,
        "scale": softmax.scale,
        "calibration": {name: getattr(calibration, name) for name in Calibration.__dataclass_fields__},
    }
    arrays = {
        "titles": np.array(known.titles),
        "codes": np.array(known.codes),
        "vectors": known.vectors.astype(np.float16),
        "centre": softmax.centre,
        "softmax": softmax.weights.astype(np.float16),
        "intercepts": softmax.intercepts,
        "weights": np.stack([weights.values, weights.means, weights.deviations]).astype(np.float64),
        "group_codes": np.array(groups[0]),
        "group_texts": np.array(groups[1]),
        "group_vectors": groups[2].astype(np.float16),
        "places": np.array(sorted(places)),
        "about": np.array(json.dumps(told, ensure_ascii=False, sort_keys=True)),
    }
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)  # pyright: ignore[reportArgumentType]
    return file.getvalue()


def read(path: Path = SHIPPED) -> Experience:
    """The experience in a file; raises InvalidInput where it cannot be read or is of another version."""
    try:
        return unpacked(path.read_bytes())
    except (OSError, ValueError, KeyError) as error:
        raise InvalidInput(f"{path} holds no experience with job titles: {error}") from error


def unpacked(content: bytes) -> Experience:
    """The experience in the content of a file; raises ValueError or KeyError where there is none."""
    with np.load(io.BytesIO(content)) as arrays:
        about = json.loads(str(arrays["about"]))
        if about["format"] != FORMAT or tuple(about["features"]) != FEATURES:
            raise ValueError(f"made by another version (format {about['format']})")
        known = Known(_texts(arrays["titles"]), _texts(arrays["codes"]), arrays["vectors"].astype(np.float32))
        softmax = Softmax(
            arrays["centre"], about["scale"], arrays["softmax"].astype(np.float32), arrays["intercepts"]
        )
        return Experience(
            Voters.of(known, softmax),
            Weights(*arrays["weights"]),
            Calibration(**about["calibration"]),
            _texts(arrays["group_codes"]),
            _texts(arrays["group_texts"]),
            arrays["group_vectors"].astype(np.float32),
            _texts(arrays["places"]),
            about,
            hashlib.sha256(content).hexdigest()[:16],
        )


def _texts(array: NDArray[Any]) -> tuple[str, ...]:
    return tuple(array.tolist())
