"""Generated catalogues: new ids, SAMPLE, varied, planned over like any other; and people who are the same each time."""

import json
from functools import cache

from bench.worlds.grown import Pattern, copy_of, grown
from bench.worlds.people import TODAY, cases, drawn_by_tests, with_small_world
from graph.catalogue import Catalogue
from graph.model.facts import Certificate, Major, Occupation, Offer, RuleSet, Standard
from graph.model.links import RelType
from graph.model.terms import Origin, RuleChoice
from recommender.planning.cases import read_case
from recommender.planning.planner import Planner
from tests.recommender.supplies import with_schools

TIMES = 12


small = cache(with_schools)


@cache
def large() -> Catalogue:
    return grown(small(), TIMES)


def test_every_kind_of_fact_that_plans_are_made_of_is_multiplied() -> None:
    base, found = small(), large()
    for kind in (Occupation, Major):
        assert len(found.all(kind)) == TIMES * len(base.all(kind))
    for kind in (Standard, Certificate, Offer):
        assert len(found.all(kind)) > TIMES * len(base.all(kind)) / 2
    assert len(found.all(RuleSet)) > 2 * len(base.all(RuleSet))


def test_what_is_copied_is_sample_and_what_is_shipped_stays() -> None:
    base, found = small(), large()
    assert all(found.snapshot.nodes[node_id] is node for node_id, node in base.snapshot.nodes.items())
    new = found.snapshot.nodes.keys() - base.snapshot.nodes.keys()
    assert {found.snapshot.nodes[node_id].origin for node_id in new} == {Origin.SAMPLE}


def test_the_same_seed_gives_the_same_facts_and_another_one_others() -> None:
    pattern = Pattern(small())
    first = list(copy_of(pattern, 3, 0))
    assert first == list(copy_of(pattern, 3, 0))
    assert first != list(copy_of(pattern, 3, 1))


def test_copies_differ_in_years_levels_rules_and_where_majors_lead() -> None:
    copied = [s for s in large().all(Standard) if s.origin is Origin.SAMPLE and s.name.startswith("旧规工~")]
    assert len({s.year for s in copied}) > 1
    assert len({s.levels for s in copied}) > 1
    admitting = [link for link in large().snapshot.links.values() if link.type is RelType.ADMITTED_BY]
    assert {link.kind for link in admitting} >= {RuleChoice.OWN, RuleChoice.BY_YEAR}


def test_plans_are_made_over_copies() -> None:
    planner = Planner.of(large())
    asked = [read_case(json.loads(line), planner, today=TODAY) for line in cases(large(), 40)]
    answers = [planner.plan(case.profile, case.goal, case.as_of) for case in asked]
    assert any("~" in case.goal.occupation for case in asked)
    assert len({type(answer) for answer in answers}) > 1


def test_people_are_the_same_each_time() -> None:
    assert list(cases(large(), 9)) == list(cases(large(), 9))
    assert drawn_by_tests(9) == drawn_by_tests(9)
    assert with_small_world(large()).find(Occupation, "occ:6-99-01-01@2022") is not None
