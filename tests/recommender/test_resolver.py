"""From free text to occupations: exact matches, writing alone, meaning and writing."""

from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.catalogue import Catalogue
from graph.errors import InvalidInput
from graph.model.facts import EnglishName, Occupation, Published
from graph.model.history import Revision
from graph.model.ids import english_name_id, kind_of
from graph.model.links import Link, RelType
from graph.model.snapshot import Snapshot
from graph.model.terms import OccupationStatus
from recommender.embedding.embedder import Embedder, open_embedder
from recommender.text.passages import TextKind, english_passages, passages
from recommender.titles.resolver import Resolver, Semantics
from tests.api.excerpt import shipped
from tests.graph.samples import FACT, link, occupation
from tests.recommender.embedders import LetterEmbedder

REVISION = Revision(1, datetime(2026, 11, 24, tzinfo=UTC), "test", (), MappingProxyType({}))
NEAR_WELDING_AND_AI = ("6-18-02", "6-31-01", "2-02-38-01", "2-02-10-03", "4-04-05")


@cache
def whole() -> Catalogue:
    return Catalogue.of(shipped().snapshot, REVISION)


def small(*occupations: Published) -> Catalogue:
    return Catalogue.of(Snapshot.of(occupations, ()), REVISION)


def semantic(catalogue: Catalogue, embedder: Embedder) -> Resolver:
    texts, english = (
        embedder.encode([passage.encoded for passage in found], kind="passage")
        for found in (passages(catalogue), english_passages(catalogue))
    )
    return Resolver.build(catalogue, Semantics(embedder, texts, english))


@cache
def by_writing() -> Resolver:
    return Resolver.build(whole())


def names(resolver: Resolver, text: str, first: int = 10) -> list[str]:
    return [match.occupation.name for match in resolver.resolve(text, first=first)]


def test_every_text_of_every_searchable_occupation_is_a_passage() -> None:
    texts = passages(whole())
    found = {kind: sum(passage.kind is kind for passage in texts) for kind in TextKind}
    assert found.pop(TextKind.ENGLISH_NAME) == 0, "English names stand apart"
    occupations = whole().all(Occupation)
    assert found[TextKind.NAME] == len(occupations)
    assert found[TextKind.DEFINITION] == sum(o.definition is not None for o in occupations)
    assert found[TextKind.ALIAS] == sum(len(o.aliases) for o in occupations)
    assert min(found.values()) > 0


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("6-18-02-04", "NAME"),
        ("焊工", "NAME"),
        (" 焊工\n", "NAME"),
        ("电焊工", "WORK_TYPE"),
        ("welder", "ENGLISH_NAME"),
        (" Welder ", "ENGLISH_NAME"),
    ],
)
def test_an_exact_code_name_work_type_or_english_name_wins_outright(text: str, kind: str) -> None:
    first, *others = by_writing().resolve(text)
    assert (first.occupation.code, first.exact, first.score, first.kind) == ("6-18-02-04", True, 1.0, kind)
    assert not any(match.exact for match in others)


def test_a_name_that_two_occupations_share_names_both_by_id() -> None:
    catalogue = small(
        occupation("6-18-02-04", "焊工"), occupation("6-18-02-03", "焊工"), occupation("4-14-01-02", "焊工师")
    )
    matches = Resolver.build(catalogue).resolve("焊工")
    assert [(m.occupation.code, m.exact) for m in matches] == [
        ("6-18-02-03", True),
        ("6-18-02-04", True),
        ("4-14-01-02", False),
    ]


def test_writing_alone_finds_the_welder_and_says_that_it_is_alone() -> None:
    first = by_writing().resolve("氩弧焊")[0]
    assert (first.occupation.code, first.kind, first.similarity) == ("6-18-02-04", TextKind.ALIAS, None)
    assert not by_writing().semantic


def test_writing_alone_leaves_out_what_shares_nothing() -> None:
    assert by_writing().resolve("zzzz") == []


@pytest.mark.parametrize("text", ["", " \n", "工" * 2_001])
def test_an_empty_or_endless_text_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        by_writing().resolve(text)
    assert refused.value.field == "text"


@given(text=st.text(st.sampled_from("焊电工师 AI护理a1-"), min_size=1, max_size=12), first=st.integers(0, 20))
def test_matches_fall_in_score_without_repeats_and_the_same_each_time(text: str, first: int) -> None:
    if not text.strip():
        return
    matches = by_writing().resolve(text, first=first)
    assert len({match.occupation.id for match in matches}) == len(matches) <= first
    plain = [match.score for match in matches if not match.exact]
    assert plain == sorted(plain, reverse=True)
    assert [match.exact for match in matches] == sorted((match.exact for match in matches), reverse=True)
    assert by_writing().resolve(text, first=first) == matches


def test_a_replaced_occupation_is_not_found() -> None:
    gone = occupation("6-01-01-01", "焊接工", status=OccupationStatus.REPLACED)
    catalogue = small(occupation("6-18-02-04", "焊工"), gone)
    assert names(Resolver.build(catalogue), "焊接工") == ["焊工"]


def test_meaning_adds_the_cosine_of_the_text_that_matched() -> None:
    catalogue = small(
        occupation("6-18-02-04", "焊工", definition="使用焊机的人员", aliases=("氩弧焊工",)),
        occupation("4-14-01-02", "护士"),
    )
    resolver = semantic(catalogue, LetterEmbedder())
    first, second = resolver.resolve("工弧氩焊")
    assert resolver.semantic
    assert (first.occupation.name, first.text, first.kind) == ("焊工", "氩弧焊工", TextKind.ALIAS)
    assert first.similarity == pytest.approx(1)
    assert first.score > second.score


def in_english(**names: str) -> Catalogue:
    """A welder and a nurse, each with an English name where one is given."""
    known = {
        "welder": occupation("6-18-02-04", "焊工", aliases=("AI焊工",)),
        "nurse": occupation("4-14-01-02", "护士"),
    }
    nodes: list[Published] = [*known.values()]
    links: list[Link] = []
    for key, name in names.items():
        node = english_name_id(known[key].id, name)
        nodes.append(EnglishName(id=node, name=name, **FACT))  # type: ignore[arg-type]
        links.append(link(RelType.HAS_ENGLISH_NAME, known[key].id, node, order=1))
    return Catalogue.of(Snapshot.of(nodes, links), REVISION)


def test_a_text_without_chinese_is_compared_with_english_names_by_meaning() -> None:
    resolver = semantic(in_english(welder="welder", nurse="nurse"), LetterEmbedder())
    first, second = resolver.resolve("welders")
    assert (first.occupation.name, first.kind, first.text) == ("焊工", TextKind.ENGLISH_NAME, "welder")
    assert not first.exact
    assert first.similarity == pytest.approx(
        float(
            LetterEmbedder().encode(["welders"], kind="query")[0]
            @ LetterEmbedder().encode(["welder"], kind="passage")[0]
        )
    )
    assert first.score > second.score


def test_words_of_an_english_name_are_found_in_writing_alone() -> None:
    resolver = Resolver.build(in_english(welder="pipe welder", nurse="ward nurse"))
    (only,) = resolver.resolve("nurse at night")
    assert (only.occupation.name, only.kind, only.text) == ("护士", TextKind.ENGLISH_NAME, "ward nurse")
    assert (only.exact, only.similarity) == (False, None)


@pytest.mark.parametrize("text", ["焊接工", "护理", "AI焊"])
def test_english_names_change_nothing_for_a_text_with_chinese(text: str) -> None:
    with_names = semantic(in_english(welder="AI welder", nurse="nurse"), LetterEmbedder())
    without = semantic(in_english(), LetterEmbedder())
    assert with_names.resolve(text) == without.resolve(text)
    np.testing.assert_array_equal(with_names.scores([text]), without.scores([text]))
    np.testing.assert_array_equal(with_names.writing([text]), without.writing([text]))


def test_a_title_without_chinese_meets_english_names_though_its_context_is_chinese() -> None:
    resolver = semantic(in_english(welder="welder", nurse="nurse"), LetterEmbedder())
    ((first, _),) = resolver.resolve_all(["welders 制造业"], titles=["welders"])
    ((plain, _),) = resolver.resolve_all(["welders 制造业"])
    assert (first.kind, plain.kind == TextKind.ENGLISH_NAME) == (TextKind.ENGLISH_NAME, False)


def test_an_occupation_without_an_english_name_is_still_found_by_a_text_without_chinese() -> None:
    resolver = semantic(in_english(nurse="nurse"), LetterEmbedder())
    assert {match.occupation.name for match in resolver.resolve("AI")} == {"焊工", "护士"}
    assert resolver.resolve("AI")[0].occupation.name == "焊工"


def test_scores_of_texts_in_both_languages_are_those_of_each() -> None:
    resolver = semantic(in_english(welder="welder", nurse="nurse"), LetterEmbedder())
    texts = ["焊接", "welders", "护理", "nursing"]
    each = np.vstack([resolver.scores([text]) for text in texts])
    np.testing.assert_allclose(resolver.scores(texts), each, atol=1e-6)


def test_vectors_of_other_english_names_are_refused() -> None:
    vectors = np.zeros((2, 64), np.float32)
    catalogue = in_english(nurse="nurse")
    with pytest.raises(InvalidInput, match="2 vectors for 1 English names"):
        Resolver.build(catalogue, Semantics(LetterEmbedder(), np.zeros((3, 64), np.float32), vectors))


def test_an_occupation_without_a_definition_is_judged_by_its_name() -> None:
    catalogue = small(
        occupation("6-18-02-04", "焊工"), occupation("4-14-01-02", "护士", definition="从事护理的人员")
    )
    assert names(semantic(catalogue, LetterEmbedder()), "焊接工") == ["焊工", "护士"]


def test_scores_of_a_batch_are_those_of_each_text() -> None:
    resolver = semantic(
        small(occupation("6-18-02-04", "焊工"), occupation("4-14-01-02", "护士")), LetterEmbedder()
    )
    together = resolver.scores(["电焊", "护理"])
    np.testing.assert_allclose(
        together, np.vstack([resolver.scores(["电焊"]), resolver.scores(["护理"])]), atol=1e-6
    )


def test_vectors_of_another_catalogue_are_refused() -> None:
    with pytest.raises(InvalidInput, match="0 vectors for 1 texts"):
        Resolver.build(
            small(occupation("6-18-02-04", "焊工")),
            Semantics(LetterEmbedder(), np.empty((0, 64), np.float32)),
        )


def test_an_empty_catalogue_finds_nothing() -> None:
    assert Resolver.build(small()).resolve("焊工") == []


@pytest.fixture(scope="module")
def with_the_model() -> Resolver:
    """The built-in model over the occupations around welding, electricity, computing and care."""
    everything = whole().snapshot
    kept = {o.id for o in whole().all(Occupation) if (o.code or "").startswith(NEAR_WELDING_AND_AI)}
    links = [k for k in everything.links.values() if k.start in kept and kind_of(k.end) in {"wt", "en"}]
    nodes = [everything.nodes[key] for key in kept | {link.end for link in links}]
    return semantic(Catalogue.of(Snapshot.of(nodes, links), REVISION), open_embedder(None))


@pytest.mark.model
def test_with_the_model_a_trade_word_finds_its_occupation_first(with_the_model: Resolver) -> None:
    assert with_the_model.resolve("氩弧焊")[0].occupation.code == "6-18-02-04"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AI trainer", "人工智能训练师"),
        ("修电路的师傅", "电工"),
        ("写代码的", "计算机程序设计员"),
        ("someone who repairs electric wiring", "电工"),
    ],
)
def test_with_the_model_other_words_and_english_find_it_among_three(
    with_the_model: Resolver, text: str, expected: str
) -> None:
    assert expected in names(with_the_model, text, 3)
