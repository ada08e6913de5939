"""What a statement stands for: one judgement, or one for each level of a function."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from graph.catalogue import Catalogue
from graph.errors import InvalidInput
from graph.model.facts import Module
from graph.model.judgements import Decision, Judgement, Verdicts, text_key
from recommender.curation.judging import Statement, counting, levels_of, submission
from tests.api.asking import catalogue_of
from tests.api.excerpt import excerpt

AT = datetime(2026, 11, 24, 8, tzinfo=UTC)
TASK = "新任务"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_of(excerpt())


def stated(end: str, decision: Decision = Decision.ACCEPTED, target: str | None = None) -> Statement:
    return Statement(
        start=text_key(TASK),
        start_text=TASK,
        end=end,
        decision=decision,
        who="王老师",
        why="看过教材",
        at=AT,
        target=target,
        all_levels=True,
    )


def functions(catalogue: Catalogue) -> list[tuple[str, ...]]:
    """Functions of more than one level, the one with most levels first."""
    found = {levels_of(catalogue, module) for module in catalogue.all(Module)}
    return sorted((levels for levels in found if len(levels) > 1), key=lambda levels: (-len(levels), levels))


def test_every_level_of_a_function_is_the_function_at_all_its_levels(catalogue: Catalogue) -> None:
    for levels in functions(catalogue):
        modules = [catalogue.get(Module, i) for i in levels]
        assert len({m.name for m in modules}) == 1
        assert all(levels_of(catalogue, m) == levels for m in modules)


def test_a_statement_for_all_levels_is_one_judgement_for_each_the_named_one_first(
    catalogue: Catalogue,
) -> None:
    levels = functions(catalogue)[0]
    found = submission(catalogue, stated(levels[1])).judgements
    assert found[0].end == levels[1]
    assert sorted(one.end for one in found) == sorted(levels)
    assert {one.decision for one in found} == {Decision.ACCEPTED}


def test_what_is_mapped_goes_to_the_same_level_and_no_level_of_the_new_function_is_left_out(
    catalogue: Catalogue,
) -> None:
    many, few = functions(catalogue)[0], functions(catalogue)[-1]
    for old, new in ((many, few), (few, many)):
        found = submission(catalogue, stated(old[0], Decision.REMAPPED, new[0])).judgements
        verdicts = Verdicts.of(replace(one, number=number) for number, one in enumerate(found, start=1))
        assert all(verdicts.refused(text_key(TASK), end) for end in old)
        assert all((v := verdicts.on(text_key(TASK), end)) and v.accepted for end in new)
        for one in found[1:]:
            level = catalogue.get(Module, one.end).level
            same = [i for i in new if catalogue.get(Module, i).level is level]
            assert one.target in {*same, new[0], None}


def test_only_modules_have_levels(catalogue: Catalogue) -> None:
    module = catalogue.all(Module)[0]
    task = next(i for i in catalogue.snapshot.nodes if i.startswith("task:"))
    with pytest.raises(InvalidInput) as refusal:
        submission(catalogue, stated(task))
    assert refusal.value.field == "allLevels"
    with pytest.raises(InvalidInput):
        submission(catalogue, stated(module.id, Decision.REMAPPED, task))


def told(verdicts: Verdicts) -> dict[tuple[str, str], bool]:
    return {pair: verdict.accepted for pair, verdict in verdicts.by_pair.items()}


def test_what_counts_is_told_so_that_it_counts_the_same_elsewhere(catalogue: Catalogue) -> None:
    first, second, third = (module.id for module in catalogue.all(Module)[:3])
    said = [
        said_of(first, Decision.REMAPPED, second),
        said_of(third, Decision.REMAPPED, first),
        said_of(second, Decision.REJECTED),
        said_of(third, Decision.ACCEPTED),
    ]
    for count in range(len(said) + 1):
        verdicts = Verdicts.of(replace(one, number=n) for n, one in enumerate(said[:count], start=1))
        carried = list(counting(verdicts))
        again = Verdicts.of(replace(one, number=n) for n, one in enumerate(carried, start=1))
        assert told(again) == told(verdicts)
        assert [one.target for one in carried if one.decision is not Decision.REMAPPED] == [None] * sum(
            one.decision is not Decision.REMAPPED for one in carried
        )


def said_of(end: str, decision: Decision, target: str | None = None) -> Judgement:
    return Judgement(
        start=text_key(TASK),
        end=end,
        decision=decision,
        who="王老师",
        why="看过教材",
        at=AT,
        start_text=TASK,
        end_text="模块",
        target=target,
        target_text=target and "目标",
    )
