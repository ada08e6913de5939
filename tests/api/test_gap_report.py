"""`gapReport` over GraphQL and `lifepath gap-report`, on the shipped catalogue with vectors that count characters."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from api.cli.gap_report import narrowed, told, with_names, write_book
from api.cli.output import to_json
from graph.errors import NotFound
from graph.model.facts import Occupation
from recommender.curation.gapreport import GapKind
from recommender.text.likeness import NameVectors, names
from tests.api.asking import Service, by_letters, shipped_catalogue, without_store
from tests.recommender.embedders import LetterEmbedder
from tests.recommender.worlds import TODAY

ASK = """query ($filter: GapFilter, $first: Int! = 5, $after: String) {
    gapReport(filter: $filter, first: $first, after: $after, asOf: "2026-11-24") {
        groups { group { code } tier occupations counts { gap occupations } cannotTell }
        occupations { totalCount pageInfo { endCursor hasNextPage } edges { node {
            occupation { code name } major { code } middle { code } gaps standing behind
            tasks { text module { id } moduleName score }
        } } }
        threshold lagsFrom method model notes envelope { revision asOf inputs }
    }
}"""


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    """The shipped catalogue with vectors; its store cannot be reached, and no request tries to."""
    service, gateway = without_store(shipped_catalogue())
    service.resolver = by_letters()
    embedder, known = LetterEmbedder(), names(shipped_catalogue())
    vectors = embedder.encode(known, kind="passage")
    service.likeness = NameVectors.build(known, vectors, digest=embedder.digest)
    yield service
    assert gateway.trips == 0


async def report(service: Service, **variables: Any) -> Any:
    """The answer."""
    return (await service.ask(ASK, **variables))["gapReport"]


async def test_all_occupations_are_counted_by_both_tiers(service: Service) -> None:
    found = await report(service)
    every = len(shipped_catalogue().all(Occupation))
    assert found["occupations"]["totalCount"] == every
    for tier in ("MAJOR", "MIDDLE"):
        assert sum(g["occupations"] for g in found["groups"] if g["tier"] == tier) == every
    assert (found["model"], found["lagsFrom"], found["envelope"]["asOf"]) == ("letters", 0.5, "2026-11-24")


async def test_a_group_and_gaps_narrow_the_list_and_its_counts(service: Service) -> None:
    wanted = {"group": "4", "gaps": ["NO_PACKAGE", "NO_MAJOR"]}
    found = await report(service, filter=wanted, first=100)
    for edge in found["occupations"]["edges"]:
        assert edge["node"]["major"]["code"] == "4"
        assert {"NO_PACKAGE", "NO_MAJOR"} <= set(edge["node"]["gaps"])
    (major,) = (g for g in found["groups"] if g["tier"] == "MAJOR")
    assert major["occupations"] == found["occupations"]["totalCount"] > 0
    assert found["envelope"]["inputs"] == {"filter": wanted}


async def test_a_lagging_package_shows_its_tasks_beside_its_modules(service: Service) -> None:
    found = await report(service, filter={"standing": "LAGS"})
    for edge in found["occupations"]["edges"]:
        node = edge["node"]
        behind = [task for task in node["tasks"] if task["score"] < found["threshold"]]
        assert node["behind"] == round(len(behind) / len(node["tasks"]), 3) > found["lagsFrom"]
        assert all(task["module"] for task in node["tasks"])


async def test_a_cursor_goes_on_in_the_same_question_only(service: Service) -> None:
    first = await report(service, filter={"gaps": ["NO_TEXT"]}, first=3)
    after = first["occupations"]["pageInfo"]["endCursor"]
    second = await report(service, filter={"gaps": ["NO_TEXT"]}, first=3, after=after)
    shown = [
        e["node"]["occupation"]["name"] for page in (first, second) for e in page["occupations"]["edges"]
    ]
    assert len(set(shown)) == 6
    _, extensions = await service.refusal(ASK, after=after)
    assert extensions == {"code": "BAD_INPUT", "field": "after"}


async def test_an_unknown_group_is_named(service: Service) -> None:
    _, extensions = await service.refusal(ASK, filter={"group": "独角兽"})
    assert extensions == {"code": "NOT_FOUND", "field": "filter.group"}


async def test_until_there_are_vectors_no_package_is_judged() -> None:
    service, _ = without_store(shipped_catalogue())
    found = await report(service, filter={"gaps": ["PACKAGE_LAGS"]})
    assert (found["occupations"]["totalCount"], found["threshold"]) == (0, None)
    assert any("cannot be told" in note for note in found["notes"])


def test_the_command_tells_groups_and_with_a_filter_every_occupation(
    service: Service, tmp_path: Path
) -> None:
    prepared = service.holder.prepared(shipped_catalogue())
    made = prepared.gap_report(service.resolver, service.likeness, as_of=TODAY)
    catalogue = shipped_catalogue()
    chosen = narrowed(catalogue, made, group="7", gaps=[GapKind.NO_STANDARD])
    text = "\n".join(told(catalogue, made, chosen, each=True))
    for part in ("by 大类:", "by 中类:", "one by one:", "NO_INSTITUTION", "as of 2026-11-24"):
        assert part in text
    assert json.loads(to_json(with_names(catalogue, made, chosen)))["occupations"][0]["code"].startswith("7-")
    write_book(tmp_path / "gaps.xlsx", catalogue, made, chosen)
    book = openpyxl.load_workbook(tmp_path / "gaps.xlsx")
    assert book.sheetnames == ["groups", "occupations", "tasks (derived)", "notes"]
    assert book["occupations"].max_row == len(chosen) + 1
    with pytest.raises(NotFound, match="--group"):
        narrowed(catalogue, made, group="独角兽", gaps=())
