"""Vectors are computed once, kept in the store, and forgotten with their text."""

import numpy as np
import pytest

from api.vectors import SLICE, name_vectors, semantics, stored_name_vectors, vectors
from graph.model.facts import WorkContent
from graph.model.ids import work_content_id
from graph.model.links import RelType
from graph.model.terms import Level
from graph.store import Store
from recommender.text.passages import text_digest
from tests.graph.samples import FACT, link
from tests.recommender import supplies
from tests.recommender.embedders import LetterEmbedder
from tests.recommender.supplies import with_schools

TEXTS = ["电工", "焊工", "使用焊机的人员"]
pytestmark = pytest.mark.anyio


async def test_vectors_come_in_the_order_of_the_texts_as_the_encoder_gives_them(store: Store) -> None:
    embedder = LetterEmbedder()
    found = await vectors(store, [*TEXTS, "电工"], embedder)
    np.testing.assert_array_equal(found, embedder.encode([*TEXTS, "电工"], kind="passage"))
    assert found.dtype == np.float32


async def test_an_unchanged_text_is_not_encoded_again(store: Store) -> None:
    first = await vectors(store, TEXTS, LetterEmbedder())
    again = LetterEmbedder()
    np.testing.assert_array_equal(await vectors(store, TEXTS, again), first)
    assert again.encoded == []
    await vectors(store, [*TEXTS, "护士"], again)
    assert again.encoded == ["护士"]


async def test_another_model_has_vectors_of_its_own(store: Store) -> None:
    await vectors(store, TEXTS, LetterEmbedder())
    other = LetterEmbedder(digest="other")
    await vectors(store, TEXTS, other)
    assert sorted(other.encoded) == sorted(TEXTS)


async def test_vectors_of_texts_that_left_are_forgotten(store: Store) -> None:
    await vectors(store, TEXTS, LetterEmbedder())
    await vectors(store, TEXTS[:1], LetterEmbedder())
    assert set(await store.embeddings("letters")) == {text_digest(TEXTS[0])}


async def test_progress_tells_what_was_missing_and_an_interrupted_run_goes_on(store: Store) -> None:
    texts = [f"职业 {number}" for number in range(SLICE + 1)]

    def stop(done: int, total: int) -> None:
        if done > SLICE:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await vectors(store, texts, LetterEmbedder(), progress=stop)
    seen: list[tuple[int, int]] = []
    rest = LetterEmbedder()
    await vectors(store, texts, rest, progress=lambda *step: seen.append(step))
    assert seen == [(1, 1)]
    assert len(rest.encoded) == 1


async def test_no_texts_give_no_vectors(store: Store) -> None:
    assert (await vectors(store, [], LetterEmbedder())).shape == (0, LetterEmbedder().dim)


async def test_texts_to_keep_stay_though_they_are_not_asked_for(store: Store) -> None:
    await vectors(store, TEXTS, LetterEmbedder())
    await vectors(store, ["护士"], LetterEmbedder(), keep=TEXTS[:2])
    kept = {text_digest(text) for text in ("护士", *TEXTS[:2])}
    assert set(await store.embeddings("letters")) == kept


async def test_names_and_texts_of_occupations_do_not_displace_each_other(store: Store) -> None:
    catalogue = with_schools()
    assert await stored_name_vectors(store, catalogue, "letters") is None
    await name_vectors(store, catalogue, LetterEmbedder())
    await semantics(store, catalogue, LetterEmbedder())
    again = LetterEmbedder()
    built = await name_vectors(store, catalogue, again)
    assert again.encoded == []
    stored = await stored_name_vectors(store, catalogue, "letters")
    assert stored is not None
    np.testing.assert_array_equal(stored.matrix, built.matrix)


async def test_sentences_of_an_imported_standard_are_encoded_once_and_kept_beside_the_names(
    store: Store,
) -> None:
    module = supplies.module(Level.L5)
    work = WorkContent(id=work_content_id(module, "调试样例"), name="调试样例", **FACT)  # type: ignore[arg-type]
    catalogue = with_schools(work, link(RelType.HAS_CONTENT, module, work.id))
    first, later = LetterEmbedder(), LetterEmbedder()
    await name_vectors(store, with_schools(), first)
    assert await stored_name_vectors(store, catalogue, "letters") is None
    built = await name_vectors(store, catalogue, later)
    await semantics(store, catalogue, later)
    assert later.encoded.count("调试样例") == 1
    assert built.of(["调试样例"], ["调试样例"]) == pytest.approx(1.0)
    stored = await stored_name_vectors(store, catalogue, "letters")
    assert stored is not None
    assert stored.encoded is not None
    assert built.encoded is not None
    np.testing.assert_array_equal(stored.encoded, built.encoded)
