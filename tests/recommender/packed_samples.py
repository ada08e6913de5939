"""A tiny packed e5 file for tests: one layer of 32 dimensions, 16 pieces."""

import struct
from collections.abc import Sequence

import numpy as np

PIECES = (
    "<s>",
    "<pad>",
    "</s>",
    "<unk>",
    "▁",
    "焊",
    "工",
    "焊工",
    "a",
    "b",
    "▁ab",
    "é",
    "▁été",
    "工人",
    "я",
    "<mask>",
)
SCORES = tuple(-float(rank) for rank in range(len(PIECES)))
HIDDEN, WIDE, POSITIONS, EXTRA_ROWS = 32, 64, 16, 3
MATRICES = {"q": (HIDDEN, HIDDEN), "k": (HIDDEN, HIDDEN), "v": (HIDDEN, HIDDEN), "ao": (HIDDEN, HIDDEN)}
MATRICES |= {"fi": (WIDE, HIDDEN), "fo": (HIDDEN, WIDE)}


def pack(weights: np.ndarray) -> bytes:
    """4-bit blocks of (n, 32) whole numbers from -8 to 7, each block with scale 1."""
    nibbles = (weights + 8).astype(np.uint8)
    halves = nibbles[:, :16] | nibbles[:, 16:] << 4
    scale = np.frombuffer(np.ones(len(weights), "<f2").tobytes(), np.uint8).reshape(-1, 2)
    return np.concatenate([scale, halves], axis=1).tobytes()


def packed_file(*, magic: bytes = b"E5S1", version: int = 1, pieces: Sequence[str] = PIECES) -> bytes:
    """The bytes of a whole file."""
    tensors = _tensors(len(pieces) + EXTRA_ROWS)
    texts = [piece.encode() for piece in pieces]
    offsets = np.cumsum([0, *map(len, texts)]).astype("<u4")
    text = b"".join(texts)
    sizes = (HIDDEN, 1, 2, WIDE, len(pieces) + EXTRA_ROWS, POSITIONS, 2)
    head = magic + struct.pack("<I7ifi", version, *sizes, 1e-12, 32)
    head += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, len(text)) + offsets.tobytes()
    head += np.array(SCORES[: len(pieces)], "<f4").tobytes() + text + struct.pack("<iI", 0, 4) + bytes(4)
    start = len(head) + 4 + sum(2 + len(name) + 21 for name in tensors)
    directory, body = struct.pack("<i", len(tensors)), b""
    for name, (kind, size, content) in tensors.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, size, start + len(body), len(content))
        body += content
    return head + directory + body


def _tensors(rows: int) -> dict[str, tuple[int, int, bytes]]:
    random = np.random.default_rng(0)

    def vector(size: int) -> tuple[int, int, bytes]:
        return 0, size, random.standard_normal(size).astype("<f4").tobytes()

    def matrix(height: int, width: int) -> tuple[int, int, bytes]:
        return 1, height * width, pack(random.integers(-8, 8, (height * width // 32, 32)))

    tensors = {
        "emb.word": matrix(rows, HIDDEN),
        "emb.pos": vector(POSITIONS * HIDDEN),
        "emb.type": vector(2 * HIDDEN),
    }
    tensors |= {name: vector(HIDDEN) for name in ("emb.ln.w", "emb.ln.b")}
    tensors |= {f"l0.{name}.w": matrix(*shape) for name, shape in MATRICES.items()}
    tensors |= {f"l0.{name}.b": vector(shape[0]) for name, shape in MATRICES.items()}
    tensors |= {f"l0.{name}.{part}": vector(HIDDEN) for name in ("aln", "oln") for part in "wb"}
    return tensors
