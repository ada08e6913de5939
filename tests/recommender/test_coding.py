"""Job titles coded by what was learned from coded titles: answers, groups, and when none is given."""

from dataclasses import replace

import numpy as np
import pytest

from graph.errors import InvalidInput
from recommender.shared.reasons import ReasonKind
from recommender.titles.classes import Classes, written_out
from recommender.titles.coding import Coder, TextType
from recommender.titles.experience import SHIPPED, read, unpacked
from recommender.titles.suggestions import suggestions, why
from tests.recommender import coders


def test_a_title_like_known_ones_gets_their_occupation_with_a_probability() -> None:
    found = coders.coder(0.2).code("某某公司招聘氩弧焊工人 包吃住")
    assert found.cleaned.text == "氩弧焊工人"
    assert (found.type, found.likeliest, found.abstained) == (TextType.TITLE, "6-18-02-04", False)
    assert found.matches[0].match.occupation.name == "焊工"
    assert found.probability is not None
    assert 0 < found.probability <= 1


def test_probabilities_fall_and_sum_to_at_most_one() -> None:
    shares = [likely.probability or 0.0 for likely in coders.coder().code("销售服务生").matches]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) <= 1 + 1e-4


def test_a_title_that_coders_give_a_group_names_no_occupation() -> None:
    found = coders.coder(0.2).code("后厨帮工")
    assert (found.likeliest, found.abstained) == ("4-03-02-00", True)
    assert found.offered is not None
    assert found.offered.group.name == "餐饮服务人员"
    assert "4-03-02-00" in why(found)


def test_below_the_threshold_no_occupation_is_put_forward() -> None:
    found = coders.coder(1.1).code("电焊师傅")
    assert found.abstained
    assert found.offered is None
    assert "probability" in why(found)


def test_an_exact_name_is_an_answer_without_a_probability() -> None:
    found = coders.coder(1.1).code("焊工")
    assert (found.type, found.abstained, found.probability) == (TextType.EXACT, False, None)
    assert found.matches[0].match.exact


@pytest.mark.parametrize(
    ("text", "kind"),
    [("welder", TextType.FOREIGN), ("我在工地上给人烧电焊，也会修电路。" * 3, TextType.WORDS)],
)
def test_texts_that_nothing_was_learned_for_are_ranked_and_say_so(text: str, kind: TextType) -> None:
    found = coders.coder().code(text)
    assert (found.type, found.abstained, found.probability) == (kind, True, None)
    assert found.matches
    reasons = suggestions(found)[0].reasons
    assert any(r.kind is ReasonKind.UNKNOWN and "probabilities are known" in r.text for r in reasons)


def test_context_is_compared_along_with_the_title() -> None:
    plain, told = (coders.coder().code("师傅", context=c) for c in (None, "营销员"))
    assert plain.matches != told.matches


def test_a_batch_is_answered_as_each_title_alone() -> None:
    titles = ["销售", "后厨", "焊工", "welder", "高压电", "销售"]
    together = coders.coder().code_all(titles)
    assert together == [coders.coder().code(title) for title in titles]


def test_experience_with_another_encoder_is_not_used() -> None:
    coder = Coder.of(coders.catalogue(), coders.resolver(), coders.experience(model="other"))
    found = coder.code("销售")
    assert coder.learned is None
    assert (found.abstained, found.probability) == (True, None)


def test_without_the_encoder_titles_are_compared_in_writing() -> None:
    by_writing = replace(coders.resolver(), semantics=None)
    found = Coder.of(coders.catalogue(), by_writing, coders.experience()).code("焊")
    assert found.matches[0].match.occupation.name == "焊工"
    assert suggestions(found)[0].similarity is None


@pytest.mark.parametrize("text", ["", "  ", "工" * 2_001])
def test_an_empty_or_endless_title_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        coders.coder().code(text)


def test_the_nearest_known_title_is_told_as_a_reason() -> None:
    found = coders.coder().code("氩弧焊师傅们")
    assert found.precedent is not None
    assert found.precedent.title == "氩弧焊师傅"
    matched = [reason.matched for reason in suggestions(found)[0].reasons]
    assert "氩弧焊师傅" in matched


def test_classes_hold_occupations_then_groups_then_rest_groups() -> None:
    found = Classes.of(coders.catalogue(), coders.GROUP_CODES)
    assert found.codes[found.occupations :] == tuple(
        sorted({*coders.GROUP_CODES, *map(written_out, coders.GROUPS)})
    )
    assert found.nodes[found.codes.index("4-99-00-00")] is None
    tiers = dict(zip(found.codes, found.tier.tolist(), strict=True))
    assert [tiers[c] for c in ("4-00-00-00", "4-03-00-00", "4-03-02-00", "4-03-02-05")] == [0, 1, 2, 3]


def test_what_was_learned_is_kept_whole_in_its_file() -> None:
    learned, kept = coders.fitted(), coders.experience()
    np.testing.assert_allclose(learned.voters.softmax.weights, kept.voters.softmax.weights, atol=2e-3)
    np.testing.assert_array_equal(coders.plain_weights().values, kept.weights.values)
    assert learned.voters.known.titles == kept.voters.known.titles
    assert unpacked(coders.content()).digest == kept.digest


def test_the_shipped_experience_says_what_it_was_learned_from() -> None:
    found = read(SHIPPED)
    assert found.about["titles"] == len(found.voters.known.titles) > 2_000
    assert {"model", "data", "seed", "left out"} <= found.about.keys()
    assert "silver" in found.about["codes"]
    assert 0 < found.calibration.threshold < 1


def test_a_file_that_holds_no_experience_is_named() -> None:
    with pytest.raises(InvalidInput, match=r"nothing\.npz"):
        read(SHIPPED.with_name("nothing.npz"))
