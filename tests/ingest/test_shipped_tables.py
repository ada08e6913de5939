"""What the shipped tables say, counted against what the authorities announce and what was expected."""

from collections import Counter

import pytest

from graph.catalogue import Catalogue
from graph.model import facts
from graph.model.facts import (
    Certificate,
    Course,
    Major,
    Module,
    Occupation,
    Offer,
    Route,
    RuleSet,
    Standard,
    Task,
    TrainingPackage,
    WorkType,
)
from graph.model.ids import kind_of
from graph.model.links import RelType
from graph.model.terms import (
    CertificateKind,
    EducationLevel,
    Level,
    LevelReading,
    LicenceDuty,
    OccupationStatus,
    Origin,
    RuleChoice,
)
from ingest import Loaded

ELECTRICIAN, WELDER = "occ:6-31-01-03@2022", "occ:6-18-02-04@2022"
SIZES = {
    facts.OccupationGroup: 464,
    WorkType: 3083,
    Major: 1849,
    facts.Institution: 147,
    Offer: 1970,
    facts.Region: 137,
    facts.Industry: 1971,
    facts.Clause: 15,
    RuleSet: 10,
}
EXPECTED = {
    ("occupation_texts", "occupations that the package does not have"): 44,
    ("occupation_texts", "of these, added in 2024 and 2025"): 34,
    ("new_occupations", "in public comment"): 12,
    ("standard_weights", "printed codes that are not codes of the occupation table (20 were expected"): 19,
    ("standard_weights", "level groups that do not sum to 100"): 345,
    ("majors", "majors known from the occupation guide only"): 406,
    ("major_occupations", "printed codes that are not codes of the edition"): 2,
    ("standards", "standards without a year"): 187,
}


def test_every_occupation_is_there_and_those_in_comment_are_not_in_force(catalogue: Catalogue) -> None:
    status = Counter(o.status for o in catalogue.all(Occupation))
    assert status == {OccupationStatus.IN_FORCE: 1676, OccupationStatus.IN_COMMENT: 12}
    assert all(
        (o.code is None) == (o.status is OccupationStatus.IN_COMMENT) for o in catalogue.all(Occupation)
    )


def test_the_tables_have_the_sizes_that_their_sources_have(catalogue: Catalogue) -> None:
    assert {cls: len(catalogue.all(cls)) for cls in SIZES} == SIZES


@pytest.mark.parametrize(("table", "text"), EXPECTED)
def test_an_expected_reject_or_alias_is_reported_with_its_count(
    loaded: Loaded, table: str, text: str
) -> None:
    found = [f for f in loaded.findings if f.table == table and f.finding.startswith(text)]
    assert [f.count for f in found] == [EXPECTED[table, text]]


def test_the_two_dangling_codes_of_the_guide_are_named_and_joined_by_name(loaded: Loaded) -> None:
    found = {f.finding: f for f in loaded.findings if f.table == "major_occupations"}
    assert found["printed codes that are not codes of the edition"].examples == ("2-02-32-00", "4-05-02-00")
    assert found["pairs joined by the occupation's name instead"].count == 10


def test_all_pairs_of_the_guide_stand_and_those_joined_by_name_say_so(catalogue: Catalogue) -> None:
    pairs = [link for link in catalogue.snapshot.links.values() if link.type is RelType.LEADS_TO]
    assert len(pairs) == 6464
    assert Counter(link.origin for link in pairs) == {Origin.OFFICIAL: 6454, Origin.DERIVED: 10}


def test_every_occupation_in_force_stands_in_one_group_of_three_tiers(catalogue: Catalogue) -> None:
    for occupation in catalogue.all(Occupation):
        if occupation.status is OccupationStatus.IN_FORCE:
            (minor,) = catalogue.links(occupation.id, RelType.IN_GROUP)
            (middle,) = catalogue.links(minor.end, RelType.IN_GROUP)
            (major,) = catalogue.links(middle.end, RelType.IN_GROUP)
            assert not catalogue.links(major.end, RelType.IN_GROUP)


def test_a_text_that_is_missing_or_wrong_is_none_and_never_empty(catalogue: Catalogue) -> None:
    missing = [o for o in catalogue.all(Occupation) if o.code and o.definition is None]
    assert len(missing) == 46
    assert catalogue.occupation("6-11-08-26").definition is None
    assert "甘油制造工" not in catalogue.occupation("6-11-08-26").aliases
    assert all(o.definition != "" for o in catalogue.all(Occupation))


def test_tasks_come_in_order_without_numbers(catalogue: Catalogue) -> None:
    tasks = catalogue.targets(WELDER, RelType.HAS_TASK, Task)
    assert tasks[0].text == "设定焊接参数"
    assert len(tasks) == 8


def test_a_new_occupation_has_its_batch_and_the_day_it_was_published(catalogue: Catalogue) -> None:
    trainer = catalogue.occupation("人工智能训练师")
    assert (trainer.batch, trainer.added_year, str(trainer.valid_from)) == (2, 2020, "2020-02-25")


def test_crowd_sourced_job_titles_are_kept_apart_from_the_name(catalogue: Catalogue) -> None:
    assert "氩弧焊工" in catalogue.occupation("焊工").aliases


def test_the_electrician_has_five_levels_by_the_rules_of_2018(catalogue: Catalogue) -> None:
    certificates = catalogue.origins(ELECTRICIAN, RelType.CERTIFIES, Certificate)
    assert {c.level for c in certificates} == {Level.L5, Level.L4, Level.L3, Level.L2, Level.L1}
    for certificate in certificates:
        (rules,) = catalogue.links(certificate.id, RelType.ADMITTED_BY)
        assert rules.end == f"rules:2018/{certificate.level}"
        assert rules.kind == RuleChoice.BY_YEAR


def test_the_electricians_package_is_derived_and_lists_every_module_with_unknown_hours(
    catalogue: Catalogue,
) -> None:
    (package,) = catalogue.origins(ELECTRICIAN, RelType.PACKAGE_FOR, TrainingPackage)
    modules = catalogue.targets(package.id, RelType.INCLUDES, Module)
    assert package.origin is Origin.DERIVED
    assert package.method
    assert [m.level for m in modules] == sorted(m.level for m in modules)
    assert all(m.hours is None for m in (package, *modules))


def test_the_welder_has_a_standard_but_no_modules_and_no_package(catalogue: Catalogue) -> None:
    assert not catalogue.origins(WELDER, RelType.PACKAGE_FOR, TrainingPackage)
    for standard in catalogue.origins(WELDER, RelType.STANDARD_FOR, Standard):
        assert not catalogue.links(standard.id, RelType.HAS_MODULE)


@pytest.mark.parametrize(("occupation", "field"), [(ELECTRICIAN, "电工作业"), (WELDER, "焊接与热切割作业")])
def test_a_licence_may_be_required_and_names_its_field(
    catalogue: Catalogue, occupation: str, field: str
) -> None:
    (licence,) = catalogue.links(occupation, RelType.REQUIRES_LICENCE)
    assert (licence.part, licence.kind) == (field, LicenceDuty.MAY_BE_REQUIRED)
    assert catalogue.get(Certificate, licence.end).name == "特种作业操作证"


def test_weights_of_every_level_of_a_standard_sum_to_a_hundred(catalogue: Catalogue) -> None:
    for standard in catalogue.all(Standard):
        sums: Counter[Level] = Counter()
        for link in catalogue.links(standard.id, RelType.HAS_MODULE):
            sums[catalogue.get(Module, link.end).level] += link.weight  # type: ignore[assignment]
        assert set(sums.values()) <= {100.0}


def test_a_certificate_of_skill_exists_only_where_a_standard_lists_its_level(catalogue: Catalogue) -> None:
    skill = [c for c in catalogue.all(Certificate) if c.kind is CertificateKind.SKILL]
    assert len(skill) > 2000
    for certificate in skill:
        (link,) = catalogue.links(certificate.id, RelType.CERTIFIES)
        standards = catalogue.origins(link.end, RelType.STANDARD_FOR, Standard)
        assert any(certificate.level in s.levels and s.work_type == certificate.work_type for s in standards)


def test_technical_levels_have_no_default_rules(catalogue: Catalogue) -> None:
    technical = [c for c in catalogue.all(Certificate) if c.level and c.level.technical]
    assert technical
    assert not any(catalogue.links(c.id, RelType.ADMITTED_BY) for c in technical)


def test_a_level_that_was_read_by_its_word_is_derived(catalogue: Catalogue) -> None:
    words = [s for s in catalogue.all(Standard) if s.level_reading is LevelReading.WORD]
    assert len(words) == 67
    assert {s.origin for s in words} == {Origin.DERIVED}


def test_every_rule_set_cites_the_clause_on_evaluation_and_special_routes_their_own(
    catalogue: Catalogue,
) -> None:
    for rule_set in catalogue.all(RuleSet):
        assert [link.end for link in catalogue.links(rule_set.id, RelType.CITES)] == ["clause:hunan-2018/5"]
    apprenticed = catalogue.links("route:2018/L5/apprenticed", RelType.CITES)
    titled = catalogue.links("route:2023/L1/senior-title-worked-1", RelType.CITES)
    assert [link.end for link in (*apprenticed, *titled)] == ["clause:hunan-2018/7", "clause:hunan-2018/6"]


def test_every_route_has_conditions_and_belongs_to_one_rule_set(catalogue: Catalogue) -> None:
    for route in catalogue.all(Route):
        assert catalogue.links(route.id, RelType.REQUIRES)
        assert len(catalogue.backlinks(route.id, RelType.ALTERNATIVE)) == 1


def test_offers_lead_to_a_major_and_four_year_ones_to_a_bachelors(catalogue: Catalogue) -> None:
    without = [o for o in catalogue.all(Offer) if not catalogue.links(o.id, RelType.OF)]
    assert len(without) == 2
    for offer in catalogue.all(Offer):
        for major in catalogue.targets(offer.id, RelType.OF, Major):
            long = offer.length_years == 4
            assert major.education is (EducationLevel.VOCATIONAL_BACHELOR if long else EducationLevel.HIGHER)


def test_courses_hang_on_their_major(catalogue: Catalogue) -> None:
    assert all(len(catalogue.backlinks(c.id, RelType.HAS_COURSE)) == 1 for c in catalogue.all(Course))


def test_every_fact_names_a_source_that_is_in_the_graph_and_a_place_in_it(catalogue: Catalogue) -> None:
    for fact in (*catalogue.snapshot.nodes.values(), *catalogue.snapshot.links.values()):
        assert catalogue.source(fact) is not None
        assert fact.locator
        assert (fact.method is not None) or fact.origin is Origin.OFFICIAL


def test_a_source_is_known_by_the_digest_of_its_raw_file(catalogue: Catalogue, loaded: Loaded) -> None:
    assert {s.id for s in catalogue.all(facts.Source)} == set(loaded.sources)
    assert all(s.id == f"src:{s.digest}" and len(s.digest) == 64 for s in catalogue.all(facts.Source))


def test_one_entry_of_the_batches_is_rejected_and_says_what_became_of_it(loaded: Loaded) -> None:
    (rejected,) = loaded.rejected
    assert "电气电子产品环保检测员" in rejected.reason
    assert "4-08-05-07" in rejected.reason


def test_no_table_links_industries_to_occupations_so_no_link_does(catalogue: Catalogue) -> None:
    kinds = {
        (kind_of(link.start), kind_of(link.end))
        for link in catalogue.snapshot.links.values()
        if "ind" in {kind_of(link.start), kind_of(link.end)}
    }
    assert kinds == {("ind", "ind")}
