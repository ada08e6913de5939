"""The adapter: fitting a residual, training on the shipped pairs, and the artefact."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.catalogue import Catalogue
from graph.errors import InvalidInput
from graph.model.facts import Task
from graph.model.history import Revision
from graph.model.ids import fold
from graph.model.judgements import Decision, Judgement, Verdicts, text_key
from graph.model.links import RelType
from graph.model.snapshot import Snapshot
from recommender.adapter.fields import Fields
from recommender.adapter.judged_pairs import judged_sentences
from recommender.adapter.linear import Adapter, Estimate, Training, adapted, read
from recommender.adapter.pairs import Asked, PairKind, Part, SplitOccupations, pairs
from recommender.adapter.residual import Examples, fit_residual
from recommender.adapter.training import average_precisions, questions, train
from recommender.text.passages import TextKind, passages
from tests.api.excerpt import excerpt, shipped
from tests.recommender.embedders import LetterEmbedder

REVISION = Revision(7, datetime(2026, 11, 24, tzinfo=UTC), "test", (), MappingProxyType({}), "inputs")
NOTHING = Training("letters", 1, None, 0, 0.0, ())
FEW = ("occ:4-04", "occ:4-05", "occ:4-07")  # enough for every kind of pair in every part


@cache
def some() -> Catalogue:
    """The occupations of three 中类 with what is linked to them."""
    snapshot = shipped().snapshot
    chosen = {i for i in snapshot.nodes if i.startswith(FEW)}
    links = [k for k in snapshot.links.values() if {k.start, k.end} & chosen]
    near = {i for k in links for i in (k.start, k.end) if not i.startswith("occ:")}
    nodes = [node for i, node in snapshot.nodes.items() if i in chosen | near]
    inside = [k for k in links if {k.start, k.end} <= chosen | near]
    return Catalogue.of(Snapshot.of(nodes, inside), REVISION)


@cache
def verdicts() -> Verdicts:
    """That a new sentence goes with a task of an occupation of the part to learn from."""
    split = SplitOccupations.of(some(), 0)
    occupation = split.all[split.parts.index(Part.TRAIN)]
    task = some().targets(occupation.id, RelType.HAS_TASK, Task)[0]
    said = Judgement(
        start=text_key("核对新的样例"),
        end=task.id,
        decision=Decision.ACCEPTED,
        who="王老师",
        why="看过教材",
        at=datetime(2026, 11, 24, tzinfo=UTC),
        start_text="核对新的样例",
        end_text=task.text,
        number=9,
    )
    return Verdicts.of([said])


@cache
def trained(seed: int = 0) -> Adapter:
    """With an encoder that knows letters alone."""
    embedder, texts, asked = LetterEmbedder(), passages(some()), questions(some())
    vectors = embedder.encode([text.encoded for text in texts], kind="passage")
    known = {
        fold(text.text): vector
        for text, vector in zip(texts, vectors, strict=True)
        if text.kind is TextKind.TASK
    }
    known |= dict(zip(asked, embedder.encode(asked, kind="query"), strict=True))
    sentences = judged_sentences(some(), verdicts())
    known |= dict(zip(sentences, embedder.encode(sentences, kind="passage"), strict=True))
    fields, encoder = Fields.of(texts, vectors), embedder.digest
    return train(some(), fields, known, encoder=encoder, seed=seed, steps=10, verdicts=verdicts())


def rotated() -> Examples:
    """Texts that mean the document one place further on; a linear map can learn that."""
    documents = np.eye(8, dtype=np.float32)
    return Examples(np.roll(documents, 1, axis=1), [[row] for row in range(8)], documents)


def test_a_residual_learns_what_a_linear_map_can_say() -> None:
    examples = rotated()
    assert (np.argmax(examples.asked @ examples.documents.T, axis=1) != np.arange(8)).all()
    moved = adapted(examples.asked, fit_residual(examples, temperature=0.1, seed=0, steps=4_000))
    assert (np.argmax(moved @ examples.documents.T, axis=1) == np.arange(8)).all()


def test_the_same_seed_fits_the_same_residual() -> None:
    first, again = (fit_residual(rotated(), temperature=0.1, seed=3) for _ in range(2))
    assert np.array_equal(first, again)


def test_training_reports_every_kind_of_pair_and_keeps_only_what_gained_on_the_development_part() -> None:
    fits = trained().training.fits
    assert [fit.kind for fit in fits] == list(PairKind)
    assert set(trained().residuals) == {fit.kind for fit in fits if fit.confirmed}
    for fit in fits:
        assert min(fit.learned, fit.chosen, fit.proved) > 0
        assert fit.ours.low <= fit.ours.mean <= fit.ours.high
        assert fit.ours.mean - fit.zero_shot.mean == pytest.approx(fit.over_zero_shot.mean, abs=1e-6)
        if not fit.strength:
            assert fit.adapted == fit.zero_shot


@pytest.mark.parametrize(
    ("strength", "gain", "confirmed"), [(0.5, 0.04, True), (0.5, -0.01, False), (0, 0, False)]
)
def test_a_residual_that_the_proof_part_does_not_confirm_is_left_out(
    strength: float, gain: float, confirmed: bool
) -> None:
    over = Estimate(gain, gain, gain)
    fit = replace(trained().training.fits[0], strength=strength, over_writing=over)
    assert fit.confirmed is confirmed


def test_training_says_what_it_was_made_from_and_how_much_of_it_developers_judged() -> None:
    made = trained().training
    assert (made.encoder, made.revision, made.inputs, made.seed) == ("letters", 7, "inputs", 0)
    assert (made.judged, made.judgements) == (1, 9)
    stated = pairs(some())
    for fit in made.fits:
        assert fit.learned - len(stated[fit.kind, Part.TRAIN]) == (fit.kind is PairKind.TASK)
        assert fit.proved == len(stated[fit.kind, Part.PROOF])
        assert fit.chosen == len(stated[fit.kind, Part.DEVELOPMENT])


def test_an_artefact_from_before_judgements_were_learned_from_is_still_read() -> None:
    with np.load(BytesIO(Adapter.of({}, NOTHING).content())) as file:
        facts = json.loads(str(file["facts"]))
    for name in ("judged", "judgements"):
        facts["training"].pop(name)
    older = BytesIO()
    np.savez(older, facts=np.array(json.dumps(facts)))
    assert read(older.getvalue(), source="x.npz").training == NOTHING


def test_a_catalogue_with_too_few_pairs_is_refused_before_anything_is_encoded() -> None:
    with pytest.raises(InvalidInput, match="too few pairs"):
        questions(Catalogue.of(excerpt(), REVISION))
    with pytest.raises(InvalidInput, match="too few pairs"):
        questions(Catalogue.of(Snapshot.of((), ()), REVISION))


def test_an_artefact_reads_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "adapter.npz"
    path.write_bytes(trained().content())
    found = Adapter.load(path, encoder="letters")
    assert found is not None
    assert (found.digest, found.training) == (trained().digest, trained().training)
    vectors = LetterEmbedder().encode(["电工", "焊工"], kind="query")
    for kind in PairKind:
        assert np.array_equal(found.apply(vectors, kind), trained().apply(vectors, kind))


def test_without_a_file_or_with_another_encoder_there_is_no_adapter(tmp_path: Path) -> None:
    path = tmp_path / "adapter.npz"
    assert Adapter.load(path) is None
    path.write_bytes(Adapter.of({}, NOTHING).content())
    assert Adapter.load(path, encoder="another") is None
    assert Adapter.load(path, encoder="letters") is not None


@pytest.mark.parametrize("content", [b"", b"not an adapter", b"PK\x03\x04 cut off"])
def test_a_file_that_is_no_adapter_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(InvalidInput, match=r"x\.npz"):
        read(content, source="x.npz")


def test_an_artefact_of_an_older_format_is_to_be_trained_again() -> None:
    with np.load(BytesIO(Adapter.of({}, NOTHING).content())) as file:
        facts = json.loads(str(file["facts"])) | {"format": 1}
    older = BytesIO()
    np.savez(older, facts=np.array(json.dumps(facts)))
    with pytest.raises(InvalidInput, match=r"format 1; only 2 is read: train again"):
        read(older.getvalue(), source="x.npz")


def test_a_damaged_artefact_is_refused(tmp_path: Path) -> None:
    whole_file = Adapter.of({PairKind.GUIDE: np.eye(64, dtype=np.float32)}, NOTHING).content()
    for end in range(0, len(whole_file), 997):
        with pytest.raises(InvalidInput):
            read(whole_file[:end], source="x.npz")


def test_a_kind_without_a_residual_is_compared_zero_shot() -> None:
    vectors = LetterEmbedder().encode(["电工"], kind="query")
    assert np.array_equal(Adapter.of({}, NOTHING).apply(vectors, PairKind.GUIDE), vectors)


@given(st.lists(st.text("电工焊", min_size=1), min_size=1, max_size=5))
def test_adapted_vectors_have_length_one_and_come_out_alone_as_together(texts: list[str]) -> None:
    residual = np.random.default_rng(0).normal(0, 0.05, (64, 64)).astype(np.float32)
    vectors = LetterEmbedder().encode(texts, kind="query")
    together = adapted(vectors, residual)
    assert np.linalg.norm(together, axis=1) == pytest.approx(1, abs=1e-5)
    for row, vector in enumerate(vectors):
        assert adapted(vector[None], residual)[0] == pytest.approx(together[row], abs=1e-5)


def test_average_precision_leaves_out_what_does_not_count_and_settles_ties_by_row() -> None:
    scores = np.array([[0.9, 0.8, 0.7, 0.7]], np.float32)
    asked = Asked("x", relevant=(1, 3), ignored=(0,), group="g")
    assert average_precisions(scores, [asked]) == pytest.approx([(1 / 1 + 2 / 3) / 2])
