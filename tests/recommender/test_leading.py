"""Why a major is likely to lead to an occupation: every reason looked up, every change computed."""

import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from graph.catalogue import Catalogue
from graph.model.facts import Major
from graph.model.ids import clause_id, group_id
from graph.model.links import RelType
from graph.model.snapshot import Snapshot
from graph.model.terms import EducationLevel, Origin
from recommender.adapter.leading import LeadingOccupations, LikelyOccupation
from recommender.shared.reasons import Reason, ReasonKind
from recommender.text.passages import TextKind, passages
from tests.graph.samples import link
from tests.recommender.embedders import LetterEmbedder
from tests.recommender.majors import BOTH, ELSEWHERE, NAMES, NEIGHBOUR, UNLISTED, adapter, catalogue, led
from tests.recommender.worlds import occ

OLD, NEXT, NEW, NO_STANDARD = (occ(code) for code in ("6-99-01-01", "6-99-01-02", "6-99-02-01", "6-99-05-01"))
DESCRIBING = {TextKind.NAME, TextKind.DEFINITION, TextKind.TASK}
PLACE = re.compile(r"compared without (?:its (\w+)|the adapter) it stands at place (\d+) of (\d+), not (\d+)")


def one(found: LeadingOccupations, occupation: str) -> LikelyOccupation:
    return next(item for item in found.likely if item.id == occupation)


def of_kind(item: LikelyOccupation, kind: ReasonKind) -> list[Reason]:
    return [reason for reason in item.reasons if reason.kind is kind]


def joined(*links: tuple[RelType, str, str, Origin, date | None]) -> Catalogue:
    """The world with other links."""
    plain = catalogue()
    more = [
        replace(link(kind, start, end, origin=origin), valid_to=until)
        for kind, start, end, origin, until in links
    ]
    nodes, known = plain.snapshot.nodes.values(), plain.snapshot.links.values()
    return Catalogue.of(Snapshot.of(nodes, [*known, *more]), plain.revision)


@pytest.mark.parametrize("learned", [None, adapter()])
def test_the_text_that_is_told_is_the_nearest_of_all_that_describe_the_occupation(learned: object) -> None:
    found = led(UNLISTED, learned=adapter() if learned else None)
    embedder = LetterEmbedder()
    asked = embedder.encode([NAMES[UNLISTED]], kind="query")
    if learned:
        asked = adapter().apply(asked, next(iter(adapter().residuals)))
    for item in found.likely:
        texts = [p for p in passages(catalogue()) if p.occupation == item.id and p.kind in DESCRIBING]
        cosines = embedder.encode([p.encoded for p in texts], kind="passage") @ asked[0]
        (told,) = of_kind(item, ReasonKind.SIMILARITY)
        assert told.score == pytest.approx(float(cosines.max()))
        assert (told.asked, told.matched) == (NAMES[UNLISTED], texts[int(np.argmax(cosines))].text)
        assert told.method
        assert ("adapter" in told.method) is bool(learned)


def test_the_score_is_the_mean_of_its_parts_and_what_nothing_is_known_of_is_stood_for_by_the_name() -> None:
    for item in led(UNLISTED).likely:
        name = next(part.value for part in item.parts if part.name == "name")
        assert name is not None
        values = [name if part.value is None else part.value for part in item.parts]
        assert item.score == pytest.approx(sum(values) / 3, abs=1e-6)
        unknown = {part.name for part in item.parts if part.value is None}
        told = [text for text in item.what_would_change_this if text.startswith("a source that states the ")]
        assert {text.split()[5] for text in told} == unknown
    assert {p.name for p in one(led(UNLISTED), OLD).parts if p.value is None} == {"definition"}
    assert {p.name for p in one(led(UNLISTED), NO_STANDARD).parts if p.value is None} == {
        "definition",
        "tasks",
    }


def test_an_occupation_of_the_same_group_as_a_stated_one_is_told_with_the_way_through_the_group() -> None:
    (path,) = [r.path for r in of_kind(one(led(NEIGHBOUR), OLD), ReasonKind.PATH) if len(r.path) == 4]
    assert path == (NEIGHBOUR, NEXT, group_id("6-99-01", "2022"), OLD)


def test_where_the_guide_knows_the_major_and_nothing_near_that_is_said_to_be_unknown() -> None:
    texts = [reason.text for reason in of_kind(one(led(ELSEWHERE), NEW), ReasonKind.UNKNOWN)]
    assert any("none is of its 小类" in text for text in texts)
    silent = [reason.text for reason in of_kind(one(led(UNLISTED), NEW), ReasonKind.UNKNOWN)]
    assert any(f"does not list {NAMES[UNLISTED]}" in text for text in silent)


def test_majors_of_the_same_field_that_the_guide_links_are_a_path() -> None:
    (reason,) = of_kind(one(led(UNLISTED), NEW), ReasonKind.PATH)
    assert reason.path == (UNLISTED, BOTH, NEW)
    assert f"{NAMES[BOTH]} (高职): same 专业类" in reason.text
    assert not of_kind(one(led(UNLISTED), NO_STANDARD), ReasonKind.PATH)


@pytest.mark.parametrize(
    ("origin", "until", "said"),
    [
        (Origin.DERIVED, None, "to it (DERIVED)"),
        (Origin.OFFICIAL, date(2020, 1, 1), "but not on this day (OFFICIAL)"),
    ],
)
def test_a_link_that_is_not_the_guides_or_is_over_is_told_and_states_nothing(
    origin: Origin, until: date | None, said: str
) -> None:
    world = joined((RelType.LEADS_TO, UNLISTED, NEW, origin, until))
    found = led(UNLISTED, world=world)
    item = one(found, NEW)
    assert not found.stated
    direct = [r for r in of_kind(item, ReasonKind.PATH) if r.path == (UNLISTED, NEW)]
    assert [said in reason.text for reason in direct] == [True]
    assert any("edition of the official guide" in text for text in item.what_would_change_this)


@pytest.mark.parametrize(
    ("occupation", "standard", "rules", "route"),
    [
        (OLD, "std:6-99-01-01/2018", "rules:2018/L3", "route:2018/L3/held-l4-college-worked-2"),
        (NEW, "std:6-99-02-01/2024", "rules:2023/L4", "route:2023/L4/diploma"),
    ],
)
def test_the_rule_is_the_lowest_level_that_asks_for_a_related_major_with_its_standard_and_clause(
    occupation: str, standard: str, rules: str, route: str
) -> None:
    item = one(led(UNLISTED), occupation)
    (rule,) = of_kind(item, ReasonKind.RULE)
    assert rule.cites == (standard, rules, route, clause_id("hunan-2018", 5))
    level = rules.rpartition("/")[2]
    assert any(f"count for {level}" in text and "assessor" in text for text in item.what_would_change_this)


def test_without_a_standard_or_a_rule_for_the_kind_of_school_that_is_unknown() -> None:
    none = one(led(UNLISTED), NO_STANDARD)
    assert not of_kind(none, ReasonKind.RULE)
    assert any("no standard of 无标准工" in r.text for r in of_kind(none, ReasonKind.UNKNOWN))
    assert any("an official table that links" in text for text in none.what_would_change_this)
    plain = catalogue()
    secondary = replace(plain.get(Major, UNLISTED), education=EducationLevel.SECONDARY)
    nodes = [secondary if node.id == UNLISTED else node for node in plain.snapshot.nodes.values()]
    world = Catalogue.of(Snapshot.of(nodes, plain.snapshot.links.values()), plain.revision)
    old = one(led(UNLISTED, world=world), OLD)
    assert any("to a diploma of 中职" in r.text for r in of_kind(old, ReasonKind.UNKNOWN))


@pytest.mark.parametrize("major", [UNLISTED, NEIGHBOUR])
def test_places_without_a_part_are_those_that_the_other_parts_give(major: str) -> None:
    found = led(major)
    values = {item.id: {part.name: part.value for part in item.parts} for item in found.likely}
    for parts in values.values():
        parts |= {name: parts["name"] for name, value in parts.items() if value is None}
    told = 0
    for here, item in enumerate(found.likely, start=1):
        rests = {
            name: [_rest(parts, name) - _rest(values[item.id], name) for parts in values.values()]
            for name in ("name", "definition", "tasks")
        }
        least = {name: 1 + sum(ahead > 1e-6 for ahead in found) for name, found in rests.items()}
        most = {name: sum(ahead > -1e-6 for ahead in found) for name, found in rests.items()}
        told_of = [m for m in map(PLACE.fullmatch, item.what_would_change_this) if m]
        if not told_of:
            assert max(least.values()) <= here, "nothing would put it lower"
        for match in told_of:
            name, place, of, now = match.groups()
            assert (int(of), int(now)) == (len(found.likely), here)
            assert max(least[name], here + 1, *least.values()) <= int(place) <= most[name]
            told += 1
    assert told


def _rest(parts: dict[str, float | None], without: str) -> float:
    return sum(value or 0.0 for name, value in parts.items() if name != without) / 2


def test_the_place_without_the_adapter_is_that_of_an_answer_without_it() -> None:
    before = [item.id for item in led(UNLISTED).likely]
    moved = led(UNLISTED, learned=adapter()).likely
    said = 0
    for here, item in enumerate(moved, start=1):
        found = [m for m in map(PLACE.fullmatch, item.what_would_change_this) if m and m[1] is None]
        place = before.index(item.id) + 1
        assert [int(m[2]) for m in found] == ([place] if place != here else [])
        said += len(found)
    assert said
    assert not any(
        "the adapter" in text for item in led(UNLISTED).likely for text in item.what_would_change_this
    )


def test_what_the_guide_states_is_never_likely_too() -> None:
    found = led(BOTH)
    assert {occupation.id for occupation in found.stated} == {OLD, NEW}
    assert not {item.id for item in found.likely} & {OLD, NEW}
